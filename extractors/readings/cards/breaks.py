"""Titles of cards that stand alone at the foot of a page, their labels on the next."""

from collections.abc import Sequence
from typing import NamedTuple

from extractors.grids.grid import Grid
from extractors.page import Ints, Page
from extractors.printed.chunks import Chunk, chunk_lines
from extractors.printed.running import is_running
from extractors.readings.cards.grids import card_of
from extractors.readings.cards.labels import SAME_EDGE, SAME_SIZE

# A title has at most so many lines.
LINES = 3


class Seen(NamedTuple):
    """A page, its grids, and the glyphs (indices) in none of them."""

    page: Page
    grids: Sequence[Grid]
    loose: Ints


def title_at_foot(before: Seen, after: Seen) -> Grid | None:
    """The title alone at the foot of a page as a card, where the next page begins with a card without one.

    It is all that stands below the last table of its page, but for running lines, and looks as the titles of the other
    cards do.
    """
    first = min((g for g in after.grids if g.labelled), key=lambda g: g.box.top, default=None)
    if first is None or _title_of(after.page, first):
        return None
    others = [(s.page, g) for s in (before, after) for g in s.grids if g.labelled and g is not first]
    titles = [title for page, g in others if (title := _title_of(page, g))]
    if not titles or _first_label(after.page, first) not in {_first_label(page, g) for page, g in others}:
        return None  # without the second, the rest of a card whose first labels stand on the page before
    alone = _at_foot(before, titles[0])
    return card_of(before.page, first.xs[0], alone, ()).grid if alone else None


def _title_of(page: Page, card: Grid) -> Chunk | None:
    """The first line of a card's title; None where it has none."""
    first = card.cells[0]
    if not card.labelled or first.column_span == 1 or not len(first.glyphs):
        return None
    return chunk_lines(page.glyphs, first.glyphs)[0].chunks[0]


def _first_label(page: Page, card: Grid) -> str:
    """The first label of a card."""
    return next((page.glyphs.string(c.glyphs) for c in card.cells if c.column_span == 1 and len(c.glyphs)), "")


def _at_foot(seen: Seen, title: Chunk) -> list[Chunk]:
    """The lines of text below the last card of a page, where all look as a card's title does."""
    bottom = max((g.box.bottom for g in seen.grids), default=0.0)
    chunks = [c for ln in chunk_lines(seen.page.glyphs, seen.loose) for c in ln.chunks]
    below = [c for c in chunks if c.baseline > bottom and not is_running(seen.page, c)]
    alike = all(
        abs(c.x0 - title.x0) < SAME_EDGE and abs(c.size - title.size) < SAME_SIZE and c.bold == title.bold
        for c in below
    )
    return below if alike and len(below) <= LINES else []
