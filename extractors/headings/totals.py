"""Rows that sum up those above them: `Total` in one cell and nothing but figures and counts beside it."""

import re
from collections.abc import Iterable

from extractors.headings.shapes import NUMBER
from extractors.headings.vocabulary import names_total

# Counts, each with what is counted: `21 deliverables`, `Green 9, Amber 4`, `R: 2`.
_COUNT = r"(?:\d[\d,]*\s+[^\W\d]+(?:\s[^\W\d]+)?|[^\W\d]+(?:\s[^\W\d]+)?\s*:?\s*\d[\d,]*)"
_COUNTS = re.compile(rf"{_COUNT}(?:\s*[,;/|]?\s+{_COUNT})*")


def sums_up(texts: Iterable[str]) -> bool:
    """Whether the texts of a row say that it sums up the rows above it."""
    filled = [t for t in texts if t]
    others = [t for t in filled if not names_total(t)]
    return len(filled) == len(others) + 1 and all(NUMBER.match(t) or _COUNTS.fullmatch(t) for t in others)
