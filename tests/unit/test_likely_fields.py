"""Columns of no field that look like one which their table lacks: what is promised, and what is left alone."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractors.doubts.blank import with_blank
from extractors.doubts.rivals import with_rivals
from extractors.doubts.unknown import with_unknown
from extractors.page import Box, Fill
from extractors.table import Piece, PlanColumn, PublishedRow, PublishedTable, TableCell
from tests.unit.test_sureness import page

SAID = (
    "The waiting list has come down from 340 to 212.",
    "Staff moved in during August.",
    "Two drop-in sessions were held in the old exchange.",
    "The waiting list has come down from 340 to 212.",
    "We have spent a third of the budget.",
    "Staff moved in during August.",
)
TEAMS = ("Finance and Law", "Children's Services", "People and Culture", "Finance and Law", "Adult Care", "Growth")
TOWNS = ("Quayside", "Upper Wharf", "Lockgate", "Saltmarsh End", "Beacon Hill", "Ropewalk")
POSTS = ("Head of Ports", "Fleet Manager", "Parks Manager", "Head of Ports", "Fleet Manager", "Head of Ports")


def table(heading: str, texts: Sequence[str], field: str, values: Sequence[str]) -> PublishedTable:
    """Deliverables with a title, a field of their own, a date and a status, and texts of no field."""
    named = ("title", field, "delivery", "status")
    columns = (*(PlanColumn(n, name, name, "") for n, name in enumerate(named)), PlanColumn(4, heading, None, ""))
    rows = tuple(
        PublishedRow(
            {
                name: TableCell(k, value, lines=(value,))
                for k, (name, value) in enumerate(zip(named, (f"Wall {n}", told, "May 2026", "On track"), strict=True))
            },
            ((heading, TableCell(4, text, lines=(text,))),),
        )
        for n, (told, text) in enumerate(zip(values, texts, strict=True))
    )
    return PublishedTable("deliverables", columns, rows, (1,))


def promised(tables: Sequence[PublishedTable], field: str) -> list[set[str | None]]:
    """By table, the flags on the field of its records; None where they have none."""
    found, _ = with_unknown(tables)
    return [{r.fields[field].flag if field in r.fields else None for r in t.rows} for t in found]


def test_what_is_said_of_two_records_may_be_their_update() -> None:
    assert promised([table("Words from the quay", SAID, "lead_officer", POSTS)], "update") == [{"likely_field"}]


def test_a_word_of_other_tables_in_a_heading_says_nothing_against_an_update() -> None:
    assert promised([table("Impact so far", SAID, "lead_officer", POSTS)], "update") == [{"likely_field"}]


def test_a_word_for_figures_in_a_heading_says_nothing_against_an_update_of_an_action() -> None:
    assert promised([table("Moves this quarter", SAID, "lead_officer", POSTS)], "update") == [{"likely_field"}]


@pytest.mark.parametrize(("texts", "flag"), [(SAID, "likely_field"), (("On track", "Late") * 3, None)])
def test_what_asks_for_a_status_may_be_an_update_beside_one(texts: Sequence[str], flag: str | None) -> None:
    assert promised([table("How far have we got?", texts, "lead_officer", POSTS)], "update") == [{flag}]


@pytest.mark.parametrize(("heading", "flag"), [("Service", None), ("Where we are", "likely_field")])
def test_what_sorts_rows_is_no_status(heading: str, flag: str | None) -> None:
    teams = ("Housing", "Planning", "Housing", "Leisure", "Planning", "Housing")
    own = table(heading, teams, "update", SAID)
    bare = replace(own, columns=tuple(c for c in own.columns if c.field != "status"))
    rows = tuple(replace(r, fields={k: v for k, v in r.fields.items() if k != "status"}) for r in bare.rows)
    assert promised([replace(bare, rows=rows)], "status") == [{flag}]


def test_what_is_still_to_come_is_no_update() -> None:
    assert promised([table("Next milestone", SAID, "lead_officer", POSTS)], "update") == [{None}]


def test_a_column_without_a_heading_may_be_an_update() -> None:
    found, warnings = with_unknown([table("", SAID, "lead_officer", POSTS)])
    assert all(r.fields["update"].flag == "likely_field" for r in found[0].rows)
    assert warnings == ("page 1: a column has no heading, and its texts look like the update that is missing",)


def test_a_heading_that_likely_names_officers_does_so_in_every_table_of_its_plan() -> None:
    tables = [table("Directorate", TEAMS, "update", SAID), table("Directorate", ["Place"] * 6, "update", SAID)]
    assert promised(tables, "lead_officer") == [{"likely_field"}] * 2
    assert promised(tables[1:], "lead_officer") == [{None}]


@pytest.mark.parametrize(
    "words",
    [
        ("Substantial", "Moderate"),
        ("This is going well", "This is a bit late"),
        ("Complete", "Delayed by less than 3 months"),
    ],
)
def test_words_that_come_again_may_be_ratings(words: tuple[str, ...]) -> None:
    rated = table("Assessment", words * 3, "lead_officer", POSTS)
    unrated = tuple(replace(r, fields={n: c for n, c in r.fields.items() if n != "status"}) for r in rated.rows)
    columns = tuple(c for c in rated.columns if c.field != "status")
    assert promised([replace(rated, columns=columns, rows=unrated)], "status") == [{"likely_field"}]
    pressing = table("Assessment", ("High", "Low") * 3, "lead_officer", POSTS)
    unrated = tuple(replace(r, fields={n: c for n, c in r.fields.items() if n != "status"}) for r in pressing.rows)
    assert promised([replace(pressing, columns=columns, rows=unrated)], "status") == [{None}]


MADE = ("12.5", "14", "9.1", "12", "11.4", "10")
MEASURES = {"target": MADE, "value": MADE, "direction": ("↑", "⇔", "↓", "↑", "↑", "↓"), "unit": ("%", "%", "Days") * 2}


@pytest.mark.parametrize("lost", MEASURES)
def test_a_measure_may_be_under_a_heading_of_no_rule(lost: str) -> None:
    named = {name: texts for name, texts in MEASURES.items() if name != lost}
    columns = (*(PlanColumn(n, name, name, "") for n, name in enumerate(named)), PlanColumn(4, "Yn ôl", None, ""))
    rows = tuple(
        PublishedRow(
            {name: TableCell(k, texts[n]) for k, (name, texts) in enumerate(named.items())},
            (("Yn ôl", TableCell(4, MEASURES[lost][n])),),
        )
        for n in range(len(MADE))
    )
    assert promised([PublishedTable("kpis", columns, rows, (1,))], lost) == [{"likely_field"}]


@pytest.mark.parametrize(
    ("heading", "texts", "lost"),
    [
        ("Verdict so far", "GARAGR", "rag_q1"),
        ("Q4 verdict", "GARAGR", "rag_q4"),
        ("Verdict for Q4 2019/20", "GARAGR", None),  # of another year
        ("Verdict so far", "HMLMLH", None),  # how pressing it is
    ],
)
def test_a_quarter_may_be_under_a_heading_of_no_rule(heading: str, texts: str, lost: str | None) -> None:
    columns = (
        PlanColumn(0, "Action", "title", ""),
        PlanColumn(1, heading, None, ""),
        *(PlanColumn(q, f"Q{q}", "rag", "", q, "2025/26") for q in (2, 3)),
    )
    rows = tuple(
        PublishedRow(
            {"title": TableCell(0, "Wall"), "rag_q2": TableCell(2, "G"), "rag_q3": TableCell(3, "A")},
            ((heading, TableCell(1, text)),),
        )
        for text in texts
    )
    table = PublishedTable("actions", columns, rows, (1,))
    found, _ = with_unknown([table])
    told = {n for r in found[0].rows for n, c in r.fields.items() if c.flag == "likely_field"}
    assert told == ({lost} if lost else set())


@pytest.mark.parametrize(
    ("text", "fill", "drawn", "flag"),
    [
        ("", "#dedede", "#dedede", "lost_column"),  # the lamps of a traffic light that are off
        ("", "#101820", "#101820", "lost_column"),  # the ground of the page
        ("", None, None, None),  # nothing is there yet
        ("", "#2b9348", "#2b9348", None),
        ("Green", "#101820", "#101820", None),
    ],
)
def test_statuses_that_nobody_saw_are_told(text: str, fill: str | None, drawn: str | None, flag: str | None) -> None:
    columns = (PlanColumn(0, "Project", "title", ""), PlanColumn(1, "Traffic light", "status", ""))
    status = TableCell(1, text, (Piece(1, 90, 40, 120, 60),), fill=fill)
    row = PublishedRow({"title": TableCell(0, "Wall", fill="#101820"), "status": status})
    lamps = page([], fills=(Fill(Box(100, 45, 110, 55), drawn, 0),) if drawn else ())
    lit = replace(row, fields=row.fields | {"status": replace(status, fill="#2b9348")})
    found, warnings = with_blank([PublishedTable("deliverables", columns, (*(row,) * 11, lit), (1,))], [lamps])
    assert {r.fields["status"].flag for r in found[0].rows} == {flag}
    assert len(warnings) == bool(flag)


def test_a_column_beside_a_sponsor_may_hold_the_lead() -> None:
    told = table("Run by", POSTS, "lead_officer", POSTS[::-1])
    for heading, flag in (("Project sponsor", "out_of_place"), ("Lead officer", None)):
        columns = (*told.columns[:1], PlanColumn(1, heading, "lead_officer", ""), *told.columns[2:])
        found, _ = with_rivals([PublishedTable("deliverables", columns, told.rows, (1,))])
        assert {r.fields["lead_officer"].flag for r in found[0].rows} == {flag}


@pytest.mark.parametrize(("heading", "flag"), [("Exec date", "out_of_place"), ("Closing", None)])
def test_a_date_that_may_be_any_is_told_beside_one_that_says_which(heading: str, flag: str | None) -> None:
    told = table(heading, ["09/01/25"] * 6, "lead_officer", POSTS)
    columns = tuple(replace(c, heading="Date") if c.field == "delivery" else c for c in told.columns)
    found, _ = with_rivals([replace(told, columns=columns)])
    assert {r.fields["delivery"].flag for r in found[0].rows} == {flag}


@pytest.mark.parametrize(("own", "flag"), [("RAG of scheme", "out_of_place"), ("Overall RAG of scheme", None)])
def test_the_rating_of_the_whole_has_no_rival_in_those_of_its_parts(own: str, flag: str | None) -> None:
    told = table("Cost", "GARAGR", "lead_officer", POSTS)
    columns = tuple(replace(c, heading=own) if c.field == "status" else c for c in told.columns)
    found, _ = with_rivals([replace(told, columns=columns)])
    assert {r.fields["status"].flag for r in found[0].rows} == {flag}


def test_one_column_for_officers_and_times_is_flagged_and_so_is_the_time() -> None:
    told = table("Cost", "aabbcc", "lead_officer", [f"{post} Year 2" for post in POSTS])
    columns = (PlanColumn(0, "Action", "title", ""), PlanColumn(1, "Lead officer and timescale", "lead_officer", ""))
    rows = tuple(replace(r, fields={n: r.fields[n] for n in ("title", "lead_officer")}) for r in told.rows)
    shared = [PublishedTable("deliverables", columns, rows, (1,))]
    assert promised(shared, "lead_officer") == promised(shared, "delivery") == [{"likely_field"}]


@pytest.mark.parametrize(
    ("fills", "flag"), [(("#f4b6b0", "#ffe0a3", "#c6e6c3") * 2, "likely_field"), ((None,) * 6, None)]
)
def test_colours_behind_what_is_said_of_progress_may_be_the_status(
    fills: Sequence[str | None], flag: str | None
) -> None:
    told = table("Cost", "aabbcc", "update", SAID)
    rows = tuple(
        replace(r, fields={n: replace(r.fields[n], fill=fill if n == "update" else None) for n in ("title", "update")})
        for r, fill in zip(told.rows, fills, strict=True)
    )
    columns = tuple(c for c in told.columns if c.field in ("title", "update"))
    assert promised([PublishedTable("deliverables", columns, rows, (1,))], "status") == [{flag}]


def test_a_heading_that_is_broken_promises_its_field_though_its_texts_do_not_look_like_it() -> None:
    columns = (PlanColumn(0, "Action", "title", ""), PlanColumn(1, "Timescal e", None, ""))
    told = (("Timescal e", TableCell(1, "S")),)
    rows = tuple(PublishedRow({"title": TableCell(0, f"Wall {n}")}, told) for n in "abc")
    assert promised([PublishedTable("deliverables", columns, rows, (1,))], "delivery") == [{"likely_field"}]


@pytest.mark.parametrize(
    ("texts", "place", "flag"),
    [
        (("TP01", "RP02(1)", "1.a.iv", "GS-SIP-24", "B7", "12"), 0, "likely_field"),
        (("TP01", "TP01", "TP02", "TP03", "TP04", "TP05"), 0, None),  # a code tells its row from the others
        (("TP01", "RP02(1)", "1.a.iv", "GS-SIP-24", "B7", "12"), 9, None),  # behind the title figures stand as well
    ],
)
def test_codes_may_be_under_a_heading_of_no_rule(texts: Sequence[str], place: int, flag: str | None) -> None:
    columns = (PlanColumn(1, "Measure", "title", ""), PlanColumn(place, "Yn ôl", None, ""))
    rows = tuple(
        PublishedRow({"title": TableCell(1, f"Wall {n}")}, (("Yn ôl", TableCell(place, text)),))
        for n, text in enumerate(texts)
    )
    assert promised([PublishedTable("kpis", columns, rows, (1,))], "code") == [{flag}]


@pytest.mark.parametrize(("heading", "flags"), [("Where we go", {"likely_field"}), ("Next milestone", {None})])
def test_dates_of_next_steps_are_no_time_that_is_missing(heading: str, flags: set[str | None]) -> None:
    dates = tuple(f"Board decides, {n} March 2026" for n in range(1, 7))
    told = table(heading, dates, "lead_officer", POSTS)
    rows = tuple(replace(r, fields={n: c for n, c in r.fields.items() if n != "delivery"}) for r in told.rows)
    columns = tuple(c for c in told.columns if c.field != "delivery")
    assert promised([replace(told, columns=columns, rows=rows)], "delivery") == [flags]


@pytest.mark.parametrize(("shared", "flag"), [(("Assets", "People") * 3, None), (TOWNS, "out_of_place")])
def test_what_many_rows_share_is_no_rival_of_their_titles(shared: Sequence[str], flag: str | None) -> None:
    told = table("Workstream", shared, "lead_officer", POSTS)
    columns = tuple(replace(c, heading="Deliverable this year") if c.field == "title" else c for c in told.columns)
    found, _ = with_rivals([replace(told, columns=columns)])
    assert {r.fields["title"].flag for r in found[0].rows} == {flag}
