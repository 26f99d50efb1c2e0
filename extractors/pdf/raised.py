"""Small raised figures, the marks of notes and powers, become the characters that Unicode has for them.

As plain figures they once made `bay 32` of bay 3 with a note 2, and 452 of a value of 45.
"""

from dataclasses import replace

import numpy as np

from extractors.page import Floats, Glyphs, Ints

# A raised figure has at most this part of the size of what it stands behind, and its baseline is so much higher, in
# sizes of that: browsers print 0.83 and 0.33, Word 0.65 and 0.35, LibreOffice 0.58 and 0.33, TeX 0.7 and 0.36.
SMALL, LOW, HIGH = 0.88, 0.15, 0.75
# It stands within this many sizes behind it; a word space is up to 0.3.
NEAR, BACK = 0.4, 0.15
# Sizes and baselines of one mark are the same to this part of the size.
SAME = 0.05
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# What several marks stand apart by; a fraction's line, behind whose raised figure its other one stands.
_BETWEEN, _FRACTION = ",", "/⁄"


def with_raised_figures(glyphs: Glyphs) -> Glyphs:
    """The glyphs, the texts of small raised figures those of Unicode: `²`. Others stay, those of fractions too.

    Their baselines become those of what they stand behind: Typst raises marks by half a size, further than glyphs of
    one line differ, and three marks at the end of a title stood before its last line.
    """
    inked = np.flatnonzero(glyphs.ink)
    if len(inked) < 2:
        return glyphs
    text: list[str] | None = None
    baseline = glyphs.baseline
    for first in _may_begin(glyphs, inked):
        own = _mark(glyphs, inked, first)
        mark = "".join(glyphs.text[i] for i in own)
        after = first + len(own)
        fraction = after < len(inked) and glyphs.text[inked[after]] in _FRACTION
        figures = mark.isascii() and mark.replace(_BETWEEN, "").isdigit()
        before = _stands_behind(glyphs, inked, own[0]) if figures and not fraction else None
        if before is not None:
            text, baseline = (list(glyphs.text), baseline.copy()) if text is None else (text, baseline)
            baseline[own] = glyphs.baseline[before]
            for i in own:
                text[i] = text[i].translate(_RAISED)
    return replace(glyphs, text=text, baseline=baseline) if text else glyphs


def _may_begin(glyphs: Glyphs, inked: Ints) -> list[int]:
    """The places among the `inked` glyphs of figures that are smaller, and level with no glyph, before them."""
    size, base = glyphs.size[inked], glyphs.baseline[inked]
    other = np.abs(np.diff(base)) > SAME * size[1:]
    small = size[1:] < np.maximum(SMALL * size[:-1], SMALL * _usual(size))
    places = (np.flatnonzero(other & small) + 1).tolist()
    return [n for n in places if glyphs.text[inked[n]].isdigit()]


def _usual(size: Floats) -> float:
    """The size that most glyphs have."""
    sizes, counts = np.unique(np.round(size, 1), return_counts=True)
    return float(sizes[counts.argmax()])


def _mark(glyphs: Glyphs, inked: Ints, first: int) -> list[int]:
    """The glyphs from the place `first` on that go on in its size and on its level."""
    size, base = glyphs.size[inked[first]], glyphs.baseline[inked[first]]
    after = first
    while (
        after < len(inked)
        and abs(glyphs.size[inked[after]] - size) < SAME * size
        and abs(glyphs.baseline[inked[after]] - base) < SAME * size
    ):
        after += 1
    return [int(i) for i in inked[first:after]]


def _stands_behind(glyphs: Glyphs, inked: Ints, figure: int) -> int | None:
    """The larger glyph that ends right before the figure, on a lower line of its own; None where there is none."""
    size = glyphs.size[inked]
    rise, gap = glyphs.baseline[inked] - glyphs.baseline[figure], glyphs.x0[figure] - glyphs.x1[inked]
    larger = glyphs.size[figure] < SMALL * size
    raised = (rise > LOW * size) & (rise < HIGH * size) & (gap < NEAR * size) & (gap > -BACK * size)
    flat = (glyphs.turn[inked] == 0) & (glyphs.turn[figure] == 0)
    behind = np.flatnonzero(larger & raised & flat)
    return int(inked[behind[np.abs(gap[behind]).argmin()]]) if len(behind) else None
