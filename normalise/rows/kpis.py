"""Rows of indicators: the `kpis` dataset, one row per indicator and quarter."""

import re
from dataclasses import replace

from extractors.table import FILL_ONLY, PublishedPlan, PublishedRow, PublishedTable
from normalise.identity import by_code
from normalise.number import Figure, read_direction, read_figure
from normalise.periods.calendar import quarter_before
from normalise.records import Row
from normalise.rows.actions import quarter_of_column
from normalise.rows.context import Context, RowReader
from normalise.statuses.rules import NOT_REPORTED
from normalise.statuses.status import Status, read_status
from normalise.text import clean

QUARTERS = (1, 2, 3, 4)
USED = frozenset({"code", "title", "tier", "unit", "target", "value", "direction", "status", "update"}) | {
    f"value_q{q}" for q in QUARTERS
}
# Colours behind values rate them where they are of so many ratings at least, and behind this part of all values.
DIFFERENT, MOSTLY = 2, 0.5
_TIER = re.compile(r"^tier\s+(?=\w)", re.IGNORECASE)


def kpi_rows(plan: PublishedPlan, context: Context) -> list[Row]:
    """The `kpis` rows of a plan, in its order and then in the order of time; every quarter of an indicator has one id.

    Quarters after the last one for which a table prints any value have not been reported and get no rows. Status,
    direction and commentary stand on the last reported quarter, which they are about. Beside the value of the report's
    own quarter a column may print that of the quarter before.
    """
    published = [(table, row) for table in plan.tables if table.kind == "kpis" for row in table.rows]
    codes = [row.fields["code"].text if "code" in row.fields else None for _, row in published]
    titles = [row.fields["title"].text if "title" in row.fields else "" for _, row in published]
    ids = by_code(context.council_name, context.year, [clean(c) if c else None for c in codes], titles)
    rated = {id(table): rating_values(table, context) for table in plan.tables if table.kind == "kpis"}
    rows: list[Row] = []
    for one, (table, row) in zip(ids, published, strict=True):
        rows += _quarters(RowReader(context, "kpis", one, table, row), row, rated[id(table)])
    return rows


def rating_values(table: PublishedTable, context: Context) -> str | None:
    """The field of the last values where the colours behind them are the ratings, in a table without a status.

    Such a table has no other place for them: 12 indicators of one report, all shaded, had none. Colours of whole rows
    rate nothing.
    """
    name = f"value_q{max(reported(table), default=0)}" if reported(table) else "value"
    cells = [(row, row.fields[name]) for row in table.rows if _text(row, name)]
    if not cells or any("status" in row.fields for row in table.rows):
        return None
    own = [c.fill for row, c in cells if c.fill and c.fill != getattr(row.fields.get("title"), "fill", None)]
    found = [read_status("", fill, context.legend, context.registers.statuses) for fill in own]
    ratings = {f.status for f in found if f.status != NOT_REPORTED}
    known = not any(f.reason == "ambiguous_colour" for f in found)
    return name if known and len(ratings) >= DIFFERENT and len(own) >= MOSTLY * len(cells) else None


def _status(reader: RowReader, rating: str | None) -> Status | None:
    """The status of an indicator, by its own column or the colour behind the value that rates it."""
    cell = reader.cell(rating) if rating else None
    if cell is None:
        return reader.status("status", "status")
    found = read_status("", cell.fill, reader.context.legend, reader.context.registers.statuses)
    painted = replace(cell, text="", lines=())
    reader.log(
        "status", painted, found.status, certainty=found.certainty, flag=found.reason, detail=found.detail,
        repairs=(FILL_ONLY,) if found.evidence == "fill" else (),
    )  # fmt: skip
    return found


def reported(table: PublishedTable) -> tuple[int, ...]:
    """The quarters of a table's value columns up to the last one in which any row prints a value."""
    printed = [q for q in QUARTERS if any(_text(row, f"value_q{q}") for row in table.rows)]
    last = max(printed, default=0)
    return tuple(q for q in QUARTERS if q <= last and any(f"value_q{q}" in row.fields for row in table.rows))


def _own_quarter(table: PublishedTable, context: Context) -> str | None:
    """The quarter of a value column that names none: the report's own, unless the heading names another year."""
    named = next((c.year for c in table.columns if c.field == "value" and c.year), None)
    return context.quarter if context.quarter and named in (None, context.quarter.split()[0]) else None


def _text(row: PublishedRow, name: str) -> str:
    return clean(row.fields[name].text) if name in row.fields else ""


def _quarters(reader: RowReader, row: PublishedRow, rating: str | None) -> list[Row]:
    context = reader.context
    target = _figure(reader, "target", "target")
    values: list[tuple[str | None, str | None, Figure]] = []
    for quarter in reported(reader.table):
        name = f"value_q{quarter}"
        label = quarter_of_column(reader.table, ("value", name), quarter, context)
        values.append((label, _text(row, name) or None, _figure(reader, name, name)))
    values.sort(key=lambda v: v[0] or "")
    used = USED - {"value"}
    if not values:
        used |= {"value"}
        now = _own_quarter(reader.table, context)
        if now and "value_before" in row.fields:
            used |= {"value_before"}
            before = _figure(reader, "value_before", "value_before")
            values.append((quarter_before(now), _text(row, "value_before") or None, before))
        values.append((now, _text(row, "value") or None, _figure(reader, "value", "value")))
    units = (target.unit, *(figure.unit for _, _, figure in values))
    status = _status(reader, rating)
    tier = reader.text("tier")
    common: Row = {
        "plan_id": context.plan_id,
        "kpi_id": reader.record_id,
        "kpi_code": reader.text("code", "kpi_code"),
        "title": reader.text("title"),
        "tier": _TIER.sub("", tier) if tier else None,
        "unit": reader.text("unit") or next((u for u in units if u), None),
        "target_published": reader.text("target", "target_published"),
        "target": target.number,
    }
    about_last: Row = {
        "status": status.status if status else None,
        "status_published": status.published if status else None,
        "fill": status.fill if status else None,
        **_direction(reader),
        "update": reader.text("update"),
    }
    # The dataset has no column for what else a row prints, so that `cells` is where it is kept.
    reader.other(used)
    rows: list[Row] = []
    for n, (label, published, figure) in enumerate(values, start=1):
        about = about_last if n == len(values) else dict.fromkeys(about_last)
        value: Row = {"quarter": label, "value_published": published, "value": figure.number}
        rows.append({**common, **value, **about, "page": reader.page()})
    return rows


def _figure(reader: RowReader, field: str, column: str) -> Figure:
    cell = reader.cell(field)
    if cell is None:
        return Figure(None)
    figure = read_figure(cell.text, reader.context.registers.numbers)
    certainty = 0.3 if figure.reason else 1.0
    reader.log(column, cell, figure.number, certainty=certainty, flag=figure.reason, detail=figure.detail)
    return figure


def _direction(reader: RowReader) -> Row:
    cell = reader.cell("direction")
    if cell is None:
        return {"direction_published": None, "direction": None}
    direction = read_direction(cell.text, reader.context.registers.numbers)
    certainty = 0.3 if direction.reason else 1.0
    reader.log(
        "direction", cell, direction.direction, certainty=certainty, flag=direction.reason, detail=direction.detail
    )
    return {"direction_published": clean(cell.text) or None, "direction": direction.direction}
