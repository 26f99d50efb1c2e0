"""How far what a page draws is cut off: the bounds of the clips around drawn objects."""

from collections.abc import Sequence
from itertools import repeat

import numpy as np

from extractors.pdf import pdfium_calls as calls

# Of a clip's outline no more points than this are looked at.
MOST_POINTS = 64
Bounds = tuple[float, float, float, float]


def clip_bounds(handles: Sequence[calls.Handle]) -> dict[int, Bounds]:
    """For each object with a clip, by its place among `handles`: left, bottom, right and top of what it leaves.

    In the space of the page or form that the objects are drawn in; where clips leave nothing, right is below left or
    top below bottom.
    """
    clips = list(map(calls.clip_of, handles))
    parts = np.fromiter(map(calls.count_clip_paths, clips), dtype=np.int64, count=len(clips))
    return {place: _bounds(clips[place], int(parts[place])) for place in np.flatnonzero(parts > 0).tolist()}


def _bounds(clip: calls.Handle, parts: int) -> Bounds:
    first, low, last, high = float("-inf"), float("-inf"), float("inf"), float("inf")
    for part in range(parts):
        count = min(calls.count_clip_segments(clip, part), MOST_POINTS)
        if count <= 0:
            continue
        corners = map(calls.clip_segment_at, repeat(clip), repeat(part), range(count))
        points = calls.written(calls.segment_point, (corners,), count, np.float32, outs=2)
        xs: list[float] = points[:, 0].tolist()
        ys: list[float] = points[:, 1].tolist()
        first, last = max(first, min(xs)), min(last, max(xs))
        low, high = max(low, min(ys)), min(high, max(ys))
    return first, low, last, high
