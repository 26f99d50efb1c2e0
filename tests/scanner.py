"""A scanner for tests: pages of a PDF become pictures, as good or bad as asked, and may get a text layer over them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.page import Glyphs
from extractors.pdf.pdfium import read_pages

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Scan:
    """One way of scanning.

    `skew` is in degrees clockwise, `laid` how the page lay on the glass and `rotate` the page's own /Rotate (degrees
    clockwise), `noise` the standard deviation of every channel (of 255), `quality` that of the JPEG (None: lossless),
    `paper` the colour of white paper, `blur` the radius of the optics in pixels.
    """

    dpi: int = 200
    skew: float = 0.0
    laid: Literal[0, 90, 180, 270] = 0
    rotate: Literal[0, 90, 180, 270] = 0
    colours: Literal["colour", "grey", "one bit"] = "colour"
    noise: float = 0.0
    quality: int | None = 80
    paper: tuple[int, int, int] = (255, 255, 255)
    blur: float = 0.0


def render(pdf: Path, number: int, dpi: float) -> Pixels:
    """Page `number` (from 1) of `pdf` as RGB pixels."""
    with pdfium.PdfDocument(pdf) as document:
        drawn = document[number - 1].render(scale=dpi / 72, rev_byteorder=True)
        return np.ascontiguousarray(drawn.to_numpy()[:, :, :3])


def scanned(pixels: Pixels, scan: Scan, seed: int = 0) -> Image.Image:
    """What the scanner makes of an upright page; the same seed gives the same noise."""
    height, width = pixels.shape[:2]
    if scan.skew:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), -scan.skew, 1.0)
        pixels = cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    shades = pixels.astype(np.float32) * (np.array(scan.paper, dtype=np.float32) / 255)
    if scan.blur:
        shades = cv2.GaussianBlur(shades, (0, 0), scan.blur)
    if scan.noise:
        shades += np.random.default_rng(seed).normal(0.0, scan.noise, shades.shape).astype(np.float32)
    made = np.rot90(np.clip(shades, 0, 255).astype(np.uint8), -scan.laid // 90 % 4)
    picture = Image.fromarray(np.ascontiguousarray(made))
    if scan.colours == "grey":
        return picture.convert("L")
    if scan.colours == "one bit":  # scanners cut at a threshold; Pillow would scatter dots
        return picture.convert("L").point(lambda v: 255 * (v > 150)).convert("1")
    return picture


def photograph(seed: int = 0) -> Image.Image:
    """Soft shapes in many colours, without a letter."""
    shades = np.random.default_rng(seed).uniform(0, 255, (6, 8, 3)).astype(np.float32)
    return Image.fromarray(
        np.clip(cv2.resize(shades, (800, 600), interpolation=cv2.INTER_CUBIC), 0, 255).astype(np.uint8)
    )


class Binder:
    """A PDF made page by page: pictures, with or without text layers, and pages of other PDFs as they are."""

    def __init__(self) -> None:
        self._document: Any = pdfium.PdfDocument.new()

    def scan(
        self,
        pdf: Path,
        number: int,
        scan: Scan | None = None,
        *,
        layer: Callable[[str], str] | None = None,
        seed: int = 0,
    ) -> "Binder":
        """Add page `number` of `pdf` as a picture.

        With `layer` the words of the page are laid over it invisibly, as recognisers do, each as `layer` gives it back.
        """
        scan = scan or Scan()
        picture = scanned(render(pdf, number, scan.dpi), scan, seed + number)
        # A page with /Rotate is turned when shown, so the picture lies turned the other way in the file.
        picture = picture.rotate(scan.rotate, expand=True)
        width, height = (side * 72 / scan.dpi for side in picture.size)
        kept = BytesIO()
        canvas = Canvas(kept, pagesize=(width, height), invariant=1)
        canvas.drawImage(_packed(picture, scan), 0, 0, width, height)
        if layer is not None:
            _lay(canvas, words(pdf, number), height, layer)
        canvas.save()
        self.add(kept.getvalue())
        self._document[len(self._document) - 1].set_rotation(scan.rotate)
        return self

    def add(self, pdf: Path | bytes, numbers: Sequence[int] | None = None) -> "Binder":
        """Add the pages `numbers` (from 1; all unless given) of another PDF."""
        with pdfium.PdfDocument(pdf) as source:
            self._document.import_pages(source, None if numbers is None else [n - 1 for n in numbers])
        return self

    def save(self, path: Path) -> Path:
        """Write the PDF to `path`."""
        with self._document:
            self._document.save(path)
        return path


def _packed(picture: Image.Image, scan: Scan) -> ImageReader:
    """The picture as a scanner's file holds it: JPEG, or lossless."""
    if scan.quality is None or picture.mode == "1":
        return ImageReader(picture)
    packed = BytesIO()
    picture.save(packed, "JPEG", quality=scan.quality)
    packed.seek(0)
    return ImageReader(packed)


def words(pdf: Path, number: int) -> list[tuple[str, float, float, float, float]]:
    """The words printed on a page, each with its left edge, its baseline, its width and its size, in points."""
    g: Glyphs = read_pages(pdf, numbers=(number,))[0].glyphs
    found: list[tuple[str, float, float, float, float]] = []
    start = 0
    for n in range(1, len(g) + 1):
        ends = n == len(g) or g.x0[n] > g.x1[n - 1] + 0.15 * g.size[n] or abs(g.baseline[n] - g.baseline[n - 1]) > 1
        if ends or not g.ink[n] or not g.ink[n - 1]:
            text = "".join(g.text[start:n]).strip()
            if text:
                x0 = float(g.x0[start])
                found.append((text, x0, float(g.baseline[start]), float(g.x1[n - 1]) - x0, float(g.size[start])))
            start = n
    return found


def _lay(
    canvas: Canvas,
    printed: list[tuple[str, float, float, float, float]],
    height: float,
    told: Callable[[str], str],
) -> None:
    """Write the words invisibly where they are printed, stretched to their width."""
    for word, x, baseline, width, size in printed:
        if not (text := told(word)):
            continue
        laid = canvas.beginText(x, height - baseline)
        laid.setFont("Helvetica", size)
        laid.setTextRenderMode(3)
        laid.setHorizScale(100 * width / max(canvas.stringWidth(text, "Helvetica", size), 0.1))
        laid.textOut(text)
        canvas.drawText(laid)


def misread(wrong: dict[str, str]) -> Callable[[str], str]:
    """A layer that gives the words of `wrong` otherwise, and all others as printed."""
    return lambda word: wrong.get(re.sub(r"[.,;:]$", "", word), word)
