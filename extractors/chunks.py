"""Chunks: stretches of a printed line without a wide gap, which a reader without rulings takes for texts of cells."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from extractors.geometry import middle
from extractors.page import Floats, Glyphs, Ints
from extractors.prose import is_bold
from extractors.text import Line, clean, lines_of, lines_of_each

# A gap wider than this many font sizes, or than this many word spaces of the face, parts two chunks: prose stretches
# its spaces to about 0.6 sizes, columns stand further apart.
CHUNK_GAP, CHUNK_SPACES = 1.0, 1.8
# Two numbers are two values from this many word spaces on: nobody sets a sentence of numbers.
VALUE_SPACES = 1.5
# The word space of a face that prints none, in font sizes.
USUAL_SPACE = 0.28
# Gaps from here on, in font sizes, part words.
WORD_GAP = 0.15

# A number with its signs, a range, a dash, a percentage, a year, a code, footnote marks; or a mark that stands for no
# value.
_VALUE = re.compile(
    r"^(?:[(\[<>≤≥~±+\-−–—$£€*†‡§#]*\s*(?:[A-Z]{1,4}[-.]?)?\d[\d,.:/ ]*"
    r"(?:[\-−–—±]\s*[$£€]?\d[\d,.:/]*)?\s*(?:%|[A-Za-z]{1,2})?[)\]*†‡§¶#]*"
    r"|[\-−–—*†‡§.•…#]+|\(?(?:n/?a|x|ref|tbc|nil)\.?\)?)$",
    re.I,
)
_FORMATTED = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d+\.\d+$")
_LEADERS = re.compile(r"(?:[.…·_]\s*){4,}")


def is_value(text: str) -> bool:
    """Whether a text is a number, a range, a date of digits, or a mark that stands for one, rather than words."""
    return bool(_VALUE.match(text))


@dataclass(frozen=True)
class Chunk:
    """Glyphs (indices, with the spaces between them) that stand together on one line; extent in points."""

    glyphs: Ints
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    bold: bool

    @property
    def x_mid(self) -> float:
        """The middle from left to right, in points."""
        return (self.x0 + self.x1) / 2

    @property
    def value(self) -> bool:
        """Whether it is a number, a date of digits, or a mark that stands for one, rather than words."""
        return is_value(self.text)

    @property
    def leaders(self) -> bool:
        """Whether a row of dots leads the eye to what follows."""
        return bool(_LEADERS.search(self.text))

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@dataclass(frozen=True)
class ChunkLine:
    """The chunks on one baseline, left to right."""

    chunks: tuple[Chunk, ...]

    @property
    def baseline(self) -> float:
        """The y that most of its chunks stand on, in points."""
        return median([c.baseline for c in self.chunks])

    @property
    def size(self) -> float:
        """The largest font size in it, in points."""
        return max(c.size for c in self.chunks)

    @property
    def top(self) -> float:
        """Its upper edge, in points."""
        return min(c.top for c in self.chunks)

    @property
    def bottom(self) -> float:
        """Its lower edge, in points."""
        return max(c.bottom for c in self.chunks)

    @property
    def x0(self) -> float:
        """Where it begins, in points."""
        return self.chunks[0].x0

    @property
    def x1(self) -> float:
        """Where it ends, in points."""
        return max(c.x1 for c in self.chunks)


def chunk_lines(glyphs: Glyphs, index: Ints) -> list[ChunkLine]:
    """The lines of the upright glyphs among `index`, top to bottom, each parted into chunks."""
    return chunk_lines_of_each(glyphs, [index])[0]


def chunk_lines_of_each(glyphs: Glyphs, groups: Sequence[Ints]) -> list[list[ChunkLine]]:
    """For each group of glyphs (indices), a cell's say, the lines of the upright ones, parted into chunks."""
    upright = [index[glyphs.turn[index] == 0] for index in groups] if glyphs.turn.any() else groups
    return [[ChunkLine(tuple(_parted(glyphs, line))) for line in lines] for lines in lines_of_each(glyphs, upright)]


def make_chunk(glyphs: Glyphs, inked: Ints, among: Ints, line: Line | None = None) -> Chunk:
    """A chunk of the inked glyphs `inked`, with the spaces that stand between them in `among`.

    `line` is given where the chunk has all of a line's ink.
    """
    box = glyphs.box(inked) if line is None else line.box
    blank = ~glyphs.ink[among]
    blank &= (glyphs.x_mid[among] > box.x0) & (glyphs.x_mid[among] < box.x1)
    index = np.sort(np.concatenate([inked, among[blank]]))
    if line is not None and _spaced_as(glyphs, line, blank):
        text = line.text
    else:
        text = clean(" ".join(ln.text for ln in lines_of(glyphs, index)))
    size = middle(glyphs.size[inked])
    usual = inked[glyphs.size[inked] >= size]
    return Chunk(
        index,
        text,
        box.x0,
        box.x1,
        box.top,
        box.bottom,
        middle(glyphs.baseline[usual]),
        max(size, 1.0),
        is_bold(glyphs, inked),
    )


def _spaced_as(glyphs: Glyphs, line: Line, blank: NDArray[np.bool_]) -> bool:
    """Whether the line reads the same with only those of its spaces that are marked in `blank`, on one level."""
    ink = glyphs.ink[line.glyphs]
    inked = np.flatnonzero(ink)
    first, after = int(inked[0]), int(inked[-1]) + 1
    level = glyphs.baseline[line.glyphs[first:after]]
    return bool(
        (blank[first:after] | ink[first:after]).all()
        and np.count_nonzero(blank) == after - first - len(inked)
        and (level == level[0]).all()
    )


def split_chunk(glyphs: Glyphs, chunk: Chunk, low: float, high: float, least: float) -> list[Chunk]:
    """The chunk, parted at its widest gap between `low` and `high`; the chunk alone where there is none.

    `low` and `high` are x positions that the gap touches, `least` its least width in font sizes.
    """
    inked = chunk.glyphs[glyphs.ink[chunk.glyphs]]
    order = inked[np.argsort(glyphs.x0[inked], kind="stable")]
    ends = np.maximum.accumulate(glyphs.x1[order])[:-1]
    gaps = glyphs.x0[order[1:]] - ends
    near = (gaps >= least * chunk.size) & (glyphs.x0[order[1:]] >= low) & (ends <= high)
    if not near.any():
        return [chunk]
    at = int(np.argmax(np.where(near, gaps, -1.0))) + 1
    return [make_chunk(glyphs, order[:at], chunk.glyphs), make_chunk(glyphs, order[at:], chunk.glyphs)]


def _word_spaces(glyphs: Glyphs) -> Floats:
    """For every font its printed word space in font sizes."""
    known = glyphs.memo.get("word spaces")
    if known is not None:
        return known
    blank = np.flatnonzero(~glyphs.ink)
    found = np.full(max(len(glyphs.fonts), 1), USUAL_SPACE)
    for font in np.unique(glyphs.font[blank]):
        mine = blank[glyphs.font[blank] == font]
        widths = (glyphs.x1[mine] - glyphs.x0[mine]) / np.maximum(glyphs.size[mine], 1.0)
        widths = widths[(widths > 0.1) & (widths < 0.8)]
        if len(widths):
            found[font] = float(np.median(widths))
    glyphs.memo["word spaces"] = found
    return found


def _parted(g: Glyphs, line: Line) -> list[Chunk]:
    """The chunks of a line of upright glyphs, which come from left to right."""
    order = line.glyphs[g.ink[line.glyphs]]
    gaps = g.x0[order[1:]] - np.maximum.accumulate(g.x1[order])[:-1]
    size = np.maximum(g.size[order[1:]], 1.0)
    breaks = np.flatnonzero(gaps > WORD_GAP * size) + 1
    if not len(breaks):
        return [make_chunk(g, order, line.glyphs, line)]
    gap, em = gaps[breaks - 1], size[breaks - 1]
    space = _word_spaces(g)[g.font[order[breaks]]] * em
    wide = gap > np.maximum(CHUNK_GAP * em, CHUNK_SPACES * space)
    apart = gap > VALUE_SPACES * space
    words = np.split(order, breaks)
    cuts = [
        at
        for at, far, off, left, right in zip(
            breaks.tolist(), wide.tolist(), apart.tolist(), words, words[1:], strict=False
        )
        if far or (off and _both(is_value, g, left, right)) or _two_formatted(g, left, right)
    ]
    if not cuts:
        return [make_chunk(g, order, line.glyphs, line)]
    return [make_chunk(g, part, line.glyphs) for part in np.split(order, cuts)]


def _two_formatted(g: Glyphs, left: Ints, right: Ints) -> bool:
    """Whether both words are formatted numbers, which end in digits."""
    last: list[int] = [left[-1], right[-1]]
    return all(g.text[i][-1:].isdigit() for i in last) and _both(_formatted, g, left, right)


def _both(kind: Callable[[str], bool], g: Glyphs, before: Ints, word: Ints) -> bool:
    left, right = g.string(before), g.string(word)
    return kind(left) and kind(right) and not (_dots(left) or _dots(right))


def _formatted(word: str) -> bool:
    """Whether a word is a number with thousands or decimals: two of them never stand in one text without a sign."""
    return bool(_FORMATTED.match(word))


def _dots(text: str) -> bool:
    return not text.strip(".…·•")
