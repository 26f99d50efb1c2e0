"""Priorities with codes that stand over groups of rows, not in a column: in bands, or as headings above tables."""

from collections.abc import Sequence
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


# Headings of two levels over four tables, and the outcomes and the themes of their rows.
LEVELS = {
    "worded": (
        ("Aim 1: Healthy people", "Outcome 1.1: Children do well", "Outcome 1.2: Adults live well"),
        ("Aim 2: Strong places", "Outcome 2.1: Homes for all", "Outcome 2.2: Busy towns"),
    ),
    "lettered": (
        ("People", "Objective PE1 - Children do well", "Objective PE2 - Adults live well"),
        ("Place", "Objective PL1 - Homes for all", "Objective PL2 - Busy towns"),
    ),
    "number and letter": (
        ("Aim 1: Healthy people", "Key Objective 1.a. Children do well", "Key Objective 1.b. Adults live well"),
        ("Aim 2: Strong places", "Key Objective 2.a. Homes for all", "Key Objective 2.b. Busy towns"),
    ),
    "single numbers": (
        ("Ambition 1: Healthy people", "Objective 1: Children do well", "Objective 2: Adults live well"),
        ("Ambition 2: Strong places", "Objective 3: Homes for all", "Objective 4: Busy towns"),
    ),
    "bare": (
        ("Healthy people", "1.1 Children do well", "1.2 Adults live well"),
        ("Strong places", "2.1 Homes for all", "2.2 Busy towns"),
    ),
}
CODES = {
    "worded": ["1.1", "1.2", "2.1", "2.2"],
    "lettered": ["PE1", "PE2", "PL1", "PL2"],
    "number and letter": ["1.a", "1.b", "2.a", "2.b"],
    "single numbers": ["1", "2", "3", "4"],
    "bare": ["1.1", "1.2", "2.1", "2.2"],
}
NAMES = ["Children do well", "Adults live well", "Homes for all", "Busy towns"]


def levelled(file: Path, levels: Sequence[Sequence[str]], *, bands: bool = False) -> PublishedPlan:
    """A plan whose themes and outcomes stand in two kinds of bands, or in headings of two sizes above tables."""
    sheet, y, n = Sheet(file, (600, 700)), 60.0, 0
    sheet.text(40, 30, "Quayside Council: delivery plan 2025/26", size=18, font="Helvetica-Bold")
    if bands:
        sheet.table(XS, [y, y + 20], [HEADINGS])
        y += 20
    for theme, *outcomes in levels:
        y = over(sheet, y, theme, size=14, band=bands)
        for outcome in outcomes:
            y = over(sheet, y, outcome, size=11, band=bands)
            rows = [(f"B{n + k}", f"Mend the sea wall at bay {n + k}", "Head of Ports", "G", "A") for k in (1, 2)]
            n += 2
            rows = rows if bands else [HEADINGS, *rows]
            sheet.table(XS, [y + 20 * k for k in range(len(rows) + 1)], rows)
            y += 20 * len(rows) + (0 if bands else 8)
    return read_document(sheet.save()).plans[0]


def over(sheet: Sheet, y: float, text: str, *, size: float, band: bool) -> float:
    """Where the next row begins below a heading, or a band that is painted for a larger size."""
    if band:
        sheet.fill(XS[0], y, XS[-1], y + 20, "#99aabb" if size > 12 else "#e6e6e6")
        sheet.table((XS[0], XS[-1]), [y, y + 20], [])
    sheet.text(44, y + 14, text, size=9 if band else size, font="Helvetica-Bold")
    return y + 20


@pytest.mark.parametrize("bands", [False, True], ids=["headings", "bands"])
@pytest.mark.parametrize("form", LEVELS)
def test_codes_over_rows_are_outcomes_and_what_stands_over_them_themes(
    tmp_path: Path, form: str, *, bands: bool
) -> None:
    read = levelled(tmp_path / "plan.pdf", LEVELS[form], bands=bands)
    rows = [r for t in read.tables for r in t.rows]
    cells = [r.fields["outcome_code"] for r in rows]
    assert [(c.text, c.flag) for c in cells] == [(code, None) for code in CODES[form] for _ in (1, 2)]
    assert [r.theme.text if r.theme else "" for r in rows] == [t for t, *_ in LEVELS[form] for _ in range(4)]
    assert {o.code: o.cell.text for o in read.outcomes} == dict(zip(CODES[form], NAMES, strict=True))


def test_themes_of_one_level_stay_themes(tmp_path: Path) -> None:
    read = levelled(tmp_path / "plan.pdf", [("Priority 1: Healthy people", ""), ("Priority 2: Strong places", "")])
    rows = [r for t in read.tables for r in t.rows]
    assert not any("outcome_code" in r.fields for r in rows)
    assert {r.theme.text for r in rows if r.theme} == {"Priority 1: Healthy people", "Priority 2: Strong places"}


@pytest.mark.parametrize(
    ("levels", "why"),
    [
        ([("3. What we do", "3.1 Healthy people"), ("4. What comes", "4.1 Strong places")], "of a section"),
        ([("Next", "3.1 Healthy people", "3.2 Strong places")], "of a section"),
        ([("Aim 1: People", "Objective 1: Schools"), ("Aim 2: Place", "Objective 1: Homes")], "have this code"),
        ([("Aim 1: People", "Outcome 1.1: Schools", "Outcome 1.2: Care", "What else we do")], "another heading"),
    ],
)
def test_numbers_over_rows_that_may_be_no_outcomes_are_flagged(
    tmp_path: Path, levels: Sequence[Sequence[str]], why: str
) -> None:
    read = levelled(tmp_path / "plan.pdf", levels)
    last = [r for t in read.tables for r in t.rows][-1].fields["outcome_code"]
    assert last.flag == "likely_field"
    assert why in (last.flag_detail or "")


def test_rows_under_no_outcome_where_others_have_one_are_flagged(tmp_path: Path) -> None:
    levels = [("What else we do", ""), ("Aim 1: Healthy people", "Outcome 1.1: Schools", "Outcome 1.2: Care")]
    cells = [r.fields["outcome_code"] for t in levelled(tmp_path / "plan.pdf", levels).tables for r in t.rows]
    assert [(c.text, c.flag) for c in cells[:3]] == [("", "lost_column")] * 2 + [("1.1", None)]
