"""Pages that tests draw for themselves, in points from the top left, and what the engine reads off them."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extractors.document import read_tables
from extractors.table import Table

Rows = Sequence[Sequence[str]]


class Sheet:
    """A PDF in the making: a canvas whose y runs downwards from the top of a page of `size` points."""

    def __init__(self, file: Path, size: tuple[float, float] = (600, 400)) -> None:
        self.file, self.size = file, size
        self.canvas = Canvas(str(file), pagesize=size, invariant=1)

    def text(self, x: float, y: float, words: str, *, size: float = 9, font: str = "Helvetica") -> None:
        """One line of text whose baseline begins at (x, y)."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.size[1] - y, words)

    def lines(self, x: float, y: float, words: str, *, leading: float = 11, size: float = 9) -> None:
        """Lines (parted by newlines) one under the other."""
        for n, line in enumerate(words.split("\n")):
            self.text(x, y + n * leading, line, size=size)

    def line(self, x0: float, y0: float, x1: float, y1: float, *, width: float = 0.7) -> None:
        """A stroked line."""
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.size[1] - y0, x1, self.size[1] - y1)

    def fill(self, x0: float, top: float, x1: float, bottom: float, colour: str = "#000000") -> None:
        """A painted rectangle without an outline."""
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.rect(x0, self.size[1] - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self.canvas.setFillColor(HexColor("#000000"))

    def polygon(self, *points: tuple[float, float]) -> None:
        """A filled polygon."""
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.size[1] - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.size[1] - y)
        path.close()
        self.canvas.drawPath(path, stroke=0, fill=1)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Stroked lines at every x and y."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])

    def fill_in(self, xs: Sequence[float], ys: Sequence[float], rows: Rows, *, size: float = 9) -> None:
        """The texts of `rows` in the cells between `xs` and `ys`, cell by cell; "" prints nothing."""
        for y, row in zip(ys, rows, strict=False):
            for x, words in zip(xs, row, strict=False):
                if words:
                    self.lines(x + 4, y + 12, words, size=size)

    def table(self, xs: Sequence[float], ys: Sequence[float], rows: Rows) -> None:
        """A fully ruled table."""
        self.grid(xs, ys)
        self.fill_in(xs, ys, rows)

    def next_page(self) -> None:
        """Begin another page."""
        self.canvas.showPage()

    def save(self) -> Path:
        """Write the file."""
        self.canvas.save()
        return self.file


def texts(table: Table) -> list[list[str]]:
    """The texts of a table's rows, a cell that spans columns once, an empty one as ""."""
    return [[c.text for c in r.cells] for r in table.rows]


def tables_of(file: Path) -> list[Table]:
    """The logical tables of a file."""
    return read_tables(file)[1]


def only_table(file: Path) -> Table:
    """The one logical table of a file."""
    found = tables_of(file)
    assert len(found) == 1, [texts(t) for t in found]
    return found[0]
