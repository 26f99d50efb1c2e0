"""Tables whose headings stand in the first column: cards with one record each, and sheets with a record per column."""

from dataclasses import replace

from extractors.headings.headings import match_heading
from extractors.joining.joined import JoinedRow, JoinedTable

# So many different fields named by the first column, a title among them, this part of its texts, make it the headings.
FIELDS, PART, SURE = 3, 0.6, 0.7


def upright(table: JoinedTable) -> JoinedTable:
    """The table with its headings on top: turned where its first column holds them, else as it is."""
    rows = [r for r in table.rows if any(c.text for c in r.cells.values())]
    if not _headed_at_the_left(rows, table.columns):
        return table
    style = rows[0].style
    turned = [
        JoinedRow({i: replace(r.cells[c], column=i) for i, r in enumerate(rows) if c in r.cells}, style, header=c == 0)
        for c in range(table.columns)
    ]
    return JoinedTable(len(rows), [r for r in turned if any(c.text for c in r.cells.values())], table.parts)


def _headed_at_the_left(rows: list[JoinedRow], columns: int) -> bool:
    if columns < 2 or any(c.column_span > 1 or c.row_span > 1 for r in rows for c in r.cells.values()):
        return False
    labels = [r.cells[0].text if 0 in r.cells else "" for r in rows]
    named = [m[0].field for text in labels if (m := match_heading(text)) and m[0].score >= SURE]
    beside = [r.cells[1].text for r in rows if 1 in r.cells and match_heading(r.cells[1].text)]
    known = len(set(named)) >= FIELDS and "title" in named and len(named) == len(set(named))
    return known and len(named) >= PART * len(rows) and len(beside) < FIELDS
