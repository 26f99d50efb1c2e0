"""Rows that say more of the record above them: texts under the facts, each in a row of its own over all columns.

A label that all of them repeat, such as `Comment`, may stand before the text in a cell of its own.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby, pairwise

from extractors.grids.colours import UNPAINTED
from extractors.headings.headers import names_rows
from extractors.headings.headings import sure_match
from extractors.headings.labels import label_of as label_at
from extractors.joining.joined import JoinedRow, JoinedTable
from extractors.table import TableCell

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
    labels = Counter(label.text for r in rows if _is_alone(r, table.columns) and (label := _label_before(r)))
    kept = {"", *(text for text, count in labels.items() if count >= ENOUGH)}
    alone = [_is_alone(r, table.columns) and (x.text if (x := _label_before(r)) else "") in kept for r in rows]
    if not any(alone):
        return {}
    followed = sum(b and not a for a, b in pairwise(alone))
    # as many under each: `Progress comments: ...` and `Last updated: ...`
    *under, last = [len([*g]) for one, g in groupby(alone) if one]
    alike = not alone[0] and alone[-1] and all(n == max(under) >= last for n in under)
    if alike and followed >= max(ENOUGH, NEARLY_ALL * alone.count(False)):
        return {id(r): True for r, one in zip(rows, alone, strict=True) if one}
    below = zip(pairwise(rows), pairwise(alone), strict=True)
    return {id(r): False for (_, r), (a, b) in below if b and not a and not _label_before(r) and _is_sentence(r)}


def label_of(row: JoinedRow) -> TableCell | None:
    """What names the text of a row of commentary: a cell before it, or `Comment:` at its head; None for nothing."""
    cell = _whole_text(row)
    said = _said_in(cell)
    return _label_before(row) or (replace(cell, text=said, lines=(f"{said}:",)) if said else None)


def text_of(row: JoinedRow) -> TableCell:
    """The cell with the text of a row of commentary, without a label for updates at its head."""
    cell = _whole_text(row)
    said = _said_in(cell)
    if said is None or _label_before(row):
        return cell
    first, *rest = cell.lines
    lines = tuple(t for t in (first[len(said) + 1 :].strip(), *rest) if t)
    return replace(cell, text=cell.text[len(said) + 1 :].strip(), lines=lines)


def _label_before(row: JoinedRow) -> TableCell | None:
    first, *more = (c for _, c in sorted(row.cells.items()) if c.text)
    return first if more else None


def _whole_text(row: JoinedRow) -> TableCell:
    return next(c for _, c in sorted(row.cells.items(), reverse=True) if c.text)


def _said_in(cell: TableCell) -> str | None:
    """The label of an update at the head of a cell's text."""
    label = label_at(cell.lines[0]) if cell.lines else None
    known = sure_match(label) if label else None
    return (
        label if known and known.worded and known.field == "update" and len(cell.text) > len(label or "") + 1 else None
    )


def _is_sentence(row: JoinedRow) -> bool:
    text = _whole_text(row).text
    return text.endswith((".", "!")) and len(text.split()) >= WORDS and not names_rows(text)


def _is_alone(row: JoinedRow, columns: int) -> bool:
    """Whether the row's last text reaches over several columns to the end, and no more than a label stands before it.

    Cells from above may stand before both, blank ones of its ground behind it: where ratings are painted in the rows
    above and below, their sides seem to go on through it.
    """
    inked = [c for _, c in sorted(row.cells.items()) if c.text]
    if not 1 <= len(inked) <= 2:
        return False
    *label, only = inked
    if label and (label[0].column_span > 1 or label[0].column + 1 != only.column):
        return False
    after = [c for c in row.cells.values() if c.column > only.column]
    to_the_end = only.column + only.column_span >= columns and not after
    return only.column_span > 1 and (to_the_end or all(c.fill in (*UNPAINTED, only.fill) for c in after))
