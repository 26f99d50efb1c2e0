"""What the rows of a table are by its columns: deliverables, actions, measures, outcomes, or nothing of a plan."""

import pytest

from extractors.headings.kinds import LIKELY_PLAN
from extractors.headings.overrides import Overrides, TableDirection
from tests.understood import ENDS, POSTS, RATINGS, STARTS, TITLES, fields, read


@pytest.mark.parametrize("extra", ["Risk ref", "Budget (£000)", "Impact"])
def test_a_plan_may_have_a_column_of_another_kind(extra: str) -> None:
    known = read(("Action", TITLES), ("Lead officer", POSTS), ("Due date", ENDS), (extra, ("1", "2", "3", "4")))
    assert known.kind == "deliverables"
    assert fields(known)[3] is None
    assert f"'{extra}'" in known.columns[3].why


def test_two_foreign_columns_weigh_less_than_a_plans_own() -> None:
    foreign = (("Budget (£000)", ("1", "2", "3", "4")), ("Forecast (£000)", ("1", "2", "3", "5")))
    plan = (("Action", TITLES), ("Lead officer", POSTS), ("Start date", STARTS), ("Due date", ENDS), ("RAG", RATINGS))
    assert read(*plan, *foreign).kind == "deliverables"
    assert read(*plan[:2], *foreign).kind is None


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        (
            ("Ref", "Risk description", "Likelihood", "Impact", "Mitigating actions", "Risk owner", "RAG"),
            "risk register",
        ),
        (("Risk", "Owner", "Gross score", "Net score", "Actions", "Target date", "Status"), "risk register"),
        (("Service", "Revised budget £000", "Forecast £000", "Variance £000", "Commentary"), "finance table"),
        (("Project", "Lead officer", "Budget", "Forecast outturn", "Variance", "RAG"), "finance table"),
        (("Minute", "Action", "Owner", "Due date", "Status"), "log of the actions of a meeting"),
        (("Date raised", "Action", "Responsible officer", "Deadline", "Update"), "log of the actions of a meeting"),
        (("Meeting date", "Report title", "Lead officer", "Purpose"), "forward plan"),
        (
            ("Recommendation", "Management response", "Responsible officer", "Target date"),
            "response to recommendations",
        ),
        (("Item", "Title", "Page"), "contents page"),
        (("Councillor", "Ward", "Present"), "attendance list"),
    ],
)
def test_tables_of_committee_papers_are_left_alone(headings: tuple[str, ...], told: str) -> None:
    known = read(*((h, ("one", "two", "three")) for h in headings))
    assert known.kind is None
    assert told in known.reason


def test_a_table_without_a_telling_heading_says_what_is_lacking() -> None:
    known = read(("Office", ("Quay Street", "Old Town")), ("Telephone", ("01632 960001", "01632 960002")))
    assert known.kind is None
    assert "officers" in known.reason


def test_texts_with_neither_posts_nor_dates_are_no_plan() -> None:
    assert read(("Our vow", TITLES), ("Why", TITLES), ("Place", ("Quay", "Town", "Park", "Hall"))).kind is None


def test_codes_with_statements_are_outcomes() -> None:
    known = read(("Code", ("1.1", "1.2", "2.1", "2.2")), ("What we want to see", TITLES))
    assert known.kind == "outcomes"
    assert fields(known) == ["code", "title"]


def test_a_contents_page_of_numbered_priorities_is_no_list_of_outcomes() -> None:
    codes, texts = ("1.1", "1.2", "2.1", "2.2"), ("Harbour", "Reading", "Shade", "Records")
    known = read(("Item", codes), ("Priority", texts), ("Page", ("3", "4", "7", "9")))
    assert (known.kind, known.reason.split(":")[0]) == (None, "a contents page")


def test_a_person_says_what_a_table_is() -> None:
    table = (("Action", TITLES), ("Lead", POSTS), ("Due", ENDS))
    none = Overrides(tables=(TableDirection(None, frozenset({4})),))
    assert read(*table, overrides=none, pages=[4, 5]).kind is None
    assert read(*table, overrides=none, pages=[6]).kind == "deliverables"
    forced = Overrides(tables=(TableDirection("deliverables", heading="minute"),))
    assert read(("Minute", ("41", "42", "43", "44")), *table, overrides=forced).kind == "deliverables"


def test_numbers_of_deliverables_are_none() -> None:
    counts = ("6", "5", "9", "12")
    known = read(
        ("Pillar", ("Place", "People", "Ports", "Parks")),
        ("Deliverables", counts),
        ("On track", counts),
        ("Off track", counts),
    )
    assert known.kind is None


def test_dates_and_a_councils_own_statuses_beside_titles_make_deliverables() -> None:
    ratings = ("On the way", "Finished", "On the way", "Stuck")
    known = read(*((h, v * 2) for h, v in (("We will", TITLES), ("By", ENDS), ("How's it going?", ratings))))
    assert (known.kind, fields(known)) == ("deliverables", ["title", "delivery", "status"])


def test_titles_with_a_lead_and_times_under_an_unknown_heading_are_deliverables() -> None:
    known = read(
        ("Action", TITLES), ("By whom", POSTS), ("Window", ("to May 2026", "2025-2027", "Years 1 to 3 of 2026", "2026"))
    )
    assert known.kind == "deliverables"


def test_titles_with_a_lead_are_deliverables_where_a_heading_holds_a_word_for_when() -> None:
    known = read(
        ("Action", TITLES), ("Who leads?", POSTS), ("Review date & target date", ("May", "Each May", "", "July"))
    )
    assert known.kind == "deliverables"


def test_coded_texts_with_dates_and_statuses_are_deliverables_without_any_officer() -> None:
    scheme = (("Scheme ID", ("LTP1", "LTP2", "LTP5", "LTP9")), ("Scheme", TITLES), ("Works begin", STARTS))
    known = read(*scheme, ("Gateway", RATINGS))
    assert (known.kind, fields(known)) == ("deliverables", ["code", "title", "start", "status"])
    assert read(*scheme).kind is None
    assert read(*scheme[1:], ("Gateway", RATINGS)).kind is None


def test_measures_of_actions_that_somebody_leads_are_no_indicators() -> None:
    done = ("What the partnership will do", (*TITLES, *(f"{t} in the north" for t in TITLES)))
    aims = ("How we will measure it", ("Fewer falls in the winter", "Drier homes for all") * 4)
    known = read(done, aims, ("Lead", POSTS * 2), ("Jul 25", RATINGS * 2), ("Oct 25", RATINGS * 2))
    assert known.kind == "actions"
    assert fields(known) == ["title", None, "lead_officer", "rag_q2", "rag_q3"]


def test_texts_with_a_status_and_progress_are_deliverables_under_any_heading() -> None:
    told = (("What has happened", tuple(f"{t}: begun." for t in TITLES)), ("How is it going?", RATINGS))
    known = read(("So we promised to", TITLES), *told)
    assert (known.kind, fields(known)) == ("deliverables", ["title", "update", "status"])
    assert read(("So we promised to", TITLES), told[0]).kind is None


def test_titles_with_a_lead_and_dated_steps_are_deliverables() -> None:
    plan = (("Key deliverable", TITLES), ("Budget", ("£1m", "£2m", "Nil", "£3m")), ("Lead officer", POSTS))
    known = read(*plan, ("Milestones", ("• Tender in May 2025 • Award in June 2025",) * 4))
    assert known.kind == "deliverables"
    assert (read(*plan).kind, read(*plan).reason) == (None, LIKELY_PLAN)


@pytest.mark.parametrize(
    ("lead", "extra", "kind"),
    [
        (POSTS, "What difference it makes", "deliverables"),
        (TITLES, "What difference it makes", None),
        (POSTS, "Likelihood", None),
    ],
)
def test_titles_with_posts_that_lead_are_deliverables(lead: tuple[str, ...], extra: str, kind: str | None) -> None:
    assert read(("Action", TITLES), (extra, ("Shorter waits", "Less damp") * 2), ("Lead", lead)).kind == kind


def test_what_was_said_and_done_and_a_judgement_of_each_are_deliverables() -> None:
    plan = (("What we said we would do in 2025", TITLES), ("What we did", tuple(f"{t}: begun." for t in TITLES)))
    ahead = ("Looking ahead", ("Complete", "Carry on", "Complete", "Carry on"))
    known = read(*plan, ("Our judgement", ("Good", "Very good", "Adequate", "Good")), ahead)
    assert (known.kind, fields(known)) == ("deliverables", ["title", "update", "status", None])
    assert (read(*plan).kind, read(*plan).reason) == (None, LIKELY_PLAN)


def test_texts_without_a_heading_of_their_own_that_are_rated_every_quarter_are_actions() -> None:
    """The heading over three columns stands over the first: as deliverables the rows lost their ratings."""
    rated = tuple((f"Q{n} RAG", RATINGS) for n in (1, 2, 3))
    known = read(
        ("What we will do - Priority actions for 2024/25", ("P1.1", "", "", "P1.2")),
        ("", ("A1.1.1", "A1.1.2", "A1.1.3", "A1.2.1")),
        ("", TITLES),
        ("Lead Officer", POSTS),
        *rated,
        ("Update", tuple(f"{t}: begun." for t in TITLES)),
    )
    assert known.kind == "actions"
    assert fields(known)[:7] == ["outcome_code", "code", "title", "lead_officer", "rag_q1", "rag_q2", "rag_q3"]


def test_milestones_right_of_what_they_lead_to_are_no_titles() -> None:
    steps = tuple(f"Tender for bay {n}, then begin work" for n in range(4))
    known = read(("Our commitment", TITLES), ("Milestones", steps), ("Lead", POSTS), ("Complete by", ENDS))
    assert fields(known) == ["title", None, "lead_officer", "delivery"]
    alone = read(("Why it matters", steps), ("Milestones", TITLES), ("Lead", POSTS), ("Complete by", ENDS))
    assert fields(alone)[1] == "title"
