"""Two columns of statuses of which a heading that only holds a word for status chose one: the other may be the current.

A report may print how its rows were rated before (`RAG last period`) beside how they are rated now, in any order.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.grids.colours import is_traffic_light
from extractors.headings.headings import match_heading
from extractors.headings.shapes import SHORT_STATUS, STATUS, share
from extractors.headings.vocabulary import tells_past
from extractors.table import PublishedRow, PublishedTable, TableCell

# A heading that matches this well is a known wording of its own.
WHOLE = 0.95
# This part of a column's texts are statuses, in so many rows at least.
MOST, ENOUGH = 0.8, 3
FLAG = "out_of_place"


def with_rivals(tables: Sequence[PublishedTable]) -> tuple[list[PublishedTable], tuple[str, ...]]:
    """The tables with a flag on statuses beside which another column holds statuses too, and a warning for each."""
    found: list[PublishedTable] = []
    told: list[str] = []
    for table in tables:
        rival = _rival(table)
        if rival:
            why = f"'{rival}' holds statuses as well, and nothing says which of the two columns is the current one"
            told.append(f"page {table.pages[0]}: {why}")
            table = replace(table, rows=tuple(_doubted(row, why) for row in table.rows))
        found.append(table)
    return found, tuple(told)


def _doubted(row: PublishedRow, why: str) -> PublishedRow:
    cell = row.fields.get("status")
    if cell is None or cell.flag:
        return row
    return replace(row, fields=row.fields | {"status": replace(cell, flag=FLAG, flag_detail=why)})


def _rival(table: PublishedTable) -> str | None:
    """The heading of a column of statuses that fills no field, where the one that does is headed no better."""
    own = next((c for c in table.columns if c.field == "status"), None)
    if own is None or ((m := match_heading(own.heading)) and m[0].field == "status" and m[0].score >= WHOLE):
        return None
    for column in table.columns:
        known = match_heading(column.heading)
        if column.field or not column.heading or tells_past(column.heading):
            continue
        if not known or known[0].field in ("status", "update"):
            cells = [c for r in table.rows for h, c in r.other if h == column.heading]
            if len(cells) >= ENOUGH and _are_statuses(cells):
                return column.heading
    return None


def _are_statuses(cells: Sequence[TableCell]) -> bool:
    """Whether the cells hold words for statuses, or short texts on the colours of a traffic light."""
    if share([c.text for c in cells], STATUS) >= MOST:
        return True
    colours = [c.fill for c in cells if c.fill not in (None, "#ffffff") and len(c.text) <= SHORT_STATUS]
    return len(colours) >= MOST * len(cells) and is_traffic_light(sorted({str(c) for c in colours}))
