"""From the glyphs of a cell to its text: lines, spaces between words, line ends.

Printed spaces are trusted where the producer prints them; producers that place every word (Chromium, InDesign) print
none, and there the gap decides.
"""

import re
import unicodedata
from typing import NamedTuple

import numpy as np

from extractors.page import Box, Glyphs, Ints

# Two glyphs belong to one line when their baselines differ by less than this part of the font size: a superscript
# is raised by about a third, single-spaced lines are at least one size apart.
SAME_LINE = 0.45
# A gap this wide, in font sizes, is a space where no spaces are printed: a space is 0.25 to 0.28 of the size in
# common faces, the widest kerning and tracking about 0.1.
GAP_IS_SPACE = 0.16
# Where spaces are printed the gap must be wider to part words: Chromium prints some spaces and places others.
GAP_WITH_SPACES = 0.21
SOFT_HYPHEN = "\u00ad"
HYPHENS = "-\u2010\u2011\u00ad"
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[" + "".join(LIGATURES) + "]")
_SPACE = re.compile(r"\s+")


class Line(NamedTuple):
    """A printed line: its text, box, the glyphs (indices) in reading order, and whether a printed space ends it."""

    text: str
    box: Box
    glyphs: Ints
    ends_with_space: bool


def turned(glyphs: Glyphs, index: Ints) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Start, end and baseline of each glyph along its own writing direction: turned text reads like any other."""
    turn = int(np.bincount(glyphs.turn[index], minlength=4).argmax()) if len(index) else 0
    if turn == 1:
        return -glyphs.bottom[index], -glyphs.top[index], glyphs.origin[index]
    if turn == 2:
        return -glyphs.x1[index], -glyphs.x0[index], -glyphs.baseline[index]
    if turn == 3:
        return glyphs.top[index], glyphs.bottom[index], -glyphs.origin[index]
    return glyphs.x0[index], glyphs.x1[index], glyphs.baseline[index]


def lines_of(glyphs: Glyphs, index: Ints) -> list[Line]:
    """The printed lines among the glyphs of `index`, top to bottom, each read left to right."""
    if not len(index):
        return []
    start, end, base = turned(glyphs, index)
    size = np.maximum(glyphs.size[index], 1.0)
    ink = glyphs.ink[index]
    by_line = np.lexsort((start, base))
    groups: list[list[int]] = []
    level = 0.0
    for i in by_line:
        if groups and base[i] - level < SAME_LINE * size[i]:
            groups[-1].append(int(i))
            level += (base[i] - level) / len(groups[-1])
        else:
            groups.append([int(i)])
            level = float(base[i])
    lines: list[Line] = []
    for group in groups:
        order = np.array(sorted(group, key=lambda k: (start[k], end[k])), dtype=np.int64)
        inked = order[ink[order]]
        if not len(inked):
            continue
        text, trailing = _join(glyphs, index, order, start, end, size)
        lines.append(Line(text, glyphs.box(index[inked]), index[order], trailing))
    return lines


def _join(
    glyphs: Glyphs, index: Ints, order: Ints, start: np.ndarray, end: np.ndarray, size: np.ndarray
) -> tuple[str, bool]:
    """One line's text, and whether a printed space ends it."""
    texts = [glyphs.text[index[k]] for k in order]
    spaces = [not t.strip() for t in texts]
    first = next(i for i, s in enumerate(spaces) if not s)
    last = len(spaces) - 1 - next(i for i, s in enumerate(reversed(spaces)) if not s)
    threshold = GAP_WITH_SPACES if any(spaces[first : last + 1]) else GAP_IS_SPACE
    out: list[str] = []
    reach = float("-inf")
    pending = False
    for n in range(first, last + 1):
        k = order[n]
        if spaces[n]:
            pending = True
            continue
        apart = pending or start[k] - reach > threshold * size[k]
        if out and apart and not (n == last and texts[n] in HYPHENS and out[-1].isalnum() and not pending):
            out.append(" ")
        out.append(texts[n])
        reach, pending = max(reach, float(end[k])), False
    return clean("".join(out)), last < len(spaces) - 1


def clean(text: str) -> str:
    """Ligatures opened, white space collapsed, characters composed; nothing else changed."""
    text = _LIGATURE.sub(lambda m: LIGATURES[m[0]], text)
    return unicodedata.normalize("NFC", _SPACE.sub(" ", text)).strip()
