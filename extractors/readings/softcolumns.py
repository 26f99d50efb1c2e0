"""Columns that no ruling parts: found in a lattice's column by the text in it, over all its rows."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import inf
from statistics import median

from extractors.grids.alignment import TextColumn, align, edges_between
from extractors.grids.justified import joined, with_whole_lines
from extractors.headings.shapes import PERIOD
from extractors.printed.chunks import is_value
from extractors.printed.runs import NO_SPACE, WORD_SPACE, Run

# A column this narrow, in points, holds one column of text.
NARROW = 40.0
# Columns stand side by side in at least this many rows, and in this part of the rows that show either.
FEWEST_ROWS = 2
ROWS_SHARED = 0.3
ENOUGH = 2
# A heading over an empty column stands this many font sizes clear of the headings beside it.
HEADING_GAP = 1.2
# A tick, or what stands for one, has at most so many characters.
MARK = 2
# So many gaps that differ by less than so many font sizes are spaces between words where they are narrower than this.
FEWEST_SPACES, EVEN, WIDEST_SPACE = 8, 0.1, 0.75


def soft_edges(
    runs: Sequence[Run], xs: Sequence[float], ys: Sequence[float], text: Callable[[Run], str]
) -> list[float]:
    """The edges (x, in points) to add between `xs` for a lattice with row edges `ys` and the runs in it.

    `text` is what a run prints.

    Empty where every column holds one column of text.
    """
    found: list[float] = []
    alone = {row for row, count in Counter(_row(r, ys) for r in runs).items() if count == 1}
    # a band's name runs over columns that it is none of
    runs = _phrases([r for r in runs if _row(r, ys) not in alone], text)
    for left, right in pairwise(xs):
        if right - left < NARROW:
            continue
        mine = [r for r in runs if left - 1 <= r.x0 <= right and ys[0] <= r.y_mid <= ys[-1] and r.x_mid <= right + 1]
        mine = with_whole_lines(mine, [_row(r, ys) for r in mine], text, (left, right))
        edges = [e for e in edges_between(_parted(align(mine), ys)) if left + 2 < e < right - 2]
        for before, e, after in zip([left, *edges], edges, [*edges[1:], right], strict=False):
            near = [r for r in mine if r.x1 > before and r.x0 < after]
            if not _running_text(near, e):
                found.append(e)
    return found


def _phrases(runs: list[Run], text: Callable[[Run], str]) -> list[Run]:
    """The runs, the words of each phrase put together where every word is written on its own.

    It is where most texts near each other on a line are as far apart as words: by 0.6 font sizes in a font of even
    widths. Words alone are aligned here and there by chance, and stand between the headings of two columns. Two figures
    are no phrase, unless they are one date (`Q1` and `2026/27`). Where more words stand within the runs than near each
    other, words are not written alone, and what stands near is the text of another column.
    """

    def gap(a: Run, b: Run) -> float:
        wide = (b.x0 - a.x1) / a.size
        first, second = text(a).strip(), text(b).strip()
        apart = wide < HEADING_GAP and is_value(first) and is_value(second) and not PERIOD.match(f"{first} {second}")
        return inf if apart else wide

    lines: dict[int, list[Run]] = {}
    for run in runs:
        lines.setdefault(round(run.baseline), []).append(run)
    ordered = [sorted(line, key=lambda r: r.x0) for line in lines.values()]
    near = [wide for line in ordered for a, b in pairwise(line) if (wide := gap(a, b)) < HEADING_GAP]
    space = median(near) if len(near) >= FEWEST_SPACES else 0.0
    even = sum(abs(wide - space) < EVEN for wide in near)
    within = sum(len(text(r).split()) - 1 for r in runs)
    if within > len(near) or not NO_SPACE < space < WIDEST_SPACE or even <= len(near) / 2:
        return runs
    found: list[Run] = []
    for line in ordered:
        for n, run in enumerate(line):
            if n and NO_SPACE < gap(line[n - 1], run) < space + EVEN:
                found[-1] = joined(found[-1], run)
            else:
                found.append(run)
    return found


def _running_text(runs: Sequence[Run], x: float) -> bool:
    """Whether more lines run on over `x` than leave it free between two texts: the gaps are those of justified text.

    Texts that run over their column's edge do so here and there; justified lines have their gaps wherever they fall. No
    more than the space between two words, each written on its own, is no gap.
    """
    crossing = {round(r.baseline) for r in runs if r.crosses(x)}
    before = {round(r.baseline): r for r in sorted(runs, key=lambda r: r.x1) if r.x1 <= x + 1}
    after = {round(r.baseline): r for r in sorted(runs, key=lambda r: -r.x0) if r.x0 >= x - 1}
    free = (before.keys() & after.keys()) - crossing
    gaps = {y: (after[y].x0 - before[y].x1) / after[y].size for y in free}
    words = {y for y, gap in gaps.items() if NO_SPACE < gap < WORD_SPACE}
    return len(crossing | words) > len(free - words)


def _parted(columns: list[TextColumn], ys: Sequence[float]) -> list[TextColumn]:
    """The columns that really stand side by side.

    Neighbours that hardly ever do are one, the closest first: a heading over figures that are aligned otherwise belongs
    to the column that has nothing beside it.
    """
    parts = _headed(columns, ys)
    while len(parts) > 1:
        worst = min(
            range(len(parts) - 1), key=lambda i: (_evidence(parts[i], parts[i + 1], ys), parts[i + 1].x0 - parts[i].x1)
        )
        if _evidence(parts[worst], parts[worst + 1], ys) >= ENOUGH:
            break
        parts[worst : worst + 2] = [_one(parts[worst], parts[worst + 1])]
    return parts


def _headed(columns: Sequence[TextColumn], ys: Sequence[float]) -> list[TextColumn]:
    """The columns, headings on the left of theirs put together with figures on the right of them, or the other way.

    Where headings alone and figures alone take turns, the first belongs to the second, and so on: a heading is often
    closer to the figures of the column beside it.
    """
    parts: list[TextColumn] = []
    turns: list[TextColumn] = []
    for column in [*columns, None]:
        alone = column is not None and ({0} == (rows := {_row(r, ys) for r in column.runs}) or 0 not in rows)
        if column is not None and alone and (not turns or _is_head(turns[-1], ys) != _is_head(column, ys)):
            turns.append(column)
            continue
        parts += [_one(a, b) for a, b in zip(turns[::2], turns[1::2], strict=True)] if len(turns) % 2 == 0 else turns
        turns = [column] if column is not None and alone else []
        parts += [column] if column is not None and not alone else []
    return parts


def _is_head(column: TextColumn, ys: Sequence[float]) -> bool:
    return all(_row(r, ys) == 0 for r in column.runs)


def _one(a: TextColumn, b: TextColumn) -> TextColumn:
    return TextColumn(min(a.x0, b.x0), max(a.x1, b.x1), a.runs + b.runs)


def _evidence(a: TextColumn, b: TextColumn, ys: Sequence[float]) -> int:
    """How well the two stand side by side: 0 never, 1 in too few rows, 2 in enough of them."""
    rows_a, rows_b = {_row(r, ys) for r in a.runs}, {_row(r, ys) for r in b.runs}
    if ({0} in (rows_a, rows_b) and _headed_apart(a, b, ys)) or (_is_ticked(a, ys) and _is_ticked(b, ys)):
        return ENOUGH
    beside = sum(_level(a, b, row, ys) for row in rows_a & rows_b)
    if not beside:
        return 0
    return ENOUGH if beside >= FEWEST_ROWS and beside >= ROWS_SHARED * min(len(rows_a), len(rows_b)) else 1


def _is_ticked(column: TextColumn, ys: Sequence[float]) -> bool:
    """Whether a column has a heading and, below it, ticks alone: those of a row stand under one heading of several."""
    marks = [r.text.strip() for r in column.runs if _row(r, ys) > 0]
    headed = len(marks) < len(column.runs)
    return headed and bool(marks) and all(len(m) <= MARK and not any(map(str.isalnum, m)) for m in marks)


def _headed_apart(a: TextColumn, b: TextColumn, ys: Sequence[float]) -> bool:
    """Whether both have a heading of their own in the first row, and all texts of the one are clear of the other's."""
    first = [[r for r in c.runs if _row(r, ys) == 0] for c in (a, b)]
    gap = min(r.x0 for r in b.runs) - max(r.x1 for r in a.runs)
    return all(first) and gap >= HEADING_GAP * max(r.size for part in first for r in part) and _level(a, b, 0, ys)


def _level(a: TextColumn, b: TextColumn, row: int, ys: Sequence[float]) -> bool:
    """Whether in `row` a text of the one stands level with the text of the other, to whichever side it is higher."""
    mine = [r for r in a.runs if _row(r, ys) == row]
    theirs = [r for r in b.runs if _row(r, ys) == row]
    low, high = min(r.top for r in mine), max(r.bottom for r in mine)
    under, over = min(r.top for r in theirs), max(r.bottom for r in theirs)
    return any(low - 1 <= s.y_mid <= high + 1 for s in theirs) or any(under - 1 <= m.y_mid <= over + 1 for m in mine)


def _row(run: Run, ys: Sequence[float]) -> int:
    return bisect_right(ys, run.y_mid, 1, max(len(ys) - 1, 1)) - 1
