"""Pages of a PDF as small pictures, in the geometry that the cells of the outputs have."""

from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from extractors.pdf.pdfium import open_document

# 1,600 pixels for the longer side show 8-point print of an A4 or A3 page legibly. WebP at quality 50 then takes about
# 100 to 130 KB a page (measured on plans of text and of scans), 3.5 MB for 20 pages in base64.
LONGER_SIDE = 1600
QUALITY = 50


@dataclass(frozen=True)
class PagePicture:
    """A page as displayed (or put upright, where it was read from a picture): its size in points and its WebP bytes."""

    width: float
    height: float
    webp: bytes


def draw_page(pdf: Path, number: int, *, scanned: bool) -> PagePicture | None:
    """Page `number` (from 1) of `pdf`; None where PDFium cannot load it. Raises DocumentError.

    `scanned` says that its cells were read from a picture. That is straightened here as it was for reading, so that
    the cells lie where this picture has them.
    """
    with open_document(pdf) as document:
        try:
            page: Any = document[number - 1]
        except pypdfium2.PdfiumError:
            return None
        with closing(page):
            width, height = page.get_size()
            scale = LONGER_SIDE / max(width, height, 1.0)
            picture = None if scanned else page.render(scale=scale).to_pil()
    if picture is None:
        picture, width, height = _straightened(pdf, number, width, height)
    return PagePicture(width, height, _webp(picture))


def _straightened(pdf: Path, number: int, width: float, height: float) -> tuple[Image.Image, float, float]:
    from extractors.picture.image import take_picture
    from extractors.picture.straighten import straighten

    straight = straighten(take_picture(pdf, number, (width, height)), width, height)
    picture = Image.fromarray(straight.picture.pixels[:, :, ::-1].copy())
    picture.thumbnail((LONGER_SIDE, LONGER_SIDE))
    return picture, straight.width, straight.height


def _webp(picture: Image.Image) -> bytes:
    stream = BytesIO()
    picture.convert("RGB").save(stream, "WEBP", quality=QUALITY, method=4)
    return stream.getvalue()
