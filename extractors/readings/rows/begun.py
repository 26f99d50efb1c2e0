"""Rows told by how their texts begin, where neither lines, white nor values part them.

On the first line of a row every column begins a text: with a capital, a figure or the sign of a list. On a line that
goes on with texts above it, some text begins in small letters or is the year of the month above it.
"""

import re
from collections.abc import Callable, Sequence

from extractors.grids.alignment import TextColumn, align
from extractors.printed.runs import Run
from extractors.readings.rows.keys import FILLED, body_lines, edges_above

# A table of fewer rows than this is left as it is.
FEWEST = 2
# A line of so many texts, none of which goes on with one above it, may be a row that lacks the others.
DOUBTFUL = 3
_YEAR = re.compile(r"20\d\d\b")
_BULLET = re.compile(r"[•●▪■□◦○‣➢–]\s")


def begun_line_edges(
    ys: Sequence[float], runs: Sequence[Run], text: Callable[[Run], str], *, going_on: bool = False
) -> list[float]:
    """The y of the rows' edges above lines on which all columns begin a text, for a lattice with edges `ys`.

    `text` is what a run prints; the first lines of a table that is `going_on` from the page before may be the rest of a
    row. Empty where a line may be a row with empty cells, or where no line goes on with one above. Four tables between
    rules at head and foot, whose updates are lists, had 14 rows and were read as five.
    """
    lines = body_lines(ys, runs)
    columns = align([r for line in lines for r in line]) if len(lines) > FEWEST else []
    if len(columns) < FILLED:
        return []
    column_of = {id(r): n for n, c in enumerate(columns) for r in c.runs}
    rests = {n for n, line in enumerate(lines) if any(_goes_on(r, columns[column_of[id(r)]], text) for r in line)}
    begun = [
        n for n, line in enumerate(lines) if n not in rests and len({column_of[id(r)] for r in line}) == len(columns)
    ]
    listed = {column_of[id(r)] for n in begun for r in lines[n] if _BULLET.match(text(r))}
    begun = [n for n in begun if all(_BULLET.match(text(r)) for r in lines[n] if column_of[id(r)] in listed)]
    other = [lines[n] for n in range(len(lines)) if n not in rests and n not in begun]
    unlike = any(len(line) >= DOUBTFUL for line in other)
    first = begun[0] if begun else None
    if unlike or not rests or first is None or (first and not going_on) or len(begun) + bool(first) < FEWEST:
        return []
    return edges_above(ys, lines, [0, *begun] if first else begun)


def _goes_on(run: Run, column: TextColumn, text: Callable[[Run], str]) -> bool:
    """Whether a text begins in small letters, or is a year below a text of letters: `September | 2026`."""
    own = text(run).strip()
    if own[:1].islower():
        return True
    above = max((r for r in column.runs if r.baseline < run.baseline), key=lambda r: r.baseline, default=None)
    return bool(_YEAR.fullmatch(own)) and above is not None and text(above).strip().isalpha()
