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
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from extractors.headings.headings import match_heading
from extractors.headings.labels import LABEL_WORDS, unnumbered
from extractors.headings.shapes import STATUS
from extractors.page import Ints, Page
from extractors.printed.chunks import Chunk, chunk_lines
from extractors.printed.running import is_running
from extractors.readings.cards.crowns import crown_over
from extractors.readings.cards.grids import Card, Labels, card_of
from extractors.readings.cards.labelled import FIELDS, until_gap, with_strays_flagged
from extractors.readings.cards.labels import FEWEST, INDENT, LEADING, SAME_EDGE, is_title, title_above
from extractors.readings.cards.texts import with_texts

# A label is a known heading, word for word; its value begins at most so many font sizes below it.
BELOW = 2.2
# Under titles of more lines the labels of cards that stand abreast are at most so many font sizes lower.
LOWER = 4.0
# One that stands before its value is at most so many font sizes from it.
BEFORE = 14.0
# A label is smaller than its value by this factor, or in capitals, or bold where the value is not.
SMALLER = 0.9


def read_stacked(page: Page, free: Ints, known: Collection[Labels] = ()) -> list[Card]:
    """The cards among the glyphs `free` (indices).

    None where fewer than two have the same labels, or where any text of one is left over; one is enough where cards of
    an earlier page had them (`known`). A page may begin with the rest of a card.
    """
    if page.scanned:
        return []
    chunks = [c for ln in chunk_lines(page.glyphs, free) for c in ln.chunks]
    labels = [c for c in chunks if _is_label(c)]
    if len(labels) < (FIELDS if known else FEWEST * FIELDS):
        return []
    labels = [c for c in (*labels, *_alike(chunks, labels)) if _has_value(c, chunks)]
    before = {words for own in known for words in own}
    again = Counter(unnumbered(c.text) for c in labels)
    labels = [c for c in labels if again[unnumbered(c.text)] >= FEWEST or unnumbered(c.text) in before]
    labels.sort(key=lambda c: (round(c.baseline), c.x0))
    head = _head_of(chunks, labels, known)
    starts = [c for c in labels if unnumbered(c.text) == head]
    if len(starts) < (1 if known else FEWEST):
        return []
    first = starts[0] if known and _tops_page(page, chunks, starts[0]) else None
    cards = [_card(page, chunks, labels, start, starts, titled=start is not first) for start in starts]
    found = [card for card in cards if card is not None]
    last = starts[-1]
    if found and cards[-1] is None:  # the page's end may part it
        whole = {*known, *(card.labels for card in found)}
        cut = _card(page, chunks, labels, last, starts, whole)
        found += [cut] if cut is not None else []
    if len(found) < len(starts):
        return []
    cards = [*_rest(page, chunks, labels, starts), *found]
    return with_strays_flagged(chunks, with_texts(page, chunks, cards))


def _head_of(chunks: Sequence[Chunk], labels: Sequence[Chunk], known: Collection[Labels]) -> str:
    """The words of the label that begins each card: it names the title, or has one above it most often."""
    words = [unnumbered(c.text) for c in labels]
    before = sorted(own[0] for own in known)
    if told := next((w for w in (*before, *words) if w in words and (w in before or is_title(w))), None):
        return told
    heads = {id(c) for c in labels}
    plain = [c for c in chunks if id(c) not in heads]
    titled = Counter(
        w
        for w, c in zip(words, labels, strict=True)
        if title_above(_above([t for t in plain if abs(t.x0 - c.x0) <= INDENT], c), c)
    )
    return max(words, key=lambda w: titled[w], default="")


def _rest(page: Page, chunks: Sequence[Chunk], labels: Sequence[Chunk], starts: Sequence[Chunk]) -> list[Card]:
    """What stands above the first card of a page: the last labels and values of a card begun on the page before.

    It is looked for where cards stand one below the other.
    """
    first = starts[0]
    if any(abs(s.x0 - first.x0) > SAME_EDGE for s in starts):
        return []
    above = [c for c in chunks if c.baseline < _top(chunks, first) - first.size / 2]
    heads = [c for c in labels if c in above]
    if not heads:
        return []
    rows = [(head.glyphs, _value(above, head, heads)) for head in heads]
    told = [(head, np.concatenate([c.glyphs for c in value])) for head, value in rows if value]
    return [card_of(page, first.x0, (), told)] if told else []


def _tops_page(page: Page, chunks: Sequence[Chunk], label: Chunk) -> bool:
    """Whether nothing but running lines stands above a label: a title, if there is one, is on the page before."""
    return all(is_running(page, c) for c in _above(chunks, label))


def _top(chunks: Sequence[Chunk], start: Chunk) -> float:
    """The baseline on which the card with this first label begins: its own, or its title's."""
    title = _title_of(chunks, start)
    return title[0].baseline if title else start.baseline


def _title_of(chunks: Sequence[Chunk], start: Chunk) -> list[Chunk]:
    """The lines of the title above the first label of a card; none where the label names it."""
    return [] if is_title(unnumbered(start.text)) else title_above(_above(chunks, start), start)


def _above(chunks: Sequence[Chunk], label: Chunk) -> list[Chunk]:
    """The chunks above a label, line by line."""
    above = (c for c in chunks if c.baseline < label.baseline - label.size / 2)
    return sorted(above, key=lambda c: (c.baseline, c.x0))


def _is_label(chunk: Chunk) -> bool:
    matches = match_heading(unnumbered(chunk.text)) if chunk.words <= LABEL_WORDS else ()
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
    if value is None or STATUS.match(label.text) or not _differs(label, value):
        return None
    return value if STATUS.match(value.text) or not _is_label(value) else None  # `On track` heads columns elsewhere


def _card(
    page: Page,
    chunks: Sequence[Chunk],
    labels: Sequence[Chunk],
    start: Chunk,
    starts: Sequence[Chunk],
    others: Collection[Labels] = (),
    *,
    titled: bool = True,
) -> Card | None:
    """The card whose first label is `start`; None where it has no title, too few fields, or more text than values.

    Fewer fields are enough where others begin with the same labels (`others`), and no title where it stands on the
    page before (not `titled`).
    """
    x0, level = start.x0 - INDENT, start.size / 2
    x1 = min(
        (s.x0 - INDENT for s in starts if abs(s.baseline - start.baseline) < LOWER * start.size and s.x0 > start.x1),
        default=np.inf,
    )
    mine = sorted((c for c in chunks if x0 <= c.x0 and c.x1 <= x1), key=lambda c: (c.baseline, c.x0))
    named = is_title(unnumbered(start.text))
    title = _title_of(mine, start)
    after = next(
        (s for s in sorted(starts, key=lambda s: s.baseline) if s in mine and s.baseline > start.baseline), None
    )
    above = _title_of(mine, after) if after else []
    over = [*crown_over(page, mine, above), *above]
    end = over[0].baseline if over else after.baseline if after else np.inf
    own = [c for c in mine if start.baseline - level < c.baseline < end - level]
    heads = [c for c in labels if c in own]
    values = [_value(own, head, heads) for head in heads]
    words = tuple(unnumbered(head.text) for head in heads)
    fields = {m[0].field for w in words if (m := match_heading(w))}
    told = {id(c) for c in (*heads, *(c for value in values for c in value))}
    last = max((c.baseline + LEADING * c.size for value in values for c in value), default=end)
    left_over = [c for c in own if id(c) not in told and after is not None and c.baseline < last]
    enough = len(fields) >= FIELDS or any(words == own[: len(words)] for own in others)
    if named and len(heads) > 1 and all(abs(head.baseline - start.baseline) < level for head in heads):
        return None  # the heading row of a table
    if (titled and not (title or named)) or not enough or len(set(words)) < len(words) or left_over or not all(values):
        return None
    card = card_of(page, start.x0, title, [
        (head.glyphs, np.concatenate([c.glyphs for c in value])) for head, value in zip(heads, values, strict=True)
    ], crown_over(page, mine, title))  # fmt: skip
    return replace(card, labels=words)


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
