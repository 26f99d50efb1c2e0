"""Columns headed by statuses, under one of which a tick rates every row: `Not started | Started | On track | Done`.

What tells them from counts of actions (`On track: 12`) and from ratings over time is that a row has one mark alone in
all of them, and that a mark says nothing by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from extractors.headings.headings import HeadingMatch
from extractors.headings.shapes import STATUS
from extractors.headings.timelines import is_marked, marks_of
from extractors.headings.values import Column
from extractors.table import FILL_ONLY, PlanColumn, TableCell

TICKED = "ticked"
# So many columns side by side, so many rows with a mark, of which this part have one alone.
COLUMNS, ROWS, ALONE = 3, 3, 0.9
# A mark has at most so many characters, none of them a figure.
SHORT = 2
WHY = "a tick in it says that it is the status of the row"
SEVERAL = "the row has ticks under several statuses"


def with_ticks(
    columns: Sequence[Column], own: Sequence[str], matches: Sequence[tuple[HeadingMatch, ...]]
) -> list[tuple[HeadingMatch, ...]]:
    """What the headings name, those of ticked columns as such; `own` is the lowest heading of each column."""
    found = list(matches)
    rated = [i for i, text in enumerate(own) if STATUS.match(text)]
    if len(rated) < COLUMNS or rated[-1] - rated[0] >= len(rated):
        return found
    marks = [[m for m in marks_of(columns, rated, r) if m] for r in range(len(columns[0].values))]
    marked = [row for row in marks if row]
    ticks = all(len(text) <= SHORT and not any(ch.isdigit() for ch in text) for row in marked for text, _ in row)
    if ticks and len(marked) >= ROWS and sum(len(row) == 1 for row in marked) >= ALONE * len(marked):
        for i in rated:
            found[i] = (HeadingMatch(TICKED, 1.0, WHY),)
    return found


def status_of(cells: Mapping[int, TableCell], columns: Sequence[PlanColumn]) -> dict[str, TableCell]:
    """The status of a row by its tick, under `status`; empty where the table has no ticked columns.

    `cells` are the row's by column, `columns` those of its table. The text is the heading of the ticked column, without
    what all of them begin with, and no line of the cell.
    """
    ticked = [c for c in columns if c.field == TICKED]
    if not ticked:
        return {}
    marked = [t for t in ticked if is_marked(cells, t.index, ticked)]
    if not marked:
        return {"status": TableCell(ticked[0].index, "")}
    words = zip(*(t.heading.split() for t in ticked), strict=False)
    shared = sum(1 for _ in takewhile(lambda same: len(set(same)) == 1, words))
    cell = cells[marked[0].index]
    text = " ".join(marked[0].heading.split()[shared:])
    told = replace(cell, text=text, lines=(), repairs=(*cell.repairs, *(() if cell.text else (FILL_ONLY,))))
    return {"status": told.flagged("out_of_place", SEVERAL) if len(marked) > 1 else told}
