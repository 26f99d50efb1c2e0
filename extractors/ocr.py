"""A page that is a picture, as a `Page`: what was seen in it stands there as if it had been printed.

Everything is in points of the page put upright and straight, origin at the top left.
"""

import re
from dataclasses import replace

from extractors.page import Box, Page, Straightened
from extractors.picture.glyphs import make_glyphs
from extractors.picture.look import Seen
from extractors.picture.shapes import told_by_shape
from extractors.picture.spelling import settle


def settled(looks: list[Seen], pages: list[Page]) -> list[Seen]:
    """What was seen on `pages` of a document, confusable letters settled.

    By the words of all the pages, and by those of the text layers that another recogniser left there.
    """
    layers = [frozenset(re.findall(r"[A-Za-z]{3,}", "".join(page.glyphs.text))) for page in pages]
    lines = settle([told_by_shape(seen.lines) for seen in looks], layers)
    return [replace(seen, lines=mine) for seen, mine in zip(looks, lines, strict=True)]


def page_of(seen: Seen, page: Page) -> Page:
    """`page` with what was seen in its picture."""
    whole = Box(0, 0, seen.width, seen.height)
    return replace(
        page,
        width=seen.width,
        height=seen.height,
        rotation=(page.rotation + seen.turned) % 360,
        glyphs=make_glyphs(list(seen.lines), seen.per_point),
        rulings=seen.rulings,
        fills=seen.fills,
        marks=seen.marks,
        tags=(),
        scanned=(whole,),
        unread=seen.unread,
        colourless=seen.grey,
        straightened=(Straightened(whole, seen.to_page),),
    )
