"""A page set in columns, taken apart for reading: each column as a page of its own, and what was seen put back.

The parts stand where the first column stands, so that a table that goes on in the next column goes on at the same
places, as on the next page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.grids.grid import Grid, Lines
from extractors.page import Box, Fill, Floats, Ints, Mark, Page, PageLink, Ruling
from extractors.readings.pages.columns import Twins, page_areas

# What ends this close to an area's edge, in points, ends in the area.
SLACK = 1.0


@dataclass(frozen=True, eq=False)
class PagePart:
    """A part of `whole` as a page of its own, `page`, moved `by` points to the left.

    `area` is what it covers on the whole page, `glyphs` the place there of each of its glyphs, `order` its place among
    the parts of the page in reading order.
    """

    whole: Page
    page: Page
    area: Box
    glyphs: Ints
    by: float
    order: int

    def put_back(self, grid: Grid) -> Grid:
        """The grid as it stands on the whole page."""
        if self.page.glyphs is self.whole.glyphs:
            return replace(grid, page=self.whole.number, part=self.order)
        by = self.by
        cells = [replace(c, box=_moved(c.box, by), glyphs=self.glyphs[c.glyphs]) for c in grid.cells]
        lines = grid.lines
        return replace(
            grid,
            page=self.whole.number,
            part=self.order,
            box=_moved(grid.box, by),
            xs=tuple(x + by for x in grid.xs),
            soft=tuple(x + by for x in grid.soft),
            cells=cells,
            lines=lines
            and Lines(
                [(y, (a + by, b + by)) for y, (a, b) in lines.horizontal],
                [(x + by, span) for x, span in lines.vertical],
            ),
        )


def page_parts(pages: Sequence[Page]) -> list[PagePart]:
    """The pages in reading order, those that are set in columns in parts. Their pages are numbered from 1."""
    found: list[PagePart] = []
    twins: Twins | None = None
    for page in pages:
        areas, twins = page_areas(page, twins)
        lefts = [_left(page, a) if a.width < page.width else None for a in areas]
        first = next((left for left in lefts if left is not None), 0.0)
        for order, (area, left) in enumerate(zip(areas, lefts, strict=True)):
            by = 0.0 if left is None else left - first
            found.append(_part(page, area, by, order, len(found) + 1))
    return found


def _left(page: Page, area: Box) -> float:
    """Where in the area something is printed first."""
    g = page.glyphs
    xs = [float(x) for x in g.x0[_inside(g.x_mid, g.y_mid, area) & g.ink]]
    xs += [r.start for r in page.rulings if r.horizontal and (cut := _cut_rule(r, area)) and cut == r]
    return min(xs, default=area.x0)


def _part(page: Page, area: Box, by: float, order: int, number: int) -> PagePart:
    g = page.glyphs
    if area == (0.0, 0.0, page.width, page.height):
        same = page if page.number == number else replace(page, number=number)
        return PagePart(page, same, area, np.arange(len(g), dtype=np.int64), 0.0, order)
    held = _inside(g.x_mid, g.y_mid, area)
    own = g.take(held)
    own = replace(own, x0=own.x0 - by, x1=own.x1 - by, origin=own.origin - by)
    part = replace(
        page,
        number=number,
        width=area.x1 - by,
        glyphs=own,
        rulings=tuple(_along(r, by) for rule in page.rulings if (r := _cut_rule(rule, area))),
        fills=tuple(Fill(_moved(b, -by), f.colour, f.order) for f in page.fills if (b := _cut(f.box, area))),
        marks=tuple(Mark(_moved(b, -by), m.colour, m.order) for m in page.marks if (b := _cut(m.box, area))),
        images=tuple(_moved(b, -by) for image in page.images if (b := _cut(image, area))),
        links=tuple(PageLink(_moved(b, -by), k.url) for k in page.links if (b := _cut(k.box, area))),
        unread=tuple(_moved(b, -by) for u in page.unread if (b := _cut(u, area))),
    )
    return PagePart(page, part, area, np.flatnonzero(held), by, order)


def _inside(x: Floats, y: Floats, area: Box) -> NDArray[np.bool_]:
    return (x >= area.x0) & (x < area.x1) & (y >= area.top) & (y < area.bottom)


def _cut_rule(rule: Ruling, area: Box) -> Ruling | None:
    """The piece of a line that lies in the area, None where it lies outside."""
    if rule.horizontal:
        cut = _cut(Box(rule.start, rule.at, rule.end, rule.at), area)
        return cut and rule._replace(start=cut.x0, end=cut.x1)
    cut = _cut(Box(rule.at, rule.start, rule.at, rule.end), area)
    return cut and rule._replace(start=cut.top, end=cut.bottom)


def _cut(box: Box, area: Box) -> Box | None:
    cut = Box(max(box.x0, area.x0), max(box.top, area.top), min(box.x1, area.x1), min(box.bottom, area.bottom))
    outside = cut.x0 > cut.x1 or cut.top > cut.bottom
    sliver = (cut.width < SLACK < box.width) or (cut.height < SLACK < box.height)
    return None if outside or sliver else cut


def _along(rule: Ruling, by: float) -> Ruling:
    if rule.horizontal:
        return rule._replace(start=rule.start - by, end=rule.end - by)
    return rule._replace(at=rule.at - by)


def _moved(box: Box, by: float) -> Box:
    return Box(box.x0 + by, box.top, box.x1 + by, box.bottom)
