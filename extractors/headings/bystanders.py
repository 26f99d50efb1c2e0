"""Tables near a plan that are none of it: risk registers, finance tables, logs of meetings, contents pages."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from extractors.headings.headings import HeadingMatch, surest
from extractors.headings.values import Column
from extractors.headings.vocabulary import other_headings, other_tables, plan_tracker

# Fields of a plan that speak for it where a table also has headings of another kind of table.
OWN = {
    "title", "indicator", "outcome_codes", "start", "delivery", "lead_officer", "status", "rag", "update",
    "strategic_link", "committees", "target", "value",
}  # fmt: skip


class Above(NamedTuple):
    """A heading printed above a table, and how many points above it begins."""

    text: str
    gap: float


def other_table(columns: Sequence[Column], matches: Sequence[tuple[HeadingMatch, ...]]) -> str | None:
    """What the table is instead of a plan's, in words for a person; None where its headings do not say so.

    A plan table may have one column of another kind (`Risk ref`, `Budget (£000)`), or two beside four of its own.
    """
    own = sum(bool((m := surest(ms)) and m.field in OWN) for ms in matches)
    for name, headings in _telling(columns, matches):
        enough = other_tables()[name].enough
        if len(headings) >= enough and (enough == 1 or len(headings) * 2 > own):
            return _in_words(name, headings)
    return None


def likely_other_table(columns: Sequence[Column], matches: Sequence[tuple[HeadingMatch, ...]]) -> str | None:
    """What a table that nothing shows to be a plan's is likely to be, by as little as one heading."""
    return next((_in_words(name, headings) for name, headings in _telling(columns, matches)), None)


def _telling(columns: Sequence[Column], matches: Sequence[tuple[HeadingMatch, ...]]) -> list[tuple[str, list[str]]]:
    """The different headings that tell of each other kind of table, the kind with most of them first."""
    telling: dict[str, list[str]] = defaultdict(list)
    for column, ms in zip(columns, matches, strict=True):
        m = surest(ms)
        if m and m.field in other_tables() and column.heading not in telling[m.field]:
            telling[m.field].append(column.heading)
    return sorted(telling.items(), key=lambda t: -len(t[1]))


def _in_words(name: str, headings: Sequence[str]) -> str:
    return f"{other_tables()[name].what}: its headings include " + " and ".join(f"'{h}'" for h in headings[:3])


def under_other_heading(above: Sequence[Above]) -> str | None:
    """What a table is by the heading nearest above it, in words for a person; None where that says nothing."""
    nearest = min(above, key=lambda a: a.gap, default=None)
    if nearest is None:
        return None
    pattern, what = other_headings()
    found = pattern.search(nearest.text)
    if not found or plan_tracker().search(nearest.text):
        return None
    return f"{what[' '.join(found[1].lower().split())]}: it stands under the heading '{nearest.text[:80]}'"
