"""Rows told by stripes of white that run through all columns, where a lattice leaves several rows in one band.

Lines of one cell follow each other closely; rows stand further apart, in every column at the same height, and each
begins in the columns that every row fills. A stripe between two paragraphs of one cell has neither.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise

from extractors.printed.runs import Run, by_lines, in_bands

# Lines closer than this many font sizes overlap: their cells stand beside each other, set lower or higher.
BESIDE = 0.8
# White between rows is wider than that between lines by at least this many font sizes; from the second value on nobody
# can tell.
WIDER, UNCLEAR = 0.45, 0.25
# Texts of one column share an edge or the middle within this many points.
ALIGNED = 0.9
# Rows begin in the same columns: this part of the blocks do, in two columns at least, and each in this part of them.
ALWAYS, FEWEST, FULL = 0.75, 2, 0.7
# Text wraps in at least this part of the rows: white in a table of single lines parts groups of rows.
WRAPPED = 0.3

Block = list[list[Run]]


def row_edges(
    ys: Sequence[float],
    runs: Sequence[Run],
    is_key: Callable[[Run], bool] | None = None,
    is_name: Callable[[Run], bool] | None = None,
    *,
    begins_row: Callable[[Sequence[Run]], bool] | None = None,
    going_on: bool = False,
) -> list[float]:
    """The y of the rows' edges inside the bands between `ys` of a lattice that holds `runs`; empty where none shows.

    Only for lattices without lines between rows: where two bands on each other would both be parted, a band is a row,
    unless each block begins with a line that `begins_row` is sure of: lines part groups of rows then.
    Where columns are ruled, a lone row of paragraphs looks like several rows: there `is_key` says which texts are such
    as every row has one of (a code, a date), and rows without any tell nothing. Where the table is `going_on` from a
    page whose rows white told, one row and the rest of the row before are enough.
    """
    bands = list(map(by_lines, in_bands(runs, ys)))
    gaps = [_gap(a, b) for band in bands for a, b in pairwise(band) if _follows(a, b)]
    if not gaps:
        return []
    size = sorted(r.size for r in runs)[len(runs) // 2]
    least = min(gaps)
    if any(UNCLEAR * size < g - least < WIDER * size for g in gaps):
        return []
    blocks = [_blocks(band, least + WIDER * size) for band in bands]
    body = [b for bs in blocks[len(bands) > 1 :] for b in bs]
    if not body:
        return []
    marks = {r.place: _marks(r) for bs in blocks for b in bs for r in b[0]}
    common = _common(body, marks, 1 if going_on else FEWEST)
    marked = {place for place, own in marks.items() if own & common}
    enough = max(FEWEST, FULL * sorted(_begins(b[0], marked) for b in body)[len(body) // 2])
    rows = [_rows(bs, marked, enough, is_name if n or len(bands) == 1 else None) for n, bs in enumerate(blocks)]
    grouped = begins_row is not None and _grouped(rows[len(bands) > 1 :], begins_row, going_on=going_on)
    if any(len(a) > 1 and len(b) > 1 for a, b in pairwise(rows)) and not grouped:
        return []
    if sum(len(b) > 1 for b in body) < WRAPPED * len(body):
        return []
    names = sum(len(rs) == 1 and len(rs[0]) == len(rs[0][0]) == 1 for rs in rows)
    alone = sum(len(rs) == 1 and len(rs[0][0]) > 1 for rs in rows)
    if alone > 1 + names and not grouped:  # one band is the headings'
        return []
    keyed = [b for rs in rows for b in rs[1:] if is_name is None or not all(is_name(r) for r in b[0])]
    if is_key and any(not any(is_key(r) for r in b[0]) for b in keyed):
        return []
    return [(_bottom(a) + min(r.top for r in b[0])) / 2 for rs in rows for a, b in pairwise(rs)]


def block_edges(
    ys: Sequence[float], xs: Sequence[float], runs: Sequence[Run], is_name: Callable[[Run], bool]
) -> list[float]:
    """The y of the rows' edges below `ys[1]` where stripes of white part blocks that each fill nearly all columns.

    `xs` are the columns' edges, which painted headings tell. The lines of one row need not be level: its cells may be
    centred beside each other. Empty where a block fills too few columns, since it may be a paragraph of the row above,
    unless it is a name by `is_name`, or a note or a total below all rows.
    """
    body = sorted((r for r in runs if ys[1] < r.y_mid < ys[-1]), key=lambda r: r.top)
    size = sorted(r.size for r in body)[len(body) // 2] if body else 0.0
    columns = [[r for r in body if x0 < r.x_mid < x1] for x0, x1 in pairwise(xs)]
    pairs = [pair for column in columns for pair in pairwise(column)]
    gaps = [b.top - a.bottom for a, b in pairs if b.baseline - a.baseline > BESIDE * size]
    if not gaps:
        return []
    blocks: list[list[Run]] = [[body[0]]]
    stripes: list[float] = []
    for run in body[1:]:
        bottom = max(r.bottom for r in blocks[-1])
        wider = run.top - bottom - min(gaps)
        if UNCLEAR * size < wider < WIDER * size:
            return []
        if wider >= WIDER * size:
            stripes.append((bottom + run.top) / 2)
            blocks.append([])
        blocks[-1].append(run)
    most = max(FEWEST, len(xs) - 2)
    rows = [len(_columns_of(b, xs)) >= most or (len(b) == 1 and is_name(b[0])) for b in blocks]
    while len(rows) > FEWEST and not rows[-1] and _is_note(blocks[len(rows) - 1], xs):
        rows.pop()
    return stripes if all(rows) else []


def _is_note(block: Sequence[Run], xs: Sequence[float]) -> bool:
    """Whether a block below all rows is a note or a total: it begins at the left, or is no paragraph of one column."""
    return min(r.x0 for r in block) < xs[1] or len(_columns_of(block, xs)) > 1


def _columns_of(block: Sequence[Run], xs: Sequence[float]) -> set[int]:
    """The numbers of the columns with edges at `xs` in which texts of the block have their middle."""
    return {sum(1 for x in xs[1:-1] if x < r.x_mid) for r in block}


def _grouped(bands: Sequence[Sequence[Block]], begins_row: Callable[[Sequence[Run]], bool], *, going_on: bool) -> bool:
    """Whether the bands hold more rows than bands, each begun by a line that no row has twice.

    The first rows of a table that is `going_on` may be the rest of one.
    """
    firsts = [row[0] for band in bands for row in band]
    firsts = firsts[1:] if going_on else firsts
    return len(firsts) > len(bands) and all(map(begins_row, firsts))


def _gap(above: Sequence[Run], below: Sequence[Run]) -> float:
    return min(r.top for r in below) - max(r.bottom for r in above)


def _follows(above: Sequence[Run], below: Sequence[Run]) -> bool:
    """Whether the lower line may be the next one of a text above, and is not set lower in the cell beside it."""
    return below[0].baseline - above[0].baseline >= BESIDE * below[0].size


def _bottom(block: Block) -> float:
    return max(r.bottom for r in block[-1])


def _blocks(lines: Block, wide: float) -> list[Block]:
    """The lines of a band, parted at the stripes."""
    blocks: list[Block] = []
    for line in lines:
        if blocks and _gap(blocks[-1][-1], line) < wide:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _marks(run: Run) -> set[tuple[str, int]]:
    at = {"left": run.x0, "middle": run.x_mid, "right": run.x1}
    return {(side, round(x / ALIGNED) + d) for side, x in at.items() for d in (0, 1)}


def _common(blocks: Sequence[Block], marks: Mapping[int, set[tuple[str, int]]], fewest: int) -> set[tuple[str, int]]:
    """The edges and middles that the first lines of nearly all blocks, `fewest` at least, share: where columns stand.

    `marks` are those of the runs, by their place. Blocks that begin with a single text are rests of rows, or names of
    what follows.
    """
    seen = Counter(m for b in blocks for m in set[tuple[str, int]]().union(*(marks[r.place] for r in b[0])))
    several = sum(len(b[0]) > 1 for b in blocks)
    return {m for m, n in seen.items() if n >= max(fewest, ALWAYS * several)}


def _begins(line: Sequence[Run], marked: Collection[int]) -> int:
    """How many texts of the line stand in one of the common columns, as those at the places `marked` do."""
    return sum(r.place in marked for r in line)


def _rows(
    blocks: Sequence[Block],
    marked: Collection[int],
    enough: float,
    is_name: Callable[[Run], bool] | None,
) -> list[Block]:
    """The blocks as rows: one that does not begin as rows do belongs to the row above it, unless it is a name."""
    rows: list[Block] = []
    for block in blocks:
        name = is_name is not None and all(is_name(r) for line in block for r in line)
        if rows and not name and _begins(block[0], marked) < enough:
            rows[-1] = [*rows[-1], *block]
        else:
            rows.append(block)
    return rows
