"""Cards: boxes of lines `Label: value`, one record each, with the same labels in every box and a title above them.

Designed plans print an action as a box, often two or three abreast. No line parts its fields; the labels do, and they
stand again in every box. Each card becomes a grid of its own with a label and a value in every row.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractors.grids.grid import Grid
from extractors.headings.headings import match_heading, sure_match
from extractors.headings.shapes import is_dated
from extractors.page import Ints, Page
from extractors.printed.chunks import Chunk
from extractors.readings.cards.crowns import crown_over
from extractors.readings.cards.grids import Card, Labels, card_of
from extractors.readings.cards.labels import (
    FEWEST,
    INDENT,
    LEADING,
    PARAGRAPH,
    SAME_EDGE,
    SAME_SIZE,
    Label,
    head_of,
    labelled_chunks,
    number_of,
    title_over,
    with_abreast,
)
from extractors.readings.cards.texts import with_texts

# So many different fields surely named by the labels of a card.
FIELDS = 3
# Letters larger than a text's by this factor are those of a heading.
LARGER = 1.2
# A lattice is made of cards where they hold this part of its text.
MOST = 0.8


class _Column(NamedTuple):
    """A column of cards from `x0` to `x1`, in points, with the labels of each.

    `begun` are those of a card that began on the page before.
    """

    x0: float
    x1: float
    begun: list[Label]
    cards: list[list[Label]]


def read_cards(page: Page, free: Ints, known: Collection[Labels] = ()) -> list[Card]:
    """The cards among the glyphs `free` (indices), column by column.

    None where fewer than two have the same labels; one is enough where cards of an earlier page had them (`known`). A
    page may begin with the rest of a card, and end with the first labels of one.
    """
    fewest = 1 if known else FEWEST * FIELDS
    if page.scanned or page.glyphs.string(free).count(":") < fewest:
        return []
    chunks, labels = labelled_chunks(page.glyphs, free)
    columns = _columns(labels, chunks, known)
    whole = [tuple(k.words for k in own) for column in columns for own in column.cards if _names_fields(own)]
    again = Counter(words[0] for words in (*whole, *known))
    found = [
        _card(page, chunks, (x0, x1), own, cards[n + 1][0] if n + 1 < len(cards) else None, parted=bool(known))
        for x0, x1, _, cards in columns
        for n, own in enumerate(cards)
        if again[own[0].words] >= FEWEST
        and (_names_fields(own) or (own is cards[-1] and _begins(own, (*whole, *known))))
    ]
    titled = [card for card in found if card is not None]
    if not titled or len(titled) < len(found) or sum(again.values()) < FEWEST:
        return []
    rest = [_rest(page, chunks, columns[0])] if len(columns) == 1 and columns[0].begun else []
    return with_strays_flagged(chunks, with_texts(page, chunks, [*rest, *titled]))


def with_strays_flagged(chunks: Sequence[Chunk], cards: list[Card]) -> list[Card]:
    """The cards, the last value of one flagged where a line in it or right below it is in no card."""
    taken = {n for card in cards for n in card.glyphs.tolist()}
    strays = [c for c in chunks if int(c.glyphs[0]) not in taken]
    for card in cards:
        box, last = card.grid.box, card.grid.cells[-1]
        held = set(last.glyphs.tolist())
        size = max((c.size for c in chunks if int(c.glyphs[0]) in held), default=np.inf)  # below it, not of a heading
        near = (
            c
            for c in strays
            if c.x0 < box.x1 and c.x1 > box.x0 and box.top < c.baseline < box.bottom + LEADING * min(c.size, size)
        )
        if stray := next(near, None):
            last.flag, last.flag_detail = "stray_row", f"a line of its card is in no value: {stray.text[:60]}"
    return cards


def without_cards(page: Page, grids: Sequence[Grid], cards: list[Card]) -> tuple[list[Grid], list[Card]]:
    """The lattices that are none of cards, and the cards that are no part of other lattices.

    A lattice with a cell for every label and every value of cards is better than what their places tell.
    """
    kept = list(grids)
    for grid in grids:
        within = [c for c in cards if grid.box.overlap(c.grid.box)]
        if not within:
            continue
        b, g = grid.box, page.glyphs
        inside = g.ink & g.inside(b)
        held = np.isin(np.flatnonzero(inside), np.concatenate([c.glyphs for c in within])).sum()
        if held >= MOST * inside.sum() and not all(_has_cells_for(grid, card) for card in within):
            kept.remove(grid)
        else:
            cards = [c for c in cards if c not in within]
    return kept, cards


def _has_cells_for(grid: Grid, card: Card) -> bool:
    """Whether a lattice has a cell of its own for each label and each value of a card."""
    boxes = [c.box for c in card.grid.cells if len(c.glyphs)]
    homes = [next((n for n, c in enumerate(grid.cells) if c.box.contains(b.x_mid, b.y_mid)), None) for b in boxes]
    return None not in homes and len(set(homes)) == len(homes)


def _columns(labels: Sequence[Label], chunks: Sequence[Chunk], known: Collection[Labels]) -> list[_Column]:
    """The columns of cards, from left to right; `known` are the labels of earlier ones."""
    edges: list[list[Label]] = []
    for label in sorted(labels, key=lambda k: k.edge):
        if edges and label.edge - edges[-1][0].edge < SAME_EDGE:
            edges[-1].append(label)
        else:
            edges.append([label])
    edges = [own for own in with_abreast(edges) if len(own) >= FIELDS]
    found: list[_Column] = []
    for n, own in enumerate(edges):
        own = sorted(own, key=lambda k: (k.chunk.baseline, k.chunk.x0))
        head = next((words[0] for words in sorted(known) if any(k.words == words[0] for k in own)), None)
        head = head or head_of(own, chunks)
        starts = [i for i, k in enumerate(own) if k.words == head]
        of_cards = {k.words for k in own[starts[0] :]}.union(*known)
        cards = [own[a:z] for a, z in pairwise([*starts, len(own)])]
        begun = [k for k in own[: starts[0]] if k.words in of_cards]
        first, last = (begun or cards[0])[0].chunk.baseline, own[-1].chunk.baseline
        # other cards above or below, set a little further right, end none of these
        beside = (k.edge for more in edges[n + 1 :] for k in more if first <= k.chunk.baseline <= last)
        found.append(_Column(own[0].edge - INDENT, min(beside, default=float("inf")), begun, cards))
    return found


def _names_fields(labels: Sequence[Label]) -> bool:
    """Whether different labels surely name fields; one that names none with a date after it (`By: March`) counts."""
    words = [k.words for k in labels]
    named = {m.field for w in words if (m := sure_match(w))}
    dated = any(sure_match(k.words) is None and is_dated(k.told) for k in labels)
    return len(named) + dated >= FIELDS and len(set(words)) == len(words)


def _begins(labels: Sequence[Label], whole: Sequence[Labels]) -> bool:
    """Whether the labels are the first ones of other cards: the card goes on on the next page."""
    words = tuple(k.words for k in labels)
    return any(other[: len(words)] == words for other in whole)


def _card(
    page: Page,
    chunks: Sequence[Chunk],
    across: tuple[float, float],
    labels: Sequence[Label],
    after: Label | None,
    *,
    parted: bool,
) -> Card | None:
    """The card with these labels in the column `across`, if it has a title; `after` is the first label of the next.

    Where cards go on over pages (`parted`), the title of the first on a page may stand at the foot of the one before.
    """
    x0, x1 = across[0], min([across[1], *(_beside(chunks, k, labels) for k in labels)])
    mine = sorted((c for c in chunks if x0 <= c.x0 < x1 - INDENT and c.x1 <= x1), key=lambda c: (c.baseline, c.x0))
    title = title_over(mine, labels[0])
    end = float("inf") if after is None else _top(page, mine, after)
    rows = _rows(page, mine, labels, end)
    told = any((m := match_heading(k.words)) and m[0].field == "title" for k in labels)
    if not title and not told and not (parted and labels[0].chunk is min(chunks, key=lambda c: c.baseline)):
        return None
    whole = tuple(k.words for k in labels) if _names_fields(labels) else ()
    signs = (number_of(mine, title), *crown_over(page, mine, title))
    return replace(card_of(page, x0 + INDENT, title, rows, signs), labels=whole)


def _rest(page: Page, chunks: Sequence[Chunk], column: _Column) -> Card:
    """What stands above the first card of a page: the last labels and values of a card begun on the page before."""
    first = column.cards[0][0]
    above = sorted((c for c in chunks if c.x0 >= column.x0), key=lambda c: (c.baseline, c.x0))
    rows = _rows(page, above, column.begun, _top(page, above, first))
    return card_of(page, column.x0 + INDENT, (), rows)


def _top(page: Page, chunks: Sequence[Chunk], first: Label) -> float:
    """The baseline on which the card with this first label begins: its own, its title's or that of a sign at these."""
    title = title_over(chunks, first)
    signs = (number_of(chunks, title), *crown_over(page, chunks, title))
    return min(c.baseline for c in (*(title or [first.chunk]), *signs) if c)


def _rows(page: Page, mine: Sequence[Chunk], labels: Sequence[Label], end: float) -> list[tuple[Ints, Ints]]:
    """The glyphs of each label, and those of its value among the chunks `mine`; the last ends at the baseline `end`."""
    values = [_value(mine, k.chunk, n.chunk.baseline, n) for k, n in pairwise(labels)]
    values.append(until_gap(_value(mine, labels[-1].chunk, end), labels[-1].chunk))
    for n, label in enumerate(labels):
        line = [k for k in labels if abs(k.chunk.baseline - label.chunk.baseline) < label.chunk.size / 2]
        if any(k.abreast for k in line):
            below = (k.chunk.baseline for k in labels[n:] if k not in line)
            values[n] = _abreast(mine, label, line, min(below, default=end))
    return [_parted(page, k, own) for k, own in zip(labels, values, strict=True)]


def _beside(chunks: Sequence[Chunk], label: Label, labels: Sequence[Label]) -> float:
    """Where the line of a label goes on with what is none of its value: a second text after it, a third beside it.

    Other facts on its own line, which have labels too, are the card's, and so is what stands after them.
    """
    own = label.chunk
    if not label.leads:
        return float("inf")
    level = [c for c in chunks if abs(c.baseline - own.baseline) < own.size / 2 and c.x0 > own.x1]
    facts = {id(k.chunk) for k in labels}
    right = min((c.x0 for c in level if id(c) in facts), default=np.inf)
    level = [c for c in level if c.x0 < right]
    alone = own.text.rstrip().endswith(label.sign)
    return next((c.x0 for c in sorted(level, key=lambda c: c.x0)[int(alone) :]), float("inf"))


def _abreast(mine: Sequence[Chunk], label: Label, line: Sequence[Label], end: float) -> list[Chunk]:
    """The chunks right below a label that has others level with it (`line`), as far right as the next begins."""
    x0, level = label.chunk.x0 - SAME_EDGE, label.chunk.size / 2
    x1 = min((k.chunk.x0 for k in line if k.chunk.x0 > label.chunk.x0), default=np.inf) - SAME_EDGE
    facts = {id(k.chunk) for k in line}
    below = [c for c in mine if -level < c.baseline - label.chunk.baseline < end - level - label.chunk.baseline]
    return until_gap([c for c in below if x0 <= c.x0 < x1 and id(c) not in facts], label.chunk)


def _value(mine: Sequence[Chunk], label: Chunk, end: float, after: Label | None = None) -> list[Chunk]:
    """The chunks after a label, on its line and below it, down to the baseline `end`.

    A label `after` it that stands further right on its line leaves it what stands before that.
    """
    level = label.size / 2
    below = [c for c in mine if label.baseline - level < c.baseline < end - level and c is not label]
    if after is not None and not after.leads:
        x1 = after.chunk.x0
        below += [
            c for c in mine if abs(c.baseline - end) < level and c.x1 <= x1 and c.baseline > label.baseline + level
        ]
    return [c for c in below if c.baseline > label.baseline + level or c.x0 > label.x1]


def until_gap(chunks: Sequence[Chunk], label: Chunk) -> list[Chunk]:
    """The chunks after `label` down to a heading in larger letters, or to the first gap wider than a text leaves.

    One between paragraphs is no end.
    """
    found: list[Chunk] = []
    last = label.baseline
    for c in chunks:
        alike = bool(found) and abs(c.size - found[0].size) < SAME_SIZE and c.bold == found[0].bold
        larger = bool(found) and c.size > LARGER * found[0].size
        if larger or c.baseline - last > (PARAGRAPH if alike else LEADING) * c.size:
            break
        found.append(c)
        last = c.baseline
    return found


def _parted(page: Page, label: Label, value: Sequence[Chunk]) -> tuple[Ints, Ints]:
    """The glyphs of a label with its colon or question mark, and those of its value."""
    own = label.chunk.glyphs
    end = next(i for i, n in enumerate(own.tolist()) if label.sign in page.glyphs.text[n])
    return own[: end + 1], np.concatenate([own[end + 1 :], *(c.glyphs for c in value)])
