"""Which plan of one run is compared with which of another."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from normalise.periods.calendar import quarter_bounds, year_bounds
from normalise.records import Row


@dataclass(frozen=True)
class PlanPairs:
    """Rows of `plans`: those compared, older first, and those without a counterpart."""

    pairs: tuple[tuple[Row, Row], ...]
    dropped: tuple[Row, ...]
    added: tuple[Row, ...]


def pair_plans(old: Sequence[Row], new: Sequence[Row]) -> PlanPairs:
    """Pair plans with the same identifier; then the newest left of each series; then the only ones left of a council.

    A series is what editions of one plan have in common: the council and the title without years. The last step is for
    a plan that was given another title; it asks for the same type of plan and for exactly one on each side.
    """
    pairs: list[tuple[Row, Row]] = []
    left, right = sorted(old, key=_age, reverse=True), sorted(new, key=_age, reverse=True)
    for key, alone in ((_document, False), (_base, False), (_series, False), (_kind, True)):
        found = _by(key, left, right, alone=alone)
        pairs += found
        left = [row for row in left if all(row is not one for one, _ in found)]
        right = [row for row in right if all(row is not other for _, other in found)]
    ordered = sorted(pairs, key=lambda pair: str(pair[1]["plan_id"]))
    return PlanPairs(tuple(ordered), tuple(sorted(left, key=_id)), tuple(sorted(right, key=_id)))


def age(plan: Row) -> str:
    """What sorts plans by time: the first day of the quarter or year that they are about, "" where none is known."""
    if plan["quarter"]:
        return quarter_bounds(str(plan["quarter"]))[0].isoformat()
    return year_bounds(str(plan["financial_year"]))[0].isoformat() if plan["financial_year"] else ""


def series(plan: Row) -> str:
    """What editions of one plan have in common: `council/title`."""
    return "/".join(str(plan["plan_id"]).split("/")[:2])


def _by(
    key: Callable[[Row], Hashable], old: Sequence[Row], new: Sequence[Row], *, alone: bool
) -> list[tuple[Row, Row]]:
    found: list[tuple[Row, Row]] = []
    for value in dict.fromkeys(key(row) for row in old):
        one, other = ([row for row in rows if key(row) == value] for rows in (old, new))
        if not alone or len(one) == len(other) == 1:
            found += zip(one, other, strict=False)
    return found


def _document(plan: Row) -> Hashable:
    return plan["plan_id"], plan["source_sha256"]


def _base(plan: Row) -> Hashable:
    """The identifier without what a run adds where a plan comes in several files."""
    return str(plan["plan_id"]).split("~")[0]


def _series(plan: Row) -> Hashable:
    return series(plan), plan["plan_type"]


def _kind(plan: Row) -> Hashable:
    return str(plan["plan_id"]).split("/")[0], plan["plan_type"]


def _id(plan: Row) -> str:
    return str(plan["plan_id"])


def _age(plan: Row) -> tuple[str, str]:
    return age(plan), _id(plan)
