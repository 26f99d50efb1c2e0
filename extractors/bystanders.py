"""Tables that stand near a plan and are none of it: risk registers, finance tables, logs of meetings, contents pages."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from extractors.completing import Column
from extractors.headings import HeadingMatch
from extractors.vocabulary import other_headings, other_tables

# A match below this is a word that happens to stand in a longer heading.
SURE = 0.7
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

    A plan table may have one column of another kind (`Risk ref`, `Budget (£000)`), or two beside five of its own.
    """
    best = [ms[0] if ms else None for ms in matches]
    own = sum(m is not None and m.field in OWN and m.score >= SURE for m in best)
    telling: dict[str, list[str]] = defaultdict(list)
    for column, m in zip(columns, best, strict=True):
        if m is not None and m.field in other_tables() and m.score >= SURE:
            telling[m.field].append(column.heading)
    for name, headings in sorted(telling.items(), key=lambda t: -len(t[1])):
        what, enough = other_tables()[name]
        count = len(set(headings))
        if (count >= enough and 2 * count + enough > own) if enough == 1 else (count >= 2 and 2 * count > own):
            return f"{what}: its headings include " + " and ".join(f"'{h}'" for h in list(dict.fromkeys(headings))[:3])
    return None


def under_other_heading(above: Sequence[Above]) -> str | None:
    """What a table is by the heading nearest above it, in words for a person; None where that says nothing."""
    nearest = min(above, key=lambda a: a.gap, default=None)
    if nearest is None:
        return None
    pattern, what = other_headings()
    found = pattern.search(nearest.text)
    if not found:
        return None
    return f"{what[' '.join(found[1].lower().split())]}: it stands under the heading '{nearest.text[:80]}'"
