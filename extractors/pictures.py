"""Which pages are pictures, and their reading: the only door to what OCR needs, opened when there is a picture."""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2.raw as raw

from extractors.page import Page
from extractors.pdfium import open_document
from extractors.progress import Progress

if TYPE_CHECKING:
    from extractors.picture.look import Shelf

# A page is a picture when pictures cover this part of it and nothing visible is written on it.
COVERED = 0.6
# Drawn letters: a page without any text and at least so many drawn shapes has its text as outlines.
OUTLINES = 300


def is_picture(page: Page) -> bool:
    """Whether what a person reads on `page` is a picture: no visible text, and a picture (or outlines) instead.

    Invisible text over a picture is what a recogniser left there: the picture is read all the same.
    """
    g = page.glyphs
    if bool((g.ink & ~g.invisible).any()):
        return False
    return _is_covered(page) or len(page.marks) + len(page.fills) >= OUTLINES


def read_pictures(
    path: Path, pages: list[Page], progress: Progress | None = None, shelf: "Shelf | None" = None
) -> list[Page]:
    """`pages` with those that are pictures read, side by side.

    `progress` is told how many of them are left; what is seen is kept on the `shelf`, page by page as it is done.
    """
    wanted = [n for n, page in enumerate(pages) if is_picture(page) or _hides_its_text(path, page)]
    if not wanted:
        return pages
    from extractors.ocr import pages_of
    from extractors.picture.look import Seen, look

    result = list(pages)
    done = len(pages) - len(wanted)
    looks: list[Seen] = []
    if progress:
        progress(done, len(pages), len(wanted))
    with ThreadPoolExecutor(max_workers=min(len(wanted), os.cpu_count() or 1)) as pool:
        for seen in pool.map(partial(look, path, shelf=shelf), [pages[n] for n in wanted]):
            looks.append(seen)
            done += 1
            if progress:
                progress(done, len(pages), len(pages) - done)
    for n, page in zip(wanted, pages_of(looks, [pages[n] for n in wanted]), strict=True):
        result[n] = page
    return result


def _is_covered(page: Page) -> bool:
    area = page.width * page.height
    return sum(box.width * box.height for box in page.images) >= COVERED * area > 0


def _hides_its_text(path: Path, page: Page) -> bool:
    """Whether a picture was drawn over all the text: some recognisers write their text visibly, and then cover it."""
    if not _is_covered(page):
        return False
    with open_document(path) as document, closing(document[page.number - 1]) as loaded:
        kinds = [
            raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(loaded, i)) for i in range(raw.FPDFPage_CountObjects(loaded))
        ]
    texts = [i for i, kind in enumerate(kinds) if kind == raw.FPDF_PAGEOBJ_TEXT]
    pictures = [i for i, kind in enumerate(kinds) if kind == raw.FPDF_PAGEOBJ_IMAGE]
    return bool(texts and pictures) and max(texts) < min(pictures)
