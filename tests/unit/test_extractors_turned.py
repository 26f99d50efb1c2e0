"""Headings in the first column: cards and sheets with a record in each column."""

from pathlib import Path

import pytest

from extractors.document import read_document
from tests.sheets import Sheet

LABELS = ("Action", "Lead officer", "Due date", "Status")
RECORDS = (
    ("Mend the harbour wall", "Head of Ports", "31/03/2026", "Delayed"),
    ("Plant four hundred oaks", "Head of Parks", "30/09/2026", "On track"),
    ("Open a library", "Head of Books", "31/12/2026", "Complete"),
)


@pytest.mark.parametrize("each", [1, 3])
def test_headings_in_the_first_column_make_every_other_column_a_record(tmp_path: Path, each: int) -> None:
    sheet = Sheet(tmp_path / "turned.pdf")
    for n in range(0, 3, each):
        top = 40.0 + 120 * (n // each)
        rows = [(label, *(r[k] for r in RECORDS[n : n + each])) for k, label in enumerate(LABELS)]
        sheet.table([40.0 + 130 * k for k in range(each + 2)], [top + 24 * k for k in range(5)], rows)
    tables = [t for plan in read_document(sheet.save()).plans for t in plan.tables]
    fields = ("title", "lead_officer", "delivery", "status")
    assert [tuple(r.fields[f].text for f in fields) for t in tables for r in t.rows] == list(RECORDS)
