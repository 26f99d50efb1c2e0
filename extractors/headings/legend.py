"""The document's own legend: which colour stands for which words.

Told by its form (coloured cells or shapes, each with words of its own) and by one of two proofs: words that legends
use (`vocabulary.toml`), or colours of a traffic light.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractors.confidence.fitted import fitted
from extractors.grids.colours import UNPAINTED, is_traffic_light
from extractors.grids.pagetable import PageTable
from extractors.headings.vocabulary import legend_pattern
from extractors.page import WHITE, Box, Ints, Page
from extractors.printed.prose import Segment
from extractors.printed.runs import Run, make_run, runs_of
from extractors.printed.text import lines_of
from extractors.table import LegendEntry

# A legend names at least this many statuses; without words that tell, at least three.
FEWEST, FEWEST_WORDLESS = 2, 3
# A coloured shape stands at most this many points before its words, and is at most so large on its shorter side.
BEFORE, SQUARE = 24.0, 60.0
SMALLEST = 3.0
# What parts the words of an entry that stand in cells of their own.
LABEL = ": "
# Longer texts are prose on a coloured ground.
LONGEST = 140


def words_beside(table: PageTable, segments: Sequence[Segment]) -> list[str]:
    """The text right of each row of a table of one column, one for each; none unless every row has one.

    A key whose colours alone are cells says `Blue` there, and beside it what blue stands for. `segments` are the
    page's texts outside tables.
    """
    found: list[str] = []
    for row in table.rows:
        piece = next((p for c in row.values() for p in c.pieces), None)
        if len(row) != 1 or piece is None:
            return []
        level = (s for s in segments if piece.top < s.box.y_mid < piece.bottom and len(s.text) <= LONGEST)
        right = [s.text for s in level if 0 <= s.box.x0 - piece.x1 <= BEFORE]
        if len(right) != 1:
            return []
        found += right
    return found


def legend_of_table(table: PageTable, beside: Sequence[str] = ()) -> list[LegendEntry]:
    """The entries of a table that is a legend, empty for any other.

    Either every entry is a filled cell with its words in it, or a filled cell (with or without a word) stands before
    a cell with the words, or before those that `words_beside` gives for its row.
    """
    entries: list[LegendEntry] = []
    used = 0
    rows = table.rows[1:] if _is_heading(table) and not beside else table.rows
    for n, row in enumerate(rows):
        cells = [row[c] for c in sorted(row)]
        for k, cell in enumerate(cells):
            if cell.fill is None:
                continue
            after = cells[k + 1] if k + 1 < len(cells) and cells[k + 1].fill in UNPAINTED else None
            told = [c for c in (cell, after) if c and c.text]
            label = LABEL.join([*(c.text for c in told), *beside[n : n + 1]])
            if told and len(label) <= LONGEST:
                doubt = next((c for c in told if c.flag), cell)
                entries.append(LegendEntry(label, cell.fill, table.page, doubt.flag, doubt.flag_detail))
                used += len(told)
    inked = sum(bool(c.text) for r in rows for c in r.values())
    return entries if used >= 0.6 * inked and _is_legend(entries) else []


def _is_heading(table: PageTable) -> bool:
    """Whether the first row of three or more is painted alike throughout, in a colour that no other row has.

    In a legend that puts its words beside the colours, every row has a cell that is not painted.
    """
    if len(table.rows) <= FEWEST:
        return False
    first, *others = [{c.fill for c in row.values()} for row in table.rows]
    alike = len(table.rows[0]) > 1 and len(first) == 1 and not first & {None, *UNPAINTED}
    return alike and not any(first & other for other in others)


def legend_of_prose(page: Page, segments: list[Segment]) -> list[LegendEntry]:
    """Entries printed as a small coloured shape with words after it, or as words on a coloured shape.

    `segments` are the page's texts outside tables.
    """
    shapes = [
        (f.box, f.colour)
        for f in (*page.fills, *page.marks)
        if f.colour != WHITE and SMALLEST <= min(f.box.width, f.box.height) <= SQUARE and f.box.width <= 4 * SQUARE
    ]
    loose = {int(i) for s in segments for i in s.glyphs}
    words: dict[int, list[Run]] = {}
    for run in _at_shapes(page, loose, [box for box, _ in shapes]) if shapes else ():
        near = [(d, n) for n, (box, _) in enumerate(shapes) if (d := _distance(run, box)) is not None]
        if near:
            words.setdefault(min(near)[1], []).append(run)
    entries: list[LegendEntry] = []
    for n, runs in sorted(words.items(), key=lambda w: (round(w[1][0].baseline), w[1][0].x0)):
        glyphs = np.concatenate([r.glyphs for r in runs])
        text = " ".join(line.text for line in lines_of(page.glyphs, glyphs))
        if text and len(text) <= LONGEST:
            entry = _legible(page, LegendEntry(text, shapes[n][1], page.number), glyphs)
            entries += [] if entry in entries else [entry]  # a page may print its legend over each of its tables
    return entries if _is_legend(entries) else []


def with_doubts(entries: Sequence[LegendEntry]) -> list[LegendEntry]:
    """The entries with a flag on those that hold letters alone, where others have words: theirs may stand elsewhere.

    So may an entry of several letters that would each have their own colour.
    """
    bare = [all(len(word) == 1 for word in e.label.split()) for e in entries]
    several = any(len(e.label.split()) > 1 for e, b in zip(entries, bare, strict=True) if b)
    detail = "the words that it stands for may be printed apart from it"
    return [
        replace(e, flag="out_of_place", flag_detail=detail) if b and (several or not all(bare)) and not e.flag else e
        for e, b in zip(entries, bare, strict=True)
    ]


def _at_shapes(page: Page, loose: set[int], shapes: Sequence[Box]) -> list[Run]:
    """The page's loose runs, parted where they go on to the next shape: a browser prints a whole legend in one go.

    Read as one, `G On track S Not started` made green stand for what has not started (137 ratings of one plan).
    """
    found: list[Run] = []
    for run in runs_of(page.glyphs):
        inked = run.glyphs[page.glyphs.ink[run.glyphs]]
        if int(inked[0]) not in loose:
            continue
        starts = sorted(box.x0 for box in shapes if box.top < run.y_mid < box.bottom and run.crosses(box.x0))
        cuts = np.searchsorted(page.glyphs.x_mid[inked], starts)
        parts = [p for p in np.split(inked, np.unique(cuts)) if len(p)] if starts else []
        found += [make_run(page.glyphs, run.place, part, part) for part in parts] if len(parts) > 1 else [run]
    return found


def _legible(page: Page, entry: LegendEntry, glyphs: Ints) -> LegendEntry:
    """The entry made of `glyphs`, flagged where a picture does not show all of its letters plainly."""
    chances = page.glyphs.confidence
    if chances is None or not fitted().is_illegible(float(np.prod(chances[glyphs]))):
        return entry
    return replace(entry, flag="ocr_doubt", flag_detail="not all of its letters are plain")


def _distance(run: Run, box: Box) -> float | None:
    """How far before the words the shape stands in points, 0 where they begin on it; None where it is not theirs."""
    if not box.top - 2 <= run.y_mid <= box.bottom + 2 or run.x0 < box.x0 - 1:
        return None
    gap = run.x0 - box.x1
    return max(gap, 0.0) if gap <= BEFORE else None


def _is_legend(entries: list[LegendEntry]) -> bool:
    fills = {e.fill for e in entries}
    if len(entries) < FEWEST or len(fills) < len(entries) or len({e.label for e in entries}) < len(entries):
        return False
    words = sum(bool(legend_pattern().search(e.label)) for e in entries)
    return words >= FEWEST or (len(entries) >= FEWEST_WORDLESS and is_traffic_light(e.fill for e in entries if e.fill))
