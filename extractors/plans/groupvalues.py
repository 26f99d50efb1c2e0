"""Values that a plan prints once over a group of its rows: the officer who leads them, their status, when they are due.

They look like themes, in bands or as headings above tables. What tells them is that all of a plan's are posts, or
statuses, or times, and that its tables have no such column. `Project 1: Safe harbours (for the Head of Ports)` names
a group, not an officer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from extractors.headings.labels import label_of
from extractors.headings.quarters import named as named_time
from extractors.headings.shapes import STATUS, is_dated
from extractors.headings.timelines import TIMELINE
from extractors.headings.values import is_post
from extractors.layout import Published
from extractors.table import PublishedRow, TableCell

# One group alone is no evidence.
GROUPS = 2
# The plan of a year has a table for each of so many quarters in turn.
IN_TURN = 3
# A group of which nothing says whether its time is that of the beginning or of the end.
DOUBT = "the time that this group of rows stands under may be when they begin"
_SHAPES: dict[str, Callable[[str], bool]] = {
    "lead_officer": lambda text: is_post(text) and ((name := label_of(text)) is None or is_post(name)),
    "status": lambda text: bool(STATUS.match(text)),
    "delivery": is_dated,
}
# What a table has in place of the field.
_SAME: dict[str, set[str]] = {"delivery": {"start", TIMELINE}, "status": {"rag"}}


def with_group_values(tables: Sequence[Published], named: Mapping[int, TableCell]) -> list[Published]:
    """The tables of a plan, what stands over groups of rows as a field of each, where it is no theme.

    `named` are the headings without a number over tables, by the `id` of what is understood of each.
    """
    rated = [p for p in tables if p.table.kind in ("deliverables", "actions")]
    if times := _times_over(rated, named):
        turn = [named_time(times[id(p.seen)].text).quarter or 0 for p in rated]
        sure = len(turn) >= IN_TURN and turn == sorted(set(turn)) and 0 not in turn
        return [_timed(p, times[id(p.seen)], sure=sure) if p in rated else p for p in tables]
    rows = [r for p in rated for r in p.table.rows]
    names = {r.theme.text for r in rows if r.theme}
    if len(names) < GROUPS or any(r.theme is None for r in rows):
        return list(tables)
    have = {c.field for p in rated for c in p.table.columns}
    field = next((f for f, looks in _SHAPES.items() if all(map(looks, names))), None)
    if field is None or have & {field, *_SAME.get(field, ())}:
        return list(tables)
    return [
        p._replace(table=replace(p.table, rows=tuple(_with_value(r, field) for r in p.table.rows))) if p in rated else p
        for p in tables
    ]


def _times_over(rated: Sequence[Published], named: Mapping[int, TableCell]) -> dict[int, TableCell]:
    """The times over tables whose columns name the themes of their rows, where all of a plan's tables have one.

    Rows that come again under another time are those of a report, and none of theirs: of a year's plan in four tables,
    `Quarter 1 (April to June)` over the first, no milestone had its quarter.
    """
    over = {id(p.seen): named[id(p.seen)] for p in rated if id(p.seen) in named}
    titles = [r.fields["title"].text for p in rated for r in p.table.rows if "title" in r.fields]
    have = {c.field for p in rated for c in p.table.columns}
    several = len({cell.text for cell in over.values()}) >= GROUPS and len(over) == len(rated)
    own = "theme" in have and not have & {"delivery", *_SAME["delivery"]}
    dated = all(is_dated(cell.text) for cell in over.values())
    return over if several and own and dated and len(set(titles)) == len(titles) else {}


def _timed(one: Published, time: TableCell, *, sure: bool) -> Published:
    """The table with a time over it as that of all its rows, flagged unless `sure`."""
    cell = replace(time.carried(), lines=())
    cell = cell if sure else cell.flagged("likely_field", DOUBT)
    rows = tuple(replace(r, fields=r.fields | {"delivery": cell}) for r in one.table.rows)
    return one._replace(table=replace(one.table, rows=rows))


def _with_value(row: PublishedRow, field: str) -> PublishedRow:
    """The row with its theme as the field instead."""
    theme = row.theme or TableCell(0, "")
    cell = replace(theme.carried(), lines=())
    if field == "delivery":
        cell = cell.flagged("likely_field", DOUBT)
    return replace(row, fields=row.fields | {field: cell}, theme=None)
