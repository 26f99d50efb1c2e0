"""Headings over rows that are no theme of theirs: over those that are, or over tables with a column of themes.

Of `Growing our economy`, and in it `People find better jobs`, neither with a code, only the lower one is a theme; of
`Children and Education` over a table with a column `Priority` none is. They are kept beside the fields: of 56 rows of
three plans they were nowhere.
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
    named: Mapping[int, TableCell],
    seen: Layout,
) -> list[Published]:
    """The tables of a plan, each row with the heading over its theme in `other`, where there are several such.

    `within` are what headings of columns name, and `named` the headings without a number over tables, by the `id` of
    what is understood of each table.
    """
    rated = [p for p in tables if p.table.kind in ("deliverables", "actions")]
    own = {id(p.seen): named[id(p.seen)] for p in rated if id(p.seen) in named and _has_themes(p, named[id(p.seen)])}
    if len(own) == len(rated) and len({cell.text for cell in own.values()}) >= UPPER:
        return [_under(p, own[id(p.seen)]) if p in rated else p for p in tables]
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


def _has_themes(one: Published, over: TableCell) -> bool:
    """Whether a column of the table names themes, and what stands over it is in no field of its rows."""
    used = any(c.text == over.text for r in one.table.rows for c in r.fields.values())
    return any(c.field == "theme" for c in one.table.columns) and not used


def _under(one: Published, cell: TableCell) -> Published:
    return one._replace(table=replace(one.table, rows=tuple(_beside(r, cell) for r in one.table.rows)))


def _upper(row: PublishedRow, over: Sequence[Over]) -> Over | None:
    """The last heading in larger letters before the one that is the row's theme; None where it has a code."""
    theme = row.theme.text if row.theme else None
    own = next((h for h in reversed(over) if h.cell.text == theme and h.table is None), None)
    before = over[: over.index(own)] if own else ()
    above = next((h for h in reversed(before) if own and h.size > own.size * LARGER), None)
    return None if above and above.coded else above


def _beside(row: PublishedRow, cell: TableCell) -> PublishedRow:
    return replace(row, other=(*row.other, (ABOVE, replace(cell.carried(), column=NO_COLUMN, lines=()))))
