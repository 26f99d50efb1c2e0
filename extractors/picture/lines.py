"""The text lines of a straightened picture: found, cut at the rulings, and each read twice.

Pixels throughout; `glyphs.py` brings the result onto the page.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from extractors.page import Ruling
from extractors.picture.engine import Char, Image, find_lines, read_line
from extractors.picture.ink import Ink, gap, ink_of, shape_at
from extractors.picture.parts import parts_of

PixelBox = tuple[int, int, int, int]

# The finder looks at a page with its longer side at most this long: letters stay 8 pixels high on A4 at 8 points.
LOOK = 1600
# A line whose letters are all at least this probable needs no second look: on the visible scans at most 6
# of 2,326 such lines differ from what is printed, before their words settle them.
PLAIN = 0.97
# The second look at a line: taller by this part above and below, and wider by this factor.
TALLER, WIDER = 0.07, 1.12
# A space is read where the network's chance of one (as a power of ten) and the gap in the ink (font sizes beyond the
# usual edge between letters' gaps and words') together reach the threshold. On the visible scans words score -2.1 and
# more, letters -3.3 and less (7,019 and 42,984 pairs).
USUAL_EDGE, GAP_WEIGHT, SPACE = 0.25, 20.0, -2.7
LIKELY = 0.5
# Figures that a letter may be taken for.
SHAPED = frozenset("01")
ALIKE = str.maketrans({"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"'})
# The finder cuts first and last letters short: a box is widened on either side by this part of its height.
MARGIN = 0.12
# A piece of a line narrower than this part of its height, cut off by a ruling, holds no letter.
SLIVER = 0.22


@dataclass(frozen=True)
class ReadChar:
    """A character with its evidence.

    `x0`, `x1` in pixels; whether a space comes before it; how probable the network found it, and a space before it; the
    gap in the ink before it in font sizes; whether the second look saw the same; how it was shown to be misread; how
    wide its ink is for its height (0: not known).
    """

    text: str
    x0: float
    x1: float
    spaced: bool
    probability: float
    space_chance: float
    gap: float
    agreed: bool
    mended: Literal["", "alike", "near"] = ""
    shape: float = 0.0


@dataclass(frozen=True)
class ReadLine:
    """A text line: its box, its characters from left to right, its ink, and what the other look read."""

    box: PixelBox
    chars: tuple[ReadChar, ...]
    ink: Ink
    other: str = ""

    @property
    def text(self) -> str:
        """What it reads, with spaces."""
        return "".join((" " if c.spaced else "") + c.text for c in self.chars)


def read_lines(pixels: Image, clean: Image, per_point: float, rulings: tuple[Ruling, ...]) -> list[ReadLine]:
    """Every text line of an upright picture, from top to bottom. `clean` is the same picture without its rulings."""
    upright = [(r.at * per_point, r.start * per_point, r.end * per_point) for r in rulings if not r.horizontal]
    boxes = [part for box in find_lines(pixels, LOOK) for part in _cut(box, upright)]
    lines = [read_at(pixels, clean, box) for box in sorted(boxes, key=lambda b: (b[1], b[0]))]
    return [line for line in lines if line is not None]


def without(pixels: Image, mask: NDArray[np.uint8]) -> Image:
    """The picture with the rulings painted over in the colour beside them."""
    if not mask.any():
        return pixels
    ground = cv2.morphologyEx(pixels, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    wide = cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0
    result = pixels.copy()
    result[wide] = ground[wide]
    return result


def _cut(box: tuple[float, float, float, float], upright: list[tuple[float, float, float]]) -> list[PixelBox]:
    """The box in pieces where upright rulings run through all of it."""
    x0, top, x1, bottom = box
    middle = (top + bottom) / 2
    more = MARGIN * (bottom - top)
    x0, x1 = x0 - more, x1 + more
    cuts = sorted(at for at, start, end in upright if x0 < at < x1 and start < middle < end)
    edges = [x0, *cuts, x1]
    pieces: list[PixelBox] = []
    for left, right in pairwise(edges):
        if right - left > (SLIVER + MARGIN) * (bottom - top):
            pieces.append((round(left), round(top), round(right), round(bottom)))
    return pieces


def read_at(pixels: Image, clean: Image, box: PixelBox) -> ReadLine | None:
    """The line in `box`, None where nothing is read there.

    `clean` is the picture without its rulings: where one runs through the line, both are read, since a ruling hides
    letters and taking it out takes tails of letters with it.
    """
    x0, top, x1, bottom = box
    height, width = pixels.shape[:2]
    x0, top, x1, bottom = max(0, x0), max(0, top), min(width, x1), min(height, bottom)
    if x1 - x0 < 3 or bottom - top < 4:
        return None
    crop = pixels[top:bottom, x0:x1]
    more = round((bottom - top) * TALLER)
    first = read_line(crop)
    if not first:
        return None
    second = first
    if (crop != clean[top:bottom, x0:x1]).any():
        second = read_line(clean[top:bottom, x0:x1])
    elif min(c.probability for c in first) < PLAIN:
        second = read_line(pixels[max(0, top - more) : min(height, bottom + more), x0:x1], WIDER)
    if _sureness(second) > _sureness(first) + 0.01:
        first, second = second, first
    ink, inked = ink_of(clean[top:bottom, x0:x1])
    other = _text(second)
    return ReadLine((x0, top, x1, bottom), tuple(_placed(first, other, x0, ink, inked)), ink, other)


def _sureness(chars: list[Char]) -> float:
    return float(np.mean([c.probability for c in chars])) if chars else 0.0


def _text(chars: list[Char]) -> str:
    return "".join((" " if c.space > LIKELY and i else "") + c.text for i, c in enumerate(chars))


def _placed(chars: list[Char], other: str, x0: int, ink: Ink, inked: NDArray[np.uint8]) -> list[ReadChar]:
    mine, width = _text(chars), inked.shape[1]
    columns = np.asarray(inked.any(axis=0), dtype=np.bool_)
    # Only these are ever told by their shape.
    parts = parts_of(inked)[1] if any(c.text in SHAPED for c in chars) else []
    doubted: set[int] = set()
    for op in Levenshtein.editops(mine.translate(ALIKE), other.translate(ALIKE)):
        # Spaces are judged by their gaps; what counts here is whether the letters are the same.
        if (other[op.dest_pos] if op.tag == "insert" else mine[op.src_pos]) != " ":
            doubted.update((op.src_pos, op.src_pos - 1) if op.tag == "insert" else (op.src_pos,))
    middles = [c.at * width for c in chars]
    step = float(np.median(np.diff(middles))) if len(middles) > 1 else ink.height * 0.5
    placed: list[ReadChar] = []
    em = ink.em("".join(c.text for c in chars))
    gaps = [gap(columns, middles[n - 1], middles[n]) if n else 0.0 for n in range(len(chars))]
    spaces = [
        n > 0 and space_score(c.space, wide / em) > SPACE for n, (c, wide) in enumerate(zip(chars, gaps, strict=True))
    ]
    for n in range(1, len(chars) - 1):
        # 1 .2 is a narrow figure before a point, not two words.
        if chars[n].text == "." and chars[n - 1].text.isdigit() and chars[n + 1].text.isdigit() and not spaces[n + 1]:
            spaces[n] = False
    at = 0
    for n, char in enumerate(chars):
        spaced = spaces[n]
        left = (middles[n - 1] + middles[n]) / 2 if n else max(0.0, middles[n] - step / 2)
        right = (middles[n] + middles[n + 1]) / 2 if n + 1 < len(chars) else min(float(width), middles[n] + step / 2)
        wide = gaps[n]
        if spaced:
            left = min(left + wide / 2, middles[n])
            last = placed[-1]
            placed[-1] = replace(last, x1=max(last.x0, last.x1 - wide / 2))
        seen_spaced = n > 0 and char.space > LIKELY
        agreed = at + int(seen_spaced) not in doubted
        placed.append(
            ReadChar(
                char.text,
                x0 + left,
                x0 + right,
                spaced,
                char.probability,
                char.space if n else 0.0,
                wide / em,
                agreed,
                shape=shape_at(inked, parts, middles[n]) if char.text in SHAPED else 0.0,
            )
        )
        at += 2 if seen_spaced else 1
    return placed


def space_score(chance: float, gap: float) -> float:
    """How plainly a space stands between two letters, from the network's chance of one and the gap in font sizes."""
    return float(np.log10(max(chance, 1e-7))) + GAP_WEIGHT * (min(gap, 2 * USUAL_EDGE) - USUAL_EDGE)
