"""Tables that nothing is drawn around, announced by their headings: the frame that a reader sees in the white.

A line of known headings begins such a table; its text goes on below as long as it keeps to the table's size and
columns. The frame is given as lines, so that what reads a table ruled at its head and foot only reads this one as well.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from extractors.grids.grid import Grid, Line
from extractors.headings.headings import match_heading, sure_match
from extractors.headings.shapes import CODES, QUARTER
from extractors.page import Box, Ints, Page, Ruling
from extractors.printed.chunks import Chunk, ChunkLine, chunk_lines

# So many known headings of different fields, and this part of all texts on their lines, announce a table.
KNOWN, PART = 3, 0.6
# In painted cells so many are enough.
KNOWN_PAINTED = 2
# Headings take at most so many lines, more where all are bold, closer to each other than this many font sizes.
MOST_LINES, MOST_BOLD_LINES, LEADING = 4, 8, 1.5
# Headings of single columns stand at most this many font sizes below the one over them all.
SUBHEADS = 2.6
# Lines of the table follow each other within this many font sizes; after more than the second value they must be
# aligned with what stands above.
APART, NEAR = 4.2, 1.8
# The first row stands up to so many font sizes below headings, whose cell may be taller than their lines.
APART_FROM_HEADINGS = 6.0
# Footers stand within this part of the page's height from its edge.
FOOT = 0.07
# Sizes of the table's texts differ by less than this part.
SAME_SIZE = 0.12
# Turned headings reach at most this many font sizes below the last line of the others.
TALLEST = 12.0
# Texts are aligned within this many points.
ALIGNED = 1.2
# Rules and bands of colour over this part of the width are the table's; with so many of them it is drawn.
WIDE, FEWEST_RULES = 0.6, 2
# A rule this close, in points, above or below the texts is the table's.
NEARBY = 9.0
# The frame stands this far from the texts, in points.
MARGIN = 2.5
# A table of so many columns goes on with a row alone on the next page where it ends this close, as a part of the page's
# height, to its lower edge.
LAST_COLUMNS, NEAR_FOOT = 3, 0.2
# At most so many running lines stand over it.
RUNNING = 2
# A first line without headings fills this part of the columns of the table that goes on.
FILLED = 0.4
# Fewer lines than this, in one column of the table alone, are no rest of its last row.
REST = 3


def frames(page: Page, grids: Sequence[Grid], before: Sequence[Grid], painted: Sequence[Box] = ()) -> list[Line]:
    """The frames, as lines, of the tables that nothing on the page is drawn around.

    `grids` are the lattices drawn on the page, `before` all those of the page before, for a table that goes on;
    `painted` are rows of painted cells with nothing drawn below them: where two headings are known, all are.
    """
    lines = _free_lines(page, grids)
    heads = _with_painted(lines, heads_of(lines), painted)
    found: list[Line] = []
    going_on = next((g for g in reversed(before) if g.announced), None)
    if going_on is not None:
        first_head = heads[0][0] if heads else len(lines)
        start = _begin(lines[:first_head], going_on)
        if start is not None:
            found += _frame(page, lines, start, start, first_head, grids, (going_on.box.x0, going_on.box.x1))
    elif lines and not heads and not any(g.columns >= LAST_COLUMNS for g in grids):
        found += _last_row(page, lines, before, grids)
    headed: dict[tuple[str, ...], list[list[Line]]] = {}
    for n, (start, after) in enumerate(heads):
        end = heads[n + 1][0] if n + 1 < len(heads) else len(lines)
        words = tuple(c.text for ln in lines[start:after] for c in ln.chunks)
        headed.setdefault(words, []).append(_frame(page, lines, start, after, end, grids, None))
    return [*found, *(ln for alike in headed.values() for ln in _of_one_width(alike))]


def _of_one_width(alike: Sequence[list[Line]]) -> list[Line]:
    """The frames of a table whose headings are printed again on the page, all with the sides of the widest.

    A side stands where the texts under it end: two of them a few points apart would part a column with nothing in it.
    """
    ends = [x for frame in alike for ln in frame if ln.horizontal for x in (ln.start, ln.end)]
    if sum(map(bool, alike)) < 2:
        return [ln for frame in alike for ln in frame]
    x0, x1 = min(ends), max(ends)
    return [
        ln._replace(start=x0, end=x1) if ln.horizontal else ln._replace(at=min((x0, x1), key=lambda x: abs(x - ln.at)))
        for frame in alike
        for ln in frame
    ]


def headings_on(page: Page) -> list[float]:
    """Where on the page, in points from its top, the headings of tables begin, drawn around or not."""
    known: list[float] | None = page.glyphs.memo.get("headings")
    if known is None:
        every = chunk_lines(page.glyphs, np.arange(len(page.glyphs), dtype=np.int64))
        lines = sorted(every, key=lambda ln: ln.baseline)
        known = page.glyphs.memo["headings"] = [lines[start].top for start, _ in heads_of(lines)]
    return known


def _last_row(page: Page, lines: Sequence[ChunkLine], before: Sequence[Grid], grids: Sequence[Grid]) -> list[Line]:
    """The frame of a row that is alone on its page: the last one of a table ruled between rows only.

    Its first line stands on top of the page, in the columns of the table that fills the page before to its foot.
    """
    last = max(before, key=lambda g: g.box.bottom, default=None)
    if last is None or not last.soft or last.columns < LAST_COLUMNS or last.box.bottom < (1 - NEAR_FOOT) * page.height:
        return []
    start = _begin(lines, last)
    if start is None or start > RUNNING:
        return []
    drawn = _frame(page, lines, start, start, len(lines), grids, (last.box.x0, last.box.x1))
    ys = [ln.at for ln in drawn if ln.horizontal]
    return [*drawn, *(Line(False, x, min(ys), max(ys)) for x in last.xs[1:-1])] if ys else []


def _free_lines(page: Page, grids: Sequence[Grid]) -> list[ChunkLine]:
    g = page.glyphs
    free: Ints = np.arange(len(g), dtype=np.int64)
    for b in (*(grid.box for grid in grids), *page.running):
        inside = (
            (g.x_mid[free] >= b.x0) & (g.x_mid[free] <= b.x1) & (g.y_mid[free] >= b.top) & (g.y_mid[free] <= b.bottom)
        )
        free = free[~inside]
    return sorted(chunk_lines(g, free), key=lambda ln: ln.baseline)


def heads_of(lines: Sequence[ChunkLine]) -> list[tuple[int, int]]:
    """The headings among the lines: the first line of each, and the one after its last."""
    heads: list[tuple[int, int]] = []
    i = 0
    while i < len(lines):
        most = _close(lines, i)
        if len(lines[i].chunks) == 1 or sum(len(ln.chunks) for ln in lines[i : i + most]) < KNOWN:
            i += 1
            continue
        known = [_known(lines[i : i + d]) for d in range(1, most + 1)]
        depth = known.index(max(known)) + 1
        if known[depth - 1] >= KNOWN:
            while depth < _close(lines, i) and _bold(lines[i]) and _bold(lines[i + depth]):
                depth += 1
            depth += _below(lines, i + depth)
            heads.append((i, i + depth))
            i += depth
        else:
            i += 1
    return heads


def _with_painted(
    lines: Sequence[ChunkLine], heads: list[tuple[int, int]], painted: Sequence[Box]
) -> list[tuple[int, int]]:
    """The headings with those in the rows of `painted` cells, of which fewer need be known."""
    found = list(heads)
    for box in painted:
        own = [n for n, ln in enumerate(lines) if box.contains((ln.x0 + ln.x1) / 2, (ln.top + ln.bottom) / 2)]
        if not own or any(start <= n < after for start, after in heads for n in own):
            continue
        known = sum(bool(match_heading(c.text)) for n in own for c in lines[n].chunks)
        if known >= KNOWN_PAINTED:
            found.append((own[0], own[-1] + 1))
    return sorted(found)


def _below(lines: Sequence[ChunkLine], after: int) -> int:
    """How many lines from `after` on head single columns under a heading over several: quarters, or bold as it is.

    They stand a row apart from it, not as the lines of one text do.
    """
    count = 0
    while after + count + 1 < len(lines) and count < MOST_LINES - 1:
        above, line, below = lines[after + count - 1 : after + count + 2]
        near = line.baseline - above.baseline <= SUBHEADS * line.size
        bold = _bold(above) and _bold(line) and not _bold(below)
        if not near or not (bold or all(_names_quarter(c.text) for c in line.chunks)) or len(line.chunks) < 2:
            break
        count += 1
    return count


def _names_quarter(text: str) -> bool:
    """Whether the text heads the column of one quarter: `Q1`, `Q1 RAG`."""
    match = sure_match(text)
    return bool(QUARTER.match(text)) or bool(match and match.quarter)


def _bold(line: ChunkLine) -> bool:
    return all(c.bold for c in line.chunks)


def _close(lines: Sequence[ChunkLine], first: int) -> int:
    """How many lines from `first` on follow each other as the lines of one text do; beyond MOST_LINES, bold ones."""
    count = 1
    while count < MOST_BOLD_LINES and first + count < len(lines):
        above, below = lines[first + count - 1], lines[first + count]
        if below.baseline - above.baseline > LEADING * below.size:
            break
        if count >= MOST_LINES and not (_bold(above) and _bold(below)):
            break
        count += 1
    return count


def _known(lines: Sequence[ChunkLine]) -> int:
    """How many different fields the texts on the lines name, read column by column; 0 where too few texts do."""
    columns: list[list[Chunk]] = []
    for chunk in (c for ln in lines for c in ln.chunks):
        home = next((k for k in columns if any(min(c.x1, chunk.x1) > max(c.x0, chunk.x0) for c in k)), None)
        if home is None:
            columns.append([chunk])
        else:
            home.append(chunk)
    texts = [" ".join(c.text for c in k) for k in columns]
    if any(CODES.match(t.rstrip(" ,;/&")) and not QUARTER.match(t) for t in texts):
        return 0  # a row: its lead and its dates read like headings, its code or list of codes does not
    matches = [m for t in texts if (m := sure_match(t))]
    return len({(m.field, m.quarter) for m in matches}) if len(matches) >= PART * len(texts) else 0


def _begin(lines: Sequence[ChunkLine], grid: Grid) -> int | None:
    """Where among the first lines of a page the table of `grid` goes on, None where it does not.

    Its first row is the first line that fills enough of its columns; right above it the rest of the row that the page
    before began may stand, which may also fill the page.
    """
    columns = [_columns(ln, grid) for ln in lines]
    row = next((i for i, c in enumerate(columns) if _fills(c, grid)), None)
    start = len(lines) if row is None else row
    while start and columns[start - 1] and 0 not in columns[start - 1] and _near(lines, start):
        start -= 1
    if row is None and len(lines) - start < REST:
        return None
    return start


def _fills(columns: set[int], grid: Grid) -> bool:
    """Whether texts in these columns of `grid` make a row: enough of them."""
    return len(columns) >= max(2, FILLED * grid.columns)


def _near(lines: Sequence[ChunkLine], at: int) -> bool:
    """Whether the line before `at` stands right above it, or is the last one."""
    return at == len(lines) or lines[at].baseline - lines[at - 1].baseline <= APART * lines[at].size


def _columns(line: ChunkLine, grid: Grid) -> set[int]:
    """The columns of `grid` that hold the line's texts; none where a text keeps to no column."""
    columns: set[int] = set()
    for c in line.chunks:
        column = int(np.searchsorted(grid.xs, c.x_mid)) - 1
        if not 0 <= column < grid.columns or c.x0 < grid.xs[column] - ALIGNED or c.x1 > grid.xs[column + 1] + c.size:
            return set()
        columns.add(column)
    return columns


def _frame(
    page: Page,
    lines: Sequence[ChunkLine],
    start: int,
    after: int,
    end: int,
    grids: Sequence[Grid],
    sides: tuple[float, float] | None,
) -> list[Line]:
    """The frame around the headings `start` to `after` (none where they are one) and what follows up to `end`."""
    heading = lines[start:after]
    foot = _foot(page, heading)
    body: list[ChunkLine] = []
    size = lines[after].size if after < end else 0.0
    for n, line in enumerate(lines[after:end], after + 1):
        following = lines[n] if n < end else None
        above = [*heading, *body]
        begins = bool(heading) and not body
        ends = bool(above) and _ends(above, line, size, foot if begins else 0.0, begins=begins)
        if ends and not (following and _bold_name(above, line, following, size)):
            break
        if above and _between(above[-1], line, grids):
            break
        body.append(line)
    while body and len(body[-1].chunks) == 1 and (body[-1].chunks[0].bold or _at_foot(page, body)):
        body.pop()  # a heading over what comes next, or the page's footer
    several = any(len(ln.chunks) > 1 for ln in body)
    if not sides and not several and not (heading and body and _aligned(heading, body[0])):
        return []
    every = [*heading, *body]
    box = Box(
        min(ln.x0 for ln in every) - MARGIN,
        every[0].top - MARGIN,
        max(ln.x1 for ln in every) + MARGIN,
        max(ln.bottom for ln in every) + MARGIN,
    )
    if _parted(page, Box(box.x0, body[0].bottom, box.x1, box.bottom)):
        return []
    drawn = [f.box for f in page.fills if f.colour != "#ffffff" and _among(f.box, box)]
    drawn += [Box(r.start, r.at, r.end, r.at) for r in page.rulings if _edges(r, box)]
    box = _around(drawn, box)
    x0, x1 = sides or (box.x0, box.x1)
    levels = [box.top, box.bottom]
    if heading:
        low, high = max(foot, *(ln.bottom for ln in heading)), body[0].top
        levels.append(next((b.top for b in drawn if low - MARGIN < b.top < high + MARGIN), (low + high) / 2))
    return [*(Line(True, y, x0, x1) for y in levels), *(Line(False, x, box.top, box.bottom) for x in (x0, x1))]


def _parted(page: Page, body: Box) -> bool:
    """Whether lines or bands of colour that run over most of the table's width part its rows."""

    def wide(x0: float, x1: float, y: float) -> bool:
        return body.top < y < body.bottom and min(x1, body.x1) - max(x0, body.x0) > WIDE * body.width

    rules = sum(r.horizontal and wide(r.start, r.end, r.at) for r in page.rulings)
    bands = sum(f.colour != "#ffffff" and wide(f.box.x0, f.box.x1, (f.box.top + f.box.bottom) / 2) for f in page.fills)
    return rules + bands >= FEWEST_RULES


def _foot(page: Page, heading: Sequence[ChunkLine]) -> float:
    """Where turned headings end that stand beside or between the lines of `heading`, 0 where there are none."""
    g = page.glyphs
    if not heading or not g.turn.any():
        return 0.0
    top, bottom = heading[0].top, heading[-1].baseline + TALLEST * heading[-1].size
    own = g.ink & (g.turn != 0) & (g.top > top - MARGIN) & (g.bottom < bottom) & (g.x0 > heading[0].x0)
    return float(g.bottom[own].max()) if own.any() else 0.0


def _ends(above: Sequence[ChunkLine], line: ChunkLine, size: float, foot: float, *, begins: bool) -> bool:
    """Whether the table has ended before `line`: too far below, of another size, or out of its columns.

    `foot` is where headings end that reach further down than the last line above; `begins` says that the headings are
    all that stands above.
    """
    gap = line.baseline - max(above[-1].baseline, foot)
    if gap > (APART_FROM_HEADINGS if begins else APART) * size:
        return True
    if any(abs(c.size - size) > SAME_SIZE * size for c in line.chunks):
        return True
    if gap <= NEAR * size or (begins and _one_under_each(above, line)):
        return False
    return not _aligned(above, line)


def _one_under_each(headings: Sequence[ChunkLine], line: ChunkLine) -> bool:
    """Whether the line has a text for each of several headings, none of which begins left of its own: centred cells."""
    lefts = [c.x0 for c in headings[-1].chunks]
    if len(headings) > 1 or len(lefts) != len(line.chunks) or len(lefts) < KNOWN:
        return False
    ends = [*lefts[1:], float("inf")]
    return all(a <= c.x0 and c.x1 < z for a, c, z in zip(lefts, line.chunks, ends, strict=True))


def _bold_name(above: Sequence[ChunkLine], line: ChunkLine, following: ChunkLine, size: float) -> bool:
    """Whether the line is a bold name of the row below it: it stands left of all, where centred texts leave room."""
    alone = len(line.chunks) == 1 and _bold(line) and line.x0 < min(ln.x0 for ln in above)
    near = line.baseline - above[-1].baseline <= APART * size and abs(line.size - size) <= SAME_SIZE * size
    return (
        alone and near and len(following.chunks) > 1 and not _ends([*above, line], following, size, 0.0, begins=False)
    )


def _at_foot(page: Page, body: Sequence[ChunkLine]) -> bool:
    """Whether the last line stands apart in the page's lower margin."""
    low = body[-1].baseline > (1 - FOOT) * page.height
    return low and len(body) > 1 and body[-1].baseline - body[-2].baseline > NEAR * body[-1].size


def _aligned(above: Sequence[ChunkLine], line: ChunkLine) -> bool:
    """Whether a text of the line shares an edge or its middle with one above."""
    marks = [m for ln in above for c in ln.chunks for m in (c.x0, c.x_mid, c.x1)]
    return any(abs(x - m) < ALIGNED for c in line.chunks for x in (c.x0, c.x_mid, c.x1) for m in marks)


def _between(above: ChunkLine, below: ChunkLine, grids: Sequence[Grid]) -> bool:
    """Whether a lattice is drawn between two lines."""
    return any(above.baseline < g.box.top < below.baseline for g in grids)


def _edges(rule: Ruling, box: Box) -> bool:
    """Whether the rule runs over most of the table's width, in it or right above or below."""
    wide = min(rule.end, box.x1) - max(rule.start, box.x0) > WIDE * box.width
    return rule.horizontal and wide and box.top - NEARBY < rule.at < box.bottom + NEARBY


def _among(fill: Box, box: Box) -> bool:
    """Whether the fill is painted among the texts in `box`: a cell's, beside them or behind."""
    middle = (fill.top + fill.bottom) / 2
    return box.top < middle < box.bottom and fill.x1 > box.x0 and fill.x0 < box.x1


def _around(fills: Iterable[Box], box: Box) -> Box:
    for fill in fills:
        box = box.union(fill)
    return box
