"""Running lines: texts at the foot or at a side of a page that other pages print there too, so that they are no row's.

A table without lines that fills its page ends right above its feet, as close as its rows stand to each other. A title
that runs up the margin, and a page's number there, stand level with its rows.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf

from extractors.page import Box, Page
from extractors.printed.chunks import Chunk, ChunkLine
from extractors.printed.runs import Run, runs_of

# They stand within this part of the page's height from its lower edge, on every page as high to so many points.
FOOT, SAME_PLACE = 0.12, 2.0
# Runs on one line differ by less than this many font sizes.
LEVEL = 0.3
# Lines of one text begin this close to each other, in points, and follow each other within so many font sizes.
SAME_EDGE, LEADING = 0.8, 1.5
# What stands in a margin is this many points clear of all other texts.
CLEAR = 4.0
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{3}")


def with_running_lines(pages: Sequence[Page]) -> list[Page]:
    """The pages, each with the boxes of its running lines."""
    printed: dict[str, list[tuple[int, float]]] = defaultdict(list)
    lines = {p.number: [*_feet(p), *_beside(p)] for p in pages}
    for number, texts in lines.items():
        for text, box in texts:
            printed[text].append((number, box.bottom))
    told: list[Page] = []
    for page in pages:
        boxes = [
            box
            for text, box in lines[page.number]
            if any(n != page.number and abs(y - box.bottom) < SAME_PLACE for n, y in printed[text])
        ]
        boxes = [box for box in boxes if not _goes_on_from(page, box, boxes)]
        told.append(replace(page, running=tuple(boxes)) if boxes else page)
    return told


def is_running(page: Page, text: Chunk | ChunkLine) -> bool:
    """Whether a text stands in one of the page's running lines."""
    x, y = (text.x0 + text.x1) / 2, (text.top + text.bottom) / 2
    return any(b.contains(x, y) for b in page.running)


def _goes_on_from(page: Page, box: Box, boxes: Sequence[Box]) -> bool:
    """Whether the line in `box` is the next one of a text above it that is no running line.

    Two pages may end with the same words of their last cells: one line of an update was lost.
    """
    column = [r for r in runs_of(page.glyphs) if abs(r.x0 - box.x0) < SAME_EDGE and r.y_mid < box.bottom]
    last = sorted(column, key=lambda r: r.baseline)[-3:]
    if len(last) < 3 or any(b.contains(r.x_mid, r.y_mid) for b in boxes for r in last[:2]):
        return False
    steps = [b.baseline - a.baseline for a, b in pairwise(last)]
    sizes = [r.size for r in last]
    return max(steps) - min(steps) < LEVEL and max(steps) < LEADING * min(sizes) and max(sizes) - min(sizes) < LEVEL


def _feet(page: Page) -> list[tuple[str, Box]]:
    """The lines at the foot of the page, numbers made alike, with the boxes around them."""
    low = [r for r in runs_of(page.glyphs) if r.y_mid > (1 - FOOT) * page.height]
    lines: list[list[Run]] = []
    for run in sorted(low, key=lambda r: (r.baseline, r.x0)):
        if lines and run.baseline - lines[-1][0].baseline < LEVEL * run.size:
            lines[-1].append(run)
        else:
            lines.append([run])
    found: list[tuple[str, Box]] = []
    for line in lines:
        text = _DIGITS.sub("#", " ".join(r.text.strip() for r in sorted(line, key=lambda r: r.x0)))
        if _WORD.search(text):
            found.append((text, _around(line)))
    return found


def _beside(page: Page) -> list[tuple[str, Box]]:
    """The turned texts and the lone figure in each margin, clear of all other texts, with the boxes around them.

    The figure is told by how far it is from the page's own number, so that only those that go up page by page agree.
    """
    g = page.glyphs
    runs = runs_of(g)
    turned = [r for r in runs if g.turn[r.glyphs[0]]]
    flat = [(r, r.text.strip()) for r in runs if not g.turn[r.glyphs[0]]]
    words = [r for r, text in flat if not text.isdecimal()]
    if not words:
        return []
    left, right = min(r.x0 for r in words) - CLEAR, max(r.x1 for r in words) + CLEAR
    found: list[tuple[str, Box]] = []
    for low, high in ((-inf, left), (right, inf)):
        upright = [r for r in turned if low < r.x0 and r.x1 < high]
        if upright:
            found.append((f"turned {''.join(r.text for r in upright)}", _around(upright)))
        figures = [(r, text) for r, text in flat if text.isdecimal() and low < r.x0 and r.x1 < high]
        if len(figures) == 1:
            run, text = figures[0]
            found.append((f"number {int(text) - page.number}", _around([run])))
    return found


def _around(runs: Sequence[Run]) -> Box:
    return Box(min(r.x0 for r in runs), min(r.top for r in runs), max(r.x1 for r in runs), max(r.bottom for r in runs))
