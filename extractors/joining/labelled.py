"""Columns whose cells hold labelled lines, one under the other: `Lead: Head of Place`, `Due: March 2026`, `RAG: Green`.

Each label that names a field heads a column of its own.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.headings.headings import sure_match
from extractors.headings.labels import label_of
from extractors.joining.joined import JoinedRow, JoinedTable, Row
from extractors.printed.hyphens import Hyphens
from extractors.table import TableCell

# So many labels in a cell, that name as many fields of short values, in so many cells of a column: an update may have
# parts of its own (`Progress: ...`, `Next steps: ...`). All others have one of the same labels, and are no more than
# this part: what is not known yet is left out, and a page's end may part one.
LABELS, CELLS, FEWER = 2, 2, 0.5
_SHORT = {"lead_officer", "start", "delivery", "status", "rag"}

_Parts = list[tuple[str, list[str]]]


def with_labelled_columns(table: JoinedTable, hyphens: Hyphens) -> JoinedTable:
    """The table with a column more for every label of columns whose cells hold labelled lines; mostly as it is."""
    for column in range(table.columns):
        cells = [(r, c) for r in table.body if (c := r.cells.get(column)) and c.text]
        whole = {id(r): own for r, c in cells if (own := _parts(c)) and len(own) >= LABELS}
        if max(CELLS, (1 - FEWER) * len(cells)) > len(whole) or not _name_fields(list(whole.values())):
            continue
        labels = {label for own in whole.values() for label, _ in own}
        fewer = {id(r): own for r, c in cells if id(r) not in whole and (own := _parts(c)) and own[0][0] in labels}
        if len(whole) + len(fewer) == len(cells):
            table = _parted(table, column, whole | fewer, hyphens)
    return table


def _parts(cell: TableCell) -> _Parts | None:
    """The labels of a cell, each with its lines; None where it does not begin with one, or has one twice."""
    if not cell.lines or label_of(cell.lines[0]) is None:
        return None
    found: _Parts = []
    for line in cell.lines:
        if label := label_of(line):
            found.append((label, [line]))
        else:
            found[-1][1].append(line)
    return found if len({label for label, _ in found}) == len(found) else None


def _name_fields(cells: Sequence[_Parts]) -> bool:
    """Whether labels of every cell name different fields of short values."""
    named = [[m.field for label, _ in parts if (m := sure_match(label))] for parts in cells]
    return all(len(set(own)) == len(own) and len(_SHORT & set(own)) >= LABELS for own in named)


def _parted(table: JoinedTable, column: int, parts: dict[int, _Parts], hyphens: Hyphens) -> JoinedTable:
    """The table with what stands after each label of a column in a column of its own, right of all others.

    Nothing is left under the column's own heading, which names nothing then; the labels count as headings that come
    again.
    """
    labels = list(dict.fromkeys(label for own in parts.values() for label, _ in own))
    place = {label: table.columns + n for n, label in enumerate(labels)}
    head = {n: TableCell(n, label) for label, n in place.items()}
    rows: list[JoinedRow] = []
    again: list[Row] = []
    for row in table.rows:
        if own := parts.get(id(row)):
            cell = row.cells[column]
            values = {place[label]: _value(cell, place[label], own, n, hyphens) for n, (label, _) in enumerate(own)}
            again.append({place[label]: TableCell(place[label], label, lines=(f"{label}:",)) for label, _ in own})
            rest = {c: x for c, x in row.cells.items() if c != column}
            rows.append(replace(row, cells=rest | values))
        elif row.header:
            over = row.cells.get(column)
            own_heading = {column: replace(over, text="")} if over and over.column_span == 1 else {}
            rows.append(replace(row, cells=row.cells | own_heading))
        else:
            rows.append(row)
    return table.with_columns(head, rows, again)


def _value(cell: TableCell, column: int, parts: _Parts, n: int, hyphens: Hyphens) -> TableCell:
    """What stands in a cell after its label number `n`, on the part of the cell's height that its lines have."""
    label, lines = parts[n]
    told = [t for t in (lines[0][len(label) + 1 :].strip(), *lines[1:]) if t]
    counts = [len(own) for _, own in parts]
    first, after = (sum(counts[:k]) / sum(counts) for k in (n, n + 1))
    pieces = [p._replace(top=p.top + first * (p.bottom - p.top), bottom=p.top + after * (p.bottom - p.top))
              for p in cell.pieces[:1]]  # fmt: skip
    return replace(
        cell, column=column, column_span=1, text=hyphens.join(told), lines=tuple(told), pieces=tuple(pieces), fill=None
    )
