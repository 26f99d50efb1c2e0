"""Signs that stand for a status: small pictures of traffic lights, dots printed in a colour, and fonts of signs."""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import numpy as np

from extractors.page import UNKNOWN, Box, Drawn, Glyphs, Ints, Mark

# A picture is a sign in a cell from this size to that, in points; smaller ones are bullets, larger ones logos.
SMALLEST, LARGEST = 4.0, 40.0
# Its longer side is at most so many times the shorter.
LONG = 2.5
# Paint is coloured where its strongest and weakest of red, green and blue (0 to 255) differ by this much.
COLOURED = 70
# A sign has a colour where this part of its pixels is coloured: an arrow covers about a quarter of its box.
ENOUGH = 0.12
# Shapes that say nothing but their colour: the Unicode block of geometric shapes, large circles and squares, faces, and
# what a font of signs (Wingdings) has in the private area. Ticks and crosses speak for themselves.
_SHAPES = re.compile(r"[\u2639\u263a\U0001f610\u25a0-\u25ff\u2b1b\u2b1c\u2b24\ue000-\uf8ff]+")
# Fonts of signs that have letters for the places of their signs; `signfonts.csv` says for which.
_SIGN_FONT = re.compile(r"(?:.*\+)?(wingdings|webdings)[ -]*(\d?)", re.I)
_BYTE = 0x100


class Signs(NamedTuple):
    """The small pictures of a page: those of one colour as marks, and the places of those that have none."""

    marks: tuple[Mark, ...] = ()
    colourless: tuple[Box, ...] = ()


def picture_signs(images: Sequence[Box], order: int, pixels: Callable[[], Drawn]) -> Signs:
    """The signs among the pictures of a page.

    `order` is the drawing order from which they count, `pixels` gives the page in BGR and the pixels that make a point;
    it is called only where there is a small picture.
    """
    small = [b for b in images if min(b.width, b.height) >= SMALLEST and max(b.width, b.height) <= LARGEST]
    small = [b for b in small if max(b.width, b.height) <= LONG * min(b.width, b.height)]
    if not small:
        return Signs()
    shot, scale = pixels()
    marks: list[Mark] = []
    colourless: list[Box] = []
    for n, box in enumerate(small):
        left, top = int(max(box.x0, 0) * scale), int(max(box.top, 0) * scale)
        part = shot[top : int(box.bottom * scale) + 1, left : int(box.x1 * scale) + 1, :3].reshape(-1, 3).astype(int)
        if not len(part):
            continue
        coloured = part[np.ptp(part, axis=1) >= COLOURED]
        if len(coloured) >= ENOUGH * len(part):
            blue, green, red = np.median(coloured, axis=0).astype(int).tolist()
            marks.append(Mark(box, f"#{red:02x}{green:02x}{blue:02x}", order + n))
        else:
            colourless.append(box)
    return Signs(tuple(marks), tuple(colourless))


def with_signs(glyphs: Glyphs) -> Glyphs:
    """The glyphs with the signs that fonts of signs print for letters (`l` of Wingdings is a disc).

    U+FFFD stands for those that are not known. What such a font names in Unicode's private area stays.
    """
    named = {n: match for n, name in enumerate(glyphs.fonts) if (match := _SIGN_FONT.match(name))}
    if not named:
        return glyphs
    known = _signs()
    kinds = {n: (match[1] + match[2]).lower() for n, match in named.items()}
    text = [
        known.get((kinds[font], t), UNKNOWN) if font in kinds and not t.isspace() and ord(t[0]) < _BYTE else t
        for t, font in zip(glyphs.text, glyphs.font.tolist(), strict=True)
    ]
    return replace(glyphs, text=text)


@lru_cache(maxsize=1)
def _signs() -> dict[tuple[str, str], str]:
    lines = (resources.files("extractors.pdf") / "signfonts.csv").read_text(encoding="utf-8").splitlines()
    return {(row["font"], row["letter"]): row["sign"] for row in csv.DictReader(lines)}


def ink_colour(glyphs: Glyphs, inked: Ints) -> str | None:
    """The colour (`#rrggbb`) of a text that is nothing but shapes in one colour; None for words, black and grey."""
    if not len(inked) or not all(_SHAPES.fullmatch(glyphs.text[int(i)]) for i in inked):
        return None
    colours = {int(c) for c in glyphs.colour[inked]}
    if len(colours) != 1:
        return None
    colour = colours.pop()
    parts = (colour >> 16 & 255, colour >> 8 & 255, colour & 255)
    return f"#{colour:06x}" if max(parts) - min(parts) >= COLOURED else None
