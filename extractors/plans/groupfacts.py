"""Facts that a plan prints with their labels over groups of its rows: `Project 2: Warm homes (Lead officer: Mr Hay)`.

They stand behind the name of the group, in a band or a heading above a table, and are those of every row below. Taken
for a part of the name, they left 16 records of one plan without the officer that it prints.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.headings.labels import fact_of
from extractors.headings.shapes import STATUS, is_dated
from extractors.headings.timelines import TIMELINE
from extractors.layout import Published
from extractors.table import PublishedRow

# Officers take at most so many characters.
OFFICERS = 80
_LABEL = re.compile(r"(?:^|[(\[|;•·,]|\s[–—-])\s*([A-Z][A-Za-z /&]{1,40}?):\s+(?=\S)")
_AROUND = " (|[;•·,–—-:"
_SHAPES: dict[str, Callable[[str], bool]] = {
    "lead_officer": lambda text: len(text) <= OFFICERS and ": " not in text,
    "status": lambda text: bool(STATUS.match(text)),
    "delivery": is_dated,
}
# What a table has in place of the field.
_SAME: dict[str, set[str]] = {"delivery": {TIMELINE}, "status": {"rag"}}

# The name of a group and its facts, field by field.
_Group = tuple[str, dict[str, str]]


def with_group_facts(tables: Sequence[Published]) -> list[Published]:
    """The tables of a plan, the labelled facts over their rows as fields of each row, and the names without them.

    A field that a table has a column for stays as it is there.
    """
    return [
        p._replace(table=replace(p.table, rows=_with_facts(p.table.rows, {c.field for c in p.table.columns})))
        if p.table.kind in ("deliverables", "actions")
        else p
        for p in tables
    ]


def _with_facts(rows: Sequence[PublishedRow], have: set[str | None]) -> tuple[PublishedRow, ...]:
    groups = {row.theme.text: facts_of(row.theme.text) for row in rows if row.theme}
    missing = {f for name in groups for f in fields_missing(name, have)}
    if not missing:
        return tuple(rows)
    return tuple(_with_fields(row, groups[row.theme.text] if row.theme else ("", {}), missing) for row in rows)


def _with_fields(row: PublishedRow, group: _Group, missing: set[str]) -> PublishedRow:
    """The record with those fields that are missing and that its group names, and its theme without any facts."""
    name, facts = group
    if row.theme is None or not facts:
        return row
    # the label says whose it is, so that its place is as sure as the row's own
    reading = row.fields["title"].reading if "title" in row.fields else row.theme.reading
    over = replace(row.theme.carried(), lines=(), reading=reading)
    told = {f: replace(over, text=facts[f]) for f in sorted(missing & facts.keys())}
    return replace(row, fields=row.fields | told, theme=replace(row.theme, text=name) if name else None)


def fields_missing(text: str, have: set[str | None]) -> set[str]:
    """The fields that labelled facts behind a name fill, and that a table with the fields `have` lacks."""
    return {f for f in facts_of(text)[1] if not have & {f, *_SAME.get(f, set[str]())}}


def facts_of(text: str) -> _Group:
    """The name before the first label that surely names a field, and what stands behind each such label."""
    labels = list(_LABEL.finditer(text))
    name, facts = text, dict[str, str]()
    for n, label in enumerate(labels):
        field = fact_of(label[1])
        end = labels[n + 1].start() if n + 1 < len(labels) else len(text)
        value = _closed(text[label.end() : end].strip(_AROUND))
        if field in _SHAPES and _SHAPES[field](value):
            name = name if facts else text[: label.start()].strip(_AROUND)
            facts.setdefault(field, value)
    return name, facts


def _closed(value: str) -> str:
    """The value without the bracket that closes what began before it."""
    more = value.count(")") + value.count("]") > value.count("(") + value.count("[")
    return value[:-1].rstrip() if more and value[-1] in ")]" else value
