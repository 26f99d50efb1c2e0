"""Pages set in columns: plan tables side by side, and tables that go on in the next column of their page."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.table import PublishedDocument
from tests.sheets import Sheet

HEADINGS = ("Action", "Lead officer", "Due date", "Status")
MEASURES = ("Measure", "Target", "Q1", "Q2")
WIDTHS = (0.0, 150.0, 240.0, 310.0, 360.0)
PAGE = (860.0, 560.0)
LEFT, RIGHT = 40.0, 440.0
STYLES = ("ruled", "zebra", "rules", "none")
OFFICERS = ("Head of Ports", "Director of Place", "Fleet Manager")
STATUSES = ("On track", "Delayed", "Complete")

Row = tuple[str, ...]


def actions(first: int, count: int) -> list[Row]:
    """Rows of which every third has a title of two lines."""
    return [
        (
            f"Mend harbour wall {n}" + ("\nwith partners on the coast" if n % 3 == 0 else ""),
            OFFICERS[n % 3],
            f"{n % 27 + 1:02d}/0{n % 8 + 1}/2026",
            STATUSES[(n + 1) % 3],
        )
        for n in range(first, first + count)
    ]


def measures(count: int) -> list[Row]:
    return [(f"Calls answered at desk {n}", f"{60 + n}%", f"{40 + n}%", f"{50 + 2 * n}%") for n in range(count)]


def draw(sheet: Sheet, x: float, y: float, style: str, rows: Sequence[Row], *, headed: bool = True) -> float:
    """A table at (x, y) whose first row, where `headed`, holds its headings; the y where it ends."""
    edges = [x + w for w in WIDTHS]
    ys = [y]
    for row in rows:
        ys.append(ys[-1] + 12 + 11 * max(len(text.split("\n")) for text in row))
    for n, (top, bottom) in enumerate(pairwise(ys)):
        if style == "zebra" and (n % 2 or (headed and n == 0)):
            for a, b in pairwise(edges):
                sheet.fill(a, top, b, bottom, "#c3d4e0" if headed and n == 0 else "#e8eef2")
    if style == "ruled":
        sheet.grid(edges, ys)
    if style == "rules":
        for level in ys:
            sheet.line(edges[0], level, edges[-1], level)
    for n, (row, top) in enumerate(zip(rows, ys, strict=False)):
        for edge, text in zip(edges, row, strict=False):
            for k, line in enumerate(text.split("\n")):
                sheet.text(
                    edge + 4, top + 14 + 11 * k, line, font="Helvetica-Bold" if headed and n == 0 else "Helvetica"
                )
    return ys[-1]


def sheet_of(tmp_path: Path) -> Sheet:
    sheet = Sheet(tmp_path / "plan.pdf", PAGE)
    sheet.text(LEFT, 30, "Quayside Council: corporate plan, what we will do in the year 2025/26 on the coast", size=18)
    return sheet


def records(document: PublishedDocument, kind: str = "deliverables") -> list[Row]:
    """The records of the document's tables of a kind, in order, each with the texts of a row above."""
    names = {"deliverables": ("title", "lead_officer", "delivery", "status")}.get(
        kind, ("title", "target", "value_q1", "value_q2")
    )
    tables = [t for p in document.plans for t in p.tables if t.kind == kind]
    return [tuple(r.fields[n].text for n in names) for t in tables for r in t.rows]


def plain(rows: Sequence[Row]) -> list[Row]:
    return [tuple(t.replace("\n", " ") for t in row) for row in rows]


def flags(document: PublishedDocument) -> set[str | None]:
    return {c.flag for p in document.plans for t in p.tables for r in t.rows for c in r.fields.values()}


@pytest.mark.parametrize("style", STYLES)
def test_tables_side_by_side_are_read_one_after_the_other(tmp_path: Path, style: str) -> None:
    sheet = sheet_of(tmp_path)
    left, right = actions(1, 7), actions(30, 8)
    draw(sheet, LEFT, 80, style, [HEADINGS, *left])
    draw(sheet, RIGHT, 80, style, [HEADINGS, *right])
    document = read_document(sheet.save())
    assert records(document) == plain([*left, *right])
    assert flags(document) == {None}


@pytest.mark.parametrize("style", STYLES)
def test_a_table_goes_on_at_the_head_of_the_next_column_and_page(tmp_path: Path, style: str) -> None:
    sheet = sheet_of(tmp_path)
    rows = actions(1, 40)
    draw(sheet, LEFT, 60, style, [HEADINGS, *rows[:14]])
    draw(sheet, RIGHT, 60, style, rows[14:29], headed=False)
    sheet.next_page()
    draw(sheet, LEFT, 60, style, rows[29:36], headed=False)
    draw(sheet, RIGHT, 60, style, rows[36:], headed=False)
    document = read_document(sheet.save())
    assert records(document) == plain(rows)
    assert len([t for p in document.plans for t in p.tables]) == 1


def test_a_row_is_split_between_two_columns_of_a_page(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    rows = actions(1, 12)
    whole = (
        "Open a third library\nfor every town\nand village of the district",
        "Fleet Manager",
        "30/09/2026",
        "Delayed",
    )
    first, last = ("Open a third library\nfor every town", *whole[1:]), ("and village of the district", "", "", "")
    draw(sheet, LEFT, 60, "ruled", [HEADINGS, *rows[:6], first])
    draw(sheet, RIGHT, 60, "ruled", [HEADINGS, last, *rows[6:]])
    document = read_document(sheet.save())
    assert records(document) == plain([*rows[:6], whole, *rows[6:]])


@pytest.mark.parametrize("style", STYLES)
def test_two_tables_of_different_kinds_stand_side_by_side(tmp_path: Path, style: str) -> None:
    sheet = sheet_of(tmp_path)
    left, right = actions(1, 9), measures(9)
    draw(sheet, LEFT, 80, style, [HEADINGS, *left])
    draw(sheet, RIGHT, 80, style, [MEASURES, *right])
    document = read_document(sheet.save())
    assert records(document) == plain(left)
    assert records(document, "kpis") == right


@pytest.mark.parametrize("style", STYLES)
def test_a_table_stands_beside_a_column_of_prose(tmp_path: Path, style: str) -> None:
    sheet = sheet_of(tmp_path)
    for n in range(20):
        sheet.text(LEFT, 70 + 12 * n, "the council asked residents what mattered to them most and over two", size=9)
    rows = actions(1, 8)
    draw(sheet, RIGHT, 66, style, [HEADINGS, *rows])
    assert records(read_document(sheet.save())) == plain(rows)


def test_headings_over_a_column_name_the_theme_of_its_table_alone(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    for x, theme, first in ((LEFT, "Aim 1: A safer coast", 1), (RIGHT, "Aim 2: An open council", 20)):
        sheet.text(x, 66, theme, size=13, font="Helvetica-Bold")
        draw(sheet, x, 80, "ruled", [HEADINGS, *actions(first, 5)])
    document = read_document(sheet.save())
    themes = [r.theme and r.theme.text for t in document.plans[0].tables for r in t.rows]
    assert themes == ["Aim 1: A safer coast"] * 5 + ["Aim 2: An open council"] * 5


def test_one_wide_table_is_not_taken_apart(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    rows = [a + m for a, m in zip(actions(1, 9), measures(9), strict=True)]
    edges = [*(LEFT + w for w in WIDTHS[:-1]), *(RIGHT + w for w in WIDTHS)]
    ys = [80 + 24 * n for n in range(11)]
    sheet.grid(edges, ys)
    sheet.fill_in(edges, ys, [[*HEADINGS, *MEASURES], *plain(rows)], size=6)
    document = read_document(sheet.save())
    assert [len(t.columns) for t in document.plans[0].tables] == [8]


def test_rows_side_by_side_in_one_lattice_are_flagged(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    edges = [*(LEFT + w for w in WIDTHS), *(LEFT + WIDTHS[-1] + w for w in WIDTHS[1:])]
    pairs = zip(actions(1, 8), actions(20, 8), strict=True)
    ys = [80 + 24 * n for n in range(10)]
    sheet.table(edges, ys, [[*HEADINGS, *HEADINGS], *plain([a + b for a, b in pairs])])
    document = read_document(sheet.save())
    assert flags(document) == {"side_by_side"}
    assert any("second table beside the first" in w for w in document.warnings)


def test_level_rows_of_two_kinds_that_nothing_parts_are_flagged(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    edges = [*(LEFT + w for w in WIDTHS[:-1]), *(RIGHT + w for w in WIDTHS)]
    rows = [(*a, m[0], m[1], m[2], "Green") for a, m in zip(plain(actions(1, 9)), measures(9), strict=True)]
    ys = [80 + 24 * n for n in range(11)]
    sheet.fill_in(edges, ys, [[*HEADINGS, "Indicator", "Target", "Actual", "RAG"], *rows])
    document = read_document(sheet.save())
    assert flags(document) == {"side_by_side"}
    assert any("'Action' and 'Indicator'" in w for w in document.warnings)
