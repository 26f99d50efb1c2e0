"""Which glyph belongs to which cell of a grid: by place, corrected by runs, overruled by tags.

A run is what the producer wrote in one go on one line. Text that runs over its cell's edge is still one run, and
belongs to the cell in which it begins; a gap at the edge parts a run that a producer wrote across the whole page.
"""

from typing import NamedTuple

import numpy as np

from extractors.grid import Grid, GridCell
from extractors.page import Glyphs, Ints, Page
from extractors.readings.tagged import TaggedTable

# Glyphs of one run follow each other within this many font sizes; a word space is up to 0.3, justified up to 0.6.
RUN_GAP = 0.75
# A step back of more than this many font sizes begins a new run (kerning moves back by less than 0.2).
RUN_BACK = 0.3
# Where a column edge falls into a gap this wide (in font sizes), a run is parted there.
PARTED = 0.45


class Run(NamedTuple):
    """Consecutive glyphs of the content stream on one baseline: indices in stream order."""

    glyphs: Ints


def runs_of(glyphs: Glyphs) -> list[Run]:
    """The page's horizontal runs in stream order; turned glyphs make a run of their own each."""
    n = len(glyphs)
    if not n:
        return []
    size = np.maximum(glyphs.size, 1.0)
    gap = glyphs.x0[1:] - glyphs.x1[:-1]
    same_line = np.abs(np.diff(glyphs.baseline)) < 0.35 * size[1:]
    near = (gap < RUN_GAP * size[1:]) & (gap > -RUN_BACK * size[1:])
    flat = (glyphs.turn[1:] == 0) & (glyphs.turn[:-1] == 0)
    breaks = np.flatnonzero(~(same_line & near & flat)) + 1
    return [Run(part) for part in np.split(np.arange(n, dtype=np.int64), breaks)]


def place_of(grid: Grid) -> np.ndarray:
    """An array [row, column] of indices into `grid.cells`, -1 where no cell is."""
    places = np.full((grid.rows, grid.columns), -1, dtype=np.int64)
    for n, cell in enumerate(grid.cells):
        places[cell.row : cell.row + cell.row_span, cell.column : cell.column + cell.column_span] = n
    return places


def locate(grid: Grid, places: np.ndarray, x: np.ndarray, y: np.ndarray) -> Ints:
    """For each point the index of its cell in `grid.cells`, -1 outside."""
    i = np.searchsorted(grid.ys, y, side="right") - 1
    j = np.searchsorted(grid.xs, x, side="right") - 1
    inside = (i >= 0) & (i < grid.rows) & (j >= 0) & (j < grid.columns)
    found = np.full(len(x), -1, dtype=np.int64)
    found[inside] = places[i[inside], j[inside]]
    return found


def by_place(page: Page, grid: Grid) -> Ints:
    """For every glyph of the page the cell of `grid` in which its middle lies, whole runs kept together; -1: none."""
    g = page.glyphs
    places = place_of(grid)
    cell = locate(grid, places, g.x_mid, g.y_mid)
    for run in runs_of(g):
        mine = cell[run.glyphs]
        if len(mine) > 1 and (mine != mine[0]).any() and (mine >= 0).any():
            cell[run.glyphs] = _whole_run(g, run, mine)
    return cell


def _whole_run(g: Glyphs, run: Run, mine: Ints) -> Ints:
    """The cells of a run that crosses an edge: parted at wide gaps, every part in the cell where it begins."""
    ink = [k for k in range(len(mine)) if g.ink[run.glyphs[k]]]
    if not ink:
        return mine
    result = mine.copy()
    start = 0
    parts: list[tuple[int, int]] = []
    for a, b in zip(ink[:-1], ink[1:], strict=True):
        i, j = run.glyphs[a], run.glyphs[b]
        if mine[a] != mine[b] and g.x0[j] - g.x1[i] > PARTED * g.size[j]:
            parts.append((start, b))
            start = b
    parts.append((start, len(mine)))
    for first, last in parts:
        cells = mine[first:last]
        inside = cells[cells >= 0]
        if len(inside):
            result[first:last] = inside[0]
    return result


def fill_cells(page: Page, grid: Grid, tagged: TaggedTable | None = None) -> None:
    """Give every cell of `grid` its glyphs. Where `tagged` covers the grid its tags decide, and differences are flagged."""
    place = by_place(page, grid)
    if tagged is not None:
        place = _by_tags(page, grid, tagged, place)
    order = np.argsort(place, kind="stable")
    sorted_place = place[order]
    first = np.searchsorted(sorted_place, np.arange(len(grid.cells)), side="left")
    last = np.searchsorted(sorted_place, np.arange(len(grid.cells)), side="right")
    for n, cell in enumerate(grid.cells):
        cell.glyphs = order[first[n] : last[n]]
    _record_bleed(page, grid)


def _by_tags(page: Page, grid: Grid, tagged: TaggedTable, place: Ints) -> Ints:
    ink = page.glyphs.ink
    result = place.copy()
    keys: list[dict[object, int]] = [{} for _ in range(grid.rows)]
    owners: dict[int, list[tuple[int, int]]] = {}
    for r, row in enumerate(tagged.rows):
        for cell in row.cells:
            inked = cell.glyphs[ink[cell.glyphs]]
            votes = place[inked]
            votes = votes[votes >= 0]
            if not len(votes):
                continue
            home = int(np.bincount(votes).argmax())
            result[cell.glyphs] = home
            owners.setdefault(home, []).append((r, cell.index))
            target = grid.cells[home]
            target.header = target.header or cell.header
            strays = int((place[inked] != home).sum())
            if strays:
                target.flag, target.flag_detail = "readings_disagree", f"tags and rulings differ over {strays} glyphs"
            if target.row_span == 1:
                votes_for_row = keys[target.row]
                votes_for_row[row.key] = votes_for_row.get(row.key, 0) + len(inked)
    for home, cells in owners.items():
        if len({r for r, _ in cells}) > 1 or len(cells) > 1:
            target = grid.cells[home]
            target.flag, target.flag_detail = "readings_disagree", f"the tags see {len(cells)} cells where the rulings see one"
    grid.reading = "tagged"
    grid.row_keys = tuple(max(k, key=lambda key: k[key]) if k else None for k in keys)  # type: ignore[arg-type]
    return result


def _record_bleed(page: Page, grid: Grid) -> None:
    """Mark cells whose text lies in part outside them."""
    g = page.glyphs
    for cell in grid.cells:
        inked = cell.glyphs[g.ink[cell.glyphs]]
        if len(inked) and not _inside(g, inked, cell):
            cell.repairs = (*cell.repairs, "column_bleed")


def _inside(g: Glyphs, inked: Ints, cell: GridCell) -> bool:
    slack = 0.5 * float(g.size[inked].max())
    return bool(g.x_mid[inked].max() <= cell.box.x1 + slack and g.x_mid[inked].min() >= cell.box.x0 - slack)
