"""Texts that are cut to fit their cells: the rest of them may be nowhere in the document.

Dashboards and lists end such a text with an ellipsis. A spreadsheet whose rows have one height shows as many lines as
fit, and stops in the middle of a sentence.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from extractors.grids.offpage import FLAG, RUNS_OFF
from extractors.table import PublishedRow, PublishedTable, TableCell

_ELLIPSIS = re.compile(r"\w\W{0,2}(?:…|\.\.\.)$")
# A mark of a footnote may stand behind the end of a sentence.
_STOP = re.compile(r"(?:[.!?;:)\]”’\"'][¹²³⁴-⁹*†‡]{0,2}|(?<!\d)[.!?]\d)$")
_SENTENCE = re.compile(r"[.!?](?:\s|$)")
# The point after the number of an outcome ends no sentence: `2. Homes are safe` was cut off in seven rows.
_NUMBER = re.compile(r"^\W*[A-Z]{0,3}\d{1,3}(?:\.\d{1,3})*\.\s")
# Where rows have one height, so many texts of a column have as many lines as any, and this part of all a full stop. Of
# 765 columns of several lines in 243 prints, in which nothing is cut off, 551 have stops in less than 0.3 of their
# texts, 198 in 0.6 and more; none of the 198 has a text without one among its longest alone.
FULL, SENTENCES = 5, 0.6
# The last line of a text that goes on has this part of the letters of its longest; where a text ends it ends anywhere:
# a quarter of 3,066 whole ones reach so far.
TO_THE_EDGE = 0.8


def with_cut_off(tables: Sequence[PublishedTable]) -> tuple[PublishedTable, ...]:
    """The tables with the flag `cut_off` on the texts that stop short.

    Of a table that runs off its page nothing that is left is wrong (98 cells in 10 prints were right, none was wrong):
    that columns may be gone is told at the first cell beside them alone.
    """
    found: list[PublishedTable] = []
    for table in map(_told_once, tables):
        short = _at_height(table)
        found.append(replace(table, rows=tuple(_checked(row, short) for row in table.rows)))
    return tuple(found)


def _told_once(table: PublishedTable) -> PublishedTable:
    """The table with the flag of lines that run off the page on the first cell only that has it."""
    told: list[TableCell] = []

    def once(cell: TableCell) -> TableCell:
        if cell.flag != FLAG or not (cell.flag_detail or "").startswith(RUNS_OFF):
            return cell
        told.append(cell)
        return cell if len(told) == 1 else replace(cell, flag=None, flag_detail=None)

    flagged = any(c.flag == FLAG for r in table.rows for c in r.cells)
    return table.mapped(lambda row: row.mapped(once)) if flagged else table


def _checked(row: PublishedRow, short: Set[int]) -> PublishedRow:
    if not any(id(c) in short or c.text.endswith(("…", "...")) for c in row.cells):
        return row

    def told(cell: TableCell) -> TableCell:
        ends = f"it ends {cell.text[-20:]!r}"
        if id(cell) in short:
            return cell.flagged(FLAG, f"{ends} on the last line that rows of this height show")
        if _ELLIPSIS.search(cell.text):
            return cell.flagged(FLAG, f"{ends}, as texts do that are cut to fit their cell")
        return cell

    return row.mapped(told)


def _at_height(table: PublishedTable) -> set[int]:
    """The cells (by `id`) of the table that stop in a sentence, at the end of as many lines as any of their column.

    None of a column in which a text of fewer lines stops so as well: its writers leave full stops out.
    """
    columns: dict[int, list[TableCell]] = {}
    for cell in (c for r in table.rows for c in r.cells if c.lines and c.text):
        columns.setdefault(cell.column, []).append(cell)
    found: set[int] = set()
    for cells in columns.values():
        most = max(len(c.lines) for c in cells)
        short = [c for c in cells if not _STOP.search(c.text)]
        full = sum(len(c.lines) == most for c in cells)
        said = sum(bool(_SENTENCE.search(_NUMBER.sub("", c.text))) for c in cells)
        if most == 1 or full < FULL or said < SENTENCES * len(cells) or any(len(c.lines) < most for c in short):
            continue
        found.update(id(c) for c in short if len(c.lines[-1]) >= TO_THE_EDGE * max(map(len, c.lines)))
    return found
