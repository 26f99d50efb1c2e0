"""Cells of a picture that only seem to be one because the line between them was not seen.

A table's columns run through all its rows, so a cell over several of them whose texts keep to the columns is several
cells. Rows are less regular (a code may stand for many), so a cell is parted into rows only where each row has a text
of its own, and a person is asked.
"""

from dataclasses import replace

import numpy as np

from extractors.grids.grid import Grid, GridCell
from extractors.page import Page


def part_cells(page: Page, grid: Grid) -> None:
    """Part the cells of `grid`, which was seen in a picture and has its glyphs, where their texts keep apart."""
    grid.cells = sorted(
        (part for cell in grid.cells for part in _parts(page, grid, cell)), key=lambda c: (c.row, c.column)
    )


def _parts(page: Page, grid: Grid, cell: GridCell) -> list[GridCell]:
    g = page.glyphs
    inked = cell.glyphs[g.ink[cell.glyphs]]
    if cell.column_span * cell.row_span == 1 or not len(inked):
        return [cell]
    rows = np.clip(np.searchsorted(grid.ys, g.y_mid[cell.glyphs]) - 1, cell.row, cell.row + cell.row_span - 1)
    columns = np.clip(
        np.searchsorted(grid.xs, g.x_mid[cell.glyphs]) - 1, cell.column, cell.column + cell.column_span - 1
    )
    lines = g.order[cell.glyphs]
    by_columns = len(set(columns.tolist())) > 1 and _keep_apart(lines, columns)
    by_rows = cell.row > 0 and len(set(rows.tolist())) == cell.row_span > 1 and _keep_apart(lines, rows)
    if not by_columns and not by_rows:
        return [cell]
    parts: list[GridCell] = []
    for row, row_span in [(cell.row + i, 1) for i in range(cell.row_span)] if by_rows else [(cell.row, cell.row_span)]:
        for column, column_span in (
            [(cell.column + i, 1) for i in range(cell.column_span)] if by_columns else [(cell.column, cell.column_span)]
        ):
            mine = (rows >= row) & (rows < row + row_span) & (columns >= column) & (columns < column + column_span)
            box = cell.box._replace(
                x0=grid.xs[column], x1=grid.xs[column + column_span], top=grid.ys[row], bottom=grid.ys[row + row_span]
            )
            part = replace(
                cell,
                row=row,
                row_span=row_span,
                column=column,
                column_span=column_span,
                box=box,
                glyphs=cell.glyphs[mine],
            )
            if by_rows:
                part.flag, part.flag_detail = "merged_cells", f"no line is seen between the {cell.row_span} rows here"
            parts.append(part)
    return parts


def _keep_apart(lines: np.ndarray, places: np.ndarray) -> bool:
    """Whether every line of text lies in one place."""
    return all(len(set(places[lines == line].tolist())) == 1 for line in set(lines.tolist()))
