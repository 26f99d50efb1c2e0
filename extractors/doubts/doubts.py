"""A last look at the records of a table: what cannot be right as it stands is flagged, so that it is never silent.

Each rule speaks of a whole column: what nearly every row has, a row that lacks it needs an eye.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.doubts.pieces import all_flagged, doubted, is_keyed, with_pieces
from extractors.grids.colours import UNPAINTED
from extractors.grids.interleave import MAY_BE_ONE
from extractors.grids.struck import FLAG as STRUCK
from extractors.headings.shapes import CODE, PERIOD, STATUS, WELSH_MONTH
from extractors.headings.vocabulary import comments, names_total
from extractors.table import RATINGS, PublishedRow, PublishedTable, TableCell, TableKind

# A field that this part of the rows fill (of this many rows at least) is missed where it is empty.
ALWAYS, ENOUGH_ROWS = 0.95, 8
# Flags that say that lines of two rows may be parted otherwise; so many of them, on this part of a row's texts, put all
# of it in doubt.
PARTED = ("interleaved_rows", "readings_disagree")
FEW_PARTED, MOST_PARTED = 2, 0.5
# So many statuses, a line each, are those of several rows: a bilingual plan prints each in two.
SEVERAL_STATUSES = 3
_WHOLE_PERIOD = re.compile(
    r"^(?:q(?:uarter|tr)? ?[1-4],? 20\d\d.*|\d{1,2}/\d{1,2}/\d{2,4}|(?:\d{1,2} )?[a-z]{3,9} 20\d\d)$", re.I
)
_GLUED = re.compile(r"[a-z.,)][A-Z0-9]")


def with_doubts(kind: TableKind, rows: Sequence[PublishedRow]) -> tuple[PublishedRow, ...]:
    """The rows with a flag on every cell that looks wrong beside its column.

    `several_rows` where a cell holds what several rows should, `column_bleed` where a text ran into a cell that is
    empty although others of its column are not, `no_title` where a record has none.
    """
    always = _always_filled(rows)
    if kind == "outcomes":
        return tuple(rows)
    checked = tuple(_wholly_parted(_checked(row, always, rows)) for row in _lifted(rows))
    return _without_status(with_pieces(checked))


def with_doubts_between(tables: Sequence[PublishedTable]) -> tuple[PublishedTable, ...]:
    """The tables with a flag on the last record of one where the next begins with a row without any key or title.

    That row is flagged as well.
    """
    found = list(tables)
    if not any(is_keyed(row) for table in tables for row in table.rows):
        return tuple(tables)
    for n, (above, below) in enumerate(pairwise(tables)):
        if above.kind == "outcomes" or not above.rows or not below.rows:
            continue
        first = below.rows[0].fields
        if is_keyed(below.rows[0]) and ("title" not in first or first["title"].text):
            continue
        if above.kind != below.kind and _are_whole_without_keys(below.rows):
            continue
        names = {name for name, c in below.rows[0].fields.items() if c.text}
        last = doubted(found[n].rows[-1], names)
        found[n] = replace(found[n], rows=(*found[n].rows[:-1], last))
        piece = doubted(below.rows[0], set(first))
        found[n + 1] = replace(below, rows=(piece, *below.rows[1:]))
    return tuple(found)


def _are_whole_without_keys(rows: Sequence[PublishedRow]) -> bool:
    """Whether the rows of a table have titles and none of them a key, so that the first is no more a piece than others.

    Measures with nothing but the values of two quarters flagged their first and the record above: 5 prints of a plan.
    """
    titled = all("title" in r.fields and r.fields["title"].text for r in rows)
    return len(rows) > 1 and titled and not any(map(is_keyed, rows))


def _lifted(rows: Sequence[PublishedRow]) -> Sequence[PublishedRow]:
    """The rows without the flags on lines of two rows that meet, in columns in which every row has a text."""
    doubted = {n for r in rows for n, c in r.fields.items() if c.flag_detail == MAY_BE_ONE}
    for name in sorted(doubted):
        if all(name in r.fields and r.fields[name].text for r in rows):
            rows = [
                replace(r, fields=r.fields | {name: replace(c, flag=None, flag_detail=None)})
                if (c := r.fields[name]).flag_detail == MAY_BE_ONE
                else r
                for r in rows
            ]
    return rows


def _wholly_parted(row: PublishedRow) -> PublishedRow:
    """The row, all of it flagged where most of its texts may be parted from another row's in two ways.

    What then stands in its other cells, or is missing there, may be the other row's as well.
    """
    told = [c.flag for c in row.cells if c.flag in PARTED]
    if len(told) < FEW_PARTED or len(told) < MOST_PARTED * sum(bool(c.text) for c in row.cells):
        return row
    return row.flagged(told[0], "most texts of its row may be parted from those of another one in two ways")


def _without_status(rows: tuple[PublishedRow, ...]) -> tuple[PublishedRow, ...]:
    """The rows with a flag on empty statuses next to a page break, in columns that nearly every other row colours.

    Where a break cuts a row, the dots of its statuses may stand alone on the page before. Letters that do are told of
    as text that no cell took.
    """
    rated = {
        n
        for n in {n for r in rows for n in r.fields if n in RATINGS}
        if len(rows) >= ENOUGH_ROWS
        and sum(n in r.fields and _rated(r.fields[n]) for r in rows) >= min(ALWAYS * len(rows), len(rows) - 1)
    }
    found = list(rows)
    for i, row in enumerate(rows if rated else ()):
        near = [r for r in (*rows[max(i - 1, 0) : i], *rows[i + 1 : i + 2]) if r.pages and row.pages]
        if not any(r.pages != row.pages for r in near):
            continue
        detail = "empty beside a page break, though nearly every other row has one: look for it on the other page"
        lost = {n for n, c in row.fields.items() if n in rated and not (c.text or _rated(c))}
        found[i] = row.flagged("split_unsure", detail, lost)
    return tuple(found)


def _rated(cell: TableCell) -> bool:
    """Whether a colour alone says a status."""
    return not cell.text and cell.fill not in UNPAINTED


def _always_filled(rows: Sequence[PublishedRow]) -> set[str]:
    if len(rows) < ENOUGH_ROWS:
        return set()
    names = {name for r in rows for name in r.fields}
    return {n for n in names if sum(bool(r.fields.get(n) and r.fields[n].text) for r in rows) >= ALWAYS * len(rows)}


def _checked(row: PublishedRow, always: set[str], rows: Sequence[PublishedRow]) -> PublishedRow:
    fields = dict(row.fields)
    dated = [row.fields[n] for n in ("start", "delivery") if n in row.fields]
    if any(_several_periods(c) for c in dated if c.flag != STRUCK):
        return all_flagged(row, "its row holds several dates one under the other")
    if any(_several_statuses(c) for n, c in fields.items() if n in RATINGS):
        return all_flagged(row, "its row holds several statuses one under the other")
    if "code" in fields and several_codes(code := fields["code"].text):
        if not _is_one_code(code.split(), rows):
            return all_flagged(row, f"its row holds several codes: {code}")
        fields["code"] = fields["code"].flagged("word_break", f"'{code}' or '{code.replace(' ', '')}'")
    for name, cell in row.fields.items():
        if cell.flag:
            continue
        if len(cell.lines) > 1 and comments(cell.lines[0]):
            fields[name] = cell.flagged("several_rows", "it begins with a note on the table")
        elif len(cell.lines) > 1 and names_total(cell.lines[-1]):
            return all_flagged(row, f"a row of totals may have run into it: {cell.lines[-1]}")
        elif (name == "title" and not cell.text) or "title" not in row.fields:
            fields[name] = cell.flagged("no_title", "the record has no title")
        elif not cell.text and (other := _ran_into(cell, name in always, row.fields)):
            fields[name] = cell.flagged("column_bleed", f"empty here, and {other} runs over its edge into it")
            why = f"it runs over its edge into {name}, which is empty here"
            fields[other] = fields[other].flagged("column_bleed", why)
        elif not cell.text and name in always and (heading := _beside_in_no_field(cell, row)):
            fields[name] = cell.flagged("column_bleed", f"empty here, and the text under {heading!r} runs into it")
    return replace(row, fields=fields)


def _ran_into(cell: TableCell, missed: bool, fields: dict[str, TableCell]) -> str | None:
    """The field of the cell left of an empty one that runs over into it.

    It does where the column is always filled, or where two words of that cell stick together as if a second text began
    there.
    """
    for name, other in fields.items():
        beside = other.column + other.column_span == cell.column and "column_bleed" in other.repairs
        if beside and (missed or _GLUED.search(other.text)):
            return name
    return None


def _beside_in_no_field(cell: TableCell, row: PublishedRow) -> str | None:
    """The heading of the text of no field that runs over from the left into an empty cell."""
    for heading, other in row.other:
        if other.column + other.column_span == cell.column and "column_bleed" in other.repairs:
            return heading
    return None


def _several_periods(cell: TableCell) -> bool:
    """Whether several lines are dates of one language: a bilingual plan prints each date in two."""
    dates = [line for line in cell.lines if _WHOLE_PERIOD.match(line)]
    english = sum(bool(PERIOD.match(line)) and not WELSH_MONTH.search(line) for line in dates)
    return max(english, len(dates) - english) > 1


def _several_statuses(cell: TableCell) -> bool:
    """Whether more lines are a status each than one row has."""
    return sum(bool(STATUS.match(line)) for line in cell.lines) >= SEVERAL_STATUSES


def several_codes(text: str) -> bool:
    """Whether a text is several codes with nothing but spaces between them."""
    parts = text.split()
    return len(parts) > 1 and all(CODE.match(p) and any(ch.isdigit() for ch in p) for p in parts)


def _is_one_code(codes: Sequence[str], rows: Sequence[PublishedRow]) -> bool:
    """Whether two codes are one that a narrow column broke (`2.1 4`): the second is a figure, and no row's code is."""
    figures = any(c.text.isdigit() for r in rows if (c := r.fields.get("code")))
    return len(codes) == 2 and codes[1].isdigit() and not codes[0].isdigit() and not figures
