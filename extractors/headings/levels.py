"""Levels (high, medium, low) under a heading that may be a status's, beside columns of ratings under none."""

from collections.abc import Sequence

from extractors.headings.headings import HeadingMatch
from extractors.headings.quarterly import SAID
from extractors.headings.shapes import LEVEL, STATUS, share
from extractors.headings.values import SHAPED, Column

# What `This quarter` and `Last quarter` may head beside ratings.
_OF_QUARTERS = {"value", "value_before"}

Matches = tuple[HeadingMatch, ...]


def without_levels(columns: Sequence[Column], matches: Sequence[Matches]) -> list[Matches]:
    """The matches without those for a status of columns that hold levels, where another column holds ratings.

    Of `Last quarter | This quarter | Confidence` the last, `H` or `M`, was taken for the status of all 21 rows, and
    the letters and colours of the two quarters for none.
    """
    rated = any(
        share(c.values, STATUS) >= SHAPED > share(c.values, LEVEL) and _open(ms)
        for c, ms in zip(columns, matches, strict=True)
    )
    if not rated:
        return list(matches)
    return [
        tuple(m for m in ms if m.field != "status" or m.score == SAID) if share(c.values, LEVEL) >= SHAPED else ms
        for c, ms in zip(columns, matches, strict=True)
    ]


def _open(matches: Matches) -> bool:
    """Whether headings leave it to the values what a column is: none is known, or one of a value now or before."""
    return all(m.field in _OF_QUARTERS for m in matches)
