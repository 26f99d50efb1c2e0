"""What is ruled and written in a straightened picture: the part of a look at it that takes seconds."""

from dataclasses import dataclass

from extractors.page import MANY_UNREAD, Box, Ruling
from extractors.picture.engine import Image
from extractors.picture.lines import ReadLine, read_at, read_lines, without
from extractors.picture.rulings import Ruled, find_rulings
from extractors.picture.straighten import Straight
from extractors.picture.unread import unread_places

# What the finder of lines missed is taken for writing when each of its letters is this probable.
LEGIBLE = 0.6


@dataclass(frozen=True)
class Written:
    """What is ruled and written in a picture.

    By how many degrees clockwise it was turned to be upright, and by how many it leaned; its rulings (points of the
    upright page), its lines (pixels), and the places (points) where something is written that could not be read.
    """

    turned: int
    skew: float
    rulings: tuple[Ruling, ...]
    lines: tuple[ReadLine, ...]
    unread: tuple[Box, ...]


def read_written(straight: Straight) -> Written:
    """Find the rulings of a straightened picture and read its lines."""
    pixels, per_point = straight.picture.pixels, straight.picture.per_point
    ruled = find_rulings(pixels, per_point)
    lines, unread = _lines(pixels, per_point, ruled)
    return Written(straight.turned, straight.skew, ruled.rulings, tuple(lines), tuple(unread))


def _lines(pixels: Image, per_point: float, ruled: Ruled) -> tuple[list[ReadLine], list[Box]]:
    """The lines of the picture, those that were found only by their ink with them, and the places that stay unread."""
    clean = without(pixels, ruled.mask)
    lines = read_lines(pixels, clean, per_point, ruled.rulings)
    unread: list[Box] = []
    for place in unread_places(pixels, per_point, lines, ruled.mask):
        line = None if place[3] - place[1] > MANY_UNREAD * per_point else read_at(pixels, clean, place)
        if line is not None and min(c.probability for c in line.chars) >= LEGIBLE:
            lines.append(line)
        else:
            unread.append(Box(*(v / per_point for v in place)))
    return sorted(lines, key=lambda line: (line.box[1], line.box[0])), unread
