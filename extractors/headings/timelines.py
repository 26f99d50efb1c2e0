"""Timelines: columns of years, quarters or months in which shading, or one mark, shows when a row's work takes place.

They look like a column of ratings for each quarter and mean something else. What tells them is that a row has one
colour or mark alone, in quarters that follow each other, and that many rows begin later than the first quarter: ratings
begin there, and change. The first and the last quarter that a row marks are when it starts and when it is delivered.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.grids.colours import is_traffic_light
from extractors.headings.headings import HeadingMatch
from extractors.headings.quarters import is_year, month_in, named
from extractors.headings.values import Column
from extractors.page import WHITE
from extractors.table import FILL_ONLY, PlanColumn, TableCell

TIMELINE = "timeline"
# So many columns and rows at least, of which this part must be marked alike from end to end, and this part begin late.
COLUMNS, ROWS, ALIKE, LATE = 3, 4, 0.9, 1 / 3
# What says that a table measures something: its quarters hold values.
OF_INDICATORS = {"indicator", "target", "value"}
WHY = "it shows by one colour or mark when the work of a row takes place"
GAPS = "the row marks several stretches of time: the first begins here, or the last ends"


def with_timeline(
    columns: Sequence[Column], matches: Sequence[tuple[HeadingMatch, ...]]
) -> list[tuple[HeadingMatch, ...]]:
    """What the headings name, those of a timeline's columns as such."""
    found = list(matches)
    times = [i for i, c in enumerate(columns) if _is_time(c.heading)]
    first = {ms[0].field for ms in matches if ms}
    # what is done may have a column for how it is measured: its ticks, taken for ratings, made every action complete
    if len(times) < COLUMNS or (first & OF_INDICATORS and "title" not in first):
        return found
    marks = [marks_of(columns, times, r) for r in range(len(columns[0].values))]
    marked = [row for row in marks if any(row)]
    colours = {fill for row in marked for _, fill in filter(None, row) if fill}
    if (
        len(marked) < ROWS
        or (is_traffic_light(colours) and not _by_themes(marked))
        or any(_says_more(m) for row in marked for m in filter(None, row))
    ):
        return found
    # one sign in all rows rates none of them: where it may begin later, it may leave quarters out as well
    ticked = len({m for row in marked for m in filter(None, row)}) == 1 and all(m[0] for m in filter(None, marked[0]))
    alike = len(marked) if ticked else sum(_is_bar(row) for row in marked)
    late = sum(row[0] is None for row in marked)
    if alike >= ALIKE * len(marked) and late >= (1 if ticked else LATE * len(marked)):
        for i in times:
            found[i] = (HeadingMatch(TIMELINE, 1.0, WHY),)
    return found


def _by_themes(marked: Sequence[Sequence[tuple[str, str | None] | None]]) -> bool:
    """Whether the rows of each colour stand together, their bars ending at different times: each theme has its colour.

    Ratings, even in rows sorted by them, all go on until the same quarter. Of thirteen bars in teal, brown and blue
    every one was taken for ratings.
    """
    runs = [list(rows) for _, rows in groupby(marked, key=lambda row: {m[1] for m in row if m})]
    ends = [{max(n for n, m in enumerate(row) if m) for row in rows} for rows in runs]
    colours = [{m[1] for m in rows[0] if m} for rows in runs]
    again = any(own in colours[:n] for n, own in enumerate(colours))
    return not again and all(len(own) == 1 for own in colours) and all(len(end) > 1 for end in ends)


def time_of(cells: Mapping[int, TableCell], columns: Sequence[PlanColumn]) -> dict[str, TableCell]:
    """When a row starts and is delivered by its timeline, under `start` and `delivery`; empty where there is none.

    `cells` are the row's by column, `columns` those of its table. The headings of the first and of the last marked
    column are the texts, though no lines of the cell; both are flagged where columns between them are not marked.
    """
    times = [c for c in columns if c.field == TIMELINE]
    if not times:
        return {}
    marked = [n for n, t in enumerate(times) if is_marked(cells, t.index, times)]
    if not marked:
        return {name: TableCell(times[0].index, "") for name in ("start", "delivery")}
    gaps = len(marked) <= marked[-1] - marked[0]
    found: dict[str, TableCell] = {}
    for name, n in (("start", marked[0]), ("delivery", marked[-1])):
        cell = _over(cells, times[n].index) or TableCell(times[n].index, "")
        told = replace(
            cell, text=times[n].heading, lines=(), repairs=(*cell.repairs, *(() if cell.text else (FILL_ONLY,)))
        )
        found[name] = told.flagged("out_of_place", GAPS) if gaps else told
    return found


def _is_time(heading: str) -> bool:
    """Whether a heading names a year, a quarter or a month and nothing else."""
    if is_year(heading):
        return True
    told = named(heading)
    if told.quarter:
        return not any(ch.isalpha() for ch in told.rest)
    month = month_in(heading)
    return month is not None and not month.rest


def marks_of(columns: Sequence[Column], times: Sequence[int], row: int) -> list[tuple[str, str | None] | None]:
    """The text and the shade of every marked cell of a row's timeline, None for the others."""
    ground = _ground(c.fills[row] if row < len(c.fills) else None for i, c in enumerate(columns) if i not in times)
    cells = [(columns[i].values[row], columns[i].fills[row] if row < len(columns[i].fills) else None) for i in times]
    return [(text, _shade(fill, ground)) if text or _shade(fill, ground) else None for text, fill in cells]


def is_marked(cells: Mapping[int, TableCell], column: int, times: Sequence[PlanColumn]) -> bool:
    """Whether a row's cell has a text, or a shade that its cells outside `times` have not."""
    cell = _over(cells, column)
    ground = _ground(c.fill for i, c in cells.items() if i not in {t.index for t in times})
    return cell is not None and bool(cell.text or _shade(cell.fill, ground))


def _over(cells: Mapping[int, TableCell], column: int) -> TableCell | None:
    """The cell in a column, or the bar without text that spans it."""
    spanning = (c for c in cells.values() if c.column <= column < c.column + c.column_span and not c.text)
    return cells.get(column) or next(spanning, None)


def _ground(fills: Iterable[str | None]) -> str | None:
    """The colour on which a row is printed: that of most cells beside the timeline."""
    counts = Counter(fills)
    return max(counts, key=lambda f: (counts[f], f is None), default=None)


def _shade(fill: str | None, ground: str | None) -> str | None:
    return fill if fill not in (None, WHITE, ground) else None


def _says_more(mark: tuple[str, str | None]) -> bool:
    """Whether the text of a cell is more than a mark: a letter or a figure, but an x."""
    text = mark[0]
    return len(text) > 1 or (text.isalnum() and text not in "xX")


def _is_bar(row: Sequence[tuple[str, str | None] | None]) -> bool:
    """Whether a row's marks are all alike and leave none out."""
    at = [n for n, mark in enumerate(row) if mark]
    return len(set(filter(None, row))) == 1 and len(at) == at[-1] - at[0] + 1
