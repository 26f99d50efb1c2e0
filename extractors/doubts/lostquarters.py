"""Quarters and years that a table lacks beside quarters it has, where a column of no rule holds what theirs hold."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise

from extractors.headings.headings import match_heading
from extractors.headings.putoff import OTHER_DATE
from extractors.headings.quarters import Named, named
from extractors.headings.shapes import NUMBER, STATUS, share
from extractors.table import PlanColumn, PublishedRow, PublishedTable

# This part of a column's texts are ratings, or figures, where those of the quarters beside it are.
MOST = 0.8
DATES = ("start", "delivery")
# What columns of quarters hold, and the field without which figures may be its own as well.
_HELD = {"rag": (STATUS, None), "value": (NUMBER, "target")}


def lost_quarters(table: PublishedTable) -> Iterator[tuple[str, str]]:
    """The fields of quarters, or of a year, that may stand under headings that no rule knows, and why."""
    have = {c.field for c in table.columns}
    for family, (shape, first) in _HELD.items():
        yield from _of_other_years(table, family, shape)
        own = [c for c in table.columns if c.field == family]
        told = {c.index: c.quarter for c in own if c.quarter}
        if first not in {None, *have}:
            continue
        years = {c.year for c in own if c.year}
        for column in (c for c in table.columns if c.field is None and c.heading and _may_be_any(c.heading)):
            if not (told or any(m.field == family and m.quarter for m in match_heading(column.heading))):
                continue
            says = named(column.heading)
            quarter = says.quarter or _between(told, column)
            yearly = family == "value" and 0 < len(told) == len(own) and _is_of_a_year(says)
            lost = quarter in range(1, 5) and quarter not in told.values() and (not says.year or says.year in years)
            if not (lost or yearly) or share(table.other_texts(column.index), shape) < MOST:
                continue
            if lost and quarter:
                told[column.index] = quarter
            why = f"under {column.heading[:60]!r}, which names no other field, stands what other quarters hold"
            yield (f"{family}_q{quarter}" if lost else family), why


def _may_be_any(heading: str) -> bool:
    """Whether no rule knows a heading, unless for dates that its ratings or figures are none of.

    The heading of a column that is still empty may be read as one with a quarter's: `Date seen Q2 by board`.
    """
    known = match_heading(heading)
    return not known or (not known[0].worded and known[0].field in (*DATES, OTHER_DATE))


def with_other_years(table: PublishedTable, flag: str) -> PublishedTable:
    """The table with a flag on every rating of another year's quarter, which stands in no field."""
    for column, year in _other_years(table, "rag", STATUS):
        why = f"it rates {column.heading[:60]!r}, and the field of that quarter holds {year}"
        table = table.mapped(partial(_doubted, column=column.index, flag=flag, why=why))
    return table


def _doubted(row: PublishedRow, column: int, flag: str, why: str) -> PublishedRow:
    other = ((h, c.flagged(flag, why) if c.column == column and (c.text or c.fill) else c) for h, c in row.other)
    return replace(row, other=tuple(other))


def _of_other_years(table: PublishedTable, family: str, shape: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """The fields of quarters that hold one year's, of which another column holds those of another year, and why."""
    for column, year in _other_years(table, family, shape):
        why = f"{column.heading[:60]!r} is the quarter of another year than {year}, and fills no field"
        yield f"{family}_q{named(column.heading).quarter}", why


def _other_years(table: PublishedTable, family: str, shape: re.Pattern[str]) -> Iterator[tuple[PlanColumn, str]]:
    """The columns of no field that hold a quarter of another year than the column of the field does, with that year."""
    own = {c.quarter: c.year for c in table.columns if c.field == family and c.quarter and c.year}
    for column in (c for c in table.columns if c.field is None and own):
        says = named(column.heading)
        year = own.get(says.quarter or 0)
        if year and says.year and says.year != year and share(table.other_texts(column.index), shape) >= MOST:
            yield column, year


def _is_of_a_year(says: Named) -> bool:
    """Whether a heading names a year and says more of it: `2023/24 outturn`."""
    return bool(says.year) and not says.quarter and any(ch.isalpha() for ch in says.rest)


def _between(told: Mapping[int, int], column: PlanColumn) -> int | None:
    """The quarter that a column's place says: the one before the quarter on its right, or after that on its left."""
    step = min((b - a for a, b in pairwise(sorted(told))), default=1)
    after, before = told.get(column.index + step, 0), told.get(column.index - step, 4)
    return after - 1 if after > 1 else before + 1
