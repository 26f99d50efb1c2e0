"""Which quarter and financial year a heading names: `Q1`, `2024/25 Q3`, `Apr-Jun`, `July to September 2025`.

Quarters are those of the financial year: Q1 runs from April to June.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_RANGE = re.compile(
    rf"\b({_MONTH})\.?\s*(?:20\d\d|'?\d\d)?\s*(?:-|–|—|/|to|until)\s*({_MONTH})\b\.?\s*('?\d{{2,4}}\b)?", re.I
)
# A month or a day of it beside a quarter, with what stands around it: `(Jun 25)`, `to 30 September 2025`, `- end Dec`.
_BESIDE = re.compile(
    rf"[(\[]?\s*(?:[-–—:,]\s*)?(?:(?:to|at|as at|up to|ending|ended|end|end of|by)\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?\b({_MONTH})\b\.?[\s\-–/]*('?\d{{4}}\b|'?\d{{2}}\b)?\s*[)\]]?",
    re.I,
)
_QUARTER = re.compile(
    r"\b(?:q|qtr|quarter)\s*\.?\s*([1-4]|one|two|three|four)\b|\b(1st|2nd|3rd|4th|first|second|third|fourth)\s+(?:quarter|qtr)\b",
    re.I,
)
_YEAR = re.compile(r"(?<![\d/])(?:20)?(\d\d)\s*[/–-]\s*(?:20)?(\d\d)(?![\d/])")
_FIGURE = re.compile(r"\d")
_YEAR_WORD = re.compile(r"\b(?:financial\s+)?year\b", re.I)
_BARE_MONTH = re.compile(rf"^({_MONTH})[\s\-–/'’]*(?:20)?(?:\d\d)?$", re.I)
# So many months in turn.
CALENDAR = 4
_NAMES = {"one": 1, "two": 2, "three": 3, "four": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}


class Named(NamedTuple):
    """What a heading says of time.

    A quarter (1 to 4) and a financial year (`2024/25`), None where it does not say; `rest` is the heading without those
    words.
    """

    quarter: int | None
    year: str | None
    rest: str


def named(text: str) -> Named:
    """The quarter and year in a heading."""
    quarter, year, rest = None, None, text
    # Lines of every page are asked: most hold no `q` and no figure, and those two tests take a tenth of the searches.
    if "q" in text.lower() and (match := _QUARTER.search(text)):
        word = (match[1] or match[2]).lower()
        quarter = _NAMES.get(word) or int(word[0])
        rest = _QUARTER.sub(" ", rest)
    if (match := _RANGE.search(rest)) and (told := _of_months(match[1], match[2])):
        if quarter in (None, told):
            quarter = told
            year = _year_of(match[1], match[3])
        rest = rest[: match.start()] + " " + rest[match.end() :]
    elif quarter and (match := _BESIDE.search(rest)) and _quarter_of(match[1]) == quarter:
        year = _year_of(match[1], match[2])
        rest = rest[: match.start()] + " " + rest[match.end() :]
    for match in _YEAR.finditer(text) if _FIGURE.search(text) else ():
        if (int(match[1]) + 1) % 100 == int(match[2]):
            year = f"20{match[1]}/{match[2]}"
            rest = rest.replace(match[0], " ")
            break
    return Named(quarter, year, rest)


def is_year(text: str) -> bool:
    """Whether a heading names a financial year and nothing else: `2026/27`, `Year 2 (2026-27)`."""
    told = named(text)
    return told.year is not None and told.quarter is None and not _letters(_YEAR_WORD.sub("", told.rest))


def year_alone(text: str) -> str | None:
    """The financial year of a heading that names a year, or months of one, and nothing else: `Apr-Sep 2025`."""
    if is_year(text):
        return named(text).year
    months = _RANGE.search(text)
    return _year_of(months[1], months[3]) if months and not _letters(text.replace(months[0], "")) else None


def _letters(text: str) -> bool:
    return any(ch.isalpha() for ch in text)


def month_in(text: str) -> Named | None:
    """The quarter in which the one month of a heading falls; None where it names none, several, or a quarter.

    With it the financial year, where a year is printed: `RAG Sep-25` is quarter 2 of 2025/26 and `RAG`.
    """
    found = list(_BESIDE.finditer(text))
    if len(found) != 1 or _QUARTER.search(text):
        return None
    match = found[0]
    rest = f"{text[: match.start()]} {text[match.end() :]}".strip()
    return Named(_quarter_of(match[1]), _year_of(match[1], match[2]), rest)


def months_in_turn(texts: Sequence[str]) -> set[str]:
    """Those of the texts, from left to right, that name one month each, every one the month after that on its left.

    So many in turn, four at least, are the headings of a calendar and no dates.
    """
    found: set[str] = set()
    turn: list[tuple[int, str]] = []
    for text in (*texts, ""):
        month = int(_MONTHS.index(m[1][:3].lower())) if (m := _BARE_MONTH.match(text)) else None
        if month is None or (turn and month != (turn[-1][0] + 1) % 12):
            found |= {t for _, t in turn} if len(turn) >= CALENDAR else set()
            turn = []
        if month is not None:
            turn.append((month, text))
    return found


def _number(month: str) -> int:
    return _MONTHS.index(month[:3].lower()) + 1


def _quarter_of(month: str) -> int:
    return (_number(month) - 4) % 12 // 3 + 1


def _of_months(first: str, last: str) -> int | None:
    """The quarter that runs from one month to the other; None where it is no quarter."""
    a, b = _number(first), _number(last)
    return _quarter_of(first) if (a - 1) % 3 == 0 and b == a + 2 else None


def _year_of(month: str, year: str | None) -> str | None:
    """The financial year of a month in a calendar year."""
    if not year:
        return None
    digits = int(year.strip("'")) % 100
    first = digits if _number(month) >= 4 else digits - 1
    return f"20{first:02d}/{(first + 1) % 100:02d}"
