"""Columns of a table over all its pages: a page on which a column is empty hides its gutter; its neighbours do not."""

from extractors.grids.grid import Grid
from extractors.page import Page
from extractors.printed.runs import runs_of
from extractors.readings.ruled import with_soft_edges

# Hard edges of one table on two pages lie this close, in points, once the left edges are laid on each other.
SAME_EDGE = 4.0
# A soft edge may stand this far, in points, from its twin on another page: it is wherever that page's texts end.
SAME_GUTTER = 26.0


def share_columns(pages: list[Page], grids: dict[int, list[Grid]]) -> None:
    """Give grids of neighbouring pages that have the same hard edges the soft edges of the one that shows most.

    They are taken over where those that the page shows by itself lie near, or where both have the same headings.

    Changes the lists in `grids` (page number -> grids) in place.
    """
    by_number = {p.number: p for p in pages}
    for number in sorted(grids):
        chain = _chain(number, grids)
        if len(chain) < 2:
            continue
        best = max((grids[n][i] for n, i in chain), key=lambda g: len(g.soft))
        for n, i in chain:
            grid = grids[n][i]
            if len(grid.soft) >= len(best.soft):
                continue
            same = _head_texts(by_number[n], grid) == _head_texts(by_number[best.page], best)
            if same or all(
                any(abs(s - grid.xs[0] - (t - best.xs[0])) < SAME_GUTTER for t in best.soft) for s in grid.soft
            ):
                again = with_soft_edges(by_number[n], grid, [s - best.xs[0] + grid.xs[0] for s in best.soft])
                if again is not None:
                    grids[n][i] = again


def _head_texts(page: Page, grid: Grid) -> list[str]:
    """The texts in the grid's first row, in the order in which they are written."""
    head = [r for r in runs_of(page.glyphs) if grid.ys[0] < r.y_mid < grid.ys[1] and grid.xs[0] < r.x_mid < grid.xs[-1]]
    return [page.glyphs.string(r.glyphs).strip() for r in head]


def _chain(number: int, grids: dict[int, list[Grid]]) -> list[tuple[int, int]]:
    """(page, place) of the grids that follow each other from the last grid of page `number` on, hard edges alike."""
    if not grids[number]:
        return []
    chain = [(number, len(grids[number]) - 1)]
    while (nxt := chain[-1][0] + 1) in grids and grids[nxt]:
        last = grids[chain[-1][0]][chain[-1][1]]
        place = next((i for i, g in enumerate(grids[nxt]) if _same_hard(last, g)), None)
        if place is None:
            break
        chain.append((nxt, place))
        if place != len(grids[nxt]) - 1:
            break
    return chain


def _hard(grid: Grid) -> list[float]:
    return [x - grid.xs[0] for x in grid.xs if x not in grid.soft]


def _same_hard(a: Grid, b: Grid) -> bool:
    x, y = _hard(a), _hard(b)
    return (
        len(x) == len(y) and all(abs(p - q) < SAME_EDGE for p, q in zip(x, y, strict=True)) and bool(a.soft or b.soft)
    )
