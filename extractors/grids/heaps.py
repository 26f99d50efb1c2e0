"""Rows of a page's table that look like several rows in one, or like the two halves of one, by the white between lines.

Lines of one text follow each other at one leading. A strip of more white than that through a whole row, with texts of
several columns on both sides of it, parts rows; lines at no more than the leading on both sides of a row's edge, where
the other rows stand further apart, are lines of one text.
"""

from collections.abc import Sequence
from itertools import islice, pairwise
from statistics import median
from typing import NamedTuple

import numpy as np

from extractors.grids.pagetable import PageTable
from extractors.page import Box, Glyphs, Ints, Page
from extractors.printed.geometry import middle, middles
from extractors.printed.text import inked_of_each, lines_of_each

# Lines this many leadings apart, or more, are further apart than lines of one text.
APART = 1.35
# Leading is at most this many font sizes where no two lines of one text show it.
WIDEST = 1.4
# Lines at most this many leadings apart are lines of one text.
ONE_TEXT = 1.1
# So many columns with text on both sides of a strip of white make it the edge of a row.
BOTH_SIDES = 2
# This part of the line's height must stay white once the lines of all columns are taken from the strip.
WHITE = 0.35
# Lines whose baselines differ by less than this many points are level.
LEVEL = 1.0
# A line this close to a row's edge, in points, is drawn there.
DRAWN = 3.0


class _Line(NamedTuple):
    """A line of a cell: its baseline, its upper and its lower edge, in points."""

    baseline: float
    top: float
    bottom: float


class Doubtful(NamedTuple):
    """A stretch of a page, in points from its top, whose rows are in doubt, and why."""

    page: int
    top: float
    bottom: float
    why: str


def doubtful_rows(page: Page, table: PageTable) -> list[Doubtful]:
    """The rows of `table`, which stands on `page`, that look like several or like halves; none in a picture.

    Baselines of a picture are measured too roughly to tell leading by.
    """
    if page.scanned:
        return []
    rows = _lines_by_row(page.glyphs, table)
    steps = [b.baseline - a.baseline for row in rows for lines in row.values() for a, b in pairwise(lines)]
    if not steps:
        return []
    size = middle(page.glyphs.size[page.glyphs.ink])
    leading = min(float(np.quantile(steps, 0.3)), WIDEST * size)
    found = [
        Doubtful(table.page, *_extent(table, r), "white runs through the middle of the row, as between two rows")
        for r, row in enumerate(rows)
        if any(
            _parts(row, strip, undrawn=table.grid.striped or table.grid.announced) for strip in _strips(row, leading)
        )
    ]
    return found + _halves(page, table, rows, leading)


def _extent(table: PageTable, row: int) -> tuple[float, float]:
    return table.grid.ys[row], table.grid.ys[row + 1]


def _lines_by_row(glyphs: Glyphs, table: PageTable) -> list[dict[int, list[_Line]]]:
    """For each row of the body its cells' lines by column; nothing for headings, bands and cells of several rows."""
    rows: list[dict[int, list[_Line]]] = [{} for _ in range(table.grid.rows)]
    cells = [c for c in table.grid.cells if c.row_span == 1 and c.row >= table.header_rows and not c.header]
    if glyphs.any_turned:
        cells = [c for c in cells if not glyphs.turn[c.glyphs].any()]
    every = lines_of_each(glyphs, [c.glyphs for c in cells])
    levels = iter(_levels(glyphs, [ln.glyphs for lines in every for ln in lines]))
    for cell, lines in zip(cells, every, strict=True):
        if lines:
            rows[cell.row][cell.column] = list(islice(levels, len(lines)))
    return rows


def _levels(glyphs: Glyphs, lines: Sequence[Ints]) -> list[_Line]:
    """The baseline of most of each line's ink, its upper and its lower edge."""
    if not lines:
        return []
    inked, _, first = inked_of_each(glyphs, lines)
    top, bottom = np.minimum.reduceat(glyphs.top[inked], first), np.maximum.reduceat(glyphs.bottom[inked], first)
    return list(map(_Line, middles(glyphs.baseline[inked], first), top.tolist(), bottom.tolist()))


def _strips(row: dict[int, list[_Line]], leading: float) -> list[tuple[float, float]]:
    """The stretches of white, wider than a leading leaves, that run through all cells of a row."""
    found: list[tuple[float, float]] = []
    every = [ln for lines in row.values() for ln in lines]
    for above, below in {(a, b) for lines in row.values() for a, b in pairwise(lines)}:
        if below.baseline - above.baseline < APART * leading:
            continue
        low, high = above.bottom, below.top
        for ln in every:
            if ln.top < high and ln.bottom > low:
                if (ln.top + ln.bottom) / 2 < (low + high) / 2:
                    low = max(low, ln.bottom)
                else:
                    high = min(high, ln.top)
        if high - low > WHITE * (above.bottom - above.top):
            found.append((low, high))
    return sorted(found)


def _parts(row: dict[int, list[_Line]], strip: tuple[float, float], *, undrawn: bool) -> bool:
    """Whether texts of enough columns stand on both sides of the strip, or on one side and others on the other.

    In a table whose rows nothing draws, what begins in enough columns below the rest of a text is a row; anywhere, what
    begins there level with the text that goes on.
    """
    y = sum(strip) / 2
    above = {c for c, lines in row.items() if lines[0].baseline < y}
    below = {c: next(ln for ln in lines if ln.baseline > y) for c, lines in row.items() if lines[-1].baseline > y}
    both = above & below.keys()
    begin = [below[c].baseline for c in below.keys() - above]
    level = [y for y in begin if any(abs(y - below[c].baseline) < LEVEL for c in both)]
    several = max(len(begin) if undrawn else 0, len(level)) >= BOTH_SIDES
    return len(both) >= BOTH_SIDES or (bool(both and begin) and (bool(above - below.keys()) or several))


def _halves(page: Page, table: PageTable, rows: Sequence[dict[int, list[_Line]]], leading: float) -> list[Doubtful]:
    """The pairs of rows between which a text goes on at its own leading, no line being drawn between them.

    None where labels begin the rows: those of cards follow each other as lines of one text do.
    """
    if table.grid.labelled:
        return []
    ys = table.grid.ys
    filled = [r for r, row in enumerate(rows) if row]
    steps = {(a, b): _step(rows[a], rows[b]) for a, b in pairwise(filled)}
    told = [s for s in steps.values() if s is not None]
    if not told or median(told) < APART * leading:
        return []
    return [
        Doubtful(table.page, ys[a], ys[b + 1], "a text goes on from one row into the next")
        for (a, b), step in steps.items()
        if step is not None and step < ONE_TEXT * leading and not _drawn(page, table.grid.box, ys[b])
    ]


def _drawn(page: Page, box: Box, y: float) -> bool:
    """Whether a line, or the edge of a fill, is drawn at `y` inside the table."""
    lines = any(r.horizontal and abs(r.at - y) < DRAWN and r.start < box.x1 and r.end > box.x0 for r in page.rulings)
    return lines or any(
        min(abs(f.box.top - y), abs(f.box.bottom - y)) < DRAWN and f.box.x0 < box.x1 and f.box.x1 > box.x0
        for f in page.fills
    )


def _step(above: dict[int, list[_Line]], below: dict[int, list[_Line]]) -> float | None:
    """How close the text of one column comes to that of the row above, baseline to baseline, in points."""
    return min((below[c][0].baseline - above[c][-1].baseline for c in above.keys() & below.keys()), default=None)
