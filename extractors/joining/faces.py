"""Which pages are parts of one sheet, told by their lines that stand level and the columns that they show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from extractors.headings.headings import sure_match
from extractors.headings.labels import label_of
from extractors.page import Floats, Page
from extractors.printed.geometry import changes
from extractors.printed.prose import Segment, segments_of

# What stands level on two parts differs by less than this many points.
LEVEL = 0.6
# Fewer lines may be level by chance, and so may rows whose heights change less often from one to the next.
FEWEST, CHANGES = 4, 3
# This part of the lines of the one part is level with lines of the other (a cell may have more lines than all others
# of its row). Pages of one table in Word have up to 0.86 in common by chance.
SHARED = 0.95
# Pages with more than this part of their texts' edges in common show the same columns.
SAME_COLUMNS = 0.5
# One column has as many edges.
ONE_COLUMN = 2
# Words that head columns, as a part of the texts beside each other on top of both parts.
HEADINGS = 0.5
# So many headings that two pages print on the same line are those of the same table.
AGAIN = 2
# A footer stands within this part of the page's height from its edge.
MARGIN = 0.1


@dataclass(frozen=True)
class Face:
    """What tells whether a page is a part of a sheet."""

    page: Page

    @cached_property
    def levels(self) -> Floats:
        """The baselines of its lines, those in the margins and those that begin on another part left out."""
        g = self.page.glyphs
        inked = g.baseline[g.ink & (g.turn == 0) & ~self.run_over]
        top, bottom = self.page.height * MARGIN / 2, self.page.height * (1 - MARGIN)
        return _distinct(inked[(inked > top) & (inked < bottom)])

    @cached_property
    def rules(self) -> Floats:
        """The heights of the lines drawn across it."""
        return _distinct(np.array([r.at for r in self.page.rulings if r.horizontal]))

    @cached_property
    def texts(self) -> list[Segment]:
        """The texts on its levels that begin on it."""
        found = segments_of(self.page, np.flatnonzero(~self.run_over))
        return [s for s in found if len(self.levels) and np.abs(self.levels - s.baseline).min() < LEVEL]

    @cached_property
    def labels(self) -> set[str]:
        """The labels at the head of its texts: `Lead officer` of `Lead officer: Head of Place`."""
        return {label for s in self.texts if (label := label_of(s.text))}

    @cached_property
    def run_over(self) -> NDArray[np.bool_]:
        """Which glyphs are of texts that begin left of the page: their beginning is printed on another part."""
        g = self.page.glyphs
        over = np.zeros(len(g), dtype=np.bool_)
        if (g.ink & (g.x0 < 0)).any():
            for text in segments_of(self.page, np.arange(len(g))):
                over[text.glyphs] = text.box.x0 < 0
        return over

    @cached_property
    def edges(self) -> set[tuple[str, int]]:
        """Where several texts begin or end, or a line runs down."""
        seen = Counter(m for s in self.texts for m in (("left", round(s.box.x0)), ("right", round(s.box.x1))))
        walls = {("wall", round(r.at)) for r in self.page.rulings if not r.horizontal}
        return walls or {m for m, n in seen.items() if n >= FEWEST}

    @cached_property
    def several(self) -> int:
        """How many of its lines hold several texts beside each other."""
        return sum(n > 1 for n in Counter(round(s.baseline) for s in self.texts).values())

    def line(self, level: float) -> list[str]:
        """The texts on the line at `level`."""
        return [s.text for s in self.texts if abs(s.baseline - level) < LEVEL]


def extent(faces: Sequence[Face]) -> tuple[int, int]:
    """How many pages the sheet that begins here is long, and how many parts wide; (1, 1) where it is just a page.

    A third or later part at the end of the document may be shorter: pages without any text are not printed.
    """
    for down in range(1, len(faces) // 2 + 1):
        across = 1
        while across * down < len(faces) and _goes_on(faces, down, across):
            across += 1
        last = faces[: across * down][-1]
        if across > 1 and not any(_same_table(last, f) for f in faces[across * down :][:1]):
            return down, across
    return 1, 1


def _goes_on(faces: Sequence[Face], down: int, across: int) -> bool:
    """Whether a sheet that is `across` parts wide has another one: other columns than those of every part so far.

    Lines of text without rules stand level from page to page: 39 pages of one table went on one page side by side.
    """
    part = faces[across * down :][:down]
    if across == 1 and len(part) < down:
        return False
    if any(_same_table(faces[n * down], part[0]) for n in range(1, across)):
        return False
    return _strip(faces[:down], part, across > 1)


def _strip(left: Sequence[Face], right: Sequence[Face], wide: bool) -> bool:
    """Whether the pages `right` go on to the right of `left`, page by page.

    Of a page of few lines nobody can tell: a short last one, or a first one whose title runs over the parts. Where
    the sheet is `wide` already, the same rows are proof enough.
    """
    telling = [(a, b) for a, b in zip(left, right, strict=False) if min(len(a.levels), len(b.levels)) >= FEWEST]
    if not telling:
        return False
    a, b = telling[0]
    return (beside(a, b) or (wide and may_be_beside(a, b))) and all(_level(a, b) for a, b in telling)


def looks_beside(a: Face, b: Face) -> bool:
    """Whether the page `b` shows, for sure or likely, other columns of the rows of `a`.

    Every page is asked of every later one, so what nearly all pairs fail is asked first.
    """
    return _level(a, b) and (beside(a, b) or may_be_beside(a, b))


def beside(a: Face, b: Face) -> bool:
    """Whether the page `b` shows other columns of the rows of `a`, told by lines that stand as unevenly on both.

    A text that runs over from the one to the other tells at once; where all rows are of one height, headings on top of
    both must.
    """
    if not _level(a, b):
        return False
    if b.run_over.any():
        return True
    if _same_columns(a, b):
        return False
    top = _first_shared(a, b)
    if top is None:
        return False
    ruled = min(len(a.rules), len(b.rules)) >= FEWEST
    here, there = a.line(top), b.line(top)
    heads = any(map(_heads, there))
    if not ruled and not heads and max(a.several, b.several) < FEWEST:
        return False  # prose is set on one grid of lines from page to page
    if set(here) & set(there):  # a form that is filled in page after page prints its labels again
        return False
    if _headed_alike(a, b):  # so does a report with the same tables on every page
        return False
    if _uneven(b.rules if len(a.rules) and len(b.rules) else b.levels):
        return True
    known = [t for t in (*here, *there) if _heads(t)]
    # a list of outcomes with as high rows on the page before a plan's is headed by none
    both = any(t in known for t in here) and any(t in known for t in there)
    return both and len(known) >= HEADINGS * len((*here, *there))


def _same_table(a: Face, b: Face) -> bool:
    """Whether both show the same columns, or print the same headings on the same line.

    Columns as wide as the page stand on several parts of a sheet: 213 cells of one were read as other columns' values.
    """
    several = any(len({place for _, place in f.edges}) > ONE_COLUMN for f in (a, b))
    return (several and _same_columns(a, b)) or _headed_alike(a, b)


def _headed_alike(a: Face, b: Face) -> bool:
    """Whether both print the same headings on the same line, or the same labels, as cards of one form do."""
    if len({k for k in a.labels & b.labels if _heads(k)}) >= AGAIN:
        return True
    again = ({t for t in set(a.line(y)) & set(b.line(y)) if _heads(t)} for y in b.levels.tolist())
    return any(len(texts) >= AGAIN for texts in again)


def _heads(text: str) -> bool:
    """Whether a text is the heading of a column for sure."""
    return sure_match(text) is not None


def may_be_beside(a: Face, b: Face) -> bool:
    """Whether both pages show the same rows, to the last line, and other columns under other headings."""
    if min(len(a.rules), len(b.rules)) < FEWEST or not _level(a, b) or len(a.rules) != len(b.rules):
        return False
    if _same_columns(a, b):
        return False
    top = _first_shared(a, b)
    return top is not None and not set(a.line(top)) & set(b.line(top))


def _same_columns(a: Face, b: Face) -> bool:
    """Whether most of the edges of both stand at the same places."""
    return len(a.edges & b.edges) > SAME_COLUMNS * len(a.edges | b.edges)


def _first_shared(a: Face, b: Face) -> float | None:
    """The first level of `b`, from the top, that is one of `a` too."""
    return next((y for y in b.levels.tolist() if np.abs(a.levels - y).min() < LEVEL), None)


def _level(a: Face, b: Face) -> bool:
    """Whether the rows of both are as high: by their lines where both have some, else by their texts."""
    if (a.page.width, a.page.height) != (b.page.width, b.page.height) or a.page.scanned or b.page.scanned:
        return False
    if min(len(a.rules), len(b.rules)) >= FEWEST:
        return _share(a.rules, b.rules) == 1.0
    if min(len(a.levels), len(b.levels)) < FEWEST:
        return False
    return _share(a.levels, b.levels) >= SHARED


def _share(these: Floats, those: Floats) -> float:
    """The part of `these` that is level with one of `those`, or the other way round, whichever is more."""
    level = np.abs(these[:, None] - those[None, :]) < LEVEL
    return float(max(level.any(axis=1).mean(), level.any(axis=0).mean()))


def _uneven(levels: Floats) -> bool:
    """Whether the steps from level to level change so often that no two sheets have the same by chance."""
    return len(levels) >= FEWEST and int((np.abs(np.diff(levels, 2)) > LEVEL).sum()) >= CHANGES


def _distinct(values: Floats) -> Floats:
    """The values in order, those closer than a line can stand to another left out."""
    found: list[float] = []
    for v in sorted(set(values[changes(values)].tolist())):  # the letters of a line come one after the other
        if not found or v - found[-1] >= LEVEL:
            found.append(v)
    return np.array(found)
