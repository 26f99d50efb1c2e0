"""Which pages are pictures, and their reading: the only door to what OCR needs, opened when there is a picture."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from extractors.page import Page

# A page is a picture when pictures cover this part of it and nothing visible is written on it.
COVERED = 0.6
# Drawn letters: a page without any text and at least so many drawn shapes has its text as outlines.
OUTLINES = 300


def is_picture(page: Page) -> bool:
    """Whether what a person reads on `page` is a picture: no visible text, and a picture (or outlines) instead."""
    g = page.glyphs
    if bool((g.ink & ~g.invisible).any()):
        return False
    area = page.width * page.height
    covered = sum(box.width * box.height for box in page.images)
    return covered >= COVERED * area > 0 or len(page.marks) + len(page.fills) >= OUTLINES


def read_pictures(path: Path, pages: list[Page], progress: Callable[[int, int], None] | None = None) -> list[Page]:
    """`pages` with those that are pictures read, side by side. `progress` is told pages done and pages in all."""
    wanted = [n for n, page in enumerate(pages) if is_picture(page)]
    if not wanted:
        return pages
    from extractors.ocr import Seen, look, page_of, settled

    result = list(pages)
    done = len(pages) - len(wanted)
    with ThreadPoolExecutor(max_workers=min(len(wanted), os.cpu_count() or 1)) as pool:
        looks: list[Seen] = []
        for seen in pool.map(lambda n: look(path, pages[n]), wanted):
            looks.append(seen)
            done += 1
            if progress:
                progress(done, len(pages))
    for n, seen in zip(wanted, settled(looks), strict=True):
        result[n] = page_of(seen, pages[n])
    return result
