"""What paint hides: text under a rectangle that is painted later, and black bars that stand where words were.

Editors white words out and print others over them; redactions put a black bar where a text is, or was. What nobody sees
is not read; where nothing is printed in its place, the cell is flagged.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.page import Box, Drawn, Fill, Glyphs, Ints, Note, Ruling
from extractors.pdf.grounds import ALIKE

# A reason of `normalise/registers/flags.csv`.
COVERED = "covered"
# Paint with a narrower side, in points, hides no line of text.
NARROWEST = 4.0
# Letters stand between these parts of the font size above the baseline.
FOOT, HEAD = 0.05, 0.5
# Words show where more than this part of their place differs from the rest: thin letters of 6 points do by 8% of it.
SHOWN = 0.01
# A bar whose channels are all below this is black.
BLACK = 0x28
# A bar over one line or more is this many font sizes high, and longer than it is high for one line.
LOWEST, HIGHEST = 0.7, 2.5
# Text that goes on within this many font sizes beside what is covered is the rest of its line: a space takes 0.28.
GOES_ON = 0.5
# Sides this near, in points, are one.
EDGE = 1.0
# A page of drawings has thousands of fills: so many pairs of a fill and a text are compared at once, and so many that
# meet are looked at (in some 0.5 s).
AT_ONCE, MOST = 1_000_000, 20_000
# Letters of one line have their baselines within this many font sizes.
LEVEL = 0.2


class Covered(NamedTuple):
    """Which glyphs are seen, notes on places where something may be hidden, and the black bars that hide it."""

    keep: NDArray[np.bool_]
    notes: tuple[Note, ...] = ()
    bars: tuple[Box, ...] = ()

    def fills(self, fills: tuple[Fill, ...]) -> tuple[Fill, ...]:
        """The fills that are no bars."""
        return tuple(f for f in fills if f.box not in self.bars) if self.bars else fills

    def rulings(self, rulings: tuple[Ruling, ...]) -> tuple[Ruling, ...]:
        """The rulings that are no outlines of bars."""
        return tuple(r for r in rulings if not any(_outlines(r, b) for b in self.bars)) if self.bars else rulings


def covered(glyphs: Glyphs, fills: Sequence[Fill], drawn: Callable[[], Drawn]) -> Covered:
    """Tell the glyphs that later `fills` hide from those that are seen.

    `drawn` is asked only where a fill is painted over a text. What was hidden is nowhere repeated: a redaction hides
    what is not to be published.
    """
    keep = np.ones(len(glyphs), dtype=np.bool_)
    fills = [f for f in fills if min(f.box.width, f.box.height) >= NARROWEST]
    if not (len(glyphs) and fills):
        return Covered(keep)
    notes: list[Note] = []
    picture: Drawn | None = None
    for fill, under in _painted_over(glyphs, fills):
        place = glyphs.box(under)
        printed_again = ((glyphs.order > fill.order) & glyphs.ink & glyphs.inside(place)).any()
        if not printed_again:
            picture = picture or drawn()
            if _shows(glyphs, under, *picture):
                continue
        if _goes_on(glyphs, fill, under) and not _is_black(fill.colour):
            # a text may run below its neighbour's ground, and is its cell's for all that
            if printed_again:
                notes.append(Note(place, flag=COVERED, detail="words are printed over a part of the line that is here"))
            continue
        if not printed_again:
            notes.append(Note(place, flag=COVERED, detail="paint covers what is printed here"))
        keep[under] = False
    bars = _bars(glyphs if keep.all() else glyphs.take(keep), fills)
    return Covered(keep, (*notes, *(note for bar in bars for note in _notes_along(bar))), tuple(bars))


def _painted_over(glyphs: Glyphs, fills: Sequence[Fill]) -> list[tuple[Fill, Ints]]:
    """The fills that are painted over a text object, each with the glyphs of one such text that lie in it."""
    starts: Ints = np.flatnonzero(np.diff(glyphs.order, prepend=glyphs.order[0] - 1))
    order, ends = glyphs.order[starts], [*starts[1:].tolist(), len(glyphs)]
    later = [f for f in fills if f.order > order.min()]
    if not later:
        return []
    left, right = np.minimum.reduceat(glyphs.x_mid, starts), np.maximum.reduceat(glyphs.x_mid, starts)
    top, bottom = np.minimum.reduceat(glyphs.y_mid, starts), np.maximum.reduceat(glyphs.y_mid, starts)
    found: list[tuple[Fill, Ints]] = []
    step = max(1, AT_ONCE // len(starts))
    for some in (later[n : n + step] for n in range(0, len(later), step)):
        x0, upper, x1, lower = np.array([f.box for f in some], dtype=np.float64).T[:, :, None]
        meets = np.array([f.order for f in some])[:, None] > order
        meets &= (left < x1) & (right > x0) & (top < lower) & (bottom > upper)
        for n, text in np.argwhere(meets).tolist()[: MOST - len(found)]:
            part: Ints = np.arange(starts[text], ends[text], dtype=np.int64)
            part = part[glyphs.ink[part] & glyphs.inside(some[n].box)[part]]
            if len(part):
                found.append((some[n], part))
    return found


def _goes_on(glyphs: Glyphs, fill: Fill, under: Ints) -> bool:
    """Whether a letter drawn before the paint stands uncovered on the line, right beside those `under` it."""
    size, base = float(glyphs.size[under[0]]), float(glyphs.baseline[under[0]])
    level = (np.abs(glyphs.baseline - base) < LEVEL * size) & glyphs.ink & (glyphs.order < fill.order)
    beside = (glyphs.x1 > glyphs.x0[under].min() - GOES_ON * size) & (
        glyphs.x0 < glyphs.x1[under].max() + GOES_ON * size
    )
    return bool((level & beside & ~glyphs.inside(fill.box)).any())


def _shows(glyphs: Glyphs, index: Ints, pixels: NDArray[np.uint8], per_point: float) -> bool:
    """Whether anything but one colour is seen where the glyphs have their letters."""
    base, size = float(glyphs.baseline[index[0]]), float(glyphs.size[index[0]])
    left, right = float(glyphs.x0[index].min()), float(glyphs.x1[index].max())
    top, bottom, left, right = (round(v * per_point) for v in (base - HEAD * size, base - FOOT * size, left, right))
    patch = pixels[max(top, 0) : bottom + 1, max(left, 0) : right + 1, :3].reshape(-1, 3).astype(np.int64)
    if not len(patch):
        return True
    return float((np.abs(patch - np.median(patch, axis=0)) > ALIKE).any(axis=1).mean()) > SHOWN


def _bars(glyphs: Glyphs, fills: Sequence[Fill]) -> list[Box]:
    """Black bars of a line's height without a letter on them, but for empty cells in a row of black ones."""
    black = [f.box for f in fills if _is_black(f.colour)]
    if not (black and glyphs.ink.any()):
        return []
    size = float(np.median(glyphs.size[glyphs.ink]))
    inked = [b for b in black if (glyphs.inside(b) & glyphs.ink).any()]
    return [
        b
        for b in black
        if LOWEST * size <= b.height <= HIGHEST * size
        and b.width > b.height
        and b not in inked
        and not any(abs(b.top - o.top) < EDGE and abs(b.bottom - o.bottom) < EDGE for o in inked)
    ]


def _notes_along(bar: Box) -> list[Note]:
    """A note on each piece of a bar, which may lie over several cells."""
    step = 2 * bar.height
    pieces = [bar._replace(x0=x, x1=min(x + step, bar.x1)) for x in np.arange(bar.x0, bar.x1, step).tolist()]
    return [Note(piece, flag=COVERED, detail="a black bar may hide words here") for piece in pieces]


def _outlines(ruling: Ruling, bar: Box) -> bool:
    """Whether a line is drawn along a side of the bar and no further."""
    sides, ends = (bar.top, bar.bottom), (bar.x0, bar.x1)
    across, along = (sides, ends) if ruling.horizontal else (ends, sides)
    near = min(abs(ruling.at - side) for side in across) < EDGE
    return near and ruling.start > along[0] - EDGE and ruling.end < along[1] + EDGE


def _is_black(colour: str) -> bool:
    return max(bytes.fromhex(colour[1:])) < BLACK
