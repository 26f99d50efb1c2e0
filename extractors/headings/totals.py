"""Rows that sum up those above them: `Total` in one cell and nothing but figures beside it."""

from collections.abc import Iterable

from extractors.headings.shapes import NUMBER
from extractors.headings.vocabulary import names_total
from extractors.table import TableCell


def sums_up(cells: Iterable[TableCell]) -> bool:
    """Whether the cells of a row say that it sums up the rows above it."""
    texts = [c.text for c in cells if c.text]
    others = [t for t in texts if not names_total(t)]
    return len(texts) == len(others) + 1 and all(NUMBER.match(t) for t in others)
