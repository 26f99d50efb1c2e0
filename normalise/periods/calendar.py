"""The UK financial year and its quarters: 1 April to 31 March, Q1 being April to June.

Years are written `2025/26` and quarters `2025/26 Q1` throughout.
"""

import calendar
import re
from datetime import date, timedelta

_YEAR = re.compile(r"\s*(\d{4})/(\d{2})\s*")
_QUARTER = re.compile(r"\s*(\d{4})/(\d{2})\s+Q([1-4])\s*")


def year_label(starts: int) -> str:
    """The financial year that begins in April of `starts`, such as `2025/26`."""
    return f"{starts}/{(starts + 1) % 100:02d}"


def year_start(label: str) -> int:
    """The calendar year in which the financial year `label` begins. Raises ValueError where it is none."""
    match = _YEAR.fullmatch(label)
    if not match or (int(match[1]) + 1) % 100 != int(match[2]):
        raise ValueError(f"not a financial year: {label!r}")
    return int(match[1])


def year_of(day: date) -> str:
    """The financial year that `day` falls in."""
    return year_label(day.year if day.month >= 4 else day.year - 1)


def quarter_of(day: date) -> str:
    """The quarter that `day` falls in, such as `2025/26 Q1`."""
    return f"{year_of(day)} Q{(day.month - 4) % 12 // 3 + 1}"


def quarter_label(year: str, quarter: int) -> str:
    """The label of quarter 1 to 4 of the financial year `year`."""
    return f"{year} Q{quarter}"


def quarter_before(label: str) -> str:
    """The quarter that ends where the quarter `label` begins. Raises ValueError where it is none."""
    return quarter_of(quarter_bounds(label)[0] - timedelta(days=1))


def quarter_bounds(label: str) -> tuple[date, date]:
    """First and last day of the quarter `label`. Raises ValueError where it is none."""
    match = _QUARTER.fullmatch(label)
    if not match:
        raise ValueError(f"not a quarter: {label!r}")
    starts, quarter = year_start(f"{match[1]}/{match[2]}"), int(match[3])
    month = 3 * quarter + 1 if quarter < 4 else 1
    first = date(starts if quarter < 4 else starts + 1, month, 1)
    return first, month_end(first.year, first.month + 2)


def year_bounds(label: str) -> tuple[date, date]:
    """First and last day of the financial year `label`. Raises ValueError where it is none."""
    starts = year_start(label)
    return date(starts, 4, 1), date(starts + 1, 4, 1) - timedelta(days=1)


def month_end(year: int, month: int) -> date:
    """The last day of a calendar month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def month_in(label: str, month: int) -> int:
    """The calendar year in which `month` falls within the financial year `label`."""
    return year_start(label) + (month < 4)
