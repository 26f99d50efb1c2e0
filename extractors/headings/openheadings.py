"""Repeated headings with no line under them: the rest of a split row stands in the same row of the grid.

The page before says what the headings are, line by line; what follows them in a cell is no heading.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractors.grids.grid import Grid, GridCell
from extractors.grids.pagetable import PageTable
from extractors.headings.headings import sure_match
from extractors.page import Ints, Page
from extractors.printed.prose import is_bold
from extractors.printed.text import lines_of_each

Heads = dict[int, tuple[str, ...]]

# So many bold texts over plain ones in a row, each surely the heading of a field, are a table's headings.
FEWEST = 3


def headings_of(table: PageTable, header_rows: int) -> Heads:
    """The lines of a table's headings by column, nothing where they take several rows or columns."""
    if header_rows != 1 or any(c.column_span > 1 for c in table.rows[0].values()):
        return {}
    return {c: cell.lines for c, cell in table.rows[0].items()}


def known_headings(before: Heads, found: Heads) -> Heads:
    """The headings to go by on the next page: those `found` on this one; `before` where those only have more text."""
    if before and found.keys() == before.keys() and all(found[c][: len(h)] == h for c, h in before.items()):
        return before
    return found or before


def bold_headings(page: Page, table: PageTable) -> Heads:
    """The lines of the headings by column where bold ones stand over plain text in the first row; nothing elsewhere.

    White or paint between rows does not part the headings from the first row where neither is painted.
    """
    first = table.rows[0] if table.rows else {}
    own = [c for c in table.grid.cells if c.row == 0]
    if len(table.rows) < 2 or len(first) != len(own) or any(c.row_span > 1 or c.column_span > 1 for c in own):
        return {}
    g = page.glyphs
    lines = {c.column: lines_of_each(g, [c.glyphs])[0] for c in own}
    bold = {c: [is_bold(g, ln.glyphs) for ln in found] for c, found in lines.items()}
    headed = {c: b.index(False) for c, b in bold.items() if b and b[0] and not all(b)}
    names = [" ".join(ln.text for ln in lines[c][:n]) for c, n in headed.items()]
    known = [m for m in map(sure_match, names) if m]
    if len(known) < FEWEST or any(any(bold[c][n:]) for c, n in headed.items()):
        return {}
    y = max(float(g.bottom[ln.glyphs].max()) for c, n in headed.items() for ln in lines[c][:n])
    heads = {c: tuple(ln.text for ln in found if (ln.box.top + ln.box.bottom) / 2 < y) for c, found in lines.items()}
    return heads if all(len(heads[c]) == n for c, n in headed.items()) else {}


def parted_headings(page: Page, grid: Grid, table: PageTable, heads: Heads) -> Grid | None:
    """The grid with its first row parted below `heads`; None where it holds other texts, or nothing but them.

    `table` is the grid as read.
    """
    first = table.rows[0] if table.rows else {}
    if not heads or set(first) != set(heads) or any(c.column_span > 1 for c in first.values()):
        return None
    if any(first[c].lines[: len(lines)] != lines for c, lines in heads.items()):
        return None
    if all(first[c].lines == lines for c, lines in heads.items()):
        return None
    own = [c for c in grid.cells if c.row == 0]
    texts = [[ln.glyphs for ln in lines] for lines in lines_of_each(page.glyphs, [c.glyphs for c in own])]
    upper = [_together(t[: len(heads[c.column])]) for c, t in zip(own, texts, strict=True)]
    lower = [_together(t[len(heads[c.column]) :]) for c, t in zip(own, texts, strict=True)]
    if any(c.row_span > 1 for c in own):
        return _parted_at_edge(page, grid, own, upper, lower)
    y = max(float(page.glyphs.bottom[g].max()) for g in upper if len(g))
    cells = [_shown(c, 0, g, c.box.top, y) for c, g in zip(own, upper, strict=True)]
    cells += [_shown(c, 1, g, y, c.box.bottom) for c, g in zip(own, lower, strict=True)]
    cells += [replace(c, row=c.row + 1) for c in grid.cells if c.row]
    keys = (grid.row_keys[0], *grid.row_keys) if grid.row_keys else ()
    return replace(grid, ys=(grid.ys[0], y, *grid.ys[1:]), cells=cells, row_keys=keys)


def _parted_at_edge(
    page: Page, grid: Grid, own: Sequence[GridCell], upper: Sequence[Ints], lower: Sequence[Ints]
) -> Grid | None:
    """The grid with the cells `own` parted at the first edge, which paint draws under some of them only.

    None where it is not between the headings `upper` and what follows them.
    """
    y, middle = grid.ys[1], page.glyphs.y_mid
    whole = [c for c, below in zip(own, lower, strict=True) if c.row_span == 1 and len(below)]
    if (
        whole
        or any(len(g) and middle[g].max() > y for g in upper)
        or any(len(g) and middle[g].min() < y for g in lower)
    ):
        return None
    rest = {id(c) for c in own}
    cells = [_shown(replace(c, row_span=1), 0, g, c.box.top, y) for c, g in zip(own, upper, strict=True)]
    cells += [
        _shown(replace(c, row_span=c.row_span - 1), 1, g, y, c.box.bottom)
        for c, g in zip(own, lower, strict=True)
        if c.row_span > 1
    ]
    cells += [c for c in grid.cells if id(c) not in rest]
    return replace(grid, cells=sorted(cells, key=lambda c: (c.row, c.column)))


def _together(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _shown(cell: GridCell, row: int, glyphs: Ints, top: float, bottom: float) -> GridCell:
    return replace(cell, row=row, glyphs=glyphs, box=cell.box._replace(top=top, bottom=bottom))
