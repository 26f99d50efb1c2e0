"""The picture of a page, at the resolution it was scanned at, and where its pixels lie on the page.

A page that is one picture gives the picture itself, so that nothing is lost by drawing it again; a page made of strips
or layers is drawn by PDFium at the resolution of its finest part.
"""

from contextlib import closing
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extractors.pdf.pdfium import open_document
from extractors.picture.engine import Image
from extractors.picture.pixels import Picture

# Pixels per inch: beyond the upper one nothing is gained, below the lower one letters fall apart in deskewing.
FINEST, COARSEST = 300.0, 150.0
# Letters that are drawn, not scanned, have no resolution of their own: small ones are read well from here.
SHARP = 220.0
# A page of letters may have pictures of less than this part of it: logos, and lines.
LARGE = 0.1
POINTS_PER_INCH = 72.0
# A page of more pixels than this is a poster: it is read at a lower resolution.
MOST_PIXELS = 36_000_000


def take_picture(path: Path, number: int, size: tuple[float, float], *, drawn_over: bool = False) -> Picture:
    """The picture of page `number` (from 1) of `path`; `size` is the displayed page's width and height in points.

    `drawn_over` says that something visible is printed over it, which is to be in the picture too.
    """
    with open_document(path) as document:
        page: Any = document[number - 1]
        with closing(page):
            images = _images(page)
            resolution = min(FINEST, _sharp_enough(page))
            limit = float(np.sqrt(MOST_PIXELS / max(size[0] * size[1], 1.0)))
            own = None if drawn_over else _itself(page, images)
            if own is not None and own.per_point <= min(FINEST / POINTS_PER_INCH * 1.05, limit):
                return own
            scale = min(max(resolution, COARSEST) / POINTS_PER_INCH, limit)
            pixels = drawn(page, scale)
    to_page = np.array([[size[0] / pixels.shape[1], 0, 0], [0, size[1] / pixels.shape[0], 0]])
    return Picture(pixels, to_page)


def _images(page: Any) -> list[Any]:
    return [found for found in page.get_objects(max_depth=4) if found.type == raw.FPDF_PAGEOBJ_IMAGE]


def resolution_in(page: Any) -> float:
    """Pixels per inch of the finest picture on a page."""
    return max([_resolution(image) for image in _images(page)] or [COARSEST])


def _sharp_enough(page: Any) -> float:
    """Pixels per inch to draw a page at: those of the finest picture, and where none is large what letters need."""
    width, height = page.get_size()
    large = any(_area(image) >= LARGE * width * height for image in _images(page))
    return resolution_in(page) if large else max(resolution_in(page), SHARP)


def _area(image: Any) -> float:
    """Its area on the page, in square points."""
    left, bottom, right, top = image.get_bounds()
    return max(right - left, 0.0) * max(top - bottom, 0.0)


def drawn(page: Any, per_point: float) -> Image:
    """The page as pixels (BGR), so many to a point."""
    bitmap = page.render(scale=per_point, draw_annots=False, may_draw_forms=False, rev_byteorder=False)
    return _bgr(bitmap.to_numpy())


def _resolution(image: Any) -> float:
    """Pixels per inch as placed on the page."""
    width, height = image.get_px_size()
    left, bottom, right, top = image.get_bounds()
    sides = sorted((right - left, top - bottom))
    pixels = sorted((width, height))
    return max(p / max(s, 1e-3) for p, s in zip(pixels, sides, strict=True)) * POINTS_PER_INCH


def _itself(page: Any, images: list[Any]) -> Picture | None:
    """The only picture of the page, as stored, if it is placed upright or in a quarter turn and plainly coloured."""
    if len(images) != 1 or page.get_rotation():
        return None
    matrix = images[0].get_matrix()
    upright = abs(matrix.b) + abs(matrix.c) < 0.01 * (abs(matrix.a) + abs(matrix.d))
    left, _, _, top = page.get_bbox()
    if not upright or images[0].container is not None:
        return None
    try:
        pixels = _bgr(images[0].get_bitmap(render=False).to_numpy())
    except pdfium.PdfiumError:
        return None
    shown = drawn(page, 1.0)
    height, width = pixels.shape[:2]
    to_page = np.array(
        [[matrix.a / width, 0, matrix.e - left], [0, matrix.d / height, top - matrix.f - matrix.d]], dtype=np.float64
    )
    placed = cv2.warpAffine(
        pixels, to_page, (shown.shape[1], shown.shape[0]), flags=cv2.INTER_AREA, borderValue=(255,) * 3
    )
    # A mask, a decode array or a blend mode shows the picture otherwise than it is stored.
    if np.abs(placed.astype(np.int16) - shown.astype(np.int16)).mean() > 12:
        return None
    return Picture(pixels, to_page)


def _bgr(pixels: NDArray[Any]) -> Image:
    """Three channels, whatever the bitmap has; a copy, since PDFium frees its own when the bitmap goes."""
    data = np.array(pixels, dtype=np.uint8, order="C")
    if data.ndim == 2 or data.shape[2] == 1:
        return cv2.cvtColor(data, cv2.COLOR_GRAY2BGR).astype(np.uint8)
    return np.ascontiguousarray(data[:, :, :3])
