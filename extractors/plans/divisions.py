"""Where one document of a pack ends and the next begins, by the signs that a reader goes by.

An agenda pack is one PDF of many documents: agenda, minutes, covering reports, appendices. Signs tell that a page
begins another one: `Appendix 2` at its head, page numbers that begin again or stop, running headers that change, other
fonts, another page size, a heading that names a document, a heading as large as the title of the document before it.
Against it speak page numbers and running headers that go on. `STRENGTH` weighs them.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractors.headings.vocabulary import committee_pattern, document_pattern, enclosure_pattern
from extractors.layout import Layout
from extractors.page import Page
from extractors.plans.numbering import numbered_from
from extractors.printed.prose import Segment

# What each sign is worth; signs that add up to BEGINS begin a document. Chosen so that an enclosure's label or new page
# numbers do alone, and a heading needs to name a document and its year.
STRENGTH = {
    "label": 3.0,
    "numbers": 3.0,
    "unnumbered": 1.5,
    "fonts": 1.5,
    "running": 1.5,
    "document": 1.5,
    "size": 1.0,
    "title": 1.0,
    "year": 0.5,
    "another year": 1.0,
}
BEGINS = 3.0
# What speaks against: page numbers of the same document go on, a running header goes on.
NUMBERS_GO_ON, RUNNING_GOES_ON = -4.0, -2.0
# A heading is this much larger than the body text, and a title at most this much smaller than the one before.
LARGE, AS_LARGE = 1.18, 0.9
# A heading stands within this part of the page from its top, under at most so many short lines.
TOP, SHORT_LINES, SHORT = 0.62, 6, 80
# A running line is on this many pages of the whole document before it stops telling its parts apart.
EVERYWHERE = 0.9
# So many different phrases of committee papers make a PDF a pack.
PHRASES = 3
# Running lines stand within this part of the page from its edges.
EDGE = 0.1

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s?[/–-]\s?(?:20)?(\d\d)(?!\d)")
_QUARTER = re.compile(r"\b(?:q|qtr\s?|quarter\s)\s*([1-4])\b", re.I)
_DIGITS = re.compile(r"\d+")


class Heading(NamedTuple):
    """What stands large at the head of a page: its words, its size in points, its top edge.

    The size is that of the line that names a document, where one does: a council's name may stand larger above it.
    """

    text: str
    size: float
    top: float


@dataclass(frozen=True)
class Division:
    """One document of a pack, or the whole of a PDF that is no pack.

    `signs` says why it begins at `first` (1-based, as `last`); `title` is its heading, "" where none is printed large;
    `label` what the pack calls it (`Appendix 2`); `chapters` are its pages, after the first, that begin with a heading
    as large as its title while nothing shows that the document goes on; `going_on` those whose page number or running
    header shows that it does.
    """

    first: int
    last: int
    title: str = ""
    label: str = ""
    signs: tuple[str, ...] = ()
    chapters: tuple[int, ...] = ()
    going_on: frozenset[int] = frozenset()

    @property
    def own(self) -> bool:
        """Whether signs other than words say that it is a document of its own: page numbers, or fonts with layout."""
        return "numbers" in self.signs or ("fonts" in self.signs and bool({"size", "running"} & set(self.signs)))

    @property
    def years(self) -> frozenset[str]:
        """The financial years that its title names."""
        return _years(self.title)

    @property
    def quarters(self) -> frozenset[str]:
        """The quarters that its title names."""
        return frozenset(_QUARTER.findall(self.title))

    @property
    def subject(self) -> str:
        """Its title as far as the year: what follows (`: progress by quarter`) tells chapters apart, not documents."""
        return subject_of(self.title)

    @property
    def names_document(self) -> bool:
        """Whether its title is a document's, not a chapter's."""
        return bool(document_pattern().search(self.title))


@dataclass(frozen=True)
class _Face:
    """What a page shows of where it belongs."""

    page: Page
    heading: Heading
    label: str
    running: frozenset[str]
    fonts: frozenset[str]


def subject_of(title: str) -> str:
    """A title without its label, as far as the year."""
    year = _YEAR.search(title)
    told = title[: year.end()] if year else title
    label = enclosure_pattern().match(told)
    return label[3] if label and label[3] else told


def _years(text: str) -> frozenset[str]:
    return frozenset(a for a, b in _YEAR.findall(text) if (int(a) + 1) % 100 == int(b))


def divisions(seen: Layout) -> list[Division]:
    """The documents of a PDF in order, each page in exactly one."""
    faces = _faces(seen)
    starts = numbered_from(seen.pages, seen.loose)
    found = [Division(1, len(faces), faces[0].heading.text, faces[0].label)] if faces else []
    usual = _usual_heading(faces) if len(committee_phrases(seen, 1, len(faces))) >= PHRASES else math.inf
    size = faces[0].heading.size if faces else 0.0
    for before, face in pairwise(faces):
        signs, weight, goes_on = _signs(before, face, found[-1].title, min(size, usual), starts)
        number = face.page.number
        if weight < BEGINS:
            if goes_on:
                found[-1] = replace(found[-1], going_on=found[-1].going_on | {number})
            if "title" in signs and weight >= STRENGTH["title"]:
                found[-1] = replace(found[-1], chapters=(*found[-1].chapters, number))
            continue
        found[-1] = replace(found[-1], last=number - 1)
        found.append(Division(number, len(faces), face.heading.text, face.label, signs))
        size = face.heading.size
    return found


def _signs(
    before: _Face, face: _Face, title: str, size: float, starts: dict[int, int]
) -> tuple[tuple[str, ...], float, bool]:
    """The signs that `face` begins another document than `before`, and what they weigh together.

    `title` is that of the document before, `size` the size of a title; `starts` as `numbered_from` gives it. The last
    value says whether anything shows that the document goes on.
    """
    number = face.page.number
    signs: list[str] = []
    if face.label and face.label != before.label:
        signs.append("label")
    if starts.get(number) == number and number > 1:
        signs.append("numbers")
    elif number - 1 in starts and number not in starts:
        signs.append("unnumbered")
    if face.fonts and before.fonts and not face.fonts & before.fonts:
        signs.append("fonts")
    if face.running != before.running and not face.running & before.running:
        signs.append("running")
    if abs(face.page.width - before.page.width) > 2 or abs(face.page.height - before.page.height) > 2:
        signs.append("size")
    if face.heading.text:
        if document_pattern().search(face.heading.text):
            signs.append("document")
            if _YEAR.search(face.heading.text) or _QUARTER.search(face.heading.text):
                signs.append("year")
            if _years(face.heading.text) and _years(title) and not _years(face.heading.text) & _years(title):
                signs.append("another year")
        if face.heading.size >= AS_LARGE * size:
            signs.append("title")
    numbers_go_on = starts.get(number, 1) > 1 and starts.get(number) == starts.get(number - 1)
    running_goes_on = bool(face.running & before.running)
    weight = sum(STRENGTH[s] for s in signs)
    weight += NUMBERS_GO_ON * numbers_go_on + RUNNING_GOES_ON * running_goes_on
    return tuple(signs), weight, numbers_go_on or running_goes_on


def _usual_heading(faces: list[_Face]) -> float:
    """The size in points of most headings at the head of a page: papers have titles smaller than their frontsheet's."""
    sizes = Counter(round(f.heading.size, 1) for f in faces if f.heading.text)
    return max(sizes, key=lambda z: (sizes[z], z), default=math.inf)


def committee_phrases(seen: Layout, first: int, last: int) -> set[str]:
    """The different phrases of committee papers on the pages from `first` to `last`."""
    texts = (" ".join(s.text for s in seen.loose.get(n, [])) for n in range(first, last + 1))
    return {m[0].lower() for text in texts for m in committee_pattern().finditer(text)}


def _faces(seen: Layout) -> list[_Face]:
    running = _running(seen)
    body = seen.body_size
    return [
        _Face(
            page,
            heading_of(page, seen, body),
            label_of(page, seen.loose.get(page.number, []), body),
            running[page.number],
            frozenset(page.glyphs.fonts[int(i)] for i in np.unique(page.glyphs.font[page.glyphs.ink])),
        )
        for page in seen.pages
    ]


def _running(seen: Layout) -> dict[int, frozenset[str]]:
    """For every page its running headers and footers, without numbers and without those of the whole PDF."""
    lines = {
        p.number: {
            _DIGITS.sub("#", s.text)
            for s in seen.loose.get(p.number, [])
            if id(s) in seen.furniture
            and (s.box.bottom < EDGE * p.height or s.box.top > (1 - EDGE) * p.height)
            and len(s.text) <= SHORT
        }
        for p in seen.pages
    }
    often = Counter(t for ts in lines.values() for t in ts)
    worded = {t for t in often if re.search(r"[^\W\d_]{3}", t) and t.lower() not in ("page #", "page # of #")}
    local = {t for t in worded if often[t] < EVERYWHERE * len(seen.pages)}
    return {number: frozenset(ts & local) for number, ts in lines.items()}


def heading_of(page: Page, seen: Layout, body: float) -> Heading:
    """What stands large at the head of `page`, above its first long line and its first table."""
    tops = [t.grid.box.top for u in seen.tables for t in u.table.parts if t.page == page.number and t.columns > 1]
    limit = min([*tops, TOP * page.height])
    large: list[Segment] = []
    for n, s in enumerate(s for s in seen.loose.get(page.number, []) if id(s) not in seen.furniture):
        if s.box.top >= limit or len(s.text) > SHORT + 40 or n > 3 * SHORT_LINES:
            break
        if s.size >= LARGE * body:
            large.append(s)
        elif len(s.text) > SHORT or (large and s.size < LARGE * body):
            break
    if not large:
        return Heading("", 0.0, 0.0)
    naming = [s.size for s in large if document_pattern().search(s.text)]
    size = max(naming or [s.size for s in large])
    return Heading(" ".join(s.text for s in large), size, large[0].box.top)


def label_of(page: Page, segments: list[Segment], body: float) -> str:
    """What a pack calls the document that the page belongs to (`appendix 2`), "" where it says nothing of the kind.

    It stands at the head of the page, alone on its line or set off from the text; a page with several is a list.
    """
    found: dict[str, Segment] = {}
    for s in segments:
        match = enclosure_pattern().match(s.text)
        if (
            match
            and (not match[3] or s.bold or s.size >= LARGE * body)
            and not s.text.rstrip().endswith((".", ",", ";"))
        ):
            found.setdefault(f"{match[1]} {match[2]}".lower(), s)
    if len(found) != 1:
        return ""
    ((label, s),) = found.items()
    return label if s.box.top < TOP / 2 * page.height else ""
