"""Places a plan's table row by row: wrapping, alignment, splits over pages, overshoots and interleaved rows."""

from dataclasses import dataclass, replace
from random import Random

from tests.generator.flow import Flow
from tests.generator.ink import Box, Link, Text
from tests.generator.metrics import column_widths, face, turned_heading, width, wrap
from tests.generator.plan import Cell, Row
from tests.generator.table_rules import Placed, TableRules

_OVERSHOOTERS = ("lead_officer", "title", "strategic_link", "other")
_BROKEN_BY_HYPHEN = ("title", "update")
_LIGATURES = {"fi": "ﬁ", "fl": "ﬂ"}
# Letters that are set apart stand so many font sizes further from each other.
_APART = 0.12
# Where a cell has small print, its first line is larger than the rest by so much.
_SMALL = 0.85
_HYPHENS = {"none": "", "soft": "\u00ad", "hard": "-"}


@dataclass
class _Row:
    """One record while it is being placed: its cells' lines that are still to be printed."""

    index: int
    cells: tuple[Cell, ...]
    lines: list[list[str]]
    span: int
    continued: bool = False
    shared: int = 1

    @property
    def depth(self) -> int:
        return max(1, *(len(lines) for lines in self.lines))


class TableLayout:
    """Prints the table of `flow`'s plan from where `flow` stands; `run` does it."""

    def __init__(self, flow: Flow, rng: Random) -> None:
        self.flow, self.plan, self.spec, self.rng = flow, flow.plan, flow.spec, rng
        self.widths, self.size = column_widths(flow.plan, flow.spec, flow.right - flow.left)
        self.edges = [flow.left]
        for w in self.widths:
            self.edges.append(self.edges[-1] + w)
        self.lead, self.pad = self.size * 1.2, self.spec.padding
        self.code_column = next((i for i, c in enumerate(self.plan.columns) if c.field == "outcome_code"), None)
        officer = next((i for i, c in enumerate(self.plan.columns) if c.field == "lead_officer"), None)
        self.shared_column = officer if self.spec.shared_officers else None
        self.rules = TableRules(
            self.spec, self.edges, self.code_column if self.spec.span_codes else None, self.shared_column, rng
        )
        self.placed: list[Placed] = []
        self.texts: list[Text] = []
        self.previous: tuple[_Row, float] | None = None
        self.unlinked: dict[tuple[int, int], str] = {}  # what is left of a cell's link for the next page

    def run(self, index: int = 0) -> None:
        """Print every section, with its band or heading where the plan has themes; rows count from `index`."""
        for number, section in enumerate(self.plan.sections):
            if section.theme and self.spec.bands == "heading":
                self._flush()
                self.flow.y += 14 if number else 0
                self.flow.need(110)
                self.flow.paragraph(section.theme, 11, bold=True, after=4)
                if section.note:
                    self.flow.paragraph(section.note, self.size)
            if number == 0 or self.spec.bands == "heading":
                if self.flow.y + 120 > self.flow.bottom:
                    self.flow.new_page()
                self._heading()
            if section.theme and self.spec.bands == "band":
                self._band(section.theme)
                if number and self.spec.heading_again:
                    self._heading()
            for row in section.rows:
                if row.note:
                    self._note(row.note)
                if row.blank:
                    self._empty_row(row)
                lines = [self._lines(index, i, c) for i, c in enumerate(row.cells)]
                self._row(_Row(index, row.cells, lines, row.span, shared=row.shared))
                index += 1
        if self.plan.totals:
            cells = tuple(Cell(t) for t in self.plan.totals)
            self._row(_Row(index, cells, [self._lines(index, i, c) for i, c in enumerate(cells)], 1))
        self._flush()

    def _turn(self) -> None:
        self._flush()
        self.flow.new_page()
        if self.spec.headings == "repeated":
            self._heading()

    def _flush(self) -> None:
        """Everything that this page's part of the table needs once its rows are known: fills, rules, order."""
        if not self.placed:
            return
        shapes = self.rules.shapes(self.placed)
        self.flow.page.shapes[:0] = shapes
        keys = {
            "cell": lambda t: t.cell,
            "column": lambda t: (t.cell[1], t.cell[0]),
            "line": lambda t: (round(t.y, 1), t.x),
        }
        body = sorted((t for t in self.texts if t.cell), key=keys[self.spec.order])
        heads = [t for t in self.texts if not t.cell]
        self.flow.page.texts += [*heads, *body]
        self.placed, self.texts, self.previous = [], [], None

    def _heading(self) -> None:
        """The heading row, and above it the row of headings that span several columns."""
        font = face(self.spec.font, bold=True)
        columns = self.plan.columns
        grouped = any(c.group for c in columns)
        wrapped = [
            [line for part in c.heading.split("\n") for line, _ in wrap(part, font, self.size, w - 2 * self.pad)]
            for c, w in zip(columns, self.widths, strict=True)
        ]
        upper = self.lead + 2 * self.pad if grouped else 0.0
        turned = [turned_heading(self.spec, c.field) for c in columns]
        depths = [
            width(c.heading.replace("\n", " "), font, self.size) + 2 if t else len(lines) * self.lead
            for c, t, lines in zip(columns, turned, wrapped, strict=True)
        ]
        height = max(depths) + 2 * self.pad
        top = self.flow.y
        self.placed.append(Placed("heading", top, top + upper + height, group_bottom=top + upper if grouped else None,
                                  groups=self._groups()))  # fmt: skip
        for first, last, text in self._groups():
            room = self.edges[last + 1] - self.edges[first] - 2 * self.pad
            size = min(self.size, self.size * room / max(width(text, font, self.size), 1))
            x = self.edges[first] + self.pad
            self._head(Text(x, top + self.pad + self.size, text, font, size))
        for i, lines in enumerate(wrapped):
            if turned[i]:
                x = (self.edges[i] + self.edges[i + 1] + self.size) / 2
                words = columns[i].heading.replace("\n", " ")
                self._head(Text(x, top + upper + height - self.pad, words, font, self.size, turned=True))
                continue
            for j, line in enumerate(lines):
                if line:
                    y = top + (upper if columns[i].group else 0.0) + self.pad + self.size + j * self.lead
                    self._spaced(i, Text(self._x(i, line, font), y, line, font, self.size))
        self.flow.y = top + upper + height

    def _spaced(self, column: int, text: Text) -> None:
        """Print a line of a heading, its letters set apart where the plan does so and the column has room."""
        wider = width(text.text, text.font, self.size) + _APART * self.size * len(text.text)
        if not self.spec.letter_spaced or wider > self.widths[column] - 2 * self.pad:
            self._head(text)
            return
        x = self._x(column, text.text, text.font) if self.plan.columns[column].align == "left" else text.x
        for n, letter in enumerate(text.text):
            at = x + width(text.text[:n], text.font, self.size) + _APART * self.size * n
            if letter.strip():
                self._head(replace(text, x=at, text=letter))

    def _head(self, text: Text) -> None:
        self.texts.append(replace(text, colour=self.rules.heading_ink))

    def _groups(self) -> list[tuple[int, int, str]]:
        """Spanning headings as (first column, last column, words)."""
        groups: list[tuple[int, int, str]] = []
        for i, c in enumerate(self.plan.columns):
            if c.group and groups and groups[-1][2] == c.group and groups[-1][1] == i - 1:
                groups[-1] = (groups[-1][0], i, c.group)
            elif c.group:
                groups.append((i, i, c.group))
        return groups

    def _band(self, theme: str) -> None:
        height = self.lead + 2 * self.pad
        if self.flow.y + height + 60 > self.flow.bottom:
            self._turn()
        self.placed.append(Placed("band", self.flow.y, self.flow.y + height))
        font = face(self.spec.font, bold=True)
        self.texts.append(Text(self.edges[0] + self.pad, self.flow.y + self.pad + self.size, theme, font, self.size,
                               cell=(self._next_row(), -1)))  # fmt: skip
        self.flow.y += height
        self.previous = None

    def _note(self, note: str) -> None:
        """A note over the whole width, in the face of the rows."""
        font = face(self.spec.font)
        lines = [line for line, _ in wrap(note, font, self.size, self.edges[-1] - self.edges[0] - 2 * self.pad)]
        height = len(lines) * self.lead + 2 * self.pad
        if self.flow.y + height + 60 > self.flow.bottom:
            self._turn()
        self.placed.append(Placed("note", self.flow.y, self.flow.y + height))
        for j, line in enumerate(lines):
            y = self.flow.y + self.pad + self.size + j * self.lead
            self.texts.append(Text(self.edges[0] + self.pad, y, line, font, self.size, cell=(self._next_row(), -1)))
        self.flow.y += height
        self.previous = None

    def _empty_row(self, row: Row) -> None:
        """A row that nobody has filled in, with the lines and grounds of one."""
        cells = tuple(Cell("") for _ in row.cells)
        if self.flow.y + self.lead + 2 * self.pad <= self.flow.bottom:
            self._place(_Row(self._next_row(), cells, [[] for _ in cells], 1), self.lead + 2 * self.pad)
            self.previous = None

    def _next_row(self) -> int:
        return max((t.cell[0] for t in self.texts if t.cell), default=-1) + 1

    def _lines(self, row: int, column: int, cell: Cell) -> list[str]:
        field = self.plan.columns[column].field
        hyphen = _HYPHENS[self.spec.hyphens] if field in _BROKEN_BY_HYPHEN else ""
        room = self.widths[column] - 2 * self.pad
        if field in _OVERSHOOTERS and column + 1 < len(self.widths):
            room += self.spec.overshoot
        lines = wrap(cell.text, face(self.spec.font, text=cell.text), self.size, room, hyphen=hyphen)
        if any(broken for _, broken in lines):
            self.flow.sheets.ambiguous.add((row, column))  # only a dictionary tells that the halves are one word
        if self.spec.order == "line" and self.spec.overshoot:
            inside = self.widths[column] - self.pad
            font = face(self.spec.font, text=cell.text)
            if any(width(line, font, self.size) > inside for line, _ in lines):
                self.flow.sheets.ambiguous |= {(row, column), (row, column + 1)}
        return [line for line, _ in lines] if cell.text else []

    def _row(self, row: _Row) -> None:
        """Print one record on this page, on the next, or over as many as it takes."""
        height = max(row.depth * self.lead + 2 * self.pad, self.spec.min_height)
        room = self.flow.bottom - self.flow.y
        if height <= room:
            self._place(row, height - self._lift(row) * self.lead)
            return
        fits = int((room - 2 * self.pad) / self.lead)
        body = self.flow.bottom - self.flow.top - 90
        if (self.spec.split_rows and fits >= 1 and row.depth > fits) or height > body:
            if fits < 1:
                self._turn()
                self._row(row)
                return
            rest = [lines[fits:] for lines in row.lines]
            first = _Row(row.index, row.cells, [lines[:fits] for lines in row.lines], row.span, row.continued)
            if any(rest):
                self._place(first, room, open_bottom=True)
                self.flow.sheets.split.add(row.index)
                self._turn()
                self._row(_Row(row.index, row.cells, rest, row.span, True))
                return
        self._turn()
        self._row(row)

    def _lift(self, row: _Row) -> int:
        """By how many lines this row's text may stand in the white space that the row above leaves free."""
        if not self.spec.interleave or not self.previous:
            return 0
        above, height = self.previous
        lift = min(3, row.depth - 1)
        while lift:
            rising = [i for i, lines in enumerate(row.lines) if len(lines) > row.depth - lift]
            free = min(height - 2 * self.pad - len(above.lines[i]) * self.lead for i in rising)
            if free >= (lift + 0.6) * self.lead and not any(row.cells[i].mark for i in rising):
                break
            lift -= 1
        return lift

    def _place(self, row: _Row, height: float, *, open_bottom: bool = False) -> None:
        top = self.flow.y
        fills = [(i, c.fill) for i, c in enumerate(row.cells) if c.fill]
        lifted = height < row.depth * self.lead + 2 * self.pad - 0.1
        split = row.continued or open_bottom
        self.placed.append(
            Placed("row", top, top + height, index=row.index, fills=fills, continued=row.continued,
                   open_bottom=open_bottom, starts_span=row.span > 0 and not row.continued,
                   starts_shared=row.shared > 0)
        )  # fmt: skip
        above = self.placed[-2].kind if len(self.placed) > 1 else "heading"
        valign = "bottom" if lifted else "top" if split or self.spec.interleave else self.spec.valign
        for i, (cell, lines) in enumerate(zip(row.cells, row.lines, strict=True)):
            if i == self.code_column and self.spec.span_codes and (row.span == 0 or row.continued):
                continue
            if i == self.shared_column and row.shared == 0 and above == "row":
                continue  # printed once for the rows that it covers on this page
            at = "top" if (i == self.code_column and self.spec.span_codes) or i == self.shared_column else valign
            depth = max(len(lines), 1 if cell.mark else 0)  # a circle takes a line though it has no words
            slack = height - 2 * self.pad - depth * self.lead
            y = top + self.pad + {"top": 0.0, "middle": slack / 2, "bottom": slack}[at]
            self._cell(row.index, i, cell, lines, y, row.continued)
        self.flow.y = top + height
        self.previous = None if lifted else (row, height)

    def _cell(self, row: int, column: int, cell: Cell, lines: list[str], y: float, continued: bool) -> None:
        font = face(self.spec.font, text=cell.text)
        if cell.mark and cell.mark_colour and not continued:
            self._mark(column, cell, lines, y, font)
        linked = self.unlinked.get((row, column), "") if continued else cell.link[0] if cell.link else ""
        for j, line in enumerate(lines):
            x, base = self._x(column, line, font), y + self.size + j * self.lead
            wider = 0.0 if j + 1 == len(lines) else self._justified(column, line, font)
            if linked and cell.link:
                words = line[: len(linked)]
                long = width(words, font, self.size) + words.count(" ") * wider
                box = Link(x, base - self.size, long, self.lead, cell.link[1])
                self.flow.page.links.append(box)
                whole = line if linked.startswith(line) else line[:-1]  # without the hyphen that broke a word
                linked = linked[len(whole) :].lstrip()
            small = self.spec.small_print and j and self.plan.columns[column].field == "update"
            size = self.size * _SMALL if small else self.size
            self._print(x, base, line, font, (row, column), size, wider)
        self.unlinked[row, column] = linked

    def _mark(self, column: int, cell: Cell, lines: list[str], y: float, font: str) -> None:
        """A circle instead of words, or a pill behind them."""
        middle = (self.edges[column] + self.edges[column + 1]) / 2
        colour = cell.mark_colour or ""
        if cell.mark == "icon":
            d = self.size * 0.8
            left = self._x(column, lines[0], font) - d - 2
            self.flow.page.shapes.append(Box(left, y + self.size * 0.25, d, d, colour, d / 2))
            return
        if cell.mark == "circle":
            d = self.size
            self.flow.page.shapes.append(Box(middle - d / 2, y, d, d, colour, d / 2))
            return
        w = max(width(line, font, self.size) for line in lines) + min(6.0, self.pad)
        x = self._x(column, max(lines, key=len), font)
        h = len(lines) * self.lead + 1
        left = x - min(6.0, self.pad) / 2
        self.flow.page.shapes.append(Box(left, y - 0.5, w, h, colour, min(h, self.lead) / 2))

    def _x(self, column: int, line: str, font: str) -> float:
        """Where a line starts in its column; a line wider than the column starts at its left whatever the alignment."""
        left = self.edges[column] + self.pad
        slack = self.widths[column] - 2 * self.pad - width(line, font, self.size)
        return left + max(slack / 2, 0.0) if self.plan.columns[column].align == "centre" else left

    def _justified(self, column: int, line: str, font: str) -> float:
        """How much wider the spaces of a line become where its text is set to both edges of its column."""
        spaces = line.count(" ")
        if not (self.spec.justified and spaces and self.plan.columns[column].field in _BROKEN_BY_HYPHEN):
            return 0.0
        return max(self.widths[column] - 2 * self.pad - width(line, font, self.size), 0.0) / spaces

    def _print(
        self, x: float, y: float, line: str, font: str, cell: tuple[int, int], size: float, wider: float
    ) -> None:
        """Print a line in one run, word by word, or glyph by glyph, each space `wider` than the font's."""
        runs = {"line": [line], "word": line.split(" "), "glyph": list(line)}[self.spec.chunk]
        at = 0
        for run in runs:
            offset = width(line[:at], font, size) + line[:at].count(" ") * wider
            at += len(run) + (1 if self.spec.chunk == "word" else 0)
            if run.strip():
                self.texts.append(Text(x + offset, y, self._letters(run), font, size, cell=cell, word_space=wider))

    def _letters(self, run: str) -> str:
        if self.spec.ligatures:
            for pair, ligature in _LIGATURES.items():
                run = run.replace(pair, ligature)
        return run
