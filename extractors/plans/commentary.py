"""Rows that say more of the record above them: texts under the facts, each in a row of its own over all columns."""

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from extractors.headings.headers import names_rows
from extractors.joining.joined import JoinedRow, JoinedTable

# This part of the records, so many at least, are followed by such a row.
NEARLY_ALL, ENOUGH = 0.8, 3
# A sentence that may be such a row has so many words.
WORDS = 8


def commentary(table: JoinedTable) -> Mapping[int, bool]:
    """The rows of the table, by their `id`, that are commentary on the record above, and whether that is sure.

    A text that comes before a record names it; those that come after each and last of all speak of it, and so, most
    likely, does a sentence under any.
    """
    rows = [r for r in table.rows if not r.header]
    alone = [_is_alone(r, table.columns) for r in rows]
    if not any(alone):
        return {}
    followed = sum(b and not a for a, b in pairwise(alone))
    # as many under each: `Progress comments: ...` and `Last updated: ...`
    *under, last = [len([*g]) for one, g in groupby(alone) if one]
    alike = not alone[0] and alone[-1] and all(n == max(under) >= last for n in under)
    if alike and followed >= max(ENOUGH, NEARLY_ALL * alone.count(False)):
        return {id(r): True for r, one in zip(rows, alone, strict=True) if one}
    below = zip(pairwise(rows), pairwise(alone), strict=True)
    return {id(r): False for (_, r), (a, b) in below if b and not a and _is_sentence(r)}


def _is_sentence(row: JoinedRow) -> bool:
    text = next(c.text for c in row.cells.values() if c.text)
    return text.endswith((".", "!")) and len(text.split()) >= WORDS and not names_rows(text)


def _is_alone(row: JoinedRow, columns: int) -> bool:
    """Whether the row holds one cell, from its own first column to the last; cells from above may stand before it."""
    cells: Sequence[int] = sorted(row.cells)
    inked = [c for c in row.cells.values() if c.text]
    if len(inked) != 1:
        return False
    only = inked[0]
    return only.column_span > 1 and only.column + only.column_span >= columns and cells[-1] == only.column
