"""The last look at a plan: what its tables, pages and records say of each other must agree, or is flagged."""

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.doubts.cutoff import with_cut_off
from extractors.doubts.doubts import with_doubts as with_row_doubts
from extractors.doubts.misfits import with_misfits
from extractors.doubts.misheaded import with_misheaded
from extractors.doubts.rivals import with_rivals
from extractors.doubts.themes import with_doubtful_themes
from extractors.doubts.unknown import with_unknown
from extractors.headings.legend import with_doubts
from extractors.table import LegendEntry, PlanColumn, PublishedRow, PublishedTable, TableCell
from tests.sheets import Sheet

XS = (50.0, 110.0, 300.0, 420.0, 480.0, 560.0)
HEADINGS = ("Ref", "Action", "Lead officer", "Q1", "Due date")


def row(n: int) -> tuple[str, ...]:
    return (
        f"A{n}",
        f"Mend wall number {n}\nbefore the storms",
        "Head of Ports",
        "GARB"[n % 4],
        f"Q{n % 4 + 1} 2026/27",
    )


def published(rows: list[dict[str, str]]) -> PublishedTable:
    """A table of actions whose fields stand in columns in the order of their names in each row."""
    found = tuple(
        PublishedRow({f: TableCell(c, t, lines=tuple(t.split("\n"))) for c, (f, t) in enumerate(r.items())}, pages=(1,))
        for r in rows
    )
    return PublishedTable("actions", (), found, (1,))


def flags(table: PublishedTable, at: int) -> dict[str, str]:
    """The flags of one row of the table once its misfits are told."""
    fields = with_misfits([table])[0].rows[at].fields
    return {name: cell.flag for name, cell in fields.items() if cell.flag}


def actions(count: int = 8) -> list[dict[str, str]]:
    names = ("title", "outcome_code", "lead_officer", "rag_q1", "update")
    texts = ("Mend wall {}", "1.{}", "Head of Ports", "G", "It stands")
    return [dict(zip(names, (t.format(n) for t in texts), strict=True)) for n in range(1, count + 1)]


def test_nothing_is_out_of_place_where_every_value_has_its_shape() -> None:
    table = published(actions())
    assert [flags(table, n) for n in range(8)] == [{}] * 8


def test_a_word_before_a_code_is_the_end_of_the_text_beside_it() -> None:
    rows = actions()
    rows[3]["outcome_code"] = "so 1.4"
    assert flags(published(rows), 3) == dict.fromkeys(("title", "outcome_code", "lead_officer"), "out_of_place")


def test_a_text_after_a_status_is_the_update_s() -> None:
    rows = actions()
    rows[2]["rag_q1"] = "G The wall has been mended and the gate is next"
    assert flags(published(rows), 2) == dict.fromkeys(("lead_officer", "rag_q1", "update"), "out_of_place")


def test_codes_with_white_alone_between_them_are_two_rows_codes() -> None:
    rows = actions()
    rows[6]["outcome_code"] = "1.6 1.7"
    assert "outcome_code" in flags(published(rows), 6)


def test_a_time_of_year_in_words_is_a_date() -> None:
    rows = [r | {"delivery": f"Q{n % 4 + 1} 2025/26"} for n, r in enumerate(actions(12))]
    rows[2]["delivery"], rows[5]["delivery"] = "By Christmas 2025", "wall Q1 2025/26"
    table = published(rows)
    assert flags(table, 2) == {}
    assert "delivery" in flags(table, 5)


def test_a_date_is_no_status() -> None:
    rows = [r | {"rag_q1": "Q2 2025/26"} for r in actions()]
    assert all("rag_q1" in flags(published(rows), n) for n in range(8))


def test_a_text_that_stands_twice_in_its_cell_is_two_rows_text() -> None:
    rows = actions()
    rows[5]["lead_officer"] = "Head of Ports Head of Ports"
    assert "lead_officer" in flags(published(rows), 5)


def test_a_text_that_begins_small_has_lost_its_beginning() -> None:
    rows = actions(20)
    rows[4]["update"] = "and it stands"
    assert flags(published(rows), 4) == {"update": "out_of_place"}


def test_letters_that_make_other_words_elsewhere_are_in_doubt() -> None:
    rows = actions()
    rows[6]["lead_officer"] = "Head of Po\nrts"
    assert flags(published(rows), 6) == {"lead_officer": "word_break"}


def cut_off(rows: list[dict[str, str]]) -> list[int]:
    """The rows whose update is flagged as cut off."""
    (table,) = with_cut_off([published(rows)])
    return [n for n, r in enumerate(table.rows) if r.fields["update"].flag == "cut_off"]


def test_a_text_that_ends_with_an_ellipsis_may_be_cut_off() -> None:
    texts = (
        "The work is running to programme and will",
        "The work is run…",
        "Costs are 12%...",
        "...",
        "And so on … in May",
    )
    rows = [{"title": f"Mend wall {n}", "update": text} for n, text in enumerate(texts)]
    assert cut_off(rows) == [1, 2]


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ("It opens in May", []),  # writers leave full stops out: one of fewer lines ends so as well
        ("It opens in May.", [4]),
        ("Tenders are in for the\nharbour wall. It opens", []),  # nothing shows how many lines a row has room for
    ],
)
def test_a_text_that_stops_on_the_last_line_of_its_row_may_be_cut_off(last: str, found: list[int]) -> None:
    whole = "Tenders for bay {n} were\nopened in May and read.\nThe work has begun."
    updates = [whole.format(n=n) for n in range(4)]
    updates += ["The board of the port\nmet in June. It asked\nthat the wall be built", last]
    longer = "Tenders are in for the\n" in last
    updates = updates[1:] if longer else updates
    rows = [{"title": f"Mend wall {n}", "update": text} for n, text in enumerate(updates)]
    assert cut_off(rows) == found


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


def test_dates_under_officers_put_the_whole_table_in_doubt(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "shifted.pdf", (600, 400))
    rows = [row(n) for n in range(1, 6)]
    shifted = [(a, b, e, d, c) for a, b, c, d, e in rows]
    sheet.table((50, 110, 300, 420, 480, 590), [50, *(70 + 35 * n for n in range(6))], [HEADINGS, *shifted])
    document = read_document(sheet.save())
    records = [r for p in document.plans for t in p.tables for r in t.rows]
    assert len(records) == 5
    assert all(c.flag for r in records for c in r.fields.values())
    assert [w for w in document.warnings if "most texts read as lead_officer are dates" in w]


def test_statuses_in_no_field_put_those_under_the_same_heading_in_doubt() -> None:
    columns = (
        PlanColumn(0, "Action", "title", ""),
        PlanColumn(1, "Q1 Q2", "status", ""),
        PlanColumn(2, "Q1 Q2", None, "no rule knows this heading"),
    )
    rows = tuple(
        PublishedRow(
            {"title": TableCell(0, f"Mend wall {n}"), "status": TableCell(1, "G")},
            (("Q1 Q2", TableCell(2, "A")),),
            pages=(1,),
        )
        for n in range(4)
    )
    tables, warnings = with_misheaded([PublishedTable("deliverables", columns, rows, (1,))])
    assert [{n for n, c in r.fields.items() if c.flag} for r in tables[0].rows] == [{"status"}] * 4
    assert len(warnings) == 1


def test_a_sentence_under_a_rating_is_out_of_place() -> None:
    rows = actions()
    rows[3]["rag_q1"] = "The wall stands and will be painted in the spring"
    assert flags(published(rows), 3)["rag_q1"] == "out_of_place"


def test_a_column_of_texts_without_a_heading_is_told_of() -> None:
    columns = (PlanColumn(0, "Action", "title", ""), PlanColumn(1, "", None, "no rule knows this heading"))
    rows = tuple(
        PublishedRow({"title": TableCell(0, f"Mend wall {n}")}, (("", TableCell(1, "It stands")),), pages=(1,))
        for n in range(4)
    )
    tables, warnings = with_misheaded([PublishedTable("actions", columns, rows, (1,))])
    assert warnings == ("page 1: 'It stands' and the like stand under no heading, in no field",)
    assert all(c.flag for r in tables[0].rows for _, c in r.other)


def test_a_post_that_stops_short_at_the_foot_of_a_page_has_lost_its_rest() -> None:
    rows = actions()
    for cut in (rows[3], rows[5]):
        cut["lead_officer"] = "Assistant Director,"
    table = published(rows)
    paged = tuple(replace(r, pages=(1 if n < 4 else 2,)) for n, r in enumerate(table.rows))
    told = flags(replace(table, rows=paged), 3)
    assert told == dict.fromkeys(("title", "lead_officer", "update"), "split_unsure")
    assert flags(replace(table, rows=paged), 5) == {}


def test_codes_of_two_kinds_that_no_heading_tells_apart_are_in_doubt() -> None:
    columns = (PlanColumn(0, "Action", "outcome_code", ""), PlanColumn(1, "Action", "code", ""))
    rows = tuple(
        PublishedRow({"outcome_code": TableCell(0, f"I.{n}"), "code": TableCell(1, f"1A{n}")}, pages=(1,))
        for n in range(3)
    )
    tables, warnings = with_misheaded([PublishedTable("actions", columns, rows, (1,))])
    assert all(c.flag == "out_of_place" for r in tables[0].rows for c in r.fields.values())
    assert warnings == ("page 1: nothing tells codes like '1A0' from outcome codes like 'I.0'",)


def test_codes_that_come_again_beside_outcome_codes_that_do_not_are_in_doubt() -> None:
    columns = (PlanColumn(0, "Ref", "code", ""), PlanColumn(1, "Outcome", "outcome_code", ""))
    rows = tuple(
        PublishedRow({"code": TableCell(0, "P1"), "outcome_code": TableCell(1, f"A1.{n}")}, pages=(1,))
        for n in range(3)
    )
    tables, warnings = with_misheaded([PublishedTable("actions", columns, rows, (1,))])
    assert all(c.flag == "out_of_place" for r in tables[0].rows for c in r.fields.values())
    assert warnings == (
        "page 1: 'P1' is read as the code of several records, each of which has an outcome code of its own",
    )


def test_columns_of_one_heading_that_fill_no_field_are_its_field_in_doubt() -> None:
    columns = (
        PlanColumn(0, "Action", "title", ""),
        PlanColumn(1, "Lead officer", None, "no rule knows this heading"),
        PlanColumn(2, "Lead officer", None, "no rule knows this heading"),
    )
    parts = (("Lead officer", TableCell(1, "Head of")), ("Lead officer", TableCell(2, "Housing")))
    rows = (
        PublishedRow({"title": TableCell(0, "Mend the wall")}, parts, pages=(1,)),
        PublishedRow({"title": TableCell(0, "Paint the wall")}, pages=(1,)),
    )
    tables, warnings = with_misheaded([PublishedTable("deliverables", columns, rows, (1,))])
    officers = [r.fields["lead_officer"] for r in tables[0].rows]
    assert [(c.text, c.flag) for c in officers] == [("Head of Housing", "out_of_place"), ("", "out_of_place")]
    assert [r.other for r in tables[0].rows] == [(), ()]
    assert warnings == ("page 1: 'Lead officer' stands over 2 columns, which may be one",)


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


def test_a_small_word_behind_a_post_is_the_end_of_the_title_beside_it() -> None:
    rows = actions()
    rows[4]["lead_officer"] = "Head of Ports to"
    assert flags(published(rows), 4) == {
        "outcome_code": "out_of_place",
        "lead_officer": "out_of_place",
        "rag_q1": "out_of_place",
    }
    for whole in ("Lead for SEND and inclusion", "Consultant (children)", "As above"):
        rows[4]["lead_officer"] = whole
        assert flags(published(rows), 4) == {}
    rows[4]["lead_officer"] = "Head of Ports to"
    for other in rows[5:]:
        other["lead_officer"] = "Director of adult care"
    assert flags(published(rows), 4) == {}


def test_a_column_that_fills_no_field_under_a_better_heading_for_it_puts_the_field_in_doubt() -> None:
    columns = (
        PlanColumn(0, "Action", "title", ""),
        PlanColumn(1, "Risk ref", "code", ""),
        PlanColumn(2, "Action ref", None, "no rule knows this heading"),
    )
    cells = {"title": TableCell(0, "Mend the wall"), "code": TableCell(1, "RR7")}

    def told(text: str) -> tuple[str | None, int]:
        rows = (PublishedRow(cells, (("Action ref", TableCell(2, text)),), pages=(1,)),)
        tables, warnings = with_rivals([PublishedTable("actions", columns, rows, (1,))])
        return tables[0].rows[0].fields["code"].flag, len(warnings)

    assert told("A1.1") == ("out_of_place", 1)
    assert told("") == (None, 0)


def test_dates_that_may_be_another_columns_are_flagged() -> None:
    def told(start: str, delivery: str, other: str) -> dict[str, str | None]:
        columns = (
            PlanColumn(0, "Action", "title", ""),
            PlanColumn(1, start, "start", ""),
            PlanColumn(2, delivery, "delivery", ""),
            PlanColumn(3, other, None, ""),
        )
        cells = {n: TableCell(c, "May 2026") for c, n in ((1, "start"), (2, "delivery"))}
        rows = (PublishedRow(cells, ((other, TableCell(3, "June 2026")),), pages=(1,)),) * 3
        tables, _ = with_rivals([PublishedTable("deliverables", columns, rows, (1,))])
        return {n: c.flag for n, c in tables[0].rows[0].fields.items()}

    assert told("Start", "Agreed implementation date", "Renewed") == {"start": None, "delivery": "out_of_place"}
    assert told("Start", "Agreed implementation date", "Original date") == {"start": None, "delivery": None}
    assert told("Start", "Due date", "Renewed") == {"start": None, "delivery": None}
    assert told("Minuted", "Due date", "Renewed") == {"start": "out_of_place", "delivery": None}


def test_headings_run_together_promise_fields_that_the_record_lacks() -> None:
    def told(heading: str) -> tuple[dict[str, str | None], tuple[str, ...]]:
        columns = (PlanColumn(0, "Action", "title", ""), PlanColumn(1, heading, None, "no rule knows this heading"))
        rows = (
            PublishedRow({"title": TableCell(0, "Mend the wall")}, ((heading, TableCell(1, "It stands")),), pages=(1,)),
        )
        tables, warnings = with_unknown([PublishedTable("actions", columns, rows, (1,))])
        return {n: c.flag for n, c in tables[0].rows[0].fields.items() if c.flag}, warnings

    assert told("Quarter 1Progress")[0] == dict.fromkeys(("rag_q1", "update"), "likely_field")
    assert told("HarbourBoard") == ({}, ())
