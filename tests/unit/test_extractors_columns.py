"""Columns as they are understood: which field each is, and why."""

import pytest

from extractors.headings.headings import match_heading
from extractors.headings.overrides import Overrides
from tests.understood import BLANK, ENDS, FILLS, POSTS, RATINGS, STARTS, TITLES, fields, read


def test_every_column_says_why() -> None:
    known = read(("Deliverable", TITLES), ("Owner", POSTS), ("Due", ENDS), ("Ward", ("Quay", "Old Town", "All", "All")))
    assert fields(known) == ["title", "lead_officer", "delivery", None]
    assert all(c.why for c in known.columns)
    assert "'Owner'" in known.columns[1].why


def test_unknown_headings_are_told_by_the_values() -> None:
    known = read(
        ("", ("1.1", "1.2", "2.1", "2.2")),
        ("Our vow", TITLES),
        ("Whose job", POSTS),
        ("Ready", ENDS),
        ("Light", RATINGS),
    )
    assert known.kind == "deliverables"
    assert fields(known) == ["code", "title", "lead_officer", "delivery", "status"]


def test_statuses_that_are_colours_only() -> None:
    fills = [[None] * 4, [None] * 4, [None] * 4, list(FILLS)]
    known = read(("Action", TITLES), ("Lead", POSTS), ("Due", ENDS), ("Light", BLANK), fills=fills)
    assert fields(known)[3] == "status"
    plain = read(("Action", TITLES), ("Lead", POSTS), ("Due", ENDS), ("Light", BLANK), fills=[[None] * 4] * 4)
    assert fields(plain)[3] is None


def test_a_status_without_a_quarter_belongs_to_a_deliverable() -> None:
    known = read(("Action", TITLES), ("Lead", POSTS), ("RAG", RATINGS), ("Progress update", TITLES))
    assert known.kind == "deliverables"
    assert fields(known) == ["title", "lead_officer", "status", "update"]


def test_words_under_a_heading_that_only_holds_a_word_of_dates_are_no_dates() -> None:
    words = ("Will be met", "At risk", "Will be missed", "Will be met")
    known = read(("Action", TITLES), ("Owner", POSTS), ("Where it will end", words), ("RAG", RATINGS))
    assert fields(known)[2] is None
    assert (
        fields(read(("Action", TITLES), ("Owner", POSTS), ("When it will end", ENDS), ("RAG", RATINGS)))[2]
        == "delivery"
    )


@pytest.mark.parametrize(
    ("heading", "values", "field"),
    [
        ("Starting point", ("12 groups", "34%", "£1.2m", "210 people"), None),
        ("Starting point", ("Week 12", "34 weeks", "2 years", "12 days"), "start"),
    ],
)
def test_counts_and_shares_are_no_times(heading: str, values: tuple[str, ...], field: str | None) -> None:
    known = read(("Action", TITLES), ("Lead", POSTS), (heading, values), ("Due", ENDS))
    assert fields(known) == ["title", "lead_officer", field, "delivery"]


@pytest.mark.parametrize("values", [ENDS, ("2025-04-07", "2026-03-27", "2025-09-01", "2026-06-30")])
def test_of_two_headings_for_the_time_the_one_that_names_the_start_is_it(values: tuple[str, ...]) -> None:
    known = read(("Action", TITLES), ("Lead", POSTS), ("Timeline - Start", values), ("Timeline - End", values))
    assert fields(known) == ["title", "lead_officer", "start", "delivery"]
    alone = read(("Action", TITLES), ("Lead", POSTS), ("Timeline - Start", values), ("Status", RATINGS))
    assert fields(alone)[2] == "delivery"


def test_the_commoner_heading_names_the_officer() -> None:
    known = read(("Responsible director", POSTS), ("Action", TITLES), ("Lead officer", POSTS), ("Due", ENDS))
    assert fields(known) == [None, "title", "lead_officer", "delivery"]


def test_a_person_names_a_heading() -> None:
    said = Overrides({"whose turn": ("lead_officer", None), "mood": ("rag", 2), "lead officer": ("other", None)})
    known = read(
        ("Action", TITLES), ("Lead officer", POSTS), ("Whose turn?", POSTS), ("Mood", RATINGS), ("Q1", RATINGS),
        overrides=said,
    )  # fmt: skip
    assert fields(known) == ["title", None, "lead_officer", "rag_q2", "rag_q1"]
    assert "beside the PDF" in known.columns[2].why


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("What we said we'd do", "title"),
        ("ACTIONS & MILESTONES", "title"),
        ("SRO", "lead_officer"),
        ("Managed by", "lead_officer"),
        ("By when?", "delivery"),
        ("On track?", "status"),
        ("Latest note", "update"),
        ("The story so far", "update"),
        ("Swyddog cyfrifol", "lead_officer"),
        ("Cynnydd", "update"),
    ],
)
def test_wordings_of_many_councils_are_known(heading: str, field: str) -> None:
    values = {"title": TITLES, "lead_officer": POSTS, "delivery": ENDS, "status": ("Yes", "No", "Yes", "Partly")}
    usual = {"title": "Action", "lead_officer": "Owner", "delivery": "Due date"}
    others = [(usual[f], values[f]) for f in usual if f != field]
    known = read((heading, values.get(field, ("Work began in May.",) * 4)), *others)
    assert known.kind == "deliverables"
    assert fields(known)[0] == field


def test_a_column_of_aims_without_codes_names_the_theme() -> None:
    aims = ("A fairer city", "A fairer city", "A greener city", "A greener city")
    known = read(("Ambition", aims), ("Action", TITLES), ("Owner", POSTS), ("Due date", ENDS))
    assert fields(known)[0] == "theme"
    coded = read(("Ambition", ("1", "1", "2", "2")), ("Action", TITLES), ("Owner", POSTS), ("Due date", ENDS))
    assert fields(coded)[0] == "outcome_codes"


def test_an_objective_over_several_rows_is_their_theme() -> None:
    aims = ("Town centres that people want to visit", "", "Warm homes", "")
    known = read(("Objective", aims), ("Delivery action", TITLES), ("Owner", POSTS), ("Due date", ENDS))
    assert fields(known)[:2] == ["theme", "title"]
    assert fields(read(("Objective", TITLES), ("Action taken", aims), ("Owner", POSTS), ("Due", ENDS)))[0] == "title"


def test_short_names_of_aims_are_no_codes() -> None:
    aims = ("Prosperous", "Green", "Green", "Healthy")
    known = read(("Priority", aims), ("Action", TITLES), ("Owner", POSTS), ("Due date", ENDS))
    assert fields(known)[0] == "theme"


def test_what_is_told_of_the_report_before_is_not_this_ones() -> None:
    told = ("Work began in May and goes on.", "The bids are in.", "The board met twice.", "Nothing new is known.")
    columns = (("Workstream", TITLES), ("Lead", POSTS), ("Finish", ENDS))
    known = read(*columns, ("RAG last period", RATINGS), ("RAG rating in August", RATINGS), ("Since last report", told))
    assert fields(known)[3:5] == [None, "status"]
    assert fields(read(*columns, ("Progress since last report", told)))[3] == "update"


def test_titles_under_a_heading_of_other_tables_are_titles_where_nothing_else_is() -> None:
    known = read(
        ("Agreed action", TITLES),
        ("Owner", POSTS),
        ("Due date", ENDS),
        ("Position", ("Well", "Closed", "Well", "Well")),
    )
    assert fields(known)[:3] == ["title", "lead_officer", "delivery"]


def test_prose_under_a_heading_that_only_holds_a_word_for_status_is_none() -> None:
    told = [f"The board met {n} times, and the bids for the work are in." for n in ("two", "three", "four", "five")]
    columns = (("Action", TITLES), ("Owner", POSTS), ("Due date", ENDS), ("Getting back on track", tuple(told)))
    assert fields(read(*columns))[3] is None
    assert fields(read(*columns, ("Position", ("On track", "At risk", "At risk", "On track"))))[3:] == [None, "status"]


def test_plain_numbers_right_of_the_titles_are_no_codes() -> None:
    figures = ("72", "24", "91", "15")
    columns = (("Indicator", TITLES), ("Q3 2025/26", ("71", "77", "94", "20")), ("Target", figures))
    assert fields(read(columns[0], ("Autumn before", figures), *columns[1:]))[1] is None
    assert fields(read(("No.", figures), *columns))[0] == "code"


def test_months_in_figures_are_dates_under_a_heading_of_targets() -> None:
    known = read(("Action", TITLES), ("Owner", POSTS), ("Target", ("03/26", "12/25", "06/2026", "09/26")))
    assert fields(known) == ["title", "lead_officer", "delivery"]


def test_a_phrase_that_counts_alone_is_not_found_in_longer_headings() -> None:
    assert [m.field for m in match_heading("What?")] == ["title"]
    assert "title" not in {m.field for m in match_heading("What if")}
    assert match_heading("Steps")[0].field == "title"
    assert not match_heading("Next steps")


def test_how_pressing_something_is_names_no_outcome() -> None:
    pressing = ("High", "Medium", "High", "Low")
    known = read(("Priority", pressing), ("Action", TITLES), ("Owner", POSTS), ("Due date", ENDS))
    assert fields(known) == [None, "title", "lead_officer", "delivery"]


def test_statuses_under_a_heading_for_prose_are_statuses() -> None:
    states = ("Not started", "Underway", "Complete", "On hold")
    columns = (("Action", TITLES), ("Owner", POSTS), ("Due date", ENDS))
    assert fields(read(*columns, ("Progress", states)))[3] == "status"
    assert fields(read(*columns, ("Progress", states), ("RAG", RATINGS)))[3:] == [None, "status"]


def test_the_first_column_of_texts_is_the_title_where_no_heading_can_be_read() -> None:
    notes = tuple(f"{t}, of which the council's members were told at some length" for t in reversed(TITLES))
    known = read(("�", TITLES), ("��", POSTS), ("���", ENDS), ("�-", notes))
    assert known.kind == "deliverables"
    assert fields(known) == ["title", "lead_officer", "delivery", None]


@pytest.mark.parametrize("measures", [("High", "Low", "Medium", "Low"), ("20%", "50%", "100%", "50%")])
def test_how_sure_or_how_much_is_no_status_where_another_column_holds_statuses(measures: tuple[str, ...]) -> None:
    known = read(("Step", TITLES), ("Owner", POSTS), ("Due", ENDS), ("Confidence done", measures), ("Key", RATINGS))
    assert fields(known) == ["title", "lead_officer", "delivery", None, "status"]


def test_a_column_that_members_and_officers_share_names_the_officer() -> None:
    owners = tuple(f"Cllr Hart / {post}" for post in POSTS)
    known = read(("Pledge", TITLES), ("Lead Member / Director", owners), ("Due", ENDS), ("Status", RATINGS))
    assert fields(known) == ["title", "lead_officer", "delivery", "status"]
    known = read(("Pledge", TITLES), ("Lead Member", owners), ("Lead officer", POSTS), ("Due", ENDS))
    assert fields(known) == ["title", None, "lead_officer", "delivery"]


def test_what_came_of_the_rows_is_their_status_and_no_theme() -> None:
    came = ("Achieved", "Not achieved", "Partially achieved", "Achieved")
    known = read(("Action", TITLES), ("Lead", POSTS), ("Due", ENDS), ("Outcome at year end", came))
    assert fields(known) == ["title", "lead_officer", "delivery", "status"]


def test_a_word_broken_in_a_heading_is_known_whichever_way_it_is_usually_written() -> None:
    assert match_heading("Timefram e")[0].field == "delivery"


def test_an_aim_over_several_rows_is_their_theme_beside_titles_under_an_unknown_heading() -> None:
    aims = ("Places are safer", "", "", "")
    known = read(("Improvement aim", aims), ("Idea", TITLES), ("Lead", POSTS), ("Due", ENDS))
    assert fields(known) == ["theme", "title", "lead_officer", "delivery"]


def test_figures_behind_the_titles_are_no_codes() -> None:
    tonnes = ("412", "37", "8", "1204"[:3])
    known = read(("Action", TITLES), ("Lead", POSTS), ("Due", ENDS), ("tCO2e", tonnes))
    assert fields(known) == ["title", "lead_officer", "delivery", None]
    known = read(("", tonnes), ("Action", TITLES), ("Lead", POSTS), ("Due", ENDS))
    assert fields(known) == ["code", "title", "lead_officer", "delivery"]


def test_who_leads_goes_before_who_sponsors_and_a_new_date_before_the_first() -> None:
    known = read(("Project", TITLES), ("Sponsor", POSTS[::-1]), ("Project manager", POSTS), ("Status", RATINGS))
    assert fields(known) == ["title", None, "lead_officer", "status"]
    known = read(("Action", TITLES), ("Owner", POSTS), ("Original date", STARTS), ("New date", ENDS))
    assert fields(known) == ["title", "lead_officer", None, "delivery"]
    known = read(
        ("Agreed management action", TITLES),
        ("Original implementation date", STARTS),
        ("Current implementation date", ENDS),
        ("Manager responsible", POSTS),
    )
    assert fields(known) == ["title", None, "delivery", "lead_officer"]


def test_ratings_of_the_delivery_are_no_dates() -> None:
    known = read(("Project", TITLES), ("Finish", ENDS), ("Delivery", RATINGS), ("Lead", POSTS))
    assert fields(known) == ["title", "delivery", "status", "lead_officer"]


def test_the_date_of_a_next_step_is_not_the_end_of_the_work() -> None:
    known = read(("Project", TITLES), ("Lead", POSTS), ("Status", RATINGS), ("Next milestone date", ENDS))
    assert fields(known) == ["title", "lead_officer", "status", None]


@pytest.mark.parametrize(
    ("heading", "words", "field"),
    [
        ("Assessment", ("Substantial", "Limited", "Limited", "Substantial"), "status"),
        ("Remit", ("Substantial", "Limited", "Limited", "Substantial"), None),
        ("Risk rating", ("High", "Low", "Low", "High"), None),
    ],
)
def test_a_councils_own_judgements_are_statuses(heading: str, words: tuple[str, ...], field: str | None) -> None:
    twice = [(h, texts * 2) for h, texts in (("Activity", TITLES), ("Lead", POSTS), ("Due", ENDS), (heading, words))]
    assert fields(read(*twice))[3] == field


def test_an_aim_in_a_sentence_with_a_number_is_no_list_of_codes() -> None:
    aims = ("I will invest in early help (pledge 1A)", "", "I will stand up for 3 valleys", "")
    plan = (("Activity", TITLES), ("Lead", POSTS), ("Due", ENDS))
    assert fields(read(("My commitment", aims), *plan))[0] == "theme"
    coded = ("1.2 Safer streets in all towns", "", "1.3 Warm homes for all", "")
    assert fields(read(("Commitment", coded), *plan))[0] == "outcome_codes"


def test_figures_to_aim_at_are_no_codes_of_outcomes() -> None:
    values = (("What we measure", TITLES), ("Q1 2025/26", ("1%", "2%", "3%", "4%")))
    assert fields(read(*values, ("Ambition March 2026", ("5%", "6%", "7%", "8%"))))[2] is None


def test_a_date_behind_the_end_is_no_start() -> None:
    plan = (("Action", TITLES), ("Owner", POSTS))
    assert fields(read(*plan, ("Due date", ENDS), ("Signed off", ENDS)))[2:] == ["delivery", None]
    assert fields(read(*plan, ("Kick-off", STARTS), ("Due date", ENDS)))[2:] == ["start", "delivery"]


def test_quarters_under_any_heading_are_dates_and_no_codes() -> None:
    known = read(("Milestone", TITLES), ("Officer", POSTS), ("Term", ("Q1", "Q2", "Q3", "Q4")), ("Met?", RATINGS))
    assert fields(known) == ["title", "lead_officer", "delivery", "status"]


def test_an_objective_of_codes_alone_is_what_rows_serve_and_no_title() -> None:
    codes = ("WBO1", "WBO1, WBO2", "WBO2", "WBO1")
    known = read(("Step", TITLES), ("Objective", codes), ("Owner", POSTS), ("Begin", STARTS), ("End", ENDS))
    assert fields(known)[:2] == ["title", "outcome_codes"]


def test_a_strategy_that_a_milestone_supports_is_its_link() -> None:
    plans = ("Growth Plan", "Library Strategy", "Vision Zero", "Growth Plan")
    known = read(("Milestone", TITLES), ("Owner", POSTS), ("Due date", ENDS), ("Strategy it supports", plans))
    assert fields(known)[3] == "strategic_link"


def test_colours_of_the_last_quarter_rate_no_row_where_this_quarter_has_some() -> None:
    plan = (("Commitment", TITLES), ("Owner", POSTS), ("Due", ENDS))
    none = ((None,) * 4,) * 3
    columns = (*plan, ("Last quarter", BLANK), ("This quarter", BLANK))
    known = read(*columns, fills=(*none, FILLS, FILLS[::-1]))
    assert fields(known)[3:] == [None, "status"]
    words = ("On track", "Delayed", "Delayed", "Off track")
    assert fields(read(*plan, ("Last quarter", words), ("This quarter", words)))[3:] == [None, "status"]


def test_levels_beside_ratings_of_two_quarters_are_no_status() -> None:
    plan = (("Commitment", TITLES), ("Owner", POSTS), ("Due", ENDS))
    words, sure = ("On track", "Delayed", "Delayed", "Off track"), ("H", "M", "L", "H")
    quarters = (("Last quarter", words), ("This quarter", words))
    assert fields(read(*plan, *quarters, ("Confidence", sure)))[3:] == [None, "status", None]
    assert fields(read(*plan, ("Confidence", sure)))[3:] == ["status"]


def test_a_target_is_the_time_where_it_holds_dates_and_nothing_else_names_any() -> None:
    quarters = tuple(f"Qtr {n} 2025/26" for n in (1, 2, 3, 4))
    plan = (("We will", TITLES), ("Responsibility", POSTS), ("Target", quarters))
    assert fields(read(*plan, ("BRAG", RATINGS))) == ["title", "lead_officer", "delivery", "status"]
    assert fields(read(*plan, ("Due date", ENDS), ("BRAG", RATINGS)))[2:4] == [None, "delivery"]
    counts = ("40 homes", "12 homes", "3 parks", "90%")
    assert fields(read(*plan[:2], ("Target", counts), ("BRAG", RATINGS)))[2] is None


def test_what_will_be_different_may_head_outcomes() -> None:
    assert "outcome" in {m.field for m in match_heading("What will be different")}
