"""The last look at a plan: what its tables, pages and records say of each other must agree, or is flagged."""

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.doubts.doubts import with_doubts as with_row_doubts
from extractors.doubts.themes import with_doubtful_themes
from extractors.headings.legend import with_doubts
from extractors.table import LegendEntry, PlanColumn, PublishedRow, PublishedTable, TableCell
from tests.doubted import HEADINGS, actions, flags, published, row
from tests.sheets import Sheet

XS = (50.0, 110.0, 300.0, 420.0, 480.0, 560.0)


def test_rows_above_the_first_theme_of_a_plan_lack_theirs(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "themes.pdf", (600, 500))
    for top, first in ((60.0, 1), (300.0, 4)):
        ys = [top, *(top + 20 + 35 * n for n in range(4))]
        sheet.table(XS, ys, [HEADINGS, *(row(first + n) for n in range(3))])
    sheet.text(50, 285, "Theme 2: Safe Harbours", size=12, font="Helvetica-Bold")
    rows = [r for p in read_document(sheet.save()).plans for t in p.tables for r in t.rows]
    assert [(r.theme.text, r.theme.flag) for r in rows if r.theme] == [("", "lost_column")] * 3 + [
        ("Theme 2: Safe Harbours", None)
    ] * 3


def test_white_through_the_middle_of_a_ruled_row_parts_two(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "heap.pdf", (600, 500))
    ys = [50, 70, 105, 140, 215, 250, 285]
    rows = [row(n) for n in range(1, 6)]
    below = [text.replace("Mend", "Paint") for text in row(6)]
    rows[2] = ("A3", *(f"{a}\n\n\n{b}" for a, b in zip(rows[2][1:], below[1:], strict=True)))
    sheet.table(XS, ys, [HEADINGS, *rows])
    found = [r for p in read_document(sheet.save()).plans for t in p.tables for r in t.rows]
    assert len(found) == 5
    assert {c.flag for c in found[2].fields.values()} == {"several_rows"}
    assert not any(c.flag for r in (*found[:2], *found[3:]) for c in r.fields.values())


def test_cells_that_begin_level_with_the_text_below_white_are_of_another_row_than_the_text_above(
    tmp_path: Path,
) -> None:
    sheet = Sheet(tmp_path / "heap.pdf", (600, 500))
    rows = [row(n) for n in range(1, 6)]
    rest = "\nof the winter\n\n\n"
    rows[2] = tuple(
        t.replace("Mend", f"the end{rest}Mend") if c == 1 else f"\n\n\n\n{t}" for c, t in enumerate(rows[2])
    )
    sheet.table(XS, [50, 70, 105, 140, 225, 260, 295], [HEADINGS, *rows])
    found = [r for p in read_document(sheet.save()).plans for t in p.tables for r in t.rows]
    assert {c.flag for c in found[2].fields.values()} == {"several_rows"}
    assert not any(c.flag for r in (*found[:2], *found[3:]) for c in r.fields.values())


@pytest.mark.parametrize(("shift", "flags"), [(0, {"lost_column"}), (12, {None})])
def test_a_table_level_with_a_plan_s_rows_may_be_the_rest_of_them(
    tmp_path: Path, shift: int, flags: set[str | None]
) -> None:
    sheet = Sheet(tmp_path / "beside.pdf", (800, 400))
    ys = [50, *(70 + 35 * n for n in range(4))]
    sheet.table(XS, ys, [HEADINGS, *(row(n) for n in (1, 2, 3))])
    sheet.table((600, 660, 720), [y + shift for y in ys], [("", ""), ("A", "R"), ("G", "G"), ("R", "A")])
    document = read_document(sheet.save())
    assert {c.flag for t in document.plans[0].tables for r in t.rows for c in r.fields.values()} == flags
    assert any("a table beside these rows was left alone" in w for w in document.warnings) == (shift == 0)


def test_a_text_under_no_heading_may_belong_to_the_cells_beside_it() -> None:
    rows = published(actions())
    stray = TableCell(5, "Gates")
    table = PublishedTable("actions", (), (PublishedRow(rows.rows[0].fields, (("", stray),)), *rows.rows[1:]), (1,))
    assert flags(table, 0) == {"update": "out_of_place"}


def test_headings_without_rows_put_the_record_before_them_in_doubt(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "empty.pdf", (600, 300))
    sheet.table(XS, [50, *(70 + 35 * n for n in range(4))], [HEADINGS, *(row(n) for n in (1, 2, 3))])
    sheet.next_page()
    sheet.text(50, 40, "Theme 2: Safe Harbours", size=14, font="Helvetica-Bold")
    sheet.table(XS, [50, 70, 105], [HEADINGS, ("",) * 5])
    rows = [r for p in read_document(sheet.save()).plans for t in p.tables for r in t.rows]
    assert [{c.flag for c in r.fields.values()} for r in rows] == [{None}, {None}, {"lost_column"}]


def test_letters_without_words_are_in_doubt_where_other_entries_of_a_legend_have_words() -> None:
    worded, bare = LegendEntry("G = On track", "#00ff00", 1), LegendEntry("R", "#ff0000", 1)
    assert [e.flag for e in with_doubts([worded, bare])] == [None, "out_of_place"]
    assert [e.flag for e in with_doubts([bare, LegendEntry("G", "#00ff00", 1)])] == [None, None]
    assert [e.flag for e in with_doubts([LegendEntry("R S", "#ff0000", 1), bare])] == ["out_of_place"] * 2


def test_letters_that_lie_over_each_other_are_of_two_cells(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "mixed.pdf", (600, 300))
    rows = [row(n) for n in range(1, 5)]
    sheet.table(XS, [50, *(70 + 35 * n for n in range(5))], [HEADINGS, *rows])
    first = next(r for r in document_rows(sheet) if r.fields["code"].text == "A1")
    place = first.fields["lead_officer"].pieces[0]
    again = Sheet(tmp_path / "again.pdf", (600, 300))
    again.table(XS, [50, *(70 + 35 * n for n in range(5))], [HEADINGS, *rows])
    again.text(place.x0 + 3, place.top + 12, "so")
    fields = next(r for r in document_rows(again) if r.fields["code"].text == "A1").fields
    assert {n for n, c in fields.items() if c.flag == "column_bleed"} == {"title", "lead_officer"}


def test_lines_that_lie_over_those_of_the_row_below_are_of_two_cells(tmp_path: Path) -> None:
    ys = [50, *(70 + 16 * n for n in range(5))]
    rows = [(code, "Mend a gate", *others) for code, _, *others in (row(n) for n in range(1, 5))]
    sheet = Sheet(tmp_path / "low.pdf", (600, 300))
    sheet.table(XS, ys, [HEADINGS, *rows])
    line = next(r for r in document_rows(sheet) if r.fields["code"].text == "A2").fields["lead_officer"].pieces[0]
    again = Sheet(tmp_path / "again.pdf", (600, 300))
    again.table(XS, ys, [HEADINGS, *rows])
    again.text(line.x0 + 5, line.top + 7.5, "Communities")
    found = {(r.fields["code"].text, n) for r in document_rows(again) for n, c in r.fields.items() if c.flag}
    assert found == {("A1", "lead_officer"), ("A2", "lead_officer")}


def document_rows(sheet: Sheet) -> list[PublishedRow]:
    return [r for p in read_document(sheet.save()).plans for t in p.tables for r in t.rows]


def test_themes_are_doubted_from_a_record_that_swallowed_the_next_band_until_another_is_announced() -> None:
    table = published(actions(6))
    themes = ("Aim 1: Safe walls",) * 4 + ("Aim 3: Dry feet",) * 2
    rows = [replace(r, theme=TableCell(0, theme)) for r, theme in zip(table.rows, themes, strict=True)]
    code = TableCell(1, "Aim 2: Open gates 1.3", flag="several_rows", flag_detail="long")
    rows[2] = replace(rows[2], fields={**rows[2].fields, "outcome_code": code})
    flagged = with_doubtful_themes([replace(table, rows=tuple(rows))])[0].rows
    assert [r.theme.flag for r in flagged if r.theme] == [None, None, "several_rows", "several_rows", None, None]


def test_headings_without_rows_on_a_table_s_last_page_may_head_the_rest_of_its_last_record(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "rest.pdf", (600, 200))
    ys = [50, 70, 105, 140, 175]
    sheet.table(XS, ys, [HEADINGS, *(row(n) for n in (1, 2, 3))])
    sheet.next_page()
    sheet.table(XS, (50, 70), [HEADINGS])
    rows = [r for p in read_document(sheet.save()).plans for t in p.tables for r in t.rows]
    assert [{c.flag for c in r.fields.values()} for r in rows] == [{None}, {None}, {"lost_column"}]


def test_themes_are_doubted_in_a_table_whose_headings_swallowed_the_next_one() -> None:
    first, second = (
        replace(table, rows=tuple(replace(r, theme=TableCell(0, "Aim 1: Safe walls")) for r in table.rows))
        for table in (published(actions(2)), published(actions(2)))
    )
    second = replace(second, columns=(PlanColumn(1, "Aim 2: Open gates Action", "title", ""),))
    flagged = with_doubtful_themes([first, second])
    assert [[r.theme.flag for r in t.rows if r.theme] for t in flagged] == [[None] * 2, ["several_rows"] * 2]


def test_a_row_most_texts_of_which_may_be_another_s_is_in_doubt_as_a_whole() -> None:
    flagged = {n: TableCell(k, "On", flag="interleaved_rows") for k, n in enumerate(("title", "status"))}
    row = PublishedRow(flagged | {"lead_officer": TableCell(2, "Head of Ports"), "delivery": TableCell(3, "")})
    (found,) = with_row_doubts("deliverables", [row])
    assert {c.flag for c in found.fields.values()} == {"interleaved_rows"}
    (one,) = with_row_doubts(
        "deliverables", [replace(row, fields=row.fields | {"title": TableCell(0, "Mend the wall")})]
    )
    assert [c.flag for c in one.fields.values()] == [None, "interleaved_rows", None, None]
