"""Rows whose lines run over their edges: told apart by leading, order of writing, and one block of text for each cell.

In a fixed-height row (a spreadsheet's, a layout's) text may run out of its row above or below, into its neighbours'.
The lines of one cell follow each other at one leading; where two cells' lines meet, the step is another one. Each
column's blocks of lines are laid on its rows in order, at the least cost.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractors.grids.grid import Grid
from extractors.printed.runs import Run

# A row edge this far (in font sizes) above or below a baseline cuts through ink.
CUT_ABOVE, CUT_BELOW = 0.72, 0.1
# One between these, in font sizes above a baseline, runs through the middle of letters.
LOW, HIGH = 0.1, 0.6
# Steps within this part of the leading are the leading.
SAME_STEP = 0.045
# Lines of one text follow each other at up to this many font sizes; a longer step is white between two texts.
LONGEST_STEP = 2.0
# The step across a row edge is suspicious when it is (about) the leading although rows here stand further apart.
TIGHT, ROOMY = 1.1, 1.2
# Costs of laying blocks on rows: a block wholly outside its row; a second block in a row; an empty row in a column
# that is always filled; a block that neither begins nor ends level with another text of the row.
OUTSIDE, SECOND, EMPTY, UNEVEN = 1.0, 0.8, 1.0, 0.8
# Texts are level when their baselines differ by less than so many font sizes.
LEVEL = 0.1
# Two layouts this close in cost leave it open.
MARGIN = 0.25
# Why a text is in doubt that would leave the row beside it with none: no doubt where every row of the table has one.
MAY_BE_ONE = "a line of the row is drawn through it, as if one text ran over it, and the row beside it had none"


@dataclass
class _Line:
    """One line of a column: the runs (indices) on one baseline, and the cell in which it lies."""

    runs: list[int]
    baseline: float
    size: float
    y_mid: float
    cell: int


def straighten(grid: Grid, runs: list[Run], owner: list[int], texts: list[str]) -> list[int]:
    """The owners (cell index for each run) after giving overrunning lines back to their rows.

    Cells that change get the repair `interleaved_rows`; where two layouts are as likely, the cells are flagged. `texts`
    are the runs' words.
    """
    columns = _column_lines(grid, runs, owner)
    roomy = _typical_step(columns)
    written = _Written(grid, runs, texts, _ends(grid, columns), list(owner))
    usual = _leading(columns)
    for lines in columns:
        leading = _leading([lines]) or usual
        for window in _suspicious_windows(grid, lines, roomy, leading):
            _lay_out(written, lines, leading, window)
    return written.owner


# For each row the first lines of the cells that begin in it, and the last of those that end in it.
_Ends = list[tuple[list[_Line], list[_Line]]]


@dataclass(frozen=True)
class _Written:
    """What is written in a grid: its runs, their words, where the texts of each row end, and the cell of each run."""

    grid: Grid
    runs: list[Run]
    texts: list[str]
    ends: _Ends
    owner: list[int]


def _ends(grid: Grid, columns: list[list[_Line]]) -> _Ends:
    found: _Ends = [([], []) for _ in range(grid.rows)]
    for line in (ln for lines in columns for ln in lines):
        cell = grid.cells[line.cell]
        first, last = found[cell.row][0], found[cell.row + cell.row_span - 1][1]
        if not first or first[-1].cell != line.cell:
            first.append(line)
        if last and last[-1].cell == line.cell:
            last[-1] = line
        else:
            last.append(line)
    return found


def _even(grid: Grid, block: list[_Line], number: int, ends: _Ends) -> bool:
    """Whether a block begins or ends level with another text of the row of cell `number`, or nothing else is there."""
    cell = grid.cells[number]
    firsts, lasts = ends[cell.row][0], ends[cell.row + cell.row_span - 1][1]
    beside = [
        abs(other.baseline - mine.baseline) < LEVEL * mine.size
        for mine, others in ((block[0], firsts), (block[-1], lasts))
        for other in others
        if grid.cells[other.cell].column != cell.column
    ]
    return any(beside) or not beside


def _column_lines(grid: Grid, runs: list[Run], owner: list[int]) -> list[list[_Line]]:
    """The lines of each column, top to bottom; those of cells that span columns are left out."""
    columns: list[list[int]] = [[] for _ in range(grid.columns)]
    for i, o in enumerate(owner):
        if o >= 0 and grid.cells[o].column_span == 1:
            columns[grid.cells[o].column].append(i)
    return [_lines_of(mine, runs, owner) for mine in columns]


def _lines_of(mine: list[int], runs: list[Run], owner: list[int]) -> list[_Line]:
    lines: list[_Line] = []
    for i in sorted(mine, key=lambda i: (runs[i].baseline, runs[i].x0)):
        r = runs[i]
        if lines and r.baseline - lines[-1].baseline < 0.4 * r.size:
            lines[-1].runs.append(i)
        else:
            lines.append(_Line([i], r.baseline, r.size, r.y_mid, owner[i]))
    return lines


def _typical_step(columns: list[list[_Line]]) -> float:
    """The median step across row edges, in units of the leading inside cells; 0 where there is nothing to measure."""
    inside = [b.baseline - a.baseline for ls in columns for a, b in pairwise(ls) if a.cell == b.cell]
    across = [b.baseline - a.baseline for ls in columns for a, b in pairwise(ls) if a.cell != b.cell]
    return float(np.median(across) / np.median(inside)) if inside and across else 0.0


def _written_cell_by_cell(lines: list[_Line], runs: list[Run]) -> bool:
    """Whether the order of writing tells the cells of a column apart.

    It does where lines of one cell follow each other and lines of two cells do not: some producers write line by line
    over all columns, some a whole column in one go.
    """
    inside = [_step(a, b, runs) == 1 for a, b in pairwise(lines) if a.cell == b.cell]
    across = [_step(a, b, runs) == 1 for a, b in pairwise(lines) if a.cell != b.cell]
    return len(inside) >= 3 and sum(inside) >= 0.8 * len(inside) and sum(across) <= 0.3 * len(across)


def _step(a: _Line, b: _Line, runs: list[Run]) -> int:
    return runs[b.runs[0]].place - runs[a.runs[-1]].place


def _leading(columns: list[list[_Line]]) -> float:
    """The step that lines inside the cells of columns take most often, 0 where no cell has two lines of one text."""
    inside = ((b.baseline - a.baseline, b.size) for ls in columns for a, b in pairwise(ls) if a.cell == b.cell)
    steps = sorted(round(step, 1) for step, size in inside if step < LONGEST_STEP * size)
    return max(set(steps), key=lambda s: (steps.count(s), -s)) if steps else 0.0


def _suspicious_windows(grid: Grid, lines: list[_Line], roomy: float, leading: float) -> list[tuple[int, int]]:
    """Stretches of rows (first, last) between which an edge is overrun."""
    bad: set[int] = set()
    edges = grid.ys
    for line in lines:
        for e in range(1, len(edges) - 1):
            if line.baseline - CUT_ABOVE * line.size < edges[e] < line.baseline + CUT_BELOW * line.size:
                bad.add(e)
    for a, b in pairwise(lines):
        step = b.baseline - a.baseline
        row_a, row_b = grid.cells[a.cell].row + grid.cells[a.cell].row_span - 1, grid.cells[b.cell].row
        if a.cell != b.cell and leading and row_b == row_a + 1 and roomy > ROOMY and step < TIGHT * leading:
            bad.add(row_b)
        elif a.cell == b.cell and leading and step < leading * (1 - SAME_STEP) - 0.2 and abs(a.size - b.size) < 0.3:
            bad.update(e for e in (row_b, row_b + grid.cells[b.cell].row_span) if 0 < e < grid.rows)
    windows: list[tuple[int, int]] = []
    for e in sorted(bad):
        if windows and windows[-1][1] >= e - 1:
            windows[-1] = (windows[-1][0], e)
        else:
            windows.append((e - 1, e))
    return windows


def _always_filled(grid: Grid, lines: list[_Line]) -> bool:
    if not lines:
        return False
    column = grid.cells[lines[0].cell].column
    cells = [n for n, c in enumerate(grid.cells) if c.column == column and c.column_span == 1]
    filled = {line.cell for line in lines}
    return len(filled) >= 0.75 * len(cells)


def _lay_out(written: _Written, lines: list[_Line], leading: float, window: tuple[int, int]) -> None:
    """Lay the `lines` of a column, so many points from each other, on the rows of the `window` (first and last)."""
    grid, texts, ends = written.grid, written.texts, written.ends
    filled = _always_filled(grid, lines)
    cells = sorted({ln.cell for ln in lines} | _cells_between(grid, lines, window), key=lambda n: grid.cells[n].row)
    cells = [
        n for n in cells if grid.cells[n].row <= window[1] and grid.cells[n].row + grid.cells[n].row_span > window[0]
    ]
    mine = [ln for ln in lines if ln.cell in cells]
    if len(cells) < 2 or not mine:
        return
    blocks = _blocks(mine, written.runs, leading, texts if _written_cell_by_cell(lines, written.runs) else None)
    best, second = _cheapest(grid, blocks, cells, filled, ends)
    if best is None:
        return
    emptied = filled and len(set(best[1])) < len({ln.cell for ln in mine})
    edges = grid.ys[window[0] + 1 : window[1] + 1]
    cut = [any(LOW < (ln.baseline - y) / ln.size < HIGH for ln in block for y in edges) for block in blocks]
    if emptied and not (any(cut) and all(_at_home(grid, b, n, ends) for b, n in zip(blocks, best[1], strict=True))):
        _doubt_breaks(grid, mine, leading, texts)
        for block in (b for b, through in zip(blocks, cut, strict=True) if through):
            _doubt(grid, {ln.cell for ln in block}, MAY_BE_ONE)
        return
    unsure = emptied or (second is not None and second[0] - best[0] < MARGIN)
    moved = False
    for block, cell in zip(blocks, best[1], strict=True):
        for line in block:
            if line.cell != cell:
                moved = True
                for n in (line.cell, cell):
                    target = grid.cells[n]
                    target.repairs = tuple(dict.fromkeys((*target.repairs, "interleaved_rows")))
                    if unsure:
                        _doubt(grid, {n})
                for i in line.runs:
                    written.owner[i] = cell
                line.cell = cell
    if moved:
        _doubt_breaks(grid, mine, leading, texts)


def _at_home(grid: Grid, block: list[_Line], home: int, ends: _Ends) -> bool:
    """Whether the block is level with texts of the row of cell `home`, and with none of the others in which it lies."""
    others = {ln.cell for ln in block} - {home}
    return _even(grid, block, home, ends) and not any(_even(grid, block, n, ends) for n in others)


def _doubt_breaks(grid: Grid, lines: list[_Line], leading: float, texts: list[str]) -> None:
    """Flag cells that look parted wrongly: an uneven step inside, or a first line that goes on in lower case."""
    for a, b in pairwise(lines):
        uneven = a.cell == b.cell and abs(b.baseline - a.baseline - leading) > _tolerance(leading)
        goes_on = a.cell != b.cell and texts[b.runs[0]][:1].islower() and texts[a.runs[-1]].rstrip()[-1:] not in ".!?:;"
        if uneven or goes_on:
            _doubt(grid, {a.cell, b.cell})


def _tolerance(leading: float) -> float:
    return max(SAME_STEP * leading, 0.25)


def _doubt(grid: Grid, cells: set[int], why: str = "lines of two rows meet here and may be parted in two ways") -> None:
    for n in cells:
        if grid.cells[n].flag is None:
            grid.cells[n].flag, grid.cells[n].flag_detail = "interleaved_rows", why


def _cells_between(grid: Grid, lines: list[_Line], window: tuple[int, int]) -> set[int]:
    column = grid.cells[lines[0].cell].column
    return {
        n
        for n, c in enumerate(grid.cells)
        if c.column == column and c.column_span == 1 and window[0] <= c.row <= window[1]
    }


def _blocks(lines: list[_Line], runs: list[Run], leading: float, texts: list[str] | None) -> list[list[_Line]]:
    """Lines that belong together: written one after the other, or following each other at the leading.

    `texts` are the runs' words where the order of writing tells. Where rows overlap, one line of another column may be
    written between two of one cell, the second going on in lower case.
    """
    blocks = [[lines[0]]]
    for a, b in pairwise(lines):
        step = b.baseline - a.baseline
        together = abs(step - leading) <= _tolerance(leading)
        if texts is not None:
            apart = _step(a, b, runs)
            together = apart == 1 or (together and apart == 2 and texts[b.runs[0]][:1].islower())
        if together:
            blocks[-1].append(b)
        else:
            blocks.append([b])
    return blocks


Layout = tuple[float, list[int]]


def _cheapest(
    grid: Grid, blocks: list[list[_Line]], cells: list[int], filled: bool, ends: _Ends
) -> tuple[Layout | None, Layout | None]:
    """The two cheapest ways to lay the blocks on the cells in order."""
    ways: list[list[tuple[float, list[int]]]] = [[(0.0, [])]]
    for block in blocks:
        alone = {n: _cost(grid, block, n, ends) for n in cells}
        found: list[Layout] = []
        for cost, chosen in ways[-1]:
            start = cells.index(chosen[-1]) if chosen else 0
            for n in cells[start:]:
                second = SECOND if chosen and chosen[-1] == n else 0.0
                found.append((cost + alone[n] + second, [*chosen, n]))
        found.sort(key=lambda w: w[0])
        ways.append(found[:24])
    laid = [(cost + (EMPTY * len(set(cells) - set(chosen)) if filled else 0.0), chosen) for cost, chosen in ways[-1]]
    laid.sort(key=lambda w: w[0])
    return (laid[0] if laid else None), (laid[1] if len(laid) > 1 else None)


def _cost(grid: Grid, block: list[_Line], number: int, ends: _Ends) -> float:
    """What it costs to lay the block on the cell of that number, whatever else is laid there."""
    box = grid.cells[number].box
    outside = sum(not box.top <= ln.y_mid <= box.bottom for ln in block) / len(block)
    return OUTSIDE * outside + (0.0 if _even(grid, block, number, ends) else UNEVEN)
