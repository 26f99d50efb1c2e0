"""Rows that sum up those above them: `Total` in one cell and nothing but figures beside it."""

from collections.abc import Iterable

from extractors.headings.shapes import NUMBER
from extractors.headings.vocabulary import names_total


def sums_up(texts: Iterable[str]) -> bool:
    """Whether the texts of a row say that it sums up the rows above it."""
    filled = [t for t in texts if t]
    others = [t for t in filled if not names_total(t)]
    return len(filled) == len(others) + 1 and all(NUMBER.match(t) for t in others)
