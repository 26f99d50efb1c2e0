"""How well what stands in a cell can be read: a picture's letters, signs that no font names, texts of two columns."""

import unicodedata
from typing import NamedTuple

import numpy as np

from extractors.confidence.fitted import fitted
from extractors.grids.grid import Grid, GridCell
from extractors.page import UNKNOWN, Box, Floats, Glyphs, Ints, Note, Page

# Something unread must lie in a cell by this part to be the cell's, so that it may be two neighbours'.
WITHIN = 0.34
# Texts of one level have baselines this near, and belong to two columns where they are further apart than this (both in
# font sizes); a list's number, which stands apart, is at most so long.
LEVEL, APART, MARKER = 0.4, 2.0, 4
# The recogniser says nothing of a cell in which nothing is written: it is as sure as the surest of words.
NOTHING_WRITTEN = 0.99999
# Raised figures that stand alone in a cell are marks of a font of signs, too.
RAISED = "¹²³"
# A text of so many characters is a status letter or a word for one, not an entry of the legend.
LETTERS = 10


class Sureness(NamedTuple):
    """The recogniser's chance that a cell's letters are right (0 to 1), and a flag with its detail, if one is due."""

    chance: float
    flag: str | None = None
    detail: str | None = None


def is_mere_accent(text: str) -> bool:
    """Whether a text is nothing but accents or raised figures: what fonts of signs give whose letters nobody mapped."""
    return bool(text) and all((unicodedata.category(ch) == "Sk" and ch not in "^`") or ch in RAISED for ch in text)


def is_unread_in(place: Box, cell: Box) -> bool:
    """Whether a place that could not be read is a cell's."""
    return place.overlap(cell) >= WITHIN * place.width * place.height


def sureness_of(page: Page, grid: Grid, cell: GridCell) -> Sureness | None:
    """What speaks against the cell where it was read from a picture, or is one; None where neither is so."""
    g = page.glyphs
    if not (page.scanned or page.unread or page.notes or g.confidence is not None or _has_odd_letters(g)):
        return None
    x, y = (cell.box.x0 + cell.box.x1) / 2, (cell.box.top + cell.box.bottom) / 2
    inked = cell.glyphs[g.ink[cell.glyphs]]
    text = g.string(inked)
    if UNKNOWN in text:
        return Sureness(0.0, "unread_ink", "its font does not say which letters are printed")
    if is_mere_accent(text):
        return Sureness(0.0, "unread_ink", f"its font gives {text} where a sign is printed")
    unread = sum(is_unread_in(place, cell.box) for place in page.unread)
    chances = np.ones(1) if g.confidence is None else g.confidence[cell.glyphs]
    chance = float(np.prod(chances)) if len(chances) else NOTHING_WRITTEN
    if not any(part.contains(x, y) for part in page.scanned):
        if unread and not len(inked):
            return Sureness(0.0, "unread_ink", "it shows a picture without colour")
        if note := _open_note(page, cell):
            return Sureness(chance, note.flag, note.detail)
        # the letters of a font that names none were told by what they look like
        return _illegible(g, cell.glyphs, chances, chance) if len(inked) else None
    if page.colourless and cell.fill and not len(inked):
        return Sureness(chance, "grey_scan", "it is filled, and a grey picture does not tell with which colour")
    if len(inked) and 1 < cell.column_span < grid.columns and cell.row:
        return Sureness(
            chance, "merged_cells", f"no line is seen between the {cell.column_span} columns that it covers"
        )
    if cell.row_span > 1 and len(np.unique(np.searchsorted(grid.ys, g.y_mid[inked]))) > 1:
        return Sureness(chance, "merged_cells", f"no line is seen between the {cell.row_span} rows that it covers")
    if _side_by_side(page, inked):
        return Sureness(chance, "merged_cells", "two texts stand side by side in it, as those of two columns do")
    if unread:
        return Sureness(chance, "unread_ink", f"{unread} of its places are written on but not legible")
    if note := _open_note(page, cell):
        return Sureness(chance, note.flag, note.detail)
    return _illegible(g, cell.glyphs, chances, chance) or Sureness(chance)


def _open_note(page: Page, cell: GridCell) -> Note | None:
    """The first note on a place in the cell that says why it is in doubt."""
    return next((n for n in page.notes_in(cell.box) if n.flag), None)


def _has_odd_letters(g: Glyphs) -> bool:
    """Whether any glyph is unknown, or an accent or raised figure by itself: next to no page has one."""
    known: bool | None = g.memo.get("odd letters")
    if known is None:
        known = g.memo["odd letters"] = any(UNKNOWN in text or is_mere_accent(text[:1]) for text in set(g.text))
    return known


def _illegible(g: Glyphs, index: Ints, chances: Floats, chance: float) -> Sureness | None:
    """What is said of a cell whose letters `index`, each with its chance, are not sure enough; None where they are."""
    if chance == 1 or not fitted().is_illegible(chance):
        return None
    worst = g.string(index[np.argsort(chances, kind="stable")[:3]])
    return Sureness(chance, "ocr_doubt", f"least sure of {worst!r}")


def _side_by_side(page: Page, inked: Ints) -> bool:
    """Whether a line of a cell has a gap as between columns, and more than a list's number or a sign before it."""
    g = page.glyphs
    for line in np.unique(g.order[inked]) if len(inked) else ():
        # What one look at a line gave lies on it from left to right; two such lines may stand on one level.
        mine = inked[g.order[inked] == line]
        beside = inked[np.abs(g.baseline[inked] - g.baseline[mine[0]]) < LEVEL * g.size[mine[0]]]
        beside = beside[np.argsort(g.x0[beside], kind="stable")]
        gaps = g.x0[beside[1:]] - g.x1[beside[:-1]]
        if (gaps[MARKER:] > APART * g.size[mine[0]]).any():
            return True
    return False


def colour_of(page: Page, cell: GridCell, text: str) -> str | None:
    """The cell's fill as far as it can tell anything.

    In a picture without colour the shade behind a status letter would only contradict it.
    """
    x, y = (cell.box.x0 + cell.box.x1) / 2, (cell.box.top + cell.box.bottom) / 2
    if page.colourless and 0 < len(text) <= LETTERS and any(part.contains(x, y) for part in page.scanned):
        return None
    return cell.fill
