"""Reads a PDF's pages into the geometry model with PDFium.

PDFium is asked once per page and per glyph; everything is turned into arrays here so that no later stage crosses the
C boundary. Rotation and CropBox are applied while reading: later stages only see the page as a person does.
"""

from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from ctypes import byref, c_double, c_float, c_int, c_uint, c_ulong, c_void_p, cast, create_string_buffer
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extractors.errors import DamagedPdf, EmptyFile, EncryptedPdf, MissingFile, NotAPdf, UnreadableFile
from extractors.overprint import seen
from extractors.page import Glyphs, Page, PageLink
from extractors.pdfium_paths import Transform, read_drawings
from extractors.pdfium_tags import read_tags

# PDF 32000-1 allows the header within the first 1024 bytes (Annex H, note 13).
HEADER_WINDOW = 1024
# PDFium reports any hyphen at a line's end, printed or soft, as U+0002 (`hyphens.py` judges which it is).
LINE_END_HYPHEN = 2
INVISIBLE_MODES = {3, 7}
# Pixels a point, where the page's ground has to be looked at.
GLANCE = 0.5


@contextmanager
def open_document(path: Path) -> Generator[pdfium.PdfDocument, None, None]:
    """The opened document. Raises a `DocumentError` that says what is wrong with the file."""
    try:
        size = path.stat().st_size
        with path.open("rb") as handle:
            head = handle.read(HEADER_WINDOW)
    except FileNotFoundError as error:
        raise MissingFile(path) from error
    except OSError as error:
        raise UnreadableFile(path, error.strerror or "") from error
    if not size:
        raise EmptyFile(path)
    if b"%PDF-" not in head:
        raise NotAPdf(path)
    try:
        document = pdfium.PdfDocument(path)
        count = len(document)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise EncryptedPdf(path) from error
        raise DamagedPdf(path, str(error)) from error
    with closing(document):
        if not count:
            raise DamagedPdf(path, "it has no pages")
        yield document


def read_pages(
    path: Path, *, progress: Callable[[int, int], None] | None = None, numbers: tuple[int, ...] | None = None
) -> list[Page]:
    """Every page of `path` in order (or those in `numbers`, from 1).

    `progress` is called with pages done and pages in all. A page that PDFium cannot load becomes an empty page with
    a warning. Raises a `DocumentError` where nothing can be read.
    """
    with open_document(path) as document:
        wanted = numbers or tuple(range(1, len(document) + 1))
        pages: list[Page] = []
        for done, number in enumerate(wanted, start=1):
            pages.append(_read_page(document, number))
            if progress:
                progress(done, len(wanted))
    if not any(p.width for p in pages):
        raise DamagedPdf(path, "none of its pages can be read")
    return pages


def _read_page(document: pdfium.PdfDocument, number: int) -> Page:
    try:
        page = document[number - 1]
    except pdfium.PdfiumError as error:
        return Page(number, 0.0, 0.0, 0, empty_glyphs(), warnings=(f"page {number} cannot be read: {error}",))
    with closing(page):
        transform, width, height, rotation = _displayed(page)
        drawings = read_drawings(page, transform, width, height)
        textpage = page.get_textpage()
        with closing(textpage):
            glyphs = _read_glyphs(textpage, transform, rotation, drawings.text_objects)
        painted = [p.box for p in (*drawings.fills, *drawings.marks) if p.colour != "#ffffff"]
        keep = seen(glyphs, [*painted, *drawings.images], lambda: _glance(page))
        glyphs = glyphs if keep.all() else glyphs.take(keep)
        return Page(
            number,
            width,
            height,
            rotation,
            glyphs,
            drawings.rulings,
            drawings.fills,
            drawings.marks,
            drawings.images,
            _read_links(document, page, transform),
            read_tags(page),
        )


def _glance(page: Any) -> tuple[NDArray[np.uint8], float]:
    """The page as pixels, small, and how many of them make a point."""
    return page.render(scale=GLANCE).to_numpy(), GLANCE


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


def empty_glyphs() -> Glyphs:
    """Glyph arrays of a page on which no text is printed."""
    none = np.empty(0)
    whole, truth = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.bool_)
    return Glyphs([], none, none, none, none, none, none, none, whole, whole, whole, whole, truth, whole, ())


def _read_glyphs(textpage: Any, transform: Transform, rotation: int, objects: dict[int, Any]) -> Glyphs:
    """The glyphs of a page; characters that PDFium made up (spaces, line ends) are left out."""
    count = raw.FPDFText_CountChars(textpage)
    if count <= 0:
        return empty_glyphs()
    get_object, get_box = raw.FPDFText_GetTextObject, raw.FPDFText_GetLooseCharBox
    get_unicode, get_origin = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin
    rect, ox, oy = raw.FS_RECTF(), c_double(), c_double()
    rect_ref, ox_ref, oy_ref = byref(rect), byref(ox), byref(oy)
    texts: list[str] = []
    rows: list[tuple[float, ...]] = []
    styles: dict[int, tuple[int, int, float, int, int, bool, int]] = {}
    fonts: dict[str, int] = {}
    surrogate = 0
    for i in range(count):
        handle = get_object(textpage, i)
        address = cast(handle, c_void_p).value
        if not address:
            continue
        style = styles.get(address)
        if style is None:
            style = styles[address] = _style(handle, textpage, i, rotation, objects.get(address), fonts)
        if style[5]:
            continue
        code = get_unicode(textpage, i)
        if 0xD800 <= code < 0xDC00:
            surrogate = code
            continue
        if 0xDC00 <= code < 0xE000 and surrogate:
            code = 0x10000 + ((surrogate - 0xD800) << 10) + (code - 0xDC00)
        surrogate = 0
        get_box(textpage, i, rect_ref)
        get_origin(textpage, i, ox_ref, oy_ref)
        texts.append("-" if code == LINE_END_HYPHEN else chr(code))
        rows.append((rect.left, rect.bottom, rect.right, rect.top, ox.value, oy.value, *style))
    if not rows:
        return empty_glyphs()
    data = np.nan_to_num(np.array(rows, dtype=np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    ax, ay = transform.apply(data[:, 0], data[:, 1])
    bx, by = transform.apply(data[:, 2], data[:, 3])
    origin, baseline = transform.apply(data[:, 4], data[:, 5])
    whole = data.astype(np.int64)
    return Glyphs(
        texts,
        np.minimum(ax, bx),
        np.minimum(ay, by),
        np.maximum(ax, bx),
        np.maximum(ay, by),
        origin,
        baseline,
        data[:, 8],
        whole[:, 9],
        whole[:, 6],
        whole[:, 7],
        whole[:, 10],
        data[:, 11] > 0,
        whole[:, 12],
        tuple(fonts),
    )


def _style(
    handle: Any, textpage: Any, index: int, rotation: int, known: Any, fonts: dict[str, int]
) -> tuple[int, int, float, int, int, bool, int]:
    """What all glyphs of one text object share: order, mcid, size, font, turn, invisible, colour."""
    order, mcid, hidden = known if known is not None else (-1, -1, False)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, byref(matrix))
    scale = float(np.hypot(matrix.c, matrix.d)) or 1.0
    size = c_float()
    raw.FPDFTextObj_GetFontSize(handle, byref(size))
    turn = round(float(np.arctan2(matrix.b, matrix.a)) / (np.pi / 2) - rotation / 90) % 4
    name = create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(handle), name, 128)
    font = fonts.setdefault(name.value.decode("utf-8", "replace"), len(fonts))
    r, g, b, a = c_uint(), c_uint(), c_uint(), c_uint()
    raw.FPDFPageObj_GetFillColor(handle, byref(r), byref(g), byref(b), byref(a))
    colour = (r.value << 16) | (g.value << 8) | b.value
    invisible = hidden or raw.FPDFTextObj_GetTextRenderMode(handle) in INVISIBLE_MODES
    return order, mcid, abs(size.value) * scale, font, turn, invisible, colour


def _read_links(document: Any, page: Any, transform: Transform) -> tuple[PageLink, ...]:
    """Web links of the page; other actions are never looked at."""
    links: list[PageLink] = []
    position = c_int(0)
    link = raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, byref(position), byref(link)):
        action = raw.FPDFLink_GetAction(link)
        if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
            continue
        length = raw.FPDFAction_GetURIPath(document, action, None, 0)
        buffer = create_string_buffer(max(int(length), 1))
        raw.FPDFAction_GetURIPath(document, action, buffer, c_ulong(length))
        rect = raw.FS_RECTF()
        if raw.FPDFLink_GetAnnotRect(link, byref(rect)):
            links.append(
                PageLink(
                    transform.box(rect.left, rect.bottom, rect.right, rect.top), buffer.value.decode("utf-8", "replace")
                )
            )
    return tuple(links)
