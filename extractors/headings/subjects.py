"""What the rows of a table are about, where headings alone would name the wrong column."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.headings.headings import WHOLE, HeadingMatch
from extractors.headings.putoff import OTHER_DATE, PUT_OFF
from extractors.headings.shapes import NUMBER, PERIOD, TIME, distinct, filled_share, mean_length, share
from extractors.headings.values import DIFFERENT, SHAPED, TITLE, Column
from extractors.headings.vocabulary import names_theme, officer_pattern, tells_past, tells_step, tells_steps

# A column that fills at most this part of the rows stands over several; the subject fills nearly all of them.
OVER_SEVERAL, ALL = 0.75, 0.95
# What is told of the present.
OF_NOW = {"status", "update"}
# What is set for a year and no quarter of it.
SET = ("target", None)
# One value is no evidence of a shape.
VALUES = 2
# Of so many texts fewer than this part occur once where they tell no rows apart.
ENOUGH, AGAIN = 6, 0.35
# Codes have fewer words (`Priority 1`); titles with their code have so many in more than this part of the rows.
WORDS_OF_TITLE, TITLED = 3, 0.5
# This part of a column's texts hold several entries of a list where it lists steps, or posts where it names officers.
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
    found = _without_lists(columns, _titles_with_codes(columns, found))
    if not any(
        (_may_be_title(ms) or (not ms and _names(c, ms))) and filled_share(c.values) >= ALL
        for c, ms in zip(columns, found, strict=True)
    ):
        return found
    return [
        tuple(replace(m, field="outcome_codes") if m.field == "title" and m.score <= WHOLE else m for m in ms)
        if names_theme(c.heading) and (filled_share(c.values) <= OVER_SEVERAL or repeats(c.values))
        else ms
        for c, ms in zip(columns, found, strict=True)
    ]


def _titles_with_codes(columns: Sequence[Column], matches: list[Matches]) -> list[Matches]:
    """The matches with a title for a code over texts of several words: `Action code & title` heads both in one.

    Under words for a code alone (`Action reference`) such texts are those of two columns, whose headings are lost.
    """
    return [
        tuple(replace(m, field="title") if m.field == "code" else m for m in ms)
        if ms and ms[0].field == "code" and not ms[0].worded and _wordy(c.values)
        else ms
        for c, ms in zip(columns, matches, strict=True)
    ]


def _wordy(values: Sequence[str]) -> bool:
    """Whether most texts have so many words as no code has."""
    filled = [v for v in values if v]
    return sum(len(v.split()) >= WORDS_OF_TITLE for v in filled) > TITLED * len(filled)


def _without_lists(columns: Sequence[Column], matches: list[Matches]) -> list[Matches]:
    """The matches without those for a title of columns that list several things a row, or say the same of many rows.

    What is listed, or headed as a step (`Next milestone`), are steps towards what another column names (`Objective /
    action | Milestones`), and what many rows share tells none of them apart: only where another column (on the left of
    a list), which may be the title or has no known heading, does neither. `Milestones` are steps where that heading
    names the title: a browser paints the dots of a list, and no letter tells that one is listed.
    """
    lists = [lists_several(c.values) or tells_step(c.heading) for c in columns]
    shared = [
        (repeats(c.values) or filled_share(c.values) <= OVER_SEVERAL) and not names_theme(c.heading) for c in columns
    ]
    known = zip(columns, matches, lists, shared, strict=True)
    first = next((i for i, (c, ms, *other) in enumerate(known) if not any(other) and _names(c, ms)), None)
    if first is None:
        return matches
    if _may_be_title(matches[first]):
        lists = [several or tells_steps(c.heading) for several, c in zip(lists, columns, strict=True)]
    return [
        tuple(m for m in ms if m.field != "title" or m.score > WHOLE) if shared[i] or (lists[i] and i > first) else ms
        for i, ms in enumerate(matches)
    ]


def _names(column: Column, matches: Matches) -> bool:
    """Whether a column may name what the rows are about: by its heading, or without one that is known by its texts."""
    if filled_share(column.values) < OVER_SEVERAL or mean_length(column.values) < TITLE:
        return False
    return _may_be_title(matches) or (not matches and distinct(column.values) >= DIFFERENT)


def repeats(values: Sequence[str]) -> bool:
    """Whether most of the texts, of enough to tell, come again: they tell no rows apart."""
    return sum(map(bool, values)) >= ENOUGH and distinct(values) < AGAIN


def lists_several(values: Sequence[str]) -> bool:
    """Whether half of the texts list several things each: `• Brief agreed • Work begins`."""
    filled = [v for v in values if v]
    return len(filled) >= VALUES and sum(len(_ENTRY.findall(v)) > 1 for v in filled) >= LISTED * len(filled)


def dated_steps(column: Column) -> bool:
    """Whether most texts list several steps and tell a time: `• Tender - May 2025 • Award - June 2025`."""
    told = [v for v in column.values if v]
    return lists_several(told) and sum(bool(TIME.search(v)) for v in told) >= SHAPED * len(told)


def with_mixed_owners(columns: Sequence[Column], matches: Sequence[Matches]) -> list[Matches]:
    """The matches, those for a member made an officer's where the texts name posts and no other heading names one.

    Members and officers share a column then: `Lead Member / Director` over `Cllr Hart / Head of Parks`.
    """
    led = any(ms and ms[0].field == "lead_officer" and ms[0].sure for ms in matches)
    return [
        tuple(replace(m, field="lead_officer") if m.field == "portfolio_holder" else m for m in ms)
        if not led and share(c.values, officer_pattern()) >= LISTED
        else ms
        for c, ms in zip(columns, matches, strict=True)
    ]


def with_target_dates(columns: Sequence[Column], matches: Sequence[Matches]) -> list[Matches]:
    """The matches, a target made the time where its texts tell one and no other heading names any: `Target` over dates.

    Targets of indicators, beside values, stay what they are.
    """
    named = {m.field for ms in matches for m in ms}
    if named & {"delivery", "indicator", "value"}:
        return list(matches)
    return [
        tuple(replace(m, field="delivery") if m.field == "target" and m.score <= WHOLE else m for m in ms)
        if sum(map(bool, c.values)) >= VALUES and share(c.values, PERIOD) >= SHAPED
        else ms
        for c, ms in zip(columns, matches, strict=True)
    ]


def with_starts(matches: Sequence[Matches]) -> list[Matches]:
    """The matches, the start first where a heading names both it and the time, and another names the time alone.

    `Timeline - Start` beside `Timeline - End`.
    """
    timed = [bool(ms) and ms[0].field == "delivery" for ms in matches]
    begun = [t and any(m.field == "start" for m in ms) for t, ms in zip(timed, matches, strict=True)]
    if not any(begun) or sum(timed) == sum(begun):
        return list(matches)
    return [
        tuple(sorted(ms, key=lambda m: m.field != "start")) if both else ms
        for both, ms in zip(begun, matches, strict=True)
    ]


def without_past(columns: Sequence[Column], matches: Sequence[Matches]) -> list[Matches]:
    """The matches without those for a status or update of the report before, where another column may be this one's.

    Nor those for a date that is the next step's.
    The quarter of an earlier year (`Q2 2024/25` beside `Q2 2025/26`) is a past one too, and so is a year before the
    last (`2023/24 actual` beside `2024/25 actual`), but for targets, which are set for years to come.
    """
    latest: dict[tuple[str | None, int | None], str] = {}
    for m in (m for ms in matches for m in ms if m.year):
        latest[m.field, m.quarter] = max(latest.get((m.field, m.quarter), ""), m.year or "")
    matches = [
        tuple(
            m
            for m in ms
            if not m.year or m.year == latest[m.field, m.quarter] or m.score > WHOLE or (m.field, m.quarter) == SET
        )
        for ms in matches
    ]
    matches = [
        tuple(replace(m, field=OTHER_DATE) if m.field in PUT_OFF and m.score <= WHOLE else m for m in ms)
        if tells_step(c.heading)
        else ms
        for c, ms in zip(columns, matches, strict=True)
    ]
    gone = [tells_past(c.heading) for c in columns]
    now = OF_NOW & {m.field for ms, before in zip(matches, gone, strict=True) if not before for m in ms}
    return [
        tuple(m for m in ms if not (before and m.field in now and m.score <= WHOLE))
        for ms, before in zip(matches, gone, strict=True)
    ]


def _may_be_title(matches: Sequence[HeadingMatch]) -> bool:
    return any(m.field == "title" for m in matches)


def _counts(column: Column) -> bool:
    return sum(map(bool, column.values)) >= VALUES and share(column.values, NUMBER) >= SHAPED
