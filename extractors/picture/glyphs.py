"""Read lines brought onto the page: glyphs with places, sizes and faces, as if the page had printed them."""

from typing import NamedTuple

import numpy as np

from extractors.page import Box, Glyphs
from extractors.picture.confidence import chances_right
from extractors.picture.ink import depth_of
from extractors.picture.lines import ReadLine

# The box that producers give a glyph: Arial's ascent and descent in font sizes.
LOOSE_ASCENT, LOOSE_DESCENT = 0.905, 0.212
# Sizes closer than this part are one: a height is measured to a pixel in thirty.
SAME_SIZE = 0.11
# Strokes this much thicker than the page's usual, for their size, are bold (Arial: 1.6 times, Calibri: 1.4).
BOLD = 1.24
# A gap wider than this, in font sizes, parts texts that only stand side by side.
APART = 1.3
FONTS = ("scan", "scan Bold")


class _Level(NamedTuple):
    """A line put level: its box on the page, how it is turned there, its font size, all in points.

    `base` is how far its baseline lies below the top of it.
    """

    box: Box
    turn: int
    base: float
    size: float


def make_glyphs(lines: list[ReadLine], per_point: float) -> Glyphs:
    """The glyphs of the lines in points, with the chance that each is right in `confidence`."""
    sizes = _sizes(lines, per_point)
    bold = _bold(lines, sizes, per_point)
    texts: list[str] = []
    rows: list[tuple[float, ...]] = []
    for order, (line, size, heavy) in enumerate(zip(lines, sizes, bold, strict=True)):
        base = line.ink.bottom / per_point - depth_of(line.text) * size
        level = _Level(Box(*(v / per_point for v in line.box)), line.turn, base, size)
        kept = (size, order, heavy, line.turn)
        for n, (char, chance) in enumerate(zip(line.chars, chances_right(line.chars), strict=True)):
            x0, x1 = char.x0 / per_point, char.x1 / per_point
            if n and char.spaced:
                reach = line.chars[n - 1].x1 / per_point
                if x0 - reach < APART * size:
                    texts.append(" ")
                    rows.append((*_place(level, reach, max(reach, x0)), *kept, chance))
            texts.append(char.text)
            rows.append((*_place(level, x0, x1), *kept, chance))
    data = np.array(rows, dtype=np.float64).reshape(-1, 11)
    x0, top, x1, bottom, origin, base, size = (data[:, n] for n in range(7))
    order, heavy, turn = (data[:, n].astype(np.int64) for n in (7, 8, 9))
    whole = np.zeros(len(texts), dtype=np.int64)
    return Glyphs(
        texts,
        x0,
        top,
        x1,
        bottom,
        origin,
        base,
        size,
        heavy,
        order,
        whole - 1,
        turn,
        whole,
        FONTS,
        data[:, 10],
    )


def _place(line: _Level, start: float, end: float) -> tuple[float, ...]:
    """The x0, top, x1, bottom, origin and baseline (points) of a glyph that reaches from `start` to `end` on a line."""
    left, top, right, bottom = line.box
    over, under = line.base - LOOSE_ASCENT * line.size, line.base + LOOSE_DESCENT * line.size
    if line.turn == 1:
        return left + over, bottom - end, left + under, bottom - start, left + line.base, bottom - start
    if line.turn == 3:
        return right - under, top + start, right - over, top + end, right - line.base, top + start
    return start, top + over, end, top + under, start, top + line.base


def _sizes(lines: list[ReadLine], per_point: float) -> list[float]:
    """The font size of each line: from the height of its ink and its letters, alike sizes made one."""
    rough = [max(line.ink.em(line.text) / per_point, 3.0) for line in lines]
    result = list(rough)
    # Long lines are measured best, so they say which sizes there are.
    order = sorted(range(len(lines)), key=lambda i: -len(lines[i].chars))
    groups: list[list[int]] = []
    for i in order:
        home = next((g for g in groups if abs(rough[i] - _middle(rough, g)) < SAME_SIZE * rough[i]), None)
        if home is None:
            groups.append([i])
        else:
            home.append(i)
    for group in groups:
        for i in group:
            result[i] = _middle(rough, group)
    return result


def _middle(values: list[float], group: list[int]) -> float:
    return float(np.median([values[i] for i in group]))


def _bold(lines: list[ReadLine], sizes: list[float], per_point: float) -> list[int]:
    relative = [line.ink.stroke / (size * per_point) for line, size in zip(lines, sizes, strict=True)]
    letters = [r for r, line in zip(relative, lines, strict=True) for _ in line.chars]
    usual = float(np.median(letters)) if letters else 1.0
    return [int(r > BOLD * usual) for r in relative]
