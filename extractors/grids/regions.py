"""Where on a page aligned text makes a table: runs of lines whose chunks stand in common columns.

Paragraphs are taken out first, so that prose in columns, or beside a table, is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.grids.gutters import Column, columns_of
from extractors.page import Ruling
from extractors.printed.chunks import Chunk, ChunkLine

# Lines of one table follow each other within this many font sizes; a section's name may stand between them.
APART = 4.2
# A line fits a table when this part of its chunks stand in one column each.
FITS = 0.7
# Columns are told by this many lines above.
RECENT = 8
# A label inside a table has at most this many words and takes this part of the table's width.
LABEL_WORDS, LABEL_WIDTH = 12, 0.62
# Paragraphs: lines this many font sizes apart, with this many words on average, most of which reach this part of
# the widest line.
LEADING, INDENT = 1.75, 2.6
PROSE_LINES, PROSE_WORDS, PROSE_FULL, PROSE_SHARE = 3, 4.5, 0.8, 0.6
# A rule that covers this part of a table's width belongs to the whole table.
FULL = 0.85
# Trailing lines of a table stand at most this many font sizes above its last rule.
ABOVE_RULE = 2.6
TEXT_RULE = 10


@dataclass
class Region:
    """The lines of what may be a table, top to bottom, and the full-width rules among and around them (y)."""

    lines: list[ChunkLine]
    rules: list[float] = field(default_factory=list[float])

    @property
    def x0(self) -> float:
        """Where its text begins, in points."""
        return min(ln.x0 for ln in self.lines)

    @property
    def x1(self) -> float:
        """Where its text ends, in points."""
        return max(ln.x1 for ln in self.lines)


def text_rules(lines: Sequence[ChunkLine]) -> tuple[list[ChunkLine], list[Ruling]]:
    """The lines without those that are typed rules (rows of dashes), and these as rulings."""
    kept: list[ChunkLine] = []
    rules: list[Ruling] = []
    for line in lines:
        dashes = [c for c in line.chunks if len(c.text) >= TEXT_RULE and not c.text.strip("-–—_= ")]
        rules += [Ruling(True, (c.top + c.bottom) / 2, c.x0, c.x1, 0.5, "#000000") for c in dashes]
        rest = tuple(c for c in line.chunks if c not in dashes)
        if len(rest) > 0:
            kept.append(ChunkLine(rest))
    return kept, rules


def regions_of(lines: Sequence[ChunkLine], rules: Sequence[Ruling]) -> list[Region]:
    """The stretches of lines that share columns, top to bottom."""
    prose = _prose([c for ln in lines for c in ln.chunks])
    kept = [ChunkLine(rest) for ln in lines if (rest := tuple(c for c in ln.chunks if id(c) not in prose))]
    flowing = sorted(c.baseline for ln in lines for c in ln.chunks if id(c) in prose)
    found: list[Region] = []
    current: list[ChunkLine] = []
    pending: list[ChunkLine] = []
    for line in sorted(kept, key=lambda ln: ln.baseline):
        last = (pending or current)[-1] if current else None
        near = last is not None and line.baseline - last.baseline <= APART * max(line.size, last.size)
        first = line.chunks[0]
        if len(line.chunks) > 1:
            if current and near and _fits(line, current):
                current += [*pending, line]
            else:
                _close(found, current)
                current = [line]
            pending = []
        elif current:
            if near and _label(first, current):
                pending.append(line)
            else:
                _close(found, current)
                current, pending = [], []
    _close(found, current)
    regions = [_completed(r, kept, rules, flowing) for r in found]
    return _apart(regions)


def _close(found: list[Region], lines: list[ChunkLine]) -> None:
    found.extend(Region(part) for part in _stacked(lines) if len(part) >= 2)


def _stacked(lines: Sequence[ChunkLine]) -> list[list[ChunkLine]]:
    """The lines, parted where the first line's label stands again over the rows of a second table."""
    heads = [i for i, ln in enumerate(lines) if len(ln.chunks) > 1]
    label = lines[heads[0]].chunks[0] if heads else None
    if label is None or label.value:
        return [list(lines)]
    again = [i for i in heads[2:] if lines[i].chunks[0].text == label.text]
    parts: list[list[ChunkLine]] = []
    for start, end in pairwise([0, *again, len(lines)]):
        part = list(lines[start:end])
        while end < len(lines) and len(part) > 1 and len(part[-1].chunks) == 1:
            part.pop()
        parts.append(part)
    return parts


def _fits(line: ChunkLine, current: Sequence[ChunkLine]) -> bool:
    columns = columns_of([ln for ln in current if len(ln.chunks) > 1][-RECENT:])
    if not columns:
        return False
    fits = sum(sum(c.shared(k) > 0 for c in columns) <= 1 for k in line.chunks)
    inside = sum(any(c.shared(k) > 0 for c in columns) for k in line.chunks)
    return fits >= FITS * len(line.chunks) and inside >= 0.5 * len(line.chunks)


def _label(chunk: Chunk, current: Sequence[ChunkLine]) -> bool:
    x0, x1 = min(ln.x0 for ln in current), max(ln.x1 for ln in current)
    inside = chunk.x0 >= x0 - 2 * chunk.size and chunk.x1 <= x1 + chunk.size
    return inside and chunk.words <= LABEL_WORDS and chunk.x1 - chunk.x0 <= LABEL_WIDTH * (x1 - x0)


def _prose(chunks: Sequence[Chunk]) -> set[int]:
    """The ids of the chunks that make paragraphs."""
    stacks: list[list[Chunk]] = []
    for c in sorted(chunks, key=lambda c: (c.baseline, c.x0)):
        home = next((s for s in reversed(stacks) if _follows(s, c)), None)
        if home is None:
            stacks.append([c])
        else:
            home.append(c)
    return {id(c) for s in stacks if _is_prose(s) for c in s}


def _follows(stack: Sequence[Chunk], c: Chunk) -> bool:
    last, first = stack[-1], stack[0]
    size = max(last.size, 1.0)
    return (
        abs(last.size - c.size) < 0.12 * size
        and 0.45 * size < c.baseline - last.baseline < LEADING * size
        and min(abs(c.x0 - last.x0), abs(c.x0 - first.x0)) < INDENT * size
        and min(last.x1, c.x1) > max(last.x0, c.x0)
    )


def _is_prose(stack: Sequence[Chunk]) -> bool:
    if len(stack) < PROSE_LINES or sum(c.words for c in stack) < PROSE_WORDS * len(stack):
        return False
    if all(c.text[:1].isupper() for c in stack):
        return False  # titles of a line each: a table lost the column of nine that were nearly as wide as each other
    widest = max(c.x1 - c.x0 for c in stack)
    body = stack[:-1]
    return sum(c.x1 - c.x0 >= PROSE_FULL * widest for c in body) >= PROSE_SHARE * len(body)


def full_rules(region: Region, rules: Sequence[Ruling]) -> list[float]:
    """The y of the rules that run over the whole width of the region, from top to bottom."""
    x0, x1 = region.x0, region.x1
    widths: dict[float, float] = {}
    starts: dict[float, float] = {}
    for r in rules:
        y = next((k for k in widths if abs(k - r.at) < 2.0), r.at)
        widths[y] = widths.get(y, 0.0) + max(0.0, min(r.end, x1) - max(r.start, x0))
        starts[y] = min(starts.get(y, r.start), r.start)
    # the rules under headings that span columns leave out the first column
    return sorted(y for y, w in widths.items() if w >= FULL * (x1 - x0) and starts[y] < x0 + (1 - FULL) / 2 * (x1 - x0))


def _completed(region: Region, lines: Sequence[ChunkLine], rules: Sequence[Ruling], flowing: Sequence[float]) -> Region:
    """The region with the headings above it that stand over its columns, and the wrapped lines below its last row."""
    full = full_rules(region, rules)
    columns = columns_of(region.lines)
    mine = {id(ln) for ln in region.lines}
    above = [ln for ln in lines if id(ln) not in mine and ln.baseline < region.lines[0].baseline]
    for line in reversed(above):
        first = region.lines[0]
        gap = first.baseline - line.baseline
        barred = any(line.baseline < y < first.baseline - 0.5 * first.size for y in full)
        if gap > 2.4 * line.size or barred or not _heads(line, columns, full):
            break
        region.lines.insert(0, line)
    below = [ln for ln in lines if id(ln) not in mine and ln.baseline > region.lines[-1].baseline]
    for line in below:
        last = region.lines[-1]
        gap = line.baseline - last.baseline
        barred = any(last.baseline < y < line.baseline - 0.5 * line.size for y in full)
        if barred or len(line.chunks) > 1 or gap > 1.6 * line.size or not _goes_on(line, columns, full, flowing):
            break
        region.lines.append(line)
    region.rules = full
    return region


def _heads(line: ChunkLine, columns: Sequence[Column], full: Sequence[float]) -> bool:
    """Whether a line above the region is one of its headings: it stands over columns other than the first alone."""
    if len(columns) < 2:
        return False
    x0, x1 = columns[0].x0, columns[-1].x1
    over = any(line.baseline - 4 * line.size < y < line.baseline for y in full)
    for c in line.chunks:
        within = c.x0 >= x0 - c.size and c.x1 <= x1 + c.size
        beyond_first = c.x0 > columns[0].x1 - c.size or (over and columns[0].shared(c) > 0 >= columns[1].shared(c))
        if not (within and beyond_first and c.x1 - c.x0 < 0.7 * (x1 - x0)):
            return False
    return True


def _goes_on(line: ChunkLine, columns: Sequence[Column], full: Sequence[float], flowing: Sequence[float]) -> bool:
    """Whether a line below the last row belongs to it.

    It keeps to one column, and a rule closes the table below it, or its text goes on in lower case.
    """
    c = line.chunks[0]
    if sum(k.shared(c) > 0 for k in columns) != 1:
        return False
    closed = any(line.baseline < y < line.baseline + ABOVE_RULE * line.size for y in full)
    alone = not any(abs(b - line.baseline) < 2 * line.size for b in flowing)
    return closed or (alone and c.text[:1].islower())


def _apart(regions: Sequence[Region]) -> list[Region]:
    """Regions of which none holds lines of another: the first to claim a line keeps it."""
    taken: set[int] = set()
    kept: list[Region] = []
    for r in regions:
        r.lines = [ln for ln in r.lines if id(ln) not in taken]
        taken |= {id(ln) for ln in r.lines}
        if len(r.lines) >= 2:
            kept.append(r)
    return kept
