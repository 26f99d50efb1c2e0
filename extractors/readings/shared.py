"""Columns of a table over all its pages: a page on which a column is empty hides its gutter; its neighbours do not."""

from extractors.grids.grid import Grid
from extractors.page import Page
from extractors.printed.runs import runs_of
from extractors.readings.lattice import NEAR_EDGE, with_soft_edges

# Hard edges of one table on two pages lie this close, in points, once the left edges are laid on each other.
SAME_EDGE = 4.0
# A soft edge may stand this far, in points, from its twin on another page: it is wherever that page's texts end.
SAME_GUTTER = 26.0
# This part of a table's texts may run over a column's edge: those of a plan without lines did by 0.02 where it was one,
# and by 0.16 to 0.38 where it was none.
TORN = 0.1


def share_columns(pages: list[Page], grids: dict[int, list[Grid]]) -> None:
    """Give grids of neighbouring pages that have the same hard edges the soft edges of the one that shows most.

    They are taken over where those that the page shows by itself lie near, where both have the same headings, or where
    a table that nothing is drawn around goes on and no text of the page crosses them.

    Changes the lists in `grids` (page number -> grids) in place.
    """
    by_number = {p.number: p for p in pages}
    for number in sorted(grids):
        chain = _chain(number, grids)
        if len(chain) < 2:
            continue
        best = max((grids[n][i] for n, i in chain), key=lambda g: g.columns)
        for n, i in chain:
            grid = grids[n][i]
            more = _other_edges(grid, best)
            if len(grid.soft) >= len(more):
                continue
            same = _head_texts(by_number[n], grid, grid) == _head_texts(by_number[best.page], best, grid)
            near = _same_edges(_hard(grid), _hard(best)) and all(
                any(abs(s - t) < SAME_GUTTER for t in more) for s in grid.soft
            )
            if same or near or (grid.announced and best.announced and _clear(by_number[n], grid, more)):
                again = with_soft_edges(by_number[n], grid, more)
                if again is not None:
                    grids[n][i] = again
    _share_headed(by_number, grids)


def _share_headed(pages: dict[int, Page], grids: dict[int, list[Grid]]) -> None:
    """Give tables that stand under the same headings, each theme's its own, the soft edges of the one that shows most.

    A column that is blank in one of them has no text that parts its heading from the one beside it. An edge that would
    tear its texts is none of its own: 80 cells of a plan without lines were lost by one in the middle of its updates.
    """
    headed: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for n, own in grids.items():
        for i, grid in enumerate(own):
            if grid.soft and (words := tuple(_head_texts(pages[n], grid, grid))):
                headed.setdefault(words, []).append((n, i))
    for places in headed.values():
        best = max((grids[n][i] for n, i in places), key=lambda g: len(g.soft))
        for n, i in places:
            grid = grids[n][i]
            more = _other_edges(grid, best)
            lacking = [x for x in more if all(abs(x - own) >= SAME_GUTTER for own in grid.soft)]
            if len(grid.soft) < len(more) and _same_hard(grid, best) and not _torn(pages[n], grid, lacking):
                grids[n][i] = with_soft_edges(pages[n], grid, more) or grid


def _other_edges(grid: Grid, best: Grid) -> list[float]:
    """The inner edges of `best`, as they stand in `grid`, where it has no hard one near by."""
    own = [x for x in grid.xs if x not in grid.soft]
    shifted = [(x - best.xs[0] + grid.xs[0], NEAR_EDGE if x in best.soft else SAME_EDGE) for x in best.xs[1:-1]]
    return [x for x, near in shifted if all(abs(x - o) >= near for o in own) and x < own[-1]]


def _head_texts(page: Page, grid: Grid, like: Grid) -> list[str]:
    """The texts in the head of the grid, as high as the first row of `like`, in the order in which they are written."""
    bottom = grid.ys[0] + like.ys[1] - like.ys[0] + SAME_EDGE
    head = [r for r in runs_of(page.glyphs) if grid.ys[0] < r.y_mid < bottom and grid.xs[0] < r.x_mid < grid.xs[-1]]
    return [r.text.strip() for r in head]


def _clear(page: Page, grid: Grid, edges: list[float]) -> bool:
    """Whether no text in the grid crosses one of the edges."""
    inside = [r for r in runs_of(page.glyphs) if grid.box.contains(r.x_mid, r.y_mid)]
    return not any(r.crosses(x) for r in inside for x in edges)


def _torn(page: Page, grid: Grid, edges: list[float]) -> bool:
    """Whether one of the edges runs through more of the texts in the grid than may run over their column's edge."""
    inside = [r for r in runs_of(page.glyphs) if grid.box.contains(r.x_mid, r.y_mid)]
    return any(sum(r.crosses(x) for r in inside) > TORN * len(inside) for x in edges)


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


def _soft(grid: Grid) -> list[float]:
    return [x - grid.xs[0] for x in grid.soft]


def _same_hard(a: Grid, b: Grid) -> bool:
    """Whether both grids, one of which shows soft edges, have the same hard edges, or one of them some of the other's.

    The columns of statuses are painted, and the paint is missing where the rest of a row fills a page or a status is
    open; the edges of that column are soft there.
    """
    if not (a.soft or b.soft):
        return False
    (_, fewer, _), (_, more, soft) = sorted((len(h := _hard(g)), h, _soft(g)) for g in (a, b))
    among = all(
        any(abs(p - q) < SAME_EDGE for q in more) or any(abs(p - q) < NEAR_EDGE for q in soft) for p in fewer[:-1]
    )
    # where nothing is drawn around a table, its right side stands where the texts of the page end
    return among and ((a.announced and b.announced) or abs(fewer[-1] - more[-1]) < SAME_EDGE)


def _same_edges(a: list[float], b: list[float]) -> bool:
    return len(a) == len(b) and all(abs(p - q) < SAME_EDGE for p, q in zip(a, b, strict=True))
