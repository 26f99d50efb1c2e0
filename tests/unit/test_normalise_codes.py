import pytest

from normalise.references.codes import breaks_of_pattern
from normalise.registers import load_registers

RULES = load_registers().codes
REGULAR = [(f"A{t}.{n}.{i}", f"P{t}.{n}") for t in (1, 2) for n in (1, 2, 10) for i in (1, 2, 3)]


@pytest.mark.parametrize("odd", [("A2.2.4", "P2.1"), ("A2.20.1", "P2.2"), ("A1.11.1", "P11.1")])
def test_a_row_that_breaks_the_pattern_of_all_others_is_named(odd: tuple[str, str]) -> None:
    *others, told = breaks_of_pattern([*REGULAR, odd], RULES)
    assert others == [None] * len(REGULAR)
    assert told is not None
    assert all(part in told for part in (*odd, "18 of 19"))


@pytest.mark.parametrize("more", [("A2.2.4", ""), ("", "P2.1"), ("Z", "P2.1"), ("A2.2.4", "P1.1, P2.2"), ("7", "P2.1")])
def test_a_row_that_cannot_be_asked_or_names_the_outcome_among_others_breaks_nothing(more: tuple[str, str]) -> None:
    assert breaks_of_pattern([*REGULAR, more], RULES) == [None] * (len(REGULAR) + 1)


def test_few_rows_make_no_pattern() -> None:
    rows = [*REGULAR[:8], ("A9.9.9", "P1.1")]
    assert breaks_of_pattern(rows, RULES) == [None] * 9


def test_codes_that_are_numbered_by_another_rule_make_no_pattern() -> None:
    rows = [(f"A{i // 5}.{i % 5}.1", f"P1.{i % 3}") for i in range(30)]
    assert breaks_of_pattern(rows, RULES) == [None] * 30
