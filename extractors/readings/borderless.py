"""The borderless reading: tables that show themselves by aligned text alone, or with a few horizontal rules.

Regions of lines with common columns are found first; then the columns by their gutters, the headings by the rule
below them or by standing over values, the rows by the values on them. What is only prose in columns, a list, a
contents page or a letter's details is left alone.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractors.grids.bodyrows import Cells, body_rows, cells_of, value_columns
from extractors.grids.grid import Grid, GridCell
from extractors.grids.gutters import Column, columns_of, fitted
from extractors.grids.regions import Region, regions_of, text_rules
from extractors.headings.headlines import heads_of
from extractors.headings.headrows import HeadCell, head_cells
from extractors.page import Box, Ints, Page, Ruling
from extractors.printed.chunks import Chunk, ChunkLine, chunk_lines
from extractors.printed.running import is_running
from extractors.readings.pills import lights

# More heading lines than this are a body.
MOST_HEAD_LINES = 10
# A rule at the top, one below the headings, and at most this many inner rules in all: the headings end at the first.
FEW_RULES = 3
# Tables without rules need this many rows, and this part of their places filled.
FEWEST_ROWS, FILLED = 2, 0.35
# Tables of words alone, without rules, need this many rows, and columns after the first of at most so many words.
FEWEST_WORD_ROWS, SHORT_WORDS = 4, 5.0
# A picture over more than this part of a page is the page.
WHOLE = 0.6
_YEAR = re.compile(r"^(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?[*†‡§a-z\d]?$")
_NUMBER = re.compile(r"^-?\d[\d,]*(?:\.\d+)?$")
_BULLET = re.compile(
    r"^(?:[•●▪■□◦○‣➢✓*·–—-]|[(\[]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)\]]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)$", re.I
)


def read_borderless(page: Page, free: Ints) -> list[Grid]:
    """The tables among the glyphs `free` (indices), which no lattice holds, from top to bottom; cells come filled."""
    inked = free[page.glyphs.ink[free]]
    if len(inked) < 4:
        return []
    lines, typed = text_rules([ln for ln in chunk_lines(page.glyphs, free) if not is_running(page, ln)])
    rules = [r for r in page.rulings if r.horizontal] + typed
    walls = [r for r in page.rulings if not r.horizontal]
    regions = [r for r in regions_of(lines, rules) if not _in_picture(page, r)]
    grids = [_grid(page, region, rules, walls) for region in regions]
    return [g for g in grids if g is not None]


def _in_picture(page: Page, region: Region) -> bool:
    """Whether the region lies in a picture on a page of text, without headings that announce a table.

    Words that stand aligned in a chart or a screenshot make none.
    """
    x, y = (region.x0 + region.x1) / 2, (region.lines[0].top + region.lines[-1].bottom) / 2
    inset = [b for b in page.scanned if b.width * b.height < WHOLE * page.width * page.height]
    return any(b.contains(x, y) for b in inset) and not heads_of(region.lines)


def _grid(page: Page, region: Region, rules: Sequence[Ruling], walls: Sequence[Ruling]) -> Grid | None:
    top, bottom = region.lines[0].top, region.lines[-1].bottom
    parting = [w.at for w in walls if min(w.end, bottom) - max(w.start, top) > 0.6 * (bottom - top)]
    columns = columns_of(_body_first(region), parting)
    if len(columns) < 2:
        return None
    head, body = _split_head(page, region, columns)
    if len(body) < FEWEST_ROWS:
        return None
    columns = columns_of([fitted(page.glyphs, ln, columns, heading=False) for ln in body], parting) or columns
    columns = _with_marked(page, columns, head, body)
    body = [fitted(page.glyphs, ln, columns, heading=False) for ln in body]
    head = [fitted(page.glyphs, ln, columns, heading=True) for ln in head]
    cells = [cells_of(ln, columns) for ln in body]
    if len(columns) < 2 or not _is_table(region, cells, len(columns)):
        return None
    headings, depth = head_cells(head, columns, rules) if head else ([], 0)
    rows = body_rows(body, columns)
    return _assembled(page, columns, headings, depth, rows)


def _with_marked(
    page: Page, columns: list[Column], head: Sequence[ChunkLine], body: Sequence[ChunkLine]
) -> list[Column]:
    """The columns, with those that hold no text: where marks alone stand under each other, clear of all texts.

    Headings stand over them: without, marks close to a text are its bullets.
    """
    found = list(columns)
    headings = [c for line in head for c in line.chunks]
    for stack in _stacks(lights(page, Box(0, body[0].top, page.width, body[-1].bottom))):
        own = [c for c in headings if c.x0 < stack.x1 and c.x1 > stack.x0]
        clear = 0.0 if own else stack.x1 - stack.x0
        column = Column(min([stack.x0, *(c.x0 for c in own)]), max([stack.x1, *(c.x1 for c in own)]))
        if not (head and not own) and not any(o.x0 < column.x1 + clear and o.x1 > column.x0 - clear for o in found):
            found.append(column)
    return sorted(found)


def _stacks(marks: Sequence[Box]) -> list[Column]:
    """Where at least two marks stand under each other."""
    ways: list[tuple[Column, int]] = []
    for box in sorted(marks):
        if ways and box.x0 < ways[-1][0].x1:
            ways[-1] = Column(ways[-1][0].x0, max(ways[-1][0].x1, box.x1)), ways[-1][1] + 1
        else:
            ways.append((Column(box.x0, box.x1), 1))
    return [column for column, marks in ways if marks >= FEWEST_ROWS]


def _body_first(region: Region) -> list[ChunkLine]:
    """The lines that tell the columns: those below the heading rule where there is one."""
    inner = [y for y in region.rules if region.lines[0].baseline < y < region.lines[-1].baseline - 1]
    for y in inner[:2]:
        below = [ln for ln in region.lines if ln.baseline > y]
        if sum(len(ln.chunks) > 1 for ln in below) >= 2:
            return below
    return region.lines


def _split_head(page: Page, region: Region, columns: Sequence[Column]) -> tuple[list[ChunkLine], list[ChunkLine]]:
    """The heading lines and the rest.

    Headings stand above the first full rule, unless values stand there too; without a rule, above the first values.
    """
    lines = region.lines
    fit = [cells_of(fitted(page.glyphs, ln, columns, heading=True), columns) for ln in lines]
    values = set(value_columns(fit, len(columns)))
    first = next((i for i, c in enumerate(fit) if _holds_values(c, values)), len(lines))
    inner = [y for y in region.rules if lines[0].baseline < y < lines[-1].baseline]
    for y in region.rules:
        above = sum(ln.baseline < y for ln in lines)
        ruled_off = region.rules[0] < lines[0].baseline and len(inner) <= FEW_RULES and above < 0.4 * len(lines)
        if 0 < above <= MOST_HEAD_LINES and above < len(lines) and (above <= first or ruled_off):
            return lines[:above], lines[above:]
    if not values or first == len(lines):
        bold = lines[0].chunks[0].bold and all(c.bold for c in lines[0].chunks) and not lines[1].chunks[-1].bold
        return (lines[:1], lines[1:]) if bold and len(lines[0].chunks) > 1 else ([], list(lines))
    while first and set(fit[first - 1]) == {0}:
        first -= 1
    if first > MOST_HEAD_LINES:
        return [], list(lines)
    return lines[:first], lines[first:]


def _holds_values(cells: Cells, values: set[int]) -> bool:
    held = [k for c in values & set(cells) for k in cells[c]]
    return any(k.value and not _YEAR.match(k.text) for k in held)


def _is_table(region: Region, body: Sequence[Cells], columns: int) -> bool:
    """Whether the columns hold what tables hold, rather than a list, a contents page, or prose set in columns."""
    full = [c for c in body if len(c) > 1]
    if len(full) < FEWEST_ROWS:
        return False
    framed = len(region.rules) >= 2
    places = sum(len(c) for c in full)
    if places < FILLED * columns * len(full):
        return False
    first = [k for c in body for k in c.get(0, [])]
    if columns == 2 and first and sum(bool(_BULLET.match(k.text)) for k in first) > 0.5 * len(first):
        return False
    if _contents(full, columns) or _scales(full, columns):
        return False
    if value_columns(full, columns):
        return True
    words = [sum(k.words for k in ks) for c in full for i, ks in c.items() if i > 0]
    if not framed and len(full) < FEWEST_WORD_ROWS:
        return False
    return bool(words) and sum(words) <= SHORT_WORDS * len(words) and columns >= (2 if framed else 3)


def _contents(full: Sequence[Cells], columns: int) -> bool:
    """Whether the last column counts pages: after leaders, or whole numbers that never fall."""
    if columns > 3:
        return False
    last = [" ".join(k.text for k in c[columns - 1]) for c in full if columns - 1 in c]
    numbers = [int(t) for t in last if t.isdigit() and len(t) <= 3]
    leaders = sum(any(k.leaders for ks in c.values() for k in ks) for c in full)
    rising = len(numbers) >= 0.9 * len(last) and all(a <= b for a, b in pairwise(numbers))
    return len(numbers) >= 3 and (rising or leaders > 0.5 * len(full))


def _scales(full: Sequence[Cells], columns: int) -> bool:
    """Whether every column is the scale of a chart: numbers that rise or fall by equal steps."""
    for i in range(columns):
        texts = [" ".join(k.text for k in c[i]) for c in full if i in c]
        numbers = [float(t.replace(",", "")) for t in texts if _NUMBER.match(t)]
        steps = {round(b - a, 6) for a, b in pairwise(numbers)}
        if len(numbers) < max(3, 0.8 * len(texts)) or not _multiples(steps):
            return False
    return True


def _multiples(steps: set[float]) -> bool:
    """Whether the steps go one way and are multiples of the smallest (labels of a scale may be missing)."""
    least = min((abs(s) for s in steps), default=0.0)
    one_way = all(s > 0 for s in steps) or all(s < 0 for s in steps)
    return least > 0 and one_way and all(abs(s / least - round(s / least)) < 1e-3 and abs(s / least) < 4 for s in steps)


def _assembled(
    page: Page, columns: Sequence[Column], headings: Sequence[HeadCell], depth: int, rows: Sequence[list[ChunkLine]]
) -> Grid:
    inner = [(a.x1 + b.x0) / 2 for a, b in pairwise(columns)]
    everything = [k for h in headings for k in h.chunks] + [k for r in rows for ln in r for k in ln.chunks]
    left, right = min(k.x0 for k in everything), max(k.x1 for k in everything)
    xs = [min(left, columns[0].x0), *inner, max(right, columns[-1].x1)]
    ys = _row_edges(headings, depth, rows)
    found: list[GridCell] = []
    for h in headings:
        box = Box(xs[h.column], ys[h.row], xs[h.column + h.column_span], ys[h.row + h.row_span])
        found.append(GridCell(h.row, h.column, h.row_span, h.column_span, box, _glyphs(h.chunks), header=True))
    for n, lines in enumerate(rows):
        row = depth + n
        held: dict[int, list[Chunk]] = {}
        for line in lines:
            for c, chunks in cells_of(line, columns).items():
                held.setdefault(c, []).extend(chunks)
        for c in range(len(columns)):
            box = Box(xs[c], ys[row], xs[c + 1], ys[row + 1])
            found.append(GridCell(row, c, 1, 1, box, _glyphs(held.get(c, []))))
    found.sort(key=lambda c: (c.row, c.column))
    return Grid(
        page.number,
        "flow",
        Box(xs[0], ys[0], xs[-1], ys[-1]),
        tuple(xs),
        tuple(ys),
        found,
        open_top=True,
        open_bottom=True,
    )


def _row_edges(headings: Sequence[HeadCell], depth: int, rows: Sequence[list[ChunkLine]]) -> list[float]:
    """The y of the row edges: half-way between the texts of neighbouring rows."""
    extents: list[tuple[float, float]] = []
    for level in range(depth):
        chunks = [k for h in headings if h.row <= level < h.row + h.row_span and (h.row_span == 1) for k in h.chunks]
        chunks = chunks or [k for h in headings if h.row <= level < h.row + h.row_span for k in h.chunks]
        extents.append((min(k.top for k in chunks), max(k.bottom for k in chunks)) if chunks else extents[-1])
    extents += [(min(ln.top for ln in r), max(ln.bottom for ln in r)) for r in rows]
    ys = [extents[0][0]]
    for (_, bottom), (top, _) in pairwise(extents):
        ys.append(max((bottom + top) / 2, ys[-1] + 0.1))
    ys.append(max(extents[-1][1], ys[-1] + 0.1))
    return ys


def _glyphs(chunks: Sequence[Chunk]) -> Ints:
    return np.sort(np.concatenate([k.glyphs for k in chunks])) if chunks else np.empty(0, dtype=np.int64)
