"""Columns of indicators: targets, values by quarter or year, which way is good."""

from tests.understood import ENDS, POSTS, RATINGS, TITLES, fields, read


def test_indicators() -> None:
    known = read(
        ("Ref", ("K1", "K2", "K3", "K4")),
        ("Measure", TITLES),
        ("Tier", ("1", "1", "2", "2")),
        ("Unit", ("%", "%", "Days", "Number")),
        ("Target", ("90", "85", "12", "400")),
        ("Q1", ("88.5", "80", "14", "100")),
        ("Q2", ("91", "86", "11", "210")),
        ("", ("↑", "↑", "↓", "→")),
        ("RAG", RATINGS),
    )
    assert known.kind == "kpis"
    assert fields(known) == ["code", "title", "tier", "unit", "target", "value_q1", "value_q2", "direction", "status"]


def test_this_quarter_and_the_one_before_it_beside_what_is_expected() -> None:
    numbers = ("88", "80", "14", "100")
    columns = (("Measure", TITLES), ("Previous quarter", numbers), ("This quarter", numbers), ("Target", numbers))
    known = read(*columns, ("End of year forecast", numbers))
    assert fields(known) == ["title", "value_before", "value", "target", None]
    assert fields(read(*columns[:1], ("Last quarter", RATINGS), *columns[2:]))[1] is None


def test_targets_and_quarterly_numbers_make_indicators_of_any_heading() -> None:
    numbers = ("88", "80", "14", "100")
    known = read(("Things we count", TITLES), ("Target", numbers), ("Q1", numbers), ("Q2", numbers))
    assert known.kind == "kpis"
    assert fields(known) == ["title", "target", "value_q1", "value_q2"]


def test_an_action_with_its_measure_of_success_stays_an_action() -> None:
    known = read(
        ("Action", TITLES), ("Measure of success", TITLES), ("Lead", POSTS), ("Q1 RAG", RATINGS), ("Q2 RAG", RATINGS)
    )
    assert known.kind == "actions"
    assert fields(known) == ["title", None, "lead_officer", "rag_q1", "rag_q2"]


def test_ratings_under_a_heading_of_values_are_statuses() -> None:
    ratings = ("Just below target", "On target", "On target", "Just below target", "On target")
    figures = ("76%", "25%", "40%", "91%", "12%")
    titles = (*TITLES, "Days lost to sickness for each member of staff")
    known = read(("Indicator", titles), ("2024/25", figures), ("Target", figures[::-1]), ("Result", ratings))
    assert fields(known)[3] == "status"
    assert fields(read(("Indicator", titles), ("Target", figures), ("Result", figures[::-1])))[2] == "value"


def test_how_much_is_done_and_which_way_is_good_fill_no_field() -> None:
    done = ("25%", "50%", "75%", "100%")
    known = read(
        ("Action", TITLES), ("Owner", POSTS), ("Due", ENDS), ("Progress bar", done), ("Note", ("So it is.",) * 4)
    )
    assert fields(known)[3:] == [None, "update"]
    measures = (("Indicator", TITLES), ("Target", ("1", "2", "3", "4")), ("Q1", ("2", "3", "4", "5")))
    assert fields(read(*measures, ("Good is", ("High", "Low", "Low", "High"))))[3] is None


def test_targets_and_values_make_indicators_of_texts_under_an_unknown_heading() -> None:
    figures = ("81%", "4.2 days", "1,204", "£90k")
    known = read(
        ("Called", TITLES),
        ("2023/24 Value", figures),
        ("2024/25 Value", figures),
        ("Target", figures),
        ("RAG", RATINGS),
    )
    assert known.kind == "kpis"
    assert fields(known) == ["title", None, "value", "target", "status"]


def test_figures_under_years_beside_a_target_are_values_and_the_last_is_this_years() -> None:
    figures = ("81%", "4.2", "1,204", "£90k")
    known = read(("Indicator", TITLES), ("Target", figures), ("2023-24", figures), ("2024-25", figures))
    assert [(c.field, c.year) for c in known.columns[2:]] == [(None, None), ("value", "2024/25")]
    known = read(("Indicator", TITLES), ("Unit", figures), ("2023-24", figures), ("Direction", ("↑", "↓", "↑", "↑")))
    assert [c.field for c in known.columns] == ["title", "unit", None, "direction"]


def test_half_years_of_two_years_beside_a_target() -> None:
    figures = ("81%", "4.2", "1,204", "£90k")
    known = read(("Indicator", TITLES), ("Target", figures), ("Apr-Sep 2024", figures), ("Apr-Sep 2025", figures))
    assert [(c.field, c.year) for c in known.columns[2:]] == [(None, None), ("value", "2025/26")]


NUMBERS = ("88", "80", "14", "100")


def test_of_ratings_of_several_quarters_the_last_is_the_status() -> None:
    columns = (("Ref", ("K1", "K2", "K3", "K4")), ("Measure", TITLES), ("Target", NUMBERS))
    known = read(*columns, ("Q1", NUMBERS), ("Q2", NUMBERS), ("RAG Q1", RATINGS), ("RAG Q2", RATINGS))
    assert fields(known) == ["code", "title", "target", "value_q1", "value_q2", None, "status_q2"]


def test_quarters_under_a_target_are_no_values() -> None:
    quarters = [((over, quarter), NUMBERS) for over in ("Target", "Performance") for quarter in ("Q1", "Q2")]
    known = read((("Ref", "Ref"), ("K1", "K2", "K3", "K4")), (("Measure", "Measure"), TITLES), *quarters)
    assert fields(known) == ["code", "title", None, "target_q2", "value_q1", "value_q2"]
