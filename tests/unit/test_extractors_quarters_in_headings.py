"""Columns of quarters, months and years: which quarter a heading names, and what stands under it."""

import pytest

from tests.understood import BLANK, ENDS, POSTS, RATINGS, TITLES, fields, read


@pytest.mark.parametrize(
    ("headings", "years"),
    [
        (("Q1", "Q2"), (None, None)),
        (("RAG Q1", "RAG Q2"), (None, None)),
        (("Quarter One", "Quarter Two"), (None, None)),
        (("2024/25 Q1", "2024/25 Q2"), ("2024/25", "2024/25")),
        (("Q1 24/25 status", "Q2 24/25 status"), ("2024/25", "2024/25")),
        (("Apr-Jun", "Jul-Sep"), (None, None)),
        (("April to June 2025 RAG", "July to September 2025 RAG"), ("2025/26", "2025/26")),
        (("June 2025", "September 2025"), ("2025/26", "2025/26")),
        (("Jun-25", "Sep-25"), ("2025/26", "2025/26")),
        (("Q1 (Jun 25)", "Q2 (Sep 25)"), ("2025/26", "2025/26")),
        (("RAG June 2025", "RAG September 2025"), ("2025/26", "2025/26")),
    ],
)
def test_quarters_in_headings(headings: tuple[str, str], years: tuple[str | None, str | None]) -> None:
    known = read(("Action", TITLES), ("Lead officer", POSTS), (headings[0], RATINGS), (headings[1], RATINGS))
    assert known.kind == "actions"
    assert fields(known)[2:] == ["rag_q1", "rag_q2"]
    assert tuple(c.year for c in known.columns[2:]) == years


def test_a_quarter_of_another_financial_year_than_its_month() -> None:
    known = read(("Action", TITLES), ("Lead", POSTS), ("Oct-Dec 2025", RATINGS), ("Jan-Mar 2026", RATINGS))
    assert [(c.quarter, c.year) for c in known.columns[2:]] == [(3, "2025/26"), (4, "2025/26")]


def test_months_that_follow_each_other_are_no_quarters() -> None:
    known = read(
        ("Action", TITLES), ("Lead", POSTS), ("Due", ENDS), ("Apr", RATINGS), ("May", RATINGS), ("Jun", RATINGS)
    )
    assert all(c.quarter is None for c in known.columns)


def test_quarters_under_a_heading_that_spans_them() -> None:
    known = read(
        (("Action", "Action"), TITLES),
        (("Owner", "Owner"), POSTS),
        (("Progress by quarter", "RAG Q1"), RATINGS),
        (("Progress by quarter", "RAG Q2"), RATINGS),
    )
    assert fields(known) == ["title", "lead_officer", "rag_q1", "rag_q2"]


def test_the_column_of_updates_of_the_last_quarter_told_of_is_the_records() -> None:
    told = ("Work began in May and goes on.", "The bids are in.", "The board met twice.", "Nothing new is known.")
    columns = (("Action", TITLES), ("Owner", POSTS), ("Q1", RATINGS), ("Q2", RATINGS))
    assert fields(read(*columns, ("Q2 narrative", told)))[4] == "update"
    assert fields(read(*columns, ("Q1 narrative", told), ("Q2 narrative", told)))[4:] == [None, "update"]
    assert fields(read(*columns, ("Q1 narrative", told), ("Q2 narrative", BLANK)))[4:] == ["update", None]
    assert fields(read(*columns[:2], ("Q1 narrative", told), ("Q2 narrative", told)))[2:] == [None, None]


def test_initials_of_months_in_turn_are_months() -> None:
    bars = tuple(zip(*(["x" if a <= n <= a + 2 else "" for n in range(12)] for a in (0, 3, 5, 9)), strict=True))
    months = [(("2026" if n < 9 else "2027", letter), bars[n]) for n, letter in enumerate("AMJJASONDJFM")]
    known = read((("Action", "Action"), TITLES), (("Owner", "Owner"), POSTS), *months)
    assert fields(known)[2:] == ["timeline"] * 12
    assert [c.heading for c in known.columns[2::5]] == ["April 2026", "September 2026", "February 2027"]
    assert {c.heading for c in read(("Action", TITLES), ("R", BLANK), ("A", BLANK), ("G", BLANK)).columns} >= {"A", "R"}


def test_the_quarter_of_an_earlier_year_is_not_this_ones() -> None:
    figures = ("94.5%", "78.1%", "12.0%", "40.2%")
    known = read(("Indicator", TITLES), ("Q2 2024/25", figures), ("Q2 2025/26", figures), ("Target", figures))
    assert fields(known) == ["title", None, "value_q2", "target"]
    assert known.columns[2].year == "2025/26"


def test_quarters_of_two_years_under_headings_of_their_own_keep_their_years() -> None:
    figures = ("94.5%", "78.1%", "12.0%", "40.2%")
    times = (("2024/25", "Q2"), ("2024/25", "Q3"), ("2025/26", "Q1"), ("2025/26", "Q2"))
    known = read(("Measure", TITLES), *((t, figures) for t in times), ("Target", figures))
    assert fields(known) == ["title", None, "value_q3", "value_q1", "value_q2", "target"]
    assert [c.year for c in known.columns[2:5]] == ["2024/25", "2025/26", "2025/26"]


@pytest.mark.parametrize(("second", "field"), [("40.2%", [None, None, "target_q2", "status_q2"]), ("", None)])
def test_the_one_target_and_status_of_a_measure_are_those_of_the_last_quarter_with_a_value(
    second: str, field: list[str | None] | None
) -> None:
    figures = ("94.5%", "78.1%", "12.0%", "40.2%")
    columns = [
        ((f"Q{q} 2025/26", name), values)
        for q, told in ((1, figures), (2, (second,) * 4))
        for name, values in (("Value", told), ("Target", figures), ("Status", RATINGS))
    ]
    found = fields(read(("Measure", TITLES), *columns))
    assert [found[k] for k in (2, 3, 5, 6)] == (field or ["target_q1", "status_q1", None, None])


def test_quarters_beside_posts_make_actions_whatever_the_other_headings() -> None:
    known = read(("Our bold steps", TITLES), ("Who's on it", POSTS), ("Q1", BLANK), ("Q2", BLANK))
    assert known.kind == "actions"
    assert fields(known) == ["title", "lead_officer", "rag_q1", "rag_q2"]


STEPS = ("Survey the wall", "Seek the funds", "Appoint a firm", "Mend the first half")


def test_words_under_years_are_what_is_planned_for_each() -> None:
    known = read(("Action", TITLES), ("Lead", POSTS), ("2025/26", STEPS), ("2026/27", STEPS[::-1]))
    assert known.kind == "deliverables"
    assert fields(known) == ["title", "lead_officer", None, None]
    assert "planned for its quarter or year" in known.columns[2].why


def test_ticks_under_years_are_when_the_work_takes_place() -> None:
    ticks = [("✓", "✓", "", "✓"), ("", "✓", "✓", "✓"), ("", "", "✓", "")]
    years = ("2025/26", "2026/27", "2027/28")
    known = read(("Action", TITLES), ("Lead", POSTS), *zip(years, ticks, strict=True))
    assert fields(known) == ["title", "lead_officer", "timeline", "timeline", "timeline"]
