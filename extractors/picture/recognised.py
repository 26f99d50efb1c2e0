"""Text that another recogniser wrote, visibly or not: it is the page's text layer, and its picture is what counts.

Most write invisibly over the picture. Some write visibly over it, letter upon letter; Acrobat's ClearScan cuts the
picture into letters of fonts of its own and writes with them what it took them for, right or wrong.
"""

import re
from dataclasses import replace

import numpy as np

from extractors.page import Glyphs, Page
from extractors.picture.strokes import Glances

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
    strokes, scale = glances.strokes(number)
    ends = strokes[1:] != strokes[:-1]
    near = np.zeros(ends.shape, dtype=np.bool_)
    under = 0
    edges = np.stack([g.x0 - ASTRAY, g.top - ASTRAY, g.x1 + ASTRAY, g.bottom + ASTRAY], axis=1) * scale
    for x0, top, x1, bottom in np.maximum(np.rint(edges), 0).astype(np.int64).tolist():
        near[top:bottom, x0:x1] = True
        under += bool(ends[top:bottom, x0:x1].any())
    count = int(np.count_nonzero(ends))
    part = int(np.count_nonzero(ends & near)) / max(count, 1)
    return count >= FEWEST and part >= max(NEAR, min(CHANCE * float(near.mean()), MOST)) and under >= UNDER * len(g)
