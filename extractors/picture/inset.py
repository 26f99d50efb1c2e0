"""A picture that covers a part of a page of text: what is read in it joins what the page prints."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from extractors.page import Box, Glyphs, Page, Straightened
from extractors.pdf.pdfium import open_document
from extractors.picture.engine import find_lines
from extractors.picture.image import COARSEST, FINEST, POINTS_PER_INCH, drawn, resolution_in
from extractors.picture.pixels import Picture

# Fewer lines of text than this are a logo, a chart or a photograph; the finder looks with so many pixels to a side.
LINES, GLANCE = 6, 1100
# What had to be turned to be read is put so many points below the page, where it covers nothing.
BELOW = 20.0


def picture_of(path: Path, page: Page, box: Box) -> Picture:
    """The part `box` of a page as pixels at the resolution of the picture in it, without the text printed over it.

    Its matrix leads to points from the box's corner.
    """
    with open_document(path) as document:
        loaded: Any = document[page.number - 1]
        with closing(loaded):
            per_point = min(FINEST, max(COARSEST, resolution_in(loaded))) / POINTS_PER_INCH
            whole = drawn(loaded, per_point)
    g = page.glyphs
    for n in np.flatnonzero(g.ink).tolist():
        if box.contains(float(g.x_mid[n]), float(g.y_mid[n])):
            edges = (g.top[n], g.bottom[n], g.x0[n], g.x1[n])
            top, bottom, left, right = (max(0, round(float(v) * per_point)) for v in edges)
            whole[top:bottom, left:right] = 255
    x0, top, x1, bottom = (max(0, round(v * per_point)) for v in box)
    part = np.ascontiguousarray(whole[top:bottom, x0:x1])
    return Picture(part, np.array([[1 / per_point, 0, 0], [0, 1 / per_point, 0]], dtype=np.float64))


def is_written(picture: Picture) -> bool:
    """Whether there are lines of text in it, whichever way they run."""
    return len(find_lines(picture.pixels, GLANCE)) >= LINES


def alone(page: Page, box: Box) -> Page:
    """The part `box` of `page` as a page of its own, with only the invisible text that lies in it."""
    nothing = page.glyphs.take(np.zeros(len(page.glyphs), dtype=np.bool_))
    part = Page(page.number, box.width, box.height, 0, nothing)
    if page.layer is None:
        return part
    g = page.layer
    inside = (g.x_mid >= box.x0) & (g.x_mid <= box.x1) & (g.y_mid >= box.top) & (g.y_mid <= box.bottom)
    return replace(part, layer=_moved(g.take(inside), -box.x0, -box.top))


def with_inset(page: Page, part: Page, box: Box) -> Page:
    """`page` with what was read in the picture that covers `box`."""
    beside = part.rotation % 180 != 0
    dx, dy = (0.0, page.height + BELOW) if beside else (box.x0, box.top)
    first = 1 + max([f.order for f in page.fills] + [m.order for m in page.marks] + [0])
    turned = tuple(
        Straightened(_shifted(s.box, dx, dy), (a, b, c - a * dx - b * dy + box.x0, d, e, f - d * dx - e * dy + box.top))
        for s in part.straightened
        for a, b, c, d, e, f in [s.matrix]
    )
    return replace(
        page,
        width=max(page.width, part.width) if beside else page.width,
        height=page.height + BELOW + part.height if beside else page.height,
        glyphs=_joined(page.glyphs, _moved(part.glyphs, dx, dy)),
        rulings=(
            *page.rulings,
            *(
                r._replace(
                    at=r.at + (dy if r.horizontal else dx),
                    start=r.start + (dx if r.horizontal else dy),
                    end=r.end + (dx if r.horizontal else dy),
                )
                for r in part.rulings
            ),
        ),
        fills=(*page.fills, *(f._replace(box=_shifted(f.box, dx, dy), order=f.order + first) for f in part.fills)),
        marks=(*page.marks, *(m._replace(box=_shifted(m.box, dx, dy), order=m.order + first) for m in part.marks)),
        scanned=(*page.scanned, *(_shifted(b, dx, dy) for b in part.scanned)),
        unread=(*page.unread, *(_shifted(b, dx, dy) for b in part.unread)),
        colourless=page.colourless or part.colourless,
        straightened=(*page.straightened, *turned),
        notes=(*page.notes, *(n._replace(box=_shifted(n.box, dx, dy)) for n in part.notes)),
    )


def _shifted(box: Box, dx: float, dy: float) -> Box:
    return Box(box.x0 + dx, box.top + dy, box.x1 + dx, box.bottom + dy)


def _moved(g: Glyphs, dx: float, dy: float) -> Glyphs:
    return replace(
        g,
        x0=g.x0 + dx,
        x1=g.x1 + dx,
        origin=g.origin + dx,
        top=g.top + dy,
        bottom=g.bottom + dy,
        baseline=g.baseline + dy,
    )


def _joined(page: Glyphs, part: Glyphs) -> Glyphs:
    """The glyphs of the page and then those of the picture; what the page prints is sure."""
    names = ("x0", "top", "x1", "bottom", "origin", "baseline", "size", "mcid", "turn", "colour")
    arrays: dict[str, Any] = {name: np.concatenate([getattr(page, name), getattr(part, name)]) for name in names}
    sure = [np.ones(len(g)) if g.confidence is None else g.confidence for g in (page, part)]
    after = 1 + int(page.order.max()) if len(page) else 0
    return Glyphs(
        text=[*page.text, *part.text],
        font=np.concatenate([page.font, part.font + len(page.fonts)]),
        order=np.concatenate([page.order, part.order + after]),
        fonts=(*page.fonts, *part.fonts),
        confidence=np.concatenate(sure),
        **arrays,
    )
