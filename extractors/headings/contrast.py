"""Headings that no synonym knows: rows that a later page repeats, or that stand out from what is below them."""

import re
from collections.abc import Sequence

from extractors.printed.chunks import is_value
from extractors.table import TableCell

Row = dict[int, TableCell]

# Fewer rows below it than this say nothing about a first row.
FEWEST_BELOW = 2
# The part of a column's texts that must be values for words above it to be its heading.
VALUES = 0.6
# Headings are short: more words than this in one cell are a sentence.
MOST_WORDS = 12
_YEAR = re.compile(r"^(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?$")


def repeated_rows(above: Sequence[Row], below: Sequence[Row], most: int) -> int:
    """How many rows, at most `most`, both pages' parts of a table begin with: headings that are printed again."""
    count = 0
    for a, b in zip(above[:most], below[:most], strict=False):
        texts = [c.text for _, c in sorted(a.items()) if c.text]
        if not texts or texts != [c.text for _, c in sorted(b.items()) if c.text]:
            break
        if (len(texts) < 2 and count == 0) or all(is_value(t) for t in texts):
            break
        count += 1
    return count if count < len(above) else 0


def stands_out(rows: Sequence[Row], columns: int) -> bool:
    """Whether the first of a whole table's rows is its heading.

    It is where the corner above a column of labels is blank, or where words (or years) stand over values in every other
    column.
    """
    body = rows[1:]
    first = {i: c.text for i, c in rows[0].items() if c.text} if rows else {}
    if len(body) < FEWEST_BELOW or any(len(t.split()) > MOST_WORDS for t in first.values()):
        return False
    others = [i for i in range(1, columns) if any(i in r and r[i].text for r in body)]
    if len(others) < 1 or not all(i in first for i in others):
        return False
    labels = all(0 in r and r[0].text for r in body)
    if 0 not in first and labels and len(others) > 1:
        return True
    return all(_heads(first[i], [r[i].text for r in body if i in r and r[i].text]) for i in others)


def _heads(text: str, below: Sequence[str]) -> bool:
    values = sum(is_value(t) for t in below)
    return (not is_value(text) or bool(_YEAR.match(text))) and values >= VALUES * len(below)
