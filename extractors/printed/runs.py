"""Runs: what a producer wrote in one go on one line. The unit in which text is given to columns and rows."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from extractors.page import Floats, Glyphs, Ints
from extractors.printed.geometry import changes

# Glyphs of one run follow each other within this many font sizes; a word space is up to 0.3, justified up to 0.6.
RUN_GAP = 0.75
# A step back of more than this many font sizes begins a new run (kerning moves back by less than 0.2).
RUN_BACK = 0.3
# Baselines of one run differ by less than this part of the font size (superscripts).
RUN_LEVEL = 0.35
# A gap this wide, in font sizes, is more than a space between words; one this narrow is no space at all.
WORD_SPACE, NO_SPACE = 0.36, 0.12
# Where spaces are printed, texts written apart are those of two cells from this gap on, in font sizes, if none is.
UNPRINTED = 0.25
# Texts whose baselines differ by less than this many font sizes stand on one line.
LEVEL = 0.3
# Where this part of a page's glyphs are spaces, no word space goes unprinted.
SPACED = 0.05
# A page prints its word spaces where no more than this part goes unprinted. PDFium puts a space without width there:
# narrower than so many font sizes, beside a gap wider than so many.
UNPRINTED_PART, NO_WIDTH, MOVED = 0.15, 0.05, 0.1


# A frozen class takes four times as long to make, and a page has hundreds of these.
@dataclass(eq=False, slots=True)
class Run:
    """Consecutive glyphs of the content stream on one baseline.

    `glyphs` are indices in stream order, `place` the run's place among the page's runs; the extent (points) is that of
    its ink; `text` is what it says, spaces where they are printed.
    """

    place: int
    glyphs: Ints
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    text: str = ""

    # Asked for forty times each.
    x_mid: float = field(init=False)
    y_mid: float = field(init=False)

    def __post_init__(self) -> None:
        """The middles from left to right and from top to bottom."""
        self.x_mid = (self.x0 + self.x1) / 2
        self.y_mid = (self.top + self.bottom) / 2

    def crosses(self, x: float) -> bool:
        """Whether the ink stands on both sides of `x`, by more than a point on each."""
        return self.x0 < x - 1 and self.x1 > x + 1


def in_bands(runs: Sequence[Run], ys: Sequence[float]) -> list[list[Run]]:
    """For each band between two of the `ys`, which come in order, the runs whose middle lies in it, on no edge."""
    bands: list[list[Run]] = [[] for _ in ys[1:]]
    for run in runs:
        y = run.y_mid
        band = bisect_right(ys, y) - 1
        if 0 <= band < len(bands) and ys[band] < y:
            bands[band].append(run)
    return bands


def run_slices(glyphs: Glyphs) -> list[Ints]:
    """The glyph indices of the page's runs in stream order; turned glyphs make a run of their own each."""
    known = glyphs.memo.get("run slices")
    if known is None:
        known = glyphs.memo["run slices"] = _run_slices(glyphs)
    return known


def _run_slices(glyphs: Glyphs) -> list[Ints]:
    n = len(glyphs)
    if not n:
        return []
    size = np.maximum(glyphs.size, 1.0)
    gap = glyphs.x0[1:] - glyphs.x1[:-1]
    same_line = np.abs(np.diff(glyphs.baseline)) < RUN_LEVEL * size[1:]
    # the letters of a ligature share one box: the second begins where the first does
    shared = (np.diff(glyphs.x0) > -0.05 * size[1:]) & (np.diff(glyphs.order) == 0)
    near = (gap < _widest(glyphs, gap, size, same_line)) & ((gap > -RUN_BACK * size[1:]) | shared)
    flat = (glyphs.turn[1:] == 0) & (glyphs.turn[:-1] == 0)
    together = same_line & near & flat
    spaced = np.count_nonzero(~glyphs.ink) > SPACED * n
    begins = np.diff(glyphs.order) != 0
    # objects of a single glyph are those of a producer that places each on its own
    several = ~np.concatenate([[True], begins[:-1]]) & ~np.concatenate([begins[1:], [True]])
    beside = together & begins & several & (spaced | (gap < NO_SPACE * size[1:]))
    for i in np.flatnonzero(beside).tolist():
        unprinted = gap[i] > UNPRINTED * size[i + 1] and glyphs.ink[i : i + 2].all()
        together[i] = not (unprinted or touch(glyphs, i, i + 1))
    every = np.arange(n, dtype=np.int64)
    bounds = [0, *(np.flatnonzero(~together) + 1).tolist(), n]
    return [every[a:z] for a, z in pairwise(bounds)]


def _widest(g: Glyphs, gap: Floats, size: Floats, same_line: NDArray[np.bool_]) -> Floats:
    """How wide the gap after each glyph but the last may be within a run, in points.

    Less where no space is printed on a page that prints those between words: a producer that writes the line of a
    table in one go moves on from cell to cell, which may be as close as words of a stretched line.
    """
    usual = RUN_GAP * size[1:]
    beside = same_line & (g.ink[1:] != g.ink[:-1]) & (np.abs(gap) < usual)
    width = np.where(g.ink[1:], (g.x1 - g.x0)[:-1], (g.x1 - g.x0)[1:])
    printed = beside & (width > NO_WIDTH * size[1:])
    moved = beside & ~printed & (gap > MOVED * size[1:])
    spaces = np.count_nonzero(moved & (gap < WORD_SPACE * size[1:]))
    if not printed.any() or spaces > UNPRINTED_PART * (spaces + np.count_nonzero(printed)):
        return usual
    return np.where(moved, WORD_SPACE * size[1:], usual)


def touch(glyphs: Glyphs, last: int, following: int) -> bool:
    """Whether after the glyph `last` the text of another cell is likely to begin with `following`, without any space.

    A word that ends and a capital, or a per cent sign and a figure: `21%On target` are two cells.
    """
    before, after = glyphs.text[last][-1:], glyphs.text[following][:1]
    ended = before.islower() or before.isdigit() or before in "%)"
    return (ended and after.isupper()) or (before == "%" and after.isdigit())


def runs_of(glyphs: Glyphs) -> list[Run]:
    """The page's runs that leave ink, in stream order."""
    known = glyphs.memo.get("runs")
    if known is not None:
        return known
    parts = run_slices(glyphs)
    inked = np.flatnonzero(glyphs.ink)
    found: list[Run] = []
    if len(inked):
        bounds = np.cumsum([len(p) for p in parts])
        begins: list[int] = [0, *bounds.tolist()]
        run = np.searchsorted(bounds, inked, side="right")
        first = np.flatnonzero(changes(run))
        counts = np.diff(first, append=len(inked))
        middles = inked[first + counts // 2]
        own: list[int] = run[first].tolist()
        extents = zip(
            np.minimum.reduceat(glyphs.x0[inked], first).tolist(),
            np.maximum.reduceat(glyphs.x1[inked], first).tolist(),
            np.minimum.reduceat(glyphs.top[inked], first).tolist(),
            np.maximum.reduceat(glyphs.bottom[inked], first).tolist(),
            glyphs.baseline[middles].tolist(),
            np.maximum(glyphs.size[middles], 1.0).tolist(),
            # six stages ask what a run says
            ("".join(glyphs.text[begins[n] : begins[n + 1]]) for n in own),
            strict=True,
        )
        found = [Run(at, parts[n], *extent) for at, (n, extent) in enumerate(zip(own, extents, strict=True))]
    glyphs.memo["runs"] = found
    return found


def make_run(glyphs: Glyphs, place: int, part: Ints, inked: Ints) -> Run:
    """A run of the glyphs `part`, measured over those that leave ink.

    Its level and size are its middle glyph's, since superscripts stand at the ends.
    """
    middle = inked[len(inked) // 2]
    return Run(
        place,
        part,
        float(glyphs.x0[inked].min()),
        float(glyphs.x1[inked].max()),
        float(glyphs.top[inked].min()),
        float(glyphs.bottom[inked].max()),
        float(glyphs.baseline[middle]),
        float(max(glyphs.size[middle], 1.0)),
        glyphs.string(part),
    )


def goes_across(glyphs: Glyphs, run: Run, x: float) -> bool:
    """Whether one text of the run goes on over the edge at `x`, in points.

    A gap wider than a word space there parts the run, and so do two texts of several letters that touch although they
    were written apart.
    """
    if not run.crosses(x):
        return False
    inked = run.glyphs[glyphs.ink[run.glyphs]]
    before, after = inked[glyphs.x_mid[inked] < x], inked[glyphs.x_mid[inked] >= x]
    if not len(before) or not len(after):
        return True
    gap = float(glyphs.x0[after].min() - glyphs.x1[before].max())
    one, other = glyphs.order[before[-1]], glyphs.order[after[0]]
    several = int((glyphs.order[inked] == one).sum()) > 1 or int((glyphs.order[inked] == other).sum()) > 1
    touching = one != other and several and gap < NO_SPACE * run.size
    return gap < WORD_SPACE * run.size and not touching


class _OnLine(Protocol):
    baseline: float
    size: float


_Text = TypeVar("_Text", bound=_OnLine)


def by_lines(texts: Sequence[_Text]) -> list[list[_Text]]:
    """Runs or chunks line by line, top to bottom; a line is told by the baseline of the first that stands on it."""
    lines: list[list[_Text]] = []
    for t in sorted(texts, key=lambda t: t.baseline):
        if lines and t.baseline - lines[-1][0].baseline < LEVEL * t.size:
            lines[-1].append(t)
        else:
            lines.append([t])
    return lines
