"""Columns of no field that hold later dates than the delivery's: that may be when the work begins, or was to end once.

A heading that no rule knows tells nothing, but work does not end before a date that its own row prints.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from extractors.confidence.sureness import doubted
from extractors.headings.headings import match_heading
from extractors.headings.putoff import OTHER_DATE, standing
from extractors.headings.vocabulary import tells_past, tells_step
from extractors.table import PlanColumn, PublishedPlan, PublishedRow, PublishedTable
from normalise.periods.period import read_period
from normalise.periods.periodforms import PeriodRules

FLAG = "date_order"
# So many records have both dates, and this part of them a later one in the other column; none has an earlier one.
ENOUGH, LATER = 3, 0.5
# How late dates were agreed whose heading does not say it.
UNTOLD = standing("")


def with_later_dates(plan: PublishedPlan, year: str | None, rules: PeriodRules) -> PublishedPlan:
    """The plan with a flag on every delivery beside a column, filling no field, that holds later dates.

    Where no known wording heads the deliveries they may be starts, so that every record has an empty, flagged one.
    `year` is the plan's financial year, for dates that name none. Columns that a heading names dates of reviews or of
    steps are none of those.
    """
    return replace(plan, tables=tuple(_checked(table, year, rules) for table in plan.tables))


def _checked(table: PublishedTable, year: str | None, rules: PeriodRules) -> PublishedTable:
    if not any(c.field == "delivery" for c in table.columns):
        return table
    for column in (c for c in table.columns if c.field is None and c.heading and _may_be_due(c.heading)):
        pairs = list(_pairs(table, column, year, rules))
        later = sum(other > delivery for delivery, other in pairs)
        if len(pairs) >= ENOUGH and later >= LATER * len(pairs) and all(other >= own for own, other in pairs):
            why = f"later dates stand under {column.heading[:60]!r}"
            rows = (_doubted(row, why) for row in table.rows)
            begun = () if _is_named(table, "delivery") else ("start",)
            return replace(table, rows=tuple(row.lacking(begun, FLAG, why) for row in rows))
    return table


def _is_named(table: PublishedTable, field: str) -> bool:
    """Whether a known wording heads the column of a field, which a word alone may have chosen else."""
    return any(c.field == field and any(m.worded for m in match_heading(c.heading)) for c in table.columns)


def _may_be_due(heading: str) -> bool:
    """Whether no rule tells that dates under a heading are of something else than the end of the work.

    Under `Revised due date` they are of those rows alone that were put off: no other row's date is in doubt.
    """
    known = match_heading(heading)
    if known and (known[0].field == OTHER_DATE or (known[0].field == "delivery" and standing(heading) > UNTOLD)):
        return False
    return not tells_past(heading) and not tells_step(heading)


def _pairs(
    table: PublishedTable, column: PlanColumn, year: str | None, rules: PeriodRules
) -> Iterator[tuple[date, date]]:
    """For each record that has both, the last day of its delivery and that of its date in the column."""
    for row in table.rows:
        beside = next((c.text for _, c in row.other if c.column == column.index), "")
        if beside and (delivery := row.fields.get("delivery")):
            own, other = (read_period(text, "end", year, rules).last for text in (delivery.text, beside))
            if own and other:
                yield own, other


def _doubted(row: PublishedRow, why: str) -> PublishedRow:
    delivery = row.fields.get("delivery")
    if delivery is None or delivery.flag:
        return row
    return replace(row, fields=row.fields | {"delivery": doubted(delivery, FLAG, why)})
