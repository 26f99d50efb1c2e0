"""The text outside tables: line segments, and paragraphs made of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from extractors.page import Box, Glyphs, Ints, Page
from extractors.printed.geometry import middle
from extractors.printed.text import SAME_LINE, Line, clean, lines_of_each

# A gap this wide, in font sizes, parts two segments of one line: columns of text, a tabbed page number.
SEGMENT_GAP = 1.6
# Lines of one paragraph follow each other at up to this many font sizes.
LEADING = 1.75
# A bold line that leaves so many font sizes of the next, plain one free is a heading over it.
ROOM = 10.0
# Left edges of one paragraph's lines may differ by this many font sizes (hanging indents, bullets).
INDENT = 2.6


@dataclass(frozen=True, eq=False)
class Segment:
    """A stretch of one printed line without a wide gap.

    `size` in points; `bold` when most of its glyphs are; `confidence` the chance that it is right where it was read
    from a picture, None where it was not.
    """

    page: int
    box: Box
    baseline: float
    text: str
    size: float
    bold: bool
    glyphs: Ints
    confidence: float | None = None


@dataclass(frozen=True, eq=False)
class Paragraph:
    """Segments that read as one, top to bottom."""

    segments: tuple[Segment, ...]

    @property
    def page(self) -> int:
        """The page on which it stands, from 1."""
        return self.segments[0].page

    @property
    def box(self) -> Box:
        """The smallest box around all its segments."""
        box = self.segments[0].box
        for s in self.segments[1:]:
            box = box.union(s.box)
        return box


def is_bold(glyphs: Glyphs, index: Ints) -> bool:
    """Whether most of the glyphs are set in a bold face, told by the font's name."""
    return 2 * int(np.count_nonzero(glyphs.bold[index])) > len(index)


def segments_of(page: Page, index: Ints) -> list[Segment]:
    """The segments among the glyphs of `index` (upright ones), from top to bottom and left to right."""
    return segments_of_each(page, [index])[0]


def segments_of_each(page: Page, groups: Sequence[Ints]) -> list[list[Segment]]:
    """For each group of glyphs (indices), a cell's say, its segments."""
    g = page.glyphs
    found = lines_of_each(g, groups)
    parted = [[part for line in lines for part in _parts(g, line)] for lines in found]
    # those that are not their whole line are read all at once
    rest = iter(lines_of_each(g, [spaced for parts in parted for line, _, spaced in parts if not _whole(line, spaced)]))
    return [[_segment(page, *part, rest) for part in parts] for parts in parted]


def _whole(line: Line, spaced: Ints) -> bool:
    return len(spaced) == len(line.glyphs)


def _parts(g: Glyphs, line: Line) -> Iterator[tuple[Line, Ints, Ints]]:
    """The stretches of a line without a wide gap: the line, the inked glyphs, and those with the spaces among them."""
    inked = line.glyphs[g.ink[line.glyphs]]
    order = inked[np.argsort(g.x0[inked], kind="stable")]
    gaps = g.x0[order[1:]] - np.maximum.accumulate(g.x1[order])[:-1]
    cuts = np.flatnonzero(gaps > SEGMENT_GAP * g.size[order[1:]]) + 1
    for part in np.split(order, cuts) if len(cuts) else [order]:
        lo, hi = g.x0[part].min(), g.x1[part].max()
        yield line, part, line.glyphs[(g.x0[line.glyphs] >= lo - 0.1) & (g.x1[line.glyphs] <= hi + 0.1)]


def _segment(page: Page, line: Line, part: Ints, spaced: Ints, rest: Iterator[list[Line]]) -> Segment:
    """The segment of the inked glyphs `part`; `rest` gives its lines where it is not the whole `line`."""
    g = page.glyphs
    text = line.text if _whole(line, spaced) else " ".join(ln.text for ln in next(rest))
    return Segment(
        page.number,
        g.box(part),
        middle(g.baseline[part]),
        clean(text),
        middle(g.size[part]),
        is_bold(g, part),
        spaced,
        None if g.confidence is None else float(np.prod(g.confidence[spaced])),
    )


def paragraphs_of(segments: list[Segment], *, in_cell: bool = False) -> list[Paragraph]:
    """Segments gathered into paragraphs: same column, same size, ordinary leading, in reading order.

    `in_cell` says that they fill one cell, where centred lines share no left edge.
    """
    open_: list[list[Segment]] = []
    for s in sorted(segments, key=lambda s: (s.page, s.baseline, s.box.x0)):
        home = next((p for p in reversed(open_) if _follows(p[-1], p[0], s, in_cell)), None)
        if home is None:
            open_.append([s])
        else:
            home.append(s)
    return [Paragraph(tuple(p)) for p in open_]


def _follows(last: Segment, first: Segment, s: Segment, in_cell: bool) -> bool:
    size = max(last.size, 1.0)
    return (
        last.page == s.page
        and abs(last.size - s.size) < 0.12 * size
        and SAME_LINE * size < s.baseline - last.baseline < LEADING * size
        and (in_cell or min(abs(s.box.x0 - last.box.x0), abs(s.box.x0 - first.box.x0)) < INDENT * size)
        and min(last.box.x1, s.box.x1) > max(last.box.x0, s.box.x0)
        and not (last.bold and not s.bold and s.text[:1].isupper() and s.box.x1 - last.box.x1 > ROOM * size)
    )
