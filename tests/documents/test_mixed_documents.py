"""Pages of text and pictures in one document: a scanned appendix, a picture of a table on a page of text."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.document import read_document, read_tables
from extractors.table import TableCell
from tests.scanner import Binder, Scan, photograph, render, scanned
from tests.small_pdfs import ROWS, plan_pdf

MORE = (
    ("Bring the town hall's records online", "2.2", "Q3 2025/26", "Q4 2025/26", "Director of Resources"),
    ("Light the towpath as far as the lock", "2.3", "Q1 2026/27", "Q2 2026/27", "Head of Parks"),
)
FIELDS = ("title", "outcome_codes", "start", "delivery", "lead_officer")


def records(pdf: Path) -> list[dict[str, TableCell]]:
    return [row.fields for plan in read_document(pdf).plans for table in plan.tables for row in table.rows]


def right_or_flagged(read: Sequence[dict[str, TableCell]], printed: Sequence[Sequence[str]]) -> None:
    assert len(read) == len(printed)
    for record, row in zip(read, printed, strict=True):
        for field, text in zip(FIELDS, row, strict=True):
            assert record[field].text == text or record[field].flag, (field, record[field])
    flagged = [c for record in read for c in record.values() if c.flag]
    assert len(flagged) <= 1


def test_a_scanned_page_lies_between_pages_of_text_on_its_side_under_a_stamp(tmp_path: Path) -> None:
    text = plan_pdf(tmp_path / "text.pdf")
    stamped = _stamped(tmp_path / "stamped.pdf", plan_pdf(tmp_path / "more.pdf", MORE))
    read = records(Binder().add(text).add(stamped).save(tmp_path / "mixed.pdf"))
    right_or_flagged(read, [*ROWS, *MORE])
    assert [{c.reading for c in record.values()} for record in read] == [{"ruled"}] * 3 + [{"ocr"}] * 2
    # The scan leans by a degree and lies on its side: its places are those of the page as it is shown.
    left = [record["title"].pieces[0] for record in read[3:]]
    right = [record["lead_officer"].pieces[0] for record in read[3:]]
    assert all(p.page == 2 and 0 <= p.x0 < p.x1 <= A4[0] and 0 <= p.top < p.bottom <= A4[1] for p in [*left, *right])
    assert all(a.bottom - a.top > a.x1 - a.x0 for a in left)
    assert all(a.bottom < b.top for a, b in zip(left, right, strict=True))


def _stamped(path: Path, text: Path) -> Path:
    """The page of `text` scanned on its side onto an upright page, with a page number of an agenda pack."""
    picture = scanned(render(text, 1, 150), Scan(dpi=150, skew=1.0, laid=90, noise=3))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.drawString(280, 20, "Page 57")
    canvas.save()
    return path


def test_a_picture_of_a_table_on_a_page_of_text_is_read_where_it_lies(tmp_path: Path) -> None:
    text = plan_pdf(tmp_path / "text.pdf")
    pixels = render(text, 1, 200)[170:520, 200:2140]
    page = tmp_path / "page.pdf"
    canvas = Canvas(str(page), pagesize=(842, 595), invariant=1)
    canvas.drawString(60, 540, "Saltmere District Council Delivery Plan 2025/26")
    canvas.drawString(60, 510, "The table below is a picture that an office program pasted in.")
    canvas.drawImage(ImageReader(scanned(pixels, Scan(quality=None))), 72, 300, pixels.shape[1] * 0.36, 126)
    canvas.drawString(60, 280, "Each deliverable is reported on every quarter.")
    canvas.save()
    read = records(page)
    right_or_flagged(read, ROWS)
    cells = [c for record in read for c in record.values()]
    assert all(c.reading == "ocr" and 169 <= c.pieces[0].top <= c.pieces[0].bottom <= 297 for c in cells)


def test_a_photograph_on_a_page_of_text_changes_nothing(tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    canvas = Canvas(str(page), pagesize=A4, invariant=1)
    canvas.drawString(60, 780, "A letter with a photograph.")
    canvas.drawImage(ImageReader(photograph()), 60, 300, 400, 300)
    canvas.save()
    assert read_tables(page)[1] == []
