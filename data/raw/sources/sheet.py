"""Pages drawn with ReportLab: wrapped text, cells and tables whose rows break over pages, as an office program does it.

Lengths are points; `y` runs down the page from the top, as a reader's eye does.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import reportlab
from arrows import ARROWS, NAME, font_file
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = landscape(A4)
MARGIN, BOTTOM = 40.0, HEIGHT - 46.0
PLAIN, BOLD = "Vera", "VeraBd"
INK, RULE, LINK = "#1f2933", "#8a94a0", "#0b57b0"

_LEAST_LINES_AT_A_BREAK = 2
_LINK = re.compile(r"\[([^]]+)\]\(([^)]+)\)")


def register_fonts() -> None:
    """Makes the fonts known to ReportLab: its own Bitstream Vera, and the arrows."""
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in (PLAIN, BOLD):
        registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    registerFont(TTFont(NAME, font_file()))


@dataclass(frozen=True)
class Run:
    """Words of one line that are drawn in one go; `url` where they are a link."""

    text: str
    url: str | None = None


@dataclass(frozen=True)
class Cell:
    """The words of a cell and how they look. Links are written `[words](address)`."""

    text: str
    fill: str | None = None
    ink: str = INK
    font: str = PLAIN
    size: float = 8.0
    centred: bool = False


def wrap(cell: Cell, width: float) -> list[list[Run]]:
    """Breaks the text of a cell into lines no wider than `width`."""
    words: list[Run] = []
    for index, part in enumerate(_LINK.split(cell.text)):
        if index % 3 == 0:
            words += [Run(word) for word in part.split()]
        elif index % 3 == 1:
            url = _LINK.split(cell.text)[index + 1]
            words += [Run(word, url) for word in part.split()]
    lines: list[list[Run]] = []
    taken = 0.0
    for word in words:
        needed = stringWidth(f" {word.text}", cell.font, cell.size)
        if not lines or taken + needed > width + stringWidth(" ", cell.font, cell.size):
            lines.append([word])
            taken = needed
            continue
        taken += needed
        last = lines[-1][-1]
        if last.url == word.url:
            lines[-1][-1] = Run(f"{last.text} {word.text}", last.url)
        else:
            lines[-1][-1] = Run(f"{last.text} ", last.url)
            lines[-1].append(word)
    return lines


@dataclass
class Sheet:
    """A document under way. `total` is its page count, known once it has been drawn before."""

    title: str
    author: str
    total: int = 0
    page: int = 0
    y: float = MARGIN
    file: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        # Invariant leaves out the time of day, so that the same words give the same bytes.
        self.canvas = Canvas(self.file, pagesize=(WIDTH, HEIGHT), invariant=1)
        self.canvas.setTitle(self.title)
        self.canvas.setAuthor(self.author)
        self.canvas.setCreator(self.author)
        self.canvas.setSubject(self.title)

    def finish(self) -> bytes:
        """Ends the last page and gives the PDF."""
        self.canvas.showPage()
        self.canvas.save()
        return self.file.getvalue()

    def new_page(self) -> None:
        """Starts a page with its running footer."""
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.y = MARGIN
        if self.page > 1:
            self.words(f"{self.author}  |  {self.title}", MARGIN, HEIGHT - 24, size=7.5)
            number = f"Page {self.page} of {self.total}"
            self.words(number, WIDTH - MARGIN - stringWidth(number, PLAIN, 7.5), HEIGHT - 24, size=7.5)

    def words(self, text: str, x: float, y: float, *, font: str = PLAIN, size: float = 9.5, ink: str = INK) -> None:
        """Draws one line with its foot at `y`."""
        self.canvas.setFont(font, size)
        self.canvas.setFillColor(HexColor(ink))
        self.canvas.drawString(x, HEIGHT - y, text)

    def box(self, x: float, top: float, width: float, height: float, fill: str | None, rule: str | None = RULE) -> None:
        """Draws a rectangle, filled, ruled or both."""
        if fill:
            self.canvas.setFillColor(HexColor(fill))
            self.canvas.rect(x, HEIGHT - top - height, width, height, stroke=0, fill=1)
        if rule:
            self.canvas.setStrokeColor(HexColor(rule))
            self.canvas.setLineWidth(0.6)
            self.canvas.rect(x, HEIGHT - top - height, width, height, stroke=1, fill=0)

    def heading(self, text: str, size: float = 15.0, ink: str = "#3b2a63") -> None:
        """Draws a heading at the cursor."""
        self.y += size + 4
        self.words(text, MARGIN, self.y, font=BOLD, size=size, ink=ink)
        self.y += size * 0.6

    def paragraph(self, text: str, size: float = 9.5) -> None:
        """Draws a paragraph at the cursor, over the whole width."""
        for line in wrap(Cell(text, size=size), WIDTH - 2 * MARGIN):
            self.y += size * 1.4
            self.words("".join(run.text for run in line), MARGIN, self.y, size=size)
        self.y += size * 0.8

    def cell_text(self, cell: Cell, lines: Sequence[Sequence[Run]], x: float, top: float, width: float) -> None:
        """Draws the lines of a cell from `top`, its links in blue and live."""
        y = top
        for line in lines:
            y += cell.size * 1.25
            left = x
            if cell.centred:
                left += (width - sum(stringWidth(run.text, cell.font, cell.size) for run in line)) / 2
            for run in line:
                ink = LINK if run.url else cell.ink
                self.words(run.text, left, y, font=cell.font, size=cell.size, ink=ink)
                wide = stringWidth(run.text.rstrip(), cell.font, cell.size)
                if run.url:
                    foot = HEIGHT - y - 2
                    self.canvas.linkURL(run.url, (left, foot, left + wide, foot + cell.size + 2), relative=0)
                left += stringWidth(run.text, cell.font, cell.size)


@dataclass
class Grid:
    """A table on a sheet: column widths, and the headings that every page repeats.

    With `spanning`, the first column of the rows between two calls of `end_span` is one cell; its text is the first
    row's, and where a page break cuts it, the text stays on the first page.
    """

    sheet: Sheet
    widths: Sequence[float]
    header: Sequence[Cell]
    legend: Sequence[tuple[str, str]] = ()
    spanning: bool = False
    _span: tuple[float, Cell] | None = None
    _padding: float = 4.0

    def begin_page(self) -> None:
        """Starts a page with the key to the colours, where there is one, and the headings."""
        self.sheet.new_page()
        if self.legend:
            wide = sum(self.widths) / len(self.legend)
            for index, (label, fill) in enumerate(self.legend):
                cell = Cell(label, size=7.0, centred=True)
                left = MARGIN + index * wide
                self.sheet.box(left, self.sheet.y, wide, 17, fill)
                self.sheet.cell_text(cell, wrap(cell, wide - 4), left, self.sheet.y + 3, wide)
            self.sheet.y += 27
        self._draw(self.header, [wrap(c, w - 2 * self._padding) for c, w in zip(self.header, self.widths, strict=True)])

    def band(self, cell: Cell) -> None:
        """Draws a row that is one cell over all columns, kept with the row below it."""
        if self._room() < 5:
            self._break()
        wide, height = sum(self.widths), cell.size * 1.25 + 2 * self._padding
        self.sheet.box(MARGIN, self.sheet.y, wide, height, cell.fill)
        self.sheet.cell_text(cell, wrap(cell, wide), MARGIN + self._padding, self.sheet.y + self._padding - 1.5, wide)
        self.sheet.y += height

    def row(self, cells: Sequence[Cell]) -> None:
        """Draws a row; one that does not fit is split where enough of it stands on both sides of the page break."""
        lines = [wrap(c, w - 2 * self._padding) for c, w in zip(cells, self.widths, strict=True)]
        if self.spanning and self._span is None:
            self._span = (self.sheet.y, cells[0])
        while (tallest := max(map(len, lines))) > self._room():
            room = min(self._room(), tallest - _LEAST_LINES_AT_A_BREAK)
            if room < _LEAST_LINES_AT_A_BREAK:
                self._move_on()
                continue
            self._draw(cells, [each[:room] for each in lines])
            lines = [each[room:] for each in lines]
            self._break()
        self._draw(cells, lines)

    def end_span(self) -> None:
        """Closes the cell that spans the rows drawn since the last call."""
        if self._span is not None:
            top, cell = self._span
            self.sheet.box(MARGIN, top, self.widths[0], self.sheet.y - top, None)
            lines = wrap(cell, self.widths[0] - 2 * self._padding)
            self.sheet.cell_text(cell, lines, MARGIN + self._padding, top + self._padding - 1.5, self.widths[0])
            self._span = None

    def _room(self) -> int:
        """How many lines of body text a row that starts here may have."""
        return int((BOTTOM - self.sheet.y - 2 * self._padding) / (8.0 * 1.25))

    def _move_on(self) -> None:
        """Goes on to the next page before a row; a spanning cell that has no row yet goes along whole."""
        if self._span is not None and self._span[0] == self.sheet.y:
            _, cell = self._span
            self._span = None
            self._break()
            self._span = (self.sheet.y, cell)
        else:
            self._break()

    def _break(self) -> None:
        """Goes on to the next page, with a spanning cell open on both sides of the break."""
        spanned = self._span is not None
        self.end_span()
        self.begin_page()
        if spanned:
            self._span = (self.sheet.y, Cell(""))

    def _draw(self, cells: Sequence[Cell], lines: Sequence[Sequence[Sequence[Run]]]) -> None:
        height = max(map(len, lines)) * max(c.size for c in cells) * 1.25 + 2 * self._padding
        left = MARGIN
        for index, (cell, width) in enumerate(zip(cells, self.widths, strict=True)):
            if not (index == 0 and self._span is not None):
                self.sheet.box(left, self.sheet.y, width, height, cell.fill)
                inside = width - 2 * self._padding
                self.sheet.cell_text(
                    cell, lines[index], left + self._padding, self.sheet.y + self._padding - 1.5, inside
                )
            left += width
        self.sheet.y += height


def arrow(direction: str) -> Cell:
    """A cell with the arrow for `up`, `down` or `level`."""
    return Cell(ARROWS[direction], font=NAME, size=9.0, centred=True)
