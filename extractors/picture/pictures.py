"""Which pages are pictures, or hold some, and their reading: the only door to what OCR needs, opened when need be."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

import pypdfium2.raw as raw

from extractors.page import Box, Page
from extractors.pdf.letters import untold
from extractors.pdf.limits import PageLimits
from extractors.pdf.pdfium import open_document, read_pages
from extractors.picture.memory import give_back_early
from extractors.picture.recognised import as_recognised
from extractors.picture.sharing import ManyPictures
from extractors.picture.strokes import Glances, may_hold_lines
from extractors.progress import Progress

if TYPE_CHECKING:
    from extractors.picture.look import Seen, Shelf

    # What is seen in the pictures of a page, in their order, by the page's number; None where nothing is written.
    Looks: TypeAlias = Mapping[int, Sequence[Seen | None]]

# A page is a picture when pictures cover this part of it and nothing visible is written on it.
COVERED = 0.6
# A few words may be stamped on it all the same, as agenda packs do: a page's number, the name of an appendix.
STAMPED = 120
# Drawn letters: a page without any text and at least so many drawn shapes has its text as outlines.
OUTLINES = 300
# A page whose matrix differs by less than this from that of an upright one lies as it is displayed.
LEANS = 0.01
# In points: a picture on a page of text that is smaller than this holds no table.
WIDEST_LOGO, HIGHEST_LOGO = 150.0, 60.0


class _Part(NamedTuple):
    """What is to be looked at: the page at this place of the document, or only `inset`, a part of it.

    `perhaps` says that there may be no writing in the picture; `box` is where the picture lies.
    """

    place: int
    page: Page
    box: Box
    inset: bool = False
    perhaps: bool = False


def is_picture(page: Page) -> bool:
    """Whether what a person reads on `page` is a picture: no visible text, and a picture (or outlines) instead.

    Text whose letters no font tells is one as well. Invisible text over a picture is what a recogniser left there: the
    picture is read all the same.
    """
    if bool(page.glyphs.ink.any()):
        return False
    return page.letterless or _is_covered(page) or len(page.marks) + len(page.fills) >= OUTLINES


def read_pictures(
    path: Path,
    pages: list[Page],
    progress: Progress | None = None,
    shelf: "Shelf | None" = None,
    *,
    most: int | None = None,
    looks: "Looks | None" = None,
) -> list[Page]:
    """`pages` with those that are pictures, and the pictures of tables on others, read.

    `progress` is told how many of them are left; what is read is kept on the `shelf`, page by page as it is done.
    `looks` holds what others have seen already (`look_at_pages`). Without it, raises ManyPictures where more than
    `most` pages have pictures to look at.
    """
    result, parts = _pictures(path, _with_told_letters(path, pages))
    if not parts:
        return result
    from extractors.picture.inset import alone, with_inset
    from extractors.picture.ocr import pages_of

    if looks is None:
        numbers = tuple(dict.fromkeys(part.page.number for part in parts))
        if most is not None and len(numbers) > most:
            raise ManyPictures(len(pages), numbers)
        looks = _look_at(path, parts, len(pages), progress, shelf)
    seen = [seen for number in dict.fromkeys(part.page.number for part in parts) for seen in looks[number]]
    written = [(part, look) for part, look in zip(parts, seen, strict=True) if look is not None]
    shown = [alone(part.page, part.box) if part.inset else part.page for part, _ in written]
    for (part, _), read in zip(written, pages_of([look for _, look in written], shown), strict=True):
        result[part.place] = with_inset(result[part.place], read, part.box) if part.inset else _drawn(part.page, read)
    return result


def _drawn(page: Page, read: Page) -> Page:
    """The page as `read` from its picture, with its own lines and paint where only its letters had to be read."""
    leans = [abs(a - 1) + abs(b) + abs(d) + abs(e - 1) for a, b, _, d, e, _ in (s.matrix for s in read.straightened)]
    if not page.letterless or max(leans, default=0.0) > LEANS or not (page.rulings or page.fills):
        return read
    return replace(read, rulings=page.rulings, fills=page.fills, marks=page.marks, colourless=False)


def look_at_pages(
    path: Path,
    numbers: tuple[int, ...],
    progress: Progress | None = None,
    shelf: "Shelf | None" = None,
    limits: PageLimits | None = None,
) -> "Looks":
    """What is seen in the pictures of the pages `numbers` of `path`, whatever stands on its other pages.

    Raises a `DocumentError` as `read_pages` does.
    """
    pages = read_pages(path, numbers=numbers, limits=limits)
    if any(untold(page) is not None for page in pages):
        # one page may be told by what is read on the others
        every = _with_told_letters(path, read_pages(path, limits=limits))
        pages = [page for page in every if page.number in numbers]
    pages, parts = _pictures(path, pages)
    return _look_at(path, parts, len(pages), progress, shelf)


def _with_told_letters(path: Path, pages: list[Page]) -> list[Page]:
    if all(untold(page) is None for page in pages):
        return pages
    from extractors.picture.alphabets import with_told_letters

    return with_told_letters(path, pages)


def _pictures(path: Path, pages: Sequence[Page]) -> tuple[list[Page], list[_Part]]:
    """`pages` with what recognisers wrote told from their own text, and what is to be looked at on them."""
    glances = Glances(path)
    told: list[Page] = []
    found: list[_Part] = []
    for place, read in enumerate(pages):
        page = as_recognised(glances, read, covered=_is_covered(read))
        told.append(page)
        for part in _parts(path, place, page):
            box = part.box if part.inset else None
            if not part.perhaps or may_hold_lines(glances, page.number, box):
                found.append(part)
    return told, found


def _look_at(
    path: Path, parts: Sequence[_Part], pages: int, progress: Progress | None, shelf: "Shelf | None"
) -> "Looks":
    """What is seen in the parts; `progress` is told how many `pages` are done.

    One is looked at after the other, its lines on all cores: two pages of 300 dpi at once took 750 MB. Whoever has many
    pages shares them among processes (`most` of `read_pictures`).
    """
    give_back_early()
    left = {part.place for part in parts}
    looks: dict[int, list[Seen | None]] = {part.page.number: [] for part in parts}
    if progress:
        progress(pages - len(left), pages, len(left))
    for part in parts:
        looks[part.page.number].append(_look(path, shelf, part))
        left.discard(part.place)
        if progress:
            progress(pages - len(left), pages, len(left))
    return looks


def _parts(path: Path, place: int, page: Page) -> Sequence[_Part]:
    whole = Box(0.0, 0.0, page.width, page.height)
    if is_picture(page) or _hides_its_text(path, page):
        return [_Part(place, page, whole)]
    if _is_covered(page) and _visible(page, whole) <= STAMPED:
        return [_Part(place, page, whole, perhaps=True)]
    # those on a page that was turned lie elsewhere in the file
    boxes = [_clipped(box, page) for box in page.images if not page.straightened]
    large = [b for b in boxes if b.width >= WIDEST_LOGO and b.height >= HIGHEST_LOGO]
    # A picture with much text over it is a background.
    return [_Part(place, page, b, inset=True, perhaps=True) for b in large if _visible(page, b) <= STAMPED]


def _look(path: Path, shelf: "Shelf | None", part: _Part) -> "Seen | None":
    """What is seen in a part; None where there are no lines of text in it."""
    from extractors.picture.inset import alone, is_written, picture_of
    from extractors.picture.look import look, look_at

    if not part.perhaps:
        return look(path, part.page, shelf)
    picture = picture_of(path, part.page, part.box)
    if not is_written(picture):
        return None
    return look_at(picture, alone(part.page, part.box), shelf) if part.inset else look(path, part.page, shelf)


def _visible(page: Page, box: Box) -> int:
    """How many visible letters lie in `box`."""
    g = page.glyphs
    inside = (g.x_mid >= box.x0) & (g.x_mid <= box.x1) & (g.y_mid >= box.top) & (g.y_mid <= box.bottom)
    return int((g.ink & inside).sum())


def _clipped(box: Box, page: Page) -> Box:
    return Box(max(box.x0, 0.0), max(box.top, 0.0), min(box.x1, page.width), min(box.bottom, page.height))


def _is_covered(page: Page) -> bool:
    area = page.width * page.height
    return sum(box.width * box.height for box in page.images) >= COVERED * area > 0


def _hides_its_text(path: Path, page: Page) -> bool:
    """Whether a picture was drawn over all the text: some recognisers write their text visibly, and then cover it."""
    if not _is_covered(page):
        return False
    with open_document(path) as document, closing(document[page.number - 1]) as loaded:
        count = cast("int", raw.FPDFPage_CountObjects(loaded))
        kinds = [raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(loaded, i)) for i in range(count)]
    texts = [i for i, kind in enumerate(kinds) if kind == raw.FPDF_PAGEOBJ_TEXT]
    pictures = [i for i, kind in enumerate(kinds) if kind == raw.FPDF_PAGEOBJ_IMAGE]
    return bool(texts and pictures) and max(texts) < min(pictures)
