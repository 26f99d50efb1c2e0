"""Doubts on all records of a table that stand between two heights of a page."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.table import PublishedRow, PublishedTable, TableCell

# At most this many characters of a text are told.
TOLD = 90


class Doubt(NamedTuple):
    """Why all records of a table between two heights of a page are in doubt; of all its pages where `page` is 0.

    `theme` says that nothing but their themes are, `last` that none but the table's last record is.
    """

    table: int
    page: int
    top: float
    bottom: float
    why: str
    flag: str = "several_rows"
    theme: bool = False
    last: bool = False


def doubted(table: PublishedTable, doubts: Sequence[Doubt]) -> PublishedTable:
    """The table with the flag of the first doubt in whose stretch a piece of a record has its middle, on that record.

    Doubts of the `last` record are asked of no other.
    """
    if not doubts or not table.rows:
        return table
    every = [d for d in doubts if not d.last]
    return replace(table, rows=(*(_flagged(row, every) for row in table.rows[:-1]), _flagged(table.rows[-1], doubts)))


def _flagged(row: PublishedRow, doubts: Sequence[Doubt]) -> PublishedRow:
    """The row with the flag of the first doubt in whose stretch a piece of it has its middle: on its cells or theme."""
    pieces = [p for c in row.fields.values() for p in c.pieces]
    doubt = next(
        (
            d
            for d in doubts
            if not d.page or any(p.page == d.page and d.top <= (p.top + p.bottom) / 2 <= d.bottom for p in pieces)
        ),
        None,
    )
    if doubt is None:
        return row
    if doubt.theme:
        return replace(row, theme=(row.theme or TableCell(0, "")).flagged(doubt.flag, doubt.why))
    return row.flagged(doubt.flag, doubt.why)
