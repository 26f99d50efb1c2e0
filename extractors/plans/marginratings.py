"""Ratings by a colour beside the rows: a bar at the edge of each, a dot in the margin or a sign before the title.

Designed plans rate a row so where their table has no column for it. Marks that change from row to row between colours
of a traffic light are taken for the status of a record; where only some of the records have one, all are in doubt.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from math import inf

from extractors.grids.colours import is_traffic_light
from extractors.grids.fills import SMALLEST_MARK, WHITE
from extractors.layout import Published
from extractors.page import Box, Page
from extractors.table import FILL_ONLY, RATINGS, Piece, PlanColumn, PublishedRow, PublishedTable, TableCell

# A mark is so wide at least and at most, in points; a bar may be drawn as a line.
NARROWEST, WIDEST = 2.5, 30.0
# It stands at most so many points outside the table, and reaches at most so many above or below its row.
OUTSIDE, OVER = 45.0, 3.0
# Marks of one column have their middles within so many points from left to right.
SAME_COLUMN = 4.0
# So many records, and this part of all, have one mark each where the marks rate them.
FEWEST, MOST = 3, 0.9
WHY = "a colour beside each of its rows is red, amber or green"

_Mark = tuple[Box, str]


def with_margin_ratings(tables: Sequence[Published], pages: Sequence[Page]) -> tuple[list[Published], tuple[str, ...]]:
    """The tables, those that have no ratings with the colours beside their rows as such, and a warning where in doubt.

    `pages` are those of the plan. A status that some records lack is flagged `likely_field` on all of them.
    """
    found = list(tables)
    unrated = {n: t for n, t in enumerate(tables) if _is_unrated(t.table)}
    painted = {p.number: _painted(p) for p in pages} if unrated else {}
    beside = {n: marks for n, t in unrated.items() if len(marks := _beside(t, painted)) >= FEWEST}
    told: list[str] = []
    if not any(_vary(found[n].table, marks) for n, marks in beside.items()):
        return found, ()
    for n, marks in beside.items():
        table = found[n].table
        why = None
        if len(marks) < MOST * len(table.rows):
            why = f"colours beside {len(marks)} of its {len(table.rows)} records, in no cell, may rate them"
            told.append(table.warning(why))
        found[n] = found[n]._replace(table=_rated(table, marks, why))
    return found, tuple(told)


def _is_unrated(table: PublishedTable) -> bool:
    """Whether no record of a table has a rating of any kind."""
    rated = (c for r in table.rows for n in RATINGS if (c := r.fields.get(n)))
    return table.kind in ("deliverables", "kpis") and not any(c.text or c.fill for c in rated)


def _painted(page: Page) -> list[_Mark]:
    """What is painted on a page no wider than a mark, in colours other than white."""
    bars = (
        (Box(r.at - r.thickness / 2, r.start, r.at + r.thickness / 2, r.end), r.colour)
        for r in page.rulings
        if not r.horizontal and r.thickness >= NARROWEST
    )
    every = chain(((s.box, s.colour) for s in chain(page.fills, page.marks)), bars)
    return [
        (box, colour)
        for box, colour in every
        if colour != WHITE and NARROWEST <= box.width <= WIDEST and box.height >= SMALLEST_MARK
    ]


def _beside(published: Published, painted: dict[int, list[_Mark]]) -> dict[int, tuple[Piece, str]]:
    """By the place of a record, the one mark beside it in the column of marks that most records of its page have."""
    columns: dict[int, dict[int, dict[int, list[tuple[Piece, str]]]]] = {}
    boxes = [(part.page, part.grid.box) for part in published.seen.table.parts]
    near = [
        (page, mark, colour, round(mark.x_mid / SAME_COLUMN))
        for page, box in boxes
        for mark, colour in painted.get(page, ())
        if box.x0 - OUTSIDE < mark.x_mid < box.x1 + OUTSIDE and box.top < mark.y_mid < box.bottom
    ]
    if len(near) < FEWEST:
        return {}
    for n, row in enumerate(published.table.rows):
        title = row.fields.get("title")
        cells = [c for c in row.cells if c.row_span == 1]
        for page, mark, colour, place in near:
            marks = columns.setdefault(page, {}).setdefault(place, {})
            own = [p for c in cells for p in c.pieces if p.page == page]
            top, bottom = min((p.top for p in own), default=inf), max((p.bottom for p in own), default=-inf)
            level = top < mark.y_mid < bottom and mark.height <= bottom - top + 2 * OVER
            held = any(c.fill == colour and c is not title and _over(mark, page, c) for c in cells)
            if level and not held:
                marks.setdefault(n, []).append((Piece(page, *mark), colour))
    found: dict[int, tuple[Piece, str]] = {}
    for places in columns.values():
        alone = [{n: own[0] for n, own in rows.items() if len(own) == 1} for _, rows in sorted(places.items())]
        found |= max(alone, key=len)
    return found


def _over(mark: Box, page: int, cell: TableCell) -> bool:
    """Whether a mark on a page lies over a cell, whose colour it gave where they are the same."""
    return any(p.page == page and mark.overlap(Box(*p[1:])) > 0 for p in cell.pieces)


def _vary(table: PublishedTable, marks: dict[int, tuple[Piece, str]]) -> bool:
    """Whether records of one theme have several colours of a traffic light: one alone is the theme's own."""
    themes: dict[str, set[str]] = {}
    for n, (_, colour) in marks.items():
        theme = table.rows[n].theme
        themes.setdefault(theme.text if theme else "", set()).add(colour)
    return any(is_traffic_light(colours) for colours in themes.values())


def _rated(table: PublishedTable, marks: dict[int, tuple[Piece, str]], doubt: str | None) -> PublishedTable:
    """The table with the colour of each mark as the status of its record, flagged where there is a doubt."""
    column = next((c.index for c in table.columns if c.field == "status"), len(table.columns))
    rows: list[PublishedRow] = []
    for n, row in enumerate(table.rows):
        piece, colour = marks.get(n, (None, None))
        cell = TableCell(column, "", (piece,) if piece else (), fill=colour, repairs=(FILL_ONLY,) if piece else ())
        cell = cell.flagged("likely_field", doubt) if doubt else cell
        title = row.fields.get("title")  # a sign before it gave it its colour
        if title and piece and title.fill == colour and _over(Box(*piece[1:]), piece.page, title):
            row = replace(row, fields=row.fields | {"title": replace(title, fill=None)})
        rows.append(replace(row, fields=row.fields | {"status": cell}))
    added = (PlanColumn(column, "", "status", WHY),) if column == len(table.columns) else ()
    return replace(table, rows=tuple(rows), columns=(*table.columns, *added))
