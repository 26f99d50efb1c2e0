"""One column for two fields, as its heading says, is parted: `Lead officer and timescale`, `Due date / status`.

Each cell holds both, on lines of their own or on one: `Head of Ports, June 2025`. What tells them apart is that one of
them looks like a date or a status and the other does not. A cell in which nothing does stays whole, flagged.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from extractors.headings.headings import halves_of, sure_match
from extractors.headings.shapes import PERIOD, STATUS, is_dated
from extractors.joining.joined import JoinedRow, JoinedTable, Row
from extractors.joining.toldwithin import FLAG, part_of
from extractors.printed.hyphens import Hyphens
from extractors.table import TableCell

# So many cells of a column, and nearly all of those with a text, hold both.
ENOUGH, NEARLY_ALL = 2, 0.9
LEAD = "lead_officer"
# Where one line may be parted, with the signs that stand there and belong to neither.
_BETWEEN = re.compile(r"\s*[-–—/|,;:(]\s*|\s+")
_LETTER = re.compile(r"[^\W\d_]")


def _is_date(text: str) -> bool:
    """Whether a text is a date and no more: of what begins with a quarter the shape of periods takes any end."""
    return is_dated(text) and (text[:1] not in "qQ" or not _LETTER.search(re.sub(r"(?i)^q(?:uarter|tr)?", "", text)))


def _may_lead(text: str) -> bool:
    return bool(_LETTER.search(text)) and not PERIOD.match(text) and not STATUS.match(text)


# What the values of each field look like.
LOOKS: Mapping[str, Callable[[str], bool]] = {
    "delivery": _is_date,
    "start": _is_date,
    "status": lambda text: bool(STATUS.match(text)),
    LEAD: _may_lead,
}


class _Halves(NamedTuple):
    """The lines of the first and of the second half of a cell, and the sign between them that is neither's."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    sign: str


def with_two_fields_parted(table: JoinedTable, hyphens: Hyphens) -> JoinedTable:
    """The table with the second field of such columns in columns of their own at its right; mostly as it is."""
    headings = [tuple(dict.fromkeys(heads)) for heads in table.headings()]
    for column in (c for c, heads in enumerate(headings) if len(heads) == 1):
        halves = halves_of(headings[column][0])
        fields = [m.field if m else None for _, m in halves]
        if len(halves) != 2 or fields[0] == fields[1] or not all(f in LOOKS for f in fields):
            continue
        others = (sure_match(" ".join(heads)) for c, heads in enumerate(headings) if c != column)
        if any(m.field in fields for m in others if m):
            continue
        cells = [(r, c) for r in table.body if (c := r.cells.get(column)) and c.text and c.column_span == 1]
        told = {id(r): own for r, c in cells if (own := _halves(c, str(fields[0]), str(fields[1])))}
        if len(told) >= max(ENOUGH, NEARLY_ALL * len(cells)):
            table = _parted(table, column, (halves[0][0], halves[1][0]), told, hyphens)
    return table


def _halves(cell: TableCell, first: str, second: str) -> _Halves | None:
    """The two halves of a cell by what the fields look like, in either order; None where it has no such halves.

    A date is as long as it can be: `31 March 2026 Director of Place` holds no officer called `2026 Director`.
    """
    found: list[_Halves] = []
    for one, other, sign in _ways(cell):
        a, b = " ".join(one), " ".join(other)
        if LOOKS[first](a) and LOOKS[second](b):
            found.append(_Halves(one, other, sign))
        elif LOOKS[first](b) and LOOKS[second](a):
            found.append(_Halves(other, one, sign))
    known = [n for n, field in enumerate((first, second)) if field != LEAD]
    return max(found, key=lambda h: sum(len(" ".join(h[n])) for n in known), default=None)


def _ways(cell: TableCell) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """The ways to part a cell: between its lines first, then within its text, at signs before spaces alone."""
    lines = cell.lines or (cell.text,)
    for n in range(1, len(lines)):
        yield lines[:n], lines[n:], ""
    places = list(_BETWEEN.finditer(cell.text))
    for match in sorted(places, key=lambda m: not m[0].strip()):
        before, after, sign = cell.text[: match.start()], cell.text[match.end() :], match[0].strip()
        if sign == "(" and after.endswith(")"):
            after, sign = after[:-1], "()"
        if before and after:
            yield (before,), (after,), sign


def _parted(
    table: JoinedTable, column: int, heads: tuple[str, str], told: Mapping[int, _Halves], hyphens: Hyphens
) -> JoinedTable:
    """The table with the second halves in a column right of all others; signs count as headings that come again."""
    place = table.columns
    why = f"{' / '.join(heads)!r} names two things, and what it holds may be either"
    again: list[Row] = []
    rows: list[JoinedRow] = []
    for row in table.rows:
        cell = row.cells.get(column)
        if row.header and cell is not None and cell.text and cell.column_span == 1:
            row = replace(row, cells=row.cells | {column: replace(cell, text=heads[0])})
        elif own := told.get(id(row)):
            whole = row.cells[column]
            parts = {column: part_of(whole, own.first, 0, 1, hyphens), place: part_of(whole, own.second, 0, 1, hyphens)}
            row = replace(row, cells=row.cells | {n: replace(c, column=n) for n, c in parts.items()})
            again += [{place: TableCell(place, own.sign, lines=(own.sign,))}] if own.sign else []
        elif cell is not None and cell.text and not row.band:
            lacking = TableCell(place, "", cell.pieces, flag=FLAG, flag_detail=why)
            row = replace(row, cells=row.cells | {column: cell.flagged(FLAG, why), place: lacking})
        rows.append(row)
    return table.with_columns({place: TableCell(place, heads[1])}, rows, again)
