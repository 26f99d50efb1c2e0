"""Which pictures are worth looking for writing in."""

from pathlib import Path

import pytest
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.page import Box
from extractors.picture.strokes import Glances, may_hold_lines
from tests.scanner import Scan, render, scanned

SIZE = (842.0, 595.0)


def _pictured(path: Path, drawn: Path) -> Path:
    """A page that is nothing but a picture of the first page of `drawn`."""
    canvas = Canvas(str(path), pagesize=SIZE, invariant=1)
    canvas.drawImage(ImageReader(scanned(render(drawn, 1, 150), Scan(quality=60))), 0, 0, *SIZE)
    canvas.save()
    return path


def _hills(path: Path) -> Canvas:
    """A cover without words: hills, a badge with holes, and a frame."""
    canvas = Canvas(str(path), pagesize=SIZE, invariant=1)
    for height, colour in ((330, "#a8d08d"), (260, "#6aa84f"), (180, "#0b6e4f"), (90, "#1b4332")):
        canvas.setFillColor(HexColor(colour))
        canvas.setStrokeColor(HexColor(colour))
        outline = canvas.beginPath()
        outline.moveTo(0, 0)
        outline.lineTo(0, height)
        outline.curveTo(280, height + 120, 560, height - 90, SIZE[0], height + 20)
        outline.lineTo(SIZE[0], 0)
        canvas.drawPath(outline, stroke=0, fill=1)
    canvas.circle(760, 540, 40, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#ffffff"))
    for x, y in ((748, 532), (772, 532), (760, 554)):
        canvas.circle(x, y, 11, stroke=0, fill=1)
    canvas.setStrokeColor(HexColor("#1b4332"))
    canvas.rect(60, 350, 300, 180)
    return canvas


def test_a_drawn_cover_holds_no_lines(tmp_path: Path) -> None:
    canvas = _hills(tmp_path / "hills.pdf")
    canvas.save()
    assert not may_hold_lines(Glances(_pictured(tmp_path / "cover.pdf", tmp_path / "hills.pdf")), 1)


def test_the_text_printed_over_a_picture_is_none_of_it(tmp_path: Path) -> None:
    hills = _hills(tmp_path / "hills.pdf")
    hills.save()
    canvas = Canvas(str(tmp_path / "cover.pdf"), pagesize=SIZE, invariant=1)
    canvas.drawImage(ImageReader(scanned(render(tmp_path / "hills.pdf", 1, 150), Scan(quality=60))), 0, 0, *SIZE)
    for line in range(10):
        canvas.drawString(60, 500 - 14 * line, "A plan for a town by the sea")
    canvas.save()
    assert not may_hold_lines(Glances(tmp_path / "cover.pdf"), 1)


@pytest.mark.parametrize(("size", "grey"), [(8, 0.75), (10, 0.0), (28, 0.7)])
@pytest.mark.parametrize("upright", [True, False])
def test_six_short_lines_are_seen_however_pale(tmp_path: Path, size: int, grey: float, upright: bool) -> None:
    canvas = Canvas(str(tmp_path / "lines.pdf"), pagesize=SIZE, invariant=1)
    canvas.setFillGray(grey)
    canvas.setFont("Helvetica", size)
    if not upright:
        canvas.translate(SIZE[0], 0)
        canvas.rotate(90)
    for line in range(6):
        canvas.drawString(60, 60 + 2 * size * line, "P1 Parks")
    canvas.save()
    assert may_hold_lines(Glances(_pictured(tmp_path / "scan.pdf", tmp_path / "lines.pdf")), 1)


def test_only_the_part_that_is_asked_for_is_looked_at(tmp_path: Path) -> None:
    canvas = _hills(tmp_path / "hills.pdf")
    canvas.setFillGray(0)
    for line in range(8):
        canvas.drawString(60, 560 - 14 * line, "The head of parks mends the paths")
    canvas.save()
    page = Glances(_pictured(tmp_path / "page.pdf", tmp_path / "hills.pdf"))
    assert may_hold_lines(page, 1, Box(40, 20, 420, 160))
    assert not may_hold_lines(page, 1, Box(440, 120, 842, 595))
