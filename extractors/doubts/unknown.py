"""Columns of no field that look like one: by sentences or names that the table lacks elsewhere, or by their colours.

Nothing is placed by such a likeness: what is told of progress and what is told of reasons are both sentences. The
column stays in `other`, its first value is flagged, the document warns of it, and every record has an empty, flagged
cell for the field, unless all that speaks for it are figures or sentences of no past. Where colours rate what no field
holds, every coloured value is flagged: `other` keeps texts and no colours.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.doubts.likely import FEW_KINDS, MOST, Held, are_whole, held_in, lacked
from extractors.doubts.lostquarters import lost_quarters, with_other_years
from extractors.grids.colours import UNPAINTED
from extractors.headings.headings import halves_of, match_heading, sure_match, two_in
from extractors.headings.putoff import OTHER_DATE
from extractors.headings.shapes import PAST, SHORT_STATUS, STATUS, is_dated, share
from extractors.headings.ticks import TICKED
from extractors.headings.timelines import OF_INDICATORS, TIMELINE
from extractors.headings.vocabulary import other_tables, tells_past, tells_sort, tells_step
from extractors.table import PlanColumn, PublishedRow, PublishedTable

FLAG = "likely_field"
# This part of a column's sentences are in the past where it tells of progress.
TOLD = 0.25
# A heading that matches a phrase as well as this is it, or has its shape; its texts may not look like these fields.
ALIKE, REFUSED = 0.9, {"delivery", "lead_officer"}
# Two things that one heading names, in one column: `Lead officer and timescale`, `Due date / status`.
SHARED, TIMES = {"lead_officer", "start", "delivery", "status"}, {"start", "delivery"}
# What holds the ratings of a table.
RATED = {"status", "rag", TICKED}
# Where the heading of one column ends and that of the next one begins without a space.
_RUN_TOGETHER = re.compile(r"(?<=[a-z0-9)])(?=[A-Z])")


def with_unknown(tables: Sequence[PublishedTable]) -> tuple[list[PublishedTable], tuple[str, ...]]:
    """The tables with a flag on the first value of every such column, and a warning for each."""
    found: list[PublishedTable] = []
    told: list[str] = []
    pooled = _pooled(tables)
    candidates = [list(_candidates(table, pooled)) for table in tables]
    alike = {(c.field, c.column.heading) for own in candidates for c in own if c.alike and c.column.heading}
    for table, own in zip(tables, candidates, strict=True):
        for lead, name, why in _shared_headings(table):
            told.append(table.warning(why))
            rows = _lacking(table, name, why).rows
            table = replace(table, rows=tuple(row.flagged(FLAG, why, {lead}) for row in rows))
        for name, why in (*_two_in_one(table), *_elsewhere(table), *lost_quarters(table)):
            told.append(table.warning(why))
            table = _lacking(table, name, why)
        table = with_other_years(table, FLAG)
        # a heading that stands over the field's like in one table of a plan does in all of them
        for name, column in [c[:2] for c in own if c.alike or (c.field, c.column.heading) in alike]:
            heading = (
                f"no rule knows the heading {column.heading[:60]!r}" if column.heading else "a column has no heading"
            )
            why = f"{heading}, and its texts look like the {name} that is missing"
            told.append(table.warning(why))
            if _are_told(name, column.heading, tables):
                table = _lacking(table, name, why)
            table = replace(table, rows=_first_flagged(table.rows, column.index, why))
        for column in (c for c in table.columns if c.field is None and not tells_past(c.heading)):
            held = held_in(table, column)
            if held.coloured and share(held.texts, STATUS) < MOST:
                why = f"its colours under {column.heading[:60]!r} are those of ratings, and no field holds them"
                told.append(table.warning(why))
                table = replace(table, rows=tuple(_colours_flagged(row, column.index, why) for row in table.rows))
        found.append(table)
    return found, tuple(dict.fromkeys(told))


def _lacking(table: PublishedTable, name: str, why: str) -> PublishedTable:
    """The table with an empty, flagged cell for a field in every record that does not have it."""
    return table.mapped(lambda row: row.lacking([name], FLAG, why))


def _colours_flagged(row: PublishedRow, column: int, why: str) -> PublishedRow:
    doubted = ((h, c, c.column == column and c.fill not in UNPAINTED) for h, c in row.other)
    return replace(row, other=tuple((h, c.flagged(FLAG, why) if lost else c) for h, c, lost in doubted))


class _Candidate(NamedTuple):
    """A field that a table lacks, a column of no field that may be it, and whether its texts look like it."""

    field: str
    column: PlanColumn
    alike: bool


def _candidates(table: PublishedTable, pooled: Mapping[tuple[str, str], Held]) -> Iterator[_Candidate]:
    have = {c.field for c in table.columns}
    lacking = lacked(table.kind, have)
    title = next((c.index for c in table.columns if c.field == "title"), 0)
    for column in (c for c in table.columns if c.field is None and lacking):
        if _tells_another(column.heading, have if table.kind == "kpis" else have | OF_INDICATORS):
            continue
        held = [held_in(table, column)]
        held += [pooled[table.kind, column.heading]] if column.heading else []
        # what is still to come is told of no progress (`Next milestone`), and what sorts rows rates none (`Service`)
        never = {*(["update"] if tells_step(column.heading) else []), *(["status"] if _sorts(column, held[0]) else [])}
        for name, looks in lacking.items():
            if (name != "code" or column.index < title) and name not in never:
                yield _Candidate(name, column, any(h.filled and looks(h) for h in held))


def _sorts(column: PlanColumn, held: Held) -> bool:
    """Whether a column under the heading of what many rows share has no colours of ratings."""
    return tells_sort(column.heading) and not held.coloured


def _pooled(tables: Sequence[PublishedTable]) -> Mapping[tuple[str, str], Held]:
    """What the records of all tables of a kind hold under each heading of no field."""
    own: dict[tuple[str, str], list[Held]] = {}
    for table, column in ((t, c) for t in tables for c in t.columns if c.field is None and c.heading):
        own.setdefault((table.kind, column.heading), []).append(held_in(table, column))
    return {
        (kind, heading): Held(
            heading,
            [t for h in held for t in h.texts],
            [f for h in held for f in h.fills],
            sum(h.records for h in held),
        )
        for (kind, heading), held in own.items()
    }


def _two_in_one(table: PublishedTable) -> list[tuple[str, str]]:
    """The fields named by headings that are two, run together or not (`Quarter 1Progress` over one column), and why."""
    found: list[tuple[str, str]] = []
    have = {name for row in table.rows for name in row.fields}
    for heading in dict.fromkeys(c.heading for c in table.columns if c.field is None):
        together = tuple(sure_match(part) for part in _RUN_TOGETHER.split(heading))
        for named in (together, *two_in(heading)):
            fields = [f"{m.field}_q{m.quarter}" if m.quarter else str(m.field) for m in named if m]
            if len(fields) == len(named) > 1 and not (have | other_tables().keys()) & set(fields):
                why = f"{heading[:60]!r} looks like the headings of several columns"
                found += [(name, why) for name in fields]
                break
    return found


def _shared_headings(table: PublishedTable) -> Iterator[tuple[str, str, str]]:
    """A column's field, the field that its heading names too and no column fills, and why."""
    have = {name.partition("_q")[0] for row in table.rows for name in row.fields}
    have |= {"status"} if have & RATED else set()
    for column in (c for c in table.columns if c.field in SHARED):
        for _, half in halves_of(column.heading):
            named = half.field if half else None
            if named in SHARED - have - {column.field} and not {named, column.field} <= TIMES:
                yield (
                    str(column.field),
                    str(named),
                    f"{column.heading[:60]!r} names two things, and one column holds both",
                )


def _elsewhere(table: PublishedTable) -> list[tuple[str, str]]:
    """The fields whose values stand under another heading that is known, and why: dates, or what looks like ratings."""
    have = {c.field for c in table.columns}
    found: list[tuple[str, str]] = []
    if table.kind == "deliverables" and not have & {"start", "delivery", TIMELINE}:
        for column in (c for c in table.columns if c.field is None and _names_another(c.heading)):
            held = held_in(table, column)
            if held.filled and sum(is_dated(t) for t in held.texts) >= MOST * len(held.texts):
                found.append(("delivery", f"dates such as {held.texts[0][:30]!r} stand under {column.heading[:60]!r}"))
                break
    if table.kind == "deliverables" and not have & RATED:
        texts = [c.text for row in table.rows if (c := row.fields.get("update")) and c.text]
        few = len(set(texts)) <= FEW_KINDS * len(texts)
        if Held("", texts, (), len(table.rows)).filled and few and all(len(t) <= SHORT_STATUS for t in texts):
            found.append(("status", f"what is said of progress, such as {texts[0]!r}, may be it"))
    if table.kind == "deliverables" and not have & RATED and (told := _coloured_field(table)):
        found.append(("status", f"the cells under {told[:60]!r} have the colours of ratings, and no field holds them"))
    for column in (c for c in table.columns if c.field is None and table.kind != "outcomes"):
        known, held = match_heading(column.heading), held_in(table, column)
        if known and known[0].score >= ALIKE and known[0].field in REFUSED - have and held.filled:
            why = f"{column.heading[:60]!r} looks like its heading, though {held.texts[0][:30]!r} does not look like it"
            found.append((str(known[0].field), why))
    return found


def _coloured_field(table: PublishedTable) -> str | None:
    """The heading of the first column of a field whose cells have colours of a traffic light behind their texts."""
    for column in (c for c in table.columns if c.field and not c.quarter):
        cells = [c for row in table.rows if (c := row.fields.get(str(column.field))) and c.text]
        if Held(column.heading, [c.text for c in cells], [c.fill for c in cells], len(table.rows)).coloured:
            return column.heading
    return None


def _tells_another(heading: str, have: set[str | None]) -> bool:
    """Whether a heading is surely known for a field, unless it only holds a word of one that another column fills.

    Or a word that other tables use: the `Impact so far` of a plan is no risk's, `Moves this quarter` no figure.
    What asks for a status may tell of progress beside one: `How far have we got?`.
    """
    known = sure_match(heading)
    if known is None or (known.field == "status" and have & RATED):
        return False
    return known.worded or known.field not in have | other_tables().keys()


def _names_another(heading: str) -> bool:
    """Whether a heading is known for another field's, which may be wrong; dates of reviews are no dates of ends."""
    known = match_heading(heading)
    return bool(known) and known[0].field != OTHER_DATE


def _are_told(name: str, heading: str, tables: Sequence[PublishedTable]) -> bool:
    """Whether texts under a heading, in all tables that have it, are so likely to be the field that all should have it.

    Of sentences, whole ones beside ratings are, and those of which some say what has been done: reasons, aims and
    measures of success hardly do.
    """
    if name != "update":
        return True
    under = [(t, c.index) for t in tables for c in t.columns if c.field is None and c.heading == heading]
    texts = [text for table, column in under for text in table.other_texts(column)]
    rated = any(c.field in ("status", "rag") for table, _ in under for c in table.columns)
    return (rated and are_whole(texts)) or sum(bool(PAST.search(t)) for t in texts) >= TOLD * len(texts)


def _first_flagged(rows: Sequence[PublishedRow], column: int, why: str) -> tuple[PublishedRow, ...]:
    found = list(rows)
    for n, row in enumerate(found):
        at = next((k for k, (_, c) in enumerate(row.other) if c.column == column and c.text), None)
        if at is not None:
            heading, cell = row.other[at]
            found[n] = replace(row, other=(*row.other[:at], (heading, cell.flagged(FLAG, why)), *row.other[at + 1 :]))
            break
    return tuple(found)
