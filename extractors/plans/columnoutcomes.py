"""Outcomes that a plan states in its tables alone: a code and what it means in one cell, or in two columns.

A column of outcomes may print `1.1 Children do well`, or a code beside a column with the words. Then no other place
states them: all of 20 tables that print four outcomes so left the list of outcomes empty without a word.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from extractors.headings.codedheadings import CodedHeading, coded_heading, theme_part
from extractors.layout import Published
from extractors.printed.hyphens import Hyphens
from extractors.table import OutcomeStatement, PublishedRow, TableCell

_FIELDS = ("outcome_code", "outcome_codes")
# One code alone is no list.
CODES = 2


class _Told(NamedTuple):
    """A code, what it stands for, and the cell that says so."""

    code: str
    title: str
    cell: TableCell


def with_column_outcomes(
    tables: Sequence[Published], hyphens: Hyphens
) -> tuple[list[Published], list[OutcomeStatement]]:
    """The tables of a plan, and the outcomes that their columns state.

    Names beside codes are taken for themes before it is known that each code has its own: they are themes no longer.
    """
    rows = [row for p in tables for row in p.table.rows]
    beside = _beside(tables)
    told = beside or [t for row in rows for n in _FIELDS if n in row.fields for t in _told(row.fields[n], hyphens)]
    if len({t.code for t in told}) < CODES:
        return list(tables), []
    stated: dict[str, OutcomeStatement] = {}
    for code, _, cell in told:
        if code in stated:
            continue
        titles = Counter(t.title for t in told if t.code == code)
        own = replace(cell, text=titles.most_common(1)[0][0], lines=())
        if others := [t for t in titles if t.lower() != own.text.lower()]:
            own = own.flagged("stated_twice", f"also stated as: {'; '.join(others)}"[:300])
        theme = next((r.theme.text for r in rows if r.theme and not beside and _names(r, code)), None)
        stated[code] = OutcomeStatement(code, own, theme)
    return [_without_themes(p) if beside else p for p in tables], list(stated.values())


def _names(row: PublishedRow, code: str) -> bool:
    return any(row.fields[n].text.startswith(code) for n in _FIELDS if n in row.fields)


def _without_themes(one: Published) -> Published:
    """The table with its themes kept beside the fields where they are the names of outcomes."""
    return one._replace(table=one.table.mapped(lambda row: replace(row, theme=None)))


def _beside(tables: Sequence[Published]) -> list[_Told]:
    """Codes of outcomes and the names beside them in a column of themes.

    None where a code has several names or a name several codes, or no two codes are of one theme.
    """
    pairs = [
        (row.fields[n].text, row.theme)
        for p in tables
        if any(c.field == "theme" for c in p.table.columns)
        for row in p.table.rows
        for n in _FIELDS
        if n in row.fields and row.fields[n].text and row.theme
    ]
    names = {(code, theme.text) for code, theme in pairs}
    codes, titles = {code for code, _ in names}, {title for _, title in names}
    themes = {theme_part(code) for code in codes}
    if not len(codes) == len(titles) == len(names) > len(themes) or None in themes or any(map(coded_heading, titles)):
        return []
    return [_Told(code, theme.text, theme) for code, theme in pairs]


def _told(cell: TableCell, hyphens: Hyphens) -> Iterator[_Told]:
    """The codes that a cell names with what they stand for, each on a line of its own or behind a semicolon."""
    lines = [part for line in cell.lines or (cell.text,) for part in line.split("; ")]
    first = _coded(lines[0])
    if first is None:
        return
    level = (first.word, first.form)
    starts = [n for n, line in enumerate(lines) if (c := _coded(line)) and (c.word, c.form) == level]
    for start, end in pairwise([*starts, len(lines)]):
        found = _coded(hyphens.join(lines[start:end]))
        if found and found.title:
            yield _Told(found.code, found.title.rstrip(" ;,"), cell)


def _coded(text: str) -> CodedHeading | None:
    """The code with which an outcome's text begins, which may be a number alone."""
    return coded_heading(text) or coded_heading(f"Outcome {text}")
