"""Which glyph belongs to which cell of a grid: by place, corrected by alignment and leading, overruled by tags.

A run is what the producer wrote in one go on one line, so it stays whole. Text that runs over its cell's edge belongs
to the column with which it is aligned; a wide gap at the edge parts a run that was written across the whole page.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

import numpy as np

from extractors.grids.grid import Grid, GridCell
from extractors.grids.interleave import straighten
from extractors.grids.tagtable import TaggedTable
from extractors.page import Glyphs, Ints, Page
from extractors.printed.runs import Run, make_run, runs_of, touch
from extractors.printed.text import inked_of_each

# Where a column edge falls into a gap this wide (in font sizes), a run is parted there.
PARTED = 0.45
# It is wider than word spaces are in that text, where so many of them are as wide, by so many times.
FEWEST_SPACES, SPACES = 2, 1.25
# A word space is wider than this many font sizes; in Helvetica and Arial it is this wide.
SPACE, USUAL = 0.2, 0.278
# Texts are aligned when their edges lie this close, in points.
ALIGNED = 0.45
# An edge that no line draws may stand this far, in points, behind where a heading of its column begins.
SOFT_START = 4.0
# A line that runs over this many columns besides its own may be none of the cell's.
FAR_OVER = 2


def place_of(grid: Grid) -> np.ndarray:
    """An array [row, column] of indices into `grid.cells`, -1 where no cell is."""
    places = np.full((grid.rows, grid.columns), -1, dtype=np.int64)
    for n, cell in enumerate(grid.cells):
        places[cell.row : cell.row + cell.row_span, cell.column : cell.column + cell.column_span] = n
    return places


def fill_cells(page: Page, grid: Grid, tagged: TaggedTable | None = None) -> None:
    """Give every cell of `grid` its glyphs.

    Where `tagged` covers the grid its tags decide, and differences are flagged.
    """
    g = page.glyphs
    places = place_of(grid)
    b = grid.box
    runs = [r for r in runs_of(g) if b.contains(r.x_mid, r.y_mid, 1.0) or b.contains(r.x0 + 1, r.y_mid)]
    if tagged is not None:
        cell_of = tagged.cell_of(len(g))
        runs = _parted_by_tags(g, runs, cell_of)
    spans = [_columns_of(grid, run) for run in runs]
    marks = _shared_marks(grid, runs, spans)
    parts: list[Run] = []
    for run, (first, last) in zip(runs, spans, strict=True):
        parts += [run] if first == last else _parted(g, run, grid, marks, (first, last))
    owner = _owners(grid, places, parts, marks)
    # a picture's baselines are measured too roughly to tell leading by; tags tell the rows of lines themselves
    if not page.scanned and tagged is None:
        straight = straighten(grid, parts, owner, [p.text.strip() for p in parts])
        # turned letters stand on lines of their own, which tell nothing of rows
        owner = [a if g.turn[p.glyphs[0]] else b for a, b, p in zip(owner, straight, parts, strict=True)]
    cell_of = np.full(len(g), -1, dtype=np.int64)
    for part, cell in zip(parts, owner, strict=True):
        cell_of[part.glyphs] = cell
    if tagged is not None:
        cell_of = _by_tags(page, grid, tagged, cell_of)
    order = np.argsort(cell_of, kind="stable")
    ranked = cell_of[order]
    first = np.searchsorted(ranked, np.arange(len(grid.cells)), side="left")
    last = np.searchsorted(ranked, np.arange(len(grid.cells)), side="right")
    for n, cell in enumerate(grid.cells):
        cell.glyphs = order[first[n] : last[n]]
    _record_bleed(g, grid)


Marks = Counter[tuple[str, int]]


def _columns_of(grid: Grid, run: Run) -> tuple[int, int]:
    """The first and the last column that the run touches."""
    first = bisect_right(grid.xs, run.x0 + 0.5) - 1
    if (
        first + 1 < len(grid.xs)
        and grid.xs[first + 1] in grid.soft
        and grid.xs[first + 1] - run.x0 < SOFT_START < run.x1 - run.x0
    ):
        first += 1
    # A run that a soft edge leaves less than half a point on its other side has all of it there.
    last = max(first, bisect_right(grid.xs, run.x1 - 0.5) - 1)
    top = grid.columns - 1
    return min(max(first, 0), top), min(max(last, 0), top)


def _shared_marks(grid: Grid, runs: list[Run], spans: list[tuple[int, int]]) -> list[Marks]:
    """For each column the left edges, middles and right edges of the texts that lie wholly in it, with their number.

    `spans` are the first and the last column of each run.
    """
    shared: list[list[tuple[str, int]]] = [[] for _ in range(grid.columns)]
    for run, (first, last) in zip(runs, spans, strict=True):
        if first == last:
            shared[first] += _marks(run)
    return list(map(Counter, shared))


def _parted(g: Glyphs, run: Run, grid: Grid, shared: list[Marks], span: tuple[int, int]) -> list[Run]:
    """The run, parted where another column's text begins in it.

    It does where a column edge falls into one of the wider gaps, or where a new text object begins that is aligned with
    the next column. `span` are the first and the last column that the run touches.
    """
    first, last = span
    edges = grid.xs[first + 1 : last + 1]
    places = np.flatnonzero(g.ink[run.glyphs])
    inked = run.glyphs[places]
    gaps: list[float] = (g.x0[inked[1:]] - g.x1[inked[:-1]]).tolist()
    spaces = sorted(gap for gap in gaps if gap > PARTED * run.size)
    # of several gaps as wide, as between the words of a font of even widths, the (lower) median is no edge of a column
    usual = spaces[(len(spaces) - 1) // 2] if len(spaces) >= FEWEST_SPACES else 0.0
    parted = max(PARTED * run.size, SPACES * usual)
    words = [gap for gap in gaps if gap > SPACE * run.size]
    word = min(words) if len(words) > 1 else USUAL * run.size
    soft = all(x in grid.soft for x in edges)  # over lines that are drawn, a text that is too long runs on
    cuts: list[int] = []
    for m, n, gap in zip(places[:-1], places[1:], gaps, strict=True):
        i, j = int(run.glyphs[m]), int(run.glyphs[n])
        edged = any(g.x1[i] - 0.5 <= x <= g.x0[j] + 0.5 for x in edges)
        wide = edged and gap > parted
        # a producer that places every glyph begins a text object with each: there only an odd step can begin a cell
        capital = g.text[j].isupper() and (g.text[i].islower() or g.text[i].isdigit())
        odd = gap > SPACE * run.size or gap < -0.08 * run.size or capital
        begins = g.order[i] != g.order[j] and (odd or not _single(g, run, int(n)))
        # `0.0%Within target` written in one go is two cells' where an edge that is drawn runs between its halves
        glued = any(g.x1[i] - 0.5 <= x <= g.x0[j] + 0.5 for x in edges if x not in grid.soft) and touch(g, i, j)
        # where a line is written in one go, an edge that no line draws may be told a little beside the gap, and a full
        # cell may leave little more than a word space before the next
        gapped = soft and gap > (SPACES * word if edged else PARTED * run.size)
        spaced = gapped and _begins_mostly(g, run, int(n), shared[first + 1 : last + 1])
        if wide or glued or spaced or (begins and _begins_column(g, run, int(n), shared[first : last + 1])):
            cuts.append(int(n))
    return _cut(g, run, cuts)


def _cut(g: Glyphs, run: Run, cuts: list[int]) -> list[Run]:
    """The run in pieces, the later ones from the places `cuts` on."""
    if not cuts:
        return [run]
    pieces = np.split(run.glyphs, cuts)
    return [make_run(g, run.place, p, p[g.ink[p]]) for p in pieces if g.ink[p].any()]


def _parted_by_tags(g: Glyphs, runs: list[Run], cell_of: Ints) -> list[Run]:
    """The runs, parted where glyphs are tagged as another cell's: narrow padding lets neighbours' texts touch.

    `cell_of` says for each of the page's glyphs which tagged cell it is of, -1 for none.
    """
    tagged = np.flatnonzero(g.ink & (cell_of >= 0))
    changes = np.flatnonzero(np.diff(cell_of[tagged]) != 0)
    before, after = tagged[changes], tagged[changes + 1]
    first = np.array([run.glyphs[0] for run in runs], dtype=np.int64)
    last = np.array([run.glyphs[-1] for run in runs], dtype=np.int64)
    begin, end = np.searchsorted(before, first).tolist(), np.searchsorted(after, last, side="right").tolist()
    found: list[Run] = []
    for run, a, z in zip(runs, begin, end, strict=True):
        found += _cut(g, run, (after[a:z] - run.glyphs[0]).tolist())
    return found


def _single(g: Glyphs, run: Run, at: int) -> bool:
    """Whether the text objects on both sides of the place `at` in the run hold one glyph each."""
    order = g.order[run.glyphs]
    return int((order == order[at]).sum()) == 1 and int((order == order[at - 1]).sum()) == 1


def _begins_column(g: Glyphs, run: Run, at: int, touched: Sequence[Marks]) -> bool:
    """Whether what the run holds from `at` on is aligned with a later one of the columns `touched` than the first."""
    tail = _tail(g, run, at)
    if _support(touched[0], tail) > 1:
        return False
    return any(_support(shared, tail) > 1 for shared in touched[1:])


def _begins_mostly(g: Glyphs, run: Run, at: int, later: Sequence[Marks]) -> bool:
    """Whether what the run holds from `at` on is aligned with most texts of one of the `later` columns."""
    tail = _tail(g, run, at)
    return any(_support(shared, tail) > 1 and _mostly(shared, tail) for shared in later)


def _tail(g: Glyphs, run: Run, at: int) -> Run:
    """The run from the place `at` on."""
    rest = run.glyphs[at:]
    return make_run(g, run.place, rest, rest[g.ink[rest]])


def _owners(grid: Grid, places: np.ndarray, runs: list[Run], shared: list[Marks]) -> list[int]:
    """For each run the index of its cell, -1 outside.

    Told by its middle where it lies in one column, else by alignment, else by where most of it lies. A text alone in
    its row that begins in the first column and runs over others is a note on the table, or a name of rows, unless it
    is aligned with most texts of another column and runs over that one alone.
    """
    rows = np.clip(np.searchsorted(grid.ys, [r.y_mid for r in runs], side="right") - 1, 0, grid.rows - 1)
    row_of: list[int] = rows.tolist()
    texts = Counter(row_of)
    owner: list[int] = []
    for run, row in zip(runs, row_of, strict=True):
        a, z = _columns_of(grid, run)
        column = a
        alone = a == 0 and texts[row] == 1
        noted = alone and (z >= FAR_OVER or not any(_mostly(shared[c], run) for c in range(1, z + 1)))
        if a != z and places[row, a] != places[row, z] and not noted:
            column = max(range(a, z + 1), key=lambda c: (_support(shared[c], run), _inside_column(grid, run, c), -c))
        owner.append(int(places[row, column]))
    return owner


def _mostly(shared: Marks, run: Run) -> bool:
    """Whether the run shares an edge or the middle with most of a column's texts: some are so by chance."""
    return 2 * _support(shared, run) * len(_marks(run)) > shared.total()


def _inside_column(grid: Grid, run: Run, column: int) -> float:
    """The width of the run that lies in the column, in points."""
    return min(run.x1, grid.xs[column + 1]) - max(run.x0, grid.xs[column])


def _marks(run: Run) -> list[tuple[str, int]]:
    return [
        ("left", round(run.x0 / ALIGNED)),
        ("middle", round(run.x_mid / ALIGNED)),
        ("right", round(run.x1 / ALIGNED)),
    ]


def _support(shared: Marks, run: Run) -> int:
    """How many texts of a column share an edge or the middle with the run; a lone coincidence counts for nothing."""
    best = 0
    for side, at in _marks(run):
        best = max(best, sum(shared[(side, at + d)] for d in (-1, 0, 1)))
    return best if best > 1 else 0


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
                # a text over several rows stands in any of them
                votes_for_row[row.key] = votes_for_row.get(row.key, 0) + (len(inked) if cell.row_span == 1 else 0)
    for home, cells in owners.items():
        if len(cells) > 1:
            target = grid.cells[home]
            target.flag, target.flag_detail = (
                "readings_disagree",
                f"the tags see {len(cells)} cells where the rulings see one",
            )
    result = _put_back_headings(page, grid, result, set(owners))
    grid.reading = "tagged"
    grid.row_keys = tuple(max(k, key=lambda key: k[key]) if k else None for k in keys)  # type: ignore[arg-type]
    return result


def _put_back_headings(page: Page, grid: Grid, place: Ints, tagged: set[int]) -> Ints:
    """The cells of the glyphs, those without tags in rows of `tagged` cells put back to the row without any above.

    Headings that a page repeats are furniture, which has no tags. LibreOffice makes no room for the last line of one
    that spans two rows: in one plan 28 titles held a word of their heading.
    """
    loose = np.flatnonzero((page.glyphs.mcid < 0) & (place >= 0))
    inked = loose[page.glyphs.ink[loose]]
    rows = {grid.cells[n].row for n in tagged}
    homes: list[int] = np.unique(place[inked]).tolist()
    untagged = set(homes) - tagged
    cells, result = place_of(grid), place.copy()
    for home in homes:
        cell = grid.cells[home]
        above = int(cells[cell.row - 1, cell.column]) if cell.row in rows and cell.row else -1
        if above in untagged and grid.cells[above].row not in rows:
            result[loose[place[loose] == home]] = above
    return result


def _record_bleed(g: Glyphs, grid: Grid) -> None:
    """Mark cells whose text lies in part outside them; flag those of which one line of several runs over columns."""
    for cell in _overrun(g, grid.cells):
        inked = cell.glyphs[g.ink[cell.glyphs]]
        cell.repairs = (*cell.repairs, "column_bleed")
        over = sum(cell.box.x1 < x < float(g.x1[inked].max()) for x in grid.xs)
        several = float(np.ptp(g.baseline[inked])) > float(g.size[inked].max())
        if over >= FAR_OVER and several and cell.flag is None and not cell.header:
            cell.flag = "column_bleed"
            cell.flag_detail = f"a line in it runs over {over + 1} columns, as one over the whole row would"


def _overrun(g: Glyphs, cells: Sequence[GridCell]) -> list[GridCell]:
    """The cells with letters whose middles lie more than half their size beyond the cell's sides."""
    if not cells:
        return []
    inked, own, first = inked_of_each(g, [c.glyphs for c in cells])
    if not len(inked):
        return []
    own = own[first]
    slack = 0.5 * np.maximum.reduceat(g.size[inked], first)
    left, right = np.minimum.reduceat(g.x_mid[inked], first), np.maximum.reduceat(g.x_mid[inked], first)
    x0, x1 = np.array([(c.box.x0, c.box.x1) for c in cells], dtype=np.float64)[own].T
    return [cells[n] for n in own[(right > x1 + slack) | (left < x0 - slack)].tolist()]
