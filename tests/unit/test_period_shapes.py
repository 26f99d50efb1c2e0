"""Which texts look like dates, so that a column of them is known for one whatever its heading."""

import pytest

from extractors.headings.shapes import PERIOD, TIME


@pytest.mark.parametrize(
    "text",
    [
        "31-Mar-26", "31 March", "5th November", "March 31st 2026", "Oct/Nov 2025", "Sept 25 - Mar 26", "March 2025/26",
        "1 April 2025 - 31 March 2026", "w/c 3 Nov 2025", "Target: June 2025", "Ongoing to March 2026", "Mawrth 2026",
        "2024/25 - 2026/27", "FY26/27", "Sep.", "by end of March 2026",
    ],
)  # fmt: skip
def test_a_printing_of_a_date_is_one(text: str) -> None:
    assert PERIOD.match(text)


@pytest.mark.parametrize("text", ["Marketing", "Mayor", "Jane", "Junction", "Decarbonise homes", "Separate bins"])
def test_a_word_that_begins_like_a_month_is_none(text: str) -> None:
    assert not PERIOD.match(text)
    assert not TIME.search(text)
