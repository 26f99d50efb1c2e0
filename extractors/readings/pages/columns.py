"""Pages set in columns: tables that stand side by side, or go on from the foot of one column at the head of the next.

A gutter between two columns of a page looks like one between two columns of a table. What tells them apart is that a
table begins on both sides: the same headings stand again further right; the texts right of the headings keep to the
same columns once more; headings of two tables stand over rows that are not level; the lines of one table end before
those of another begin. Or headings stand beside a paragraph. Nothing may be drawn or written across.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractors.page import Box, Page
from extractors.readings.pages.blocks import (
    FIELDS,
    HEADING_LINES,
    REACH,
    SAME_PLACE,
    SUBJECTS,
    Block,
    Text,
    drawn_on,
    texts_of,
)

# So many headings that stand again further right, so many columns alike on both sides, show a table twice.
FEWEST_HEADINGS, FEWEST_COLUMNS = 2, 3
# This part of one side's columns is found on the other.
TWINS = 0.8
# Lines closer than this are level. Rows of one table are: of two tables at most this part is by chance.
LEVEL, BY_CHANCE = 0.6, 0.6
# So many lines on either side tell whether rows are level; so many drawn lines on either side make a table.
FEWEST_LINES, FEWEST_RULES = 4, 3
# Lines of two tables are further apart than this many points.
GUTTER = 8.0
# Where less height than this many font sizes is free between lines and bands over this part of the page's width, rows
# are drawn across the page.
ROWS, ACROSS = 8.0, 0.6
# A paragraph has so many lines of so many words, each of which takes this part of the widest.
PROSE_LINES, PROSE_WORDS, PROSE_FULL = 5, 4, 0.75
# No column of a page is narrower than this part of it.
NARROWEST = 0.2
# Headings alone are lower than so many font sizes.
HEADED = 3.2
# What stands beside the subject in a table of actions, and in one of indicators; so many of them make it one.
OF_ACTIONS = frozenset({"start", "delivery", "lead_officer", "status", "update"})
OF_INDICATORS = frozenset({"target", "value", "direction", "unit", "status"})
OWN = 2


@dataclass(frozen=True)
class Twins:
    """How the columns of a page repeat: their left edges in the first, and how far right the next one begins."""

    edges: tuple[float, ...]
    by: float


@dataclass(frozen=True)
class _Split:
    """A gutter (x), from where to where it runs down (y), and how the columns repeat, None where they differ."""

    x: float
    top: float
    bottom: float
    twins: Twins | None


def page_areas(page: Page, before: Twins | None = None) -> tuple[list[Box], Twins | None]:
    """The areas of the page in reading order, and how its columns repeat; one area where it is set in one column.

    `before` is how the columns of the page before repeat, which may go on here without any heading.
    """
    whole = Box(0.0, 0.0, page.width, page.height)
    rules = drawn_on(page)
    if page.scanned or _rows_across(page, rules):
        return [whole], None
    return _areas(Block(page, whole, texts_of(page), rules), before)


def _rows_across(page: Page, rules: Sequence[Box]) -> bool:
    """Whether rows are drawn over the width of the page, so that no columns of the page are between them."""
    wide = [r for r in rules if r.width > ACROSS * page.width]
    if len(wide) < FEWEST_RULES:
        return False
    size = float(np.median(page.glyphs.size)) if len(page.glyphs) else 0.0
    levels = sorted(y for r in wide for y in (r.top, r.bottom))
    return max(b - a for a, b in pairwise(levels)) < ROWS * size


def _areas(block: Block, before: Twins | None) -> tuple[list[Box], Twins | None]:
    split = _split(block, before) if len(block.texts) > 2 * FIELDS else None
    if split is None:
        return [block.box], None
    box = block.box
    top, bottom = box._replace(bottom=split.top), box._replace(top=split.bottom)
    left = Box(box.x0, split.top, split.x, split.bottom)
    right = Box(split.x, split.top, box.x1, split.bottom)
    found: list[Box] = []
    for area in (top, left, right, bottom):
        part = block.within(area)
        if part.texts:
            found += _areas(part, split.twins if area is right else None)[0]
    return found, split.twins


def _split(block: Block, before: Twins | None) -> _Split | None:
    """The first gutter in the block that parts two columns of the page, None where it is set in one."""
    for right, twins, top in (
        *_headed_twice(block),
        *_going_on(block, before),
        *_two_tables(block),
        *_beside_prose(block),
        *_ruled(block),
    ):
        found = _gutter(block, right, top)
        if found is not None and _both_filled(block, found) and not _in_a_row(block.page, found):
            return _Split(*found, twins)
    return None


def _in_a_row(page: Page, gutter: tuple[float, float, float]) -> bool:
    """Whether the gutter begins between lines that part the columns of one table, drawn on from above it.

    Words of a justified text in a ruled row stand under each other like the headings of two tables.
    """
    x, top, _ = gutter
    through = [r.at for r in page.rulings if not r.horizontal and r.start < top - GUTTER and r.end > top + GUTTER]
    return len(through) >= FEWEST_RULES and min(through) < x < max(through)


Evidence = tuple[float, Twins | None, float]


def _headed_twice(block: Block) -> list[Evidence]:
    """Where the headings of one table, what its rows are about among them, stand again as far from each other."""
    found: list[Evidence] = []
    alike_to: dict[str, list[Text]] = {}
    for t in block.texts:
        alike_to.setdefault(t.words, []).append(t)
    for first, field in block.headings:
        if field not in SUBJECTS:
            continue
        for again, _ in block.headings:
            by, down = again.x0 - first.x0, again.baseline - first.baseline
            if again.words.casefold() != first.words.casefold() or again.x0 < first.x1:
                continue
            line = [t for t in block.texts if abs(t.baseline - first.baseline) < HEADING_LINES * first.size]
            alike = [t for t in line if t.x0 < again.x0 and _stands(alike_to[t.words], t.x0 + by, t.baseline + down)]
            if len({t.words.casefold() for t in alike}) >= FEWEST_HEADINGS:
                edges = tuple(sorted({round(t.x0, 1) for t in alike}))
                indent = edges[0] - min(t.x0 for t in block.texts if t.box.top >= first.box.top - LEVEL)
                right = edges[0] + by
                right -= indent if right - indent > max(t.x1 for t in alike) else 0.0
                found.append((right, Twins(edges, by), min(first.box.top, again.box.top)))
    return sorted(found, key=lambda f: f[0])


def _stands(texts: Sequence[Text], x0: float, baseline: float) -> bool:
    """Whether one of the texts begins at `x0` and stands on `baseline`."""
    return any(abs(t.x0 - x0) < SAME_PLACE and abs(t.baseline - baseline) < SAME_PLACE for t in texts)


def _going_on(block: Block, before: Twins | None) -> list[Evidence]:
    """Where the texts right of the headings, or of a column without any, keep to the same columns once more."""
    edges = block.edges
    if before is not None:
        start = before.edges[0] + before.by
        right = [t for t in block.texts if t.x0 > start - SAME_PLACE]
        places = [x + before.by for x in before.edges]
        kept = sum(any(abs(t.x0 - x) < SAME_PLACE for x in places) for t in right)
        if right and kept >= TWINS * len(right):
            return [(start, before, min(t.box.top for t in block.texts))]
    for head in block.heads:
        for n, x in enumerate(edges):
            here, there = edges[:n], edges[n:]
            known = {f for t, f in head if t.x0 < x - SAME_PLACE}
            if len(known) < FIELDS or not known & SUBJECTS or {f for t, f in head if t.x0 >= x} & SUBJECTS:
                continue
            if len(here) < FEWEST_COLUMNS or len(there) < FEWEST_COLUMNS:
                continue
            by = x - here[0]
            if by < NARROWEST * block.page.width:
                continue
            met = [e for e in there if any(abs(e - by - h) < SAME_PLACE for h in here)]
            if len(met) == len(there) and len(met) >= TWINS * len(here):
                return [(x, Twins(here, by), min(t.box.top for t, _ in head))]
    return []


def _two_tables(block: Block) -> list[Evidence]:
    """Where headings of two tables stand beside each other over rows that are not level."""
    found: list[Evidence] = []
    for head in block.heads:
        for text, field in head:
            here = {f for t, f in head if t.x1 < text.x0}
            there = {f for t, f in head if t.x0 >= text.x0}
            if field not in SUBJECTS or min(len(here), len(there)) < FIELDS or not here & SUBJECTS:
                continue
            gutter = _gutter(block, text.x0, min(t.box.top for t, _ in head))
            below = [t for t in block.texts if gutter and text.baseline + LEVEL < t.baseline < gutter[2]]
            left = [t.baseline for t in below if t.x1 < text.x0]
            right = [t.baseline for t in below if t.x0 > text.x0 - SAME_PLACE]
            if _uneven(left, right) or (gutter and _of_two_kinds(head, text.x0)):
                found.append((text.x0, None, min(t.box.top for t, _ in head)))
    return found


def _of_two_kinds(head: Sequence[tuple[Text, str]], x: float) -> bool:
    """Whether actions are headed on one side of `x`, indicators on the other, with a heading that both print."""
    left, right = ([(t.words.casefold(), f) for t, f in head if (t.x0 >= x) == side] for side in (False, True))
    actions, indicators = (left, right) if "title" in {f for _, f in left} else (right, left)
    own = len(OF_ACTIONS & {f for _, f in actions}) >= OWN and len(OF_INDICATORS & {f for _, f in indicators}) >= OWN
    return own and bool({w for w, _ in left} & {w for w, _ in right})


def _beside_prose(block: Block) -> list[Evidence]:
    """Where headings stand right of a paragraph that runs past them: full lines, as close below them as above."""
    found: list[Evidence] = []
    for head in block.heads:
        x, top = min(t.x0 for t, _ in head), min(t.box.top for t, _ in head)
        beside = sorted((t for t in block.texts if t.x1 < x), key=lambda t: t.baseline)
        here = head[0][0].baseline
        nearest = min(range(len(beside)), key=lambda i: abs(beside[i].baseline - here), default=0)
        stack = beside[nearest : nearest + PROSE_LINES]
        widest = max((t.box.width for t in stack), default=0.0)
        full = all(t.box.width > PROSE_FULL * widest and len(t.words.split()) >= PROSE_WORDS for t in stack[:-1])
        close = all(0 < b.baseline - a.baseline < HEADING_LINES * a.size for a, b in pairwise(stack))
        level = stack and abs(stack[0].baseline - here) < HEADING_LINES * stack[0].size
        if level and len(stack) == PROSE_LINES and full and close:
            found.append((x, None, top))
    return found


def _ruled(block: Block) -> list[Evidence]:
    """Where the lines of one table end and those of another, whose rows are not level, begin right of it."""
    extents: dict[tuple[float, float], list[Box]] = {}
    for r in block.rules:
        key = next((k for k in extents if abs(k[0] - r.x0) < REACH and abs(k[1] - r.x1) < REACH), (r.x0, r.x1))
        extents.setdefault(key, []).append(r)
    wide = {k: rs for k, rs in extents.items() if k[1] - k[0] > NARROWEST * block.page.width}
    tables = {k: rs for k, rs in wide.items() if len({round(r.top) for r in rs}) >= FEWEST_RULES}
    found: list[Evidence] = []
    for (x0, x1), left in sorted(tables.items()):
        for (u0, u1), right in sorted(tables.items()):
            if u0 < x1 + GUTTER:
                continue
            top, bottom = (f(min(r.top for r in rs) for rs in (left, right)) for f in (max, min))
            here, there = ([r.top for r in rs] for rs in (left, right))
            low, high = max(min(here), min(there)), min(max(here), max(there))
            if high > low and _uneven([y for y in here if low < y < high], [y for y in there if low < y < high]):
                twins = Twins((x0,), u0 - x0) if abs((x1 - x0) - (u1 - u0)) < SAME_PLACE else None
                found.append((u0, twins, min(top, bottom)))
    return found


def _uneven(here: Sequence[float], there: Sequence[float]) -> bool:
    """Whether the rows at these heights (y) are those of two tables."""
    fewer, more = sorted((np.unique(np.round(here, 1)), np.unique(np.round(there, 1))), key=len)
    if len(fewer) < FEWEST_LINES:
        return False
    level = np.abs(fewer[:, None] - more[None, :]).min(axis=1) < LEVEL
    return bool(level.mean() < BY_CHANCE)


def _gutter(block: Block, right: float, anchor: float) -> tuple[float, float, float] | None:
    """The gutter before `right` at the height of `anchor`: its x, and from where to where nothing crosses it.

    None where something is drawn across it at that height.
    """
    x0 = max((t.x0 for t in block.texts if t.x0 < right - SAME_PLACE and t.box.top >= anchor - LEVEL), default=right)
    spans = [(t.x0, t.x1) for t in block.texts if t.box.top >= anchor - LEVEL and t.x0 < right - SAME_PLACE]
    spans += [(r.x0, r.x1) for r in block.rules if r.top >= anchor - REACH]
    xs = np.arange(x0, right, 1.0)
    if not len(xs) or not spans:
        return None
    edges = np.array(spans)
    crossing = ((edges[:, :1] < xs[None, :]) & (edges[:, 1:] > xs[None, :])).sum(axis=0)
    free = np.flatnonzero(crossing == crossing.min())
    run = max(np.split(free, np.flatnonzero(np.diff(free) > 1) + 1), key=len)
    x = float(xs[run].mean())
    across = [(t.box.top, t.box.bottom) for t in block.texts if t.x0 < x and t.x1 > right + SAME_PLACE]
    across += [(r.top, r.bottom) for r in block.rules if r.x0 < x - REACH and r.x1 > right + SAME_PLACE]
    above = [bottom for _, bottom in across if bottom <= anchor + REACH]
    below = [top for top, bottom in across if bottom > anchor + REACH]
    top, bottom = max(above, default=block.box.top), min(below, default=block.box.bottom)
    return (x, top, bottom) if bottom > anchor + REACH else None


def _both_filled(block: Block, gutter: tuple[float, float, float]) -> bool:
    """Whether texts stand on both sides of the gutter, and more than headings where it ends above the block's foot."""
    x, top, bottom = gutter
    mine = [t for t in block.texts if top < t.box.y_mid < bottom]
    if not any(t.box.x_mid < x for t in mine) or not any(t.box.x_mid > x for t in mine):
        return False
    height = max(t.baseline for t in mine) - min(t.baseline for t in mine)
    return bottom >= block.box.bottom or height > HEADED * max(t.size for t in mine)
