"""Which lines of a table without row rules make one row.

A row is told by the lines on which values stand. A line with nothing but a label is a row of its own (a section's
name), or the rest of a label that wraps: closer to its row than rows are to each other, or going on in lower case.
"""

from collections.abc import Sequence
from itertools import pairwise

from extractors.grids.gutters import Column, column_of
from extractors.printed.chunks import Chunk, ChunkLine, ends_time

# Lines closer than this part of the pitch of rows belong to one row.
TIGHT = 0.9
# Lines closer than this many font sizes overlap: their cells stand beside each other, set lower or higher.
BESIDE = 0.8
# In tables of words, a gap this much wider than the leading of lines parts rows.
WIDER = 1.25
# The part of a column's texts that must be values for it to be a column of values.
VALUES = 0.6

# A first column anchors rows when it has so many texts, this part of them values, on at most this part of the lines.
FEWEST_ANCHORS, CODED, SPARSE = 3, 0.9, 0.7
Cells = dict[int, list[Chunk]]


def cells_of(line: ChunkLine, columns: Sequence[Column]) -> Cells:
    """The line's chunks by column."""
    cells: Cells = {}
    for chunk in line.chunks:
        cells.setdefault(column_of(chunk, columns), []).append(chunk)
    return cells


def value_columns(lines: Sequence[Cells], columns: int) -> list[int]:
    """The columns most of whose texts are values.

    The first counts only if its values are anchors: on some of the lines, with other texts between them.
    """
    found: list[int] = []
    first = [ln[0] for ln in lines if 0 in ln]
    coded = sum(all(k.value for k in ks) for ks in first)
    if len(first) >= FEWEST_ANCHORS and coded >= CODED * len(first) and len(first) <= SPARSE * len(lines):
        found.append(0)
    for c in range(1, columns):
        texts = [" ".join(k.text for k in ln[c]) for ln in lines if c in ln]
        values = [all(k.value for k in ln[c]) for ln in lines if c in ln]
        if texts and sum(values) >= VALUES * len(values):
            found.append(c)
    return found


def body_rows(lines: Sequence[ChunkLine], columns: Sequence[Column]) -> list[list[ChunkLine]]:
    """The lines, top to bottom, gathered into rows."""
    cells = [cells_of(ln, columns) for ln in lines]
    values = value_columns(cells, len(columns))
    if values:
        return _by_values(lines, cells, set(values))
    return _by_words(lines, cells)


def _by_values(lines: Sequence[ChunkLine], cells: Sequence[Cells], values: set[int]) -> list[list[ChunkLine]]:
    rests = [i > 0 and _ends_times(cells[i - 1], c, values) for i, c in enumerate(cells)]
    anchors = [bool(values & set(c)) and not rest for c, rest in zip(cells, rests, strict=True)]
    at = [ln.baseline for ln in lines]
    steps = [b - a for a, b, p, q in zip(at[:-1], at[1:], anchors[:-1], anchors[1:], strict=True) if p and q]
    steps = [s for s in steps if s > 0]
    pitch = sorted(steps)[len(steps) // 2] if steps else None
    home = list(range(len(lines)))
    for i, line in enumerate(lines):
        if rests[i]:
            home[i] = i - 1
        if anchors[i] or rests[i]:
            continue
        up = at[i] - at[i - 1] if i else None
        down = at[i + 1] - at[i] if i + 1 < len(lines) and anchors[i + 1] else None
        close = BESIDE * line.size if pitch is None else max(TIGHT * pitch, BESIDE * line.size)
        if down is not None and down < BESIDE * line.size and (up is None or down < up):
            home[i] = i + 1
        elif up is not None and (
            (up < BESIDE * line.size and anchors[home[i - 1]]) or _wraps(lines, cells, i, up, close)
        ):
            home[i] = home[i - 1]
        elif down is not None and down < close and 0 in cells[i] and 0 not in cells[i + 1]:
            home[i] = i + 1
    return _gathered(lines, home)


def _ends_times(above: Cells, cells: Cells, values: set[int]) -> bool:
    """Whether all values of a line are years, each of a time that the line above begins.

    As rows of their own they were records without a code, and `Q3` / `2026/27` was the Q3 of the plan's year.
    """
    begun = {c: " ".join(k.text for k in ks).strip() for c, ks in above.items()}
    mine = {c: " ".join(k.text for k in cells[c]).strip() for c in values & set(cells)}
    return bool(mine) and all(ends_time(begun.get(c, ""), t) for c, t in mine.items())


def _wraps(lines: Sequence[ChunkLine], cells: Sequence[Cells], i: int, up: float, close: float) -> bool:
    """Whether a line without values goes on with the text of the line above."""
    first = lines[i].chunks[0]
    if not all(c in cells[i - 1] for c in cells[i]) and 0 in cells[i]:
        return False
    if up < close and all(c in cells[i - 1] for c in cells[i]) and lines[i - 1].chunks[0].bold == first.bold:
        return True
    if 0 not in cells[i]:
        return up < 1.6 * lines[i].size
    above = cells[i - 1].get(0)
    return first.text[:1].islower() and above is not None and up < 1.6 * lines[i].size


def _by_words(lines: Sequence[ChunkLine], cells: Sequence[Cells]) -> list[list[ChunkLine]]:
    at = [ln.baseline for ln in lines]
    steps = [b - a for a, b in pairwise(at)]
    if not steps:
        return [[ln] for ln in lines]
    leading = min(s for s in steps if s > 0) if any(s > 0 for s in steps) else 0.0
    parted = [s > WIDER * leading for s in steps]
    home = list(range(len(lines)))
    spaced = any(parted) and not all(parted)
    for i in range(1, len(lines)):
        joined = not parted[i - 1] if spaced else False
        beside = steps[i - 1] < BESIDE * lines[i].size
        lacks = 0 not in cells[i] and len(cells[i]) < len(cells[i - 1]) and steps[i - 1] < 1.6 * lines[i].size
        if beside or (joined and 0 not in cells[i]) or lacks or (joined and _flows(cells, i)):
            home[i] = home[i - 1]
    return _gathered(lines, home)


def _flows(cells: Sequence[Cells], i: int) -> bool:
    """Whether the line's texts continue cells of the line above rather than begin new ones."""
    return set(cells[i]) <= set(cells[i - 1])


def _gathered(lines: Sequence[ChunkLine], home: Sequence[int]) -> list[list[ChunkLine]]:
    rows: dict[int, list[ChunkLine]] = {}
    for i, line in enumerate(lines):
        h = i
        while home[h] != h:
            h = home[h]
        rows.setdefault(h, []).append(line)
    return [rows[k] for k in sorted(rows)]
