"""Running lines at the foot of pages, and texts that end there alike."""

from pathlib import Path

from extractors.pdf.pdfium import read_pages
from extractors.printed.running import with_running_lines
from tests.sheets import Sheet


def test_the_last_line_of_a_text_is_no_running_line_though_two_pages_end_with_it(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "foot.pdf", (400, 300))
    for number, text in enumerate(("the wall was surveyed", "the slip was closed"), 1):
        for n, line in enumerate((text, "and the tender let. Designs", "were signed off in committee")):
            sheet.text(200, 251 + 10.5 * n, line, size=9)
        sheet.text(40, 290, f"Plan of the council, page {number}", size=7)
        sheet.next_page()
    pages = with_running_lines(read_pages(sheet.save()))
    assert [[round(b.x0) for b in p.running] for p in pages[:2]] == [[40], [40]]
