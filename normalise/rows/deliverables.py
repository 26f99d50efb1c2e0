"""Rows with dates and at most one status: the `deliverables` dataset."""

from extractors.table import PublishedPlan
from normalise.identity import by_title
from normalise.records import Row
from normalise.rows.context import Context, RowReader
from normalise.rows.parts import split_link, split_title

USED = frozenset({"title", "outcome_codes", "start", "delivery", "lead_officer", "strategic_link", "status", "update"})


def deliverable_rows(plan: PublishedPlan, context: Context) -> list[Row]:
    """The `deliverables` rows of a plan, in its order."""
    published = [(table, row) for table in plan.tables if table.kind == "deliverables" for row in table.rows]
    titles = [row.fields["title"].text if "title" in row.fields else "" for _, row in published]
    ids = by_title(context.council_name, titles)
    return [
        _row(RowReader(context, "deliverables", one, table, row), sequence)
        for sequence, (one, (table, row)) in enumerate(zip(ids, published, strict=True), start=1)
    ]


def _row(reader: RowReader, sequence: int) -> Row:
    title = reader.text("title")
    name, description = split_title(title)
    codes = reader.outcome_codes("outcome_codes").codes
    start, started = reader.dates("start", "start")
    delivery, _ = reader.dates("delivery", "end", started)
    link = reader.text("strategic_link")
    programme, workstream = split_link(link)
    status = reader.status("status", "status")
    return {
        "plan_id": reader.context.plan_id,
        "deliverable_id": reader.record_id,
        "sequence": sequence,
        "theme_code": reader.theme_code(codes),
        "title": title,
        "name": name,
        "description": description,
        "outcome_codes": list(codes),
        **start,
        **delivery,
        **reader.officer(),
        "strategic_link": link,
        "programme": programme,
        "workstream": workstream,
        "status": status.status if status else None,
        "status_published": status.published if status else None,
        "fill": status.fill if status else None,
        "update": reader.text("update"),
        "other": reader.other(USED),
        "pages": reader.pages(),
    }
