"""Columns whose texts each begin with a status: `Green – the contract was signed in May`, under `RAG and commentary`.

The status and what follows it are two fields. As one text they left all 14 records of a plan without a status.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from extractors.headings.headings import match_heading, sure_match
from extractors.headings.shapes import STATUS
from extractors.joining.joined import JoinedRow, JoinedTable, Row
from extractors.printed.hyphens import Hyphens
from extractors.table import TableCell

# So many cells, with so many different statuses at least, and texts of so many characters behind most of them.
CELLS, DIFFERENT, LONG, MOST = 3, 2, 12, 0.5
_RATED = re.compile(r"(\S+(?: \S+){0,2}?)(?:\s*([–—:-])\s+(?=\S)|(?=$))")
_JOINED = re.compile(r"\s+(?:and|with)\s+|\s*[&/,+]\s*", re.I)
_RATING = {"status", "rag"}


class _Parted(NamedTuple):
    """The status that a text begins with, the sign behind it ("" where nothing follows), and the lines that follow."""

    status: str
    sign: str
    rest: tuple[str, ...]


def with_rated_texts(table: JoinedTable, hyphens: Hyphens) -> JoinedTable:
    """The table with the statuses that begin the texts of one column in a column of their own; mostly as it is.

    A table that has a column of statuses stays as it is.
    """
    heads = [" ".join(dict.fromkeys(own)) for own in table.headings()]
    for column in range(table.columns):
        others = [m.field for n, head in enumerate(heads) if n != column and (m := sure_match(head))]
        cells = {id(r): c for r in table.body if (c := r.cells.get(column)) and c.text}
        if len(cells) < CELLS or _RATING & {str(field) for field in others}:
            continue
        parts = {n: own for n, c in cells.items() if (own := _parts(c))}
        told = sum(len(" ".join(own.rest)) >= LONG for own in parts.values())
        if len(parts) == len(cells) and told > MOST * len(cells) and _differ(parts):
            return _parted(table, column, parts, hyphens)
    return table


def _parts(cell: TableCell) -> _Parted | None:
    line = next(iter(cell.lines), "")
    match = _RATED.match(line) if cell.column_span == 1 else None
    if match is None or not STATUS.match(match[1]) or (match[2] is None and len(cell.lines) > 1):
        return None
    return _Parted(match[1], match[2] or "", tuple(t for t in (line[match.end() :], *cell.lines[1:]) if t))


def _differ(parts: Mapping[int, _Parted]) -> bool:
    return len({own.status.casefold() for own in parts.values()}) >= DIFFERENT


def _parted(table: JoinedTable, column: int, parts: Mapping[int, _Parted], hyphens: Hyphens) -> JoinedTable:
    """The table with the statuses in a column right of all others; the signs behind them count as headings."""
    place = table.columns
    rating, rest = _names([" ".join(dict.fromkeys(own)) for own in table.headings()][column])
    rows: list[JoinedRow] = []
    again: list[Row] = []
    for row in table.rows:
        cell = row.cells.get(column)
        if cell is not None and (own := parts.get(id(row))):
            status = replace(cell, column=place, text=own.status, lines=(own.status,), pieces=cell.pieces[:1], links=())
            update = replace(cell, text=hyphens.join(own.rest), lines=own.rest, fill=None)
            row = replace(row, cells=row.cells | {column: update, place: status})
            again += [{place: TableCell(place, own.sign, lines=(own.sign,))}] if own.sign else []
        elif cell is not None and row.header and cell.column_span == 1:
            row = replace(row, cells=row.cells | {column: replace(cell, text=rest)})
        rows.append(row)
    return table.with_columns({place: TableCell(place, rating)}, rows, again)


def _names(heading: str) -> tuple[str, str]:
    """The names of both columns: the parts of a heading that names a status and something else, or "" and the whole."""
    parts = _JOINED.split(heading, maxsplit=1)
    fields = [{m.field for m in match_heading(part)} for part in parts]
    if len(parts) < 2 or not any(_RATING & {str(f) for f in own} for own in fields):
        return "", heading
    return (parts[0], parts[1]) if _RATING & {str(f) for f in fields[0]} else (parts[1], parts[0])
