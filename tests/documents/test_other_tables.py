"""Tables that stand in published papers beside plans, or in their place, and that no plan is made of."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from extractors.document import read_document

SPENDING = (
    ("Supplier name", "Date paid", "Description", "Amount (£)", "Department"),
    ("Quay Stone Limited", "14/05/2025", "Repair of the harbour wall", "12,400.00", "Harbours"),
    ("Elm and Oak Nurseries", "21/05/2025", "Street trees, first delivery", "3,180.50", "Parks"),
    ("Ferry Lane Printing", "02/06/2025", "Leaflets on recycling", "640.00", "Waste"),
)
CONTRACTS = (
    ("Contract title", "Supplier", "Start date", "End date", "Contract value", "Lead officer"),
    ("Maintenance of lifts", "Upward Limited", "01/04/2024", "31/03/2027", "84,000", "Head of Estates"),
    ("Grounds maintenance", "Elm and Oak Nurseries", "01/10/2023", "30/09/2026", "410,000", "Head of Parks"),
)


def ruled(file: Path, rows: tuple[tuple[str, ...], ...], heading: str = "Lists") -> Path:
    table = Table(rows)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.7, "black")]))
    above = Paragraph(heading, getSampleStyleSheet()["Heading1"])
    SimpleDocTemplate(str(file), pagesize=landscape(A4), invariant=1).build([above, table])
    return file


@pytest.mark.parametrize(("rows", "what"), [(SPENDING, "a list of spending"), (CONTRACTS, "a register of contracts")])
def test_what_the_transparency_code_has_councils_publish_is_no_plan(
    tmp_path: Path, rows: tuple[tuple[str, ...], ...], what: str
) -> None:
    found = read_document(ruled(tmp_path / "list.pdf", rows))
    assert found.plans == ()
    assert [left.reason.split(":")[0] for left in found.left_alone] == [what]


@pytest.mark.parametrize(("heading", "plans"), [("Action tracker", 0), ("Corporate Plan action tracker 2025-26", 1)])
def test_a_tracker_of_a_plans_own_actions_is_that_plan(tmp_path: Path, heading: str, plans: int) -> None:
    actions = (
        ("Action", "Lead officer", "Due date", "Status"),
        ("Mend the sea wall", "Head of Ports", "31/03/2026", "On track"),
        ("Open a second library", "Head of Books", "30/06/2026", "Delayed"),
    )
    assert len(read_document(ruled(tmp_path / "tracker.pdf", actions, heading)).plans) == plans
