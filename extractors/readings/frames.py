"""Tables that nothing is drawn around, announced by their headings: the frame that a reader sees in the white.

A line of known headings begins such a table; its text goes on below as long as it keeps to the table's size and
columns. The frame is given as lines, so that what reads a table ruled at its head and foot only reads this one as well.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from extractors.grids.grid import Grid, Line
from extractors.grids.latticecells import snapped
from extractors.headings.headlines import heads_of, with_painted
from extractors.page import WHITE, Box, Ints, Page
from extractors.printed.chunks import ChunkLine, chunk_lines
from extractors.readings.tablelines import aligned, foot_of, going_on_at, lines_under

# Rules and bands of colour over this part of the width are the table's; with so many of them it is drawn.
WIDE, FEWEST_RULES = 0.6, 2
# A rule this close, in points, above or below the texts is the table's.
NEARBY = 9.0
# Pieces of one rule lie on a line to so many points.
SAME_LEVEL = 0.5
# The frame stands this far from the texts, in points.
MARGIN = 2.5
# A table of so many columns goes on with a row alone on the next page where it ends this close, as a part of the page's
# height, to its lower edge.
LAST_COLUMNS, NEAR_FOOT = 3, 0.2
# At most so many running lines stand over it.
RUNNING = 2


def frames(page: Page, grids: Sequence[Grid], before: Sequence[Grid], painted: Sequence[Box] = ()) -> list[Line]:
    """The frames, as lines, of the tables that nothing on the page is drawn around.

    `grids` are the lattices drawn on the page, `before` all those of the page before, for a table that goes on;
    `painted` are rows of painted cells with nothing drawn below them: where two headings are known, all are.
    """
    lines = _free_lines(page, grids)
    heads = with_painted(lines, heads_of(lines), painted)
    found: list[Line] = []
    going_on = next((g for g in reversed(before) if g.announced), None)
    if going_on is not None:
        first_head = heads[0][0] if heads else len(lines)
        start = going_on_at(lines[:first_head], going_on)
        if start is not None:
            found += _frame(page, [], lines[start:first_head], grids, (going_on.box.x0, going_on.box.x1))
    elif lines and not heads and not any(g.columns >= LAST_COLUMNS for g in grids):
        found += _last_row(page, lines, before, grids)
    headed: dict[tuple[str, ...], list[list[Line]]] = {}
    for n, (start, after) in enumerate(heads):
        end = heads[n + 1][0] if n + 1 < len(heads) else len(lines)
        end = _before_other(page, lines, (start, after, end), painted)
        words = tuple(c.text for ln in lines[start:after] for c in ln.chunks)
        headed.setdefault(words, []).append(_frame(page, lines[start:after], lines[after:end], grids, None))
    return [*found, *(ln for alike in headed.values() for ln in _of_one_width(alike))]


def _before_other(page: Page, lines: Sequence[ChunkLine], places: tuple[int, int, int], painted: Sequence[Box]) -> int:
    """Where the lines of a table end whose headings are those from the first of `places` to the second.

    That is the third, or before another row of `painted` cells of their colour: other headings, which no rule knows.
    """
    start, after, end = places
    colour = _ground(page, lines[start])
    for n in range(after, end if colour else after):
        line = lines[n]
        strips = (b for b in painted if b.contains((line.x0 + line.x1) / 2, (line.top + line.bottom) / 2))
        if len(line.chunks) > 1 and any(strips) and _ground(page, line) == colour:
            return n
    return end


def _ground(page: Page, line: ChunkLine) -> str | None:
    """The colour painted behind the first text of a line, None where there is none."""
    first = line.chunks[0]
    y = (first.top + first.bottom) / 2
    colour = next((f.colour for f in reversed(page.fills) if f.box.contains(first.x_mid, y)), WHITE)
    return None if colour == WHITE else colour


def _of_one_width(alike: Sequence[list[Line]]) -> list[Line]:
    """The frames of a table whose headings are printed again on the page, all with the sides of the widest.

    A side stands where the texts under it end: two of them a few points apart would part a column with nothing in it.
    """
    ends = [x for frame in alike for ln in frame if ln.horizontal for x in (ln.start, ln.end)]
    if sum(map(bool, alike)) < 2:
        return [ln for frame in alike for ln in frame]
    x0, x1 = min(ends), max(ends)
    return [
        ln._replace(start=x0, end=x1) if ln.horizontal else ln._replace(at=min((x0, x1), key=lambda x: abs(x - ln.at)))
        for frame in alike
        for ln in frame
    ]


def _last_row(page: Page, lines: Sequence[ChunkLine], before: Sequence[Grid], grids: Sequence[Grid]) -> list[Line]:
    """The frame of a row that is alone on its page: the last one of a table ruled between rows only.

    Its first line stands on top of the page, in the columns of the table that fills the page before to its foot.
    """
    last = max(before, key=lambda g: g.box.bottom, default=None)
    if last is None or not last.soft or last.columns < LAST_COLUMNS or last.box.bottom < (1 - NEAR_FOOT) * page.height:
        return []
    start = going_on_at(lines, last)
    if start is None or start > RUNNING:
        return []
    drawn = _frame(page, [], lines[start:], grids, (last.box.x0, last.box.x1))
    ys = [ln.at for ln in drawn if ln.horizontal]
    return [*drawn, *(Line(False, x, min(ys), max(ys)) for x in last.xs[1:-1])] if ys else []


def _free_lines(page: Page, grids: Sequence[Grid]) -> list[ChunkLine]:
    g = page.glyphs
    free: Ints = np.arange(len(g), dtype=np.int64)
    for b in (*(grid.box for grid in grids), *page.running):
        inside = (
            (g.x_mid[free] >= b.x0) & (g.x_mid[free] <= b.x1) & (g.y_mid[free] >= b.top) & (g.y_mid[free] <= b.bottom)
        )
        free = free[~inside]
    return sorted(chunk_lines(g, free), key=lambda ln: ln.baseline)


def _frame(
    page: Page,
    heading: Sequence[ChunkLine],
    lines: Sequence[ChunkLine],
    grids: Sequence[Grid],
    sides: tuple[float, float] | None,
) -> list[Line]:
    """The frame around the headings (none where a table goes on) and those of the `lines` below that are their table's.

    `sides` are the left and right of the table that goes on. Empty where no table is seen.
    """
    foot = foot_of(page, heading)
    body = lines_under(page, heading, lines, foot, grids)
    several = any(len(ln.chunks) > 1 for ln in body)
    if not body or not (sides or several or (heading and aligned(heading, body[0]))):
        return []
    every = [*heading, *body]
    box = Box(
        min(ln.x0 for ln in every) - MARGIN,
        every[0].top - MARGIN,
        max(ln.x1 for ln in every) + MARGIN,
        max(ln.bottom for ln in every) + MARGIN,
    )
    rules = _rules(page)
    if _parted(page, rules, Box(box.x0, body[0].bottom, box.x1, box.bottom)):
        return []
    drawn = [f.box for f in page.fills if f.colour != WHITE and _among(f.box, box)]
    drawn += [Box(r.start, r.at, r.end, r.at) for r in _own_rules(rules, box)]
    box = _around(drawn, box)
    x0, x1 = sides or (box.x0, box.x1)
    levels = [box.top, box.bottom]
    if heading:
        low, high = max(foot, *(ln.bottom for ln in heading)), body[0].top
        levels.append(next((b.top for b in drawn if low - MARGIN < b.top < high + MARGIN), (low + high) / 2))
    return [*(Line(True, y, x0, x1) for y in levels), *(Line(False, x, box.top, box.bottom) for x in (x0, x1))]


def _parted(page: Page, rules: Sequence[Line], body: Box) -> bool:
    """Whether lines or bands of colour that run over most of the table's width part its rows."""

    def wide(x0: float, x1: float, y: float) -> bool:
        return body.top < y < body.bottom and min(x1, body.x1) - max(x0, body.x0) > WIDE * body.width

    lines = sum(wide(r.start, r.end, r.at) for r in rules)
    bands = sum(f.colour != WHITE and wide(f.box.x0, f.box.x1, (f.box.top + f.box.bottom) / 2) for f in page.fills)
    return lines + bands >= FEWEST_RULES


def _rules(page: Page) -> list[Line]:
    """The horizontal rules of the page, those that are drawn cell by cell as one."""
    level = [Line(True, r.at, r.start, r.end) for r in page.rulings if r.horizontal]
    return [Line(True, y, a, z) for y, (a, z) in snapped(level, SAME_LEVEL)]


def _own_rules(rules: Sequence[Line], box: Box) -> list[Line]:
    """The rules over most of the table's width, in it or next to it above and below: others are the next table's."""
    top, bottom = box.top + MARGIN, box.bottom - MARGIN
    wide = [r for r in rules if min(r.end, box.x1) - max(r.start, box.x0) > WIDE * box.width]
    above = [r for r in wide if box.top - NEARBY < r.at <= top]
    below = [r for r in wide if bottom <= r.at < box.bottom + NEARBY]
    return [*above[-1:], *(r for r in wide if top < r.at < bottom), *below[:1]]


def _among(fill: Box, box: Box) -> bool:
    """Whether the fill is painted among the texts in `box`: a cell's, beside them or behind."""
    middle = (fill.top + fill.bottom) / 2
    return box.top < middle < box.bottom and fill.x1 > box.x0 and fill.x0 < box.x1


def _around(fills: Iterable[Box], box: Box) -> Box:
    for fill in fills:
        box = box.union(fill)
    return box
