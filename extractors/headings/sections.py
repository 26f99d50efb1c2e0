"""The tables that one grid holds, and the headings that a table prints again."""

import re

from extractors.grids.pagetable import PageTable
from extractors.headings.headers import (
    FEWEST_ALIKE,
    FEWEST_FIELDS,
    QUARTER_OF_YEAR,
    VALUES,
    count_header_rows,
    covered,
    filled,
    holds_values,
    is_band,
)
from extractors.headings.headings import sure_match
from extractors.headings.labels import tells_fact
from extractors.headings.shapes import CODE
from extractors.table import TableCell


def sections(table: PageTable) -> list[tuple[int, int]]:
    """The rows (first, after last) of the tables that one grid holds.

    A row of known headings further down begins a new one (a legend above the table in a spreadsheet, a second table
    without a gap), and so does a single text right over such a row. So do rows of which none has a column edge where
    those above have one: tables that touch each other.
    """
    starts = [0]
    headers = count_header_rows(table)
    again = repeated_headings(table, headers)
    r = max(headers, 1)
    while r < len(table.rows):
        if r not in again and _begins_table(table, r):
            # a title stands alone: under another single text it is the last entry of a legend
            titled = r - 1 > starts[-1] and filled(table.rows[r - 1]) == 1 and filled(table.rows[r - 2]) != 1
            starts.append(r - 1 if titled else r)
            while r < len(table.rows) and (_begins_table(table, r) or covered(table, r)):
                r += 1
        r += 1
    starts = sorted({*starts, *_other_columns(table)})
    ends = [*starts[1:], len(table.rows)]
    return list(zip(starts, ends, strict=True))


def _other_columns(table: PageTable) -> list[int]:
    """The rows from which on no column edge stands where one stands above, so many rows at least on either side."""
    edges = [_edges(table, row) for row in table.rows]
    found: list[int] = []
    for r in range(FEWEST_ALIKE, len(edges) - FEWEST_ALIKE + 1):
        above, below = edges[found[-1] if found else 0 : r], edges[r:]
        whole = not any(above_ + c.row_span > r for above_, row in enumerate(table.rows[:r]) for c in row.values())
        apart = not set().union(*above) & set().union(*below)
        if (
            whole
            and apart
            and edges[r]
            and edges[r - 1]
            and min(sum(map(bool, e)) for e in (above, below)) >= FEWEST_ALIKE
        ):
            found.append(r)
    return found


def _edges(table: PageTable, row: dict[int, TableCell]) -> set[int]:
    """The column edges inside the table at which cells of the row begin or end."""
    ends = {edge for c, cell in row.items() for edge in (c, c + cell.column_span)}
    return ends - {0, table.columns}


def repeated_headings(table: PageTable, headers: int) -> frozenset[int]:
    """The rows further down that print all the `headers` leading headings again, as below a row that a page break cut.

    Under a title of their own they head another table.
    """
    heads = [_printed(table, r) for r in range(headers) if not is_band(table, r)]
    if not heads:
        return frozenset()
    found: set[int] = set()
    for r in range(headers, len(table.rows) - len(heads) + 1):
        rows = range(r, r + len(heads))
        if [_printed(table, k) for k in rows] == heads and not _is_title(table, r - 1):
            found.update(rows)
    return frozenset(found)


def _printed(table: PageTable, row: int) -> list[tuple[int, str]]:
    return [(c, cell.text) for c, cell in sorted(table.rows[row].items()) if cell.text]


def _is_title(table: PageTable, row: int) -> bool:
    """Whether the row holds one text that names what follows, not the rest of a cell of the row before."""
    spanning = any(c.text and c.column_span > 1 for c in table.rows[row].values())
    return filled(table.rows[row]) == 1 and (spanning or table.styles[row].bold or is_band(table, row))


def _begins_table(table: PageTable, row: int) -> bool:
    """Whether the row is one of at least three known headings of different fields, most of its texts.

    Labels with their values (`Lead: Director of Place`) are no headings.
    """
    told = all(tells_fact(c.text) for c in table.rows[row].values() if c.text)
    return not told and _looks_like_headings(table, row) and not _is_entry(table, row)


def _is_entry(table: PageTable, row: int) -> bool:
    """Whether a row that looks like headings is one of values: its code follows the one above, or two come again.

    `H2 | Let the park | Aim 2 | Service Manager | Q2 | Audit opinion` names a field in four of six cells: ten of 18
    tasks of a plan stood in no table.
    """
    first, before = (next((c.text for _, c in sorted(table.rows[r].items()) if c.text), "") for r in (row, row - 1))
    if CODE.match(first) and re.sub(r"\d+$", lambda m: str(int(m[0]) + 1), before) == first:
        return True
    others = [r for r in range(len(table.rows)) if r != row and not _looks_like_headings(table, r)]
    texts = {(c, table.rows[r][c].text) for r in others for c in table.rows[r]}
    return sum((c, cell.text) in texts for c, cell in table.rows[row].items() if cell.text) >= FEWEST_ALIKE


def _looks_like_headings(table: PageTable, row: int) -> bool:
    """Whether most texts of a row are known headings, of at least three different fields."""
    cells = [c for c in table.rows[row].values() if c.text]
    quarters = sum(bool(QUARTER_OF_YEAR.match(c.text)) for c in cells)
    if len(cells) < FEWEST_FIELDS or quarters > VALUES * len(cells) or holds_values(cells):
        return False
    # one quarter of a year is a date, as like as not
    told = [c.text for c in cells if quarters != 1 or not QUARTER_OF_YEAR.match(c.text)]
    known = [m for text in told if (m := sure_match(text))]
    fields = {m.field for m in known}
    return len(known) >= 0.6 * len(cells) and len(fields) >= FEWEST_FIELDS
