"""Which rows of a page's table are headings, and which are bands (one text over all columns, naming what follows)."""

from extractors.headings import match_heading
from extractors.pagetable import PageTable

# More heading rows than this are a table of their own.
MOST_HEADER_ROWS = 4
# The part of a row's texts that must be known headings for the row to be one.
KNOWN = 0.5


def is_band(table: PageTable, row: int) -> bool:
    """Whether the row holds one text that stands for all columns: a cell over all of them, or one bold or coloured
    text in an otherwise empty row."""
    cells = list(table.rows[row].values())
    inked = [c for c in cells if c.text]
    if len(inked) != 1 or table.columns < 3:
        return False
    only = inked[0]
    if any(c.row_span > 1 for c in cells):
        return False
    if only.column_span >= table.columns:
        return True
    style = table.styles[row]
    return only.column == 0 and len(only.lines) <= 2 and len(only.text) > 8 and (style.bold and style.fill is not None)


def count_header_rows(table: PageTable) -> int:
    """How many leading rows are headings; bands above them are counted as well, bands below them are not."""
    r, count = 0, 0
    while r < len(table.rows) and r < MOST_HEADER_ROWS:
        if is_header(table, r, count):
            count = r + 1 + max((c.row_span for c in table.rows[r].values() if c.text), default=1) - 1
            r = count
        elif count == 0 and is_band(table, r):
            r += 1
        else:
            break
    return min(count, len(table.rows))


def is_header(table: PageTable, row: int, headers_so_far: int) -> bool:
    """Whether the row is a heading row, by tags, by its words, or by its looks beside the rows below."""
    cells = [c for c in table.rows[row].values() if c.text]
    if not cells:
        return False
    style = table.styles[row]
    if style.tagged_header and len(cells) > 1:
        return True
    known = [c for c in cells if (m := match_heading(c.text)) and m[0].score >= 0.7]
    some = [c for c in cells if match_heading(c.text)]
    if len(cells) >= 2 and len(some) >= 2 and (len(known) >= KNOWN * len(cells) or len(some) == len(cells)):
        return True
    if len(cells) < 2:
        return False
    below = table.styles[row + 1] if row + 1 < len(table.styles) else None
    if headers_so_far:
        first = table.styles[0]
        return style.bold and style.fill is not None and style.fill == first.fill and (below is None or not below.bold)
    distinct = style.fill is not None and below is not None and style.fill != below.fill
    return style.bold and below is not None and not below.bold and (distinct or len(cells) >= table.columns - 1)


def sections(table: PageTable) -> list[tuple[int, int]]:
    """The rows (first, after last) of the tables that one grid holds: a row of known headings further down begins a
    new one (a legend above the table in a spreadsheet, a second table without a gap)."""
    starts = [0]
    r = max(count_header_rows(table), 1)
    while r < len(table.rows):
        if _begins_table(table, r):
            starts.append(r)
            while r < len(table.rows) and (_begins_table(table, r) or _covered(table, r)):
                r += 1
        r += 1
    ends = [*starts[1:], len(table.rows)]
    return list(zip(starts, ends, strict=True))


def _covered(table: PageTable, row: int) -> bool:
    """Whether a cell from the row above reaches into the row."""
    return any(above + c.row_span > row for above in range(max(0, row - MOST_HEADER_ROWS), row) for c in table.rows[above].values())


def _begins_table(table: PageTable, row: int) -> bool:
    """Whether the row is one of at least three known headings, most of its texts, and no cell reaches into it."""
    cells = [c for c in table.rows[row].values() if c.text]
    known = [c for c in cells if (m := match_heading(c.text)) and m[0].score >= 0.7]
    fields = {match_heading(c.text)[0].field for c in known}
    return len(cells) >= 3 and len(known) >= 3 and len(known) >= 0.6 * len(cells) and len(fields) >= 3
