"""Runs that hold the texts of several columns, and the column with which a text is aligned.

What a producer writes in one go stays whole unless another column's text begins in it: at a wide gap, at an edge that
is drawn, or where what follows is aligned with the texts of that column.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from extractors.grids.grid import Grid
from extractors.page import Glyphs, Ints
from extractors.printed.runs import Run, make_run, touch

# Where a column edge falls into a gap this wide (in font sizes), a run is parted there.
PARTED = 0.45
# It is wider than word spaces are in that text, where so many of them are as wide, by so many times.
FEWEST_SPACES, SPACES = 2, 1.25
# A word space is wider than this many font sizes; in Helvetica and Arial it is this wide.
SPACE, USUAL = 0.2, 0.278
# Texts are aligned when their edges lie this close, in points.
ALIGNED = 0.45

Marks = Counter[tuple[str, int]]


def shared_marks(grid: Grid, runs: list[Run], spans: list[tuple[int, int]]) -> list[Marks]:
    """For each column the left edges, middles and right edges of the texts that lie wholly in it, with their number.

    `spans` are the first and the last column of each run.
    """
    shared: list[list[tuple[str, int]]] = [[] for _ in range(grid.columns)]
    for run, (first, last) in zip(runs, spans, strict=True):
        if first == last:
            shared[first] += marks_of(run)
    return list(map(Counter, shared))


def parted_at_columns(g: Glyphs, run: Run, grid: Grid, shared: list[Marks], span: tuple[int, int]) -> list[Run]:
    """The run, parted where another column's text begins in it.

    It does where a column edge falls into one of the wider gaps, or where a new text object begins that is aligned with
    the next column. `span` are the first and the last column that the run touches.
    """
    first, last = span
    edges = grid.xs[first + 1 : last + 1]
    places = np.flatnonzero(g.ink[run.glyphs])
    inked = run.glyphs[places]
    gaps: list[float] = (g.x0[inked[1:]] - g.x1[inked[:-1]]).tolist()
    spaces = sorted(gap for gap in gaps if gap > PARTED * run.size)
    # of several gaps as wide, as between the words of a font of even widths, the (lower) median is no edge of a column
    usual = spaces[(len(spaces) - 1) // 2] if len(spaces) >= FEWEST_SPACES else 0.0
    parted = max(PARTED * run.size, SPACES * usual)
    words = [gap for gap in gaps if gap > SPACE * run.size]
    word = min(words) if len(words) > 1 else USUAL * run.size
    soft = all(x in grid.soft for x in edges)  # over lines that are drawn, a text that is too long runs on
    cuts: list[int] = []
    for m, n, gap in zip(places[:-1], places[1:], gaps, strict=True):
        i, j = int(run.glyphs[m]), int(run.glyphs[n])
        edged = any(g.x1[i] - 0.5 <= x <= g.x0[j] + 0.5 for x in edges)
        wide = edged and gap > parted
        # a producer that places every glyph begins a text object with each: there only an odd step can begin a cell
        capital = g.text[j].isupper() and (g.text[i].islower() or g.text[i].isdigit())
        odd = gap > SPACE * run.size or gap < -0.08 * run.size or capital
        begins = g.order[i] != g.order[j] and (odd or not _single(g, run, int(n)))
        # `0.0%Within target` written in one go is two cells' where an edge that is drawn runs between its halves
        glued = any(g.x1[i] - 0.5 <= x <= g.x0[j] + 0.5 for x in edges if x not in grid.soft) and touch(g, i, j)
        # where a line is written in one go, an edge that no line draws may be told a little beside the gap, and a full
        # cell may leave little more than a word space before the next
        gapped = soft and gap > (SPACES * word if edged else PARTED * run.size)
        spaced = gapped and _begins_mostly(g, run, int(n), shared[first + 1 : last + 1])
        if wide or glued or spaced or (begins and _begins_column(g, run, int(n), shared[first : last + 1])):
            cuts.append(int(n))
    return _cut(g, run, cuts)


def parted_by_tags(g: Glyphs, runs: list[Run], cell_of: Ints) -> list[Run]:
    """The runs, parted where glyphs are tagged as another cell's: narrow padding lets neighbours' texts touch.

    `cell_of` says for each of the page's glyphs which tagged cell it is of, -1 for none.
    """
    tagged = np.flatnonzero(g.ink & (cell_of >= 0))
    changes = np.flatnonzero(np.diff(cell_of[tagged]) != 0)
    before, after = tagged[changes], tagged[changes + 1]
    first = np.array([run.glyphs[0] for run in runs], dtype=np.int64)
    last = np.array([run.glyphs[-1] for run in runs], dtype=np.int64)
    begin, end = np.searchsorted(before, first).tolist(), np.searchsorted(after, last, side="right").tolist()
    found: list[Run] = []
    for run, a, z in zip(runs, begin, end, strict=True):
        found += _cut(g, run, (after[a:z] - run.glyphs[0]).tolist())
    return found


def mostly(shared: Marks, run: Run) -> bool:
    """Whether the run shares an edge or the middle with most of a column's texts: some are so by chance."""
    return 2 * support(shared, run) * len(marks_of(run)) > shared.total()


def support(shared: Marks, run: Run) -> int:
    """How many texts of a column share an edge or the middle with the run; a lone coincidence counts for nothing."""
    best = 0
    for side, at in marks_of(run):
        best = max(best, sum(shared[(side, at + d)] for d in (-1, 0, 1)))
    return best if best > 1 else 0


def marks_of(run: Run) -> list[tuple[str, int]]:
    """The left edge, middle and right edge of a text, each as the number of its step of `ALIGNED` points."""
    return [
        ("left", round(run.x0 / ALIGNED)),
        ("middle", round(run.x_mid / ALIGNED)),
        ("right", round(run.x1 / ALIGNED)),
    ]


def _cut(g: Glyphs, run: Run, cuts: list[int]) -> list[Run]:
    """The run in pieces, the later ones from the places `cuts` on."""
    if not cuts:
        return [run]
    pieces = np.split(run.glyphs, cuts)
    return [make_run(g, run.place, p, p[g.ink[p]]) for p in pieces if g.ink[p].any()]


def _single(g: Glyphs, run: Run, at: int) -> bool:
    """Whether the text objects on both sides of the place `at` in the run hold one glyph each."""
    order = g.order[run.glyphs]
    return int((order == order[at]).sum()) == 1 and int((order == order[at - 1]).sum()) == 1


def _begins_column(g: Glyphs, run: Run, at: int, touched: Sequence[Marks]) -> bool:
    """Whether what the run holds from `at` on is aligned with a later one of the columns `touched` than the first."""
    tail = _tail(g, run, at)
    if support(touched[0], tail) > 1:
        return False
    return any(support(shared, tail) > 1 for shared in touched[1:])


def _begins_mostly(g: Glyphs, run: Run, at: int, later: Sequence[Marks]) -> bool:
    """Whether what the run holds from `at` on is aligned with most texts of one of the `later` columns."""
    tail = _tail(g, run, at)
    return any(support(shared, tail) > 1 and mostly(shared, tail) for shared in later)


def _tail(g: Glyphs, run: Run, at: int) -> Run:
    """The run from the place `at` on."""
    rest = run.glyphs[at:]
    return make_run(g, run.place, rest, rest[g.ink[rest]])
