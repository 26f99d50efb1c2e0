"""Text that stands left of a table on a page where the table begins further right than on its others.

The column of what rows serve has no ground and no line where a page's rows go on with it: three deliverables had the
outcome of the page before, while the name of theirs stood beside them.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.grids.pagetable import PageTable
from extractors.layout import Layout, Published
from extractors.printed.prose import Segment
from extractors.table import PublishedRow

# A table begins so many points further right on such a page.
FURTHER = 20.0
FLAG = "lost_column"
# What a cell says of several rows.
SERVED = frozenset({"outcome_code", "outcome_codes"})


def with_left_out(seen: Layout, tables: Sequence[Published]) -> list[Published]:
    """The tables with a flag on the outcomes of the rows from such a text on to the foot of their page."""
    return [_doubted(seen, p) for p in tables]


def _doubted(seen: Layout, published: Published) -> Published:
    parts = published.seen.table.parts
    left = min((part.grid.box.x0 for part in parts), default=0.0)
    narrow = [part for part in parts if part.grid.box.x0 - left > FURTHER]
    beside = {part.page: lines[0] for part in narrow if (lines := _lines(seen, part, left))}
    if not beside:
        return published
    table = published.table
    return published._replace(table=replace(table, rows=tuple(_flagged(row, beside) for row in table.rows)))


def _lines(seen: Layout, part: PageTable, left: float) -> list[Segment]:
    """The lines left of a table's part, from where its other parts begin, top to bottom."""
    box = part.grid.box
    loose = (s for s in seen.loose.get(part.page, []) if id(s) not in seen.furniture)
    level = (s for s in loose if box.top < s.box.y_mid < box.bottom)
    return sorted((s for s in level if left - 1 < s.box.x0 < s.box.x1 < box.x0), key=lambda s: s.box.top)


def _flagged(row: PublishedRow, beside: dict[int, Segment]) -> PublishedRow:
    title = row.fields.get("title")
    place = title.pieces[0] if title and title.pieces else None
    line = beside.get(place.page) if place else None
    if place is None or line is None or place.bottom < line.box.top:
        return row
    return row.flagged(FLAG, f"{line.text!r} stands beside these rows, left of their table", SERVED)
