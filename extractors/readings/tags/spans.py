"""Cells that span rows by their tags, where the grid sees a cell in each row, or one over the rows of several."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from extractors.grids.grid import Grid, GridCell, RowKey
from extractors.grids.tagtable import TaggedCell, TaggedTable
from extractors.page import Ints, Page


def span_rows(page: Page, grid: Grid, table: TaggedTable) -> None:
    """Give cells of `grid` the rows that they span by their tags, where these show nothing else in their columns.

    The text of such a cell stands in whichever of its rows, or over several. Changes the cells in place.
    """
    if len(grid.row_keys) != grid.rows:
        return
    _part(page, grid, table)
    for row in table.rows:
        for tagged in row.cells:
            inked = tagged.glyphs[page.glyphs.ink[tagged.glyphs]] if tagged.row_span > 1 else tagged.glyphs[:0]
            home = next((c for c in grid.cells if inked[0] in c.glyphs), None) if len(inked) else None
            if home is not None:
                _span(page, grid, home, _rows_of(grid, row.key, tagged.row_span))
                _settled(page, home, inked)


def _part(page: Page, grid: Grid, table: TaggedTable) -> None:
    """Part the cells of `grid` that reach beyond the rows of the tagged ones whose texts they hold, at these rows.

    Of tags that name no spans the first rows alone are known: what they part stays as it is unless each row has one.
    """
    tagged = [(row.key, c) for row in table.rows for c in row.cells if page.glyphs.ink[c.glyphs].any()]
    cell_of = {int(i): n for n, (_, c) in enumerate(tagged) for i in c.glyphs}
    for cell in [c for c in grid.cells if c.row_span > 1]:
        held = dict.fromkeys(cell_of.get(int(i), -1) for i in cell.glyphs if page.glyphs.ink[i])
        own = [(_rows_of(grid, key, c.row_span), c) for key, c in (tagged[n] for n in sorted(held) if n >= 0)]
        spanning = any(c.row_span > 1 for _, c in own) or sum(len(r) for r, _ in own) == cell.row_span
        if own and len(own) == len(held) and spanning:
            parts = _parts(grid, cell, own)
            grid.cells[:] = [*(c for c in grid.cells if c is not cell or not parts), *parts]
    grid.cells.sort(key=lambda c: (c.row, c.column))


def _parts(grid: Grid, cell: GridCell, own: list[tuple[range, TaggedCell]]) -> list[GridCell]:
    """The cell as one for each of the tagged ones in it and their rows, blank ones between; none where they clash."""
    rows = range(cell.row, cell.row + cell.row_span)
    apart = all(a.stop <= b.start for (a, _), (b, _) in pairwise(own))
    if not apart or any(not r or r.start not in rows for r, _ in own):
        return []
    starts = [(r.start, min(r.stop, rows.stop), np.sort(c.glyphs)) for r, c in own]
    ends = [rows.start, *(stop for _, stop, _ in starts)]
    blank = [
        (a, z, cell.glyphs[:0]) for a, z in zip(ends, [a for a, _, _ in starts] + [rows.stop], strict=True) if a < z
    ]
    return [
        replace(
            cell,
            row=a,
            row_span=z - a,
            glyphs=glyphs,
            box=cell.box._replace(top=grid.ys[a], bottom=grid.ys[z]),
            flag=None,
            flag_detail=None,
        )
        for a, z, glyphs in sorted([*starts, *blank], key=lambda part: part[0])
    ]


def _rows_of(grid: Grid, key: RowKey, span: int) -> range:
    """The rows of the grid from the one of `key` on that a cell of this span takes; none where others lie between."""
    own = [
        n
        for n, k in enumerate(grid.row_keys)
        if k is not None and (k.table, k.row[:-1]) == (key.table, key.row[:-1]) and 0 <= k.row[-1] - key.row[-1] < span
    ]
    return range(own[0], own[-1] + 1) if own and own[-1] - own[0] + 1 == len(own) else range(0)


def _span(page: Page, grid: Grid, home: GridCell, rows: range) -> None:
    """Let `home` take the blank cells above and below it in `rows`, as far as they follow each other."""
    if not home.row_span <= len(rows) or home.row not in rows or home.row + home.row_span - 1 not in rows:
        return
    places = {(r, c.column): c for c in grid.cells for r in range(c.row, c.row + c.row_span)}

    def is_blank(row: int) -> bool:
        cell = places.get((row, home.column))
        return (
            cell is not None
            and cell.row_span == 1
            and cell.column_span == home.column_span
            and not page.glyphs.ink[cell.glyphs].any()
        )

    first, after = home.row, home.row + home.row_span
    while first - 1 in rows and is_blank(first - 1):
        first -= 1
    while after in rows and is_blank(after):
        after += 1
    gone = {id(places[n, home.column]) for n in range(first, after)} - {id(home)}
    grid.cells[:] = [c for c in grid.cells if id(c) not in gone]
    home.row, home.row_span = first, after - first
    home.box = home.box._replace(top=min(home.box.top, grid.ys[first]), bottom=max(home.box.bottom, grid.ys[after]))
    grid.cells.sort(key=lambda c: (c.row, c.column))


def _settled(page: Page, home: GridCell, inked: Ints) -> None:
    """Take back a flag for lines of the cell that seemed to stand in the rows beside its own."""
    middle = page.glyphs.y_mid[inked]
    inside = middle.min() >= home.box.top and middle.max() <= home.box.bottom
    if home.row_span > 1 and inside and (home.flag_detail or "").startswith("tags and rulings differ"):
        home.flag = home.flag_detail = None
