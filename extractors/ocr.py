"""A page that is a picture, read into the geometry model: rulings, fills and glyphs, as if they had been printed.

Everything is in points of the page put upright and straight, origin at the top left.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.page import Box, Fill, Mark, Page, Ruling
from extractors.picture.engine import Image
from extractors.picture.fills import bands, cell_fills, is_grey
from extractors.picture.glyphs import make_glyphs
from extractors.picture.image import take_picture
from extractors.picture.lines import ReadLine, read_at, read_lines, without
from extractors.picture.rulings import Ruled, find_rulings
from extractors.picture.spelling import settle
from extractors.picture.straighten import straighten
from extractors.picture.unread import unread_places
from extractors.readings.ruled import read_ruled

# What the finder of lines missed is taken for writing when each of its letters is this probable.
LEGIBLE = 0.6


@dataclass(frozen=True)
class Seen:
    """What is seen in a page's picture.

    The upright page's size in points, pixels per point, how it was turned, what is ruled, painted and written on it,
    what of that could not be read (points), and whether it has no colour.
    """

    width: float
    height: float
    per_point: float
    turned: int
    rulings: tuple[Ruling, ...]
    fills: tuple[Fill, ...]
    marks: tuple[Mark, ...]
    lines: tuple[ReadLine, ...]
    unread: tuple[Box, ...] = ()
    grey: bool = False


def look(path: Path, page: Page) -> Seen:
    """Look at the picture of `page`. Takes seconds."""
    straight = straighten(take_picture(path, page.number, (page.width, page.height)), page.width, page.height)
    pixels, per_point = straight.picture.pixels, straight.picture.per_point
    ruled = find_rulings(pixels, per_point)
    bare = replace(
        page, width=straight.width, height=straight.height, glyphs=make_glyphs([], 1.0), rulings=ruled.rulings
    )
    bare = replace(bare, fills=tuple(bands(pixels, per_point, [])), marks=(), tags=())
    grids = read_ruled(bare)
    fills, marks = cell_fills(pixels, per_point, [cell.box for grid in grids for cell in grid.cells])
    fills += [band for band in bare.fills if not any(band.box.overlap(grid.box) > 0 for grid in grids)]
    lines, unread = _written(pixels, per_point, ruled)
    return Seen(
        straight.width,
        straight.height,
        per_point,
        straight.turned,
        ruled.rulings,
        tuple(fills),
        tuple(marks),
        tuple(lines),
        tuple(unread),
        is_grey(pixels),
    )


def _written(pixels: Image, per_point: float, ruled: Ruled) -> tuple[list[ReadLine], list[Box]]:
    """The lines of the picture, those that were found only by their ink with them, and the places that stay unread."""
    clean = without(pixels, ruled.mask)
    lines = read_lines(pixels, clean, per_point, ruled.rulings)
    unread: list[Box] = []
    for place in unread_places(pixels, per_point, lines, ruled.mask):
        line = read_at(pixels, clean, place)
        if line is not None and min(c.probability for c in line.chars) >= LEGIBLE:
            lines.append(line)
        else:
            unread.append(Box(*(v / per_point for v in place)))
    return sorted(lines, key=lambda line: (line.box[1], line.box[0])), unread


def settled(looks: list[Seen], pages: list[Page]) -> list[Seen]:
    """What was seen on `pages` of a document, confusable letters settled.

    By the words of all the pages, and by those of the text layers that another recogniser left there.
    """
    layers = [frozenset(re.findall(r"[A-Za-z]{3,}", "".join(page.glyphs.text))) for page in pages]
    lines = settle([seen.lines for seen in looks], layers)
    return [replace(seen, lines=mine) for seen, mine in zip(looks, lines, strict=True)]


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
        unread=seen.unread,
        colourless=seen.grey,
    )
