"""Columns of no field that look like one: by sentences or names that the table lacks elsewhere, or by their colours.

Nothing is placed by such a likeness: what is told of progress and what is told of reasons are both sentences. The
column stays in `other`, its first value is flagged, the document warns of it, and every record has an empty, flagged
cell for the field, unless all that speaks for it are figures or sentences of no past. Where colours rate what no field
holds, every coloured value is flagged: `other` keeps texts and no colours.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.grids.colours import is_traffic_light
from extractors.headings.headings import match_heading, sure_match
from extractors.headings.quarters import year_alone
from extractors.headings.shapes import (
    NUMBER,
    PAST,
    PERIOD,
    PERSON,
    SHORT_STATUS,
    STATUS,
    distinct,
    mean_length,
    share,
    tell_times,
)
from extractors.headings.ticks import TICKED
from extractors.headings.timelines import TIMELINE
from extractors.headings.vocabulary import tells_past
from extractors.table import PlanColumn, PublishedRow, PublishedTable, TableCell

FLAG = "likely_field"
# This part of the records have a text in the column, of so many at least.
FILLED, ENOUGH = 0.5, 3
# This part of a column's texts are sentences, or names, where it holds such; sentences are this long on average, and
# there are this many different ones for their number: what is said of progress may be said of two rows.
MOST, LONG, DIFFERENT = 0.6, 30, 0.5
# The initials of a person or a post: `HoP`, `EHM`.
INITIALS = re.compile(r"^(?:[A-Z][a-z]?){2,4}$")
# Short texts of which so few are different, for their number, are ratings.
RATINGS = 0.75
# This part of a column's sentences are in the past where it tells of progress.
TOLD = 0.25
# Fields that texts of their shape are likely to be, whatever their heading.
TOLD_BY_SHAPE = ("lead_officer", "delivery", "status")
# Ground that is no paint.
NO_PAINT = (None, "#ffffff")
# What follows a name in its cell: a post, a team, another name.
_REST = re.compile(r"[(\[,;/]| [–—-] ")
# Where the heading of one column ends and that of the next one begins without a space.
_RUN_TOGETHER = re.compile(r"(?<=[a-z0-9)])(?=[A-Z])")
# A sentence without a full stop has so many words.
WORDS = 8


def with_unknown(tables: Sequence[PublishedTable]) -> tuple[list[PublishedTable], tuple[str, ...]]:
    """The tables with a flag on the first value of every such column, and a warning for each."""
    found: list[PublishedTable] = []
    told: list[str] = []
    candidates = [_candidates(table) for table in tables]
    alike = {(c.field, c.column.heading) for own in candidates for c in own if c.alike and c.column.heading}
    for table, own in zip(tables, candidates, strict=True):
        for name, why in (*_two_in_one(table), *_elsewhere(table)):
            told.append(f"page {table.pages[0]}: {why}")
            table = replace(table, rows=tuple(_lacking(row, name, why) for row in table.rows))
        # a heading that stands over the field's like in one table of a plan does in all of them
        for name, column in [c[:2] for c in own if c.alike or (c.field, c.column.heading) in alike]:
            heading = (
                f"no rule knows the heading {column.heading[:60]!r}" if column.heading else "a column has no heading"
            )
            why = f"{heading}, and its texts look like the {name} that is missing"
            told.append(f"page {table.pages[0]}: {why}")
            if _are_told(name, column.heading, tables):
                table = replace(table, rows=tuple(_lacking(row, name, why) for row in table.rows))
            table = replace(table, rows=_first_flagged(table.rows, column.index, why))
        for column in _coloured(table):
            why = f"its colours under {column.heading[:60]!r} are those of ratings, and no field holds them"
            told.append(f"page {table.pages[0]}: {why}")
            table = replace(table, rows=tuple(_colours_flagged(row, column.index, why) for row in table.rows))
        found.append(table)
    return found, tuple(told)


def _coloured(table: PublishedTable) -> list[PlanColumn]:
    """The columns of no field in which colours of a traffic light stand under texts that are no ratings themselves."""
    found: list[PlanColumn] = []
    for column in (c for c in table.columns if c.field is None):
        cells = [c for r in table.rows for _, c in r.other if c.column == column.index and c.fill not in NO_PAINT]
        if len(cells) >= ENOUGH and is_traffic_light({str(c.fill) for c in cells}):
            rated = share([c.text for c in cells], STATUS) >= MOST
            found += [] if rated or tells_past(column.heading) else [column]
    return found


def _colours_flagged(row: PublishedRow, column: int, why: str) -> PublishedRow:
    doubted = ((h, c, c.column == column and c.fill not in NO_PAINT) for h, c in row.other)
    return replace(row, other=tuple((h, c.flagged(FLAG, why) if lost else c) for h, c, lost in doubted))


class _Candidate(NamedTuple):
    """A field that a table lacks, a column of no field that may be it, and whether its texts look like it."""

    field: str
    column: PlanColumn
    alike: bool


def _candidates(table: PublishedTable) -> list[_Candidate]:
    have = {c.field for c in table.columns}
    lacking: dict[str, Callable[[Sequence[str]], bool]] = {}
    if table.kind == "kpis":
        lacking |= {name: _figures for name in ("value", "target") if name not in have}
        lacking |= {"update": _sentences} if "update" not in have and "status" in have else {}
    if table.kind in ("deliverables", "actions"):
        if "update" not in have:
            lacking["update"] = _sentences if have & {"status", "rag", TICKED} else _whole_sentences
        if "lead_officer" not in have:
            lacking["lead_officer"] = _names
        if not have & {"start", "delivery", "rag", TIMELINE}:
            lacking["delivery"] = lambda texts: tell_times(texts, FILLED)
    if table.kind in ("deliverables", "kpis") and not have & {"status", "rag", TICKED}:
        lacking["status"] = _scores
    unknown = [c for c in table.columns if c.field is None] if lacking else []
    filled = {c.index: texts for c in unknown if _filled(texts := table.other_texts(c.index), len(table.rows))}
    return [
        _Candidate(name, column, column.index in filled and looks(filled[column.index]))
        for column in unknown
        if not _tells_another(column.heading, have)
        for name, looks in lacking.items()
    ]


def _two_in_one(table: PublishedTable) -> list[tuple[str, str]]:
    """The fields named by headings that are two run together (`Quarter 1Progress` over one column), and why."""
    found: list[tuple[str, str]] = []
    have = {name for row in table.rows for name in row.fields}
    for column in (c for c in table.columns if c.field is None):
        named = [sure_match(half) for half in _RUN_TOGETHER.split(column.heading)]
        fields = [f"{m.field}_q{m.quarter}" if m.quarter else str(m.field) for m in named if m]
        if len(fields) == len(named) > 1 and not have & set(fields):
            found += [(name, f"{column.heading[:60]!r} looks like the headings of several columns") for name in fields]
    return found


def _elsewhere(table: PublishedTable) -> list[tuple[str, str]]:
    """The fields whose values stand under another heading that is known, and why: dates, or what looks like ratings."""
    have = {c.field for c in table.columns}
    found: list[tuple[str, str]] = []
    if table.kind == "deliverables" and not have & {"start", "delivery", TIMELINE}:
        for column in (c for c in table.columns if c.field is None and _names_another(c.heading)):
            texts = table.other_texts(column.index)
            if _filled(texts, len(table.rows)) and sum(_dated(t) for t in texts) >= MOST * len(texts):
                found.append(("delivery", f"dates such as {texts[0][:30]!r} stand under {column.heading[:60]!r}"))
                break
    if table.kind == "deliverables" and not have & {"status", "rag", TICKED}:
        texts = [c.text for row in table.rows if (c := row.fields.get("update")) and c.text]
        few = len(set(texts)) <= RATINGS * len(texts)
        if _filled(texts, len(table.rows)) and few and all(len(t) <= SHORT_STATUS for t in texts):
            found.append(("status", f"what is said of progress, such as {texts[0]!r}, may be it"))
    return found


def _tells_another(heading: str, have: Collection[str | None]) -> bool:
    """Whether a heading is known for a field, unless it only holds a word of one that another column fills."""
    known = match_heading(heading)
    return bool(known) and (known[0].worded or known[0].field not in have)


def _names_another(heading: str) -> bool:
    """Whether a heading is known for another field's, which may be wrong; dates of reviews are no dates of ends."""
    known = match_heading(heading)
    return bool(known) and known[0].field != "other_date"


def _dated(text: str) -> bool:
    return bool(PERIOD.match(text)) and any(ch.isdigit() for ch in text)


def _lacking(row: PublishedRow, name: str, why: str) -> PublishedRow:
    """The row with an empty, flagged cell for a field that stands elsewhere."""
    after = max((c.column + c.column_span for c in row.fields.values()), default=0)
    return replace(row, fields={name: TableCell(after, "", flag=FLAG, flag_detail=why)} | row.fields)


def _filled(texts: Sequence[str], rows: int) -> bool:
    return len(texts) >= max(ENOUGH, FILLED * rows)


def _sentences(texts: Sequence[str]) -> bool:
    said = sum(t.endswith((".", "!", ";")) or len(t.split()) >= WORDS for t in texts)
    return said >= MOST * len(texts) and mean_length(texts) >= LONG and len(set(texts)) >= DIFFERENT * len(texts)


def _whole_sentences(texts: Sequence[str]) -> bool:
    """The same where nothing rates the rows, and what is meant to be done may be told at length as well."""
    return _sentences(texts) and sum(t.endswith((".", "!")) for t in texts) >= MOST * len(texts)


def _scores(texts: Sequence[str]) -> bool:
    """Whether they are a few scores that come again: `3`, `1`, `3`."""
    return all(t.isdigit() and len(t) == 1 for t in texts) and 1 < len(set(texts)) <= RATINGS * len(texts)


def _are_told(name: str, heading: str, tables: Sequence[PublishedTable]) -> bool:
    """Whether texts under a heading, in all tables that have it, are so likely to be the field that all should have it.

    Whole sentences beside ratings are, and those of which some say what has been done: reasons, aims and measures of
    success hardly do. Figures are values where they stand under a year.
    """
    if name == "update":
        under = [(t, c.index) for t in tables for c in t.columns if c.field is None and c.heading == heading]
        texts = [text for table, column in under for text in table.other_texts(column)]
        rated = any(c.field in ("status", "rag") for table, _ in under for c in table.columns)
        return (rated and _whole_sentences(texts)) or sum(bool(PAST.search(t)) for t in texts) >= TOLD * len(texts)
    return name in TOLD_BY_SHAPE or (name == "value" and year_alone(heading) is not None)


def _figures(texts: Sequence[str]) -> bool:
    return share(texts, NUMBER) >= MOST


def _names(texts: Sequence[str]) -> bool:
    """Whether they are names of several words, a single one being a category as well, or initials that come again."""
    first = [_REST.split(t, maxsplit=1)[0].strip() for t in texts]
    if share(first, INITIALS) >= MOST and distinct(first) < DIFFERENT:
        return True
    return share(first, PERSON) >= MOST and sum(" " in t for t in first) >= MOST * len(first)


def _first_flagged(rows: Sequence[PublishedRow], column: int, why: str) -> tuple[PublishedRow, ...]:
    found = list(rows)
    for n, row in enumerate(found):
        at = next((k for k, (_, c) in enumerate(row.other) if c.column == column and c.text), None)
        if at is not None:
            heading, cell = row.other[at]
            found[n] = replace(row, other=(*row.other[:at], (heading, cell.flagged(FLAG, why)), *row.other[at + 1 :]))
            break
    return tuple(found)
