"""Small PDFs of aligned text, drawn word by word, for tests of tables without rulings."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
SIZE = 9.0


class Sheet:
    """One page to write on; y counts from the top, in points."""

    def __init__(self, file: Path) -> None:
        self._canvas = Canvas(str(file), pagesize=(WIDTH, HEIGHT), invariant=1)

    def left(self, x: float, y: float, text: str, *, bold: bool = False) -> None:
        """Write `text` from x on."""
        self._font(bold)
        self._canvas.drawString(x, HEIGHT - y, text)

    def right(self, x: float, y: float, text: str) -> None:
        """Write `text` up to x."""
        self._font(bold=False)
        self._canvas.drawRightString(x, HEIGHT - y, text)

    def centred(self, x: float, y: float, text: str) -> None:
        """Write `text` around x."""
        self._font(bold=False)
        self._canvas.drawCentredString(x, HEIGHT - y, text)

    def rule(self, x0: float, x1: float, y: float) -> None:
        """Draw a horizontal line."""
        self._canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)

    def wall(self, x: float, top: float, bottom: float) -> None:
        """Draw a vertical line."""
        self._canvas.line(x, HEIGHT - top, x, HEIGHT - bottom)

    def next_page(self) -> None:
        """Go on on a new page."""
        self._canvas.showPage()

    def save(self) -> None:
        """Write the file."""
        self._canvas.save()

    def _font(self, bold: bool) -> None:
        self._canvas.setFont("Helvetica-Bold" if bold else "Helvetica", SIZE)


def prose(sheet: Sheet, x: float, y: float, width: int, lines: int) -> None:
    """A paragraph of `lines` lines, about `width` characters each."""
    words = [
        "the",
        "council",
        "will",
        "review",
        "how",
        "its",
        "services",
        "meet",
        "the",
        "needs",
        "of",
        "residents",
        "and",
        "report",
        "on",
        "what",
        "it",
        "finds",
    ]
    n = 0
    for k in range(lines):
        text = ""
        while len(text) < width:
            text += words[n % len(words)] + " "
            n += 1
        sheet.left(x, y + 11 * k, text)


def rows_of(sheet: Sheet, x: float, right_edges: Sequence[float], y: float, rows: Sequence[Sequence[str]]) -> None:
    """Rows of a label at x and numbers up to each of the right edges, 14 points apart."""
    for k, (label, *values) in enumerate(rows):
        sheet.left(x, y + 14 * k, label)
        for edge, value in zip(right_edges, values, strict=True):
            sheet.right(edge, y + 14 * k, value)
