"""The ruled lines in a straightened picture, and the picture without them.

A ruling is thinner than a letter's gap and longer than any stroke of a letter, darker or lighter than what lies on
both sides of it: white lines between filled cells part them as black ones do.
"""

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.page import Ruling
from extractors.picture.engine import Image
from extractors.picture.parts import parts_of
from extractors.picture.pixels import darkest, lightest

# In points: the thickest ruling, the shortest stretch that counts, and the widest break in a dashed or worn line.
THICKEST, SHORTEST, BREAK = 3.2, 14.0, 0.8
# In points: beside a dark line a scanner that sharpens shows a pale one, up to this far away; a line this long stands
# for itself, a shorter one must reach from line to line, missing them by no more than the last.
HALO, ALONE, REACH = 5.0, 45.0, 3.0
# How far, in points, a straightened line may still stray from its row: paper is not flat.
STRAY = 0.9
# How much darker (of 255) a line must be than its surroundings.
CONTRAST = 22
# The same for a hairline once its noise is averaged over so many points along it.
FAINT, AVERAGED = 10, 5.0
# A line's darkest places are at most this many times as dark as its palest.
UNEVEN = 2.2
# In points: two rulings this nearly in line, with a break no wider than this, are one worn line where at least a trace
# (of 255) shows between them; a row that spans columns shows none.
IN_LINE, WIDEST_BREAK, TRACE = 1.2, 140.0, 6.0
# In one-bit scans hairlines break without leaving a trace: two stretches this long, in line within so much and parted
# by no more than this (all in points) are one line.
LONG_ENOUGH, IN_ONE_LINE, WORN = 36.0, 0.5, 13.0
# Dots that stand for a shade in a one-bit scan: within so many points this part of the pixels is dark, and this part of
# them differs from its neighbour by so much (of 255). Writing differs as much, but no more than a third of it is dark.
DOTTED_AREA, DARK, UNLIKE, STEP = 8.0, 0.42, 0.2, 48
# What noise is allowed for at most: more is writing beside the line.
NOISE = 12.0
# The part of a stretch's box that must be inked for it to be a line rather than a row of letters.
SOLID = 0.88
Mask = NDArray[np.uint8]


class Ruled(NamedTuple):
    """The rulings in points, and a mask (255) over their pixels."""

    rulings: tuple[Ruling, ...]
    mask: Mask


def find_rulings(pixels: Image, per_point: float) -> Ruled:
    """The rulings of an upright BGR picture with so many pixels per point."""
    dark, light = darkest(pixels), lightest(pixels)
    found: list[_Stretch] = []
    for horizontal in (True, False):
        black, white = (_Sought(horizontal, shade, per_point) for shade in (True, False))
        for plane, sought in ((dark, black), (light, black), (dark, white)):
            for stretch in _lines(plane, sought):
                if sought.dark or not any(_beside(f.ruling, stretch.ruling) for f in found):
                    found.append(stretch)
        for sought in (black, white):
            for stretch in _faint_lines(dark, sought):
                if not any(_beside(f.ruling, stretch.ruling) for f in found):
                    found.append(stretch)
    dots = _dotted(dark, per_point)
    found = [f for f in found if not _among(dots, f)]
    every = [f.ruling for f in found]
    kept = [f for f in found if f.ruling.end - f.ruling.start >= ALONE or _held(f.ruling, every)]
    mask = np.zeros(dark.shape, dtype=np.uint8)
    for f in kept:
        if f.dark:
            height, width = f.part.shape
            mask[f.top : f.top + height, f.left : f.left + width] |= f.part.astype(np.uint8) * 255
    rulings = [f.ruling for f in kept]
    return Ruled((*rulings, *_bridges(rulings, dark, per_point)), mask)


class _Sought(NamedTuple):
    """The lines to look for: their direction, whether they are darker than what is beside them; pixels to a point."""

    horizontal: bool
    dark: bool
    per_point: float


class _Stretch(NamedTuple):
    """A ruling, its pixels with the place of their box, and whether it is darker than its surroundings."""

    ruling: Ruling
    left: int
    top: int
    part: NDArray[np.bool_]
    dark: bool


def _dotted(plane: Image, per_point: float) -> NDArray[np.bool_] | None:
    """Where dots of black stand for a shade; None where nowhere."""
    side = (max(3, round(DOTTED_AREA * per_point)),) * 2
    flips = cv2.blur(255 * (cv2.absdiff(plane[:, 1:], plane[:, :-1]) > STEP).astype(np.uint8), side)
    dots = (flips > 255 * UNLIKE) & (cv2.blur(255 * (plane[:, 1:] < 128).astype(np.uint8), side) > 255 * DARK)
    return np.asarray(dots, dtype=np.bool_) if dots.any() else None


def _among(dots: NDArray[np.bool_] | None, stretch: "_Stretch") -> bool:
    """Whether a stretch is made of such dots."""
    if dots is None:
        return False
    height, width = stretch.part.shape
    place = dots[stretch.top : stretch.top + height, stretch.left : stretch.left + width]
    return bool(place.any()) and float(place.mean()) > 0.5


def _bridges(rulings: list[Ruling], plane: Image, per_point: float) -> list[Ruling]:
    """Rulings that carry others on, from crossing line to crossing line, as far as a trace of them shows."""
    bridges: list[Ruling] = []
    for horizontal in (True, False):
        data = plane if horizontal else plane.T
        mine = [r for r in rulings if r.horizontal == horizontal]
        others = [r for r in rulings if r.horizontal != horizontal]
        for ruling in mine:
            in_line = [r for r in mine if abs(r.at - ruling.at) < IN_LINE]
            across = {o.at for o in others if o.start - REACH < ruling.at < o.end + REACH}
            after = sorted(across | {r.start for r in in_line})
            before = sorted(across | {r.end for r in in_line}, reverse=True)
            for at, stops in ((ruling.end, [x for x in after if x > ruling.end]),
                              (ruling.start, [x for x in before if x < ruling.start])):  # fmt: skip
                for stop in stops:
                    start, end = min(at, stop), max(at, stop)
                    done = any(_covers(r, start, end) for r in in_line)
                    table = any(_covers(r, start, end) and abs(r.at - ruling.at) > IN_LINE for r in mine)
                    if done or not table or end - start > WIDEST_BREAK:
                        break
                    if not _worn(in_line, ruling, start, end) and not _trace(data, ruling.at, start, end, per_point):
                        break
                    bridges.append(Ruling(horizontal, ruling.at, start, end, ruling.thickness, ruling.colour))
                    at = stop
    return bridges


def _worn(in_line: list[Ruling], ruling: Ruling, start: float, end: float) -> bool:
    """Whether the place from `start` to `end` is a short break between two long stretches of one line."""
    if ruling.end - ruling.start < LONG_ENOUGH:
        return False
    near = [r for r in in_line if abs(r.at - ruling.at) < IN_ONE_LINE and r.end - r.start >= LONG_ENOUGH]
    after = min((r.start for r in near if r.start > ruling.end), default=ruling.end + 2 * WORN)
    before = max((r.end for r in near if r.end < ruling.start), default=ruling.start - 2 * WORN)
    return (start >= ruling.end and end <= after and after - ruling.end <= WORN) or (
        end <= ruling.start and start >= before and ruling.start - before <= WORN
    )


def _covers(ruling: Ruling, start: float, end: float) -> bool:
    return ruling.start <= start + BREAK and ruling.end >= end - BREAK


def _trace(data: Image, place: float, start: float, end: float, per_point: float) -> bool:
    """Whether the rows where the line would go on are darker, or paler, than those beside them nearly all along it."""
    x0, x1 = round(start * per_point), round(end * per_point)
    if x1 - x0 < 3:
        return True
    at, aside = round(place * per_point), max(3, round(1.2 * THICKEST * per_point / 2))
    rows = data[max(0, at - aside) : at + aside + 1, x0:x1].astype(np.float64)
    if rows.shape[0] < 2 * aside + 1:
        return False
    beside = np.concatenate([rows[: aside - 1], rows[aside + 2 :]])
    sides, middle = beside.mean(axis=0), rows[aside - 1 : aside + 2]
    # The least of three noisy rows lies below their mean, so a blank stretch seems a little deeper too.
    noise = min(1.5 * float(np.median(np.abs(beside - np.median(beside)))), NOISE)
    for relief in (sides - middle.min(axis=0), middle.max(axis=0) - sides):
        if np.median(relief) >= TRACE + noise and (relief > TRACE).mean() >= SOLID - 0.06:
            return True
    return False


def _beside(known: Ruling, ruling: Ruling) -> bool:
    """Whether a pale line is only the halo of a known one of the same direction."""
    if known.horizontal != ruling.horizontal or abs(known.at - ruling.at) >= HALO:
        return False
    shared = min(known.end, ruling.end) - max(known.start, ruling.start)
    return shared > 0.7 * (ruling.end - ruling.start)


def _held(ruling: Ruling, others: list[Ruling]) -> bool:
    """Whether a short line is a cell's side rather than a stroke.

    It is where it reaches from one line across it to another, or carries a long one on.
    """
    if any(
        o.horizontal == ruling.horizontal
        and abs(o.at - ruling.at) < IN_LINE
        and o.end - o.start >= ALONE
        and max(o.start - ruling.end, ruling.start - o.end) < REACH
        for o in others
    ):
        return True
    ends = [
        any(
            o.horizontal != ruling.horizontal
            and abs(o.at - end) < REACH
            and o.start - REACH < ruling.at < o.end + REACH
            for o in others
        )
        for end in (ruling.start, ruling.end)
    ]
    return all(ends)


def _lines(plane: Image, sought: _Sought) -> list[_Stretch]:
    """The lines of one direction in one plane of the picture that stand out in every pixel."""
    data = plane if sought.horizontal else np.ascontiguousarray(plane.T)
    ink = (_relief(data, sought) > CONTRAST).astype(np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(1, round(BREAK * sought.per_point))), np.uint8))
    return _stretches(np.asarray(joined, dtype=np.uint8), ink, SHORTEST, SOLID, sought)


def _faint_lines(plane: Image, sought: _Sought) -> list[_Stretch]:
    """The long lines that stand out only once the noise along them is averaged.

    Hairlines in a poor scan, and white lines between the cells of a pale table.
    """
    per_point = sought.per_point
    data = plane if sought.horizontal else np.ascontiguousarray(plane.T)
    along = np.asarray(cv2.blur(data, (max(3, round(AVERAGED * per_point)), 1)), dtype=np.uint8)
    ink = (_relief(along, sought) > FAINT).astype(np.uint8)
    relief = _relief(np.asarray(cv2.blur(data, (3, 1)), dtype=np.uint8), sought)
    pixels = (relief > FAINT - 3).astype(np.uint8)
    # Averaging runs over the space between two tables; the pixels themselves do not.
    reach = np.ones((1, max(3, round(AVERAGED / 2 * per_point))), np.uint8)
    near = np.asarray(cv2.dilate(pixels, reach), dtype=np.uint8)
    found = _stretches(ink & near, pixels, ALONE, SOLID - 0.06, sought)
    upright = relief if sought.horizontal else relief.T
    return [_trimmed(f, per_point) for f in found if _even(f, upright)]


def _trimmed(stretch: _Stretch, per_point: float) -> _Stretch:
    """The stretch without what averaging added at its ends."""
    more = AVERAGED / 2
    ruling, cut = stretch.ruling, round(more * per_point)
    ruling = ruling._replace(start=ruling.start + more, end=ruling.end - more)
    if ruling.horizontal:
        return stretch._replace(ruling=ruling, left=stretch.left + cut, part=stretch.part[:, cut : -cut or None])
    return stretch._replace(ruling=ruling, top=stretch.top + cut, part=stretch.part[cut : -cut or None])


def _even(stretch: _Stretch, relief: NDArray[np.uint8]) -> bool:
    """Whether a stretch is about as dark from end to end: a row of letters is black here and white there."""
    height, width = stretch.part.shape
    values = np.where(stretch.part, relief[stretch.top : stretch.top + height, stretch.left : stretch.left + width], 0)
    along = values.max(axis=0 if stretch.ruling.horizontal else 1)
    # A white line stands off a dark heading, a third of a small table, far more than off pale cells.
    low, high = np.percentile(along[along > 0], [25, 90 if stretch.dark else 60])
    return bool(high <= max(UNEVEN * low, low + CONTRAST))


def _relief(data: NDArray[np.uint8], sought: _Sought) -> NDArray[np.uint8]:
    """How much each pixel stands off what lies above and below it, within a ruling's thickness."""
    thick = max(3, round(THICKEST * sought.per_point)) | 1
    operation = cv2.MORPH_BLACKHAT if sought.dark else cv2.MORPH_TOPHAT
    return cv2.morphologyEx(data, operation, np.ones((thick, 1), np.uint8)).astype(np.uint8)


def _stretches(joined: Mask, ink: Mask, shortest: float, solid: float, sought: _Sought) -> list[_Stretch]:
    """The level stretches in `joined` at least `shortest` points long that `ink` fills to the part `solid`."""
    horizontal, dark, per_point = sought
    stray = max(1, round(STRAY * per_point))
    # A line that strays from row to row is one once it is smeared upwards.
    smeared = cv2.dilate(joined, np.ones((stray, 1), np.uint8))
    long = cv2.morphologyEx(smeared, cv2.MORPH_OPEN, np.ones((1, max(4, round(shortest * per_point))), np.uint8))
    lines: list[_Stretch] = []
    for x, y, whole in _parts_in(np.asarray(long, dtype=np.uint8)):
        h, w = (int(side) for side in whole.shape)
        part = whole & (ink[y : y + h, x : x + w] > 0)
        columns = part.sum(axis=0)
        if (columns > 0).mean() < solid or not columns.any():
            continue
        thickness = float(np.median(columns[columns > 0]))
        if thickness > THICKEST * per_point or h > 4 * THICKEST * per_point:
            continue
        at = float(np.average(np.arange(h) + 0.5, weights=part.sum(axis=1))) + y
        ruling = Ruling(
            horizontal, at / per_point, x / per_point, (x + w) / per_point, thickness / per_point, "#000000"
        )
        place = (x, y, part) if horizontal else (y, x, part.T)
        lines.append(_Stretch(ruling, *place, dark))
    return lines


def _parts_in(mask: Mask) -> Iterator[tuple[int, int, NDArray[np.bool_]]]:
    """The connected parts of a mask that is mostly empty, from top to bottom: left edge, top edge and pixels of each.

    Only its rows that hold something are labelled: over a whole page that takes as long as all else about rulings.
    """
    held = np.concatenate([[False], mask.any(axis=1), [False]])
    edges = np.flatnonzero(held[1:] != held[:-1]).tolist()
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        labels, parts = parts_of(mask[first:last])
        for n, (x, y, w, h, _) in enumerate(parts[1:], start=1):
            yield x, first + y, labels[y : y + h, x : x + w] == n
