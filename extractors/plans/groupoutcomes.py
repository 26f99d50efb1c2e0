"""Priorities that a plan prints once over groups of its rows, with their codes: `P1.1 Listen to residents`.

They stand in bands, or as headings above tables, and look like themes. What tells them is that the codes of all rows
below go on from theirs: `A1.1.1`, `A1.1.2`. Taken for themes, they left 66 actions without their priority, and their
plan without its 20 priorities.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.layout import Published
from extractors.table import OutcomeStatement, PublishedRow, TableCell

_CODED = re.compile(r"[A-Z]{0,4}(\d{1,2}(?:\.\d{1,2})+)(?=\s*[):.–-]?\s+\S)")
_AFTER_CODE = " ):.–-"
_FIELDS = {"actions": "outcome_code", "deliverables": "outcome_codes"}
# One group alone may be a section of the document.
GROUPS = 2


class _Over(NamedTuple):
    """The code that stands over a row, its figures, and the cell that holds it before what it stands for."""

    code: str
    figures: str
    cell: TableCell


def with_group_outcomes(
    tables: Sequence[Published], above: Mapping[int, TableCell]
) -> tuple[list[Published], list[OutcomeStatement]]:
    """The tables of a plan with the codes that stand over their rows as outcomes, and what each code stands for.

    `above` are the headings right above tables, by the `id` of what is understood of each.
    """
    rated = [p for p in tables if p.table.kind in _FIELDS]
    if any(c.field in _FIELDS.values() for p in rated for c in p.table.columns):
        return list(tables), []
    over = {id(row): _over(row, above.get(id(p.seen))) for p in rated for row in p.table.rows}
    groups = {o.code: o for o in over.values() if o}
    if len(groups) < GROUPS or not all(_goes_on(row, over[id(row)]) for p in rated for row in p.table.rows):
        return list(tables), []
    stated = [
        OutcomeStatement(code, replace(o.cell, text=o.cell.text.removeprefix(code).lstrip(_AFTER_CODE), lines=()))
        for code, o in groups.items()
    ]
    return [_with_codes(p, over) if p in rated else p for p in tables], stated


def _with_codes(one: Published, over: Mapping[int, _Over | None]) -> Published:
    """The table with the code over each row as its outcome, instead of a theme where a band holds it."""
    rows: list[PublishedRow] = []
    for row in one.table.rows:
        group = over[id(row)]
        if group:
            cell = replace(group.cell.carried(), text=group.code, lines=())
            theme = None if group.cell is row.theme else row.theme
            row = replace(row, fields=row.fields | {_FIELDS[one.table.kind]: cell}, theme=theme)
        rows.append(row)
    return one._replace(table=replace(one.table, rows=tuple(rows)))


def _over(row: PublishedRow, heading: TableCell | None) -> _Over | None:
    """The code over a row, in a band or else in the heading above its table."""
    for cell in (row.theme, heading):
        coded = _CODED.match(cell.text) if cell else None
        if cell and coded:
            return _Over(coded[0], coded[1], cell)
    return None


def _goes_on(row: PublishedRow, over: _Over | None) -> bool:
    """Whether the row's own code goes on from the figures of the one over it."""
    code = row.fields.get("code")
    return bool(over and code and re.match(rf"[A-Z]*{re.escape(over.figures)}\.\d", code.text))
