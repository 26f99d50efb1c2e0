"""Themes (commitments, aims, priorities): their code and title, from their own words or from an outcome's code."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from normalise.text import clean, fold, one_of


class Theme(NamedTuple):
    """A theme's code (None where it has none) and its title without the number."""

    code: str | None
    title: str


class ThemeRules(NamedTuple):
    """The vocabulary of `registers/themes.toml`: what themes are called, and numbers written as words."""

    words: tuple[str, ...]
    numbers: dict[str, str]


def read_theme(text: str, rules: ThemeRules) -> Theme:
    """`Theme 1: Homes and Places` as code `1` and title `Homes and Places`; text without a number is all title.

    One or two words may say more of the name: `Strategic Improvement Objective 2`.
    """
    told = clean(text)
    names = one_of(rules.words)
    numbers = "|".join(rules.numbers)
    match = re.match(
        rf"(?:(?:our\s+)?(?:[^\W\d_][\w'’-]*\s+){{0,2}}?(?:{names})\s+(?:no\.?\s*)?(?P<n>\d{{1,2}}|[a-z](?=\s*[:.)–—-])|{numbers})\b|(?P<bare>\d{{1,2}})(?=[.):]\s*\D))"
        r"[\s.):–—\-]*",
        told,
        re.IGNORECASE,
    )
    if not match:
        return Theme(None, told)
    said = fold(match["n"] or match["bare"])
    code = rules.numbers.get(said, said.upper())
    return Theme(code.lstrip("0") or code, told[match.end() :] or told)


def theme_of_code(code: str) -> str | None:
    """The theme that an outcome's code belongs to: `1` for `1.1`, `P1.1` and `CP1-1`, `HP` for `HP2`."""
    told = clean(code)
    if number := numbered_theme(told):
        return number
    if match := re.match(r"([A-Za-z]+)[ -]?\d", told):
        return match[1].upper()
    return None


def numbered_theme(code: str) -> str | None:
    """The number of the theme with which a code of several parts begins: `1` for `A1.2.3` and `1.a`, None for `A1`."""
    match = re.match(r"[A-Za-z]*[ -]?(\d+)(?:[.-]\d|\.?[A-Za-z]$)", code)
    return (match[1].lstrip("0") or match[1]) if match else None


def theme_codes(printed: Iterable[str], rules: ThemeRules) -> dict[str, str]:
    """Titles of themes (folded) to their codes, from every place where a plan prints a theme with its number.

    A heading that repeats the title alone means the same theme. A title with two codes tells nothing.
    """
    found: dict[str, set[str]] = {}
    for theme in (read_theme(text, rules) for text in printed):
        if theme.code and theme.title:
            found.setdefault(fold(theme.title), set()).add(theme.code)
    return {title: next(iter(codes)) for title, codes in found.items() if len(codes) == 1}


def theme_of_codes(codes: Sequence[str], themes: dict[str, str | None]) -> str | None:
    """The theme of several outcome codes: what all share, or else that of the first, which leads.

    `themes` maps the plan's own outcome codes to their themes; other codes are read by their form.
    """
    return next((themes.get(code) or theme_of_code(code) for code in codes), None)
