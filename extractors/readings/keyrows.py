"""Rows told by their keys, where neither lines nor white part them: columns in which every row has one value.

A number, a date, a code or a status is one line. Where two columns or more hold nothing else, and stand level with each
other wherever they stand, each such line begins a row; what has no value beside it is the rest of the row above.
"""

from collections.abc import Callable, Sequence

from extractors.grids.alignment import TextColumn, align
from extractors.printed.runs import Run

# Runs whose baselines differ by less than this many font sizes stand on one line.
LEVEL = 0.3
# Fewer lines of values in a band may be the lines of one cell each.
FEWEST = 3
# So many columns hold a value on (nearly) each of these lines.
COLUMNS, SHARE = 2, 0.9
# A lone text over so many columns, the name of what follows or a footer, is no rest of a row.
ACROSS = 3


def key_edges(ys: Sequence[float], runs: Sequence[Run], is_key: Callable[[Run], bool]) -> list[float]:
    """The y of the rows' edges that the keys among `runs` tell, for a lattice with edges `ys`; empty where none do.

    `is_key` says of a run whether it is such a value; the first of several bands holds the headings. An edge of `ys`
    between two rows is theirs, wherever else it is drawn.
    """
    body = [r for r in runs if r.y_mid > ys[1 if len(ys) > 2 else 0]]
    lines = _lines(body)
    edges: list[float] = []
    for n in _beginning(lines, is_key)[1:]:
        above, below = max(r.baseline for r in lines[n - 1]), min(r.top for r in lines[n])
        drawn = [y for y in ys if above < y < below + lines[n][0].size]
        edges.append(drawn[-1] if drawn else (max(r.bottom for r in lines[n - 1]) + below) / 2)
    return edges


def _beginning(lines: Sequence[Sequence[Run]], is_key: Callable[[Run], bool]) -> list[int]:
    """The numbers of the lines that begin rows; empty where the first does not, or too few columns hold keys alone."""
    line_of = {id(r): n for n, line in enumerate(lines) for r in line}
    columns = sorted(align([r for line in lines for r in line]), key=lambda c: c.x0)
    keyed = [
        ns
        for c in columns
        if all(is_key(r) for r in c.runs) and len(ns := {line_of[id(r)] for r in c.runs}) == len(c.runs) >= FEWEST
    ]
    if len(columns) <= COLUMNS:
        return []
    rows = max(keyed, key=len, default=set[int]())
    level = [ns for ns in keyed if ns <= rows and len(ns) >= SHARE * len(rows)]
    named = {line_of[id(r)] for r in columns[0].runs}
    if len(level) < COLUMNS or min(rows) > 0 or not rows <= named:
        return []
    across = {n for n, line in enumerate(lines) if len(line) == 1 and _covered(line[0], columns) >= ACROSS}
    return sorted(rows | across)


def _covered(run: Run, columns: Sequence[TextColumn]) -> int:
    """How many of the columns the run stands over."""
    return sum(min(run.x1, c.x1) > max(run.x0, c.x0) for c in columns)


def _lines(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs line by line, top to bottom."""
    lines: list[list[Run]] = []
    for r in sorted(runs, key=lambda r: r.baseline):
        if lines and r.baseline - lines[-1][0].baseline < LEVEL * r.size:
            lines[-1].append(r)
        else:
            lines.append([r])
    return lines
