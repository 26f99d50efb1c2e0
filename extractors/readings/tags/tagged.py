"""The tagged reading: cells from the structure tree that accessible PDFs carry (PDF/UA, ISO 14289-1).

Table > TR > TH/TD with marked-content ids give the cell of every glyph whatever its geometry. Tables that hold other
tables are page layout (Chromium's print headers) and are looked through.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractors.grids.grid import Grid, GridCell, RowKey
from extractors.grids.tagtable import TaggedCell, TaggedRow, TaggedTable
from extractors.page import Box, Glyphs, Ints, Page, TagNode
from extractors.printed.geometry import cluster
from extractors.readings.tags.blankcolumns import with_blank_columns
from extractors.readings.tags.notes import without_notes
from extractors.readings.tags.places import Columns, settle

# So many tables of one row each, one after the other, are the rows of one table.
ROWS_APART = 3
# Where every cell of more rows than this is tagged as a heading, and of most, no heading is told by it.
MOST_HEADINGS = 3
# Where no ruling tells, cells whose left edges are this close stand in one column.
ALIGNED = 6.0
# Lines of one turned text stand next to each other, nearer than this many font sizes.
HEAPED = 3.0


def tagged_tables(page: Page) -> list[TaggedTable]:
    """The data tables in the page's structure tree that show at least one glyph, in document order."""
    if not page.tags:
        return []
    owner = _glyphs_by_mcid(page.glyphs)
    found: list[TaggedTable] = []

    def walk(node: TagNode) -> bool:
        """Visit `node`; True when it is or holds a table of more than one cell."""
        inner = [walk(c) for c in node.children]
        if node.type == "Table":
            if not any(inner):
                rows = [_without_heap(page.glyphs, _row(node, r, owner)) for r in _rows(node)]
                rows = without_notes(page.glyphs, rows, node)
                table = TaggedTable(
                    page.number, node.path, tuple(r for r in rows if any(len(c.glyphs) for c in r.cells))
                )
                if len(table.glyphs):
                    found.append(table)
            return any(inner) or sum(len(row.children) for row in _rows(node)) > 1
        return any(inner)

    for root in page.tags:
        walk(root)
    return [_headed(table) for table in _put_together(found)]


def _put_together(tables: Sequence[TaggedTable]) -> list[TaggedTable]:
    """The tables, those of one row each that follow each other put together: as many cells, or one, a band."""
    groups: list[list[TaggedTable]] = []
    for table in tables:
        last = groups[-1] if groups else []
        counts = {t.rows[0].child_count for t in (*last, table)} - {1}
        alone = all(len(t.rows) == 1 for t in (*last, table))
        if last and alone and len(counts) == 1 and table.path == (*last[-1].path[:-1], last[-1].path[-1] + 1):
            last.append(table)
        else:
            groups.append([table])
    found: list[TaggedTable] = []
    for group in groups:
        if len(group) >= ROWS_APART:
            found.append(replace(group[0], rows=tuple(row for table in group for row in table.rows)))
        else:
            found += group
    return found


def _headed(table: TaggedTable) -> TaggedTable:
    """The table; without headings where whole rows of them are most of it."""
    whole = sum(all(c.header for c in row.cells) for row in table.rows)
    if whole <= max(MOST_HEADINGS, len(table.rows) / 2):
        return table
    rows = tuple(r._replace(cells=tuple(replace(c, header=False) for c in r.cells)) for r in table.rows)
    return replace(table, rows=rows)


def _rows(table: TagNode) -> list[TagNode]:
    rows: list[TagNode] = []
    for child in table.children:
        if child.type == "TR":
            rows.append(child)
        elif child.type in ("THead", "TBody", "TFoot"):
            rows.extend(_rows(child))
    return rows


def _row(table: TagNode, row: TagNode, owner: dict[int, Ints]) -> TaggedRow:
    cells = tuple(
        TaggedCell(c.path[-1], c.type == "TH", c.col_span, c.row_span, _glyphs_below(c, owner))
        for c in row.children
        if c.type in ("TD", "TH")
    )
    place = row.path[len(table.path) :]
    return TaggedRow(RowKey(table.path, place), cells, row.child_count)


def _without_heap(glyphs: Glyphs, row: TaggedRow) -> TaggedRow:
    """The row without the turned texts that stand far apart and are all tagged as one of its cells, the others blank.

    Chromium tags all texts that a page turns as the first of them, also those of the next table's headings. Their
    cells are told by their places.
    """
    full = [c for c in row.cells if len(c.glyphs)]
    if len(full) != 1 or row.child_count < 2 or not glyphs.turn[full[0].glyphs].all():
        return row
    inked = full[0].glyphs[glyphs.ink[full[0].glyphs]]
    apart = np.diff(np.sort(glyphs.x_mid[inked])).max(initial=0.0)
    if apart <= HEAPED * float(glyphs.size[inked].max(initial=1.0)):
        return row
    return row._replace(cells=tuple(replace(c, glyphs=c.glyphs[:0]) for c in row.cells))


def _glyphs_by_mcid(glyphs: Glyphs) -> dict[int, Ints]:
    by_mcid = np.argsort(glyphs.mcid, kind="stable")
    mcids, starts = np.unique(glyphs.mcid[by_mcid], return_index=True)
    parts = np.split(by_mcid, starts[1:])
    return {m: part for m, part in zip(mcids.tolist(), parts, strict=False) if m >= 0}


def _glyphs_below(node: TagNode, owner: dict[int, Ints]) -> Ints:
    parts = [owner[m] for m in node.mcids if m in owner]
    parts += [_glyphs_below(c, owner) for c in node.children]
    parts = [p for p in parts if len(p)]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def grid_from_tags(page: Page, table: TaggedTable) -> Grid | None:
    """The table's grid from its tags alone: rows as tagged, columns where the cells' left edges stand.

    For tables without rulings. None when fewer than two cells show text.
    """
    cells = [(r, c) for r, row in enumerate(table.rows) for c in row.cells if page.glyphs.ink[c.glyphs].any()]
    if len(cells) < 2:
        return None
    boxes = {(r, c.index): page.glyphs.box(c.glyphs[page.glyphs.ink[c.glyphs]]) for r, c in cells}
    # a row's cells come from left to right, whatever the order of their tags
    cells.sort(key=lambda at: (at[0], boxes[at[0], at[1].index].x0))
    columns = _columns(page, table, boxes)
    starts = [min(b.x0 for b in col) for col in columns]
    right = max(b.x1 for b in boxes.values())
    xs = [*starts, right]
    tops = [min(boxes[k].top for k in boxes if k[0] == r) for r in range(len(table.rows))]
    bottom = max(b.bottom for b in boxes.values())
    ys = _increasing([*tops, bottom])
    found: list[GridCell] = []
    extents = [(min(b.x0 for b in col), max(b.x1 for b in col)) for col in columns]
    counted = _counted(table, boxes, extents)
    last: tuple[int, int] = (-1, -1)
    for r, cell in cells:
        box = boxes[(r, cell.index)]
        free = range(last[1] + 1 if r == last[0] else 0, len(starts))
        nearest = max(free, key=lambda i: (_shared(box, extents[i]), -i), default=len(starts) - 1)
        column = counted.get((r, cell.index), nearest)
        span = max(1, min(cell.column_span, len(starts) - column))
        if r == last[0]:  # the next cell's place says how far a span reaches, whatever its tag says
            found[-1].column_span = min(found[-1].column_span, column - found[-1].column)
        last = (r, column)
        found.append(GridCell(r, column, 1, span, box, np.sort(cell.glyphs), header=cell.header))
    spanning = {(c.row, c.column) for c, (_, cell) in zip(found, cells, strict=True) if cell.row_span > 1}
    settle(page, found, Columns(extents), spanning)
    taken = {(c.row, c.column + k) for c in found for k in range(c.column_span)}
    found.extend(
        GridCell(r, column, 1, 1, Box(xs[column], ys[r], xs[column + 1], ys[r + 1]))
        for r in range(len(table.rows))
        for column in range(len(starts))
        if (r, column) not in taken
    )
    found.sort(key=lambda c: (c.row, c.column))
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    return Grid(page.number, "tagged", box, tuple(xs), tuple(ys), found, row_keys=tuple(r.key for r in table.rows))


def _counted(
    table: TaggedTable, boxes: dict[tuple[int, int], Box], extents: list[tuple[float, float]]
) -> dict[tuple[int, int], int]:
    """The columns of the cells of rows whose spans add up to the table's width, by row and place in it.

    Each such cell must stand over its columns. Where one spans several, its text stands over the widest of them, and
    the nearest column would not be its first. Rows beside cells that span rows are told by where their texts stand.
    """
    found: dict[tuple[int, int], int] = {}
    for r, row in enumerate(table.rows):
        spans = [1] * row.child_count
        for cell in row.cells:
            spans[cell.index] = cell.column_span
        places = {(r, c.index): sum(spans[: c.index]) for c in row.cells if (r, c.index) in boxes}
        over = (
            any(_shared(boxes[r, c.index], e) > 0 for e in extents[places[r, c.index] :][: c.column_span])
            for c in row.cells
            if (r, c.index) in places
        )
        if sum(spans) == len(extents) and max(spans) > 1 and all(over):
            found |= places
    return found


def _shared(box: Box, extent: tuple[float, float]) -> float:
    """The width that a cell's text shares with a column's texts, in points; negative where they stand apart."""
    return min(box.x1, extent[1]) - max(box.x0, extent[0])


def _columns(page: Page, table: TaggedTable, boxes: dict[tuple[int, int], Box]) -> list[list[Box]]:
    """The boxes of single-column cells gathered by column, left to right."""
    widest = max(r.child_count for r in table.rows)
    full = {n for n, r in enumerate(table.rows) if r.child_count == widest and all(c.column_span == 1 for c in r.cells)}
    columns: list[list[Box]] = [[] for _ in range(widest)]
    partly: list[tuple[int, Box]] = []
    for r in sorted(full):
        own = [(index, boxes[r, index]) for index in range(widest) if (r, index) in boxes]
        if len(own) < widest:
            partly += own
            continue
        for column, box in zip(columns, sorted((box for _, box in own), key=lambda b: b.x0), strict=True):
            column.append(box)
    # a text says where its column ends unless it stands under another column of the rows that are filled
    extents = [(min(b.x0 for b in col), max(b.x1 for b in col)) if col else None for col in columns]
    for index, box in partly:
        shared = [_shared(box, e) if e else 0.0 for e in extents]
        if shared[index] == max(shared):
            columns[index].append(box)
    if not any(c.header for row in table.rows for c in row.cells):  # headings say where each column is
        columns = with_blank_columns(page, columns)
    filled = [column for column in columns if column]
    if len(filled) >= 2:
        return sorted(filled, key=lambda column: min(b.x0 for b in column))
    left = [b.x0 for b in boxes.values()]
    at = cluster(left, [1.0] * len(left), ALIGNED)
    gathered: dict[float, list[Box]] = {}
    for position, box in zip(at, boxes.values(), strict=True):
        gathered.setdefault(position, []).append(box)
    return [gathered[p] for p in sorted(gathered)]


def _increasing(values: list[float]) -> list[float]:
    out = [values[0]]
    for v in values[1:]:
        out.append(max(v, out[-1] + 0.1))
    return out
