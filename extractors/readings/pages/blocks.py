"""What a page, or a part of it, shows at a glance: texts line by line, the headings among them, lines and bands.

Deciding whether a page is set in columns asks for nothing more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from extractors.headings.headings import sure_match
from extractors.headings.shapes import PERIOD, STATUS
from extractors.page import WHITE, Box, Page
from extractors.printed.geometry import merge_spans
from extractors.printed.runs import Run, runs_of

# Sure headings of so many fields announce a table of their own.
FIELDS = 3
# Headings of one table are level: closer than this many font sizes where some take more lines than others.
HEADING_LINES = 1.6
# One of these fields is what a row of a plan's table is about: no table has two columns of it.
SUBJECTS = frozenset({"title", "indicator"})
# What stands in the same column of two tables is as far from their left edges, to this many points.
SAME_PLACE = 2.0
# So many texts that begin at one x show a column.
FEWEST_TEXTS = 3
# Pieces of one drawn line are less than this many points apart.
REACH = 3.0
# Runs closer than this many font sizes are one text; a longer text than this is no heading.
TEXT_GAP, LONGEST = 0.75, 60
# What is painted over this part of the page's height is its background.
BACKGROUND = 0.6


class Text(NamedTuple):
    """A text on one line: its box, baseline and font size in points, and its words."""

    box: Box
    baseline: float
    size: float
    words: str

    @property
    def x0(self) -> float:
        """Where it begins, in points."""
        return self.box.x0

    @property
    def x1(self) -> float:
        """Where it ends, in points."""
        return self.box.x1


@dataclass(frozen=True)
class Block:
    """The texts and the drawn lines in a part of a page."""

    page: Page
    box: Box
    texts: tuple[Text, ...]
    rules: tuple[Box, ...]

    @cached_property
    def headings(self) -> list[tuple[Text, str]]:
        """The texts that are headings for sure, with their fields, from top to bottom."""
        short = [t for t in self.texts if len(t.words) <= LONGEST]
        found = [(t, self._whole(t) or m.field) for t in short if (m := sure_match(t.words))]
        return [(t, field) for t, field in found if field and not _is_value(t.words)]

    def _whole(self, text: Text) -> str | None:
        """The field that a heading names with its next line, None where it names none: `Action` over `owner`."""
        below = next((t for t in self.texts if _is_next_line(text, t)), None)
        whole = sure_match(f"{text.words} {below.words}") if below else None
        return whole.field if whole else None

    @cached_property
    def heads(self) -> list[list[tuple[Text, str]]]:
        """The headings level with one that says what a table's rows are about, where they announce a table."""
        lines = [
            [(t, f) for t, f in self.headings if abs(t.baseline - text.baseline) < HEADING_LINES * text.size]
            for text, field in self.headings
            if field in SUBJECTS
        ]
        # a value right below may read like a heading (`Climate Programme`), level with the second lines of these
        full = [line for line in lines if len({f for _, f in line}) >= FIELDS]
        return [
            line
            for line in full
            if not any(len(o) > len(line) and any(t is u for t, _ in line for u, _ in o) for o in full)
        ]

    @cached_property
    def edges(self) -> tuple[float, ...]:
        """Where several texts begin, from left to right."""
        return _edges(self.texts)

    def within(self, box: Box) -> "Block":
        """The part of the block in `box`: the texts that have their middles there, and what is drawn over any of it."""
        texts = tuple(t for t in self.texts if box.contains(t.box.x_mid, t.box.y_mid))
        rules = tuple(
            r for r in self.rules if r.x0 < box.x1 and r.x1 > box.x0 and r.top <= box.bottom and r.bottom >= box.top
        )
        return Block(self.page, box, texts, rules)


def texts_of(page: Page) -> tuple[Text, ...]:
    """The texts of the page, line by line: runs that stand close to each other."""
    found: list[list[Run]] = []
    runs = [r for r in runs_of(page.glyphs) if not page.glyphs.turn[r.glyphs[0]]]
    for run in sorted(runs, key=lambda r: (round(r.baseline), r.x0)):
        last = found[-1][-1] if found else None
        near = last is not None and abs(last.baseline - run.baseline) < TEXT_GAP and -run.size < run.x0 - last.x1
        if near and last is not None and run.x0 - last.x1 < TEXT_GAP * run.size:
            found[-1].append(run)
        else:
            found.append([run])
    if not found:
        return ()
    glyphs = [np.concatenate([r.glyphs for r in text]) for text in found]
    every, first = np.concatenate(glyphs), np.cumsum([0, *map(len, glyphs[:-1])])
    tops = np.minimum.reduceat(page.glyphs.top[every], first).tolist()
    bottoms = np.maximum.reduceat(page.glyphs.bottom[every], first).tolist()
    return tuple(_text(text, *sides) for text, *sides in zip(found, tops, bottoms, strict=True))


def _text(runs: Sequence[Run], top: float, bottom: float) -> Text:
    box = Box(min(r.x0 for r in runs), top, max(r.x1 for r in runs), bottom)
    words = " ".join(r.text.strip() for r in runs)
    return Text(box, runs[0].baseline, runs[0].size, words)


def _is_next_line(text: Text, other: Text) -> bool:
    """Whether the other text stands right below, with the same left edge or the same middle."""
    aligned = min(abs(other.x0 - text.x0), abs(other.box.x_mid - text.box.x_mid)) < SAME_PLACE
    return aligned and 0 < other.baseline - text.baseline < HEADING_LINES * text.size


def _is_value(words: str) -> bool:
    """Whether a heading's words may be a value as well: `On track`, `Q1 2025/26`, but not a quarter alone."""
    return bool(STATUS.match(words) or (len(words) > len("Q1") and PERIOD.match(words)))


def _edges(texts: Sequence[Text]) -> tuple[float, ...]:
    found: list[list[float]] = []
    for x in sorted(t.x0 for t in texts):
        if found and x - found[-1][0] < SAME_PLACE:
            found[-1].append(x)
        else:
            found.append([x])
    return tuple(round(xs[len(xs) // 2], 1) for xs in found if len(xs) >= FEWEST_TEXTS)


def drawn_on(page: Page) -> tuple[Box, ...]:
    """The horizontal lines and the fills of the page, the pieces of one line put together, backgrounds left out."""
    levels: dict[int, list[tuple[float, float]]] = {}
    for r in page.rulings:
        if r.horizontal:
            levels.setdefault(round(r.at), []).append((r.start, r.end))
    lines = [Box(a, float(y), b, float(y)) for y, spans in levels.items() for a, b in merge_spans(spans, REACH)]
    painted: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for f in page.fills:
        if f.colour != WHITE and f.box.height < BACKGROUND * page.height:
            painted.setdefault((round(f.box.top), round(f.box.bottom)), []).append((f.box.x0, f.box.x1))
    bands = [
        Box(a, float(top), b, float(bottom))
        for (top, bottom), spans in painted.items()
        for a, b in merge_spans(spans, REACH)
    ]
    return (*lines, *bands)
