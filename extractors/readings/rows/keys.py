"""Rows told by what stands level, where neither lines nor white part them.

A number, a date, a code or a status is one line. Where two columns or more hold nothing else, and stand level with each
other wherever they stand, each such line begins a row; what has no value beside it is the rest of the row above. Codes
that count the lines are enough by themselves. Where no values tell, lines on which all columns hold a text begin rows,
if a column or more holds nothing on other lines.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from extractors.grids.alignment import TextColumn, align
from extractors.headings.values import after
from extractors.printed.runs import Run, by_lines

# Fewer lines of values in a band may be the lines of one cell each.
FEWEST = 3
# So many columns hold a value on (nearly) each of these lines.
COLUMNS, SHARE = 2, 0.9
# Where so many do, the first column need not: a tier that some measures lack.
MANY = 4
# Lines that fill all of so many columns begin rows.
FILLED = 4
# Lines as far from those above as this times the closest are set apart from these: rows 11 points apart, lines 9.
UNEVEN = 1.1
# A lone text over so many columns, the name of what follows or a footer, is no rest of a row.
ACROSS = 3
# Lines further apart than this many font sizes are not set as one text: leading is 1.1 to 1.35.
APART = 1.4


def key_edges(
    ys: Sequence[float],
    runs: Sequence[Run],
    is_key: Callable[[Run], bool],
    is_name: Callable[[Run], bool] | None = None,
    rests: Collection[int] = (),
    *,
    going_on: bool = False,
) -> list[float]:
    """The y of the rows' edges that the keys among `runs` tell, for a lattice with edges `ys`; empty where none do.

    `is_key` says of a run whether it is such a value, `is_name` whether it looks like the name of rows; `rests` are the
    places of runs that end a value begun on the line above. The first of several bands holds the headings. An edge of
    `ys` between two rows is theirs, wherever else it is drawn. The first lines of a table that is `going_on` from the
    page before may be the rest of a row.
    """
    lines = body_lines(ys, runs)
    return edges_above(ys, lines, _beginning(lines, is_key, is_name, rests, going_on=going_on))


def full_line_edges(ys: Sequence[float], runs: Sequence[Run], text: Callable[[Run], str]) -> list[float]:
    """The y of the rows' edges where only lines that fill all columns begin rows, as `key_edges` gives them.

    `text` is what a run prints. Empty where such a line goes on with a text in small letters, or where another lacks
    but one column: it may begin a row with an empty cell.
    """
    lines = body_lines(ys, runs)
    # before the columns are looked for, which takes 3% of a plan's time: the first line has a text for each of them
    if len(lines) < FEWEST or len(lines[0]) < FILLED or any(text(r).lstrip()[:1].islower() for r in lines[0]):
        return []
    columns = align([r for line in lines for r in line])
    # headings of two levels, one over several columns, are cells of their own: a reading that sees them does better
    if len(columns) < FILLED or any(_covered(r, columns) > 1 for r in runs if r.y_mid < ys[1]):
        return []
    line_of = {id(r): n for n, line in enumerate(lines) for r in line}
    filled = Counter(n for column in columns for n in {line_of[id(r)] for r in column.runs})
    full = sorted(n for n, count in filled.items() if count == len(columns))
    if len(full) < FEWEST or full[0] > 0 or any(count == len(columns) - 1 for count in filled.values()):
        return []
    # where some stand closer to the line above than others, a row fills two lines, as in a bilingual plan
    pitches = [lines[n][0].baseline - lines[n - 1][0].baseline for n in full if n]
    if max(pitches) > UNEVEN * min(pitches):
        return []
    single = [c for c in columns if {line_of[id(r)] for r in c.runs} == set(full)]
    begun = all(not text(r).lstrip()[:1].islower() for n in full for r in lines[n])
    return edges_above(ys, lines, full) if single and begun else []


def body_lines(ys: Sequence[float], runs: Sequence[Run]) -> list[list[Run]]:
    """The lines below the first of several bands between `ys`, which holds the headings."""
    return by_lines([r for r in runs if r.y_mid > ys[1 if len(ys) > 2 else 0]])


def edges_above(ys: Sequence[float], lines: Sequence[Sequence[Run]], beginning: Sequence[int]) -> list[float]:
    """The edges above all lines of `beginning` but the first."""
    edges: list[float] = []
    for before, n in pairwise(beginning):
        above, below = max(r.baseline for r in lines[n - 1]), min(r.top for r in lines[n])
        near = [y for y in ys if above < y < below + lines[n][0].size]
        # where lines of a row reach over its upper edge, that edge is the only one between its keys and those above
        between = [y for y in ys if max(r.baseline for r in lines[before]) < y < below]
        white = (max(r.bottom for r in lines[n - 1]) + below) / 2
        edges.append(near[-1] if near else between[0] if len(between) == 1 else white)
    return edges


def _beginning(
    lines: Sequence[Sequence[Run]],
    is_key: Callable[[Run], bool],
    is_name: Callable[[Run], bool] | None,
    rests: Collection[int],
    *,
    going_on: bool,
) -> list[int]:
    """The numbers of the lines that begin rows; empty where the first does not, or too few columns hold keys alone."""
    line_of = {id(r): n for n, line in enumerate(lines) for r in line}
    columns = sorted(align([r for line in lines for r in line]), key=lambda c: c.x0)
    whole = [(c, [r for r in c.runs if r.place not in rests]) for c in columns]
    keyed = [
        (c, ns)
        for c, runs in whole
        if all(map(is_key, runs)) and len(ns := {line_of[id(r)] for r in runs}) == len(runs) >= FEWEST
    ]
    if len(columns) <= COLUMNS:
        return []
    rows = max((ns for _, ns in keyed), key=len, default=set[int]())
    level = [c for c, ns in keyed if ns <= rows and len(ns) >= SHARE * len(rows)]
    named = {line_of[id(r)] for r in columns[0].runs}
    grouped = _names_groups(columns[0], lines, rows) and rows <= {line_of[id(r)] for r in columns[1].runs}
    begun = bool(rows) and (min(rows) == 0 or going_on)
    enough = len(level) >= COLUMNS or _counts_lines(columns[0], lines)
    if not enough or not begun or not (rows <= named or grouped or len(level) >= MANY):
        return []
    if _closer(lines, rows - named, rows & named):
        rows &= named  # a status and its date under it are two lines of one row, each with a value in every column
    alone = [n for n, line in enumerate(lines) if len(line) == 1]
    # words of justified lines look like columns: what runs over several of those alone is the rest of a text
    across = {n for n in alone if _covered(lines[n][0], columns) >= ACROSS and _covered(lines[n][0], level)}
    names = {n for n in alone if n and is_name is not None and is_name(lines[n][0]) and _apart(lines[n - 1], lines[n])}
    return sorted({0} | rows | across | names)


def _counts_lines(column: TextColumn, lines: Sequence[Sequence[Run]]) -> bool:
    """Whether the texts of a column count the lines: `D1`, `D2`, and so on to the last."""
    codes = [r.text.strip() for r in sorted(column.runs, key=lambda r: r.baseline)]
    return len(codes) == len(lines) and all(after(a) == b != a for a, b in pairwise(codes))


def _names_groups(column: TextColumn, lines: Sequence[Sequence[Run]], rows: Collection[int]) -> bool:
    """Whether a column holds names of groups of rows: each begins level with a row, and others have none.

    A name is one text of one or more lines; 19 rows beside five outcomes were one record.
    """
    baselines = {round(lines[n][0].baseline) for n in rows}
    ordered = sorted(column.runs, key=lambda r: r.baseline)
    begins = [r for n, r in enumerate(ordered) if not n or r.baseline - ordered[n - 1].baseline > APART * r.size]
    level = [r for r in begins if any(abs(r.baseline - y) <= 1 for y in baselines)]
    return len(begins) < len(rows) and len(level) == len(begins)


def _closer(lines: Sequence[Sequence[Run]], some: set[int], others: set[int]) -> bool:
    """Whether each of some lines stands closer to the line above than any of the others does, as wrapped lines do."""
    near, far = ([lines[n][0].baseline - lines[n - 1][0].baseline for n in group if n] for group in (some, others))
    return bool(near) and bool(far) and UNEVEN * max(near) < min(far)


def _apart(above: Sequence[Run], line: Sequence[Run]) -> bool:
    return line[0].baseline - max(r.baseline for r in above) > APART * line[0].size


def _covered(run: Run, columns: Sequence[TextColumn]) -> int:
    """How many of the columns the run stands over."""
    return sum(min(run.x1, c.x1) > max(run.x0, c.x0) for c in columns)
