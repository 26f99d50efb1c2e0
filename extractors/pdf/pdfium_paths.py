"""The drawings of a page: rulings, fills, marks and pictures.

A producer may draw a cell border as a stroke, as a filled rectangle 0.5 pt thin, or as four mitred polygons
(Chromium); all three come out as rulings here.
"""

from functools import lru_cache
from itertools import pairwise
from math import isfinite
from typing import Any, NamedTuple

import numpy as np

from extractors.page import Box, Fill, Mark, Ruling
from extractors.pdf import pdfium_calls as calls
from extractors.pdf.clips import Bounds, clip_bounds
from extractors.pdf.objects import Listed, Transform, list_objects
from extractors.pdf.outlines import STRAIGHT, Outlines, Points
from extractors.pdf.pieces import LONGEST_PIECE, Piece, put_together, unseen
from extractors.pdf.textobjects import TextObjects, text_objects

# A filled rectangle at most this thin is a line: Word's thickest table border is 6 pt, LibreOffice's default 0.05 pt;
# the lowest row of text that anyone prints is over 5 pt high.
THIN = 3.0
# A stroke thicker than this is no line but paint: Word's thickest table border is 6 pt.
THICKEST = 8.0
# A side this much longer than the other makes a thin rectangle a line rather than a dot.
LINE_RATIO = 2.0
# A thin picture shorter than this is no line, but a sign.
SHORTEST_LINE = 12.0
# Paint this transparent (of 255) is not seen.
FAINT = 16


class Drawings(NamedTuple):
    """What a page draws. `shaded` are its pictures and gradients with their drawing orders, as far as they are seen."""

    rulings: tuple[Ruling, ...]
    fills: tuple[Fill, ...]
    marks: tuple[Mark, ...]
    images: tuple[Box, ...]
    text_objects: TextObjects
    shaded: tuple[tuple[Box, int], ...] = ()


class _Collector:
    """Sorts painted shapes into rulings, fills and marks."""

    def __init__(self, frame: Box) -> None:
        self.frame = frame
        self.rulings: list[Ruling] = []
        self.fills: list[Fill] = []
        self.marks: list[Mark] = []
        self._pieces: list[Piece] = []

    def take(self, paths: Listed) -> None:
        """Take what the paths paint."""
        handles, n = paths.handles, len(paths.handles)
        modes: list[list[int]] = calls.written(calls.draw_mode, (handles,), n, np.int32, outs=2).tolist()
        transforms = paths.transforms()
        scales: list[float] = np.maximum(np.abs(transforms[:, 0]) + np.abs(transforms[:, 1]), 1e-6).tolist()
        widths: list[float] = calls.written(calls.stroke_width, (handles,), n, np.float32)[:, 0].tolist()
        inks: list[list[int]] = calls.written(calls.fill_colour, (handles,), n, np.uint32, outs=4).tolist()
        strokes: list[list[int]] = calls.written(calls.stroke_colour, (handles,), n, np.uint32, outs=4).tolist()
        frames = _frames(paths, self.frame)
        outlines = Outlines(handles, transforms)
        every = zip(outlines.path, outlines.within(frames), outlines.curved, outlines.rectangle, strict=True)
        for n, (path, box, curved, rectangle) in enumerate(every):
            filled, stroked = modes[path]
            if filled and box is not None and (colour := _colour(*inks[path])):
                self._filled(box, colour, paths.orders[path], curved=curved, rectangle=rectangle)
            if stroked and (colour := _colour(*strokes[path])):
                points = _straightened(outlines.points(n)) if curved else outlines.points(n)
                self._stroked(points, colour, widths[path] * scales[path], paths.orders[path], frames[path])
        lines, areas, used = put_together(self._pieces)
        gone = {id(p.alone) for p in used} | unseen(self._pieces, self.fills)
        if gone:
            self.rulings = [*(r for r in self.rulings if id(r) not in gone), *lines]
            self.fills = [*(f for f in self.fills if id(f) not in gone), *areas]

    def _filled(self, box: Box, colour: str, order: int, *, curved: bool, rectangle: bool) -> None:
        width, height = box.x1 - box.x0, box.bottom - box.top
        thin, long = (height, width) if width >= height else (width, height)
        if thin <= THIN and long >= LINE_RATIO * thin and not curved:
            horizontal = width >= height
            at = (box.top + box.bottom) / 2 if horizontal else (box.x0 + box.x1) / 2
            span = (box.x0, box.x1) if horizontal else (box.top, box.bottom)
            self._piece(box, order, Ruling(horizontal, at, *span, thin, colour))
        elif rectangle and not curved:
            self._piece(box, order, Fill(box, colour, order))
        else:
            self.marks.append(Mark(box, colour, order))

    def _stroked(self, points: Points, colour: str, width: float, order: int, frame: Box) -> None:
        for (xa, ya), (xb, yb) in pairwise(points):
            dx, dy = abs(xb - xa), abs(yb - ya)
            if (dx < STRAIGHT) == (dy < STRAIGHT):
                continue
            # Half of the ink lies on either side: a clip along the middle leaves the other half (react-pdf's borders).
            across, along = (0.0, width / 2) if dy < STRAIGHT else (width / 2, 0.0)
            x, y = (xa + xb) / 2, (ya + yb) / 2
            part = _clip(
                Box(min(xa, xb) - across, min(ya, yb) - along, max(xa, xb) + across, max(ya, yb) + along), frame
            )
            if part is None:
                continue
            if width > THICKEST:
                self._piece(part, order, Fill(part, colour, order))
            elif dy < STRAIGHT:
                at = min(max(y, part.top), part.bottom)
                self._piece(part._replace(top=at, bottom=at), order, Ruling(True, at, part.x0, part.x1, width, colour))
            else:
                at = min(max(x, part.x0), part.x1)
                line = Ruling(False, at, part.top, part.bottom, width, colour)
                self._piece(part._replace(x0=at, x1=at), order, line)

    def _piece(self, box: Box, order: int, alone: Ruling | Fill) -> None:
        """Take what may be a part of something larger."""
        if isinstance(alone, Ruling):
            self.rulings.append(alone)
        else:
            self.fills.append(alone)
        width, height = box.x1 - box.x0, box.bottom - box.top
        if min(width, height) <= THIN and (isinstance(alone, Ruling) or max(width, height) <= LONGEST_PIECE):
            self._pieces.append(Piece(box, alone.colour, order, alone))


def read_drawings(page: Any, transform: Transform, width: float, height: float) -> Drawings:
    """Everything drawn on `page`, in displayed coordinates; what lies off the page is left out."""
    texts, paths, images, shadings = list_objects(page, transform)
    collector = _Collector(Box(0, 0, width, height))
    collector.take(paths)
    pictures = [Transform(*t).box(0, 0, 1, 1) for t in images.transforms().tolist()]
    lines = [_picture_line(box) for box in pictures]
    shaded = [*zip(pictures, _frames(images, collector.frame), images.orders, strict=True)]
    frames = _frames(shadings, collector.frame)
    shaded += zip(frames, frames, shadings.orders, strict=True)
    return Drawings(
        (*collector.rulings, *(line for line in lines if line)),
        tuple(collector.fills),
        tuple(collector.marks),
        tuple(box for box, line in zip(pictures, lines, strict=True) if not line),
        text_objects(texts),
        tuple((part, order) for box, frame, order in shaded if (part := _clip(box, frame))),
    )


def _picture_line(box: Box) -> Ruling | None:
    """The line that a thin picture is drawn as; None of any other."""
    thin, long = sorted((box.width, box.height))
    if thin > THIN or long < SHORTEST_LINE:
        return None
    level = box.width > box.height
    at, ends = (box.y_mid, (box.x0, box.x1)) if level else (box.x_mid, (box.top, box.bottom))
    return Ruling(level, at, *ends, thin, "#000000")


def _frames(listed: Listed, page: Box) -> list[Box]:
    """For each object the part of the page that its clips leave of it, which may be a point."""
    frames = [page] * len(listed.handles)
    # a producer that clips, clips many objects alike
    known: dict[tuple[Transform, Bounds], Box] = {}
    for place, bounds in clip_bounds(listed.handles).items():
        if all(map(isfinite, bounds)):
            key = listed.around[place], bounds
            if key not in known:
                left, bottom, right, top = bounds
                part = _clip(key[0].box(*bounds), page) if left <= right and bottom <= top else None
                known[key] = part or Box(page.x0, page.top, page.x0, page.top)
            frames[place] = known[key]
    return frames


@lru_cache(maxsize=1024)
def _colour(r: int, g: int, b: int, a: int) -> str | None:
    """`#rrggbb` as painted on white paper, None where the paint is (all but) transparent."""
    if a < FAINT:
        return None
    alpha = a / 255
    mixed = [round(255 - (255 - v) * alpha) for v in (r, g, b)]
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def _straightened(points: Points) -> Points:
    """The ends of a curve that is a straight line, as some drawing programs store lines; nothing of any other curve."""
    xs, ys = zip(*points, strict=True)
    box = Box(min(xs), min(ys), max(xs), max(ys))
    return [(box.x0, box.top), (box.x1, box.bottom)] if min(box.width, box.height) < STRAIGHT else []


def _clip(box: Box, frame: Box) -> Box | None:
    """The part of `box` on the page, None where there is none."""
    part = Box(max(box.x0, frame.x0), max(box.top, frame.top), min(box.x1, frame.x1), min(box.bottom, frame.bottom))
    return part if part.x1 >= part.x0 and part.bottom >= part.top else None
