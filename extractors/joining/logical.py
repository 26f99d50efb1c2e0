"""A joined table in the form that `planlift tables` gives out."""

from extractors.headings.columns import Understood
from extractors.joining.joined import JoinedTable
from extractors.table import Table, TableRow


def logical_table(table: JoinedTable, known: Understood) -> Table:
    """The table with its rows in order, headings first, every cell with its place."""
    rows = tuple(
        TableRow(tuple(cell for _, cell in sorted(r.cells.items())), header=r.header, band=r.band) for r in table.rows
    )
    return Table(table.columns, rows, known.kind, known.reason)
