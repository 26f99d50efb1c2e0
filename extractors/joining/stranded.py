"""Headings left alone at the foot of a page, put back over the rows that follow on the next page.

Spreadsheets break pages wherever the paper ends, between the headings of a table and its first row too. Such headings
are moved, with the lines and colours around them, to right above the first line of the next page: both pages are then
read as if the table had begun on the second.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extractors.headings.headings import sure_match
from extractors.headings.headlines import heads_of
from extractors.joining.sideways import one_after_the_other
from extractors.page import Box, Glyphs, Page
from extractors.printed.chunks import ChunkLine, chunk_lines

# They stand in this part of the page, below them nothing but what stands in its lower margin, this part of the height.
FOOT, MARGIN = 0.35, 0.09
# The rows below them begin in this part of the next page, in so many of their columns, aligned to so many points.
HEAD, COLUMNS, ALIGNED = 0.4, 3, 2.0
# What is drawn this close to the headings, in points, is theirs; they are put so far above the first row.
AROUND, ABOVE = 5.0, 3.0


def with_stranded_headings(pages: Sequence[Page]) -> list[Page]:
    """The pages, headings that end one of them moved to the next; tagged and scanned pages stay as they are."""
    found = list(pages)
    for n, (page, following) in enumerate(pairwise(pages)):
        if page.tags or following.tags or page.scanned or following.scanned:
            continue
        headings = _last_headings(found[n])
        first = _first_row(following, headings) if headings else None
        if headings and first is not None:
            found[n], found[n + 1] = _moved(found[n], found[n + 1], headings, first)
    return found


def _last_headings(page: Page) -> list[ChunkLine]:
    """The lines of headings that are the last on the page, a footer left out; none where rows follow."""
    g = page.glyphs
    low = np.flatnonzero(g.y_mid > (1 - FOOT) * page.height)
    if not low.size:
        return []
    lines = sorted(chunk_lines(g, low), key=lambda ln: ln.baseline)
    heads = heads_of(lines)
    if not heads:
        return []
    start, after = heads[-1]
    below = lines[after:]
    return lines[start:after] if all(ln.top > (1 - MARGIN) * page.height for ln in below) else []


def _first_row(page: Page, headings: Sequence[ChunkLine]) -> ChunkLine | None:
    """The first line of the page that stands in the columns of the headings, None where it has headings itself."""
    g = page.glyphs
    lines = sorted(
        chunk_lines(g, np.flatnonzero(g.y_mid < HEAD * page.height)),
        key=lambda ln: ln.baseline,
    )
    marks = [(c.x0, c.x_mid, c.x1) for ln in headings for c in ln.chunks]
    for line in lines:
        if heads_of([line]) or sum(sure_match(c.text) is not None for c in line.chunks) >= COLUMNS:
            return None
        aligned = [
            m
            for m in marks
            if any(abs(a - b) < ALIGNED for c in line.chunks for a, b in zip(m, (c.x0, c.x_mid, c.x1), strict=True))
        ]
        if len(aligned) >= COLUMNS:
            return line
    return None


def _moved(page: Page, following: Page, headings: Sequence[ChunkLine], first: ChunkLine) -> tuple[Page, Page]:
    """Both pages with the headings moved from the one to the other; as they are where there is no room for them."""
    top, bottom = min(ln.top for ln in headings), max(ln.bottom for ln in headings)
    down = first.top - ABOVE - bottom
    g = page.glyphs
    band = (g.y_mid >= top) & (g.y_mid <= bottom)
    there = following.glyphs
    taken = (
        (there.bottom > top + down) & (there.top < bottom + down) & there.ink & (there.baseline < first.baseline - 1)
    )
    if taken.any() or top + down < 0:
        return page, following

    def near(y: float) -> bool:
        return top - AROUND < y < bottom + AROUND

    drawn = 1 + max((int(g.order.max()), *(f.order for f in page.fills)))
    lifted = _lowered(g.take(band), down, drawn)
    fills = [f for f in page.fills if near(f.box.y_mid)]
    rules = [r for r in page.rulings if r.horizontal and near(r.at)]
    left = replace(
        page,
        glyphs=g.take(~band),
        fills=tuple(f for f in page.fills if f not in fills),
        rulings=tuple(r for r in page.rulings if r not in rules),
    )
    right = replace(
        following,
        glyphs=one_after_the_other([lifted, there]),
        fills=(*(f._replace(box=_down(f.box, down), order=f.order - drawn) for f in fills), *following.fills),
        rulings=(*(r._replace(at=r.at + down) for r in rules), *following.rulings),
    )
    return left, right


def _lowered(g: Glyphs, by: float, drawn: int) -> Glyphs:
    return replace(g, top=g.top + by, bottom=g.bottom + by, baseline=g.baseline + by, order=g.order - drawn)


def _down(box: Box, by: float) -> Box:
    return box._replace(top=box.top + by, bottom=box.bottom + by)
