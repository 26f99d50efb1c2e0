"""Rows beside which another table of the page stands that nobody took for a part of theirs."""

from collections.abc import Sequence

import numpy as np

from extractors.doubts.stretches import TOLD, Doubt
from extractors.grids.pagetable import PageTable
from extractors.headings.legend import legend_of_table
from extractors.layout import Layout, Published
from extractors.page import Box, Page

# Two tables stand side by side when this part of the lower one's height is beside the other. Of 243 prints none has a
# table beside a plan's that was left alone; where one is drawn so, all of its height is.
BESIDE = 0.5
# Rows are level within so many points (those of a table drawn in two parts to a hundredth of one); so many of those
# beside a table are, where they are its own.
LEVEL, LEVEL_ROWS = 2.5, 0.5


def beside(seen: Layout, plan: Sequence[Published]) -> list[Doubt]:
    """Rows level with a table of their column of the page that was left alone: it may be the rest of theirs.

    One whose text runs up or down the page names the rows beside it.
    """
    mine = {id(p.seen) for p in plan}
    pages = {p.number: p for p in seen.pages}
    others = [t for u in seen.tables if id(u) not in mine for t in u.table.parts if not legend_of_table(t)]
    found: list[Doubt] = []
    for n, p in enumerate(plan):
        for part in p.seen.table.parts:
            for other in others:
                same = other.page == part.page and other.grid.part == part.grid.part
                turned = same and _is_turned(pages[other.page], other)
                if (
                    same
                    and _side_by_side(part.grid.box, other.grid.box)
                    and (turned or _are_level(pages[other.page], part, other))
                ):
                    what = "texts that run up or down" if turned else "a table"
                    why = f"{what} beside these rows {'were' if turned else 'was'} left alone: {_first(other)}"
                    box = other.grid.box
                    found.append(Doubt(n, part.page, box.top, box.bottom, why, "lost_column", turned))
    return found


def _is_turned(page: Page, table: PageTable) -> bool:
    """Whether no text of a table runs from left to right."""
    own = np.concatenate([c.glyphs for c in table.grid.cells])
    return bool((page.glyphs.turn[own[page.glyphs.ink[own]]] != 0).all())


def _are_level(page: Page, table: PageTable, other: PageTable) -> bool:
    """Whether rows of the other begin or have their middles where rows of the table do: a panel's lines do not."""
    rows, others = _extents(page, table), _extents(page, other)
    begin = sum(any(abs(a - top) < LEVEL for a, _ in rows) for top, _ in others)
    middle = sum(any(abs(a + b - top - bottom) < 2 * LEVEL for a, b in rows) for top, bottom in others)
    return max(begin, middle) >= LEVEL_ROWS * len(others)


def _extents(page: Page, table: PageTable) -> list[tuple[float, float]]:
    """The first and the last baseline of each row with text."""
    bases: dict[int, list[float]] = {}
    for c in table.grid.cells:
        bases.setdefault(c.row, []).extend(page.glyphs.baseline[c.glyphs[page.glyphs.ink[c.glyphs]]].tolist())
    return [(min(own), max(own)) for own in bases.values() if own]


def _side_by_side(a: Box, b: Box) -> bool:
    """Whether two boxes stand at one height of the page and share no more than a point of its width."""
    level = min(a.bottom, b.bottom) - max(a.top, b.top) > BESIDE * min(a.height, b.height)
    return level and min(a.x1, b.x1) - max(a.x0, b.x0) <= 1


def _first(table: PageTable) -> str:
    """The beginning of a table's texts, to tell a person which one it is."""
    texts = (c.text for row in table.rows for _, c in sorted(row.items()) if c.text)
    return " | ".join(texts)[:TOLD]
