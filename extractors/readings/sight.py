"""What is seen on one page: its grids, each by the strongest evidence there is, and the glyphs left outside."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from extractors.grids.assign import fill_cells, place_of
from extractors.grids.blanktops import without_blank_tops
from extractors.grids.fills import fill_colours
from extractors.grids.grid import Grid
from extractors.grids.offpage import flag_off_page
from extractors.grids.runsout import flag_run_out
from extractors.grids.tagtable import TaggedTable
from extractors.page import Box, Ints, Page
from extractors.printed.running import with_running_lines
from extractors.printed.runs import runs_of
from extractors.readings.borderless import read_borderless
from extractors.readings.cards.breaks import Seen, title_at_foot
from extractors.readings.cards.grids import Labels
from extractors.readings.cards.labelled import read_cards, without_cards
from extractors.readings.cards.stacked import read_stacked
from extractors.readings.heads.groups import span_groups
from extractors.readings.heads.wide import part_wide_heads
from extractors.readings.labels.columns import settle_labels
from extractors.readings.overlaps import flag_overlaps
from extractors.readings.pages.parts import page_parts
from extractors.readings.parted import part_cells
from extractors.readings.rows.enumerated import split_bands
from extractors.readings.rows.painted import part_open_rows
from extractors.readings.ruled import read_ruled
from extractors.readings.shared import share_columns
from extractors.readings.tags.spans import span_rows
from extractors.readings.tags.tagged import grid_from_tags, tagged_tables
from extractors.readings.undivided import flag_undivided

# A ruled grid is the tagged table's own when it holds this part of the table's glyphs.
SAME_TABLE = 0.9
# A lattice with this part of its area inside another table is drawn in it.
WITHIN = 0.95
# More cells than this part in which the tags see several: the rulings are too coarse, the tags are right.
COARSE = 0.1
# A lattice that holds more than this part of a tagged table's glyphs is another sight of the same table.
TWICE = 0.1
# No more cards than this stand abreast; a table of more columns over this part of the page is none of cards.
ABREAST, MUCH = 3, 0.3
# Another tagged table in more than this part of a table's rows stands beside it.
BESIDE = 0.5


@dataclass(eq=False)
class Sight:
    """A page with its grids in reading order and the indices of the glyphs in none of them.

    `areas` are the parts of a page set in columns, in reading order; a single one where it is not. `cards` are the
    labels of the cards on it.
    """

    page: Page
    grids: list[Grid]
    loose: Ints
    areas: tuple[Box, ...] = ()
    cards: frozenset[Labels] = frozenset()

    def part_at(self, x: float, y: float) -> int:
        """The place in reading order of the part of the page in which the point lies."""
        return next((n for n, area in enumerate(self.areas) if area.contains(x, y)), 0)


def see_all(pages: list[Page]) -> list[Sight]:
    """Read the pages, those that are set in columns column by column."""
    parts = page_parts(pages)
    found: list[Sight] = []
    for _, group in groupby(
        zip(parts, _seen(with_running_lines([p.page for p in parts])), strict=True), key=lambda p: p[0].whole.number
    ):
        own = list(group)
        grids = [part.put_back(g) for part, sight in own for g in sight.grids]
        loose = np.concatenate([part.glyphs[sight.loose] for part, sight in own])
        found.append(Sight(own[0][0].whole, grids, np.sort(loose), tuple(part.area for part, _ in own)))
    return found


def _seen(pages: list[Page]) -> list[Sight]:
    """Read the pages, each with the strongest evidence it has.

    Columns that no line draws are those of the whole table, so pages that show fewer of them take those of the
    neighbour that shows more; rows that white alone tells are told so on the next page too.
    """
    ruled: dict[int, list[Grid]] = {}
    for page in pages:
        ruled[page.number] = read_ruled(page, ruled.get(page.number - 1, ()))
    share_columns(pages, ruled)
    found: list[Sight] = []
    cards: set[Labels] = set()
    for page in pages:
        found.append(see(page, ruled[page.number], cards))
        cards |= found[-1].cards
    for before, after in pairwise(found):
        title = title_at_foot(*(Seen(s.page, s.grids, s.loose) for s in (before, after)))
        if title is not None:
            before.grids.append(title)
            before.loose = _loose(before.page, before.grids)
    settle_labels([(s.page, s.grids) for s in found])
    return found


def see(page: Page, ruled: list[Grid] | None = None, known: Collection[Labels] = ()) -> Sight:
    """Read `page`; `ruled` are its lattices where they are known already, `known` the labels of cards seen before."""
    ruled = read_ruled(page) if ruled is None else ruled
    free = _outside_wide(page, ruled)
    cards = read_cards(page, free, known) or read_stacked(page, free, known)
    ruled, cards = without_cards(page, ruled, cards)
    grids: list[Grid] = []
    tables = tagged_tables(page)
    for table in tables:
        home = _home(page, table, ruled, tables)
        if home is not None:
            fill_cells(page, home, table)
            if part_open_rows(page, home):
                fill_cells(page, home, table)
            if not _coarse(home, table):
                span_rows(page, home, table)
                ruled.remove(home)
                grids.append(home)
                continue
            for cell in home.cells:
                cell.flag = cell.flag_detail = None
        own = grid_from_tags(page, table)
        if own is not None:
            ruled = [g for g in ruled if not _same_place(page, g, own)]
            held = np.concatenate([c.glyphs for c in own.cells])
            cards = [c for c in cards if not np.isin(c.glyphs, held).any()]  # else their ink would count twice
            span_rows(page, own, table)
            grids.append(own)
    # of a lattice that runs on from one table to another, the rows around a third that stands between them
    for grid in [g for g in ruled if not any(_same_place(page, g, own) for own in grids)]:
        fill_cells(page, grid)
        part_wide_heads(page, grid)
        span_groups(page, grid)
        part_open_rows(page, grid)
        parted = grid if grid.striped else split_bands(page, grid)
        if parted is not None:
            grids.append(parted)
    grids += [card.grid for card in cards]
    grids += read_borderless(page, _loose(page, grids))
    grids = [g for g in grids if any(page.glyphs.ink[c.glyphs].any() for c in g.cells) or _blank_form(g, grids)]
    grids = [g for g in grids if not _is_decoration(page, g, grids)]
    grids.sort(key=lambda g: (g.box.top, g.box.x0))
    for grid in grids:
        if page.scanned:
            part_cells(page, grid)
        fill_colours(page, grid)
    grids = [without_blank_tops(page, g) for g in grids]
    loose = _loose(page, grids)
    for grid in grids:
        flag_run_out(page, grid, loose)
        flag_overlaps(page, grid)
        flag_undivided(page, grid)
        flag_off_page(page, grid)
    return Sight(page, grids, loose, cards=frozenset(c.labels for c in cards if c.labels))


def _outside_wide(page: Page, ruled: Sequence[Grid]) -> Ints:
    """The glyphs outside lattices that take much of the page and draw more columns than cards stand abreast."""
    g = page.glyphs
    outside = np.ones(len(g), dtype=np.bool_)
    for b in (r.box for r in ruled if r.columns - len(r.soft) > ABREAST):
        if b.width * b.height > MUCH * page.width * page.height:
            outside &= (g.x_mid < b.x0) | (g.x_mid > b.x1) | (g.y_mid < b.top) | (g.y_mid > b.bottom)
    return np.flatnonzero(outside)


def _same_place(page: Page, grid: Grid, own: Grid) -> bool:
    """Whether the lattice lies over the tagged table, or holds a good part of its text: it would be read twice."""
    if grid.box.overlap(own.box) > 0.5 * grid.box.width * grid.box.height:
        return True
    g = page.glyphs
    b = grid.box
    held = np.concatenate([c.glyphs for c in own.cells])
    inside = (g.x_mid[held] > b.x0) & (g.x_mid[held] < b.x1) & (g.y_mid[held] > b.top) & (g.y_mid[held] < b.bottom)
    return bool(inside.mean() > TWICE)


def _is_decoration(page: Page, grid: Grid, grids: Sequence[Grid]) -> bool:
    """Whether a lattice is drawn in cells of another table, and parts no texts there: bars, frames of words."""
    g, b = page.glyphs, grid.box
    around = [o for o in grids if o is not grid and o.columns > 1 and o.box.overlap(b) > WITHIN * b.width * b.height]
    inked = [c for c in grid.cells if g.ink[c.glyphs].any()]
    if not around or grid.reading != "ruled" or len({c.row for c in inked}) < len(inked):
        return False
    held = np.concatenate([c.glyphs for o in around for c in o.cells])
    return all(np.isin(c.glyphs[g.ink[c.glyphs]], held).all() for c in inked)


def _blank_form(grid: Grid, grids: list[Grid]) -> bool:
    """Whether an empty lattice may be the rest of a row from the page before.

    It may where it is the first of its page and ruled in columns.
    """
    return grid.columns > 1 and all(grid.box.top <= g.box.top for g in grids)


def _home(page: Page, table: TaggedTable, ruled: list[Grid], tables: list[TaggedTable]) -> Grid | None:
    """The lattice that is the tagged table's own; of a lattice that holds several tables, the rows of this one."""
    inked = table.glyphs[page.glyphs.ink[table.glyphs]]
    if not len(inked):
        return None
    x, y = page.glyphs.x_mid[inked], page.glyphs.y_mid[inked]

    def held(grid: Grid) -> float:
        b = grid.box
        return float(((x >= b.x0) & (x <= b.x1) & (y >= b.top) & (y <= b.bottom)).mean())

    best = max(ruled, key=held, default=None)
    if best is None or held(best) < SAME_TABLE:
        return None
    if y.max() > best.ys[-1] + 1 or y.min() < best.ys[0] - 1:
        return None
    rows = np.clip(np.searchsorted(best.ys, y, side="right") - 1, 0, best.rows - 1)
    first, after = int(rows.min()), int(rows.max()) + 1
    # untagged rows above it are its own repeated headings, unless they hold a single text, a heading between two
    # tables, or belong to another table
    texts = _texts_by_row(page, best)
    others = {r for t in tables if t is not table for r in _rows_of(page, t, best)}
    if sum(first <= r < after for r in others) > BESIDE * (after - first):
        return None  # it is drawn over two tables that stand side by side
    while first > 0 and texts[first - 1] != 1 and first - 1 not in others:
        first -= 1
    while after < best.rows and texts[after] != 1 and after not in others and not others:
        after += 1
    if (first, after) == (0, best.rows):
        return best
    own = best.crop(first, after)
    ruled[ruled.index(best)] = own
    # a single text above or below is a heading or a note, over which the lines of the columns go on
    rest = [best.crop(a, z) for a, z in ((0, first), (after, best.rows)) if z > a and sum(texts[a:z]) != 1]
    ruled.extend(part for part in rest if part.cells)
    return own


def _texts_by_row(page: Page, grid: Grid) -> list[int]:
    """How many texts each row of the lattice holds; those of a cell that spans rows count in each of them."""
    counts = [0] * grid.rows
    places = place_of(grid)
    inside = [(x, y) for r in runs_of(page.glyphs) if grid.box.contains(x := r.x_mid, y := r.y_mid)]
    if not inside:
        return counts
    xs, ys = zip(*inside, strict=True)
    rows = np.minimum(np.searchsorted(grid.ys, ys, side="right") - 1, grid.rows - 1)
    columns = np.minimum(np.searchsorted(grid.xs, xs, side="right") - 1, grid.columns - 1)
    homes: list[int] = places[rows, columns].tolist()
    for home in map(grid.cells.__getitem__, homes):
        for r in range(home.row, home.row + home.row_span):
            counts[r] += 1
    return counts


def _rows_of(page: Page, table: TaggedTable, grid: Grid) -> set[int]:
    """The rows of the lattice in which the tagged table prints something."""
    g = page.glyphs
    inked = table.glyphs[g.ink[table.glyphs]]
    rows = np.searchsorted(grid.ys, g.y_mid[inked], side="right") - 1
    x = g.x_mid[inked]
    inside = (x >= grid.box.x0) & (x <= grid.box.x1) & (rows >= 0) & (rows < grid.rows)
    return set(rows[inside].tolist())


def _coarse(grid: Grid, table: TaggedTable) -> bool:
    """Whether the lattice puts many cells of the tags into one, or several of its headings: a column has no line."""
    crowded = [c for c in grid.cells if (c.flag_detail or "").startswith("the tags see")]
    columns = max((sum(c.column_span for c in r.cells) for r in table.rows), default=0)
    if columns > grid.columns and any(c.row == 0 for c in crowded):
        return True
    texts = sum(int((c.flag_detail or "").split()[3]) for c in crowded)
    return texts > COARSE * sum(len(r.cells) for r in table.rows)


def _loose(page: Page, grids: list[Grid]) -> Ints:
    held = np.zeros(len(page.glyphs), dtype=np.bool_)
    for grid in grids:
        for cell in grid.cells:
            held[cell.glyphs] = True
    return np.flatnonzero(~held)
