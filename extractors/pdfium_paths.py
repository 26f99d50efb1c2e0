"""The drawings of a page: rulings, fills, marks, pictures, and which text object is drawn when.

A producer may draw a cell border as a stroke, as a filled rectangle 0.5 pt thin, or as four mitred polygons
(Chromium); all three come out as rulings here.
"""

from ctypes import byref, c_float, c_int, c_uint, c_void_p, cast
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as raw

from extractors.page import Box, Fill, Floats, Mark, Ruling

# A filled rectangle at most this thin is a line: Word's thickest table border is 6 pt, LibreOffice's default 0.05 pt;
# the lowest row of text that anyone prints is over 5 pt high.
THIN = 3.0
# A side this much longer than the other makes a thin rectangle a line rather than a dot.
LINE_RATIO = 2.0
STRAIGHT = 0.6  # points: how far a side may lean and still be an edge of an upright rectangle
MAX_FORM_DEPTH = 12
# A page beyond this many drawn objects is a drawing (a map, a CAD plan), not a table.
MAX_OBJECTS = 60_000


class Transform(NamedTuple):
    """An affine transform: x' = a*x + c*y + e, y' = b*x + d*y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def apply(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """The transformed points."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, m: Any) -> "Transform":
        """This transform applied to what `m` (an FS_MATRIX) has already transformed."""
        return Transform(
            self.a * m.a + self.c * m.b,
            self.b * m.a + self.d * m.b,
            self.a * m.c + self.c * m.d,
            self.b * m.c + self.d * m.d,
            self.a * m.e + self.c * m.f + self.e,
            self.b * m.e + self.d * m.f + self.f,
        )

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The upright box around a transformed rectangle."""
        xs, ys = self.apply(np.array([x0, x1, x0, x1]), np.array([y0, y1, y1, y0]))
        return Box(float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))


class Drawings(NamedTuple):
    """What a page draws.

    `text_objects` maps a text object's address to (drawing order, marked-content id, whether it lies so far outside its
    clip that nothing of it is seen).
    """

    rulings: tuple[Ruling, ...]
    fills: tuple[Fill, ...]
    marks: tuple[Mark, ...]
    images: tuple[Box, ...]
    text_objects: dict[int, tuple[int, int, bool]]


class _Collector:
    """Gathers drawings while the page's objects, and those of its forms, are walked in drawing order."""

    def __init__(self, frame: Box) -> None:
        self.frame = frame
        self.rulings: list[Ruling] = []
        self.fills: list[Fill] = []
        self.marks: list[Mark] = []
        self.images: list[Box] = []
        self.texts: dict[int, tuple[int, int, bool]] = {}
        self.order = 0

    def visit(self, handle: Any, transform: Transform, depth: int, mcid: int = -1) -> None:
        self.order += 1
        if self.order > MAX_OBJECTS:
            return
        own = raw.FPDFPageObj_GetMarkedContentID(handle)
        mcid = own if own >= 0 else mcid
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self.texts[cast(handle, c_void_p).value or 0] = (self.order, mcid, _out_of_sight(handle))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(handle, transform)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = _matrix(handle, transform).box(0, 0, 1, 1)
            self.images.append(box)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
            inner = _matrix(handle, transform)
            for i in range(raw.FPDFFormObj_CountObjects(handle)):
                self.visit(raw.FPDFFormObj_GetObject(handle, i), inner, depth + 1, mcid)

    def _path(self, handle: Any, transform: Transform) -> None:
        fill_mode, stroke = c_int(), c_int()
        raw.FPDFPath_GetDrawMode(handle, byref(fill_mode), byref(stroke))
        if not fill_mode.value and not stroke.value:
            return
        inner = _matrix(handle, transform)
        for points, curved in _subpaths(handle, inner):
            if len(points) < 2:
                continue
            if fill_mode.value:
                self._filled(points, curved, _colour(handle, raw.FPDFPageObj_GetFillColor))
            if stroke.value:
                width = c_float()
                raw.FPDFPageObj_GetStrokeWidth(handle, byref(width))
                scale = max(abs(inner.a) + abs(inner.b), 1e-6)
                self._stroked(points, curved, _colour(handle, raw.FPDFPageObj_GetStrokeColor), width.value * scale)

    def _filled(self, points: Floats, curved: bool, colour: str | None) -> None:
        if colour is None:
            return
        box = _clip(_bounds(points), self.frame)
        if box is None:
            return
        thin, long = sorted((box.width, box.height))
        if thin <= THIN and long >= LINE_RATIO * thin and not curved:
            horizontal = box.width >= box.height
            at = (box.top + box.bottom) / 2 if horizontal else (box.x0 + box.x1) / 2
            span = (box.x0, box.x1) if horizontal else (box.top, box.bottom)
            self.rulings.append(Ruling(horizontal, at, *span, thin, colour))
        elif not curved and _is_rectangle(points, box):
            self.fills.append(Fill(box, colour, self.order))
        else:
            self.marks.append(Mark(box, colour, self.order))

    def _stroked(self, points: Floats, curved: bool, colour: str | None, width: float) -> None:
        if colour is None or curved:
            return
        for (xa, ya), (xb, yb) in pairwise(points):
            dx, dy = abs(xb - xa), abs(yb - ya)
            if dx < STRAIGHT and dy < STRAIGHT:
                continue
            part = _clip(Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)), self.frame)
            if part is None:
                continue
            if dy < STRAIGHT:
                self.rulings.append(Ruling(True, (part.top + part.bottom) / 2, part.x0, part.x1, width, colour))
            elif dx < STRAIGHT:
                self.rulings.append(Ruling(False, (part.x0 + part.x1) / 2, part.top, part.bottom, width, colour))


def read_drawings(page: Any, transform: Transform, width: float, height: float) -> Drawings:
    """Everything drawn on `page`, in displayed coordinates; what lies off the page is left out."""
    collector = _Collector(Box(0, 0, width, height))
    for i in range(raw.FPDFPage_CountObjects(page)):
        handle = raw.FPDFPage_GetObject(page, i)
        if handle:
            collector.visit(handle, transform, 0)
    c = collector
    return Drawings(tuple(c.rulings), tuple(c.fills), tuple(c.marks), tuple(c.images), c.texts)


def _out_of_sight(handle: Any) -> bool:
    """Whether a text lies more than its own height above or below its clip, or wholly beside it.

    Spreadsheets print the text of a cell that spans pages on every page, clipped to the part that belongs there. Lines
    that just run over stay: they are the cell's.
    """
    clip = raw.FPDFPageObj_GetClipPath(handle)
    if not clip or raw.FPDFClipPath_CountPaths(clip) <= 0:
        return False
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not raw.FPDFPageObj_GetBounds(handle, byref(left), byref(bottom), byref(right), byref(top)):
        return False
    x, y = c_float(), c_float()
    low, high = float("-inf"), float("inf")
    first, last = float("-inf"), float("inf")
    for path in range(raw.FPDFClipPath_CountPaths(clip)):
        count = raw.FPDFClipPath_CountPathSegments(clip, path)
        if count <= 0:
            continue
        xs: list[float] = []
        ys: list[float] = []
        for n in range(min(count, 64)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, n), byref(x), byref(y))
            xs.append(x.value)
            ys.append(y.value)
        first, last = max(first, min(xs)), min(last, max(xs))
        low, high = max(low, min(ys)), min(high, max(ys))
    height = top.value - bottom.value
    return top.value < low - height or bottom.value > high + height or right.value < first or left.value > last


def _matrix(handle: Any, transform: Transform) -> Transform:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, byref(matrix))
    return transform.after(matrix)


def _colour(handle: Any, getter: Any) -> str | None:
    """`#rrggbb` as painted on white paper, None where the paint is (all but) transparent."""
    r, g, b, a = c_uint(), c_uint(), c_uint(), c_uint()
    if not getter(handle, byref(r), byref(g), byref(b), byref(a)) or a.value < 16:
        return None
    alpha = a.value / 255
    mixed = [round(255 - (255 - v.value) * alpha) for v in (r, g, b)]
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def _subpaths(handle: Any, transform: Transform) -> list[tuple[Floats, bool]]:
    """The subpaths of a path as (n, 2) arrays of displayed points, with whether any part of it is a curve."""
    paths: list[tuple[list[tuple[float, float]], bool]] = []
    x, y = c_float(), c_float()
    for i in range(raw.FPDFPath_CountSegments(handle)):
        segment = raw.FPDFPath_GetPathSegment(handle, i)
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO or not paths:
            paths.append(([], False))
        points, curved = paths[-1]
        points.append((x.value, y.value))
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            paths[-1] = (points, True)
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    result: list[tuple[Floats, bool]] = []
    for points, curved in paths:
        array = np.nan_to_num(np.array(points, dtype=np.float64), nan=0.0, posinf=1e6, neginf=-1e6)
        xs, ys = transform.apply(array[:, 0], array[:, 1])
        result.append((np.column_stack([xs, ys]), curved))
    return result


def _bounds(points: Floats) -> Box:
    low, high = points.min(axis=0), points.max(axis=0)
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def _is_rectangle(points: Floats, box: Box) -> bool:
    """Whether every point lies on a corner of the box, or (Chromium's mitred borders) on two of its sides."""
    on_x = (np.abs(points[:, 0] - box.x0) < STRAIGHT) | (np.abs(points[:, 0] - box.x1) < STRAIGHT)
    on_y = (np.abs(points[:, 1] - box.top) < STRAIGHT) | (np.abs(points[:, 1] - box.bottom) < STRAIGHT)
    return bool((on_x & on_y).all())


def _clip(box: Box, frame: Box) -> Box | None:
    """The part of `box` on the page, None where there is none."""
    part = Box(max(box.x0, frame.x0), max(box.top, frame.top), min(box.x1, frame.x1), min(box.bottom, frame.bottom))
    return part if part.x1 >= part.x0 and part.bottom >= part.top else None
