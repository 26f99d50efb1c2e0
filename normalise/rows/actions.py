"""Rows with a status per quarter: the `actions` and `rag_status` datasets."""

from extractors.table import PublishedPlan, PublishedTable
from normalise.identity import by_code
from normalise.periods.calendar import quarter_bounds, quarter_label
from normalise.records import Fault, Row
from normalise.references.codes import breaks_of_pattern
from normalise.references.committee import read_committees
from normalise.rows.context import Context, RowReader
from normalise.text import clean

QUARTERS = (1, 2, 3, 4)
USED = frozenset({"code", "outcome_code", "title", "lead_officer", "committees", "delivery", "update"}) | {
    f"rag_q{q}" for q in QUARTERS
}


def action_rows(plan: PublishedPlan, context: Context) -> tuple[list[Row], list[Row]]:
    """The `actions` and the `rag_status` rows of a plan, in its order."""
    published = [(table, row) for table in plan.tables if table.kind == "actions" for row in table.rows]
    codes = [row.fields["code"].text if "code" in row.fields else None for _, row in published]
    titles = [row.fields["title"].text if "title" in row.fields else "" for _, row in published]
    ids = by_code(context.council_name, context.year, [clean(c) if c else None for c in codes], titles)
    repeated = {code for code in codes if code and codes.count(code) > 1}
    actions: list[Row] = []
    rag: list[Row] = []
    served = [row.fields["outcome_code"].text if "outcome_code" in row.fields else "" for _, row in published]
    breaks = breaks_of_pattern(list(zip((c or "" for c in codes), served, strict=True)), context.registers.codes)
    for sequence, (one, (table, row), doubt) in enumerate(zip(ids, published, breaks, strict=True), start=1):
        reader = RowReader(context, "actions", one, table, row)
        actions.append(_action(reader, sequence, repeated, doubt))
        rag += _rag(RowReader(context, "rag_status", one, table, row))
    return actions, rag


def _action(reader: RowReader, sequence: int, repeated: set[str], doubt: str | None) -> Row:
    code_cell = reader.cell("code")
    code = clean(code_cell.text) or None if code_cell else None
    if code_cell is not None:
        twice = "duplicate_code" if code_cell.text in repeated else None
        detail = f"{code} stands on more than one row" if twice else None
        reader.log("action_code", code_cell, code, certainty=0.5 if twice else 1.0, flag=twice, detail=detail)
    outcomes = reader.outcome_codes("outcome_code", doubt).codes
    delivery, _ = reader.dates("delivery", "end")
    cell = reader.cell("committees")
    committees = read_committees(
        cell.text if cell else "", reader.context.council_code, reader.context.registers.committees
    )
    published = reader.text("committees", "committees_published")
    if cell is not None:
        reader.log(
            "committees",
            cell,
            committees.codes,
            certainty=committees.certainty,
            flag=committees.reason,
            detail=committees.detail,
        )
    return {
        "plan_id": reader.context.plan_id,
        "action_id": reader.record_id,
        "sequence": sequence,
        "outcome_code": next(iter(outcomes), None),
        "theme_code": reader.theme_code(outcomes, code),
        "action_code": code,
        "title": reader.text("title"),
        **reader.officer(),
        "committees_published": published,
        "committees": list(committees.codes),
        **delivery,
        "update": reader.text("update"),
        "links": reader.links(),
        "other": reader.other(USED),
        "pages": reader.pages(),
    }


def _rag(reader: RowReader) -> list[Row]:
    """One row for every quarterly column of the action's table, in the order of time."""
    rows: list[Row] = []
    for quarter in QUARTERS:
        column = f"rag_q{quarter}"
        cell = reader.cell(column)
        if cell is None:
            continue
        label = quarter_of_column(reader.table, ("rag", column), quarter, reader.context)
        first, last = quarter_bounds(label) if label else (None, None)
        status = reader.status(column, column)
        if status is None:
            continue
        rows.append(
            {
                "plan_id": reader.context.plan_id,
                "action_id": reader.record_id,
                "quarter": label,
                "period_start": first,
                "period_end": last,
                "status": status.status,
                "status_published": status.published,
                "fill": status.fill,
                "evidence": status.evidence,
                "page": next((piece.page for piece in cell.pieces), reader.page()),
            }
        )
    return sorted(rows, key=lambda r: str(r["quarter"] or ""))


def quarter_of_column(table: PublishedTable, fields: tuple[str, ...], quarter: int, context: Context) -> str | None:
    """The label of a quarterly column: of the year that its heading names, or else of the plan's; None without either.

    What that means for the plan is said by `undated_quarters`.
    """
    named = [c.year for c in table.columns if c.field in fields and c.quarter == quarter and c.year]
    year = next(iter(named), context.year)
    return quarter_label(year, quarter) if year else None


def undated_quarters(plan: PublishedPlan, year: str | None) -> Fault | None:
    """The fault of a report whose columns are quarters of a year that neither it nor its sidecar names."""
    columns = [c for t in plan.tables if t.kind in ("actions", "kpis") for c in t.columns if c.quarter and not c.year]
    if year or not columns:
        return None
    headings = ", ".join(dict.fromkeys(clean(c.heading) or f"quarter {c.quarter}" for c in columns))
    message = (
        f"the columns {headings} are quarters of no financial year that the document names: write financial_year into "
        "the TOML beside the PDF"
    )
    return Fault("unknown_year", "plans", "financial_year", message)
