"""Which glyph belongs to which cell of a grid: by place, corrected by alignment and leading, overruled by tags.

A run is what the producer wrote in one go on one line, so it stays whole. Text that runs over its cell's edge belongs
to the column with which it is aligned; a wide gap at the edge parts a run that was written across the whole page.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

import numpy as np

from extractors.grids.grid import Grid, GridCell
from extractors.grids.interleave import straighten
from extractors.grids.partedruns import (
    Marks,
    mostly,
    parted_at_columns,
    parted_by_tags,
    shared_marks,
    support,
)
from extractors.grids.tagtable import TaggedTable
from extractors.page import Glyphs, Ints, Page
from extractors.printed.runs import Run, runs_of
from extractors.printed.text import inked_of_each

# An edge that no line draws may stand this far, in points, behind where a heading of its column begins.
SOFT_START = 4.0
# A line that runs over this many columns besides its own may be none of the cell's.
FAR_OVER = 2


def place_of(grid: Grid) -> np.ndarray:
    """An array [row, column] of indices into `grid.cells`, -1 where no cell is."""
    places = np.full((grid.rows, grid.columns), -1, dtype=np.int64)
    for n, cell in enumerate(grid.cells):
        places[cell.row : cell.row + cell.row_span, cell.column : cell.column + cell.column_span] = n
    return places


def fill_cells(page: Page, grid: Grid, tagged: TaggedTable | None = None) -> None:
    """Give every cell of `grid` its glyphs.

    Where `tagged` covers the grid its tags decide, and differences are flagged.
    """
    g = page.glyphs
    places = place_of(grid)
    b = grid.box
    runs = [r for r in runs_of(g) if b.contains(r.x_mid, r.y_mid, 1.0) or b.contains(r.x0 + 1, r.y_mid)]
    if tagged is not None:
        cell_of = tagged.cell_of(len(g))
        runs = parted_by_tags(g, runs, cell_of)
    spans = [_columns_of(grid, run) for run in runs]
    marks = shared_marks(grid, runs, spans)
    parts: list[Run] = []
    for run, (first, last) in zip(runs, spans, strict=True):
        parts += [run] if first == last else parted_at_columns(g, run, grid, marks, (first, last))
    owner = _owners(grid, places, parts, marks)
    # a picture's baselines are measured too roughly to tell leading by; tags tell the rows of lines themselves
    if not page.scanned and tagged is None:
        straight = straighten(grid, parts, owner, [p.text.strip() for p in parts])
        # turned letters stand on lines of their own, which tell nothing of rows
        owner = [a if g.turn[p.glyphs[0]] else b for a, b, p in zip(owner, straight, parts, strict=True)]
    cell_of = np.full(len(g), -1, dtype=np.int64)
    for part, cell in zip(parts, owner, strict=True):
        cell_of[part.glyphs] = cell
    if tagged is not None:
        cell_of = _by_tags(page, grid, tagged, cell_of)
    order = np.argsort(cell_of, kind="stable")
    ranked = cell_of[order]
    first = np.searchsorted(ranked, np.arange(len(grid.cells)), side="left")
    last = np.searchsorted(ranked, np.arange(len(grid.cells)), side="right")
    for n, cell in enumerate(grid.cells):
        cell.glyphs = order[first[n] : last[n]]
    _record_bleed(g, grid)


def _columns_of(grid: Grid, run: Run) -> tuple[int, int]:
    """The first and the last column that the run touches."""
    first = bisect_right(grid.xs, run.x0 + 0.5) - 1
    if (
        first + 1 < len(grid.xs)
        and grid.xs[first + 1] in grid.soft
        and grid.xs[first + 1] - run.x0 < SOFT_START < run.x1 - run.x0
    ):
        first += 1
    # A run that a soft edge leaves less than half a point on its other side has all of it there.
    last = max(first, bisect_right(grid.xs, run.x1 - 0.5) - 1)
    top = grid.columns - 1
    return min(max(first, 0), top), min(max(last, 0), top)


def _owners(grid: Grid, places: np.ndarray, runs: list[Run], shared: list[Marks]) -> list[int]:
    """For each run the index of its cell, -1 outside.

    Told by its middle where it lies in one column, else by alignment, else by where most of it lies. A text alone in
    its row that begins in the first column and runs over others is a note on the table, or a name of rows, unless it
    is aligned with most texts of another column and runs over that one alone.
    """
    rows = np.clip(np.searchsorted(grid.ys, [r.y_mid for r in runs], side="right") - 1, 0, grid.rows - 1)
    row_of: list[int] = rows.tolist()
    texts = Counter(row_of)
    owner: list[int] = []
    for run, row in zip(runs, row_of, strict=True):
        a, z = _columns_of(grid, run)
        column = a
        alone = a == 0 and texts[row] == 1
        noted = alone and (z >= FAR_OVER or not any(mostly(shared[c], run) for c in range(1, z + 1)))
        if a != z and places[row, a] != places[row, z] and not noted:
            column = max(range(a, z + 1), key=lambda c: (support(shared[c], run), _inside_column(grid, run, c), -c))
        owner.append(int(places[row, column]))
    return owner


def _inside_column(grid: Grid, run: Run, column: int) -> float:
    """The width of the run that lies in the column, in points."""
    return min(run.x1, grid.xs[column + 1]) - max(run.x0, grid.xs[column])


def _by_tags(page: Page, grid: Grid, tagged: TaggedTable, place: Ints) -> Ints:
    ink = page.glyphs.ink
    result = place.copy()
    keys: list[dict[object, int]] = [{} for _ in range(grid.rows)]
    owners: dict[int, list[tuple[int, int]]] = {}
    for r, row in enumerate(tagged.rows):
        for cell in row.cells:
            inked = cell.glyphs[ink[cell.glyphs]]
            votes = place[inked]
            votes = votes[votes >= 0]
            if not len(votes):
                continue
            home = int(np.bincount(votes).argmax())
            result[cell.glyphs] = home
            owners.setdefault(home, []).append((r, cell.index))
            target = grid.cells[home]
            target.header = target.header or cell.header
            strays = int((place[inked] != home).sum())
            if strays:
                target.flag, target.flag_detail = "readings_disagree", f"tags and rulings differ over {strays} glyphs"
            if target.row_span == 1:
                votes_for_row = keys[target.row]
                # a text over several rows stands in any of them
                votes_for_row[row.key] = votes_for_row.get(row.key, 0) + (len(inked) if cell.row_span == 1 else 0)
    for home, cells in owners.items():
        if len(cells) > 1:
            target = grid.cells[home]
            target.flag, target.flag_detail = (
                "readings_disagree",
                f"the tags see {len(cells)} cells where the rulings see one",
            )
    result = _put_back_headings(page, grid, result, set(owners))
    grid.reading = "tagged"
    grid.row_keys = tuple(max(k, key=lambda key: k[key]) if k else None for k in keys)  # type: ignore[arg-type]
    return result


def _put_back_headings(page: Page, grid: Grid, place: Ints, tagged: set[int]) -> Ints:
    """The cells of the glyphs, those without tags in rows of `tagged` cells put back to the row without any above.

    Headings that a page repeats are furniture, which has no tags. LibreOffice makes no room for the last line of one
    that spans two rows: in one plan 28 titles held a word of their heading.
    """
    loose = np.flatnonzero((page.glyphs.mcid < 0) & (place >= 0))
    inked = loose[page.glyphs.ink[loose]]
    rows = {grid.cells[n].row for n in tagged}
    homes: list[int] = np.unique(place[inked]).tolist()
    untagged = set(homes) - tagged
    cells, result = place_of(grid), place.copy()
    for home in homes:
        cell = grid.cells[home]
        above = int(cells[cell.row - 1, cell.column]) if cell.row in rows and cell.row else -1
        if above in untagged and grid.cells[above].row not in rows:
            result[loose[place[loose] == home]] = above
    return result


def _record_bleed(g: Glyphs, grid: Grid) -> None:
    """Mark cells whose text lies in part outside them; flag those of which one line of several runs over columns."""
    for cell in _overrun(g, grid.cells):
        inked = cell.glyphs[g.ink[cell.glyphs]]
        cell.repairs = (*cell.repairs, "column_bleed")
        over = sum(cell.box.x1 < x < float(g.x1[inked].max()) for x in grid.xs)
        several = float(np.ptp(g.baseline[inked])) > float(g.size[inked].max())
        if over >= FAR_OVER and several and cell.flag is None and not cell.header:
            cell.flag = "column_bleed"
            cell.flag_detail = f"a line in it runs over {over + 1} columns, as one over the whole row would"


def _overrun(g: Glyphs, cells: Sequence[GridCell]) -> list[GridCell]:
    """The cells with letters whose middles lie more than half their size beyond the cell's sides."""
    if not cells:
        return []
    inked, own, first = inked_of_each(g, [c.glyphs for c in cells])
    if not len(inked):
        return []
    own = own[first]
    slack = 0.5 * np.maximum.reduceat(g.size[inked], first)
    left, right = np.minimum.reduceat(g.x_mid[inked], first), np.maximum.reduceat(g.x_mid[inked], first)
    x0, x1 = np.array([(c.box.x0, c.box.x1) for c in cells], dtype=np.float64)[own].T
    return [cells[n] for n in own[(right > x1 + slack) | (left < x0 - slack)].tolist()]
