"""Cards: boxes of lines `Label: value`, one record each, with the same labels in every box and a title above them.

Designed plans print an action as a box, often two or three abreast. No line parts its fields; the labels do, and they
stand again in every box. Each card becomes a grid of its own with a label and a value in every row.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractors.grids.grid import Grid, GridCell
from extractors.headings.headings import match_heading, sure_match
from extractors.headings.labels import label_of
from extractors.page import Box, Ints, Page
from extractors.printed.chunks import Chunk, chunk_lines

# So many cards with the same labels, so many different fields surely named by them.
FEWEST, FIELDS = 2, 3
# Labels of one column of cards begin within so many points of each other, and titles as far left of them at most.
SAME_EDGE, INDENT = 3.0, 14.0
# Lines of one text follow each other within so many font sizes; a title stands at most so many above its labels.
LEADING, ABOVE = 1.65, 3.6
# Paragraphs of one text, of the same size to this many points, within so many.
SAME_SIZE, PARAGRAPH = 0.3, 2.6
# Rows are at least this high, in points.
LEAST = 0.1
# A lattice is made of cards where they hold this part of its text.
MOST = 0.8


@dataclass(frozen=True)
class _Label:
    """A chunk of a line that begins with a label, and its words."""

    chunk: Chunk
    words: str


@dataclass(frozen=True)
class Card:
    """A card as a grid, with all its glyphs (indices)."""

    grid: Grid
    glyphs: Ints


def read_cards(page: Page, free: Ints) -> list[Card]:
    """The cards among the glyphs `free` (indices), column by column; none where fewer than two have the same labels."""
    if page.scanned or page.glyphs.string(free).count(":") < FEWEST * FIELDS:
        return []
    chunks = [c for ln in chunk_lines(page.glyphs, free) for c in ln.chunks]
    labels = [_Label(c, label) for c in chunks if (label := label_of(c.text))]
    columns = _columns(labels)
    again = Counter(own[0].words for _, _, cards in columns for own in cards if _names_fields(own))
    found = [
        _card(page, chunks, (x0, x1), own, cards[n + 1][0] if n + 1 < len(cards) else None)
        for x0, x1, cards in columns
        for n, own in enumerate(cards)
        if _names_fields(own) and again[own[0].words] >= FEWEST
    ]
    titled = [card for card in found if card is not None]
    return with_strays_flagged(chunks, titled) if len(titled) == len(found) >= FEWEST else []


def with_strays_flagged(chunks: Sequence[Chunk], cards: list[Card]) -> list[Card]:
    """The cards, the last value of one flagged where a line in it or right below it is in no card."""
    taken = {n for card in cards for n in card.glyphs.tolist()}
    strays = [c for c in chunks if int(c.glyphs[0]) not in taken]
    for card in cards:
        box, last = card.grid.box, card.grid.cells[-1]
        near = (
            c
            for c in strays
            if c.x0 < box.x1 and c.x1 > box.x0 and box.top < c.baseline < box.bottom + LEADING * c.size
        )
        if stray := next(near, None):
            last.flag, last.flag_detail = "stray_row", f"a line of its card is in no value: {stray.text[:60]}"
    return cards


def without_cards(page: Page, grids: Sequence[Grid], cards: list[Card]) -> tuple[list[Grid], list[Card]]:
    """The lattices that are none of cards, and the cards that are no part of other lattices."""
    kept = list(grids)
    for grid in grids:
        within = [c for c in cards if grid.box.overlap(c.grid.box)]
        if not within:
            continue
        b, g = grid.box, page.glyphs
        inside = g.ink & g.inside(b)
        held = np.isin(np.flatnonzero(inside), np.concatenate([c.glyphs for c in within])).sum()
        if held >= MOST * inside.sum():
            kept.remove(grid)
        else:
            cards = [c for c in cards if c not in within]
    return kept, cards


def _columns(labels: Sequence[_Label]) -> list[tuple[float, float, list[list[_Label]]]]:
    """The columns of cards: where each begins and ends, and the labels of its cards from top to bottom.

    A card begins with a label that comes again: a title such as `Quayside Council: delivery plan` looks like one too.
    """
    again = Counter(k.words for k in labels)
    edges: list[list[_Label]] = []
    for label in sorted(labels, key=lambda k: k.chunk.x0):
        if edges and label.chunk.x0 - edges[-1][0].chunk.x0 < SAME_EDGE:
            edges[-1].append(label)
        else:
            edges.append([label])
    edges = [own for own in edges if len(own) >= FIELDS]
    found: list[tuple[float, float, list[list[_Label]]]] = []
    for n, own in enumerate(edges):
        own = sorted(own, key=lambda k: k.chunk.baseline)
        head = next((k.words for k in own if again[k.words] >= FEWEST), own[0].words)
        starts = [i for i, k in enumerate(own) if k.words == head]
        cards = [own[a:z] for a, z in pairwise([*starts, len(own)])]
        end = edges[n + 1][0].chunk.x0 if n + 1 < len(edges) else float("inf")
        found.append((own[0].chunk.x0 - INDENT, end, cards))
    return found


def _names_fields(labels: Sequence[_Label]) -> bool:
    words = [k.words for k in labels]
    named = {m.field for w in words if (m := sure_match(w))}
    return len(named) >= FIELDS and len(set(words)) == len(words)


def _card(
    page: Page, chunks: Sequence[Chunk], across: tuple[float, float], labels: Sequence[_Label], after: _Label | None
) -> Card | None:
    """The card with these labels in the column `across`, if it has a title; `after` is the first label of the next."""
    x0, x1 = across[0], min([across[1], *(_beside(chunks, k.chunk) for k in labels)])
    mine = sorted((c for c in chunks if x0 <= c.x0 < x1 - INDENT and c.x1 <= x1), key=lambda c: (c.baseline, c.x0))
    first = labels[0].chunk
    title = title_above([c for c in mine if c.baseline < first.baseline - first.size / 2], first)
    end = float("inf")
    if after is not None:
        below = title_above([c for c in mine if c.baseline < after.chunk.baseline - after.chunk.size / 2], after.chunk)
        end = below[0].baseline if below else after.chunk.baseline
    values = [_value(mine, k.chunk, n.chunk.baseline) for k, n in pairwise(labels)]
    values.append(until_gap(_value(mine, labels[-1].chunk, end), labels[-1].chunk))
    rows = [_parted(page, k, own) for k, own in zip(labels, values, strict=True)]
    if not title and not any((m := match_heading(k.words)) and m[0].field == "title" for k in labels):
        return None
    return card_of(page, x0 + INDENT, title, rows)


def _beside(chunks: Sequence[Chunk], label: Chunk) -> float:
    """Where the line of a label goes on with what is none of its value: a second text after it, a third beside it."""
    level = [c for c in chunks if abs(c.baseline - label.baseline) < label.size / 2 and c.x0 > label.x1]
    alone = label.text.rstrip().endswith(":")
    return next((c.x0 for c in sorted(level, key=lambda c: c.x0)[int(alone) :]), float("inf"))


def title_above(above: Sequence[Chunk], first: Chunk) -> list[Chunk]:
    """The lines right above a card's first label that look alike, top to bottom."""
    found: list[Chunk] = []
    for c in reversed(above):
        last = found[-1] if found else first
        near = last.baseline - c.baseline < (LEADING if found else ABOVE) * c.size
        alike = not found or (c.bold == last.bold and abs(c.size - last.size) < 0.5)
        if not near or not alike or label_of(c.text):
            break
        found.append(c)
    return found[::-1]


def _value(mine: Sequence[Chunk], label: Chunk, end: float) -> list[Chunk]:
    """The chunks after a label, on its line and below it, down to the baseline `end`."""
    level = label.size / 2
    below = [c for c in mine if label.baseline - level < c.baseline < end - level and c is not label]
    return [c for c in below if c.baseline > label.baseline + level or c.x0 > label.x1]


def until_gap(chunks: Sequence[Chunk], label: Chunk) -> list[Chunk]:
    """The chunks after `label` down to the first gap wider than a text leaves: one between paragraphs is no end."""
    found: list[Chunk] = []
    last = label.baseline
    for c in chunks:
        alike = bool(found) and abs(c.size - found[0].size) < SAME_SIZE and c.bold == found[0].bold
        if c.baseline - last > (PARAGRAPH if alike else LEADING) * c.size:
            break
        found.append(c)
        last = c.baseline
    return found


def _parted(page: Page, label: _Label, value: Sequence[Chunk]) -> tuple[Ints, Ints]:
    """The glyphs of a label with its colon, and those of its value."""
    own = label.chunk.glyphs
    colon = next(i for i, n in enumerate(own.tolist()) if ":" in page.glyphs.text[n])
    return own[: colon + 1], np.concatenate([own[colon + 1 :], *(c.glyphs for c in value)])


def card_of(page: Page, x0: float, title: Sequence[Chunk], rows: Sequence[tuple[Ints, Ints]]) -> Card:
    """The card that begins at `x0`, with its title and the glyphs of each label and of its value."""
    g = page.glyphs
    lines = [np.concatenate([c.glyphs for c in title])] if title else []
    every = np.concatenate([*lines, *(part for row in rows for part in row)])
    box = g.box(every[g.ink[every]])
    edge = max(float(g.x1[head].max()) for head, _ in rows)
    ys: list[float] = []
    for own in (*lines, *(head for head, _ in rows)):
        ys.append(max(float(g.top[own].min()), ys[-1] + LEAST if ys else 0.0))  # labels may be level
    ys.append(max(box.bottom, ys[-1] + LEAST))
    cells = [GridCell(0, 0, 1, 2, _box(page, own, box.x0, box.x1), own) for own in lines]
    for n, (head, value) in enumerate(rows, len(lines)):
        inked = value[g.ink[value]]
        own = g.box(inked) if len(inked) else Box(edge, ys[n], box.x1, ys[n + 1])
        cells += [GridCell(n, 0, 1, 1, g.box(head), head), GridCell(n, 1, 1, 1, own, value)]
    return Card(Grid(page.number, "flow", box, (min(x0, box.x0), edge, max(box.x1, edge + 1)), tuple(ys), cells), every)


def _box(page: Page, glyphs: Ints, x0: float, x1: float) -> Box:
    return page.glyphs.box(glyphs)._replace(x0=x0, x1=x1)
