"""Dates of records that were put off: `Due date | Revised due date`, where the second is printed for a few rows only.

Which of the two a row means by when it is due, its own cells tell: where both have a date, and these differ, a person
should look. What was agreed at first, or is what happened, says nothing against the date that holds.
"""

from collections.abc import Sequence
from functools import partial

from extractors.headings.headings import match_heading
from extractors.headings.putoff import PUT_OFF, standing
from extractors.headings.shapes import PERIOD
from extractors.headings.vocabulary import tells_done, tells_first, tells_past, tells_step
from extractors.table import PlanColumn, PublishedRow, PublishedTable

FLAG = "out_of_place"


def with_put_off(tables: Sequence[PublishedTable]) -> tuple[PublishedTable, ...]:
    """The tables with a flag on every date beside which its record has another that may hold instead."""
    return tuple(_checked(table) for table in tables)


def _checked(table: PublishedTable) -> PublishedTable:
    for own in (c for c in table.columns if c.field in PUT_OFF):
        others = [c for c in table.columns if c.field is None and _is_rival(c.heading, own)]
        for other in others:
            table = table.mapped(partial(_flagged, own=own, other=other))
    return table


def _is_rival(heading: str, own: PlanColumn) -> bool:
    """Whether dates under a heading may be those of the column's field, agreed at another time than they were."""
    known = match_heading(heading)
    if tells_done(heading) or tells_past(heading) or tells_step(heading) or standing(heading) == standing(own.heading):
        return False
    named = [m.field for m in known] if known else ["delivery"]
    return own.field in named or (own.field == "delivery" and named[0] == "target")


def _flagged(row: PublishedRow, own: PlanColumn, other: PlanColumn) -> PublishedRow:
    """The record, its date flagged where the other column has another; one agreed at first where it has none."""
    field = str(own.field)
    cell = row.fields.get(field)
    told = next((c.text for _, c in row.other if c.column == other.index and PERIOD.match(c.text)), "")
    if cell is None or not told or told == cell.text or (cell.text and tells_first(other.heading)):
        return row
    return row.flagged(FLAG, f"{told!r} stands under {other.heading[:60]!r} beside it, and may hold instead", {field})
