"""What a reader does not see is left out; what a reader sees on any ground stays."""

from pathlib import Path

from reportlab.lib.colors import HexColor, white

from extractors.pdf.pdfium import read_pages
from tests.sheets import Sheet, only_table, texts

XS = (50.0, 220.0, 320.0, 420.0, 550.0)
ROWS = (
    ("Deliverable", "Start date", "Delivery date", "Lead officer"),
    ("Mend the harbour wall", "Q1 2025/26", "Q3 2025/26", "Head of Ports"),
)


def printed(file: Path) -> str:
    """The letters of the first page, spaces left out."""
    return "".join(t for t in read_pages(file)[0].glyphs.text if t.strip())


def test_white_text_on_white_paper_is_left_out(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "white.pdf")
    sheet.text(50, 50, "seen")
    sheet.canvas.setFillColor(white)
    sheet.text(50, 80, "hidden")
    assert printed(sheet.save()) == "seen"


def test_white_text_on_a_gradient_stays(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "gradient.pdf")
    sheet.canvas.linearGradient(0, 0, 600, 0, (HexColor("#005566"), HexColor("#003344")))
    sheet.canvas.setFillColor(white)
    sheet.text(50, 80, "cover")
    assert printed(sheet.save()) == "cover"


def test_text_clipped_away_to_the_side_is_left_out(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "clip.pdf")
    path = sheet.canvas.beginPath()
    path.rect(50, 200, 100, 40)
    sheet.canvas.clipPath(path, stroke=0)
    sheet.canvas.drawString(54, 220, "seen")
    sheet.canvas.drawString(300, 220, "beside")
    assert printed(sheet.save()) == "seen"


def test_a_text_printed_twice_to_look_bold_is_read_once(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "bold.pdf")
    sheet.table(XS, (50, 80, 110), ROWS)
    sheet.text(54.3, 62, "Deliverable")
    assert texts(only_table(sheet.save()))[0][0] == "Deliverable"
