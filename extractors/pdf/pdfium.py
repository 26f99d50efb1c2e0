"""Reads a PDF's pages into the geometry model with PDFium.

Everything is turned into arrays here so that no later stage crosses the C boundary. Rotation and CropBox are applied
while reading: later stages only see the page as a person does.
"""

from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from ctypes import byref
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.errors import DamagedPdf, EmptyFile, EncryptedPdf, NotAPdf, UnreadableFile
from extractors.page import WHITE, Box, Drawn, Note, Page, PageLink
from extractors.pdf.annotations import Annotated, print_typed_text, read_links
from extractors.pdf.covered import covered
from extractors.pdf.files import size_of
from extractors.pdf.grounds import SMALL, may_be_grounds, picture_grounds, with_seen_colours, without_paper
from extractors.pdf.letters import is_letterless, with_true_letters
from extractors.pdf.limits import PageLimits
from extractors.pdf.marks import Mark, notes_on, read_marks
from extractors.pdf.objects import Transform
from extractors.pdf.overprint import seen
from extractors.pdf.pdfium_paths import Drawings, read_drawings
from extractors.pdf.pdfium_tags import read_tags
from extractors.pdf.pdfium_text import empty_glyphs, read_glyphs
from extractors.pdf.prepared import Prepared, prepared
from extractors.pdf.raised import with_raised_figures
from extractors.pdf.signs import picture_signs, with_signs
from extractors.pdf.turning import quarter_turns, turned_back
from extractors.progress import Progress

# PDF 32000-1 allows the header within the first 1024 bytes (Annex H, note 13).
HEADER_WINDOW = 1024
# Pixels a point, where the page's ground has to be looked at.
GLANCE = 0.5
# Pixels a point, where the colour of a picture of a few points is wanted.
CLOSE_LOOK = 2.0
# Why a cell is in doubt whose row is too low for its lines.
CUT = "lines of its text are cut off at the edge of its row, which is too low for them"
# Pixels a point, where that of something as large as a cell is.
PLAIN_LOOK = 1.0
# PDFium may only be called from one thread at a time, whatever documents they have open: two threads that loaded pages
# of pictures at once ended the process, one time in four of 640 pages each.
_one_at_a_time = RLock()


class _Laid(NamedTuple):
    """What is laid over a page: web links, and marks on its words."""

    links: list[Annotated]
    marks: list[Mark]


@contextmanager
def open_document(path: Path, content: bytes | None = None) -> Generator[pdfium.PdfDocument, None, None]:
    """The opened document, for this thread alone: others wait until it is closed.

    `content` is read in place of what the file holds, where something was taken out of it.
    All that PDFium is asked for must be asked inside, and what it gave be copied before the end. Raises a
    `DocumentError` that says what is wrong with the file.
    """
    with _one_at_a_time, _opened(path, content) as document:
        yield document


@contextmanager
def _opened(path: Path, content: bytes | None) -> Generator[pdfium.PdfDocument, None, None]:
    if not size_of(path):
        raise EmptyFile(path)
    try:
        with path.open("rb") as handle:
            head = handle.read(HEADER_WINDOW)
    except OSError as error:
        raise UnreadableFile(path, error.strerror or "") from error
    if b"%PDF-" not in head:
        raise NotAPdf(path)
    try:
        document = pdfium.PdfDocument(content or path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise EncryptedPdf(path) from error
        document = _put_together(path, error)
    with closing(document):
        if not len(document):
            raise DamagedPdf(path, "it has no pages")
        yield document


def _put_together(path: Path, error: pdfium.PdfiumError) -> pdfium.PdfDocument:
    """The document that can be made of what is left in a file that PDFium gives up. Raises DamagedPdf."""
    from extractors.pdf.soundness import put_together  # seldom needed, and costs a tenth of a second to import

    found = put_together(path)
    try:
        return pdfium.PdfDocument(found or b"")
    except pdfium.PdfiumError:
        raise DamagedPdf(path, "its pages cannot be found") from error


def read_pages(
    path: Path,
    *,
    progress: Progress | None = None,
    numbers: tuple[int, ...] | None = None,
    limits: PageLimits | None = None,
) -> list[Page]:
    """Every page of `path` in order (or those in `numbers`, from 1).

    `progress` is called with pages done and pages in all. A page that PDFium cannot load becomes an empty page with
    a warning. Raises a `DocumentError` where nothing can be read, or where the document goes beyond `limits`.
    """
    known = prepared(path) if size_of(path) else Prepared()
    with open_document(path, known.content) as document:
        if limits:
            limits.check_document(path, len(document))
        wanted = numbers or tuple(range(1, len(document) + 1))
        pages: list[Page] = []
        for done, number in enumerate(wanted, start=1):
            pages.append(_read_page(path, document, number, limits, patterned=number in known.patterned))
            if progress:
                progress(done, len(wanted))
    if not any(p.width for p in pages):
        raise DamagedPdf(path, "none of its pages can be read")
    if known.warnings:
        pages[0] = replace(pages[0], warnings=(*known.warnings, *pages[0].warnings))
    return pages


def _read_page(
    path: Path, document: pdfium.PdfDocument, number: int, limits: PageLimits | None, *, patterned: bool
) -> Page:
    try:
        page = document[number - 1]
    except pdfium.PdfiumError as error:
        return Page(number, 0.0, 0.0, 0, empty_glyphs(), warnings=(f"page {number} cannot be read: {error}",))
    if limits:
        limits.check_page(path, number, page, *page.get_size())
    laid = _Laid(read_links(document, page), read_marks(page))
    if print_typed_text(page):
        page.close()
        page = document[number - 1]
    with closing(page):
        check = partial(limits.check_text, path, number) if limits else None
        read = _as_displayed(page, number, laid, check, patterned=patterned)
        turns = quarter_turns(read.glyphs)
        if not turns:
            return read
        raw.FPDFPage_SetRotation(page, (read.rotation // 90 + turns) % 4)
        upright = _as_displayed(page, number, laid, check, patterned=patterned)
        return replace(upright, straightened=(turned_back(turns, read.width, read.height),))


def _as_displayed(page: Any, number: int, laid: _Laid, check: Callable[[Any], None] | None, *, patterned: bool) -> Page:
    """The loaded page as it is displayed; what is `laid` over it is in its own space, and `check` refuses texts."""
    transform, width, height, rotation = _displayed(page)
    drawings = _with_seen_colours(read_drawings(page, transform, width, height), page, patterned=patterned)
    textpage = page.get_textpage()
    with closing(textpage):
        if check:
            check(textpage)
        glyphs = read_glyphs(textpage, transform, rotation, drawings.text_objects)
        layer = None
        if drawings.images:
            layer = read_glyphs(textpage, transform, rotation, drawings.text_objects, laid=True)
    painted = [p.box for p in (*drawings.fills, *drawings.marks) if p.colour != WHITE]
    keep = seen(glyphs, [*painted, *drawings.images], lambda: _glance(page, GLANCE))
    hidden = covered(glyphs, drawings.fills, lambda: _glance(page, CLOSE_LOOK))
    keep &= hidden.keep
    glyphs = with_raised_figures(with_true_letters(with_signs(glyphs if keep.all() else glyphs.take(keep))))
    letterless = is_letterless(glyphs)
    last = max((p.order for p in (*drawings.fills, *drawings.marks)), default=0) + 1
    signs = picture_signs(drawings.images, last, lambda: _glance(page, CLOSE_LOOK))
    return Page(
        number,
        width,
        height,
        rotation,
        empty_glyphs() if letterless else glyphs,
        hidden.rulings(drawings.rulings),
        without_paper(hidden.fills(drawings.fills), glyphs, Box(0, 0, width, height)),
        (*drawings.marks, *signs.marks),
        drawings.images,
        tuple(PageLink(transform.box(*link.rectangle), link.url) for link in laid.links),
        read_tags(page),
        unread=signs.colourless,
        notes=(
            *hidden.notes,
            *notes_on(laid.marks, transform),
            *(Note(box, flag="cut_off", detail=CUT) for box in drawings.text_objects.cut),
        ),
        layer=layer,
        letterless=letterless,
        untold=glyphs if letterless else None,
    )


def _with_seen_colours(drawings: Drawings, page: Any, *, patterned: bool) -> Drawings:
    """What is drawn, with the colours of patterns, gradients and plain pictures as they are seen."""
    width, height = page.get_size()
    shaded = may_be_grounds(drawings.shaded, width * height)
    if not (patterned or shaded):
        return drawings
    small = any(max(box.width, box.height) <= SMALL for box, _ in shaded)
    glance = _glance(page, CLOSE_LOOK if small else PLAIN_LOOK)
    if patterned:
        fills, marks = with_seen_colours(drawings.fills, *glance), with_seen_colours(drawings.marks, *glance)
        drawings = drawings._replace(fills=fills, marks=marks)
    grounds = picture_grounds(shaded, *glance)
    plain = {ground.box for ground in grounds}
    images = tuple(box for box in drawings.images if box not in plain)
    return drawings._replace(fills=(*drawings.fills, *grounds), images=images)


def _glance(page: Any, scale: float) -> Drawn:
    """The page as pixels, and how many of them make a point."""
    return page.render(scale=scale).to_numpy(), scale


def _displayed(page: Any) -> tuple[Transform, float, float, int]:
    """The transform from PDF user space to the displayed page, its size in points, and its rotation in degrees."""
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, byref(rect))
    x0, y0, x1, y1 = (float(v) for v in (rect.left, rect.bottom, rect.right, rect.top))
    rotation = int(raw.FPDFPage_GetRotation(page)) * 90
    w, h = x1 - x0, y1 - y0
    if rotation == 90:
        return Transform(0, 1, 1, 0, -y0, -x0), h, w, rotation
    if rotation == 180:
        return Transform(-1, 0, 0, 1, x1, -y0), w, h, rotation
    if rotation == 270:
        return Transform(0, -1, -1, 0, y1, x1), h, w, rotation
    return Transform(1, 0, 0, -1, -x0, y1), w, h, rotation
