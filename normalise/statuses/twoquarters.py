"""Reports that set the rating of their quarter beside that of the one before: `RAG last quarter | RAG this quarter`.

No heading says which quarters these are. Where the report does, its rows have a status for each of two quarters, as
actions have.
"""

from dataclasses import replace

from extractors.headings.headings import match_heading
from extractors.headings.shapes import STATUS, share
from extractors.headings.vocabulary import tells_past
from extractors.table import PlanColumn, PublishedPlan, PublishedRow, PublishedTable
from normalise.periods.calendar import quarter_before

# This part of a column's texts are ratings where no word of its heading says so.
_MOST = 0.8
# What an action calls what deliverables have too.
_OF_ACTIONS = {"outcome_codes": "outcome_code"}


def with_two_quarters(plan: PublishedPlan, quarter: str | None) -> PublishedPlan:
    """The plan, its tables with ratings of two quarters made tables of actions; `quarter` is its own (`2025/26 Q3`)."""
    if quarter is None:
        return plan
    return replace(plan, tables=tuple(_dated(t, quarter) if _compared(t) else t for t in plan.tables))


def compares_quarters(plan: PublishedPlan) -> bool:
    """Whether any table sets ratings beside those of the report before."""
    return any(map(_compared, plan.tables))


def _compared(table: PublishedTable) -> tuple[PlanColumn, PlanColumn] | None:
    """The columns of the ratings of now and of those before; None where a table has no two such."""
    now = next((c for c in table.columns if c.field == "status" and not tells_past(c.heading)), None)
    before = [c for c in table.columns if c.field is None and tells_past(c.heading) and _rates(table, c)]
    return (now, before[0]) if table.kind == "deliverables" and now and len(before) == 1 else None


def _rates(table: PublishedTable, column: PlanColumn) -> bool:
    """Whether a heading may be that of ratings (`RAG last quarter`), or its texts are: `Last quarter` heads both."""
    named = any(m.field == "status" for m in match_heading(column.heading))
    return named or share(table.other_texts(column.index), STATUS) >= _MOST


def _dated(table: PublishedTable, quarter: str) -> PublishedTable:
    compared = _compared(table)
    if compared is None:
        return table
    now, before = compared
    labels = {now.index: quarter, before.index: quarter_before(quarter)}
    columns = tuple(_of_quarter(c, labels[c.index]) if c in compared else _renamed(c) for c in table.columns)
    names = {n: f"rag_q{label[-1]}" for n, label in labels.items()}
    rows = tuple(_row(row, names[now.index], before.index, names[before.index]) for row in table.rows)
    return replace(table, kind="actions", columns=columns, rows=rows)


def _of_quarter(column: PlanColumn, label: str) -> PlanColumn:
    year, quarter = label.split(" Q")
    return replace(column, field="rag", quarter=int(quarter), year=year)


def _renamed(column: PlanColumn) -> PlanColumn:
    return replace(column, field=_OF_ACTIONS.get(column.field or "", column.field))


def _row(row: PublishedRow, now: str, before: int, name: str) -> PublishedRow:
    """The row with its status as the rating `now`, and what stands in the column `before` as the rating `name`."""
    fields = {_OF_ACTIONS.get(f, now if f == "status" else f): cell for f, cell in row.fields.items()}
    told = next((cell for _, cell in row.other if cell.column == before), None)
    other = tuple((heading, cell) for heading, cell in row.other if cell is not told)
    return replace(row, fields=fields | ({name: told} if told else {}), other=other)
