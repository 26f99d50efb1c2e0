"""Lines set to both edges of their column: words so far apart that each looks like a text of its own.

Every line of such a paragraph but its last begins at one edge and ends at another, and the words between stand
anywhere; what white there is had no room for the next line's first word. A column of short texts at the right stands
beside first lines only, and one that is set flush right leaves more room than that.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractors.grids.alignment import EXACT
from extractors.printed.chunks import is_value
from extractors.printed.runs import Run

# So many lines that go on below, and end at one edge, tell that a column is justified; where other texts stand further
# right, so many, one of them at least below the first of its row.
FEWEST, FEWEST_BESIDE = 2, 3
# Figures may stand last on this part of the lines: more are a column of them.
VALUES = 0.34
# This part of the lines that go on in several words ends at the column's right edge.
NEARLY_ALL = 0.9
# Justified lines end within so many font sizes of each other: typst lets half a hyphen hang over, 0.17.
FLUSH = 0.25
# The white in a line is at most this times the width of the next line's first word, which had no room there (TeX
# prefers a loose line to an uneven paragraph), and so many font sizes for each space.
ROOM, SPACE = 1.5, 0.4
# Words within justified lines that begin at one place, on more than this part of the lines, begin a column there.
ALIGNED = 0.5


class _Line(NamedTuple):
    """A line that goes on below: if it is its row's first, its runs from the left edge on, the next word's width."""

    first: bool
    runs: list[Run]
    next_word: float


def with_whole_lines(
    runs: list[Run], rows: Sequence[int], text: Callable[[Run], str], sides: tuple[float, float]
) -> list[Run]:
    """The runs, those of each justified line put together; `rows` are the rows they stand in, `text` what each prints.

    As they are where nothing is justified. Lines as far from both `sides` of what is drawn around them fill it.
    """
    whole: dict[int, list[Run]] = {}
    end = max((r.x1 for r in runs), default=0.0)
    for lines in _going_on(runs, rows, text):
        for right in sorted({r.x1 for line in lines for r in line.runs[1:]}):
            told = sum(len(line.runs) > 1 and line.runs[1].x0 < right for line in lines)
            ended = [k for line in lines if (k := line._replace(runs=_until(line, right))).runs]
            beside = end > right + FLUSH * lines[0].runs[0].size
            filled = abs((lines[0].runs[0].x0 - sides[0]) - (sides[1] - right)) < EXACT
            if _is_justified(ended, told, text, beside=beside, filled=filled):
                whole |= {line.runs[0].place: line.runs for line in ended}
                break
    inner = {r.place for line in whole.values() for r in line[1:]}
    return [_together(whole.get(r.place, [r])) for r in runs if r.place not in inner]


def joined(a: Run, b: Run) -> Run:
    """One run of two that stand on a line."""
    glyphs = np.concatenate([a.glyphs, b.glyphs])
    text, top, bottom = a.text + b.text, min(a.top, b.top), max(a.bottom, b.bottom)
    return replace(a, glyphs=glyphs, text=text, x0=min(a.x0, b.x0), x1=max(a.x1, b.x1), top=top, bottom=bottom)


def _together(line: Sequence[Run]) -> Run:
    whole = line[0]
    for run in line[1:]:
        whole = joined(whole, run)
    return whole


def _going_on(runs: Sequence[Run], rows: Sequence[int], text: Callable[[Run], str]) -> Iterator[list[_Line]]:
    """The lines that go on below at the left edge at which they begin, by that edge; some of them hold several runs."""
    lines: dict[tuple[int, int], list[Run]] = {}
    for run, row in sorted(zip(runs, rows, strict=True), key=lambda p: p[0].x0):
        lines.setdefault((row, round(run.baseline)), []).append(run)
    found: list[tuple[float, _Line]] = []
    ordered = sorted(lines)
    before = None
    for place, below in pairwise(ordered):
        first, before = place[0] != before, place[0]
        if place[0] != below[0]:
            continue
        for n, run in enumerate(lines[place]):
            after = next((r for r in lines[below] if abs(r.x0 - run.x0) < EXACT), None)
            if after is not None:
                found.append((run.x0, _Line(first, lines[place][n:], _first_word(after, text))))
    found.sort(key=lambda p: p[0])
    edge: list[_Line] = []
    for n, (x, line) in enumerate(found):
        edge.append(line)
        if n + 1 == len(found) or found[n + 1][0] - x > EXACT:
            if len(edge) >= FEWEST and any(len(k.runs) > 1 for k in edge):
                yield edge
            edge = []


def _first_word(run: Run, text: Callable[[Run], str]) -> float:
    """How wide the run's first word is, in points, were all letters as wide."""
    words = text(run).split()
    return (run.x1 - run.x0) * len(words[0]) / len(" ".join(words)) if words else 0.0


def _until(line: _Line, right: float) -> list[Run]:
    """The runs of the line up to the one that ends at `right`, none where none does or the next word had room there."""
    ends = [n for n, r in enumerate(line.runs) if abs(r.x1 - right) < FLUSH * r.size]
    runs = line.runs[: ends[0] + 1] if ends else []
    white = sum(b.x0 - a.x1 for a, b in pairwise(runs))
    full = white <= ROOM * line.next_word + SPACE * sum(r.size for r in runs[1:])
    return runs if full else []


def _is_justified(lines: Sequence[_Line], told: int, text: Callable[[Run], str], *, beside: bool, filled: bool) -> bool:
    """Whether the `lines` that end at one edge are those of justified text; `told` lines are in several parts there.

    `beside` says that other texts stand right of that edge, `filled` that the lines fill the column that is drawn: the
    same word at their ends begins at one place then, and tells of no column.
    """
    parted = [line for line in lines if len(line.runs) > 1]
    enough = len(lines) >= FEWEST_BESIDE if beside else len(parted) >= FEWEST
    if not parted or not enough or len(parted) < NEARLY_ALL * told or (beside and all(k.first for k in parted)):
        return False
    if sum(is_value(text(line.runs[-1]).strip()) for line in parted) > VALUES * len(parted):
        return False
    words = {text(r) if filled else r.place: r.x0 for line in parted for r in line.runs[1:]}
    inner = sorted(words.values())
    most = max(sum(x - EXACT <= y <= x for y in inner) for x in inner)
    return most <= max(1, ALIGNED * len(parted))
