"""Small PDFs that tests build for themselves, with ReportLab."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

HEADINGS = ("Deliverable", "Outcome", "Start date", "Delivery date", "Lead officer")
ROWS = (
    ("Mend the harbour wall", "1.1", "Q1 2025/26", "Q3 2025/26", "Head of Harbours"),
    ("Open a second library in the old exchange", "1.2", "Q2 2025/26", "Q4 2025/26", "Head of Libraries"),
    ("Plant four hundred street trees", "2.1", "Q1 2025/26", "Q2 2026/27", "Head of Parks"),
)


def plan_pdf(file: Path, rows: Sequence[Sequence[str]] = ROWS, *, password: str | None = None, pages: int = 1) -> Path:
    """A delivery plan with one ruled table on each of `pages`; with a `password`, nobody reads it without."""
    style = getSampleStyleSheet()["BodyText"]
    encrypt = pdfencrypt.StandardEncryption(password, canPrint=0) if password else None
    document = SimpleDocTemplate(str(file), pagesize=landscape(A4), invariant=1, encrypt=encrypt)
    story: list[object] = [Paragraph("Saltmere District Council Delivery Plan 2025/26", style)]
    for page in range(pages):
        cells = [[Paragraph(text, style) for text in row] for row in (HEADINGS, *rows)]
        table = Table(cells, colWidths=[250, 60, 90, 90, 160], repeatRows=1)
        table.setStyle(
            TableStyle([("GRID", (0, 0), (-1, -1), 0.7, "black"), ("BACKGROUND", (0, 0), (-1, 0), "lightgrey")])
        )
        story += [Paragraph(f"Part {page + 1}", style), table]
    document.build(story)
    return file


def grid_pdf(file: Path, texts: Sequence[Sequence[str]], *, crop: tuple[float, float] = (0, 0), turn: int = 0) -> Path:
    """One page, 400 by 300 points, with a grid of 100 by 40 point cells whose corner is 50 from the left and the top.

    `crop` moves the corner of the displayed page right and down by so many points.
    """
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 300), invariant=1)
    if crop != (0, 0):
        canvas.setCropBox((crop[0], 0, 400, 300 - crop[1]))
    if turn:
        canvas.setPageRotation(turn)
    rows, columns = len(texts), len(texts[0])
    canvas.grid([50 + 100 * c for c in range(columns + 1)], [250 - 40 * r for r in range(rows + 1)])
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            for n, line in enumerate(text.split("\n")):
                canvas.drawString(54 + 100 * c, 250 - 40 * r - 15 - 12 * n, line)
    canvas.save()
    file.write_bytes(buffer.getvalue())
    return file


def prose_pdf(file: Path) -> Path:
    """A letter: words, and no table."""
    canvas = Canvas(str(file), pagesize=A4, invariant=1)
    canvas.drawString(72, 700, "Thank you for your letter about the harbour wall.")
    canvas.save()
    return file
