"""What a person should know of the pages of a document, in one line for what many of them share."""

from collections.abc import Sequence

import numpy as np

from extractors.page import UNKNOWN, Page
from extractors.pagelists import page_list

# Fewer characters of a whole document than this off its pages are a letter that a wide margin pushed over an edge.
FEWEST_OFF = 3


def page_warnings(pages: Sequence[Page]) -> tuple[str, ...]:
    """What is told of each page, and on which of them text is cut off or fonts do not say which letters they print."""
    told = tuple(warning for page in pages for warning in page.warnings)
    letterless = [page.number for page in pages if page.letterless]
    if letterless:
        told = (*told, f"{page_list(letterless)}: read as pictures, since the fonts do not tell what they print")
    told_by_shape = [page.number for page in pages if page.glyphs.confidence is not None and not page.scanned]
    if told_by_shape:
        told = (*told, f"{page_list(told_by_shape)}: letters that no font names were told from what they look like")
    cut = {page.number: count for page in pages if (count := _off_the_page(page))}
    if sum(cut.values()) >= FEWEST_OFF:
        told = (
            *told,
            f"{page_list(list(cut))}: {sum(cut.values()):,} characters lie off the page, look for what is cut off",
        )
    unknown = {page.number: count for page in pages if (count := page.glyphs.text.count(UNKNOWN))}
    if not unknown:
        return told
    letters = f"{sum(unknown.values()):,} characters" if sum(unknown.values()) > 1 else "a character"
    return (*told, f"{page_list(list(unknown))}: the font of {letters} does not say which letters they are")


def _off_the_page(page: Page) -> int:
    """How many inked glyphs nobody sees on paper: their middles lie outside the page."""
    g = page.glyphs
    outside = (g.x_mid < 0) | (g.x_mid > page.width) | (g.y_mid < 0) | (g.y_mid > page.height)
    return int(np.count_nonzero(g.ink & outside))
