"""A page that is a picture, as a `Page`: what was seen in it stands there as if it had been printed.

Everything is in points of the page put upright and straight, origin at the top left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from extractors.page import Box, Note, Page, Straightened
from extractors.picture.codes import settle_codes
from extractors.picture.glyphs import make_glyphs
from extractors.picture.layer import Rival, compare
from extractors.picture.lines import ReadLine
from extractors.picture.look import Seen
from extractors.picture.shapes import told_by_shape
from extractors.picture.spelling import is_word, own_words, settle

# In parts of a line's height: a ruling this far from its top and its bottom runs through its letters, and is no
# underline; it must do so for this part of the line.
THROUGH, ALONG = 0.3, 0.5


def pages_of(looks: Sequence[Seen], pages: Sequence[Page]) -> list[Page]:
    """`pages` of a document with what was seen in their pictures.

    Confusable letters are settled by their shapes, by the words of all the pages, and by the text layers that another
    recogniser left there.
    """
    settled = settle_codes(settle([told_by_shape(seen.lines) for seen in looks]))
    known = partial(is_word, own=own_words(line for lines in settled for line in lines))
    compared = [compare(lines, seen.layer, known) for lines, seen in zip(settled, looks, strict=True)]
    return [_page(s, p, *told) for s, p, told in zip(looks, pages, compared, strict=True)]


def _page(seen: Seen, page: Page, lines: Sequence[ReadLine], rivals: Sequence[Rival]) -> Page:
    whole = Box(0, 0, seen.width, seen.height)
    return replace(
        page,
        width=seen.width,
        height=seen.height,
        rotation=(page.rotation + seen.turned) % 360,
        glyphs=make_glyphs(list(lines), seen.per_point),
        rulings=seen.rulings,
        fills=seen.fills,
        marks=seen.marks,
        tags=(),
        scanned=(whole,),
        unread=tuple(u for u in seen.unread if not any(_covers(line, u, seen.per_point) for line in lines)),
        colourless=seen.grey,
        straightened=(Straightened(whole, seen.to_page),),
        notes=(*_mended(lines, seen.per_point), *_open(rivals, seen.per_point), *_struck(seen, lines)),
    )


def _covers(line: ReadLine, place: Box, per_point: float) -> bool:
    """Whether a line, perhaps one of the text layer, lies where nothing could be read at first."""
    x, y = (place.x0 + place.x1) / 2 * per_point, (place.top + place.bottom) / 2 * per_point
    return line.box[0] <= x <= line.box[2] and line.box[1] <= y <= line.box[3]


def _mended(lines: Sequence[ReadLine], per_point: float) -> Iterator[Note]:
    for line in lines:
        for char in line.chars:
            if char.mended:
                x0, x1 = (line.box[0], line.box[2]) if line.turn else (char.x0, char.x1)
                yield Note(_points((x0, line.box[1], x1, line.box[3]), per_point), "ocr_letters")


def _open(rivals: Sequence[Rival], per_point: float) -> Iterator[Note]:
    for rival in rivals:
        place = _points(rival.box, per_point)
        read, other = (rival.theirs, rival.ours) if rival.taken else (rival.ours, rival.theirs)
        whose = "the picture" if rival.taken else "the PDF's text layer"
        detail = f"{read!r} is {other!r} in {whose}" if other else f"{read!r} is not in {whose}"
        yield Note(place, "text_layer" if rival.taken else None, flag="layer_differs", detail=detail)


def _struck(seen: Seen, lines: Sequence[ReadLine]) -> Iterator[Note]:
    """Notes above and below a ruling that runs through letters: whose they are, no picture says."""
    level = [r for r in seen.rulings if r.horizontal]
    for line in lines:
        box = _points(line.box, seen.per_point)
        for ruling in level:
            inside = box.top + THROUGH * box.height < ruling.at < box.bottom - THROUGH * box.height
            if inside and min(ruling.end, box.x1) - max(ruling.start, box.x0) > ALONG * box.width:
                for top, bottom in ((box.top, ruling.at), (ruling.at, box.bottom)):
                    detail = "a line runs through letters that may be another row's"
                    yield Note(Box(box.x0, top, box.x1, bottom), flag="struck_through", detail=detail)


def _points(box: tuple[float, float, float, float], per_point: float) -> Box:
    x0, top, x1, bottom = (v / per_point for v in box)
    return Box(x0, top, x1, bottom)
