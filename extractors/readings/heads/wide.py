"""Headings of several columns in one painted cell: a line or a ground over all of them, and nothing that parts them.

Each stands over its own column: in one cell they head none, and five columns of a report had no known heading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extractors.grids.grid import Grid, GridCell
from extractors.headings.headings import sure_match
from extractors.page import Glyphs, Page
from extractors.printed.chunks import Chunk, chunk_lines, make_chunk

# This part of the texts are headings for sure.
PART = 0.5
# A text may stand out of its column by so many points.
OUT = 2.0
# Texts begin alike to so many points; a word space is wider than so many font sizes.
LEVEL, SPACE = 0.5, 0.2


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
    begins = _begins(page, grid, cell)
    chunks = (c for line in chunk_lines(page.glyphs, cell.glyphs) for c in line.chunks)
    for chunk in (part for c in chunks for part in _at_columns(page.glyphs, c, begins)):
        own = (column for column, x in begins.items() if abs(x - chunk.x0) < LEVEL)
        column = next(own, int(np.searchsorted(grid.xs, chunk.x0 + OUT, side="right")) - 1)
        right = max(grid.xs[column + 1], begins.get(column + 1, 0.0))
        if not cell.column <= column < cell.column + cell.column_span or chunk.x1 > right + OUT:
            return {}
        found.setdefault(column, []).append(chunk)
    return found


def _begins(page: Page, grid: Grid, cell: GridCell) -> dict[int, float]:
    """Where (x, in points) most texts begin of each column that a cell spans, but for the first."""
    found: dict[int, float] = {}
    for column in range(cell.column + 1, cell.column + cell.column_span):
        texts = [c for c in grid.cells if c.column == column and c.column_span == 1 and c.row > cell.row]
        inked = [own for c in texts if len(own := c.glyphs[page.glyphs.ink[c.glyphs]])]
        lefts = sorted(float(page.glyphs.x0[own].min()) for own in inked)
        middle = lefts[len(lefts) // 2] if lefts else 0.0
        if 2 * sum(abs(x - middle) < LEVEL for x in lefts) > len(lefts):
            found[column] = middle
    return found


def _at_columns(glyphs: Glyphs, chunk: Chunk, begins: Mapping[int, float]) -> list[Chunk]:
    """The chunk in pieces, parted before words that begin where most texts of a column do."""
    inked = chunk.glyphs[glyphs.ink[chunk.glyphs]]
    words = np.flatnonzero(glyphs.x0[inked[1:]] - glyphs.x1[inked[:-1]] > SPACE * chunk.size) + 1
    cuts = [n for n in words.tolist() if any(abs(x - glyphs.x0[inked[n]]) < LEVEL for x in begins.values())]
    return [make_chunk(glyphs, part, chunk.glyphs) for part in np.split(inked, cuts)] if cuts else [chunk]


def _are_headings(over: dict[int, list[Chunk]]) -> bool:
    known = sum(sure_match(" ".join(c.text for c in own)) is not None for own in over.values())
    return len(over) > 1 and known >= PART * len(over)


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
