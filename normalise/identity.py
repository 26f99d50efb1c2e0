"""Identifiers that stay the same from run to run and, for the same thing, from edition to edition.

They are made from what a thing is called, never from its place: rows move between editions. Every part passes through
`slug`, so that no printed text can make a path of them.
"""

import re
from collections import Counter
from collections.abc import Sequence

from normalise.text import clean, digest, fold, slug

_YEARS = re.compile(r"\b(?:20)?\d\d\s*[/–—-]\s*(?:20)?\d\d\b|\b20\d\d\b")
_QUARTERS = re.compile(r"\b(?:q|quarter\s*)[1-4]\b", re.IGNORECASE)
# How much of a title without a name goes into an id; more words make it no more telling.
TITLE_SLUG = 60


def plan_id(council: str | None, title: str, year: str | None, quarter: str | None) -> str:
    """`council-slug/title-slug/2025-26`, with `-q3` after it where the plan reports on a quarter.

    `year` is `2025/26` and `quarter` `2025/26 Q3`, each None where not known (the id then says `undated`). Years and
    quarters in the title are left out of its slug, so that editions of one plan differ in the last part alone.
    """
    told = " ".join(_QUARTERS.sub(" ", _YEARS.sub(" ", clean(title))).split())
    when = (quarter.split()[0] if quarter else year or "undated").replace("/", "-")
    which = f"-{quarter.split()[1].lower()}" if quarter else ""
    return f"{council_slug(council)}/{slug(told or 'plan')}/{slug(when)}{which}"


def council_slug(council: str | None) -> str:
    """`cardiff` for `Cardiff Council`; `unknown-council` where none is known."""
    if not council:
        return "unknown-council"
    told = re.sub(
        r"(?:\s+(?:city|borough|county|district|metropolitan))*\s+council$|^(?:london|royal) borough of\s+",
        "",
        fold(council),
    )
    return slug(told)


def by_title(council: str | None, titles: Sequence[str]) -> list[str]:
    """An id for every row by its title: the words before the first colon or, where there is none, its first words.

    Rows that share those words add eight digits of the whole title's digest; rows that share the whole title are
    numbered in the plan's order from the second on.
    """
    place = council_slug(council)
    names = [slug(name_of(t), TITLE_SLUG) for t in titles]
    often = Counter(names)
    return _numbered(
        [
            f"{place}/{name}" if often[name] == 1 else f"{place}/{name}-{digest(fold(title))}"
            for name, title in zip(names, titles, strict=True)
        ]
    )


def by_code(council: str | None, year: str | None, codes: Sequence[str | None], titles: Sequence[str]) -> list[str]:
    """An id for every row by its code within its financial year, or by its title where the row has no code.

    The year is part of it because councils use the codes of one plan again in the next for other things.
    """
    place = council_slug(council) + (f"/{slug(year)}" if year else "")
    by_words = by_title(council, titles)
    return _numbered(
        [
            f"{place}/{_code(code)}" if code and code.strip() else words
            for code, words in zip(codes, by_words, strict=True)
        ]
    )


def name_of(title: str) -> str:
    """The words before the first colon of a title, the whole title where it has none."""
    told = clean(title)
    head = told.partition(":")[0].strip()
    return head or told


def _code(code: str) -> str:
    """A code as a part of an id: dots kept between digits, since 1.11 and 11.1 must differ."""
    told = re.sub(r"\.{2,}", ".", re.sub(r"[^a-z0-9.]+", "-", fold(code))).strip("-.")
    return told or slug(code)


def _numbered(ids: list[str]) -> list[str]:
    """The ids with `-2`, `-3` ... after those that occurred before, never one that another row already has."""
    taken = set(ids)
    seen: set[str] = set()
    told: list[str] = []
    for one in ids:
        unique, n = one, 1
        while unique in seen or (n > 1 and unique in taken):
            n += 1
            unique = f"{one}-{n}"
        seen.add(unique)
        told.append(unique)
    return told
