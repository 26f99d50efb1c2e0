"""Headings over those that name the themes of tables: `Growing our economy`, and in it `People find better jobs`.

Where neither has a code, only the lower one is a row's theme. What stands over it is kept beside the fields: of 36 rows
of two plans it was nowhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.layout import Layout, Published
from extractors.plans.announcements import LARGER, Announcement
from extractors.plans.outline import Over, outlines
from extractors.table import PublishedRow, TableCell

# One heading over all of them is the title of the plan, or of a part of the document.
UPPER = 2
# What such a heading is called in `other`, and the column that it stands in.
ABOVE, NO_COLUMN = "heading above", -1


def with_upper_heads(
    tables: Sequence[Published],
    announcements: Sequence[Announcement],
    within: Mapping[int, TableCell],
    seen: Layout,
) -> list[Published]:
    """The tables of a plan, each row with the heading over its theme in `other`, where there are several such.

    `within` are what headings of columns name, by the `id` of what is understood of each table.
    """
    rated = [p for p in tables if p.table.kind in ("deliverables", "actions")]
    over = outlines(rated, announcements, within, seen)
    rows = [row for p in rated for row in p.table.rows]
    upper = {id(row): head for row in rows if (head := _upper(row, over.get(id(row), ())))}
    names, sizes = {h.cell.text for h in upper.values()}, {round(h.size, 1) for h in upper.values()}
    if len(names) < UPPER or len(sizes) != 1 or len(upper) < len(rows):
        return list(tables)
    return [
        p._replace(table=replace(p.table, rows=tuple(_beside(r, upper[id(r)].cell) for r in p.table.rows)))
        if p in rated
        else p
        for p in tables
    ]


def _upper(row: PublishedRow, over: Sequence[Over]) -> Over | None:
    """The last heading in larger letters before the one that is the row's theme; None where it has a code."""
    theme = row.theme.text if row.theme else None
    own = next((h for h in reversed(over) if h.cell.text == theme and h.table is None), None)
    before = over[: over.index(own)] if own else ()
    above = next((h for h in reversed(before) if own and h.size > own.size * LARGER), None)
    return None if above and above.coded else above


def _beside(row: PublishedRow, cell: TableCell) -> PublishedRow:
    return replace(row, other=(*row.other, (ABOVE, replace(cell.carried(), column=NO_COLUMN, lines=()))))
