"""Texts below the values of cards that no label names: what is said of progress, most often.

Build a bus station
Lead: Head of Transport   By: May 2026   Status: On target
Tenders are in, and work begins in June.
"""

from collections.abc import Sequence

import numpy as np

from extractors.page import Page
from extractors.printed.chunks import Chunk
from extractors.readings.cards.grids import Card, with_text
from extractors.readings.cards.labels import ABOVE, FEWEST, LEADING, PARAGRAPH, SAME_EDGE, SAME_SIZE

# This part of the cards of a page, and FEWEST of them, have such a text; one of fewer words may be a heading.
MOST, WORDS = 0.5, 4


def with_texts(page: Page, chunks: Sequence[Chunk], cards: Sequence[Card]) -> list[Card]:
    """The cards with the texts right below their values, where most have one, each as a row without a label."""
    taken = {n for card in cards for n in card.glyphs.tolist()}
    loose = sorted((c for c in chunks if int(c.glyphs[0]) not in taken), key=lambda c: (c.baseline, c.x0))
    texts = [_text(chunks, loose, card, cards) for card in cards]
    if sum(map(bool, texts)) < max(FEWEST, MOST * len(cards)):
        return list(cards)
    return [
        with_text(page, card, np.concatenate([c.glyphs for c in text])) if text else card
        for card, text in zip(cards, texts, strict=True)
    ]


def _text(chunks: Sequence[Chunk], loose: Sequence[Chunk], card: Card, cards: Sequence[Card]) -> list[Chunk]:
    """The lines below a card, above the next one in its column, that begin where it does and look as its values do."""
    held = set(card.glyphs.tolist())
    last = max((c for c in chunks if int(c.glyphs[0]) in held), key=lambda c: c.baseline, default=None)
    if last is None:
        return []
    box = card.grid.box
    below = (o.grid.box for o in cards if o.grid.box.top > last.baseline)
    end = min((b.top for b in below if b.x0 < box.x1 and b.x1 > box.x0), default=np.inf)
    apart = LEADING if end == np.inf else PARAGRAPH  # what follows the last card may be text of the page
    found: list[Chunk] = []
    baseline = last.baseline
    for c in (c for c in loose if last.baseline < c.baseline < end and c.x0 < box.x1 and c.x1 > box.x0):
        alike = abs(c.size - last.size) < SAME_SIZE and not c.bold and abs(c.x0 - box.x0) < SAME_EDGE
        if not alike or c.baseline - baseline > (apart if found else ABOVE) * c.size:
            break
        found.append(c)
        baseline = c.baseline
    return found if sum(c.words for c in found) >= WORDS else []
