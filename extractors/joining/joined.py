"""A table joined over its pages: what joining is given, and what it gives."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extractors.grids.grid import RowKey
from extractors.grids.pagetable import PageTable, RowStyle
from extractors.table import TableCell

Row = dict[int, TableCell]


@dataclass
class JoinedRow:
    """A row of the joined table with how it looks, whether it is a heading or a band, and where a page break fell.

    `again` says that it prints the page's headings a second time.
    """

    cells: Row
    style: RowStyle
    header: bool = False
    band: bool = False
    again: bool = False
    first_on_page: bool = False
    last_on_page: bool = False
    key: RowKey | None = None
    doubt: str | None = None
    doubtful: frozenset[int] | None = None


@dataclass(eq=False)
class JoinedTable:
    """One logical table: rows of all its pages, headings once."""

    columns: int
    rows: list[JoinedRow]
    parts: list[PageTable]
    repeated: list[Row] = field(default_factory=list)

    @property
    def body(self) -> list[JoinedRow]:
        """Rows that are neither headings nor bands."""
        return [r for r in self.rows if not r.header and not r.band]

    def headings(self) -> list[list[str]]:
        """For every column the heading texts over it, top row first."""
        found: list[list[str]] = [[] for _ in range(self.columns)]
        for row in self.rows:
            if row.header:
                for cell in row.cells.values():
                    for c in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                        if cell.text:
                            found[c].append(cell.text)
        return found

    def with_columns(self, head: Row, rows: list[JoinedRow], again: list[Row]) -> "JoinedTable":
        """The table with columns more at its right, headed by `head`: its `rows`, the cells of these columns in them.

        The headings stand in the first row of headings, or in one made for them; `again` are those that come again.
        """
        at = next((n for n, row in enumerate(rows) if row.header), None)
        if at is None:
            rows = [JoinedRow(dict(head), self.rows[0].style, header=True), *rows]
        else:
            rows = [replace(r, cells=r.cells | head) if n == at else r for n, r in enumerate(rows)]
        return JoinedTable(self.columns + len(head), rows, self.parts, [*self.repeated, *again])


class Neighbours(NamedTuple):
    """A page table and whether only furniture stands before and after it on its page, or in its column of the page.

    `stretch` counts the pages, and the columns of those that are set in columns, in reading order;
    `again` are the rows further down that repeat its headings.
    """

    table: PageTable
    stretch: int
    header_rows: int
    bands: frozenset[int]
    first: bool
    last: bool
    again: frozenset[int] = frozenset()
