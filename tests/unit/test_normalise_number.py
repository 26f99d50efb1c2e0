import pytest

from normalise.number import read_direction, read_figure
from normalise.registers import load_registers

RULES = load_registers().numbers


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("60", 60, None),
        ("1,900", 1900, None),
        ("12.0", 12, None),
        ("Below 85", 85, None),
        ("90%", 90, "%"),
        ("+1.2%", 1.2, "%"),
        ("3.1 per cent", 3.1, "%"),
        ("-3.5", -3.5, None),
        ("−3.5%", -3.5, "%"),
        ("(12)", -12, None),
        ("(1.5%)", -1.5, "%"),
        ("£0", 0, "GBP"),
        ("£1.2m", 1_200_000, "GBP"),
        ("-£1.1m", -1_100_000, "GBP"),
        ("£0.6m over", 600_000, "GBP"),
        ("£3bn", 3_000_000_000, "GBP"),
        ("45k", 45_000, None),
        ("15 days", 15, None),
        ("Below target - 85%", 85, "%"),
        ("Red – 85%", 85, "%"),
        ("down -5%", -5, "%"),
        ("- 5", -5, None),
        ("2026", 2026, None),
        ("2019 homes in all", 2019, None),
        (".5", 0.5, None),
    ],
)
def test_one_plain_figure_has_a_number_and_a_unit(text: str, number: float, unit: str | None) -> None:
    assert read_figure(text, RULES) == (number, unit, None, None)


@pytest.mark.parametrize("text", ["", "N/A", "TBC", "Improve on last year", "-", "No target set"])
def test_no_figure_is_null_and_needs_no_one(text: str) -> None:
    assert read_figure(text, RULES) == (None, None, None, None)


@pytest.mark.parametrize("text", ["80-85", "12 of 30", "2/5", "Q1: 12", "1,90", "1.2.3", "g 76%"])
def test_what_is_not_one_plain_number_is_flagged(text: str) -> None:
    figure = read_figure(text, RULES)
    assert (figure.number, figure.reason) == (None, "unknown_number")


@pytest.mark.parametrize("text", ["Reported in June 2026", "Due 31 March", "31st of March", "Data available in 2026"])
def test_a_date_is_no_figure(text: str) -> None:
    figure = read_figure(text, RULES)
    assert (figure.number, figure.reason) == (None, "unknown_number")


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("↑", "up"),
        ("▼", "down"),
        ("↔", "level"),
        ("→", "level"),
        ("➡️", "level"),
        ("\uf0e1", "up"),
        ("Up", "up"),
        ("Increasing", "up"),
        ("No change", "level"),
        ("↓ Improving", "down"),
        ("", None),
        ("n/a", None),
    ],
)
def test_arrows_and_words_name_a_direction(text: str, direction: str | None) -> None:
    assert read_direction(text, RULES) == (direction, None, None)


@pytest.mark.parametrize("text", ["Improving", "↑↓", "B", "up then down", "No increase", "not yet rising"])
def test_a_word_that_names_no_direction_is_flagged(text: str) -> None:
    direction = read_direction(text, RULES)
    assert (direction.direction, direction.reason) == (None, "unknown_direction")
