from datetime import date

import pytest

from normalise.periods.calendar import month_end, quarter_bounds, quarter_of, year_bounds, year_start
from normalise.periods.period import Edge, read_period
from normalise.registers import load_registers

RULES = load_registers().periods
PLAIN = [
    ("Q1 2025/26", "2025/26 Q1", "2025-04-01", "2025-06-30"),
    ("Q3 26/27", "2026/27 Q3", "2026-10-01", "2026-12-31"),
    ("2025/26 Q2", "2025/26 Q2", "2025-07-01", "2025-09-30"),
    ("Quarter 4 2025-26", "2025/26 Q4", "2026-01-01", "2026-03-31"),
    ("quarter one 2025/2026", "2025/26 Q1", "2025-04-01", "2025-06-30"),
    ("4th quarter 2025/26", "2025/26 Q4", "2026-01-01", "2026-03-31"),
    ("Q4", "2025/26 Q4", "2026-01-01", "2026-03-31"),
    ("by end of Q3 2025/26", "2025/26 Q3", "2025-10-01", "2025-12-31"),
    ("Q4 2025/26 (subject to funding)", "2025/26 Q4", "2026-01-01", "2026-03-31"),
    ("March 2027", "2026/27 Q4", "2027-03-01", "2027-03-31"),
    ("Mar 2025", "2024/25 Q4", "2025-03-01", "2025-03-31"),
    ("Sept 2025", "2025/26 Q2", "2025-09-01", "2025-09-30"),
    ("Sep-25", "2025/26 Q2", "2025-09-01", "2025-09-30"),
    ("March '26", "2025/26 Q4", "2026-03-01", "2026-03-31"),
    ("June '30", "2030/31 Q1", "2030-06-01", "2030-06-30"),
    ("Mar-31", "2030/31 Q4", "2031-03-01", "2031-03-31"),
    ("Mar 27", "2026/27 Q4", "2027-03-01", "2027-03-31"),
    ("Q3 (2026/27)", "2026/27 Q3", "2026-10-01", "2026-12-31"),
    ("March (2027)", "2026/27 Q4", "2027-03-01", "2027-03-31"),
    ("31 March (2027)", "2026/27 Q4", "2027-03-31", "2027-03-31"),
    ("March 2027 (was December 2025)", "2026/27 Q4", "2027-03-01", "2027-03-31"),
    ("Q4 2026/27 (March)", "2026/27 Q4", "2027-01-01", "2027-03-31"),
    ("March", "2025/26 Q4", "2026-03-01", "2026-03-31"),
    ("October", "2025/26 Q3", "2025-10-01", "2025-10-31"),
    ("March 2025/26", "2025/26 Q4", "2026-03-01", "2026-03-31"),
    ("end of March 2026", "2025/26 Q4", "2026-03-01", "2026-03-31"),
    ("03/2026", "2025/26 Q4", "2026-03-01", "2026-03-31"),
    ("03/26", "2025/26 Q4", "2026-03-01", "2026-03-31"),
    ("Mawrth 2026 / March 2026", "2025/26 Q4", "2026-03-01", "2026-03-31"),
    ("30 Medi 2025 30 September 2025", "2025/26 Q2", "2025-09-30", "2025-09-30"),
    ("2026-03", "2025/26 Q4", "2026-03-01", "2026-03-31"),
    ("Feb 2028", "2027/28 Q4", "2028-02-01", "2028-02-29"),
    ("31/03/2026", "2025/26 Q4", "2026-03-31", "2026-03-31"),
    ("1.4.25", "2025/26 Q1", "2025-04-01", "2025-04-01"),
    ("2026-03-31", "2025/26 Q4", "2026-03-31", "2026-03-31"),
    ("31 March 2026", "2025/26 Q4", "2026-03-31", "2026-03-31"),
    ("Fri 28/11/25", "2025/26 Q3", "2025-11-28", "2025-11-28"),
    ("Monday 1 December 2025", "2025/26 Q3", "2025-12-01", "2025-12-01"),
    ("1st of April 2025", "2025/26 Q1", "2025-04-01", "2025-04-01"),
    ("31 March", "2025/26 Q4", "2026-03-31", "2026-03-31"),
    ("Winter 2025/26", "2025/26 Q4", "2025-12-01", "2026-02-28"),
    ("Summer 2025", "2025/26 Q2", "2025-06-01", "2025-08-31"),
    ("Spring 2026", "2026/27 Q1", "2026-03-01", "2026-05-31"),
    ("2025/26", "2025/26 Q4", "2025-04-01", "2026-03-31"),
    ("FY 2025/26", "2025/26 Q4", "2025-04-01", "2026-03-31"),
    ("Year end", "2025/26 Q4", "2026-01-01", "2026-03-31"),
    ("H1 2025/26", "2025/26 Q2", "2025-04-01", "2025-09-30"),
    ("second half of 2025/26", "2025/26 Q4", "2025-10-01", "2026-03-31"),
    ("Q1-Q3 2025/26", "2025/26 Q3", "2025-04-01", "2025-12-31"),
    ("Q2/Q3 2025/26", "2025/26 Q3", "2025-07-01", "2025-12-31"),
    ("November to February 2026", "2025/26 Q4", "2025-11-01", "2026-02-28"),
    ("Dec 2025/Jan 2026", "2025/26 Q4", "2025-12-01", "2026-01-31"),
    ("FY26/27", "2026/27 Q4", "2026-04-01", "2027-03-31"),
    ("Q3 FY25/26", "2025/26 Q3", "2025-10-01", "2025-12-31"),
    ("w/c 3 Nov 2025", "2025/26 Q3", "2025-11-03", "2025-11-09"),
    ("March - June 2026", "2026/27 Q1", "2026-03-01", "2026-06-30"),
    ("Nov to April 2026", "2026/27 Q1", "2025-11-01", "2026-04-30"),
    ("Q1, Q2 and Q3 2025/26", "2025/26 Q3", "2025-04-01", "2025-12-31"),
    ("Q3/4 2026/27", "2026/27 Q4", "2026-10-01", "2027-03-31"),
    ("Q1-4", "2025/26 Q4", "2025-04-01", "2026-03-31"),
    ("Ongoing to March 2026", "2025/26 Q4", "2026-03-01", "2026-03-31"),
    ("mid-March 2026", "2025/26 Q4", "2026-03-01", "2026-03-31"),
    ("1st half of 2025/26", "2025/26 Q2", "2025-04-01", "2025-09-30"),
    ("Target: June 2025", "2025/26 Q1", "2025-06-01", "2025-06-30"),
    ("Chwarter 3 2025/26", "2025/26 Q3", "2025-10-01", "2025-12-31"),
]


@pytest.mark.parametrize(("text", "quarter", "first", "last"), PLAIN)
def test_a_plain_form_has_one_meaning_and_no_flag(text: str, quarter: str, first: str, last: str) -> None:
    period = read_period(text, "end", "2025/26", RULES)
    assert (period.quarter, str(period.first), str(period.last)) == (quarter, first, last)
    assert (period.reason, period.certainty) == (None, 1.0)


@pytest.mark.parametrize(
    ("text", "edge", "quarter"),
    [
        ("Q1-Q3 2025/26", "start", "2025/26 Q1"),
        ("Q1-Q3 2025/26", "end", "2025/26 Q3"),
        ("2025/26", "start", "2025/26 Q1"),
        ("2025/26", "end", "2025/26 Q4"),
        ("Spring 2026", "start", "2025/26 Q4"),
    ],
)
def test_a_long_period_counts_by_the_end_that_is_asked_for(text: str, edge: Edge, quarter: str) -> None:
    assert read_period(text, edge, None, RULES).quarter == quarter


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ongoing", "no_date"),
        ("Business as usual", "no_date"),
        ("TBC", "date_not_set"),
        ("to be confirmed.", "date_not_set"),
        ("when funds allow", "unknown_period"),
        ("31/02/2026", "unknown_period"),
        ("03/31/2026", "unknown_period"),
        ("2025/27", "unknown_period"),
        ("Q5 2025/26", "unknown_period"),
        ("Q4 2025/26 revised to Q2 2026/27 or later", "unknown_period"),
    ],
)
def test_a_form_without_a_date_has_a_reason_and_no_date(text: str, reason: str) -> None:
    period = read_period(text, "end", "2025/26", RULES)
    assert (period.quarter, period.first, period.last, period.reason) == (None, None, None, reason)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("by 2027", "2027-12-31"),
        ("Q1 2025", "2025-06-30"),
        ("Winter 2026", "2027-02-28"),
        ("March 31", "2031-03-31"),
        ("June 30", "2030-06-30"),
        ("May 15", "2015-05-31"),
        ("06/07", "2007-03-31"),
        ("Q4 (2026)", "2027-03-31"),
        ("Q4 (Mar 2027)", "2026-03-31"),
        ("31 March (2026/27)", "2026-03-31"),
    ],
)
def test_a_form_with_two_meanings_takes_the_likelier_and_is_flagged(text: str, last: str) -> None:
    period = read_period(text, "end", "2025/26", RULES)
    assert (str(period.last), period.reason) == (last, "ambiguous_period")
    assert period.certainty < 1


@pytest.mark.parametrize("text", ["", "  ", "-", "N/A"])
def test_an_empty_cell_needs_no_one(text: str) -> None:
    assert read_period(text, "end", "2025/26", RULES) == (None, None, None, None, None, 1.0)


@pytest.mark.parametrize("text", ["Q4", "March", "Year end", "31 March"])
def test_without_the_plans_year_a_bare_form_is_unknown(text: str) -> None:
    assert read_period(text, "end", None, RULES).reason == "unknown_period"


def test_misread_letters_are_put_right_with_less_certainty() -> None:
    period = read_period("Ql 2O25/26", "end", None, RULES)
    assert (period.quarter, period.reason) == ("2025/26 Q1", None)
    assert period.certainty < 1


def test_the_calendar_knows_the_financial_year() -> None:
    assert quarter_of(date(2026, 3, 31)) == "2025/26 Q4"
    assert quarter_of(date(2026, 4, 1)) == "2026/27 Q1"
    assert quarter_bounds("2027/28 Q4") == (date(2028, 1, 1), date(2028, 3, 31))
    assert year_bounds("1999/00") == (date(1999, 4, 1), date(2000, 3, 31))
    assert month_end(2028, 2).day == 29


@pytest.mark.parametrize("wrong", ["2025/27", "2025", "25/26", "2025-26"])
def test_what_is_no_year_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a financial year"):
        year_start(wrong)
    with pytest.raises(ValueError, match="not a"):
        quarter_bounds(f"{wrong} Q1")


def test_a_date_from_which_on_leaves_the_end_open() -> None:
    begun = read_period("From April 2026", "end", "2025/26", RULES)
    assert begun.reason == "ambiguous_period"
    assert read_period("From April 2026", "start", "2025/26", RULES).reason is None
    assert read_period("From April 2025 to March 2026", "end", "2025/26", RULES).reason is None
