"""Updates told within the cells of another column, behind a label: `Mend the wall` and below it `Update: it is dry`.

What stands behind the label is a column of its own where most cells of the column have one. In a single cell it may be
a sentence's own colon, and is flagged.
"""

import re
from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from extractors.headings.headings import sure_match
from extractors.headings.labels import label_of
from extractors.headings.vocabulary import comments
from extractors.joining.joined import JoinedRow, JoinedTable, Row
from extractors.printed.hyphens import Hyphens
from extractors.table import TableCell

# So many cells of a column, this part of those with a text, have such a label.
ENOUGH, PART = 2, 0.4
FLAG = "likely_field"
# Where a sentence ends within a line, and the next may begin with a label.
_NEXT = re.compile(r"(?<=[.!?;)])\s+(?=[A-Z][^:.!?;]{2,40}:\s)")


class _Told(NamedTuple):
    """A cell's lines before the label, the label, and the lines behind it."""

    before: tuple[str, ...]
    label: str
    behind: tuple[str, ...]


def with_told_updates(table: JoinedTable, hyphens: Hyphens) -> JoinedTable:
    """The table with what its cells tell behind labels of updates in columns of their own; mostly as it is.

    One with a column of updates stays so.
    """
    headings = [sure_match(" ".join(dict.fromkeys(heads))) for heads in table.headings()]
    if any(known and known.field == "update" for known in headings):
        return table
    for column in range(len(headings)):
        cells = {id(r): c for r in table.body if (c := r.cells.get(column)) and c.text and c.column_span == 1}
        told = {n: own for n, c in cells.items() if (own := _told(c))}
        if len(told) >= max(ENOUGH, PART * len(cells)):
            table = _parted(table, column, told, hyphens)
        elif told:
            rows = [_doubted(r, column, told[id(r)].label) if id(r) in told else r for r in table.rows]
            table = replace(table, rows=rows)
    return table


def _told(cell: TableCell) -> _Told | None:
    """The parts of a cell that holds the label of an update, None where it has none, or another one behind it."""
    lines = [part for line in cell.lines for part in _NEXT.split(line)]
    labels = [label_of(line) for line in lines]
    fields = [(m.field if m.worded else None) if label and (m := sure_match(label)) else None for label in labels]
    if "update" not in fields:
        return None
    n = fields.index("update")
    label = str(labels[n])
    if any(fields[n + 1 :]) or comments(lines[n]):
        return None
    behind = (lines[n][len(label) + 1 :].strip(), *lines[n + 1 :])
    return _Told(tuple(lines[:n]), label, tuple(t for t in behind if t))


def _doubted(row: JoinedRow, column: int, label: str) -> JoinedRow:
    cell = row.cells[column].flagged(FLAG, f"what stands behind {label + ':'!r} may be its update")
    return replace(row, cells=row.cells | {column: cell})


def _parted(table: JoinedTable, column: int, told: dict[int, _Told], hyphens: Hyphens) -> JoinedTable:
    """The table with what stands behind the labels in a column right of all others, headed by the commonest label.

    The labels count as headings that come again.
    """
    place = table.columns
    label = Counter(own.label for own in told.values()).most_common(1)[0][0]
    again: list[Row] = []
    rows: list[JoinedRow] = []
    for row in table.rows:
        if own := told.get(id(row)):
            cell = row.cells[column]
            again.append({place: TableCell(place, own.label, lines=(f"{own.label}:",))})
            parts = {column: _cell(cell, own, own.before, hyphens), place: _cell(cell, own, own.behind, hyphens)}
            row = replace(row, cells=row.cells | {n: replace(c, column=n) for n, c in parts.items()})
        rows.append(row)
    return table.with_columns({place: TableCell(place, label)}, rows, again)


def _cell(cell: TableCell, told: _Told, lines: tuple[str, ...], hyphens: Hyphens) -> TableCell:
    """The part of a cell that holds `lines`, on the part of its height that they have where it is in one piece."""
    count = len(told.before) + len(told.behind)
    first, last = (0, len(told.before)) if lines is told.before else (len(told.before), count)
    pieces = cell.pieces
    if len(pieces) == 1 and count:
        p = pieces[0]
        high = (p.bottom - p.top) / count
        pieces = (p._replace(top=p.top + first * high, bottom=p.top + last * high),)
    return replace(cell, text=hyphens.join(lines), lines=lines, pieces=pieces)
