"""Columns that a table in a picture may have lost: where a line is not seen or a heading misread, one goes unnoticed.

What is left of such a column tells of it: texts under no heading of their own, two titles in one heading, a field that
the plan's other tables have. Nothing here looks at tables of text, whose headings are read without error.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from extractors.headings.headings import match_heading
from extractors.headings.shapes import PERIOD, STATUS, share
from extractors.printed.words import frequency
from extractors.table import PublishedRow, PublishedTable, TableCell

FLAG = "lost_column"
# A column is told by its values when this part of them has one shape; it is filled when this part of the rows have one.
SHAPED, FILLED = 0.8, 0.5
# Fewer rows than this say nothing of a column that has no value in them.
FEWEST = 3
# So many texts make a column, under whatever heading; a year, an amount or a part is a heading without words.
ENOUGH = 2
_SAYS = re.compile(r"20\d\d|[£%€]")
# Nearly every record has these; whole pages have no strategic link or comment, or no status for a quarter to come.
NEVER_BLANK = ("title", "code", "outcome_code", "lead_officer")
# A code with letters: a figure alone may be an amount. A nought may have been read as the letter.
_CODED = re.compile(r"^(?=.*[A-Za-z])(?=.*[\dO])[A-Za-z]{0,4}[-. /]?[\dO]{1,3}\w?(?:[.\-/]?[\dO]{1,3}){0,3}$")
_QUARTER = re.compile(r"^rag_q([1-4])$")


@dataclass(frozen=True)
class _Lost:
    """Why a table may have lost a column, the field it filled, where known, and its texts (column), where they stand.

    Where they do, they are taken for the field's and nothing else is in doubt.
    """

    why: str
    field: str | None = None
    column: int | None = None


def with_lost_columns(tables: Sequence[PublishedTable]) -> tuple[list[PublishedTable], tuple[str, ...]]:
    """The tables of a plan with a flag on what lost columns put in doubt, and a warning for each such table."""
    found: list[PublishedTable] = []
    warnings: list[str] = []
    for n, table in enumerate(tables):
        if not any(_of_picture(row) for row in table.rows):
            found.append(table)
            continue
        lost = [*_strangers(table), *_two_titles(table), *_row_in_headings(table), *_blank(table)]
        lost += _lacking(table, [*tables[:n], *tables[n + 1 :]])
        unread = _unread_headings(table, {one.column for one in lost})
        warnings += [table.warning(one.why) for one in (*lost, *unread)]
        for one in lost:
            table = replace(table, rows=tuple(_doubted(row, one) for row in table.rows))
        for one in unread:
            table = replace(table, rows=tuple(_unnamed(row, one) for row in table.rows))
        found.append(_with_covered(table))
    return found, tuple(dict.fromkeys(warnings))


def _of_picture(row: PublishedRow) -> bool:
    return any(cell.reading == "ocr" for cell in row.fields.values())


def _doubted(row: PublishedRow, lost: _Lost) -> PublishedRow:
    """The row with the flag: on the field that is found again, or on all of it."""
    told = next((cell for _, cell in row.other if cell.column == lost.column), None)
    fields = row.fields
    if lost.field and lost.field not in fields:
        after = max((c.column + c.column_span for c in fields.values()), default=0)
        cell = told or TableCell(after if lost.column is None else lost.column, "", reading="ocr")
        fields = fields | {lost.field: cell.flagged(FLAG, lost.why)}
        if told is not None:
            return replace(row, fields=fields, other=tuple(o for o in row.other if o[1] is not told))
    if lost.field and lost.column is not None:
        return replace(row, fields=fields)
    return replace(row, fields=fields).flagged(FLAG, lost.why, set(fields))


def _strangers(table: PublishedTable) -> list[_Lost]:
    """Columns without a field whose texts look like a field's that the table lacks, or that share a heading."""
    found: list[_Lost] = []
    fields = dict.fromkeys(name for row in table.rows for name in row.fields)
    headings = {c.index: c.heading for c in table.columns}
    for column in (c for c in table.columns if c.field is None):
        texts = [cell.text for row in table.rows for _, cell in row.other if cell.column == column.index]
        beside = {headings.get(column.index - 1), headings.get(column.index + 1)}
        shared = column.heading in beside and len(texts) >= FILLED * len(table.rows)
        field = _field_of(texts, [*fields, *(f.field for f in found if f.field)], table.kind)
        if field or (shared and texts):
            what = f"texts such as {texts[0][:30]!r} stand under '{column.heading}', which may not be theirs"
            found.append(_Lost(what, field, column.index))
    return found


def _unread_headings(table: PublishedTable, known: Collection[int | None]) -> list[_Lost]:
    """Filled columns, none of those `known` to be lost, whose headings hold no word: nobody could read them."""
    found: list[_Lost] = []
    for column in table.columns:
        if column.field or column.index in known or _SAYS.search(column.heading):
            continue
        words = re.findall(r"[^\W\d_]{3,}", column.heading.lower())
        texts = table.other_texts(column.index)
        if not any(map(frequency, words)) and len(texts) >= max(ENOUGH, FILLED * len(table.rows)):
            what = f"the heading '{column.heading}' has no word that" if column.heading else "no heading"
            found.append(_Lost(f"{what} tells what texts such as {texts[0][:30]!r} are", column=column.index))
    return found


def _unnamed(row: PublishedRow, lost: _Lost) -> PublishedRow:
    """The row with the flag on what stands in the column."""
    other = ((heading, c.flagged(FLAG, lost.why) if c.column == lost.column else c) for heading, c in row.other)
    return replace(row, other=tuple(other))


def _field_of(texts: Sequence[str], fields: Sequence[str], kind: str) -> str | None:
    """The field that the texts look like, where the table has none of it."""
    if share(texts, STATUS) >= SHAPED:
        quarters = [int(m[1]) for name in fields if (m := _QUARTER.match(name))]
        free = [q for q in range(1, 5) if q > max(quarters, default=4)]
        return f"rag_q{free[0]}" if free else None
    if len(texts) < FEWEST:
        return None
    if kind in ("actions", "kpis") and "code" not in fields and share(texts, _CODED) >= SHAPED:
        return "code"
    if kind != "kpis" and "delivery" not in fields and share(texts, PERIOD) >= SHAPED:
        return "delivery"
    return None


def _two_titles(table: PublishedTable) -> list[_Lost]:
    """Headings made of two, where no filled column is the one's: two columns were taken for one."""
    filled = {c.field for c in table.columns if c.field and _filled(table, c.index) >= FILLED}
    found: list[_Lost] = []
    for column in table.columns:
        words = column.heading.split()
        halves = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
        if column.field is None or _names(column.heading):
            continue
        for one, other in halves:
            named = _names(one), _names(other)
            missing = {n for n in named if n and n != column.field and n not in filled}
            if all(named) and named[0] != named[1] and column.field in named and missing:
                found.append(_Lost(f"the heading '{column.heading}' may be two columns'", missing.pop()))
                break
    return found


def _row_in_headings(table: PublishedTable) -> list[_Lost]:
    """A table whose headings go on after what names their fields: the line under them was not seen."""
    known = [c for c in table.columns if c.field]
    longer = [c for c in known if not _names(c.heading) and _begins_with_its_name(c.heading, c.field)]
    if len(longer) < FEWEST or len(longer) < FILLED * len(known):
        return []
    return [_Lost(f"the headings may hold a row's texts, such as '{longer[0].heading[:60]}'")]


def _begins_with_its_name(heading: str, field: str | None) -> bool:
    words = heading.split()
    return any(_names(" ".join(words[:n])) == field for n in range(1, len(words)))


def _names(heading: str) -> str | None:
    """The field that the whole of a heading names."""
    return next((m.field for m in match_heading(heading) if m.worded), None)


def _filled(table: PublishedTable, column: int) -> float:
    """The part of the rows that have a text or a colour in a column."""
    cells = [c for row in table.rows for c in row.fields.values() if c.column == column]
    return sum(bool(c.text or c.fill) for c in cells) / len(table.rows) if table.rows else 0.0


def _blank(table: PublishedTable) -> list[_Lost]:
    """Fields that nearly every record has and none of a page's."""
    found: list[_Lost] = []
    for page in table.pages:
        rows = [row for row in table.rows if row.pages[:1] == (page,)]
        names = [name for name in NEVER_BLANK if any(name in row.fields for row in rows)]
        blank = [name for name in names if len(rows) >= FEWEST and not any(_has(row, name) for row in rows)]
        found += [_Lost(f"no row on page {page} has a text in the column of {name}", name) for name in blank]
    return found


def _has(row: PublishedRow, name: str) -> bool:
    cell = row.fields.get(name)
    return cell is not None and bool(cell.text or cell.fill)


def _lacking(table: PublishedTable, others: Sequence[PublishedTable]) -> list[_Lost]:
    """Fields that most records of the plan's other tables have, where those have all of this one's and more columns."""
    mine = {name for row in table.rows for name in row.fields}
    same = [t for t in others if t.kind == table.kind and t.rows]
    fuller = [t for t in same if len(t.columns) > len(table.columns) and mine < _fields(t)]
    if sum(len(t.rows) for t in fuller) <= FILLED * sum(len(t.rows) for t in same):
        return []
    missed = sorted(set[str].intersection(*(_fields(t) for t in fuller)) - mine)
    return [_Lost(f"the plan's other tables have a column of {name} and this one has fewer", name) for name in missed]


def _fields(table: PublishedTable) -> set[str]:
    return {name for row in table.rows for name in row.fields}


def _with_covered(table: PublishedTable) -> PublishedTable:
    """The table with a flagged, empty cell where a row has a neighbour's text over a column that other rows have."""
    why = "a text beside it reaches over this column, which other rows of the table have"
    names = dict.fromkeys(name for row in table.rows for name in row.fields)
    return table.mapped(lambda row: row.lacking(names, FLAG, why, "ocr"))
