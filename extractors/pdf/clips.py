"""How far what a page draws is cut off: the bounds of the clips around drawn objects."""

from collections.abc import Callable, Sequence
from itertools import repeat
from math import inf

import numpy as np
from numpy.typing import NDArray

from extractors.pdf import pdfium_calls as calls

# Of a clip's outline no more points than this are looked at.
MOST_POINTS = 64
# Edges this near, in points, are one.
EDGE = 1.0
# The first line of the next row begins within so many of its lines behind the edge.
NEXT_ROW = 1.5
Bounds = tuple[float, float, float, float]
# A row of bounds for each object.
Rows = NDArray[np.float64]


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


def cut_off(bounds: Rows, clips: Rows, others: Callable[[], Rows]) -> Rows:
    """For each text the level, inside its clip, at which it is cut off; not a number where it is not.

    A spreadsheet's row of a fixed height shows as many lines as it holds. Nothing of the rest is seen, and right below
    the edge another row begins (`others` are the bounds of all texts): the last row of a page may go on overleaf. Each
    text, clip and bound is a row of left, bottom, right and top.
    """
    _, bottom, _, top = bounds.T
    low = clips[:, 1]
    edges = np.full(len(bounds), np.nan)
    below: list[int] = np.flatnonzero(top < low).tolist()
    if not below:
        return edges
    heads = others()[:, 3]
    for n in below:
        near = NEXT_ROW * (top[n] - bottom[n])
        if ((heads < low[n] + EDGE) & (heads > low[n] - near)).any():
            edges[n] = low[n] + 2 * EDGE
    return edges


def out_of_sight(bounds: Rows, clips: Rows) -> NDArray[np.bool_]:
    """Whether each text lies more than its own height above or below its clip, or wholly beside it.

    Spreadsheets print the text of a cell that spans pages on every page, clipped to the part that belongs there. Lines
    that just run over stay: they are the cell's.
    """
    left, bottom, right, top = bounds.T
    first, low, last, high = clips.T
    height = top - bottom
    return (top < low - height) | (bottom > high + height) | (right < first) | (left > last)
