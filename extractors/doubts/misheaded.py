"""Columns whose texts belong under another heading, or that share one: dates under officers, statuses under dates.

One such column shows that headings and columns were put together wrongly, and those beside it may be just as wrong
without looking so: a status for the first quarter that is the second's looks like any other.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.doubts.doubts import several_codes
from extractors.headings.headings import sure_match, two_in
from extractors.headings.shapes import CODE, NUMBER, PERIOD, RATING_WORDS, STATUS, is_dated, is_rated_in_words
from extractors.headings.values import is_post
from extractors.headings.vocabulary import other_tables
from extractors.readings.overlaps import MERGED
from extractors.table import PublishedRow, PublishedTable, TableCell

FLAG = "out_of_place"
# This part of a column's texts, of so many at least, must look like another field's.
MOST, ENOUGH = 0.6, 3
# An edge was missed in a column where so many cells, and this part of them, hold what two columns should.
SEVERAL, MISSED = 2, 0.25
# Fields that nearly every plan prints: what a table lacks of them beside such a column may stand in it.
SWALLOWED = ("delivery", "lead_officer")
# What columns of no field are counted under.
OTHER = "other"
# These fields' texts have words enough to be taken for two columns.
PARTED = ("title", "lead_officer", "committees", "strategic_link", "update", "start", "delivery", "unit")


def with_misheaded(tables: Sequence[PublishedTable]) -> tuple[list[PublishedTable], tuple[str, ...]]:
    """The tables, those flagged throughout that have a column of another field's texts, and a warning for each."""
    found: list[PublishedTable] = []
    warnings: list[str] = []
    for table in tables:
        doubts = (
            *_contradiction(table),
            *_exchanged(table),
            *_left_over(table),
            *_unnamed(table),
            *_two_headings(table),
            *_ticked_for_several(table),
        )
        for why, columns, lost in (*doubts, *_codes_apart(table)):
            warnings.append(table.warning(why))
            table = _doubted(table, why, columns)
            table = replace(table, rows=tuple(row.lacking(lost, FLAG, why) for row in table.rows))
        table, told = _with_parted_field(table)
        warnings += [table.warning(why) for why in told]
        found.append(_with_missed_edges(table))
    return found, tuple(warnings)


def _with_missed_edges(table: PublishedTable) -> PublishedTable:
    """The table with a flag on every cell of a column in which several others hold what two columns should.

    So have the cells of a record that are empty, and the fields that the table lacks, which may stand in there.
    """
    merged = Counter(name for row in table.rows for name, cell in row.fields.items() if cell.flag == MERGED)
    merged.update(OTHER for row in table.rows if any(c.flag == MERGED for _, c in row.other))
    missed = {name for name, count in merged.items() if count >= max(SEVERAL, MISSED * len(table.rows))}
    if not missed:
        return table
    why = "other cells of its column hold the texts of several"
    swallowed = "it may stand in a column that holds the texts of several"
    lost = () if table.kind == "kpis" else SWALLOWED
    rows: list[PublishedRow] = []
    for row in table.rows:
        fields = {
            n: c.flagged(MERGED, why if c.text else swallowed) if n in missed or not c.text else c
            for n, c in row.fields.items()
        }
        rows.append(replace(row, fields=fields).lacking(lost, MERGED, swallowed))
    return replace(table, rows=tuple(rows))


def _doubted(table: PublishedTable, why: str, columns: Sequence[int]) -> PublishedTable:
    """The table with a flag on the values that stand in `columns`, or on all where there are none."""

    def flagged(cell: TableCell) -> TableCell:
        concerned = not columns or cell.column in columns
        return cell.flagged(FLAG, why) if concerned else cell

    return table.mapped(lambda row: row.mapped(flagged))


class Doubt(NamedTuple):
    """What is wrong in words, the columns in doubt (all of them where none is named), and fields that may be lost."""

    why: str
    columns: Sequence[int] = ()
    lost: Sequence[str] = ()


def _contradiction(table: PublishedTable) -> Sequence[Doubt]:
    """What is wrong with the first column whose texts look like another field's, in words; all columns are in doubt."""
    for name in dict.fromkeys(name for row in table.rows for name in row.fields):
        texts = [r.fields[name].text for r in table.rows if name in r.fields and r.fields[name].text]
        if name == "title" and is_rated_in_words(texts):
            return [Doubt(f"a few short texts such as {texts[0][:30]!r} are read as the title of many records")]
        if name == "title" and len(table.rows) >= ENOUGH and len(texts) <= len(table.rows) / 2:
            return [Doubt("hardly a record has a title: columns may be mistaken")]
        looks = _FOREIGN.get("rag" if name.startswith("rag_") else name, {})
        for what, alike in looks.items():
            strange = [t for t in texts if alike(t)]
            if len(strange) >= max(ENOUGH, MOST * len(texts)):
                why = f"most texts read as {name} are {what}, such as {strange[0][:30]!r}: columns may be mistaken"
                return [Doubt(why, lost=_OWN.get(what, ()) if table.kind != "kpis" else ())]
    return ()


def _exchanged(table: PublishedTable) -> list[Doubt]:
    """Columns of codes that may be each other's: those that records share do not come again.

    The others do, or no heading tells the two columns apart.
    """
    own = [c for r in table.rows if (c := r.fields.get("code")) and c.text]
    shared = [c for r in table.rows if (c := r.fields.get("outcome_code")) and c.text]
    columns = sorted({c.column for c in (*own, *shared)})
    if not own or len(shared) < ENOUGH or len({c.text for c in shared}) < len(shared):
        return []
    again = next((text for text, n in Counter(c.text for c in own).items() if n > 1), None)
    if again is not None:
        why = f"{again!r} is read as the code of several records, each of which has an outcome code of its own"
        return [Doubt(why, columns)]
    if len({c.heading for c in table.columns if c.index in columns}) > 1:
        return []
    return [Doubt(f"nothing tells codes like {own[0].text!r} from outcome codes like {shared[0].text!r}", columns)]


def _left_over(table: PublishedTable) -> list[Doubt]:
    """Columns of dates or statuses that fill no field and share their heading with columns that do: these may be it."""
    found: list[Doubt] = []
    for column in (c for c in table.columns if c.field is None and c.heading):
        shared = [c.index for c in table.columns if c.heading == column.heading and c.field]
        texts = table.other_texts(column.index)
        rated = sum(is_dated(t) or _status(t) for t in texts)
        if shared and rated >= max(ENOUGH, MOST * len(texts)):
            why = f"{texts[0][:30]!r} and the like stand under {column.heading[:60]!r} as other columns do, in no field"
            found.append(Doubt(why, shared))
    return found


def _unnamed(table: PublishedTable) -> list[Doubt]:
    """Columns without a heading that hold texts in most rows and fill no field: the heading may be in another's."""
    found: list[Doubt] = []
    for column in (c for c in table.columns if c.field is None and not c.heading):
        texts = table.other_texts(column.index)
        if len(texts) >= max(ENOUGH, MOST * len(table.rows)):
            why = f"{texts[0][:30]!r} and the like stand under no heading, in no field"
            found.append(Doubt(why, (column.index, *_run_over(table, column.index))))
    return found


def _run_over(table: PublishedTable, unnamed: int) -> list[int]:
    """The column with a heading next to the left, where texts of it ran over its edge: the other may be a part of it.

    Words of justified lines in a slim column were taken for two columns more: five of its texts lost some, unflagged.
    """
    left = max((c.index for c in table.columns if c.heading and c.index < unnamed), default=-1)
    cells = [c for r in table.rows for c in r.cells if c.column == left]
    return [left] if any("column_bleed" in c.repairs for c in cells) else []


def _two_headings(table: PublishedTable) -> list[Doubt]:
    """Columns with a doubtful text whose headings are those of two fields, one of which no other heading names.

    Where another column fills that field unnamed, all columns are in doubt.
    """
    cells = [c for r in table.rows for c in r.fields.values()]
    doubtful = {c.column for c in cells if c.flag or several_codes(c.text)}
    columns = {c.field: c for c in table.columns if c.field}
    found: list[Doubt] = []
    for field, column in columns.items():
        whole = sure_match(column.heading)
        named = next(two_in(column.heading), ()) if column.index in doubtful and not (whole and whole.worded) else ()
        for name in (str(m.field) for m in named if m.field not in (field, f"{field}s")):
            instead = columns.get(name)
            told = sure_match(instead.heading) if instead else None
            if name in other_tables() or (instead and (told is None or told.field == name)):
                continue
            why = f"{column.heading[:60]!r} looks like the headings of two columns"
            found.append(Doubt(why, [column.index], [name]) if told is None else Doubt(why, lost=[str(told.field)]))
    return found


def _ticked_for_several(table: PublishedTable) -> list[Doubt]:
    """Columns of statuses that hold signs alone under the names of several: where each tick stands is what it says.

    `Status Red Amber Green` over a tick in every row made all of them complete.
    """
    found: list[Doubt] = []
    for column in (c for c in table.columns if c.field in ("status", "rag")):
        named = {w.lower() for w in column.heading.split() if w.isalpha() and STATUS.match(w)}
        cells = [c for r in table.rows for c in r.fields.values() if c.column == column.index and c.text]
        plain = cells and not any(c.fill or any(map(str.isalnum, c.text)) for c in cells)
        if len(named) > 1 and plain:
            why = f"its ticks stand under several statuses, {column.heading[:60]!r}, and which of them is lost"
            found.append(Doubt(why, [column.index]))
    return found


def _codes_apart(table: PublishedTable) -> list[Doubt]:
    """The column of titles where codes stand apart from the rest of them, and the table has no column of codes."""
    titles = [c for r in table.rows if (c := r.fields.get("title")) and "code" not in r.fields]
    apart = [c for c in titles if c.flag == MERGED and CODE.match(c.text.split()[0])]
    what = "titles begin with codes that may stand in a column of their own"
    return [Doubt(f"{what}, such as {apart[0].text[:30]!r}", [apart[0].column], ["code"])] if apart else []


def _with_parted_field(table: PublishedTable) -> tuple[PublishedTable, list[str]]:
    """The table with the texts of neighbouring columns of one heading, none of which fills the field that it names.

    They may be one column that was taken for several: the field holds all of them, flagged.
    """
    told: list[str] = []
    filled = {c.field for c in table.columns}
    headings = Counter(c.heading for c in table.columns if c.heading and c.field is None)
    for heading in (h for h, n in headings.items() if n > 1):
        match = sure_match(heading)
        own = [c.index for c in table.columns if c.heading == heading]
        if match is None or match.field not in PARTED or match.field in filled:
            continue
        why = f"{heading[:60]!r} stands over {len(own)} columns, which may be one"
        told.append(why)
        lost = [str(m.field) for m in next(two_in(heading), ()) if m.field not in {*filled, match.field}]
        rows = (_put_together(row, str(match.field), own, why).lacking(lost, FLAG, why) for row in table.rows)
        table = replace(table, rows=tuple(rows))
    return table, told


def _put_together(row: PublishedRow, name: str, columns: Sequence[int], why: str) -> PublishedRow:
    """The row with the texts in `columns` as its field `name`, not in `other` too: the ledger counts each once."""
    parts = [c for _, c in row.other if c.column in columns]
    text, pieces = " ".join(c.text for c in parts), tuple(p for c in parts for p in c.pieces)
    cell = replace(parts[0], text=text, lines=(text,), pieces=pieces) if parts else TableCell(columns[0], "")
    rest = tuple((h, c) for h, c in row.other if c.column not in columns)
    return replace(row, fields=row.fields | {name: replace(cell, flag=FLAG, flag_detail=why)}, other=rest)


def _status(text: str) -> bool:
    return bool(STATUS.match(text)) and not PERIOD.match(text)


def _rating(text: str) -> bool:
    """A status in words: letters alone may be codes (`Priority A`)."""
    return len(text) > 1 and _status(text)


def _code(text: str) -> bool:
    return bool(CODE.match(text)) and not is_dated(text)


def _amount(text: str) -> bool:
    """A sum or a number: what is to be done, measured or bought has words."""
    return bool(NUMBER.match(text)) and not any(len(word) > 1 for word in text.split()[1:])


def _sentence(text: str) -> bool:
    """What is told in a sentence, where no rating of any council is."""
    return text.endswith((".", "!")) and len(text.split()) > RATING_WORDS


# The field whose own texts such are.
_OWN = {"dates": ("delivery",), "titles of posts": ("lead_officer",)}
_Looks = dict[str, Callable[[str], bool]]
_FOREIGN: dict[str, _Looks] = {
    "title": {"dates": is_dated, "statuses": _status, "codes": _code, "amounts": _amount},
    "lead_officer": {"dates": is_dated, "statuses": _status, "codes": _code},
    "start": {"titles of posts": is_post, "statuses": _status},
    "delivery": {"titles of posts": is_post, "statuses": _status},
    "status": {"titles of posts": is_post, "dates": is_dated, "sentences": _sentence},
    "rag": {"titles of posts": is_post, "dates": is_dated, "sentences": _sentence},
    "code": {"titles of posts": is_post, "dates": is_dated, "statuses": _rating},
    "outcome_code": {"titles of posts": is_post, "dates": is_dated, "statuses": _rating},
    "outcome_codes": {"titles of posts": is_post, "dates": is_dated, "statuses": _rating},
}
