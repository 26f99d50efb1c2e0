"""What is told within the cells of another column, behind a label: `Mend the wall` and below it `Update: it is dry`.

What stands behind the label is a column of its own where many cells of the column have one: of updates, and of
officers, dates and statuses (`Lead: Head of Ports`), which are short. In a single cell the label of an update may be a
sentence's own colon, and is flagged; so are the other labels where some cells, but not nearly all, have them.
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

# So many cells of a column, this part of those with a text, have such a label; one of the other fields in nearly all.
ENOUGH, PART, NEARLY_ALL = 2, 0.4, 0.9
# Fields whose values are short: one or two lines.
SHORT, LINES = ("lead_officer", "delivery", "start", "status"), 2
FLAG = "likely_field"
# Where a sentence ends within a line, and the next may begin with a label.
_NEXT = re.compile(r"(?<=[.!?;)])\s+(?=[A-Z][^:.!?;]{2,40}:\s)")


class _Labelled(NamedTuple):
    """The lines of a cell, the label at the head of each, and the fields that these name; None where there is none."""

    lines: list[str]
    labels: list[str | None]
    fields: list[str | None]


class _Told(NamedTuple):
    """A cell's lines outside what a label tells, the label, the lines behind it, and how many stand before it."""

    rest: tuple[str, ...]
    label: str
    behind: tuple[str, ...]
    above: int


def with_told_within(table: JoinedTable, hyphens: Hyphens) -> JoinedTable:
    """The table with what its cells tell behind labels in columns of their own, one for each field; mostly as it is.

    A field that has a column stays as it is.
    """
    heads = [sure_match(" ".join(dict.fromkeys(heads))) for heads in table.headings()]
    known = {m.field for m in heads if m}
    labelled: dict[tuple[str, ...], _Labelled | None] = {}
    for field in ("update", *SHORT):
        if field in known:
            continue
        for column in range(len(heads)):
            cells = {id(r): c for r in table.body if (c := r.cells.get(column)) and c.text and c.column_span == 1}
            told = {n: own for n, c in cells.items() if (own := _told(c, field, labelled))}
            if len(told) >= max(ENOUGH, (PART if field == "update" else NEARLY_ALL) * len(cells)):
                table = _parted(table, column, told, hyphens)
            elif told and (field == "update" or len(told) >= max(ENOUGH, PART * len(cells))):
                rows = [_doubted(r, column, told[id(r)].label) if id(r) in told else r for r in table.rows]
                table = replace(table, rows=rows)
    return table


def _labelled(cell: TableCell) -> _Labelled | None:
    """The lines of a cell with their labels; None where none of these names a field."""
    if not any(":" in line for line in cell.lines):
        return None
    lines = [part for line in cell.lines for part in _NEXT.split(line)]
    labels = [label_of(line) for line in lines]
    fields = [(m.field if m.worded else None) if label and (m := sure_match(label)) else None for label in labels]
    return _Labelled(lines, labels, fields) if any(fields) else None


def _told(cell: TableCell, field: str, labelled: dict[tuple[str, ...], _Labelled | None]) -> _Told | None:
    """The parts of a cell that holds the label of a field; None where it has none, or nothing else.

    An update is the last that a cell tells; the values of other fields end where the next label begins. `labelled`
    keeps the labels of cells, by their lines, from field to field.
    """
    if cell.lines not in labelled:
        labelled[cell.lines] = _labelled(cell)
    found = labelled[cell.lines]
    if found is None or field not in found.fields:
        return None
    lines, labels, fields = found
    n = fields.index(field)
    label = str(labels[n])
    end = next((k for k in range(n + 1, len(lines)) if fields[k]), len(lines))
    behind = tuple(t for t in (lines[n][len(label) + 1 :].strip(), *lines[n + 1 : end]) if t)
    rest = (*lines[:n], *lines[end:])
    if field == "update":
        return _Told(rest, label, behind, n) if end == len(lines) and not comments(lines[n]) else None
    return _Told(rest, label, behind, n) if rest and 0 < len(behind) <= LINES else None


def _doubted(row: JoinedRow, column: int, label: str) -> JoinedRow:
    cell = row.cells[column].flagged(FLAG, f"what stands behind {label + ':'!r} may be a field of its own")
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
            parts = {column: _rest(cell, own, hyphens), place: _behind(cell, own, hyphens)}
            row = replace(row, cells=row.cells | {n: replace(c, column=n) for n, c in parts.items()})
        rows.append(row)
    return table.with_columns({place: TableCell(place, label)}, rows, again)


def _rest(cell: TableCell, told: _Told, hyphens: Hyphens) -> TableCell:
    """The cell without what its label tells: above it where nothing stands below, else on the cell's whole height."""
    ends = len(told.rest) == told.above
    return part_of(cell, told.rest, 0.0, told.above / (told.above + len(told.behind) or 1) if ends else 1.0, hyphens)


def _behind(cell: TableCell, told: _Told, hyphens: Hyphens) -> TableCell:
    count = len(told.rest) + len(told.behind) or 1
    return part_of(cell, told.behind, told.above / count, (told.above + len(told.behind)) / count, hyphens)


def part_of(cell: TableCell, lines: tuple[str, ...], first: float, last: float, hyphens: Hyphens) -> TableCell:
    """The part of a cell that holds `lines`, from `first` to `last` of its height where it is in one piece."""
    pieces = cell.pieces
    if len(pieces) == 1:
        p = pieces[0]
        high = p.bottom - p.top
        pieces = (p._replace(top=p.top + first * high, bottom=p.top + last * high),)
    return replace(cell, text=hyphens.join(lines), lines=lines, pieces=pieces)
