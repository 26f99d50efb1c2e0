"""A look at the picture of a page: what is ruled and written in it, and its colours."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from extractors.page import Box, Fill, Mark, Page, Ruling
from extractors.picture.fills import bands, cell_fills, is_grey, is_paint
from extractors.picture.glyphs import make_glyphs
from extractors.picture.image import take_picture
from extractors.picture.layer import LayerGlyph, layer_of
from extractors.picture.lines import ReadLine
from extractors.picture.pixels import Matrix, Picture
from extractors.picture.straighten import Straight, straighten
from extractors.picture.written import Written, read_written
from extractors.readings.ruled import read_ruled

# The edge of paint lies at most so many points from the ruling that ends it: narrower cells hold nothing.
FADED = 6.0


@dataclass(frozen=True)
class Seen:
    """What is seen in a page's picture.

    The upright page's size in points, pixels per point, how it was turned, what is ruled, painted and written on it,
    what of that could not be read (points), whether it has no colour, and the text layer that another recogniser left
    there. `to_page` leads from points of the upright
    page to points of the displayed one: x' = a x + b y + c, y' = d x + e y + f.
    """

    width: float
    height: float
    per_point: float
    turned: int
    to_page: tuple[float, float, float, float, float, float]
    rulings: tuple[Ruling, ...]
    fills: tuple[Fill, ...]
    marks: tuple[Mark, ...]
    lines: tuple[ReadLine, ...]
    unread: tuple[Box, ...] = ()
    grey: bool = False
    layer: tuple[LayerGlyph, ...] = ()


class Shelf(Protocol):
    """Where the writing of pictures is kept from run to run, under a key made of a picture's pixels and its place."""

    def get(self, key: str) -> Written | None:
        """What is kept under `key`, None where there is nothing."""
        ...

    def put(self, key: str, thing: Written) -> None:
        """Keep a picture's writing under `key`."""
        ...


def look(path: Path, page: Page, shelf: Shelf | None = None) -> Seen:
    """Look at the picture of `page`.

    Reading it takes seconds, unless `shelf` has kept what was read in an earlier run.
    """
    over = page.letterless or bool(page.glyphs.ink.any())
    return look_at(take_picture(path, page.number, (page.width, page.height), drawn_over=over), page, shelf)


def look_at(picture: Picture, page: Page, shelf: Shelf | None = None) -> Seen:
    """Look at a picture that covers the whole of `page`."""
    key = _key(picture, page.width, page.height)
    known = shelf.get(key) if shelf else None
    straight = straighten(picture, page.width, page.height, (known.turned, known.skew) if known else None)
    del picture  # 26 MB at 300 dpi, and nobody else's
    written = known or read_written(straight)
    if shelf and known is None:
        shelf.put(key, written)
    return _painted(page, straight, written)


def _key(picture: Picture, width: float, height: float) -> str:
    digest = hashlib.sha256(repr((picture.pixels.shape, picture.to_page.tolist(), width, height)).encode("ascii"))
    digest.update(picture.pixels.tobytes())
    return digest.hexdigest()


def _painted(page: Page, straight: Straight, written: Written) -> Seen:
    """What is written with the colours around and under it."""
    pixels, per_point = straight.picture.pixels, straight.picture.per_point
    bare = replace(
        page, width=straight.width, height=straight.height, glyphs=make_glyphs([], 1.0), rulings=written.rulings
    )
    # Letters that a poor scan blurs into each other look painted: what lies within a line is its ink, unless it has a
    # colour, as the squares of a legend do.
    inked = [Box(*(v / per_point for v in line.box)) for line in written.lines]
    grey = is_grey(pixels)
    painted = [
        f
        for f in bands(pixels, per_point, [])
        if (not grey and is_paint(f)) or not any(line.union(f.box) == line for line in inked)
    ]
    bare = replace(bare, fills=tuple(_to_rulings(f, written.rulings) for f in painted), marks=(), tags=())
    grids = read_ruled(bare)
    fills, marks = cell_fills(pixels, per_point, [cell.box for grid in grids for cell in grid.cells])
    fills += [band for band in bare.fills if not any(band.box.overlap(grid.box) > 0 for grid in grids)]
    (a, b, c), (d, e, f) = straight.to_page.tolist()
    return Seen(
        straight.width,
        straight.height,
        per_point,
        straight.turned,
        (a, b, c, d, e, f),
        written.rulings,
        tuple(fills),
        tuple(marks),
        written.lines,
        written.unread,
        grey,
        tuple(
            g for glyphs in (page.layer, page.glyphs) if glyphs for g in layer_of(glyphs, _to_pixels(straight), pixels)
        ),
    )


def _to_rulings(fill: Fill, rulings: Sequence[Ruling]) -> Fill:
    """The fill with each side on the ruling beside it: where the paint of a cell fades, its edge would be another."""
    x0, top, x1, bottom = fill.box

    def side(at: float, horizontal: bool, start: float, end: float) -> float:
        beside = [r.at for r in rulings if r.horizontal == horizontal and min(r.end, end) > max(r.start, start)]
        nearest = min(beside, key=lambda place: abs(place - at), default=at)
        return nearest if abs(nearest - at) <= FADED else at

    box = Box(
        side(x0, False, top, bottom), side(top, True, x0, x1), side(x1, False, top, bottom), side(bottom, True, x0, x1)
    )
    return fill._replace(box=box) if box.x0 < box.x1 and box.top < box.bottom else fill


def _to_pixels(straight: Straight) -> Matrix:
    """From points of the displayed page to pixels of the straightened picture."""
    return np.linalg.inv(np.vstack([straight.to_page, [0, 0, 1]]))[:2] * straight.picture.per_point
