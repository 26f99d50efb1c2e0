"""A printed period to a quarter and its first and last day.

The vocabulary is `registers/periods.toml`. Every form has one meaning, or none and a reason from `flags.csv`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from normalise.calendar import (
    month_end,
    month_in,
    quarter_bounds,
    quarter_label,
    quarter_of,
    year_bounds,
    year_label,
    year_of,
    year_start,
)
from normalise.text import fold

Edge = Literal["start", "end"]

# How sure a period is that was read after misread letters were put right, and one that may mean another.
OCR_CERTAINTY = 0.8
AMBIGUOUS_CERTAINTY = 0.5
# Two digits that would be a year so many from the plan's own may as well be a day: `March 31` is rarely 2031.
_FAR = 5
_REMARK = re.compile(r"\s*\(([^)]*)\)$")
# A remark with a year of its own belongs to what it stands behind: `Q3 (2026/27)`.
_HAS_YEAR = re.compile(r"\b20\d\d\b|\b\d\d\s*[/\-]\s*\d\d\b")


class Period(NamedTuple):
    """What a printed period means: its quarter, first and last day, or a reason why there is none or it is unsafe.

    `reason` is None where the text is plainly understood (an empty cell, too). `certainty` is from 0 to 1.
    """

    quarter: str | None
    first: date | None
    last: date | None
    reason: str | None = None
    detail: str | None = None
    certainty: float = 1.0

    @property
    def repaired(self) -> bool:
        """Whether misread letters were put right because a period came out; `detail` then says which."""
        return self.reason is None and self.detail is not None


class _Span(NamedTuple):
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


@lru_cache(maxsize=4096)
def read_period(text: str, edge: Edge, year: str | None, rules: PeriodRules) -> Period:
    """The period that `text` names.

    `edge` says which end of it counts for the quarter: a start in `Q1-Q3 2025/26` is Q1, an end is Q3. `year` is the
    plan's financial year (`2025/26`), used where the text names none; None where the plan's year is not known.
    """
    told = _tidy(text)
    if not told or told in rules.words["nothing"]:
        return Period(None, None, None)
    if told in rules.words["open_ended"]:
        return Period(None, None, None, "no_date", f"{text!r} names no date")
    if told in rules.words["undecided"]:
        return Period(None, None, None, "date_not_set", f"{text!r}: the plan sets no date yet")
    for form, certainty in _printings(told, rules):
        span = _span(form, year, rules)
        if span:
            day = span.first if edge == "start" else span.last
            begins = edge == "end" and any(told.startswith(f"{w} ") for w in rules.words["begins"])
            doubt = span.doubt or (f"{text!r} says when it begins" if begins and _single(form, year, rules) else None)
            if not doubt and _disputed(told, form, span, rules):
                doubt = f"{text!r} names another time in brackets"
            reason = "ambiguous_period" if doubt else None
            sure = min(certainty, AMBIGUOUS_CERTAINTY) if doubt else certainty
            detail = doubt or (f"{text!r} read as {form!r}" if certainty == OCR_CERTAINTY else None)
            return Period(quarter_of(day), span.first, span.last, reason, detail, sure)
    return Period(None, None, None, "unknown_period", f"{text!r} is no period that the register knows", 0.0)


def _tidy(text: str) -> str:
    """Lower case, one dash, no commas, no full stop at the end; `'26` is 2026."""
    told = re.sub(r"(?<!\d)'(?=\d\d\b)", " 20", fold(text))
    return re.sub(r"\s+", " ", told.replace(",", " ")).strip(" .;:")


def _printings(told: str, rules: PeriodRules) -> list[tuple[str, float]]:
    """The text itself, without a remark in brackets, and with misread letters put right; with how far each is safe."""
    plain = _REMARK.sub("", told)
    inner = " ".join(re.sub(r"[()]", " ", told).split())
    mended = re.sub(
        r"\S+",
        lambda m: _mend(m[0], rules) if re.search(r"\d|^q.$", m[0]) else m[0],
        plain,
    )
    remark = _REMARK.search(told)
    two = (inner, plain) if remark and _HAS_YEAR.search(remark[1]) else (plain, inner)
    forms = dict.fromkeys((told, *two), 1.0)
    forms.setdefault(mended, OCR_CERTAINTY)
    return list(forms.items())


def _disputed(told: str, form: str, span: _Span, rules: PeriodRules) -> bool:
    """Whether a remark in brackets that the printing `form` leaves out names days of which `span` has none."""
    remark = _REMARK.search(told)
    if remark is None or remark[1].strip() in form:
        return False
    named = _single(remark[1].strip(), year_of(span.last), rules)
    return named is not None and (named.last < span.first or span.last < named.first)


def _mend(word: str, rules: PeriodRules) -> str:
    """Letters that are read for digits replaced, in a word that has the shape of a quarter or a year."""
    head, tail = (word[0], word[1:]) if word[0] == "q" else ("", word)
    told = "".join(rules.confusables.get(c, c) for c in tail)
    return head + told if re.fullmatch(r"[\d/\-.]+", told) else word


def _span(told: str, year: str | None, rules: PeriodRules) -> _Span | None:
    """The days that `told` names, whole or as a range; None where it names none."""
    for form in (told, _bare(told, rules)):
        for read in _FORMS:
            span = read(form, year, rules)
            if span:
                return span
    return _range(told, year, rules)


def _bare(told: str, rules: PeriodRules) -> str:
    """`told` without the words around a period that do not change it."""
    words = sorted(rules.words["ignored"], key=len, reverse=True)
    around = "|".join(re.escape(w) for w in words)
    while True:
        less = re.sub(rf"^(?:{around})\s+|\s+(?:{around})$", "", told)
        if less == told:
            return told
        told = less


def _range(told: str, year: str | None, rules: PeriodRules) -> _Span | None:
    """Two periods with a word or a dash between them; the first takes its year from the second.

    With white space alone between them, one period printed in two languages: `Mawrth 2026 March 2026`.
    """
    for joint in rules.words["range"]:
        around = r"\s+" if joint.isalpha() else r"\s*"
        for match in re.finditer(around + re.escape(joint) + around, told):
            right = _single(told[match.end() :], year, rules)
            left = right and _single(told[: match.start()], year_of(right.last), rules)
            if left and right and left.first <= right.last:
                return _Span(left.first, right.last, left.doubt or right.doubt)
    for match in re.finditer(r"\s+", told):
        right = _single(told[match.end() :], year, rules)
        if right and _single(told[: match.start()], year, rules) == right:
            return right
    return None


def _single(told: str, year: str | None, rules: PeriodRules) -> _Span | None:
    form = _bare(told, rules)
    return next((span for read in _FORMS if (span := read(form, year, rules))), None)


_FY = r"(?P<y1>20\d\d|\d\d)\s*[/\-]\s*(?P<y2>20\d\d|\d\d)"


def _full(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _financial(first: str, second: str) -> str | None:
    """`2025` and `26` as a financial year, None where they do not follow each other."""
    return year_label(_full(first)) if _full(second) == _full(first) + 1 else None


def _day(year: int, month: int, day: int) -> _Span | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return _Span(found, found)


def _month(year: int, month: int) -> _Span:
    return _Span(date(year, month, 1), month_end(year, month))


def _months(rules: PeriodRules) -> str:
    """Month names, whole or cut to three letters or more."""
    return "|".join(sorted({name[:n] for name in rules.months for n in range(3, len(name) + 1)}, key=len, reverse=True))


def _number_of(name: str, rules: PeriodRules) -> int:
    return next(number for full, number in rules.months.items() if full.startswith(name))


def _a_quarter(told: str, year: str | None, rules: PeriodRules) -> _Span | None:
    """`Q1 2025/26`, `2025/26 Q1`, `Quarter 4`, `4th quarter 2025-26`, `H1 2025/26`; `Q1 2025` is ambiguous."""
    ordinals = "|".join(rules.ordinals)
    names = "|".join(rules.words["quarter"])
    what = rf"(?:(?:{names})\s*(?P<n>[1-4]|{ordinals})|(?P<nth>{ordinals})\s+(?:{names})|h(?:alf\s*)?(?P<half>[12])|"
    what += r"(?P<nhalf>first|second)\s+half(?:\s+of)?(?:\s+year)?)"
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
        return _Span(
            quarter_bounds(quarter_label(year, 2 * half - 1))[0],
            quarter_bounds(quarter_label(year, 2 * half))[1],
            doubt,
        )
    said = match["n"] or match["nth"]
    first, last = quarter_bounds(quarter_label(year, int(said) if said.isdigit() else rules.ordinals[said]))
    return _Span(first, last, doubt)


def _a_date(told: str, year: str | None, rules: PeriodRules) -> _Span | None:
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


def _a_month(told: str, year: str | None, rules: PeriodRules) -> _Span | None:
    """`March 2027`, `Sep-25`, `03/2026`, `03/26`, `2026-03`, `March 2025/26`, and `March` in the plan's year.

    `March 31` is ambiguous, and so is `May 15` in a plan of other years: an American writes days so.
    """
    if match := re.fullmatch(r"(0?[1-9]|1[0-2])/(20\d\d)|(0[1-9]|1[0-2])/([2-4]\d)", told):
        return _month(_full(match[2] or match[4]), int(match[1] or match[3]))
    if match := re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", told):
        # `2011-12` would be a financial year; `2026-03` cannot be one.
        return None if _financial(match[1], match[2]) else _month(int(match[1]), int(match[2]))
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


def _a_season(told: str, _year: str | None, rules: PeriodRules) -> _Span | None:
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
    return _Span(date(starts, month, 1), month_end(ends // 12, ends % 12 + 1), doubt)


def _a_year(told: str, year: str | None, rules: PeriodRules) -> _Span | None:
    """`2025/26`, `year end`, `2025-2027` and, with a doubt, `2027`."""
    if told in rules.words["year_end"]:
        return _Span(*quarter_bounds(quarter_label(year, 4))) if year else None
    names = "|".join(sorted(map(re.escape, rules.words["year_end"]), key=len, reverse=True))
    if match := re.fullmatch(rf"(?P<end>(?:{names})\s+)?{_FY}(?P<end2>\s+(?:{names}))?", told):
        label = _financial(match["y1"], match["y2"])
        if label is None:
            return None
        if match["end"]:
            return _Span(*quarter_bounds(quarter_label(label, 4)))
        # `06/07` in a plan of other years
        numbers = len(told) == 5 and int(match["y2"]) <= 12 and _is_far(_full(match["y1"]), year)
        doubt = f"read as the financial year {label}; a day and a month may be meant" if numbers else None
        return _Span(*year_bounds(label), doubt)
    if re.fullmatch(r"20\d\d", told):
        detail = f"read as the calendar year {told}; the financial year may be meant"
        return _Span(date(int(told), 1, 1), date(int(told), 12, 31), detail)
    return None


_FORMS: tuple[Callable[[str, str | None, PeriodRules], _Span | None], ...] = (
    _a_quarter,
    _a_date,
    _a_month,
    _a_season,
    _a_year,
)
