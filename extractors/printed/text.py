"""From the glyphs of a cell to its text: lines, spaces between words, line ends.

Printed spaces are trusted where the producer prints them; producers that place every word (Chromium, InDesign) print
none, and there the gap decides.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extractors.page import Box, Floats, Glyphs, Ints
from extractors.printed.geometry import changes, joined

# Two glyphs belong to one line when their baselines differ by less than this part of the font size: a superscript
# is raised by about a third, single-spaced lines are at least one size apart.
SAME_LINE = 0.45
# A gap this wide, in font sizes, is a space where no spaces are printed: a space is 0.25 to 0.28 of the size in
# common faces, the widest kerning and tracking about 0.1.
GAP_IS_SPACE = 0.16
# Where spaces are printed the gap must be wider to part words: Chromium prints some spaces and places others.
GAP_WITH_SPACES = 0.21
# A blank narrower than this, in points, stands before the letter that begins where it does: PDFium puts one where
# Ghostscript goes from one cell to the next, at the origin of the letter that follows. A letter's ink begins up to so
# many font sizes before its origin (0.05 for a J of DejaVu Sans).
NO_WIDTH, BEARING = 0.1, 0.1
SOFT_HYPHEN = "\u00ad"
HYPHENS = "-\u2010\u2011\u00ad"
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[" + "".join(LIGATURES) + "]")
# What stands before a glyph: no space, a gap as wide as one, a printed one.
NONE, GAP, PRINTED = 0, 1, 2


class Line(NamedTuple):
    """A printed line: its text, its box, and the glyphs (indices) in reading order."""

    text: str
    box: Box
    glyphs: Ints


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
    return lines_of_each(glyphs, [index])[0]


def lines_of_each(glyphs: Glyphs, groups: Sequence[Ints]) -> list[list[Line]]:
    """For each group of glyphs (indices), a cell's say, its printed lines: those of a whole page at once.

    Lines are kept with the page's glyphs, since several readings ask for those of the same glyphs.
    """
    known: dict[bytes, list[Line]] = glyphs.memo.setdefault("lines", {})
    keys = [index.tobytes() for index in groups]
    fresh = {key: index for key, index in zip(keys, groups, strict=True) if key not in known}
    if glyphs.any_turned:
        for key, index in [(k, i) for k, i in fresh.items() if len(np.unique(glyphs.turn[i[glyphs.ink[i]]])) > 1]:
            # what is turned reads for itself, after what is not: a heading over several with that of the first of them
            parts = [index[glyphs.turn[index] == turn] for turn in range(4)]
            known[key] = [line for part in parts if len(part) for line in lines_of(glyphs, part)]
            del fresh[key]
    known.update(zip(fresh, _read(glyphs, list(fresh.values())), strict=True))
    return [known[key] for key in keys]


def inked_of_each(glyphs: Glyphs, groups: Sequence[Ints]) -> tuple[Ints, Ints, Ints]:
    """The inked glyphs of the groups one after the other, the number of the group of each, and where each group begins.

    Groups without ink have no beginning; there must be one group at least.
    """
    every, own, _ = joined(groups)
    ink = glyphs.ink[every]
    return every[ink], own[ink], np.flatnonzero(changes(own[ink]))


def _read(glyphs: Glyphs, groups: Sequence[Ints]) -> list[list[Line]]:
    found: list[list[Line]] = [[] for _ in groups]
    counts = [len(g) for g in groups]
    if not any(counts):
        return found
    index = np.concatenate(groups)
    group = np.repeat(np.arange(len(groups)), counts)
    start, end, base = _directed(glyphs, index, groups, counts)
    size = np.maximum(glyphs.size[index], 1.0)
    order = np.lexsort((start, base, group))
    line = _line_numbers(group[order], base[order], size[order])
    begins = np.where(~glyphs.ink[index] & (end - start < NO_WIDTH), start - BEARING * size, start)
    order = order[np.lexsort((end[order], begins[order], line))]
    index, group, start, end, size = index[order], group[order], start[order], end[order], size[order]
    inked = np.flatnonzero(glyphs.ink[index])
    if not len(inked):
        return found
    own = line[inked]
    first = np.flatnonzero(changes(own))
    after = np.append(first[1:], len(inked))
    parts = _parts(glyphs, index[inked], _apart(inked, first, start[inked], end[inked], size[inked]), after)
    x0, x1 = np.minimum.reduceat(glyphs.x0[index[inked]], first), np.maximum.reduceat(glyphs.x1[index[inked]], first)
    top = np.minimum.reduceat(glyphs.top[index[inked]], first)
    bottom = np.maximum.reduceat(glyphs.bottom[index[inked]], first)
    bounds = np.searchsorted(line, own[first], side="left"), np.searchsorted(line, own[first], side="right")
    for a, z, box, place, low, high in zip(
        first.tolist(),
        after.tolist(),
        zip(x0.tolist(), top.tolist(), x1.tolist(), bottom.tolist(), strict=True),
        group[inked[first]].tolist(),
        bounds[0].tolist(),
        bounds[1].tolist(),
        strict=True,
    ):
        found[place].append(Line(clean("".join(parts[a:z])), Box(*box), index[low:high]))
    return found


def _directed(
    glyphs: Glyphs, index: Ints, groups: Sequence[Ints], counts: Sequence[int]
) -> tuple[Floats, Floats, Floats]:
    """Start, end and baseline of the glyphs of all groups, each group along the direction in which it is written."""
    start, end, base = glyphs.x0[index], glyphs.x1[index], glyphs.baseline[index]
    if glyphs.any_turned and glyphs.turn[index].any():
        places = np.cumsum([0, *counts]).tolist()
        for own, a, z in zip(groups, places, places[1:], strict=False):
            start[a:z], end[a:z], base[a:z] = turned(glyphs, own)
    return start, end, base


def _line_numbers(group: Ints, base: Floats, size: Floats) -> Ints:
    """The number of each glyph's line. The glyphs come group by group, each from top to bottom.

    A glyph belongs to the line above as long as it stands no lower than the mean of that line allows.
    """
    step = np.full(len(base), np.inf)
    np.subtract(base[1:], base[:-1], out=step[1:])
    other = changes(group)
    line = np.cumsum(other | (step != 0))
    # mostly all glyphs of a line have one baseline, and then the mean is that
    close = np.flatnonzero((step != 0) & ~other & (step < SAME_LINE * size))
    for number in dict.fromkeys(group[close].tolist()):
        a, z = np.searchsorted(group, [number, number + 1]).tolist()
        members, level = 0, 0.0
        begins: list[bool] = []
        for b, s in zip(base[a:z].tolist(), size[a:z].tolist(), strict=True):
            same = members > 0 and b - level < SAME_LINE * s
            begins.append(not same)
            members = members + 1 if same else 1
            level = level + (b - level) / members if same else b
        line[a:z] = line[a] + np.cumsum(begins) - 1
    return line


def _apart(inked: Ints, first: Ints, start: Floats, end: Floats, size: Floats) -> Ints:
    """For each glyph with ink whether a space stands before it: NONE, a PRINTED one, or a GAP as wide as one.

    `inked` are the places of these glyphs among all of their lines, `first` where in `inked` each line begins.
    """
    goes_on = np.ones(len(inked), dtype=np.bool_)
    goes_on[first] = False
    printed = np.zeros(len(inked), dtype=np.bool_)
    np.greater(inked[1:] - inked[:-1], 1, out=printed[1:])
    printed &= goes_on
    spaced = np.logical_or.reduceat(printed, first)
    number = np.cumsum(~goes_on) - 1
    reach = reaches(end, number)
    threshold = np.where(spaced, GAP_WITH_SPACES, GAP_IS_SPACE)[number]
    gap = goes_on & (start - reach > threshold * size)
    return np.where(printed, PRINTED, np.where(gap, GAP, NONE))


def reaches(end: Floats, line: Ints) -> Floats:
    """How far the glyphs before each one reach in its line, in points; of no meaning for the first of a line.

    `end` says where each ends, `line` is the number of its line; they come line by line.
    """
    reach = np.concatenate([end[:1], end[:-1]])
    # where a glyph reaches beyond the next one, as an italic does, that one is passed over
    back = ~changes(line) & (end < reach)
    for n in dict.fromkeys(line[back].tolist()):
        a, z = np.searchsorted(line, [n, n + 1]).tolist()
        reach[a + 1 : z] = np.maximum.accumulate(end[a : z - 1])
    return reach


def _parts(glyphs: Glyphs, inked: Ints, apart: Ints, after: Ints) -> list[str]:
    """The text of each glyph with ink, with the space before it where there is one."""
    places: list[int] = inked.tolist()
    texts = [glyphs.text[i] for i in places]
    parts = [" " + t if a else t for t, a in zip(texts, apart.tolist(), strict=True)]
    for last in (after - 1).tolist():
        # a hyphen that ends a line belongs to its word even where it stands a little off
        if apart[last] == GAP and texts[last] in HYPHENS and texts[last - 1].isalnum():
            parts[last] = texts[last]
    return parts


def letters_alone(text: str) -> str:
    """The letters and figures of a text, folded: what two printings of it share however they part and mark words."""
    return "".join(ch for ch in text.casefold() if ch.isalnum())


def clean(text: str) -> str:
    """Ligatures opened, white space collapsed, characters composed; nothing else changed."""
    text = " ".join(text.split())
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _LIGATURE.sub(lambda m: LIGATURES[m[0]], text))
