"""The forms in which a period may be printed: a quarter, a day, a month, a season, a year.

Each reader gives the days that a text in lower case names, None where it is of another form.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from normalise.periods.calendar import (
    month_end,
    month_in,
    quarter_bounds,
    quarter_label,
    year_bounds,
    year_label,
    year_start,
)

# Two digits that would be a year so many from the plan's own may as well be a day: `March 31` is rarely 2031.
_FAR = 5


class Span(NamedTuple):
    """Days from first to last, and what is unsafe about reading them so."""

    first: date
    last: date
    doubt: str | None = None


@dataclass(frozen=True, eq=False)
class PeriodRules:
    """The vocabulary of `registers/periods.toml`: word lists by role, names with their numbers, misread letters."""

    words: Mapping[str, tuple[str, ...]]
    ordinals: Mapping[str, int]
    months: Mapping[str, int]
    seasons: Mapping[str, tuple[int, int]]
    confusables: Mapping[str, str]


_FY = r"(?P<y1>20\d\d|\d\d)\s*[/\-]\s*(?P<y2>20\d\d|\d\d)"


def _full(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _financial(first: str, second: str) -> str | None:
    """`2025` and `26` as a financial year, None where they do not follow each other."""
    return year_label(_full(first)) if _full(second) == _full(first) + 1 else None


def _day(year: int, month: int, day: int) -> Span | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Span(found, found)


def _month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), month_end(year, month))


def _months(rules: PeriodRules) -> str:
    """Month names, whole or cut to three letters or more."""
    return "|".join(sorted({name[:n] for name in rules.months for n in range(3, len(name) + 1)}, key=len, reverse=True))


def _number_of(name: str, rules: PeriodRules) -> int:
    return next(number for full, number in rules.months.items() if full.startswith(name))


def _a_quarter(told: str, year: str | None, rules: PeriodRules) -> Span | None:
    """`Q1 2025/26`, `2025/26 Q1`, `Quarter 4`, `4th quarter 2025-26`, `H1 2025/26`; `Q1 2025` is ambiguous."""
    ordinals = "|".join(rules.ordinals)
    names = "|".join(rules.words["quarter"])
    what = rf"(?:(?:{names})\s*(?P<n>[1-4]|{ordinals})|(?P<nth>{ordinals})\s+(?:{names})|h(?:alf\s*)?(?P<half>[12])|"
    what += r"(?P<nhalf>first|second|1st|2nd)\s+half(?:\s+of)?(?:\s+year)?)"
    when = rf"(?:{_FY}|(?P<y>20\d\d))?"
    match = re.fullmatch(rf"{what}[\s\-/]*(?:of\s+)?{when}", told) or re.fullmatch(rf"{when}[\s\-/]*{what}", told)
    if not match:
        return None
    doubt = None
    if match["y1"]:
        year = _financial(match["y1"], match["y2"])
    elif match["y"]:
        year = year_label(int(match["y"]))
        doubt = f"read as the financial year {year}; {match['y']} may mean the calendar year"
    if year is None:
        return None
    if match["half"] or match["nhalf"]:
        half = int(match["half"] or rules.ordinals[match["nhalf"]])
        return Span(
            quarter_bounds(quarter_label(year, 2 * half - 1))[0],
            quarter_bounds(quarter_label(year, 2 * half))[1],
            doubt,
        )
    said = match["n"] or match["nth"]
    first, last = quarter_bounds(quarter_label(year, int(said) if said.isdigit() else rules.ordinals[said]))
    return Span(first, last, doubt)


def _quarters(told: str, year: str | None, rules: PeriodRules) -> Span | None:
    """Quarters that follow each other, with what joins them left out: `Q1, Q2 and Q3 2025/26`, `Q3/4`, `Q1-4`."""
    names = "|".join(rules.words["quarter"])
    match = re.fullmatch(rf"(?:{names})\s*([1-4])((?:\s*(?:and\b|&|/|-|(?:{names}))+\s*[1-4]\b)+)(?![/\-])(.*)", told)
    if not match:
        return None
    numbers = [int(n) for n in (match[1], *re.findall(r"[1-4]", match[2]))]
    ends = [_a_quarter(f"q{n}{match[3]}", year, rules) for n in (numbers[0], numbers[-1])]
    if numbers != sorted(set(numbers)) or not ends[0] or not ends[1]:
        return None
    return Span(ends[0].first, ends[1].last, ends[1].doubt)


def _a_week(told: str, year: str | None, rules: PeriodRules) -> Span | None:
    """`w/c 3 November 2025`: the week that begins then."""
    match = re.match(r"(?:w/c|wc|week (?:commencing|beginning|of))\s+", told)
    day = _a_date(told[match.end() :], year, rules) if match else None
    return Span(day.first, day.first + timedelta(days=6)) if day else None


def _a_date(told: str, year: str | None, rules: PeriodRules) -> Span | None:
    """`31/03/2026`, `31.3.26`, `2026-03-31`, `31 March 2026`, `March 31 2026`, and `31 March` in the plan's year."""
    if match := re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](20\d\d|\d\d)", told):
        return _day(_full(match[3]), int(match[2]), int(match[1]))
    if match := re.fullmatch(r"(20\d\d)-(\d\d)-(\d\d)", told):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    names = _months(rules)
    dated = re.fullmatch(
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s\-]+(?:of\s+)?(?P<m>{names})\.?[\s\-]+(?P<y>20\d\d|\d\d)", told
    )
    dated = dated or re.fullmatch(rf"(?P<m>{names})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<y>20\d\d)", told)
    if dated:
        return _day(_full(dated["y"]), _number_of(dated["m"], rules), int(dated["d"]))
    dated = re.fullmatch(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{names})", told)
    if dated and year:
        month = _number_of(dated["m"], rules)
        return _day(month_in(year, month), month, int(dated["d"]))
    return None


def _a_month(told: str, year: str | None, rules: PeriodRules) -> Span | None:
    """`March 2027`, `Sep-25`, `03/2026`, `03/26`, `2026-03`, `March 2025/26`, and `March` in the plan's year.

    `March 31` is ambiguous, and so is `May 15` in a plan of other years: an American writes days so.
    """
    if match := re.fullmatch(r"(0?[1-9]|1[0-2])/(20\d\d)|(0[1-9]|1[0-2])/([2-4]\d)", told):
        return _month(_full(match[2] or match[4]), int(match[1] or match[3]))
    if match := re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", told):
        # `2011-12` would be a financial year; `2026-03` cannot be one.
        return None if _financial(match[1], match[2]) else _month(int(match[1]), int(match[2]))
    told = re.sub(r"^(?:mid|early|late|early in|late in)[\s\-]+(?=[a-z])", "", told)
    match = re.fullmatch(rf"(?P<m>{_months(rules)})\.?(?P<gap>[\s\-/]*)(?:{_FY}|(?P<y>20\d\d|\d\d))?", told)
    if not match:
        return None
    month = _number_of(match["m"], rules)
    if match["y"]:
        found = _month(_full(match["y"]), month)
        unsure = len(match["y"]) == 2 and not match["gap"].strip() and _may_be_a_day(month, int(match["y"]), year)
        doubt = f"read as a month of {found.first.year}; {match['y']} may be the day" if unsure else None
        return found._replace(doubt=doubt)
    if match["y1"]:
        year = _financial(match["y1"], match["y2"])
    return _month(month_in(year, month), month) if year else None


def _may_be_a_day(month: int, number: int, year: str | None) -> bool:
    """Whether two digits behind a month's name may be its day: the last one, or any where the year would be far off."""
    ends = month_end(2001, month).day, month_end(2000, month).day
    return number in ends or (number <= ends[1] and _is_far(2000 + number, year))


def _is_far(number: int, year: str | None) -> bool:
    """Whether a year that two digits would name is far from the plan's."""
    return year is not None and abs(number - year_start(year)) > _FAR


def _a_season(told: str, _year: str | None, rules: PeriodRules) -> Span | None:
    """`Spring 2026`, `Winter 2025/26`."""
    match = re.fullmatch(rf"(?P<s>{'|'.join(rules.seasons)})\s*(?:{_FY}|(?P<y>20\d\d))", told)
    if not match:
        return None
    month, length = rules.seasons[match["s"]]
    over_new_year = month + length - 1 > 12
    if match["y"]:
        starts = int(match["y"])
        doubt = f"read as the winter that begins in December {starts}" if over_new_year else None
    else:
        label = _financial(match["y1"], match["y2"])
        if label is None:
            return None
        starts, doubt = month_in(label, month), None
        if month < 4 <= month + length - 1:
            doubt = f"{told} begins in March, at the end of the financial year that it names"
    ends = starts * 12 + month - 1 + length - 1
    return Span(date(starts, month, 1), month_end(ends // 12, ends % 12 + 1), doubt)


def _a_year(told: str, year: str | None, rules: PeriodRules) -> Span | None:
    """`2025/26`, `year end`, `2025-2027` and, with a doubt, `2027`."""
    if told in rules.words["year_end"]:
        return Span(*quarter_bounds(quarter_label(year, 4))) if year else None
    names = "|".join(sorted(map(re.escape, rules.words["year_end"]), key=len, reverse=True))
    if match := re.fullmatch(rf"(?P<end>(?:{names})\s+)?{_FY}(?P<end2>\s+(?:{names}))?", told):
        label = _financial(match["y1"], match["y2"])
        if label is None:
            return None
        if match["end"]:
            return Span(*quarter_bounds(quarter_label(label, 4)))
        # `06/07` in a plan of other years
        numbers = len(told) == 5 and int(match["y2"]) <= 12 and _is_far(_full(match["y1"]), year)
        doubt = f"read as the financial year {label}; a day and a month may be meant" if numbers else None
        return Span(*year_bounds(label), doubt)
    if re.fullmatch(r"20\d\d", told):
        detail = f"read as the calendar year {told}; the financial year may be meant"
        return Span(date(int(told), 1, 1), date(int(told), 12, 31), detail)
    return None


FORMS: tuple[Callable[[str, str | None, PeriodRules], Span | None], ...] = (
    _a_quarter,
    _quarters,
    _a_date,
    _a_week,
    _a_month,
    _a_season,
    _a_year,
)
