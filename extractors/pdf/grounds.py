"""Colours that only the drawn page tells: those of patterns, gradients and pictures that are but a ground."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from extractors.page import Box, Fill, Glyphs, Mark

# In points: paint with a narrower side is no cell's ground, nor a pill.
NARROWEST = 5.0
# Rulings reach so far into the ground that they lie around; a small disc is round within this part of its box, too.
INSET, ROUND = 1.5, 0.075
# A ground no longer than this may be a disc, which takes a close look to tell.
SMALL = 40.0
# Paint over more than this part of a page is a picture of its own or the page's ground.
LARGEST = 0.5
# A page's ground is as wide as this part of it, and its text is on it but for headers and footers: those of browsers
# stand in this part of the page's height.
ACROSS, MARGIN = 0.8, 0.07
# Pixels are of one colour within this (of 255, in each channel); a picture of one colour has this part of them so: the
# rest is text printed over it.
ALIKE, UNIFORM = 40, 0.7
# Colours are counted by so many levels of each channel, which are so far apart.
STEP = 16
# A ground whose channels are all above this is paper: around a logo, or under words.
PAPER = 0xF5
Paint = TypeVar("Paint", Fill, Mark)


def seen_colour(box: Box, pixels: NDArray[np.uint8], per_point: float, *, uniform: bool = False) -> str | None:
    """The commonest colour (`#rrggbb`) inside `box`; None where it is off the page, or not `uniform` as asked.

    `pixels` is the drawn page in BGR, `per_point` of them to a point.
    """
    edge = min(INSET, ROUND * min(box.width, box.height))
    inset = (edge, edge, -edge, -edge)
    left, top, right, bottom = (max(round((v + by) * per_point), 0) for v, by in zip(box, inset, strict=True))
    patch = pixels[top:bottom, left:right, :3].reshape(-1, 3)
    if not len(patch):
        return None
    levels = patch.astype(np.int64) // STEP
    number = (levels[:, 0] * STEP + levels[:, 1]) * STEP + levels[:, 2]
    middle = np.median(patch[number == np.bincount(number).argmax()], axis=0)
    alike = (np.abs(patch.astype(np.int64) - middle) <= ALIKE).all(axis=1)
    if uniform and not _is_uniform((left, top, right, bottom), pixels, middle):
        return None
    blue, green, red = np.median(patch[alike], axis=0).astype(int).tolist()
    return f"#{red:02x}{green:02x}{blue:02x}"


def with_seen_colours(painted: tuple[Paint, ...], pixels: NDArray[np.uint8], per_point: float) -> tuple[Paint, ...]:
    """`painted`, with the colour that is seen where it lies on what is as large as a cell or a pill."""
    found: list[Paint] = []
    for one in painted:
        large = min(one.box.width, one.box.height) >= NARROWEST
        colour = seen_colour(one.box, pixels, per_point) if large else None
        found.append(one._replace(colour=colour) if colour else one)
    return tuple(found)


def may_be_grounds(shaded: Sequence[tuple[Box, int]], area: float) -> list[tuple[Box, int]]:
    """The pictures and gradients (each with its drawing order) that are as large as grounds on a page of `area`."""
    return [
        (box, order)
        for box, order in shaded
        if min(box.width, box.height) >= NARROWEST and box.width * box.height <= LARGEST * area
    ]


def picture_grounds(shaded: Sequence[tuple[Box, int]], pixels: NDArray[np.uint8], per_point: float) -> tuple[Fill, ...]:
    """Those of the pictures and gradients that are but a coloured ground, as fills."""
    seen = [(box, seen_colour(box, pixels, per_point, uniform=True), order) for box, order in shaded]
    return tuple(Fill(box, colour, order) for box, colour, order in seen if colour and not _is_paper(colour))


def without_paper(fills: tuple[Fill, ...], glyphs: Glyphs, page: Box) -> tuple[Fill, ...]:
    """`fills` without the ground that the whole page is printed on, and without what is painted on it in its colour.

    Pages in dark colours and designed ones have such paper; its edges are no table's, as those of white paper are none.
    """
    first = min(fills, key=lambda f: f.order, default=None)
    if first is None or not _is_ground(first, glyphs, page):
        return fills
    kept: list[Fill] = []
    for fill in sorted(fills, key=lambda f: f.order):
        if fill.colour != first.colour or any(fill.box.overlap(other.box) > 0 for other in kept):
            kept.append(fill)
    return tuple(kept)


def _is_ground(fill: Fill, glyphs: Glyphs, page: Box) -> bool:
    """Whether all text of the page but for what stands in its margins is printed on the fill."""
    box = fill.box
    if box.width < ACROSS * page.width or box.width * box.height < LARGEST * page.width * page.height:
        return False
    margin = MARGIN * page.height
    body = glyphs.ink & (glyphs.y_mid > page.top + margin) & (glyphs.y_mid < page.bottom - margin)
    return bool(glyphs.inside(box)[body].all())


def _is_paper(colour: str) -> bool:
    return min(bytes.fromhex(colour[1:])) >= PAPER


def _is_uniform(box: tuple[int, int, int, int], pixels: NDArray[np.uint8], middle: NDArray[np.float64]) -> bool:
    """Whether the corners have the colour too, and most of the rest: a disc on white is no ground."""
    left, top, right, bottom = box
    patch = np.abs(pixels[top:bottom, left:right, :3].astype(np.int64) - middle).max(axis=2) <= ALIKE
    return bool(patch[[0, 0, -1, -1], [0, -1, 0, -1]].all() and patch.mean() >= UNIFORM)
