"""Columns lost in a picture: what is left of them is flagged, and found again where its texts tell what they are."""

from dataclasses import replace

import pytest

from extractors.doubts.picturecolumns import with_lost_columns
from extractors.table import PlanColumn, PublishedRow, PublishedTable, Reading, TableCell

FIELDS = {"code": "Ref", "title": "Action", "lead_officer": "Lead officer", "rag_q1": "Q1 RAG", "update": "Update"}
TEXTS = {
    "code": "SR-0{}",
    "title": "Mend wall {}",
    "lead_officer": "Head of Ports",
    "rag_q1": "G",
    "update": "It stands",
}


def table(*lacking: str, reading: Reading = "ocr", page: int = 1) -> PublishedTable:
    """Four actions, a column for each field but those `lacking`."""
    names = [name for name in FIELDS if name not in lacking]
    columns = tuple(PlanColumn(c, FIELDS[name], name.removesuffix("_q1"), "") for c, name in enumerate(names))
    rows = tuple(
        PublishedRow(
            {n: TableCell(c, TEXTS[n].format(row), reading=reading) for c, n in enumerate(names)}, pages=(page,)
        )
        for row in range(1, 5)
    )
    return PublishedTable("actions", columns, rows, (page,))


def with_column(plan: PublishedTable, heading: str, *texts: str) -> PublishedTable:
    """The table with one more column, which no rule knows, under `heading`."""
    at = len(plan.columns)
    rows = [
        replace(r, other=((heading, TableCell(at, t, reading="ocr")),)) for r, t in zip(plan.rows, texts, strict=True)
    ]
    return replace(plan, columns=(*plan.columns, PlanColumn(at, heading, None, "")), rows=tuple(rows))


def headed(plan: PublishedTable, field: str, heading: str) -> PublishedTable:
    """The table with another heading over the column of `field`."""
    return replace(plan, columns=tuple(replace(c, heading=heading) if c.field == field else c for c in plan.columns))


def flagged(plan: PublishedTable) -> list[set[str]]:
    """Of each row the fields that have the flag."""
    return [{n for n, c in row.fields.items() if c.flag == "lost_column"} for row in plan.rows]


def test_a_whole_table_has_lost_nothing() -> None:
    plan = with_column(table(), "Budget", "10", "20", "30", "40")
    assert with_lost_columns([plan, plan]) == ([plan, plan], ())


def test_codes_under_another_column_s_heading_are_found_again() -> None:
    plan = with_column(table("code"), "Update", "SR-01", "SR-O2", "SR-03", "SR-04")
    (found,), warnings = with_lost_columns([plan])
    assert [row.fields["code"].text for row in found.rows] == ["SR-01", "SR-O2", "SR-03", "SR-04"]
    assert flagged(found) == [{"code"}] * 4
    assert not any(row.other for row in found.rows)
    assert warnings == ("page 1: texts such as 'SR-01' stand under 'Update', which may not be theirs",)


def test_statuses_under_a_heading_that_was_not_read_are_the_next_quarter_s() -> None:
    (found,), _ = with_lost_columns([with_column(table(), "SSttaattuuss 0Q", "G", "R", "A", "B")])
    assert [row.fields["rag_q2"].text for row in found.rows] == ["G", "R", "A", "B"]
    assert flagged(found) == [{"rag_q2"}] * 4


def test_texts_that_share_a_heading_and_may_be_anything_put_their_rows_in_doubt() -> None:
    (found,), _ = with_lost_columns([with_column(table(), "Update", "Ports", "Ports", "Gates", "Gates")])
    assert flagged(found) == [set(FIELDS)] * 4


@pytest.mark.parametrize(("heading", "lost"), [("Action Responsible officer", True), ("Lead officer", False)])
def test_a_heading_of_two_titles_is_two_columns(heading: str, lost: bool) -> None:
    (found,), _ = with_lost_columns([headed(table("title"), "lead_officer", heading)])
    assert [row.fields["title"].flag if "title" in row.fields else None for row in found.rows] == (
        ["lost_column"] * 4 if lost else [None] * 4
    )
    assert flagged(found)[0] == ({*FIELDS} if lost else set())


def test_headings_that_go_on_after_their_names_hold_a_row() -> None:
    plan = headed(headed(headed(table(), "title", "Action Mend wall 0"), "code", "Ref SR-00"), "update", "Update Gone")
    (found,), warnings = with_lost_columns([plan])
    assert flagged(found) == [set(FIELDS)] * 4
    assert warnings == ("page 1: the headings may hold a row's texts, such as 'Ref SR-00'",)


def test_a_page_without_any_officer_has_lost_the_column() -> None:
    plan = table()
    rows = [replace(r, fields=r.fields | {"lead_officer": TableCell(2, "", reading="ocr")}) for r in plan.rows]
    (found,), _ = with_lost_columns([replace(plan, rows=tuple(rows))])
    assert flagged(found) == [set(FIELDS)] * 4


def test_a_column_that_other_pages_have_is_missed() -> None:
    found, warnings = with_lost_columns([table(), table("update", page=2), table(page=3)])
    assert [flagged(one)[0] for one in found] == [set(), set(FIELDS), set()]
    assert warnings == ("page 2: the plan's other tables have a column of update and this one has fewer",)


def test_a_text_that_reaches_over_a_column_leaves_a_flag_in_it() -> None:
    plan = table()
    fields = {n: c for n, c in plan.rows[2].fields.items() if n != "update"}
    rows = (*plan.rows[:2], replace(plan.rows[2], fields=fields), plan.rows[3])
    (found,), _ = with_lost_columns([replace(plan, rows=rows)])
    assert flagged(found) == [set(), set(), {"update"}, set()]


def test_tables_of_text_are_left_as_they_are() -> None:
    plan = [table(reading="ruled"), table("update", reading="ruled", page=2), table(reading="ruled", page=3)]
    assert with_lost_columns(plan) == (plan, ())


def test_texts_under_a_heading_that_nobody_could_read_are_flagged() -> None:
    (found,), warnings = with_lost_columns([with_column(table(), "Q b", "10", "20", "30", "40")])
    assert {c.flag for row in found.rows for _, c in row.other} == {"lost_column"}
    assert flagged(found) == [set()] * 4
    assert warnings == ("page 1: the heading 'Q b' has no word that tells what texts such as '10' are",)
    plan = with_column(table(), "2024/25 £k", "10", "20", "30", "40")
    assert with_lost_columns([plan]) == ([plan], ())
