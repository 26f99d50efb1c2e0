"""Sheets that are printed in parts side by side: a spreadsheet too wide for its page goes on on other pages.

The parts are put next to each other before anything is read, so that a row is one row again: Excel and Calc print the
pages of the left part first and then those of the parts to the right (or, where told to, the parts of each page one
after the other). Rows stand as high on each part as on the first, to a fraction of a point.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.headings.headings import sure_match
from extractors.page import Box, Floats, Glyphs, Page
from extractors.printed.prose import Segment, segments_of

# What stands level on two parts differs by less than this many points.
LEVEL = 0.6
# Fewer lines may be level by chance, and so may rows whose heights change less often from one to the next.
FEWEST, CHANGES = 4, 3
# This part of the lines of the one part is level with lines of the other (a cell may have more lines than all others
# of its row). Pages of one table in Word have up to 0.86 in common by chance.
SHARED = 0.95
# Pages with more than this part of their texts' edges in common show the same columns.
SAME_COLUMNS = 0.5
# Words that head columns, as a part of the texts beside each other on top of both parts.
HEADINGS = 0.5
# So many headings that two pages print on the same line are those of the same table.
AGAIN = 2
# Where no line ends a part, its neighbour begins this many points after its last text.
APART = 14.0
# A footer stands within this part of the page's height from its edge.
MARGIN = 0.1


@dataclass(frozen=True)
class Strip:
    """A part of a sheet: the page it is printed on, where it begins and ends on the sheet, how far it was moved."""

    page: int
    x0: float
    x1: float
    moved: float


@dataclass(frozen=True)
class Sheet:
    """A page of a sheet as put together: its number among the pages that are read, its parts from left to right."""

    number: int
    strips: tuple[Strip, ...]

    def strip_at(self, x: float) -> Strip:
        """The part in which `x` lies."""
        return next((s for s in self.strips if x < s.x1), self.strips[-1])


class _Span(NamedTuple):
    """From where to where, in points, a part shows rows, and whether lines or colours end it."""

    left: float
    right: float
    lined: bool


@dataclass(frozen=True)
class _Face:
    """What tells whether a page is a part of a sheet."""

    page: Page

    @cached_property
    def levels(self) -> Floats:
        """The baselines of its lines, those in the margins and those that begin on another part left out."""
        g = self.page.glyphs
        inked = g.baseline[g.ink & (g.turn == 0) & ~self.run_over]
        top, bottom = self.page.height * MARGIN / 2, self.page.height * (1 - MARGIN)
        return _distinct(inked[(inked > top) & (inked < bottom)])

    @cached_property
    def rules(self) -> Floats:
        return _distinct(np.array([r.at for r in self.page.rulings if r.horizontal]))

    @cached_property
    def texts(self) -> list[Segment]:
        """The texts on its levels that begin on it."""
        found = segments_of(self.page, np.flatnonzero(~self.run_over))
        return [s for s in found if len(self.levels) and np.abs(self.levels - s.baseline).min() < LEVEL]

    @cached_property
    def run_over(self) -> NDArray[np.bool_]:
        """Which glyphs are of texts that begin left of the page: their beginning is printed on another part."""
        g = self.page.glyphs
        over = np.zeros(len(g), dtype=np.bool_)
        if (g.ink & (g.x0 < 0)).any():
            for text in segments_of(self.page, np.arange(len(g))):
                over[text.glyphs] = text.box.x0 < 0
        return over

    @cached_property
    def edges(self) -> set[tuple[str, int]]:
        """Where several texts begin or end, or a line runs down."""
        seen = Counter(m for s in self.texts for m in (("left", round(s.box.x0)), ("right", round(s.box.x1))))
        walls = {("wall", round(r.at)) for r in self.page.rulings if not r.horizontal}
        return walls or {m for m, n in seen.items() if n >= FEWEST}

    @cached_property
    def several(self) -> int:
        """How many of its lines hold several texts beside each other."""
        return sum(n > 1 for n in Counter(round(s.baseline) for s in self.texts).values())

    def line(self, level: float) -> list[str]:
        """The texts on the line at `level`."""
        return [s.text for s in self.texts if abs(s.baseline - level) < LEVEL]


def put_together(pages: Sequence[Page]) -> tuple[list[Page], list[Sheet], list[str]]:
    """The pages with the parts of sheets side by side on one page each, those sheets, and warnings.

    A sheet's pages take the first numbers of those it is printed on. A warning names pages that seem to be parts of one
    sheet and fit no others.
    """
    faces = [_Face(p) for p in pages]
    found: list[Page] = []
    sheets: list[Sheet] = []
    warnings: list[str] = []
    at = 0
    while at < len(pages):
        down, across = _extent(faces[at:])
        if across == 1:
            later = next((f for f in faces[at + 1 :] if _beside(faces[at], f) or _may_be_beside(faces[at], f)), None)
            if later is not None:
                warnings.append(
                    f"pages {pages[at].number} and {later.page.number} look like parts of one sheet that is printed "
                    "over several pages side by side, and were not put together: look at their rows"
                )
            found.append(pages[at])
            at += 1
            continue
        rows = [[faces[at + part * down + row] for part in range(across)] for row in range(down)]
        spans = [_widest([_printed(row[n], row) for row in rows]) for n in range(across)]
        for n, row in enumerate(rows):
            page, sheet = _sheet(row, spans, pages[at].number + n)
            found.append(page)
            sheets.append(sheet)
        at += down * across
    return found, sheets, warnings


def _extent(faces: Sequence[_Face]) -> tuple[int, int]:
    """How many pages the sheet that begins here is long, and how many parts wide; (1, 1) where it is just a page."""
    for down in range(1, len(faces) // 2 + 1):
        across = 1
        while (across + 1) * down <= len(faces) and _strip(faces[:down], faces[across * down :][:down], across > 1):
            across += 1
        if across > 1:
            return down, across
    return 1, 1


def _strip(left: Sequence[_Face], right: Sequence[_Face], wide: bool) -> bool:
    """Whether the pages `right` go on to the right of `left`, page by page; of a short last one nobody can tell.

    Where the sheet is `wide` already, the same rows are proof enough.
    """
    if not (_beside(left[0], right[0]) or (wide and _may_be_beside(left[0], right[0]))):
        return False
    return all(
        _level(a, b) or min(len(a.levels), len(b.levels)) < FEWEST for a, b in zip(left[1:], right[1:], strict=True)
    )


def _beside(a: _Face, b: _Face) -> bool:
    """Whether the page `b` shows other columns of the rows of `a`, told by lines that stand as unevenly on both.

    A text that runs over from the one to the other tells at once; where all rows are of one height, headings on top of
    both must.
    """
    if not _level(a, b):
        return False
    if b.run_over.any():
        return True
    if len(a.edges & b.edges) > SAME_COLUMNS * len(a.edges | b.edges):
        return False
    top = next((y for y in b.levels.tolist() if np.abs(a.levels - y).min() < LEVEL), None)
    if top is None:
        return False
    ruled = min(len(a.rules), len(b.rules)) >= FEWEST
    here, there = a.line(top), b.line(top)
    heads = any(map(_heads, there))
    if not ruled and not heads and max(a.several, b.several) < FEWEST:
        return False  # prose is set on one grid of lines from page to page
    if set(here) & set(there):  # a form that is filled in page after page prints its labels again
        return False
    again = [{t for t in set(a.line(y)) & set(b.line(y)) if _heads(t)} for y in b.levels.tolist()]
    if any(len(texts) >= AGAIN for texts in again):  # so does a report with the same tables on every page
        return False
    if _uneven(b.rules if len(a.rules) and len(b.rules) else b.levels):
        return True
    known = [t for t in (*here, *there) if _heads(t)]
    return len(known) >= HEADINGS * len((*here, *there)) and any(t in known for t in there)


def _heads(text: str) -> bool:
    """Whether a text is the heading of a column for sure."""
    return sure_match(text) is not None


def _may_be_beside(a: _Face, b: _Face) -> bool:
    """Whether both pages show the same rows, to the last line, and other columns under other headings."""
    if min(len(a.rules), len(b.rules)) < FEWEST or not _level(a, b) or len(a.rules) != len(b.rules):
        return False
    if len(a.edges & b.edges) > SAME_COLUMNS * len(a.edges | b.edges):
        return False
    top = next((y for y in b.levels.tolist() if np.abs(a.levels - y).min() < LEVEL), None)
    return top is not None and not set(a.line(top)) & set(b.line(top))


def _level(a: _Face, b: _Face) -> bool:
    """Whether the rows of both are as high: by their lines where both have some, else by their texts."""
    if (a.page.width, a.page.height) != (b.page.width, b.page.height) or a.page.scanned or b.page.scanned:
        return False
    if min(len(a.rules), len(b.rules)) >= FEWEST:
        return _share(a.rules, b.rules) == 1.0
    if min(len(a.levels), len(b.levels)) < FEWEST:
        return False
    return _share(a.levels, b.levels) >= SHARED


def _share(these: Floats, those: Floats) -> float:
    """The part of `these` that is level with one of `those`, or the other way round, whichever is more."""
    level = np.abs(these[:, None] - those[None, :]) < LEVEL
    return float(max(level.any(axis=1).mean(), level.any(axis=0).mean()))


def _uneven(levels: Floats) -> bool:
    return len(levels) >= FEWEST and int((np.abs(np.diff(levels, 2)) > LEVEL).sum()) >= CHANGES


def _distinct(values: Floats) -> Floats:
    """The values in order, those closer than a line can stand to another left out."""
    found: list[float] = []
    for v in np.unique(values).tolist():
        if not found or v - found[-1] >= LEVEL:
            found.append(v)
    return np.array(found)


def _sheet(parts: Sequence[_Face], spans: Sequence[_Span], number: int) -> tuple[Page, Sheet]:
    """The parts beside each other: a line that ends the one is where the next one begins."""
    strips: list[Strip] = []
    moved: list[Page] = []
    by, drawn = 0.0, 0
    for n, (face, span) in enumerate(zip(parts, spans, strict=True)):
        if n:
            before = spans[n - 1]
            by += before.right - span.left + (0.0 if before.lined and span.lined else APART)
            strips[-1] = replace(strips[-1], x1=span.left + by)
        strips.append(Strip(face.page.number, span.left + by, face.page.width + by, by))
        page = replace(face.page, glyphs=face.page.glyphs.take(~face.run_over)) if n else face.page
        moved.append(_moved(_whole(page, span), by, drawn))
        orders = (f.order for f in (*moved[-1].fills, *moved[-1].marks))
        drawn = 1 + max((int(moved[-1].glyphs.order.max(initial=0)), *orders))
    sheet = replace(
        moved[0],
        number=number,
        width=max(strips[-1].x1, moved[0].width),
        glyphs=one_after_the_other([p.glyphs for p in moved]),
        rulings=tuple(r for p in moved for r in p.rulings),
        fills=tuple(f for p in moved for f in p.fills),
        marks=tuple(m for p in moved for m in p.marks),
        images=tuple(b for p in moved for b in p.images),
        links=tuple(k for p in moved for k in p.links),
        tags=(),
        warnings=tuple(w for p in moved for w in p.warnings),
    )
    return sheet, Sheet(number, tuple(strips))


def _printed(face: _Face, row: Sequence[_Face]) -> _Span:
    """The span of a part beside the others of its `row`: a title over the sheet stands level with none of them."""
    page = face.page
    others = np.concatenate([f.levels for f in row if f is not face])
    drawn = [(r.at, r.at) for r in page.rulings if not r.horizontal]
    across = [(r.start, r.end) for r in page.rulings if r.horizontal]
    # the paint of a cell over all columns of the sheet runs on past the last of this part
    drawn = drawn + across if drawn and across else across + [(f.box.x0, f.box.x1) for f in page.fills] + drawn
    rows = [(s.box.x0, s.box.x1) for s in face.texts if len(others) and np.abs(others - s.baseline).min() < LEVEL]
    both = drawn + rows or [(0.0, page.width)]
    left, right = min(x for x, _ in both), max(x for _, x in both)
    first, last = (min(x for x, _ in drawn), max(x for _, x in drawn)) if drawn else (right, left)
    return _Span(left, right, first <= left and last >= min(right, page.width - 1))


def _widest(spans: Sequence[_Span]) -> _Span:
    return _Span(min(s.left for s in spans), max(s.right for s in spans), all(s.lined for s in spans))


def _whole(page: Page, span: _Span) -> Page:
    """The page, lines that its edge cuts off drawn on to where the part ends: a column may be wider than the page."""
    cut = [r.horizontal and r.end >= page.width - 1 for r in page.rulings]
    rulings = [r._replace(end=max(r.end, span.right)) if c else r for r, c in zip(page.rulings, cut, strict=True)]
    return replace(page, rulings=tuple(rulings))


def _moved(page: Page, by: float, later: int) -> Page:
    """The page, moved `by` points to the right and drawn `later` by so many objects."""
    g = page.glyphs
    return replace(
        page,
        glyphs=replace(g, x0=g.x0 + by, x1=g.x1 + by, origin=g.origin + by, order=g.order + later),
        rulings=tuple(
            r._replace(start=r.start + by, end=r.end + by) if r.horizontal else r._replace(at=r.at + by)
            for r in page.rulings
        ),
        fills=tuple(f._replace(box=_along(f.box, by), order=f.order + later) for f in page.fills),
        marks=tuple(m._replace(box=_along(m.box, by), order=m.order + later) for m in page.marks),
        images=tuple(_along(b, by) for b in page.images),
        links=tuple(k._replace(box=_along(k.box, by)) for k in page.links),
    )


def _along(box: Box, by: float) -> Box:
    return Box(box.x0 + by, box.top, box.x1 + by, box.bottom)


def one_after_the_other(parts: Sequence[Glyphs]) -> Glyphs:
    """The glyphs of all parts one after the other; tags do not reach over pages."""
    names = ("x0", "top", "x1", "bottom", "origin", "baseline", "size", "order", "turn", "invisible", "colour")
    arrays: dict[str, Any] = {n: np.concatenate([getattr(g, n) for g in parts]) for n in names}
    fonts = [len(g.fonts) for g in parts]
    return Glyphs(
        text=[t for g in parts for t in g.text],
        font=np.concatenate([g.font + sum(fonts[:n]) for n, g in enumerate(parts)]),
        mcid=np.full(len(arrays["x0"]), -1, dtype=np.int64),
        fonts=tuple(f for g in parts for f in g.fonts),
        **arrays,
    )
