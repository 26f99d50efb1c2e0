"""Rows that sum up others become no records, and are told."""

import pytest

from extractors.headings.totals import sums_up


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("", "Total", "12", "7"), True),
        (("Grand total:", "", "£1,204"), True),
        (("12", "Sub-total"), True),
        (("Total waste collected", "12", "7"), False),
        (("1.2", "Total", "Head of Housing", "12"), False),
        (("", "12", "7"), False),
        (("Total", "21 deliverables", "Blue 3, Green 9, Amber 4"), True),
        (("Total", "Mend 3 walls", "9"), False),
    ],
)
def test_a_row_sums_up_others_where_nothing_but_figures_stands_beside_its_word(
    texts: tuple[str, ...], expected: bool
) -> None:
    assert sums_up(texts) is expected
