import pytest

from normalise.references.outcome import fit, read_outcomes
from normalise.references.theme import Theme, read_theme, theme_of_code, theme_of_codes
from normalise.registers import load_registers

NUMBERED = ("1.1", "1.2", "1.3", "2.1", "3.1")
LETTERED = ("HP1", "HP2", "LW1")
THEMES = load_registers().themes


@pytest.mark.parametrize(
    ("text", "known", "codes"),
    [
        ("1.1, 1.2", NUMBERED, ("1.1", "1.2")),
        ("1.1 1.2", NUMBERED, ("1.1", "1.2")),
        ("1.1 & 1.3", NUMBERED, ("1.1", "1.3")),
        ("1.1 and 2.1", NUMBERED, ("1.1", "2.1")),
        ("1.1/2.1", NUMBERED, ("1.1", "2.1")),
        ("(1.1)", NUMBERED, ("1.1",)),
        ("1.1, 1.1", NUMBERED, ("1.1",)),
        ("HP1; HP2", LETTERED, ("HP1", "HP2")),
        ("1.2 A home for everyone who needs one", NUMBERED, ("1.2",)),
        ("All outcomes", LETTERED, LETTERED),
        ("", NUMBERED, ()),
        ("N/A", NUMBERED, ()),
    ],
)
def test_codes_of_the_list_are_told_apart_however_they_are_parted(
    text: str, known: tuple[str, ...], codes: tuple[str, ...]
) -> None:
    found = read_outcomes(text, known)
    assert (found.codes, found.reason, found.certainty) == (codes, None, 1.0)


@pytest.mark.parametrize(
    ("text", "known", "codes"),
    [
        ("1,3", NUMBERED, ("1.3",)),
        ("1.l", NUMBERED, ("1.1",)),
        ("3.10", NUMBERED, ("3.1",)),
        ("hp-01", LETTERED, ("HP1",)),
        ("HPl", LETTERED, ("HP1",)),
        ("1.2", ("P1.1", "P1.2"), ("P1.2",)),
        ("1 1; 1-2", NUMBERED, ("1.1", "1.2")),
    ],
)
def test_a_code_is_repaired_where_exactly_one_fits(text: str, known: tuple[str, ...], codes: tuple[str, ...]) -> None:
    found = read_outcomes(text, known)
    assert (found.codes, found.reason) == (codes, None)
    assert 0 < found.certainty < 1


@pytest.mark.parametrize(
    ("text", "known", "codes"),
    [
        ("1.9", NUMBERED, ("1.9",)),
        ("1.1, 7.7", NUMBERED, ("1.1", "7.7")),
        ("1.2", ("A1.2", "B1.2"), ("1.2",)),
        ("Z1.1", ("P1.1",), ("Z1.1",)),
        ("see appendix", NUMBERED, ("see appendix",)),
        ("95% of plans reviewed", (), ("95% of plans reviewed",)),
        ("A, D", ("A", "B", "C"), ("A", "D")),
        ("1.1 to 1.3, 7.7", NUMBERED, ("1.1", "1.2", "1.3", "7.7")),
    ],
)
def test_an_unknown_code_is_flagged_and_never_dropped(
    text: str, known: tuple[str, ...], codes: tuple[str, ...]
) -> None:
    found = read_outcomes(text, known)
    assert (found.codes, found.reason) == (codes, "unknown_outcome")


def test_a_list_that_has_both_numbers_is_not_read_as_one_code() -> None:
    assert read_outcomes("1,3", ("1", "3", "1.3")).codes == ("1", "3")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1.1 - 1.3", ("1.1", "1.2", "1.3")),
        ("1.1 to 1.3, 3.1", ("1.1", "1.2", "1.3", "3.1")),
        ("3.1 and 1.1-1.2", ("3.1", "1.1", "1.2")),
        ("1.1–1.2; 2.1–3.1", ("1.1", "1.2", "2.1", "3.1")),
    ],
)
def test_a_range_is_for_a_person_to_confirm(text: str, codes: tuple[str, ...]) -> None:
    found = read_outcomes(text, NUMBERED)
    assert (found.codes, found.reason) == (codes, "ambiguous_outcome")


def test_without_a_list_codes_stand_as_printed() -> None:
    found = read_outcomes("1.1; 1.9", ())
    assert (found.codes, found.reason) == (("1.1", "1.9"), None)
    assert found.certainty < 1


@pytest.mark.parametrize("name", ["Net zero by 2030", "1,000 new homes", "A top 10 place to live"])
def test_a_year_or_a_count_in_the_name_of_an_outcome_is_no_code(name: str) -> None:
    found = read_outcomes(name, ())
    assert (found.codes, found.reason) == ((name,), "unknown_outcome")


@pytest.mark.parametrize("text", ["Outcomes 1 and 3", "1 & 3", "Priority 1, priority 3"])
def test_numbers_without_a_list_are_codes_beside_words_that_join_them(text: str) -> None:
    assert read_outcomes(text, ()).codes == ("1", "3")


def test_two_fits_are_none() -> None:
    assert fit("1.2", ("A1.2", "B1.2")) is None


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Theme 1: Homes and Places", Theme("1", "Homes and Places")),
        ("Commitment 2 Living well", Theme("2", "Living well")),
        ("Aim 3 - A place that thrives", Theme("3", "A place that thrives")),
        ("Priority Two – Greener", Theme("2", "Greener")),
        ("4. Council that works", Theme("4", "Council that works")),
        ("Theme 04: Homes", Theme("4", "Homes")),
        ("Theme A: Homes", Theme("A", "Homes")),
        ("Improvement Objective 2 – Local jobs", Theme("2", "Local jobs")),
        ("Homes and Places", Theme(None, "Homes and Places")),
        ("25 years of parks", Theme(None, "25 years of parks")),
        ("Priority actions", Theme(None, "Priority actions")),
    ],
)
def test_a_theme_is_its_number_and_its_title(text: str, theme: Theme) -> None:
    assert read_theme(text, THEMES) == theme


@pytest.mark.parametrize(
    ("code", "theme"),
    [("1.1", "1"), ("P2.3", "2"), ("HP2", "HP"), ("CP2-1", "2"), ("HP-01", "HP"), ("A10.1.4", "10"), ("x", None)],
)
def test_a_code_tells_its_theme(code: str, theme: str | None) -> None:
    assert theme_of_code(code) == theme


def test_the_first_outcome_leads() -> None:
    assert theme_of_codes(("LW1", "HP1"), {"LW1": "2", "HP1": "1"}) == "2"
    assert theme_of_codes((), {}) is None
