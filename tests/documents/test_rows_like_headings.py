"""Rows whose texts are headings of other tables: `Aim 2 | Service Manager | Q2 | Audit opinion`."""

from pathlib import Path

import pytest

from extractors.document import read_document
from tests.sheets import Sheet

XS = (30.0, 90.0, 250.0, 330.0, 450.0, 510.0, 610.0)
HEADINGS = ("Ref", "Task", "Link to plan", "Officer", "By when", "Evidence")


@pytest.mark.parametrize("codes", ["T{n}", "TK-H{n}", "Bay {n} west"])
def test_a_row_of_texts_that_are_headings_elsewhere_is_one_of_its_table(tmp_path: Path, codes: str) -> None:
    sheet = Sheet(tmp_path / "plan.pdf", (640, 260))
    sheet.text(30, 30, "Quayside Council: service plan 2026/27", size=14)
    aims, evidence = ("Aim 1", "Aim 2", "Aims 1 and 3"), ("Report to board", "Audit opinion", "Fewer complaints")
    rows = [
        (
            codes.format(n=n + 1),
            f"Mend the sea wall at bay {n}",
            aims[n % 3],
            ("Service Manager", "Principal Officer")[n % 2],
            ("Q4", "Q2")[n % 2],
            evidence[(n * 2 + 2) % 3],
        )
        for n in range(6)
    ]
    sheet.table(XS, [60 + 22 * n for n in range(8)], [HEADINGS, *rows])
    (plan,) = read_document(sheet.save()).plans
    found = [r for t in plan.tables for r in t.rows]
    assert [r.fields["title"].text for r in found] == [row[1] for row in rows]
    assert [r.fields["delivery"].text for r in found] == [row[4] for row in rows]
    assert "west" in codes or [r.fields["code"].text for r in found] == [row[0] for row in rows]
