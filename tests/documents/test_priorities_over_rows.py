"""Priorities with codes that stand over groups of rows, not in a column: in bands, or as headings above tables."""

from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.table import PublishedPlan
from tests.sheets import Sheet

XS = (40.0, 90.0, 300.0, 430.0, 480.0, 540.0)
HEADINGS = ("Ref", "Action", "Lead officer", "Q1 RAG", "Q2 RAG")
PRIORITIES = {"P1.1": "Listen to every resident", "P1.2": "Keep all harbours open"}


def plan(file: Path, *, bands: bool, own: str = "A{}") -> PublishedPlan:
    """A plan whose priorities stand in bands or above tables; `own` makes an action's code of its priority's."""
    sheet, y = Sheet(file, (600, 420)), 60.0
    if bands:
        sheet.table(XS, [y, y + 20], [HEADINGS])
        y += 20
    for code, name in PRIORITIES.items():
        rows = [(own.format(f"{code[1:]}.{n}"), f"Do thing {code} {n}", "Head of Ports", "G", "A") for n in (1, 2, 3)]
        sheet.text(44, y + 14, f"{code}: {name}", size=10, font="Helvetica-Bold")
        if bands:
            sheet.table((XS[0], XS[-1]), [y, y + 20], [])
        else:
            rows.insert(0, HEADINGS)
        sheet.table(XS, [y + 20 * n for n in range(1, len(rows) + 2)], rows)
        y += 20 * (len(rows) + 1)
    return read_document(sheet.save()).plans[0]


@pytest.mark.parametrize("bands", [True, False])
def test_codes_that_those_of_the_rows_go_on_from_are_their_outcomes(tmp_path: Path, *, bands: bool) -> None:
    read = plan(tmp_path / "plan.pdf", bands=bands)
    rows = [r for t in read.tables for r in t.rows]
    assert [r.fields["outcome_code"].text for r in rows] == ["P1.1"] * 3 + ["P1.2"] * 3
    assert {o.code: o.cell.text for o in read.outcomes} == PRIORITIES
    assert {r.theme for r in rows} == {None}


def test_the_numbers_of_sections_are_no_outcomes_of_rows_with_other_codes(tmp_path: Path) -> None:
    rows = [r for t in plan(tmp_path / "plan.pdf", bands=False, own="B7.{}").tables for r in t.rows]
    assert len(rows) == 6
    assert not any("outcome_code" in r.fields for r in rows)
