"""Sheets that are printed in parts side by side: a spreadsheet too wide for its page goes on on other pages.

The parts are put next to each other before anything is read, so that a row is one row again: Excel and Calc print the
pages of the left part first and then those of the parts to the right (or, where told to, the parts of each page one
after the other). Rows stand as high on each part as on the first, to a fraction of a point.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from extractors.joining.faces import LEVEL, Face, extent, looks_beside
from extractors.page import Box, Glyphs, Page

# Where no line ends a part, its neighbour begins this many points after its last text.
APART = 14.0


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


def put_together(pages: Sequence[Page]) -> tuple[list[Page], list[Sheet], list[str]]:
    """The pages with the parts of sheets side by side on one page each, those sheets, and warnings.

    A sheet's pages take the first numbers of those it is printed on. A warning names pages that seem to be parts of one
    sheet and fit no others.
    """
    faces = [Face(p) for p in pages]
    found: list[Page] = []
    sheets: list[Sheet] = []
    warnings: list[str] = []
    at = 0
    while at < len(pages):
        down, across = extent(faces[at:])
        if across == 1:
            later = next((f for f in faces[at + 1 :] if looks_beside(faces[at], f)), None)
            if later is not None:
                warnings.append(
                    f"pages {pages[at].number} and {later.page.number} look like parts of one sheet that is printed "
                    "over several pages side by side, and were not put together: look at their rows"
                )
            found.append(pages[at])
            at += 1
            continue
        rows = [faces[at + row : at + down * across : down] for row in range(down)]
        spans = [_widest([_printed(row[n], row) for row in rows if n < len(row)]) for n in range(across)]
        for n, row in enumerate(rows):
            page, sheet = _sheet(row, spans[: len(row)], pages[at].number + n)
            found.append(page)
            sheets.append(sheet)
        at += down * across
    return found, sheets, warnings


def _sheet(parts: Sequence[Face], spans: Sequence[_Span], number: int) -> tuple[Page, Sheet]:
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


def _printed(face: Face, row: Sequence[Face]) -> _Span:
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
    names = ("x0", "top", "x1", "bottom", "origin", "baseline", "size", "order", "turn", "colour")
    arrays: dict[str, Any] = {n: np.concatenate([getattr(g, n) for g in parts]) for n in names}
    fonts = [len(g.fonts) for g in parts]
    return Glyphs(
        text=[t for g in parts for t in g.text],
        font=np.concatenate([g.font + sum(fonts[:n]) for n, g in enumerate(parts)]),
        mcid=np.full(len(arrays["x0"]), -1, dtype=np.int64),
        fonts=tuple(f for g in parts for f in g.fonts),
        **arrays,
    )
