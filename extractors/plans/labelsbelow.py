"""Outcomes and themes that stand beside one row of their group, but not the first: lines part every cell of the column.

The cells above such a label are blank, those of the first group too, so what stands further up is not carried down.
Nor is there anything to carry where a table begins with the rest of a group that another one holds.
"""

import re
from collections.abc import Collection

from extractors.joining.joined import JoinedTable
from extractors.table import TableCell

FLAG = "several_rows"
AT_FOOT = "it has no outcome of its own, and the next one below seems to stand for the rows above it"
OPEN = "it has no outcome of its own, and those of its column stand neither first nor last in their groups"
BEGUN = "it has no outcome, and may be of the last one of the table before"
# Labels of groups: so many at least, none of them said twice, and so many rows that have none.
LABELS, BLANK = 2, 2
_WORD = re.compile(r"[^\W\d_]{4}")


def labels_below(table: JoinedTable, columns: Collection[int]) -> dict[int, dict[int, TableCell]]:
    """By the `id` of a row, the cells to put in the place of its blank ones in `columns`, each flagged.

    They hold the next label further down where the last row of all has one, and nothing where it has none. So do those
    with which a table begins whose other rows all have one.
    """
    found: dict[int, dict[int, TableCell]] = {}
    for column in sorted(columns):
        if _goes_on(table, column):
            first = table.body[0]
            found.setdefault(id(first), {})[column] = first.cells[column].flagged(FLAG, BEGUN)
        if not _begin_blank(table, column):
            continue
        ends = bool(table.body[-1].cells[column].text)
        below = table.body[-1].cells[column]
        for row in reversed(table.body):
            own = row.cells[column]
            if own.text:
                below = own
            else:
                cell = below.carried().flagged(FLAG, AT_FOOT) if ends else own.flagged(FLAG, OPEN)
                found.setdefault(id(row), {})[column] = cell
    return found


def _goes_on(table: JoinedTable, column: int) -> bool:
    """Whether the first cell of the column is the only blank one, and some of the others stand for several rows."""
    cells = [r.cells[column] for r in table.body if column in r.cells]
    first = cells[0] if cells and column in table.body[0].cells else None
    spanning = any(c.row_span > 1 for c in cells[1:])
    return first is not None and not first.text and spanning and all(c.text for c in cells[1:])


def _begin_blank(table: JoinedTable, column: int) -> bool:
    """Whether the column holds names of groups, each in one cell of its own, and none in the first row.

    Codes alone, which a row may do without, name no groups.
    """
    cells = [r.cells.get(column) for r in table.body]
    texts = [c.text for c in cells if c is not None and c.row_span == 1]
    filled = [t for t in texts if t]
    if len(texts) < len(cells) or not texts or texts[0] or len(texts) - len(filled) < BLANK:
        return False
    words = sum(bool(_WORD.search(t)) for t in filled)
    return LABELS <= len(set(filled)) == len(filled) < 2 * words
