"""Agenda packs that tests build for themselves: plans of an invented council among its committee papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

_SHEET = getSampleStyleSheet()
BODY = ParagraphStyle("body", parent=_SHEET["BodyText"], fontSize=10.5, leading=14)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=8.5, leading=10.5)
HEAD = ParagraphStyle("head", parent=CELL, fontName="Helvetica-Bold")
H1 = ParagraphStyle("h1", parent=BODY, fontName="Helvetica-Bold", fontSize=18, leading=22, spaceAfter=10)
H2 = ParagraphStyle("h2", parent=H1, fontSize=13, leading=17)
COVER = ParagraphStyle("cover", parent=H1, fontSize=28, leading=34)

WORDS = (
    "The committee considered the position at length and heard from officers of each service. Members asked how the "
    "work would be paid for, who would carry it out and what would follow if it came late. The harbour, the market and "
    "the two libraries were discussed in turn, and the chair thanked those who had written in. "
)
DELIVERABLES = (
    ("Mend the harbour wall before the winter storms", "1.1", "Q1 2025/26", "Q3 2025/26", "Head of Harbours"),
    ("Open a second library in the old exchange", "1.2", "Q2 2025/26", "Q4 2025/26", "Head of Libraries"),
    ("Plant four hundred street trees", "2.1", "Q1 2025/26", "Q2 2026/27", "Head of Parks"),
    ("Bring the town hall's records online", "2.2", "Q3 2025/26", "Q4 2025/26", "Director of Resources"),
)
ACTIONS = (
    ("A1.1", "Agree the harbour scheme with the port users", "Head of Harbours", "G", "A", "C"),
    ("A1.2", "Let the contract for the exchange", "Head of Libraries", "A", "A", "G"),
    ("A2.1", "Survey the streets for planting", "Head of Parks", "G", "G", "C"),
    ("A2.2", "Choose a records system", "Director of Resources", "R", "R", "A"),
)
COLOURS = {"G": "#92d050", "A": "#ffc000", "R": "#ff0000", "C": "#00b0f0"}
OUTCOMES = (
    ("Commitment 1: A living harbour", ("1.1 Boats find shelter all year", "1.2 Everyone reads")),
    ("Commitment 2: A green town", ("2.1 Streets are shaded", "2.2 Records are open")),
)
REGISTER = (
    ("Ref", "Risk description", "Likelihood", "Impact", "Mitigating actions", "Risk owner"),
    ("R1", "The wall fails before it is mended", "4", "5", "Weekly inspections and a standby crew", "Head of Harbours"),
    ("R2", "No tenders come in", "2", "4", "Early talks with the trade", "Head of Procurement"),
    ("R3", "Trees die in a dry summer", "3", "2", "Water bags and wardens", "Head of Parks"),
)
BUDGET = (
    ("Service", "Revised budget £000", "Forecast £000", "Variance £000", "Commentary"),
    ("Harbours", "1,200", "1,260", "60", "Storm damage in March"),
    ("Libraries", "840", "835", "(5)", "A vacancy held"),
    ("Parks", "610", "610", "0", "On budget"),
)
ATTENDANCE = (
    ("Councillor", "Ward", "Present"),
    ("Councillor A Reed", "Quayside", "Yes"),
    ("Councillor B Marsh", "Old Town", "Yes"),
    ("Councillor C Heron", "Saltings", "Apologies"),
)
ACTION_LOG = (
    ("Minute", "Action", "Owner", "Due date", "Status"),
    ("41", "Circulate the slides on dredging", "Head of Harbours", "30/09/2025", "Complete"),
    ("43", "Write to the rail company about the halt", "Director of Place", "31/10/2025", "In progress"),
    ("46", "Bring back a paper on moorings", "Head of Harbours", "30/11/2025", "Not started"),
)
CONTENTS = (
    ("Item", "Title", "Page"),
    ("1", "Apologies for absence", "3"),
    ("2", "Declarations of interest", "3"),
    ("3", "Minutes of the previous meeting", "4"),
    ("4", "Delivery Plan 2025/26", "9"),
)
FORWARD = (
    ("Meeting date", "Report title", "Lead officer", "Purpose"),
    ("4 December 2025", "Moorings policy", "Head of Harbours", "To decide"),
    ("15 January 2026", "Budget consultation", "Director of Resources", "To note"),
    ("5 March 2026", "Tree strategy", "Head of Parks", "To decide"),
)


def ruled(rows: Sequence[Sequence[str]], widths: Sequence[float], fills: dict[str, str] | None = None) -> Table:
    """A ruled table whose first row is its heading; cells whose text is in `fills` get that colour."""
    cells = [[Paragraph(t, HEAD if r == 0 else CELL) for t in row] for r, row in enumerate(rows)]
    style: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.6, "black"),
        ("BACKGROUND", (0, 0), (-1, 0), "lightgrey"),
    ]
    for r, row in enumerate(rows[1:], start=1):
        style += [("BACKGROUND", (c, r), (c, r), fills[t]) for c, t in enumerate(row) if fills and t in fills]
    return Table(cells, colWidths=list(widths), repeatRows=1, style=TableStyle(style))


def prose(paragraphs: int) -> list[Flowable]:
    """Paragraphs that say nothing of any plan, no two alike."""
    words = (WORDS * 2).split()
    return [
        Paragraph(" ".join([f"{n + 1}.", *words[7 * n % 90 :], *words[: 7 * n % 90]]), BODY) for n in range(paragraphs)
    ]


def front() -> list[Flowable]:
    """Agenda, contents, attendance, minutes with their action log, and a covering report."""
    return [
        Paragraph("Saltmere District Council", H2), Paragraph("Public Document Pack", COVER), Paragraph("Cabinet", H1),
        Paragraph("Agenda", H1), ruled(CONTENTS, (50, 300, 60)), PageBreak(),
        Paragraph("Minutes of the meeting held on 4 September 2025", H1),
        Paragraph("Members present", H2), ruled(ATTENDANCE, (200, 120, 90)),
        Paragraph("Declarations of interest: there were none. Apologies for absence were received.", BODY), *prose(4),
        Paragraph("Action log", H2), ruled(ACTION_LOG, (50, 190, 100, 70, 70)), PageBreak(),
        Paragraph("Quarterly finance update", H1), *prose(3), ruled(BUDGET, (100, 90, 80, 80, 130)),
        PageBreak(), Paragraph("Strategic risk register", H1), *prose(2),
        ruled(REGISTER, (35, 130, 60, 50, 130, 80)), PageBreak(),
        Paragraph("Delivery Plan 2025/26: report of the Chief Executive", H1),
        Paragraph("Purpose of report", H2), *prose(4),
        Paragraph("Background papers", H2), *prose(6), PageBreak(),
    ]  # fmt: skip


def delivery_plan(
    label: str = "", rows: int = 1, title: str = "Delivery Plan 2025/26", cover: bool = True
) -> list[Flowable]:
    """A delivery plan: title, outcomes, one table with `rows` times its deliverables."""
    story: list[Flowable] = [Paragraph(label, H2)] if label else []
    story.append(Paragraph(title, COVER if cover else H1))
    story += [Paragraph("Saltmere District Council", H2), PageBreak()] if cover else []
    for commitment, outcomes in OUTCOMES:
        story += [Paragraph(commitment, H2), *(Paragraph(o, BODY) for o in outcomes)]
    heads = ("Deliverable", "Outcome", "Start date", "Delivery date", "Lead officer")
    many = [(f"{title} in year {n + 1}" if n else title, *rest) for n in range(rows) for title, *rest in DELIVERABLES]
    return [*story, Paragraph("What we will deliver", H2), ruled((heads, *many), (190, 50, 75, 75, 100)), PageBreak()]


def progress_report(label: str = "", title: str = "Corporate Plan progress report 2024/25 Quarter 3") -> list[Flowable]:
    """A report on actions with a status for each of three quarters, and its legend."""
    heads = ("Ref", "Action", "Lead officer", "Q1 RAG", "Q2 RAG", "Q3 RAG")
    legend = Table([["Green: on track", "Amber: at risk", "Red: off track", "Complete"]])
    legend.setStyle(TableStyle([("BACKGROUND", (c, 0), (c, 0), COLOURS[k]) for c, k in enumerate("GARC")]))
    return [
        *([Paragraph(label, H2)] if label else []), Paragraph(title, H1), Paragraph("Saltmere District Council", BODY),
        legend, Paragraph("Progress by action", H2),
        ruled((heads, *ACTIONS), (40, 180, 100, 50, 50, 50), COLOURS), PageBreak(),
    ]  # fmt: skip


def back() -> list[Flowable]:
    """What follows the last plan: the forward plan and the closing business."""
    return [
        Paragraph("Forward plan of decisions", H1), *prose(1), ruled(FORWARD, (90, 150, 110, 80)),
        PageBreak(), Paragraph("Exclusion of the press and public", H1), *prose(3),
    ]  # fmt: skip


@dataclass(frozen=True)
class Footer:
    """What stands at the foot of every page: words, and page numbers that begin with `first` (None: no number)."""

    words: str = ""
    first: int | None = 1

    def __call__(self, canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        number = "" if self.first is None else f"Page {document.page + self.first - 1}"
        canvas.drawString(60, 28, self.words)
        canvas.drawRightString(document.pagesize[0] - 60, 28, number)


def pdf(file: Path, story: Sequence[Flowable], footer: Footer | None = None, *, wide: bool = False) -> Path:
    """A PDF of the story, A4, `wide` for landscape."""
    draw = footer or Footer(first=None)
    document = SimpleDocTemplate(str(file), pagesize=landscape(A4) if wide else A4, invariant=1)
    document.build(list(story), onFirstPage=draw, onLaterPages=draw)
    return file


def bound(file: Path, parts: Sequence[Path]) -> Path:
    """The PDFs bound into one, page after page, as a committee service binds its papers."""
    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        with pypdfium2.PdfDocument(part) as document:
            whole.import_pages(document)
    whole.save(str(file))
    whole.close()
    return file
