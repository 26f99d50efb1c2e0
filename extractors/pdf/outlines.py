"""The outlines of a page's paths as arrays: where each lies, whether it is curved, whether it is a rectangle.

Tables are drawn with hundreds of paths a page, nearly all of them rectangles that are told by their bounds alone.
"""

from collections.abc import Sequence
from itertools import repeat

import numpy as np
import pypdfium2.raw as raw

from extractors.page import Box, Floats
from extractors.pdf import pdfium_calls as calls

Points = list[tuple[float, float]]
# In points: how far a side may lean and still be an edge of an upright rectangle.
STRAIGHT = 0.6


class Outlines:
    """The subpaths of paths, those of a single point left out.

    `path` is the number of each one's path, `curved` whether any part of it is a curve, `rectangle` whether all its
    points lie on corners of its bounds, or (Chromium's mitred borders) on two sides.
    """

    def __init__(self, handles: Sequence[calls.Handle], transforms: Floats) -> None:
        """Read the outlines of the paths `handles`; the rows of `transforms` lead to the displayed page."""
        counts = [max(n, 0) for n in map(calls.count_segments, handles)]
        segments = [
            s
            for handle, n in zip(handles, counts, strict=True)
            for s in map(calls.segment_at, repeat(handle), range(n))
        ]
        self.path: list[int] = []
        self.curved: list[bool] = []
        self.rectangle: list[bool] = []
        if not segments:
            return
        total = len(segments)
        points = calls.written(calls.segment_point, (segments,), total, np.float32, outs=2).astype(np.float64)
        x, y = np.nan_to_num(points, nan=0.0, posinf=1e6, neginf=-1e6).T
        a, b, c, d, e, f = np.repeat(transforms, counts, axis=0).T
        x, y = a * x + c * y + e, b * x + d * y + f
        kinds = np.fromiter(map(calls.segment_kind, segments), dtype=np.int64, count=total)
        closes = np.fromiter(map(calls.segment_closes, segments), dtype=np.int64, count=total) > 0
        owner = np.repeat(np.arange(len(handles)), counts)
        begins = np.flatnonzero((kinds == raw.FPDF_SEGMENT_MOVETO) | (np.diff(owner, prepend=-1) != 0))
        ends = np.append(begins[1:], total)
        # a subpath that is closed comes back to its first point
        kept = ends - begins + np.add.reduceat(closes.astype(np.int64), begins) > 1
        self._x: list[float] = x.tolist()
        self._y: list[float] = y.tolist()
        self._closes: list[bool] = closes.tolist()
        self._begins: list[int] = begins[kept].tolist()
        self._ends: list[int] = ends[kept].tolist()
        self.path = owner[begins[kept]].tolist()
        self.curved = np.logical_or.reduceat(kinds == raw.FPDF_SEGMENT_BEZIERTO, begins)[kept].tolist()
        left, top = np.minimum.reduceat(x, begins), np.minimum.reduceat(y, begins)
        right, bottom = np.maximum.reduceat(x, begins), np.maximum.reduceat(y, begins)
        own = np.repeat(np.arange(len(begins)), ends - begins)
        upright = (np.abs(x - left[own]) < STRAIGHT) | (np.abs(x - right[own]) < STRAIGHT)
        level = (np.abs(y - top[own]) < STRAIGHT) | (np.abs(y - bottom[own]) < STRAIGHT)
        self.rectangle = np.logical_and.reduceat(upright & level, begins)[kept].tolist()
        self._bounds: Floats = np.column_stack([left, top, right, bottom])[kept]

    def points(self, number: int) -> Points:
        """The points of a subpath in displayed points, in the order of drawing."""
        found: Points = []
        for n in range(self._begins[number], self._ends[number]):
            found.append((self._x[n], self._y[n]))
            if self._closes[n]:
                found.append(found[0])
        return found

    def within(self, frames: Sequence[Box]) -> list[Box | None]:
        """The bounds of each subpath as far as they lie in the frame of its path; None where they lie outside."""
        if not self.path:
            return []
        shown: Floats = np.array(frames, dtype=np.float64)[self.path]
        low, high = np.maximum(self._bounds[:, :2], shown[:, :2]), np.minimum(self._bounds[:, 2:], shown[:, 2:])
        sides: list[list[float]] = np.column_stack([low, high]).tolist()
        inside: list[bool] = np.logical_and.reduce(high >= low, axis=1).tolist()
        return [Box(*s) if seen else None for s, seen in zip(sides, inside, strict=True)]
