"""Themes and headings over the tables of a plan: what a plan announces between its tables, and for which of them."""

import math
from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from extractors.grids.pagetable import PageTable
from extractors.headings.headers import names_rows
from extractors.headings.totals import sums_up
from extractors.layout import Layout, Understanding
from extractors.page import Box
from extractors.plans.statements import block_cell, theme_of
from extractors.printed.prose import Paragraph, paragraphs_of, segments_of
from extractors.table import PLAN_KINDS, Piece, TableCell, ThemeStatement

# A heading this much larger than the theme's own ends the theme: a new section begins.
LARGER = 1.04
# A heading right above a table begins at most this many points above it.
NEAR = 60.0
# Headings of columns stand on one line: their tops differ by less than this many points.
LEVEL = 3.0


@dataclass(frozen=True)
class Announcement:
    """A theme, or a heading that ends one, with its place in reading order: page, part of the page, and y."""

    place: tuple[int, int, float]
    theme: ThemeStatement | None
    size: float
    cell: TableCell


def prose_blocks(seen: Layout) -> list[Paragraph]:
    """The paragraphs outside tables, page by page, without furniture."""
    return [
        block
        for number in sorted(seen.loose)
        for block in paragraphs_of([s for s in seen.loose[number] if id(s) not in seen.furniture])
    ]


def cell_blocks(seen: Layout, others: list[Understanding]) -> list[Paragraph]:
    """The paragraphs inside the cells of tables that are no plan tables, cell by cell."""
    pages = {p.number: p for p in seen.pages}
    return [
        block
        for u in others
        for part in u.table.parts
        for cell in part.grid.cells
        for block in paragraphs_of(segments_of(pages[part.page], cell.glyphs), in_cell=True)
    ]


def _last_bands(seen: Layout) -> list[Paragraph]:
    """The bands below all other rows of a plan's tables, as paragraphs: they name what stands below the table.

    A painted strip that begins the next part of the page closely below a grid is read as its last row: the next five
    tables, of two priorities, were put under the priority before theirs.
    """
    pages = {p.number: p for p in seen.pages}
    found: list[Paragraph] = []
    for u in (u for u in seen.tables if u.known.kind in PLAN_KINDS):
        for row in takewhile(lambda r: r.band, reversed(u.table.rows)):
            texts = [c.text for c in row.cells.values() if c.text]
            if len(texts) != 1 or not names_rows(texts[0]) or sums_up(texts):
                continue
            piece = next(c.pieces[-1] for c in row.cells.values() if c.text)
            page = pages[piece.page]
            found += paragraphs_of(segments_of(page, np.flatnonzero(page.glyphs.inside(Box(*piece[1:])))), in_cell=True)
    return found


def announcements_of(prose: list[Paragraph], others: list[Understanding], seen: Layout) -> list[Announcement]:
    """Themes and headings that may end them, in reading order: headings in prose, bands over boxes, cells of boxes."""
    # weighed by letter: a plan of tables may have more headings than lines of prose
    sizes = sorted(s.size for b in prose for s in b.segments for _ in s.text)
    body = sizes[len(sizes) // 2] if sizes else 0.0
    found: list[Announcement] = []
    bands = _last_bands(seen)
    for block in map(_bold_lines, (*prose, *bands)):
        first = block.segments[0]
        theme = theme_of(block, seen.hyphens)
        named = theme and (block in bands or _heads_table(block, seen))
        if not (first.bold or first.size > body * LARGER or named):
            continue
        found.append(
            Announcement(seen.place_of(block.page, block.box), theme, first.size, block_cell(block, seen.hyphens))
        )
    for block in cell_blocks(seen, others):
        theme = theme_of(block, seen.hyphens)
        if theme:
            place = seen.place_of(block.page, block.box)
            found.append(Announcement(place, theme, block.segments[0].size, theme.cell))
    return sorted(found, key=lambda a: a.place)


def _bold_lines(block: Paragraph) -> Paragraph:
    """A paragraph, or of a heading that a sentence in plain letters follows closely, the heading alone."""
    bold = list(takewhile(lambda s: s.bold, block.segments))
    plain = block.segments[len(bold) :]
    ended = bool(bold) and bold[-1].text.endswith((".", ":", ";", ","))
    sentence = bool(plain) and plain[0].text[:1].isupper() and plain[-1].text.endswith(".")
    return Paragraph(tuple(bold)) if bold and sentence and not ended and not any(s.bold for s in plain) else block


def _heads_table(block: Paragraph, seen: Layout) -> bool:
    """Whether a paragraph stands right above a table and is no sentence: not every font names its bold face.

    In a picture, where bold letters are hard to tell, a sentence may do so as well.
    """
    scanned = any(page.number == block.page and page.scanned for page in seen.pages)
    if not scanned and block.segments[-1].text.endswith((".", ":", ";", ",")):
        return False
    place = Piece(block.page, *block.box)
    return any(stands_over(place, part, seen) < NEAR for u in seen.tables for part in u.table.parts)


def theme_above(u: Understanding, announcements: list[Announcement]) -> TableCell | None:
    """The theme announced last before the table, unless a larger heading, or themes side by side, came since."""
    part = u.table.parts[0]
    before = [a for a in announcements if a.place < (part.page, part.grid.part, part.grid.box.top)]
    for n, a in enumerate(reversed(before)):
        if a.theme is None:
            continue
        later = before[len(before) - n :]
        if any(o.size > a.size * LARGER for o in later):
            return None
        beside = [
            o
            for o in before
            if o.theme and o is not a and abs(o.place[2] - a.place[2]) < LEVEL and o.place[:2] == a.place[:2]
        ]
        return None if beside else a.theme.cell
    return None


def stands_over(piece: Piece, table: PageTable, seen: Layout) -> float:
    """How many points a text begins above a table, on its page and not in another column of it; infinite elsewhere."""
    box = table.grid.box
    above = box.top - piece.top
    if piece.page != table.page or above <= 0:
        return math.inf
    same = seen.place_of(piece.page, Box(*piece[1:]))[1] == table.grid.part
    return above if same or (piece.x0 < box.x1 and piece.x1 > box.x0) else math.inf
