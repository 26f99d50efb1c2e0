"""Titles of plans inside a document: what a table's nearest one says of its year, and that there are several.

Pages that nothing else parts (running headers and page numbers go on, or one page holds both) stay one plan. Then the
year in the title above a table is the year of its quarters, and a person is told of every title that may begin a plan
of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.headings.quarters import named
from extractors.headings.vocabulary import plan_pattern
from extractors.layout import Layout, Published
from extractors.plans.divisions import LARGE, subject_of
from extractors.printed.text import clean

# A title is one or two lines; longer texts that name a plan and its year are prose.
LONGEST = 120


class Title(NamedTuple):
    """A heading that names a plan and its year: its words, where it stands in reading order, and that year."""

    text: str
    place: tuple[int, int, float]
    year: str

    @property
    def subject(self) -> str:
        """The plan's name, in lower case and without punctuation and year."""
        return " ".join(re.sub(r"[\W\d_]+", " ", subject_of(self.text).lower()).split())


def titles_of(seen: Layout) -> list[Title]:
    """The titles of plans outside tables, in reading order."""
    body = seen.body_size
    found: list[Title] = []
    for page, segments in seen.loose.items():
        for s in segments:
            large = s.bold or s.size >= LARGE * body
            year = named(s.text).year if large and len(s.text) <= LONGEST and id(s) not in seen.furniture else None
            if year and plan_pattern().search(s.text):
                found.append(Title(clean(s.text), seen.place_of(page, s.box), year))
    return sorted(found, key=lambda t: t.place)


def under_titles(tables: Sequence[Published], titles: Sequence[Title]) -> tuple[list[Published], tuple[str, ...]]:
    """The tables of one plan, with the year of the title above them where the plan's titles name several.

    With them a warning for every title of another plan than the one before it. A year that a column's own heading names
    stands.
    """
    heads = [_above(p, titles) for p in tables]
    if len({h.year for h in heads if h}) > 1:
        tables = [_dated(p, h.year) if h else p for p, h in zip(tables, heads, strict=True)]
    told: list[str] = []
    last: Title | None = None
    for head in heads:
        if head is None or head is last:
            continue
        if last and not _same(last, head):
            told.append(
                f"page {head.place[0]}: '{head.text}' may be the title of a plan of its own; its rows are kept with "
                f"those under '{last.text}', put them into a file of their own if it is"
            )
        last = head
    return list(tables), tuple(told)


def _above(published: Published, titles: Sequence[Title]) -> Title | None:
    part = published.seen.table.parts[0]
    before = [t for t in titles if t.place < (part.page, part.grid.part, part.grid.box.top)]
    return before[-1] if before else None


def _dated(published: Published, year: str) -> Published:
    columns = tuple(c if c.year else replace(c, year=year) for c in published.table.columns)
    return published._replace(table=replace(published.table, columns=columns))


def _same(one: Title, other: Title) -> bool:
    return one.year == other.year and (one.subject in other.subject or other.subject in one.subject)
