"""Quarters and years that a table lacks beside quarters it has, where a column of no rule holds what theirs hold."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from extractors.headings.headings import match_heading
from extractors.headings.quarters import Named, named
from extractors.headings.shapes import NUMBER, STATUS, share
from extractors.table import PlanColumn, PublishedTable

# This part of a column's texts are ratings, or figures, where those of the quarters beside it are.
MOST = 0.8
# What columns of quarters hold, and the field without which figures may be its own as well.
_HELD = {"rag": (STATUS, None), "value": (NUMBER, "target")}


def lost_quarters(table: PublishedTable) -> Iterator[tuple[str, str]]:
    """The fields of quarters, or of a year, that may stand under headings that no rule knows, and why."""
    have = {c.field for c in table.columns}
    for family, (shape, first) in _HELD.items():
        own = [c for c in table.columns if c.field == family]
        told = {c.index: c.quarter for c in own if c.quarter}
        if not told or first not in {None, *have}:
            continue
        years = {c.year for c in own if c.year}
        for column in (c for c in table.columns if c.field is None and c.heading and not match_heading(c.heading)):
            says = named(column.heading)
            quarter = says.quarter or _between(told, column)
            yearly = family == "value" and len(told) == len(own) and _is_of_a_year(says)
            lost = quarter in range(1, 5) and quarter not in told.values() and (not says.year or says.year in years)
            if not (lost or yearly) or share(table.other_texts(column.index), shape) < MOST:
                continue
            if lost and quarter:
                told[column.index] = quarter
            why = f"no rule knows the heading {column.heading[:60]!r}, under which stands what other quarters hold"
            yield (f"{family}_q{quarter}" if lost else family), why


def _is_of_a_year(says: Named) -> bool:
    """Whether a heading names a year and says more of it: `2023/24 outturn`."""
    return bool(says.year) and not says.quarter and any(ch.isalpha() for ch in says.rest)


def _between(told: Mapping[int, int], column: PlanColumn) -> int | None:
    """The quarter that a column's place says: the one before the quarter on its right, or after that on its left."""
    step = min((b - a for a, b in pairwise(sorted(told))), default=1)
    after, before = told.get(column.index + step, 0), told.get(column.index - step, 4)
    return after - 1 if after > 1 else before + 1
