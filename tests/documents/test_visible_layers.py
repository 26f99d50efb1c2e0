"""What a recogniser wrote visibly is no text to be trusted: the picture under it, or its letters' shapes, are read."""

from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.document import read_document
from extractors.pdf.pdfium import read_pages
from extractors.picture.pictures import is_picture
from extractors.picture.recognised import as_recognised
from extractors.picture.strokes import Glances
from tests.scanner import Scan, render, scanned, words
from tests.small_pdfs import plan_pdf


@pytest.fixture
def text(tmp_path: Path) -> Path:
    return plan_pdf(tmp_path / "text.pdf")


def _written_over(text: Path, path: Path, *, picture: bool, font: str = "Helvetica") -> Path:
    """The words of `text`, a 2 for every 1, written visibly over its picture or over an empty one."""
    image = scanned(render(text, 1, 150) if picture else render(text, 1, 150) * 0 + 250, Scan(dpi=150))
    kept = BytesIO()
    canvas = Canvas(kept, pagesize=(image.width * 0.48, image.height * 0.48), invariant=1, pageCompression=0)
    canvas.drawImage(ImageReader(image), 0, 0, image.width * 0.48, image.height * 0.48)
    for word, x, baseline, width, size in words(text, 1):
        line = canvas.beginText(x, image.height * 0.48 - baseline)
        line.setFont("Helvetica", size)
        line.setHorizScale(100 * width / max(canvas.stringWidth(word, "Helvetica", size), 0.1))
        line.textOut(word.replace("1", "2"))
        canvas.drawText(line)
    canvas.save()
    path.write_bytes(kept.getvalue().replace(b"/BaseFont /Helvetica", b"/BaseFont /" + font.encode("ascii")))
    return path


def test_a_misreading_written_visibly_over_the_picture_is_flagged(text: Path, tmp_path: Path) -> None:
    printed, read = (
        [row.fields["outcome_codes"] for plan in read_document(file).plans for t in plan.tables for row in t.rows]
        for file in (text, _written_over(text, tmp_path / "over.pdf", picture=True))
    )
    assert len(read) == len(printed)
    assert all(ours.text == theirs.text or ours.flag for ours, theirs in zip(read, printed, strict=True))
    assert read[0].flag


def test_text_over_a_picture_without_its_letters_is_text(text: Path, tmp_path: Path) -> None:
    path = _written_over(text, tmp_path / "ground.pdf", picture=False)
    page = read_pages(path)[0]
    assert as_recognised(Glances(path), page, covered=True) is page


def test_text_in_fonts_that_clearscan_cut_out_of_a_picture_is_read_by_its_shapes(text: Path, tmp_path: Path) -> None:
    path = _written_over(text, tmp_path / "cut.pdf", picture=False, font="Fd1234567-Identity")
    page = as_recognised(Glances(path), read_pages(path)[0], covered=True)
    assert is_picture(page)
    assert page.layer is not None
    assert not len(page.glyphs)
