"""Columns headed by the initials of months, under the year or without it: `A | M | J | J | A | S`."""

from collections.abc import Sequence
from itertools import groupby

from extractors.headings.quarters import is_year, named

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
# Fewer letters than this may be those of anything: `A | M`, `R | A | G`.
FEWEST = 6
_APRIL = 3


def with_months(headings: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The heading texts over each column (top row first), initials of months in turn made their names and years.

    Bars under such letters, and nothing else in 18 deliverables of one plan, said when each begins and ends.
    """
    found: list[Sequence[str]] = [*headings]
    letters = [next((t for t in reversed(h) if t), "") for h in headings]
    runs = groupby(range(len(letters)), key=lambda n: len(letters[n].strip()) == 1 and letters[n].strip().isupper())
    for places in (list(run) for single, run in runs if single):
        first = _first_month("".join(letters[n].strip() for n in places))
        for k, n in enumerate(places if first is not None else ()):
            month = ((first or 0) + k) % 12
            found[n] = (f"{_MONTHS[month]} {year}" if (year := _year(headings[n][:-1], month)) else _MONTHS[month],)
    return found


def _first_month(letters: str) -> int | None:
    """The month (January is 0) with which letters begin that are initials of months in turn; None where in doubt."""
    turn = "".join(m[0] for m in _MONTHS) * 3
    fitting = [n for n in range(12) if turn[n : n + len(letters)] == letters]
    return fitting[0] if len(fitting) == 1 and FEWEST <= len(letters) <= 2 * 12 else None


def _year(above: Sequence[str], month: int) -> str | None:
    """The calendar year that a heading above says, itself or as a financial one; None where it says none."""
    for text in (t.strip() for t in above):
        if len(text) == 4 and text.isdigit():
            return text
        if is_year(text) and (year := named(text).year):
            return str(int(year[:4]) + (month < _APRIL))
    return None
