"""Texts that end with what the blank cell beside them should hold: the one text ran on into the other.

Programs that write a PDF anew put a text and the one of the next column into one line where the first runs over its
cell's edge: `Head of Communications CPC`, and no committee.
"""

import re
from collections import Counter
from collections.abc import Sequence

from extractors.table import PublishedRow, PublishedTable

FLAG = "column_bleed"
# A column's short values come again: so many times each, and in more than this part of its rows.
AGAIN, FILLED = 2, 0.5
# Longer values are texts of their own.
LONGEST = 12
# A status is a word that a sentence may end with; a code, a figure or a date hardly is.
_TELLING = re.compile(r"[A-Z]{2,}|[A-Z]\W|\d")


def with_run_over(tables: Sequence[PublishedTable]) -> tuple[PublishedTable, ...]:
    """The tables with a flag on both cells of each such pair."""
    return tuple(_checked(t) for t in tables)


def _checked(table: PublishedTable) -> PublishedTable:
    held: dict[str, Counter[str]] = {}
    for row in table.rows:
        for name, cell in row.fields.items():
            held.setdefault(name, Counter())[cell.text] += 1
    known = {
        name: {t for t, n in texts.items() if n >= AGAIN and 1 < len(t) <= LONGEST and _TELLING.search(t)}
        for name, texts in held.items()
        if texts.total() - texts[""] > FILLED * len(table.rows)
    }
    return table.mapped(lambda row: _told(row, known)) if any(known.values()) else table


def _told(row: PublishedRow, known: dict[str, set[str]]) -> PublishedRow:
    for name, cell in row.fields.items():
        if cell.text or not known.get(name):
            continue
        for left, other in row.fields.items():
            if other.column + other.column_span != cell.column or len(other.text.split()) < 2:
                continue
            last = other.text.split()[-1]
            if last in known[name] and last not in known.get(left, ()):
                why = f"{last} ends the text of one cell and the cell beside it is blank, where others hold {last}"
                return row.flagged(FLAG, why, {name, left})
    return row
