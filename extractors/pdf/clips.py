"""How far what a page draws is cut off: the bounds of the clips around drawn objects."""

from collections.abc import Sequence
from itertools import repeat
from math import inf

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
    found: dict[int, Bounds] = dict.fromkeys(np.flatnonzero(parts > 0).tolist(), (-inf, -inf, inf, inf))
    own: list[tuple[int, int]] = []
    corners: list[calls.Handle] = []
    for place in found:
        clip = clips[place]
        for part in range(int(parts[place])):
            count = min(calls.count_clip_segments(clip, part), MOST_POINTS)
            if count > 0:
                own.append((place, len(corners)))
                corners.extend(map(calls.clip_segment_at, repeat(clip), repeat(part), range(count)))
    if not own:
        return found
    points = calls.written(calls.segment_point, (corners,), len(corners), np.float32, outs=2).astype(np.float64)
    starts = [start for _, start in own]
    least, most = np.minimum.reduceat(points, starts).tolist(), np.maximum.reduceat(points, starts).tolist()
    for (place, _), (left, bottom), (right, top) in zip(own, least, most, strict=True):
        first, low, last, high = found[place]
        found[place] = max(first, left), max(low, bottom), min(last, right), min(high, top)
    return found
