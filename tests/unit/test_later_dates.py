"""Dates in a column of no field that are later than the delivery's put the delivery in doubt."""

import pytest

from extractors.table import PlanColumn, PublishedPlan, PublishedRow, PublishedTable, TableCell
from normalise.periods.laterdates import with_later_dates
from normalise.registers import load_registers

PERIODS = load_registers().periods


def flags(delivery: str, other: str, dates: list[tuple[str, str]]) -> dict[str, str | None]:
    """The flags of the first record of a table whose columns `delivery` and `other` hold `dates`."""
    columns = (
        PlanColumn(0, "Name", "title", ""),
        PlanColumn(1, delivery, "delivery", ""),
        PlanColumn(2, other, None, ""),
    )
    rows = tuple(
        PublishedRow(
            {"title": TableCell(0, "Mend it"), "delivery": TableCell(1, own)}, ((other, TableCell(2, beside)),)
        )
        for own, beside in dates
    )
    plan = PublishedPlan(1, 1, (PublishedTable("deliverables", columns, rows, (1,)),))
    fields = with_later_dates(plan, "2025/26", PERIODS).tables[0].rows[0].fields
    return {name: cell.flag for name, cell in fields.items() if name != "title"}


LATER = [("2025-04-07", "2026-06-30"), ("June 2025", "June 2025"), ("Q1", "Q3")]


@pytest.mark.parametrize(
    ("delivery", "other", "dates", "found"),
    [
        ("Timeline - Opens", "Timeline - Closes", LATER, {"delivery": "date_order", "start": "date_order"}),
        ("Due date", "Now expected", LATER, {"delivery": "date_order"}),
        ("Due date", "Date of review", LATER, {"delivery": None}),
        ("Due date", "Next checkpoint", LATER, {"delivery": None}),
        ("Due date", "Revised due date", LATER, {"delivery": None}),
        ("Due date", "Now expected", LATER[:2], {"delivery": None}),
        ("Due date", "Now expected", [*LATER, ("May 2026", "May 2025")], {"delivery": None}),
        ("Due date", "Now expected", [("June 2025", "June 2025")] * 3, {"delivery": None}),
        ("Due date", "Now expected", [("June 2025", "On hold")] * 3, {"delivery": None}),
    ],
)
def test_later_dates_under_another_heading_doubt_the_delivery(
    delivery: str, other: str, dates: list[tuple[str, str]], found: dict[str, str | None]
) -> None:
    assert flags(delivery, other, dates) == found
