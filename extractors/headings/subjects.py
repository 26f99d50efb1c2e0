"""What the rows of a table are about, where headings alone would name the wrong column."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.headings.completing import SHAPED, TITLE, Column
from extractors.headings.headings import WHOLE, HeadingMatch
from extractors.headings.shapes import NUMBER, filled_share, mean_length, share
from extractors.headings.vocabulary import names_theme, tells_past

# A column that fills at most this part of the rows stands over several; the subject fills nearly all of them.
OVER_SEVERAL, ALL = 0.75, 0.95
# What is told of the present.
OF_NOW = {"status", "update"}
# One value is no evidence of a shape.
VALUES = 2
# This part of a column's texts hold several entries of a list where it lists steps.
LISTED = 0.5
_ENTRY = re.compile(r"(?:^|\s)(?:[•●▪■◦‣·–*-]|\(?(?:\d|[a-h]|[ivx]{1,4})[).])\s+(?=\w)")

Matches = tuple[HeadingMatch, ...]


def with_subjects(columns: Sequence[Column], matches: Sequence[Matches]) -> list[Matches]:
    """The matches without those for a title that the values speak against; what a person says scores more, and stays.

    Numbers are counts of deliverables (`Deliverables | On track | Off track`), none of them. An `Objective` that stands
    over several rows is their theme, where another column that may be the title fills every row.
    """
    found = [
        tuple(m for m in ms if m.field != "title" or m.score > WHOLE) if _counts(c) else ms
        for c, ms in zip(columns, matches, strict=True)
    ]
    found = _without_lists(columns, found)
    if not any(_may_be_title(ms) and filled_share(c.values) >= ALL for c, ms in zip(columns, found, strict=True)):
        return found
    return [
        tuple(replace(m, field="outcome_codes") if m.field == "title" and m.score <= WHOLE else m for m in ms)
        if names_theme(c.heading) and filled_share(c.values) <= OVER_SEVERAL
        else ms
        for c, ms in zip(columns, found, strict=True)
    ]


def _without_lists(columns: Sequence[Column], matches: list[Matches]) -> list[Matches]:
    """The matches without those for a title of columns that list several things a row, where another lists none.

    What is listed are steps towards what the other column names: `Objective / action | Milestones`.
    """
    lists = [_lists(c.values) for c in columns]
    named = [
        _may_be_title(ms) and not own and filled_share(c.values) >= OVER_SEVERAL and mean_length(c.values) >= TITLE
        for c, ms, own in zip(columns, matches, lists, strict=True)
    ]
    if not any(named):
        return matches
    return [
        tuple(m for m in ms if m.field != "title" or m.score > WHOLE) if own else ms
        for ms, own in zip(matches, lists, strict=True)
    ]


def _lists(values: Sequence[str]) -> bool:
    filled = [v for v in values if v]
    return len(filled) >= VALUES and sum(len(_ENTRY.findall(v)) > 1 for v in filled) >= LISTED * len(filled)


def without_past(columns: Sequence[Column], matches: Sequence[Matches]) -> list[Matches]:
    """The matches without those for a status or update of the report before, where another column may be this one's."""
    past = [tells_past(c.heading) for c in columns]
    now = OF_NOW & {m.field for ms, before in zip(matches, past, strict=True) if not before for m in ms}
    return [
        tuple(m for m in ms if m.field not in now or m.score > WHOLE) if before else ms
        for ms, before in zip(matches, past, strict=True)
    ]


def _may_be_title(matches: Sequence[HeadingMatch]) -> bool:
    return any(m.field == "title" for m in matches)


def _counts(column: Column) -> bool:
    return sum(map(bool, column.values)) >= VALUES and share(column.values, NUMBER) >= SHAPED
