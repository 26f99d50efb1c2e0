"""Cards whose labels stand above their values, or before them without a colon, and look otherwise: one record each.

    Build a bus station
    LEAD OFFICER        START DATE     STATUS
    Head of Transport   May 2025       On target

    Wider roads
    Who leads    Head of Transport
    Finish by    May 2026

A row of labels over one row of values is a table of one row; what makes cards of such rows is that the same labels
come again under another title, and that nothing else stands in between.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from extractors.headings.headings import match_heading
from extractors.headings.labels import LABEL_WORDS
from extractors.headings.shapes import STATUS
from extractors.page import Ints, Page
from extractors.printed.chunks import Chunk, chunk_lines
from extractors.readings.cardcrowns import crown_over
from extractors.readings.cardgrids import Card, card_of
from extractors.readings.cardlabels import FEWEST, INDENT, LEADING, title_above
from extractors.readings.cards import FIELDS, SAME_EDGE, until_gap, with_strays_flagged

# A label is a known heading, word for word; its value begins at most so many font sizes below it.
BELOW = 2.2
# Under titles of more lines the labels of cards that stand abreast are at most so many font sizes lower.
LOWER = 4.0
# One that stands before its value is at most so many font sizes from it.
BEFORE = 14.0
# A label is smaller than its value by this factor, or in capitals, or bold where the value is not.
SMALLER = 0.9


def read_stacked(page: Page, free: Ints) -> list[Card]:
    """The cards among the glyphs `free` (indices).

    None where fewer than two have the same labels, or where any text of one is left over.
    """
    if page.scanned:
        return []
    chunks = [c for ln in chunk_lines(page.glyphs, free) for c in ln.chunks]
    labels = [c for c in chunks if _is_label(c)]
    if len(labels) < FEWEST * FIELDS:
        return []
    labels = [c for c in (*labels, *_alike(chunks, labels)) if _has_value(c, chunks)]
    again = Counter(c.text for c in labels)
    labels = [c for c in labels if again[c.text] >= FEWEST]
    first = min(labels, key=lambda c: (round(c.baseline), c.x0), default=None)
    starts = [c for c in labels if first is not None and c.text == first.text]
    if len(starts) < FEWEST:
        return []
    cards = [_card(page, chunks, labels, start, starts) for start in starts]
    found = [card for card in cards if card is not None]
    return with_strays_flagged(chunks, found) if len(found) == len(starts) else []


def _is_label(chunk: Chunk) -> bool:
    matches = match_heading(chunk.text) if chunk.words <= LABEL_WORDS else ()
    return bool(matches) and matches[0].worded


def _alike(chunks: Sequence[Chunk], labels: Sequence[Chunk]) -> list[Chunk]:
    """The texts that no rule knows as headings, look as labels do and come again as often as one of them.

    Read as part of a value, `NEXT STEPS` and what follows it would be the end of what is said of progress.
    """
    looks = {_look(c) for c in labels}
    known = Counter(c.text for c in labels)
    again = Counter(c.text for c in chunks)
    fewest = max(FEWEST, min(known.values()))
    others = (c for c in chunks if c.text not in known and again[c.text] >= fewest and c.words <= LABEL_WORDS)
    return [c for c in others if _look(c) in looks and not STATUS.match(c.text) and not c.value]


def _look(chunk: Chunk) -> tuple[float, bool, bool]:
    return round(chunk.size, 1), chunk.bold, chunk.text.isupper()


def _has_value(label: Chunk, chunks: Sequence[Chunk]) -> bool:
    """Whether a text that looks otherwise begins right below a label, or after it on its line.

    A status is a label only over its value: `Completed` over a date.
    """
    value = _beside(label, chunks)
    if value is None:
        below = (
            c for c in chunks if abs(c.x0 - label.x0) < SAME_EDGE and 0 < c.baseline - label.baseline < BELOW * c.size
        )
        value = min(below, key=lambda c: c.baseline, default=None)
    return value is not None and _differs(label, value)


def _differs(label: Chunk, value: Chunk) -> bool:
    small = label.size < SMALLER * value.size or (label.text.isupper() and not value.text.isupper())
    return small or (label.bold and not value.bold)


def _beside(label: Chunk, chunks: Sequence[Chunk]) -> Chunk | None:
    """The text after a label on its line, where it is no label itself and looks otherwise."""
    level = label.size / 2
    after = (c for c in chunks if abs(c.baseline - label.baseline) < level and 0 < c.x0 - label.x1 < BEFORE * c.size)
    value = min(after, key=lambda c: c.x0, default=None)
    if value is None or _is_label(value) or STATUS.match(label.text) or not _differs(label, value):
        return None
    return value


def _card(
    page: Page, chunks: Sequence[Chunk], labels: Sequence[Chunk], start: Chunk, starts: Sequence[Chunk]
) -> Card | None:
    """The card whose first label is `start`; None where it has no title, too few fields, or more text than values."""
    x0, level = start.x0 - INDENT, start.size / 2
    x1 = min(
        (s.x0 - INDENT for s in starts if abs(s.baseline - start.baseline) < LOWER * start.size and s.x0 > start.x1),
        default=np.inf,
    )
    mine = sorted((c for c in chunks if x0 <= c.x0 and c.x1 <= x1), key=lambda c: (c.baseline, c.x0))
    title = title_above([c for c in mine if c.baseline < start.baseline - level], start)
    after = next(
        (s for s in sorted(starts, key=lambda s: s.baseline) if s in mine and s.baseline > start.baseline), None
    )
    above = title_above([c for c in mine if c.baseline < after.baseline - level], after) if after else []
    over = [*crown_over(page, mine, above), *above]
    end = over[0].baseline if over else after.baseline if after else np.inf
    own = [c for c in mine if start.baseline - level < c.baseline < end - level]
    heads = [c for c in labels if c in own]
    values = [_value(own, head, heads) for head in heads]
    named = {m[0].field for head in heads if (m := match_heading(head.text))}
    told = {id(c) for c in (*heads, *(c for value in values for c in value))}
    last = max((c.baseline + LEADING * c.size for value in values for c in value), default=end)
    left_over = [c for c in own if id(c) not in told and after is not None and c.baseline < last]
    if not title or len(named) < FIELDS or len({h.text for h in heads}) < len(heads) or left_over or not all(values):
        return None
    return card_of(page, start.x0, title, [
        (head.glyphs, np.concatenate([c.glyphs for c in value])) for head, value in zip(heads, values, strict=True)
    ], crown_over(page, mine, title))  # fmt: skip


def _value(own: Sequence[Chunk], label: Chunk, heads: Sequence[Chunk]) -> list[Chunk]:
    """The chunks below a label or after it, down to the next row of labels and as far right as the next on its own."""
    level = label.size / 2
    right = min((h.x0 for h in heads if abs(h.baseline - label.baseline) < level and h.x0 > label.x0), default=np.inf)
    rows = (h.baseline for h in heads if h.baseline > label.baseline + level)
    bottom = min(rows, default=np.inf)
    if (value := _beside(label, own)) is not None:
        return [
            c
            for c in own
            if value.x0 - SAME_EDGE < c.x0 < right
            and -level < c.baseline - label.baseline < bottom - label.baseline - level
        ]
    within = [
        c for c in own if label.x0 - SAME_EDGE < c.x0 < right and label.baseline + level < c.baseline < bottom - level
    ]
    return until_gap(within, label)
