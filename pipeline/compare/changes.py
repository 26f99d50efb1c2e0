"""A change between two editions, as the terminal, the CSV and the page show it."""

from dataclasses import dataclass, fields
from typing import NamedTuple

from pipeline.compare.rules import TIERS, kinds


@dataclass(frozen=True)
class Change:
    """One change of one record.

    `old` and `new` are what stood and stands there, None for nothing; `by` the amount, in `unit` (`quarters`, or that
    of the indicator); `quarter` the quarter that a status or value belongs to. `matched` says how the record was
    recognised and `score` how alike the words are, 0 to 100. `flag` are the reasons for which a value that the change
    rests on is in doubt. Pages count from 1.
    """

    tier: str
    kind: str
    dataset: str
    code: str | None
    title: str | None
    field: str | None = None
    old: str | None = None
    new: str | None = None
    by: float | None = None
    unit: str | None = None
    quarter: str | None = None
    matched: str | None = None
    score: float | None = None
    flag: str | None = None
    old_plan: str | None = None
    old_record: str | None = None
    old_page: int | None = None
    new_plan: str | None = None
    new_record: str | None = None
    new_page: int | None = None


COLUMNS = tuple(f.name for f in fields(Change))


class Found(NamedTuple):
    """What has become of a field, before it is known whose: as in `Change`; `about` are the columns it rests on."""

    kind: str
    field: str
    old: str | None
    new: str | None
    by: float | None = None
    unit: str | None = None
    quarter: str | None = None
    about: tuple[str, ...] = ()


def tier_of(kind: str, by: float | None = None) -> str:
    """How severe a change of this kind and amount is."""
    known = kinds()[kind]
    if known.serious_from is not None and by is not None and abs(by) >= known.serious_from:
        return "serious"
    return known.tier


def order(change: Change) -> tuple[int, int]:
    """What sorts changes: the gravest first, then by kind. Those that tie stay in the order of the plans."""
    return list(TIERS).index(change.tier), list(kinds()).index(change.kind)
