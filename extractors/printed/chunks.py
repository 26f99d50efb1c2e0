"""Chunks: stretches of a printed line without a wide gap, which a reader without rulings takes for texts of cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.page import Floats, Glyphs, Ints
from extractors.printed.geometry import changes, joined, middles
from extractors.printed.text import Line, clean, lines_of_each, reaches

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
# A time that a narrow column breaks between two lines: `Q1` / `2025/26`, `31 March` / `2026`.
_BEGUN = re.compile(r"^(?:q(?:uarter|tr)? ?[1-4]|(?:\d{1,2} )?[a-z]{3,9}),?$", re.I)
_YEAR = re.compile(r"^20\d\d(?:[/\u2013-](?:20)?\d\d)?$")


def ends_time(above: str, below: str) -> bool:
    """Whether `below` is the year of a time that a narrow column breaks behind `above`: `Q1` / `2025/26`."""
    return bool(_YEAR.match(below) and _BEGUN.match(above))


def is_value(text: str) -> bool:
    """Whether a text is a number, a range, a date of digits, or a mark that stands for one, rather than words."""
    return bool(_VALUE.match(text))


# A frozen class takes four times as long to make, and a page has hundreds of these.
@dataclass(eq=False, slots=True)
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


@dataclass(eq=False, slots=True)
class ChunkLine:
    """The chunks on one baseline, left to right."""

    chunks: tuple[Chunk, ...]

    @property
    def baseline(self) -> float:
        """The y that most of its chunks stand on, in points."""
        if len(self.chunks) == 1:
            return self.chunks[0].baseline
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
    known: dict[bytes, list[ChunkLine]] = glyphs.memo.setdefault("chunk lines", {})
    key = index.tobytes()
    if key not in known:
        known[key] = chunk_lines_of_each(glyphs, [index])[0]
    return known[key]


def chunk_lines_of_each(glyphs: Glyphs, groups: Sequence[Ints]) -> list[list[ChunkLine]]:
    """For each group of glyphs (indices), a cell's say, the lines of the upright ones, parted into chunks."""
    upright = [index[glyphs.turn[index] == 0] for index in groups] if glyphs.any_turned else groups
    found = lines_of_each(glyphs, upright)
    parted = _parted(glyphs, [line for lines in found for line in lines])
    chunks = iter(_made(glyphs, [piece for pieces in parted for piece in pieces]))
    made = (ChunkLine(tuple(islice(chunks, len(pieces)))) for pieces in parted)
    return [list(islice(made, len(lines))) for lines in found]


class _Piece(NamedTuple):
    """What is to be a chunk: its inked glyphs, those of its line, and the line where it has all of the line's ink."""

    inked: Ints
    among: Ints
    line: Line | None = None


def make_chunk(glyphs: Glyphs, inked: Ints, among: Ints) -> Chunk:
    """A chunk of the inked glyphs `inked`, with the spaces that stand between them in `among`."""
    return _made(glyphs, [_Piece(inked, among)])[0]


def _made(g: Glyphs, pieces: Sequence[_Piece]) -> list[Chunk]:
    """The chunks of all pieces at once."""
    if not pieces:
        return []
    inked, own, first = joined([p.inked for p in pieces])
    among, line, begin = joined([p.among for p in pieces])
    x0, x1 = np.minimum.reduceat(g.x0[inked], first), np.maximum.reduceat(g.x1[inked], first)
    blank = ~g.ink[among] & (g.x_mid[among] > x0[line]) & (g.x_mid[among] < x1[line])
    every, owner = np.concatenate([inked, among[blank]]), np.concatenate([own, line[blank]])
    every = every[np.lexsort((every, owner))]
    ends = np.cumsum(np.bincount(owner)).tolist()
    index = [every[a:z] for a, z in zip([0, *ends], ends, strict=False)]
    whole = _spaced_as(g, among, line, begin, blank)
    open_ = [n for n, (p, same) in enumerate(zip(pieces, whole, strict=True)) if p.line is None or not same]
    texts = ["" if p.line is None else p.line.text for p in pieces]
    for n, lines in zip(open_, lines_of_each(g, [index[n] for n in open_]), strict=True):
        texts[n] = clean(" ".join(ln.text for ln in lines))
    sizes = middles(g.size[inked], first)
    # superscripts have a level of their own
    usual = g.size[inked] >= np.array(sizes)[own]
    levels = middles(g.baseline[inked[usual]], np.flatnonzero(changes(own[usual])))
    bold = 2 * np.add.reduceat(g.bold[inked].astype(np.int64), first) > np.diff(first, append=len(inked))
    top, bottom = np.minimum.reduceat(g.top[inked], first), np.maximum.reduceat(g.bottom[inked], first)
    edges = (x0.tolist(), x1.tolist(), top.tolist(), bottom.tolist())
    return list(map(Chunk, index, texts, *edges, levels, (max(s, 1.0) for s in sizes), bold.tolist()))


def _spaced_as(g: Glyphs, among: Ints, line: Ints, begin: Ints, blank: NDArray[np.bool_]) -> list[bool]:
    """For each line whether it reads the same with only those of its spaces that are marked in `blank`, on one level.

    The lines' glyphs come one after the other: `line` says for each which line it is of, `begin` where each begins.
    """
    ink = g.ink[among]
    place = np.arange(len(among))
    first = np.minimum.reduceat(np.where(ink, place, len(among)), begin)
    last = np.maximum.reduceat(np.where(ink, place, -1), begin)
    between = (place >= first[line]) & (place <= last[line])
    base = g.baseline[among]
    level = ~between | (base == base[first[line]])
    return np.logical_and.reduceat((ink | (blank == between)) & level, begin).tolist()


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


def _parted(g: Glyphs, lines: Sequence[Line]) -> list[list[_Piece]]:
    """The pieces of lines of upright glyphs, which come from left to right."""
    if not lines:
        return []
    among, line, _ = joined([ln.glyphs for ln in lines])
    ink = g.ink[among]
    inked, line = among[ink], line[ink]
    first = np.flatnonzero(changes(line))
    size = np.maximum(g.size[inked], 1.0)
    gap = g.x0[inked] - reaches(g.x1[inked], line)
    goes_on = np.ones(len(inked), dtype=np.bool_)
    goes_on[first] = False
    breaks = np.flatnonzero(goes_on & (gap > WORD_GAP * size))
    gap, em = gap[breaks], size[breaks]
    space = _word_spaces(g)[g.font[inked[breaks]]] * em
    wide = (gap > np.maximum(CHUNK_GAP * em, CHUNK_SPACES * space)).tolist()
    apart = (gap > VALUE_SPACES * space).tolist()
    letters: list[str] = list(map(g.text.__getitem__, inked.tolist()))
    bounds = np.sort(np.concatenate([first, breaks])).tolist()
    words = ["".join(letters[a:z]) for a, z in zip(bounds, [*bounds[1:], len(letters)], strict=True)]
    right: list[int] = np.searchsorted(bounds, breaks).tolist()
    cuts: dict[int, list[int]] = {}
    for at, number, n, far, off in zip(breaks.tolist(), line[breaks].tolist(), right, wide, apart, strict=True):
        if far or _two_values(words[n - 1], words[n], apart=off):
            cuts.setdefault(number, []).append(at)
    found: list[list[_Piece]] = []
    for n, (ln, a, z) in enumerate(zip(lines, first.tolist(), [*first[1:].tolist(), len(inked)], strict=True)):
        if n in cuts:
            edges = [a, *cuts[n], z]
            found.append([_Piece(inked[b:c], ln.glyphs) for b, c in pairwise(edges)])
        else:
            found.append([_Piece(inked[a:z], ln.glyphs, ln)])
    return found


def _two_values(left: str, right: str, *, apart: bool) -> bool:
    """Whether two words of a line are two values: both formatted numbers, which end in digits, or any that stand apart.

    Leaders, which look like the marks that stand for no value, are none.
    """
    formatted = left[-1].isdigit() and right[-1].isdigit() and _formatted(left) and _formatted(right)
    return (formatted or (apart and is_value(left) and is_value(right))) and not (_dots(left) or _dots(right))


def _formatted(word: str) -> bool:
    """Whether a word is a number with thousands or decimals: two of them never stand in one text without a sign."""
    return bool(_FORMATTED.match(word))


def _dots(text: str) -> bool:
    return not text.strip(".…·•")
