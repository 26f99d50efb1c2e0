"""Actions that have a row for each quarter are one action with all its quarters."""

from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.table import PublishedDocument
from tests.quayside import sheet_of

XS = (40.0, 80.0, 240.0, 340.0, 400.0, 450.0, 580.0)
RATED = (("Green", "Amber", "Red"), ("Amber", "Red", "Green"), ("Red", "Green", "Amber"))


def read(tmp_path: Path, heading: str, quarters: tuple[str, ...]) -> PublishedDocument:
    """Three actions with a row for each of the quarters."""
    sheet = sheet_of(tmp_path)
    rows = [
        (f"A{n}", f"Mend wall {n}", "Head of Ports", quarter, RATED[n][k], f"Work of bay {n}{k}")
        for n in range(3)
        for k, quarter in enumerate(quarters)
    ]
    heads = ("Ref", "Action", "Lead officer", heading, "RAG", "Update")
    sheet.table(XS, [60 + 20 * k for k in range(len(rows) + 2)], [heads, *rows])
    return read_document(sheet.save())


@pytest.mark.parametrize("quarters", [("Q1", "Q2", "Q3"), ("Q1 2025/26", "Q2 2025/26", "Q3 2025/26")])
def test_rows_of_each_quarter_are_one_action(tmp_path: Path, quarters: tuple[str, ...]) -> None:
    (plan,) = read(tmp_path, "Quarter", quarters).plans
    (table,) = plan.tables
    assert table.kind == "actions"
    assert [r.fields["code"].text for r in table.rows] == ["A0", "A1", "A2"]
    assert [tuple(r.fields[f"rag_q{k}"].text for k in (1, 2, 3)) for r in table.rows] == list(RATED)
    assert [r.fields["update"].text for r in table.rows] == [f"Work of bay {n}2" for n in range(3)]
    assert [t for _, c in table.rows[1].other if (t := c.text)] == ["Work of bay 10", "Work of bay 11"]
    assert not any("delivery" in r.fields or c.flag for r in table.rows for c in r.cells)
    assert plan.ink.unplaced == 0


def test_a_record_with_two_rows_of_one_quarter_stays_parted_and_its_time_is_flagged(tmp_path: Path) -> None:
    (plan,) = read(tmp_path, "Quarter", ("Q1", "Q1", "Q2")).plans
    (table,) = plan.tables
    assert (table.kind, len(table.rows)) == ("deliverables", 9)
    assert {r.fields["delivery"].flag for r in table.rows} == {"likely_field"}


def test_the_quarter_in_which_each_record_is_due_is_its_time(tmp_path: Path) -> None:
    (plan,) = read(tmp_path, "Due quarter", ("Q1", "Q2", "Q3")).plans
    (table,) = plan.tables
    assert (table.kind, len(table.rows)) == ("deliverables", 9)
    assert not any(r.fields["delivery"].flag == "likely_field" for r in table.rows)
