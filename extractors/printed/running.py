"""Running feet: lines at the foot of a page that other pages print at the same height, so that they are no row's.

A table without lines that fills its page ends right above them, as close as its rows stand to each other.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extractors.page import Box, Page
from extractors.printed.runs import Run, runs_of

# They stand within this part of the page's height from its lower edge, on every page as high to so many points.
FOOT, SAME_PLACE = 0.12, 2.0
# Runs on one line differ by less than this many font sizes.
LEVEL = 0.3
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{3}")


def with_running_feet(pages: Sequence[Page]) -> list[Page]:
    """The pages, each with the boxes of its running feet."""
    printed: dict[str, list[tuple[int, float]]] = defaultdict(list)
    lines = {p.number: _feet(p) for p in pages}
    for number, found in lines.items():
        for text, box in found:
            printed[text].append((number, box.bottom))
    return [
        replace(page, running=boxes)
        if (
            boxes := tuple(
                box
                for text, box in lines[page.number]
                if any(n != page.number and abs(y - box.bottom) < SAME_PLACE for n, y in printed[text])
            )
        )
        else page
        for page in pages
    ]


def _feet(page: Page) -> list[tuple[str, Box]]:
    """The lines at the foot of the page, numbers made alike, with the boxes around them."""
    g = page.glyphs
    low = [r for r in runs_of(g) if r.y_mid > (1 - FOOT) * page.height]
    lines: list[list[Run]] = []
    for run in sorted(low, key=lambda r: (r.baseline, r.x0)):
        if lines and run.baseline - lines[-1][0].baseline < LEVEL * run.size:
            lines[-1].append(run)
        else:
            lines.append([run])
    found: list[tuple[str, Box]] = []
    for line in lines:
        text = _DIGITS.sub("#", " ".join(g.string(r.glyphs).strip() for r in sorted(line, key=lambda r: r.x0)))
        box = Box(
            min(r.x0 for r in line), min(r.top for r in line), max(r.x1 for r in line), max(r.bottom for r in line)
        )
        if _WORD.search(text):
            found.append((text, box))
    return found
