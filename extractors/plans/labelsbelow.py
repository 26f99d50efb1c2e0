"""Outcomes and themes that stand beside one row of their group, but not the first: lines part every cell of the column.

The cells above such a label are blank, those of the first group too, so what stands further up is not carried down.
"""

import re
from collections.abc import Collection

from extractors.joining.joined import JoinedTable
from extractors.table import TableCell

FLAG = "several_rows"
AT_FOOT = "it has no outcome of its own, and the next one below seems to stand for the rows above it"
OPEN = "it has no outcome of its own, and those of its column stand neither first nor last in their groups"
# Labels of groups: so many at least, none of them said twice, and so many rows that have none.
LABELS, BLANK = 2, 2
_WORD = re.compile(r"[^\W\d_]{4}")


def labels_below(table: JoinedTable, columns: Collection[int]) -> dict[int, dict[int, TableCell]]:
    """By the `id` of a row, the cells to put in the place of its blank ones in `columns`, each flagged.

    They hold the next label further down where the last row of all has one, and nothing where it has none.
    """
    found: dict[int, dict[int, TableCell]] = {}
    for column in sorted(columns):
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
