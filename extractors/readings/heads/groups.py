"""A heading over several columns whose own headings stand below it in the same band: two rows of headings in one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extractors.grids.grid import Grid, GridCell
from extractors.page import Glyphs, Page
from extractors.printed.runs import Run, goes_across, make_run

# The columns' own headings stand at least this many font sizes below.
BELOW = 0.8


def group_edge(glyphs: Glyphs, xs: Sequence[float], runs: Sequence[Run]) -> float | None:
    """The y, in points, that parts a band of headings into two rows; None where no text of it heads several columns.

    `xs` are the column edges, `runs` the band's texts.
    """
    runs = [part for r in runs for part in _parts(glyphs, r, xs)]
    for (left, x), (_, right) in pairwise(pairwise(xs)):
        for over in (r for r in runs if goes_across(glyphs, r, x)):
            below = [
                r for r in runs if r.baseline - over.baseline > BELOW * over.size and not goes_across(glyphs, r, x)
            ]
            mine = [r for r in below if left - 1 <= r.x_mid <= x]
            others = [r for r in below if x <= r.x_mid <= right + 1]
            if mine and others:
                return (over.bottom + min(r.top for r in (*mine, *others))) / 2
    return _repeated_edge(xs, runs)


def _repeated_edge(xs: Sequence[float], runs: Sequence[Run]) -> float | None:
    """The y above the last line of a band whose headings come again in their order, each time under another text."""
    columns = [sorted((r for r in runs if x0 <= r.x_mid < x1), key=lambda r: r.baseline) for x0, x1 in pairwise(xs)]
    last = max((r.baseline for r in runs), default=0.0)
    below = [own[-1] if own and last - own[-1].baseline < own[-1].size / 2 else None for own in columns]
    starts = repeats([r.text.strip() if r else "" for r in below])
    over = [own[:-1] for n, own in enumerate(columns) if n in starts]
    names = [" ".join(r.text.strip() for r in own) for own in over]
    if not starts or not all(names) or len(set(names)) < len(names):
        return None
    return (max(r.bottom for own in over for r in own) + min(r.top for r in below if r)) / 2


def repeats(texts: Sequence[str]) -> dict[int, int]:
    """Where a stretch of the texts, two at least, comes again right behind itself: the start of each and its length."""
    texts = list(texts)
    for size in range(len(texts) // 2, 1, -1):
        for first in range(len(texts) - 2 * size + 1):
            own = texts[first : first + size]
            starts = [first]
            while texts[starts[-1] + size : starts[-1] + 2 * size] == own:
                starts.append(starts[-1] + size)
            if len(starts) > 1 and all(own) and len(set(own)) == size:
                return dict.fromkeys(starts, size)
    return {}


def span_groups(page: Page, grid: Grid) -> None:
    """Let texts of the first row go over the blank cells behind them, in place, where headings of columns stand below.

    These come again under another text. Or nothing else stands in their row, as with `Red`, `Amber`, `Green` under
    `Status`: the other headings go down over it.
    """
    text = {(c.row, c.column): page.glyphs.string(c.glyphs).strip() for c in grid.cells if c.row < 2}
    below = [text.get((1, n), "") for n in range(grid.columns)]
    over = {c.column: c.column_span for c in grid.cells if c.row == 0}
    single = all(c.row_span == c.column_span == 1 for c in grid.cells if c.row < 2)
    alone = _alone([text.get((0, n), "") for n in range(grid.columns)], below) if single else {}
    starts = repeats(below) or alone
    groups = {n: size for n, size in starts.items() if over.get(n) == 1}
    blank = {n + k for n, size in groups.items() for k in range(1, size)}
    if not all(text.get((0, n)) for n in starts) or any(text.get((0, n), "-") for n in blank):
        return
    down = {n for n in range(grid.columns) if alone and not below[n]}
    cells = [c for c in grid.cells if not (c.row == 0 and c.column in blank) and not (c.row == 1 and c.column in down)]
    grid.cells = [_spanning(grid, c, groups.get(c.column, 1), 2 if c.column in down else 1) for c in cells]


def _spanning(grid: Grid, cell: GridCell, columns: int, rows: int) -> GridCell:
    """The cell, one of the first row over so many columns and rows."""
    if cell.row or columns == rows == 1:
        return cell
    box = cell.box._replace(x1=grid.xs[cell.column + columns] if columns > 1 else cell.box.x1)
    box = box._replace(bottom=grid.ys[rows] if rows > 1 else box.bottom)
    return replace(cell, column_span=columns if columns > 1 else cell.column_span, row_span=rows, box=box)


def _alone(first: Sequence[str], below: Sequence[str]) -> dict[int, int]:
    """Where texts stand `below` one of the `first` row and its blank cells, under no other: the start, their number.

    A record has a text under other headings too.
    """
    held = [n for n, words in enumerate(below) if words]
    if len(held) < 2 or held != list(range(held[0], held[-1] + 1)) or not held[0]:
        return {}
    blank = [n for n, words in enumerate(first) if not words]
    return {held[0]: len(held)} if blank == held[1:] and len(set(below)) > len(held) else {}


def _parts(glyphs: Glyphs, run: Run, xs: Sequence[float]) -> list[Run]:
    """The run in pieces, parted at the edges that no text of it goes over: a line may be written in one go."""
    edges = [x for x in xs if run.crosses(x) and not goes_across(glyphs, run, x)]
    if not edges:
        return [run]
    of = np.searchsorted(edges, glyphs.x_mid[run.glyphs])
    pieces = [own for n in range(len(edges) + 1) if glyphs.ink[own := run.glyphs[of == n]].any()]
    return [make_run(glyphs, run.place, own, own[glyphs.ink[own]]) for own in pieces]
