"""Whether the cells of a structure tree stand where their rows and columns do: tags that contradict the page are told.

Tags are typed by people and guessed by programs. Where no line tells the cells, only the places of the texts can say
that a tag is wrong: a text in another column than its cell, one between the texts of another row, one in no cell.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extractors.grids.grid import GridCell
from extractors.page import Box, Page
from extractors.printed.chunks import Chunk, chunk_lines, chunk_lines_of_each

FLAG = "readings_disagree"
# A text stands in a column that it leaves by no more than this many points.
SLACK = 2.0
# Fewer other texts than this do not say where a row stands.
FEWEST_OTHERS = 2
# Larger text than this many times the table's lies over it: a watermark.
LARGER = 1.5


class Columns(NamedTuple):
    """The extents (points) of the columns' texts, left to right."""

    extents: Sequence[tuple[float, float]]

    def of(self, chunk: Chunk) -> int | None:
        """The one column that the text stands in; None where it stands between columns or over several."""
        inside = [n for n, (x0, x1) in enumerate(self.extents) if x0 - SLACK <= chunk.x0 and chunk.x1 <= x1 + SLACK]
        return inside[0] if len(inside) == 1 else None


def settle(page: Page, cells: list[GridCell], columns: Columns, spanning: set[tuple[int, int]]) -> None:
    """Give texts to the blank cells that they stand in, and flag the cells whose tags contradict their places.

    `cells` are those with text, as tagged; those at the places (row, column) `spanning` span rows. Adds to `cells`.
    """
    _part(page, cells, columns)
    _take_loose(page, cells, columns)
    _flag_other_rows(page, cells, spanning)


def _box(page: Page, cell: GridCell) -> Box:
    return page.glyphs.box(cell.glyphs[page.glyphs.ink[cell.glyphs]])


def _flag(cell: GridCell, detail: str) -> None:
    cell.flag, cell.flag_detail = FLAG, detail


def _part(page: Page, cells: list[GridCell], columns: Columns) -> None:
    """Part cells whose texts stand in columns side by side of which the other is blank in the row."""
    taken = {(c.row, c.column) for c in cells}
    body = [c for c in cells if not c.header]
    for cell, lines in zip(body, chunk_lines_of_each(page.glyphs, [c.glyphs for c in body]), strict=True):
        own = [(columns.of(chunk), chunk) for line in lines for chunk in line.chunks]
        stood = {column for column, _ in own if column is not None}
        if len(stood) < 2 or any(column is None for column, _ in own) or all(len(ln.chunks) < 2 for ln in lines):
            continue
        detail = "its text stands in two columns, and the tags see one cell"
        _flag(cell, detail)
        for column in sorted(stood - {cell.column}):
            if (cell.row, column) not in taken:
                glyphs = np.sort(np.concatenate([chunk.glyphs for at, chunk in own if at == column]))
                cell.glyphs = np.setdiff1d(cell.glyphs, glyphs)
                cell.box, cell.column_span = _box(page, cell), 1
                cells.append(GridCell(cell.row, column, 1, 1, page.glyphs.box(glyphs), glyphs))
                _flag(cells[-1], detail)


def _take_loose(page: Page, cells: list[GridCell], columns: Columns) -> None:
    """Give the blank cells the texts that stand in them and that no tag puts anywhere in the table."""
    g = page.glyphs
    around = [_box(page, c) for c in cells]
    box = Box(columns.extents[0][0], min(b.top for b in around), columns.extents[-1][1], max(b.bottom for b in around))
    free = g.ink & g.inside(box)
    free[np.concatenate([c.glyphs for c in cells])] = False
    if not free.any():
        return
    rows: dict[int, Box] = {}
    for cell, own in zip(cells, around, strict=True):
        rows[cell.row] = rows[cell.row].union(own) if cell.row in rows else own
    size = float(np.median(np.concatenate([g.size[c.glyphs] for c in cells])))
    taken = {(c.row, c.column) for c in cells}
    found: dict[tuple[int, int], list[Chunk]] = {}
    for chunk in (k for line in chunk_lines(g, np.flatnonzero(free)) for k in line.chunks):
        middle = (chunk.top + chunk.bottom) / 2
        level = [r for r, extent in rows.items() if extent.top <= middle <= extent.bottom]
        column = columns.of(chunk)
        if len(level) == 1 and column is not None and (level[0], column) not in taken and chunk.size < LARGER * size:
            found.setdefault((level[0], column), []).append(chunk)
    for (row, column), chunks in found.items():
        glyphs = np.sort(np.concatenate([k.glyphs for k in chunks]))
        for cell in (c for c in cells if c.row == row and c.column < column < c.column + c.column_span):
            cell.column_span = column - cell.column
        cells.append(GridCell(row, column, 1, 1, g.box(glyphs), glyphs))
        _flag(cells[-1], "it stands in this cell, and the tags leave it out of the table")


def _flag_other_rows(page: Page, cells: Sequence[GridCell], spanning: set[tuple[int, int]]) -> None:
    """Flag cells that stand beside the texts of another row than their own, and the cell of that row and column."""
    boxes = [_box(page, c) for c in cells]
    by_row: dict[int, list[Box]] = {}
    for cell, box in zip(cells, boxes, strict=True):
        by_row.setdefault(cell.row, []).append(box)
    for cell, box in zip(cells, boxes, strict=True):
        if (cell.row, cell.column) in spanning or not _apart(box, by_row[cell.row]):
            continue
        for other in cells:
            rest = [b for b in by_row[other.row] if b is not boxes[cells.index(other)]]
            level = other.row != cell.row and other.column == cell.column and not _apart(box, rest)
            if level and len(rest) >= FEWEST_OTHERS:
                for doubtful in (cell, other):
                    _flag(doubtful, "it stands beside the texts of another row than the one that the tags put it in")


def _apart(box: Box, row: Sequence[Box]) -> bool:
    """Whether the box stands over or under all others of a row that has enough of them."""
    others = [b for b in row if b is not box]
    if len(others) < FEWEST_OTHERS:
        return False
    return box.bottom <= min(b.top for b in others) or box.top >= max(b.bottom for b in others)
