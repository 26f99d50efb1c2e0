"""Text that another recogniser wrote, visibly or not: it is the page's text layer, and its picture is what counts.

Most write invisibly over the picture. Some write visibly over it, letter upon letter; Acrobat's ClearScan cuts the
picture into letters of fonts of its own and writes with them what it took them for, right or wrong.
"""

import re
from dataclasses import replace

import numpy as np

from extractors.page import Glyphs, Page
from extractors.picture.strokes import Glances, strokes_in

# Fonts without outlines (Tesseract and OCRmyPDF; Adobe Acrobat), and those that ClearScan makes of letters it has seen.
UNSEEN_FONTS = ("GlyphLessFont", "HiddenHorzOCR")
_CLEARSCAN = re.compile(r"Fd\d{3,}(?:-|$)")
# A picture shows the letters that are written over it when it has so many pixels of strokes' ends, the first part of
# them at least near the letters, so many times as many as chance would have it (no more than the last part is asked
# for), and some near this part of the letters.
FEWEST, NEAR, CHANCE, MOST, UNDER = 2000, 0.5, 1.6, 0.9, 0.7
# How far around a letter, in points, its picture may lie.
ASTRAY = 2.0


def as_recognised(glances: Glances, page: Page, *, covered: bool) -> Page:
    """`page` with what a recogniser wrote as its text layer; as it is where none did.

    `glances` look at the page's file; `covered` says that pictures lie under nearly all of the page.
    """
    g = page.glyphs
    if not len(g):
        return page
    names = [name.split("+")[-1] for name in g.fonts]
    unseen = np.isin(g.font, [n for n, name in enumerate(names) if name.startswith(UNSEEN_FONTS)])
    cut = np.isin(g.font, [n for n, name in enumerate(names) if _CLEARSCAN.match(name)])
    if cut.any():
        return replace(page, glyphs=g.take(~(unseen | cut)), layer=g.take(unseen | cut), letterless=True)
    if covered and bool((g.ink & ~unseen).any()) and _is_under(glances, page.number, g.take(g.ink & ~unseen)):
        unseen = np.ones(len(g), dtype=np.bool_)
    return replace(page, glyphs=g.take(~unseen), layer=g.take(unseen)) if unseen.any() else page


def _is_under(glances: Glances, number: int, g: Glyphs) -> bool:
    """Whether the page's pictures show the visible letters `g` where these are written."""
    pixels, scale = glances.pixels(number)
    edges = np.stack([g.x0 - ASTRAY, g.top - ASTRAY, g.x1 + ASTRAY, g.bottom + ASTRAY], axis=1) * scale
    letters: list[list[int]] = np.maximum(np.rint(edges), 0).astype(np.int64).tolist()
    near = np.zeros((max(len(pixels) - 1, 0), pixels.shape[1]), dtype=np.bool_)
    for x0, top, x1, bottom in letters:
        near[top:bottom, x0:x1] = True
    # first where the letters are, since most covers show none there
    rows = np.flatnonzero(near.any(axis=1))
    if not len(rows):
        return False
    rows = np.union1d(rows, rows + 1)
    strokes = np.zeros(pixels.shape[:2], dtype=np.bool_)
    strokes[rows] = strokes_in(pixels[rows])
    ends = strokes[1:] != strokes[:-1]
    if sum(bool(ends[top:bottom, x0:x1].any()) for x0, top, x1, bottom in letters) < UNDER * len(g):
        return False
    strokes = strokes_in(pixels)
    ends = strokes[1:] != strokes[:-1]
    count = int(np.count_nonzero(ends))
    part = int(np.count_nonzero(ends & near)) / max(count, 1)
    return count >= FEWEST and part >= max(NEAR, min(CHANCE * float(near.mean()), MOST))
