"""Read lines brought onto the page: glyphs with places, sizes and faces, as if the page had printed them."""

import numpy as np

from extractors.page import Glyphs
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


def make_glyphs(lines: list[ReadLine], per_point: float) -> Glyphs:
    """The glyphs of the lines in points, with the chance that each is right in `confidence`."""
    sizes = _sizes(lines, per_point)
    bold = _bold(lines, sizes, per_point)
    texts: list[str] = []
    rows: list[tuple[float, ...]] = []
    for order, (line, size, heavy) in enumerate(zip(lines, sizes, bold, strict=True)):
        level = line.ink.bottom / per_point - depth_of(line.text) * size
        kept = (size, order, heavy, line.turn)
        for n, (char, chance) in enumerate(zip(line.chars, chances_right(line.chars), strict=True)):
            x0, x1 = char.x0 / per_point, char.x1 / per_point
            if n and char.spaced:
                reach = line.chars[n - 1].x1 / per_point
                if x0 - reach < APART * size:
                    texts.append(" ")
                    rows.append((*_place(line, reach, max(reach, x0), level, size, per_point), *kept, chance))
            texts.append(char.text)
            rows.append((*_place(line, x0, x1, level, size, per_point), *kept, chance))
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
        np.zeros(len(texts), dtype=np.bool_),
        whole,
        FONTS,
        data[:, 10],
    )


def _place(line: ReadLine, start: float, end: float, base: float, size: float, per_point: float) -> tuple[float, ...]:
    """The x0, top, x1, bottom, origin and baseline (points) of a glyph that reaches from `start` to `end` on its line.

    `base` is how far its baseline lies below the top of the line put level.
    """
    left, top, right, bottom = (v / per_point for v in line.box)
    over, under = base - LOOSE_ASCENT * size, base + LOOSE_DESCENT * size
    if line.turn == 1:
        return left + over, bottom - end, left + under, bottom - start, left + base, bottom - start
    if line.turn == 3:
        return right - under, top + start, right - over, top + end, right - base, top + start
    return start, top + over, end, top + under, start, top + base


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
