"""A page that is a picture, read into the geometry model: rulings, fills and glyphs, as if they had been printed.

Everything is in points of the page put upright and straight, origin at the top left.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from extractors.page import Box, Fill, Mark, Page, Ruling
from extractors.picture.fills import bands, cell_fills
from extractors.picture.glyphs import make_glyphs
from extractors.picture.image import take_picture
from extractors.picture.lines import ReadLine, read_lines
from extractors.picture.rulings import find_rulings
from extractors.picture.straighten import straighten
from extractors.readings.ruled import read_ruled


@dataclass(frozen=True)
class Seen:
    """What is seen in a page's picture: the upright page's size in points, pixels per point, how it was turned, and
    what is ruled, painted and written on it."""

    width: float
    height: float
    per_point: float
    turned: int
    rulings: tuple[Ruling, ...]
    fills: tuple[Fill, ...]
    marks: tuple[Mark, ...]
    lines: tuple[ReadLine, ...]


def look(path: Path, page: Page) -> Seen:
    """Look at the picture of `page`. Takes seconds."""
    straight = straighten(take_picture(path, page.number, (page.width, page.height)), page.width, page.height)
    pixels, per_point = straight.picture.pixels, straight.picture.per_point
    ruled = find_rulings(pixels, per_point)
    bare = replace(page, width=straight.width, height=straight.height, glyphs=make_glyphs([], 1.0), rulings=ruled.rulings)
    grids = read_ruled(replace(bare, fills=(), marks=(), tags=()))
    fills, marks = cell_fills(pixels, per_point, [cell.box for grid in grids for cell in grid.cells])
    fills += bands(pixels, per_point, [grid.box for grid in grids])
    lines = read_lines(pixels, per_point, ruled.rulings, ruled.mask)
    return Seen(
        straight.width, straight.height, per_point, straight.turned, ruled.rulings, tuple(fills), tuple(marks), tuple(lines)
    )


def page_of(seen: Seen, page: Page) -> Page:
    """`page` with what was seen in its picture."""
    return replace(
        page,
        width=seen.width,
        height=seen.height,
        rotation=(page.rotation + seen.turned) % 360,
        glyphs=make_glyphs(list(seen.lines), seen.per_point),
        rulings=seen.rulings,
        fills=seen.fills,
        marks=seen.marks,
        tags=(),
        scanned=(Box(0, 0, seen.width, seen.height),),
    )
