"""The grid of one card: its title over both columns, a label and a value in every row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.grids.grid import Grid, GridCell
from extractors.page import Box, Ints, Page
from extractors.printed.chunks import Chunk
from extractors.readings.cards.labels import INDENT

# Rows are at least this high, in points.
LEAST = 0.1
# A coloured sign before a status is lower than so many points.
SIGN = 20.0


# The labels of cards, in their order.
Labels = tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """A card as a grid, with all its glyphs (indices), and its labels where they are all of a card's."""

    grid: Grid
    glyphs: Ints
    labels: Labels = ()


def card_of(
    page: Page,
    x0: float,
    title: Sequence[Chunk],
    rows: Sequence[tuple[Ints, Ints]],
    signs: Sequence[Chunk | None] = (),
) -> Card:
    """The card that begins at `x0`, with its title, and the glyphs of each label and its value.

    `signs` are what stands over or beside the title without a label: a number, a status.
    """
    g = page.glyphs
    rows = [*((c.glyphs[:0], c.glyphs) for c in signs if c), *rows]
    lines = [np.concatenate([c.glyphs for c in title])] if title else []
    every = np.concatenate([*lines, *(part for row in rows for part in row)])
    box = g.box(every[g.ink[every]])
    edge = min(x0, box.x0) + INDENT  # labels of the next page's part of a card may be longer
    ys: list[float] = []
    for own in (*lines, *(head if len(head) else value for head, value in rows)):
        ys.append(max(float(g.top[own].min()), ys[-1] + LEAST if ys else 0.0))  # labels may be level
    ys.append(max(box.bottom, ys[-1] + LEAST))
    cells = [GridCell(0, 0, 1, 2, _box(page, own, box.x0, box.x1), own) for own in lines]
    for n, (head, value) in enumerate(rows, len(lines)):
        inked = value[g.ink[value]]
        own = g.box(inked) if len(inked) else Box(edge, ys[n], box.x1, ys[n + 1])
        label = g.box(head) if len(head) else own._replace(x1=own.x0)
        own = _with_sign(page, own, label)
        cells += [GridCell(n, 0, 1, 1, label, head), GridCell(n, 1, 1, 1, own, value)]
    xs = (min(x0, box.x0), edge, max(box.x1, edge + 1))
    return Card(Grid(page.number, "flow", box, xs, tuple(ys), cells, labelled=True), every)


def with_text(page: Page, card: Card, text: Ints) -> Card:
    """The card with a text (glyphs) below its values that no label names, as a row more."""
    grid, box = card.grid, page.glyphs.box(text[page.glyphs.ink[text]])
    n, bottom = len(grid.ys) - 1, max(box.bottom, grid.ys[-1] + LEAST)
    cells = [GridCell(n, 0, 1, 1, box._replace(x1=box.x0), text[:0]), GridCell(n, 1, 1, 1, box, text)]
    around = grid.box.union(box)
    xs = (min(grid.xs[0], box.x0), grid.xs[1], max(grid.xs[2], box.x1))
    more = replace(grid, box=around, xs=xs, ys=(*grid.ys, bottom), cells=[*grid.cells, *cells])
    return replace(card, grid=more, glyphs=np.concatenate([card.glyphs, text]))


def _with_sign(page: Page, value: Box, label: Box) -> Box:
    """The box of a value with the coloured sign that stands between its label and its words: `Status: (red) Late`."""
    signs = [
        f.box
        for f in (*page.fills, *page.marks)
        if label.x1 < f.box.x0
        and f.box.x_mid < value.x0
        and label.top < f.box.y_mid < label.bottom
        and f.box.height < SIGN
    ]
    return value._replace(x0=min([value.x0, *(b.x0 for b in signs)]))


def _box(page: Page, glyphs: Ints, x0: float, x1: float) -> Box:
    return page.glyphs.box(glyphs)._replace(x0=x0, x1=x1)
