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
