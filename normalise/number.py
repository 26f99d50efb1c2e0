"""A figure as printed, to a number and its unit; an arrow or a word, to a direction of travel."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from normalise.text import clean, fold, one_of

# Every run of digits, so that one glued to letters (`Q1: 12`) is seen as a second figure.
_DIGITS = re.compile(r"\.?\d(?:[\d,.]*\d)?")
# A letter by itself before a figure, but `c` for about: a sign (`≥`) in a font that does not tell what it shows.
_LONE_LETTER = re.compile(r"^[abd-z]\s+$")
# A dash before a figure takes it from nothing; behind a word, with a space on either side, it only parts the two.
_MINUS = re.compile(r"(?:(?:^|\s)-£?|(?:^|[^\w\s])\s*-\s*£?)$")
_YEAR = re.compile(r"20\d\d")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d*(?:\.\d+)?")


class Figure(NamedTuple):
    """A number and its unit (`%`, `GBP`, or the words after it); a reason where the text is not one plain number."""

    number: float | None
    unit: str | None = None
    reason: str | None = None
    detail: str | None = None


class Direction(NamedTuple):
    """`up`, `down` or `level`, None where the text is empty or names none; then with the reason."""

    direction: str | None
    reason: str | None = None
    detail: str | None = None


@dataclass(frozen=True)
class NumberRules:
    """The vocabulary of `registers/numbers.toml`.

    `months` are names, `when` words that a year follows, `denials` those that turn the word behind them.
    """

    multipliers: Mapping[str, float]
    units: Mapping[str, str]
    nothing: frozenset[str]
    months: tuple[str, ...]
    when: tuple[str, ...]
    denials: tuple[str, ...]
    directions: Mapping[str, str]


def read_figure(text: str, rules: NumberRules) -> Figure:
    """The number that `text` states: `Below 85` is 85, `£1.2m` 1200000 GBP, `+1.2%` 1.2 %, `(3)` minus 3.

    Words around a figure do not change it, since whether `£0.6m over` is good or bad is not the figure's to say. Text
    without a digit has no number and needs no one's attention; two figures in one cell do, and so does a date.
    """
    told = fold(text)
    if not told or told in rules.nothing or not any(c.isdigit() for c in told):
        return Figure(None)
    found = list(_DIGITS.finditer(told))
    if len(found) != 1 or not _NUMBER.fullmatch(found[0][0]):
        return Figure(None, None, "unknown_number", f"{clean(text)!r} is not one plain number")
    match = found[0]
    before, after = told[: match.start()], told[match.end() :]
    if _LONE_LETTER.search(before):
        return Figure(None, None, "unknown_number", f"{clean(text)!r} has a letter that no figure has")
    if _is_date(match[0], before, after, rules):
        return Figure(None, None, "unknown_number", f"{clean(text)!r} is a date, not a figure")
    number = float(match[0].replace(",", ""))
    names = "|".join(sorted(map(re.escape, rules.multipliers), key=len, reverse=True))
    if times := re.match(rf"\s*({names})(?!\w)", after):
        # Through decimal text, so that 1.1m is 1100000 and not 1100000.0000000002.
        number = float(f"{match[0].replace(',', '')}e{len(str(int(rules.multipliers[times[1]]))) - 1}")
        after = after[times.end() :]
    if _MINUS.search(before) or (before.endswith(("(", "(£")) and after.lstrip("%").startswith(")")):
        number = -number
    return Figure(number, _unit(before, after, rules))


def _is_date(figure: str, before: str, after: str, rules: NumberRules) -> bool:
    """Whether a figure is the day or the year beside a month, or the year behind a word that says when."""
    if not figure.isdigit() or not (_YEAR.fullmatch(figure) or int(figure) <= 31):
        return False
    months = one_of(rules.months)
    if re.search(rf"\b(?:{months})\s+$", before) or re.match(rf"(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{months})\b", after):
        return True
    return bool(_YEAR.fullmatch(figure) and re.search(rf"\b(?:{one_of(rules.when)})\s+$", before))


def _unit(before: str, after: str, rules: NumberRules) -> str | None:
    for printed, unit in rules.units.items():
        edge = r"(?!\w)" if printed[-1].isalpha() else ""
        if re.match(rf"\s*{re.escape(printed)}{edge}", after) or before.rstrip().endswith(printed):
            return unit
    return None


def read_direction(text: str, rules: NumberRules) -> Direction:
    """The direction of travel that an arrow or a word names. Words such as `improving` name none: it may be down."""
    told = fold(text).replace("\ufe0f", "").strip(" .")
    if not told or told in rules.nothing:
        return Direction(None)
    if told in rules.directions:
        return Direction(rules.directions[told])
    signs = {rules.directions[c] for c in told if c in rules.directions}
    found = {
        w: re.search(rf"\b(?P<no>(?:{one_of(rules.denials)})\s+)?{w}\b", told) for w in rules.directions if w.isalpha()
    }
    words = {rules.directions[w] for w, match in found.items() if match and not match["no"]}
    meant = signs or words
    if len(meant) == 1:
        return Direction(meant.pop())
    return Direction(None, "unknown_direction", f"{clean(text)!r} is not one of up, down and level")
