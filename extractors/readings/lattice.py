"""One lattice as a grid: its lines, and the edges that texts and paint show where no line is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

import numpy as np

from extractors.grids.grid import Grid, Lines
from extractors.grids.latticecells import SAME_SIDE, SNAP, Edges, assembled, has_lines, positions, same_sides
from extractors.headings.headings import match_heading
from extractors.headings.headlines import headings_on, right_above
from extractors.headings.shapes import ARROW, CODE, CODES, NUMBER, PERIOD, STATUS
from extractors.page import WHITE, Box, Page
from extractors.printed.chunks import ends_time, is_value
from extractors.printed.geometry import joined
from extractors.printed.runs import Run, by_lines, in_bands, runs_of
from extractors.readings.heads.groups import group_edge
from extractors.readings.pills import lights
from extractors.readings.rows.begun import begun_line_edges
from extractors.readings.rows.besidelabels import edges_beside_labels
from extractors.readings.rows.besidenames import edges_beside_names
from extractors.readings.rows.keys import full_line_edges, key_edges
from extractors.readings.rows.stripes import block_edges, row_edges
from extractors.readings.softcolumns import soft_edges

# Smaller fills are bullets and ticks, not cells.
MIN_CELL = 5.0
# A painted side this close to a known edge, in points, is that edge.
NEAR_EDGE = 14.0
# Bold texts name rows where fewer than this part of a table's texts are bold.
NAMES = 0.3
# Rows between so many lines from side to side, besides those under headings, are those that are ruled.
RULED = 4
# More column edges than this, and blocks of text that all fill nearly all columns, leave no doubt where rows stand.
FEWEST_EDGES = 3
# A row between two lines that has several rows begins with so many codes, times and statuses.
KEYED = 3
_TEXT = attrgetter("text")


@dataclass(frozen=True)
class _Texts:
    """The texts that stand in a lattice, and which of them look like those that rows have."""

    page: Page
    runs: Sequence[Run]

    def is_key(self, run: Run) -> bool:
        """Whether the run is one of codes, of times or of statuses."""
        text = run.text.strip()
        return any(shape.match(text) for shape in (CODE, CODES, PERIOD, STATUS))

    def is_title(self, run: Run) -> bool:
        """Whether the run is the heading of titles, and of nothing else before that."""
        known = match_heading(run.text)
        return bool(known) and known[0].sure and known[0].field == "title"

    def is_single(self, run: Run) -> bool:
        """Whether the run is a value of which a row has one: a number, an arrow, a status, a time."""
        text = run.text.strip()
        return is_value(text) or any(shape.match(text) for shape in (STATUS, NUMBER, ARROW, PERIOD))

    def is_coded(self, run: Run) -> bool:
        """Whether the run is a code or such a value."""
        return bool(CODE.match(run.text.strip())) or self.is_single(run)

    def is_keyed(self, line: Sequence[Run]) -> bool:
        """Whether several codes, times and statuses stand on a line, as in a row that is one of a group."""
        return sum(map(self.is_key, line)) >= KEYED

    def is_name(self, run: Run) -> bool:
        """Whether the run is bold where few texts are."""
        return run.place in self._bold and len(self._bold) < NAMES * len(self.runs)

    @cached_property
    def rests(self) -> set[int]:
        """The places of the runs that end what the line right above began: `2025/26` under `Q1`, half a status."""
        found: set[int] = set()
        for line, below in pairwise(by_lines(self.runs)):
            for r in below:
                over = [a for a in line if min(a.x1, r.x1) > max(a.x0, r.x0)]
                if len(over) == 1 and self._ends(over[0].text.strip(), r.text.strip()):
                    found.add(r.place)
        return found

    @staticmethod
    def _ends(above: str, text: str) -> bool:
        status = STATUS.match(above) and STATUS.match(f"{above} {text}") and not STATUS.match(text)
        return bool(status) or ends_time(above, text)

    @cached_property
    def _bold(self) -> set[int]:
        if not self.runs:
            return set()
        every, own, _ = joined([r.glyphs for r in self.runs])
        bold = np.bincount(own[self.page.glyphs.bold[every]], minlength=len(self.runs)).tolist()
        return {r.place for r, count in zip(self.runs, bold, strict=True) if 2 * count > len(r.glyphs)}


def with_soft_edges(page: Page, grid: Grid, soft: list[float]) -> Grid | None:
    """The same lattice with other soft edges, which a neighbouring page shows; None where they do not fit in."""
    if grid.lines is None:
        return None
    runs = [r for r in runs_of(page.glyphs) if grid.box.contains(r.x_mid, r.y_mid)]
    hard = [x for x in grid.xs if x not in grid.soft]
    ys, lines = _with_group_edge(page, [*hard, *soft], list(grid.ys), grid.lines, runs)
    again = assembled(page, lines, Edges(hard, ys, sorted(soft)), runs)
    return replace(again, striped=grid.striped, announced=grid.announced) if again else None


def lattice_grid(page: Page, lines: Lines, runs: list[Run], before: Sequence[Grid]) -> Grid | None:
    """The grid of one lattice, with the row and column edges that its texts show besides its lines.

    `runs` are the page's texts (none: the lines alone are asked), `before` the grids of the page before. None where it
    is none.
    """
    horizontal, vertical = lines = _without_slivers(lines, runs)
    box = lines.box
    ys = positions([y for y, _ in horizontal], box.top, box.bottom)
    xs = positions([x for x, _ in vertical], box.x0, box.x1)
    if len(xs) < 2 or len(ys) < 2:
        return None
    inside = [r for r in runs if box.contains(r.x_mid, r.y_mid)]
    texts = _Texts(page, inside)
    going_on = _goes_on(box, before)
    white = _white_between(texts, lines, xs, ys, going_on=going_on) if len(ys) > 2 or going_on else []
    soft: list[float] = []
    parted = sorted({*ys, *white})
    if len(parted) > 2 and runs:
        soft = soft_edges([*inside, *_signs(page, box)], xs, parted, _TEXT)
    written = list(map(bool, in_bands(inside, ys)))
    two = len(written) > 1 and written[0] and written[-1] and sum(written) == 2  # headings, and all that they head
    if two and not page.scanned:
        every = sorted([*xs, *soft])
        blocks = block_edges(ys, every, inside, texts.is_name) if len(every) > FEWEST_EDGES else []
        if len(blocks) > len(white):  # columns side by side in each of the rows, which are known only now
            white = blocks
            soft = soft_edges([*inside, *_signs(page, box)], xs, sorted({*ys, *white}), _TEXT)
    every = sorted([*xs, *soft])
    unruled = not page.scanned and _ruled_rows(page, box) < RULED
    beside = edges_beside_names(every, ys, inside, texts, going_on=going_on) if unruled else []
    labels = edges_beside_labels(page, every, ys, inside, texts, going_on=going_on) if unruled and not beside else None
    sides = [(every[1] if beside else box.x0, box.x1)]
    if labels is not None and len(labels.edges) > len(white):
        white = labels.edges
        if labels.column is not None:
            sides = [(box.x0, every[labels.column]), (every[labels.column + 1], box.x1)]
    if white := beside or white:
        ys = sorted({*ys, *white})
        lines = _with_white(lines, white, sides)
    if len(xs) == 2 and not soft:
        soft = next((list(g.shown) for g in before if _shows_columns(g, box, inside)), soft)
        soft = soft or _drawn_before(page, box, inside, before)
    soft = sorted([*soft, *_painted(page, inside, [*xs, *soft], ys)]) if soft else soft
    if len(xs) == 2 and not soft and (len(vertical) < 2 or len(ys) == 2):
        return None
    # under headings right above the first line the first row is a record
    if soft and not right_above(headings_on(page), box.top):
        ys, lines = _with_group_edge(page, [*xs, *soft], ys, lines, inside)
    grid = assembled(page, lines, Edges(xs, ys, soft), inside)
    # a page may hold one row alone, or rows of several colours
    striped = bool(white) or (
        going_on and not has_lines(page, box._replace(top=ys[1]), horizontal=True) and _codes_on_the_left(inside) < 2
    )
    return replace(grid, striped=striped) if grid else None


def _without_slivers(lines: Lines, runs: Sequence[Run]) -> Lines:
    """The lines, those with too little room for text above them put on the next one above, where no text is between.

    A rule stands a few points off the paint that it belongs to, and the paint of headings off that of the first row.
    """
    moved: dict[float, float] = {}
    edge: float | None = None
    for y in sorted({y for y, _ in lines.horizontal}):
        if edge is None or y - edge >= MIN_CELL or any(edge < r.y_mid < y for r in runs):
            edge = y
        moved[y] = edge
    if all(y == edge for y, edge in moved.items()):
        return lines
    return lines._replace(horizontal=[(moved[y], span) for y, span in lines.horizontal])


def _white_between(
    texts: _Texts, lines: Lines, xs: Sequence[float], ys: Sequence[float], *, going_on: bool
) -> list[float]:
    """Where (y) nothing but white parts the rows of a lattice with edges at `xs` and `ys`; none where lines do."""
    page, box = texts.page, lines.box
    if page.scanned or _ruled_rows(page, box) >= RULED:
        return []
    turn = page.glyphs.turn
    upright = [r for r in texts.runs if not turn[r.glyphs[0]]] if turn.any() else texts.runs
    # rules under some headings alone part them in two rows, which only a lattice of columns keeps apart
    heads = len(ys) > 2 and (
        len(lines.vertical) > 1 or not has_lines(page, box._replace(bottom=ys[1]), horizontal=True)
    )
    body = box._replace(top=ys[1]) if heads else box
    told: list[float] = []
    unruled = not has_lines(page, body, horizontal=True)
    if unruled:
        for is_key in (texts.is_single, texts.is_coded):
            told = told or key_edges(ys, upright, is_key, texts.is_name, texts.rests, going_on=going_on)
    is_key = texts.is_key if len(xs) > 2 else None
    told = told or row_edges(ys, upright, is_key, texts.is_name, begins_row=texts.is_keyed, going_on=going_on)
    # lines drawn from row to row, but not beside them, leave the cell there whole
    if told or not unruled:
        return told
    return full_line_edges(ys, upright, _TEXT) or begun_line_edges(ys, upright, _TEXT, going_on=going_on)


def _with_white(lines: Lines, white: Sequence[float], sides: Sequence[tuple[float, float]]) -> Lines:
    """The lines with those that white draws (`white`: their y), from side to side of each pair of `sides`.

    Rules over most of the width end the name of a group too: office programs draw none under its merged cell.
    """
    box = lines.box
    whole = [z > box.x1 - SAME_SIDE and z - a > box.width / 2 for _, (a, z) in lines.horizontal]
    ruled = [(y, (box.x0 if w else a, z)) for w, (y, (a, z)) in zip(whole, lines.horizontal, strict=True)]
    return Lines([*ruled, *((y, (a, z)) for y in white for a, z in sides if z > a)], lines.vertical)


def _ruled_rows(page: Page, box: Box) -> int:
    """How many lines are drawn from side to side inside the box."""
    inside = [r for r in page.rulings if r.horizontal and box.top + SNAP < r.at < box.bottom - SNAP]
    return len({round(r.at) for r in inside if r.start < box.x0 + SAME_SIDE and r.end > box.x1 - SAME_SIDE})


def _with_group_edge(
    page: Page, xs: Sequence[float], ys: list[float], lines: Lines, runs: Sequence[Run]
) -> tuple[list[float], Lines]:
    """The row edges and lines with one that parts a first row of headings over several columns from those columns'."""
    split = group_edge(page.glyphs, sorted(xs), [r for r in runs if r.y_mid < ys[1]])
    if split is None:
        return ys, lines
    across = (split, (lines.box.x0, lines.box.x1))
    return sorted([*ys, split]), Lines([*lines.horizontal, across], lines.vertical)


def _painted(page: Page, runs: list[Run], xs: list[float], ys: list[float]) -> list[float]:
    """The sides (x) of fills as high as a row of the table, where no edge of a column is known yet and no text crosses.

    A page with a single row shows too little of its columns by its texts alone.
    """
    found: list[float] = []
    rows = list(pairwise(ys))[1:]
    for box in (f.box for f in page.fills if f.colour != WHITE and f.box.width >= MIN_CELL):
        if not any(abs(box.top - top) < SNAP and abs(box.bottom - bottom) < SNAP for top, bottom in rows):
            continue
        for x in (box.x0, box.x1):
            if all(abs(x - e) > NEAR_EDGE for e in (*xs, *found)) and min(xs) < x < max(xs) and not _crossed(runs, x):
                found.append(x)
    return found


def _crossed(runs: Sequence[Run], x: float) -> bool:
    return any(r.crosses(x) for r in runs)


def _codes_on_the_left(runs: Sequence[Run]) -> int:
    """How many of the leftmost texts of a table are codes."""
    left = min((r.x0 for r in runs), default=0.0) + SAME_SIDE
    return sum(bool(CODE.match(r.text.strip())) for r in runs if r.x0 < left)


def _goes_on(box: Box, before: Sequence[Grid]) -> bool:
    """Whether a table of the page before, whose rows were told by white, has the same sides."""
    return any(g.striped and same_sides(g, box) for g in before)


def _shows_columns(grid: Grid, box: Box, runs: Sequence[Run]) -> bool:
    """Whether a table of the page before has the same sides, and soft edges that none of the texts in `box` crosses."""
    clear = bool(runs) and not any(_crossed(runs, x) for x in grid.shown)
    return same_sides(grid, box) and (grid.announced or clear)


def _drawn_before(page: Page, box: Box, runs: Sequence[Run], before: Sequence[Grid]) -> list[float]:
    """The columns drawn in a table of the page before, where its headings stand again over rules with its sides.

    Of rows painted by turns the last one of a table may be bare, and alone on its page.
    """
    if not runs or not right_above(headings_on(page), box.top):
        return []
    alike = ([*g.xs[1:-1]] for g in before if same_sides(g, box))
    return next((xs for xs in alike if not any(_crossed(runs, x) for x in xs)), list[float]())


def _signs(page: Page, box: Box) -> list[Run]:
    """The lights in the box as runs without glyphs: they show a column as texts do."""
    none = np.empty(0, dtype=np.int64)
    return [Run(-1 - n, none, b.x0, b.x1, b.top, b.bottom, b.bottom, b.height) for n, b in enumerate(lights(page, box))]
