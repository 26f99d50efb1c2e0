"""Headings of several columns in one painted cell: a line or a ground over all of them, and nothing that parts them.

Each stands over its own column: in one cell they head none, and five columns of a report had no known heading.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extractors.grids.grid import Grid, GridCell
from extractors.headings.headings import sure_match
from extractors.page import Page
from extractors.printed.chunks import Chunk, chunk_lines

# So many of the texts, and this part of them, are headings for sure.
KNOWN, PART = 2, 0.6
# A text may stand out of its column by so many points.
OUT = 2.0


def part_wide_heads(page: Page, grid: Grid) -> None:
    """Part cells of the first row over several columns, each text of which stands over one, in place."""
    cells: list[GridCell] = []
    for cell in grid.cells:
        over = _over(page, grid, cell) if cell.row == 0 and cell.column_span > 1 else {}
        cells += _parts(grid, cell, over) if _are_headings(over) else [cell]
    grid.cells = cells


def _over(page: Page, grid: Grid, cell: GridCell) -> dict[int, list[Chunk]]:
    """The texts of a cell by the column that they stand over; none where one stands over several."""
    found: dict[int, list[Chunk]] = {}
    for chunk in (c for line in chunk_lines(page.glyphs, cell.glyphs) for c in line.chunks):
        column = int(np.searchsorted(grid.xs, chunk.x0 + OUT, side="right")) - 1
        if not cell.column <= column < cell.column + cell.column_span or chunk.x1 > grid.xs[column + 1] + OUT:
            return {}
        found.setdefault(column, []).append(chunk)
    return found


def _are_headings(over: dict[int, list[Chunk]]) -> bool:
    known = sum(sure_match(" ".join(c.text for c in own)) is not None for own in over.values())
    return known >= max(KNOWN, PART * len(over))


def _parts(grid: Grid, cell: GridCell, over: dict[int, list[Chunk]]) -> Sequence[GridCell]:
    """The cell as one for each text: from where its column begins to the next text's, the first from the left end."""
    columns = sorted(over)
    edges = [cell.column, *columns[1:], cell.column + cell.column_span]
    return [
        replace(
            cell,
            column=start,
            column_span=end - start,
            box=cell.box._replace(x0=grid.xs[start], x1=grid.xs[end]),
            glyphs=np.sort(np.concatenate([c.glyphs for c in over[column]])),
        )
        for column, (start, end) in zip(columns, pairwise(edges), strict=True)
    ]
