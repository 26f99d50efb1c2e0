"""The logical table: what every reading ends in once pages are joined and rows repaired.

All coordinates are PDF points with the origin at the top left of the page as displayed. Pages count from 1.
"""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

# The repair of a cell whose value a colour alone says.
FILL_ONLY = "fill_only"
# The fields that rate a record.
RATINGS = ("status", "rag_q1", "rag_q2", "rag_q3", "rag_q4")
Reading = Literal["tagged", "ruled", "flow", "ocr"]


class Piece(NamedTuple):
    """The part of a cell that is printed on one page: its rectangle in points, top-left origin."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Link(NamedTuple):
    """A hyperlink and the words that carry it."""

    text: str
    url: str


@dataclass(frozen=True)
class TableCell:
    """One cell of a logical table.

    `text` is what is printed, white space collapsed; `lines` the same line by line, for prose that needs its breaks.
    `fill` is the background as `#rrggbb`, None where nothing is painted. `repairs` names what was mended
    (`split_row`, `column_bleed`, `merged_cell`, `interleaved_rows`, `fill_only`, `ocr`); `flag` is a short reason
    code where a person should look, None where nothing is in doubt.
    """

    column: int
    text: str
    pieces: tuple[Piece, ...] = ()
    column_span: int = 1
    row_span: int = 1
    fill: str | None = None
    lines: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    reading: Reading = "ruled"
    repairs: tuple[str, ...] = ()
    confidence: float = 1.0
    flag: str | None = None
    flag_detail: str | None = None

    def carried(self) -> "TableCell":
        """The cell as it stands for another row that it spans, marked `merged_cell`."""
        return replace(self, repairs=tuple(dict.fromkeys((*self.repairs, "merged_cell"))))

    def flagged(self, flag: str, detail: str) -> "TableCell":
        """The cell with a flag and why; as it is where it has one already: the first doubt of a cell is kept."""
        return self if self.flag else replace(self, flag=flag, flag_detail=detail)


@dataclass(frozen=True)
class TableRow:
    """One row: its cells from left to right. `header` rows hold headings, `band` rows one text over all columns."""

    cells: tuple[TableCell, ...]
    header: bool = False
    band: bool = False

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages on which the row is printed, in order."""
        return tuple(sorted({p.page for c in self.cells for p in c.pieces}))

    def at(self, column: int) -> TableCell | None:
        """The cell that covers `column`, None where the row has none there."""
        for cell in self.cells:
            if cell.column <= column < cell.column + cell.column_span:
                return cell
        return None


@dataclass(frozen=True)
class Table:
    """One logical table of a document, joined over its pages. `kind` is None until headings have been read."""

    columns: int
    rows: tuple[TableRow, ...]
    kind: str | None = None
    kind_reason: str = ""

    @property
    def header_rows(self) -> int:
        """How many heading rows stand on top."""
        return sum(1 for r in self.rows if r.header)

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages that the table touches, in order."""
        return tuple(sorted({p for r in self.rows for p in r.pages}))


@dataclass(frozen=True)
class PlanColumn:
    """Which field a column of a plan table was taken for, and why (for `planlift inspect`).

    `quarter` is 1 to 4 for a column that belongs to one quarter (`rag`, `value`), None otherwise; `year` the
    financial year that the heading names (`2024/25`), None where it names none.
    """

    index: int
    heading: str
    field: str | None
    why: str
    quarter: int | None = None
    year: str | None = None


@dataclass(frozen=True)
class PublishedRow:
    """One record as published: `fields` maps a field to its cell, `other` keeps columns that no heading rule knows.

    Fields of a deliverable: title, outcome_codes, start, delivery, lead_officer, strategic_link, status, update.
    Of an action: code, outcome_code, title, lead_officer, committees, delivery, update, rag_q1 ... rag_q4.
    Of a KPI: code, title, tier, unit, target, value_q1 ... value_q4, direction, status, update.
    `theme` is the band or heading above (`Theme 1: Homes and Places`, `Commitment 2: ...`) or the row's cell in a
    column of themes, None where there is none.
    A field whose cell the page leaves empty is present with text "".
    """

    fields: dict[str, TableCell]
    other: tuple[tuple[str, TableCell], ...] = ()
    theme: TableCell | None = None
    pages: tuple[int, ...] = ()

    def lacking(self, names: Iterable[str], flag: str, detail: str, reading: Reading = "ruled") -> "PublishedRow":
        """The record with an empty, flagged cell for each field that it does not have, and that may stand elsewhere."""
        after = max((c.column + c.column_span for c in self.fields.values()), default=0)
        lost = TableCell(after, "", reading=reading, flag=flag, flag_detail=detail)
        return replace(self, fields=self.fields | {n: lost for n in names if n not in self.fields})

    @property
    def cells(self) -> tuple[TableCell, ...]:
        """The cells of its fields, and those of columns that fill none; without its theme's."""
        return (*self.fields.values(), *(cell for _, cell in self.other))

    def flagged(self, flag: str, detail: str, names: Set[str] | None = None) -> "PublishedRow":
        """The record with a flag and why on the fields `names`, or on all of its cells where none are named.

        Cells that are flagged already stay as they are, and so does the theme.
        """
        if names is None:
            return self.mapped(lambda c: c.flagged(flag, detail))
        told = {n: c.flagged(flag, detail) for n, c in self.fields.items() if n in names}
        return replace(self, fields=self.fields | told) if told else self

    def mapped(self, change: Callable[[TableCell], TableCell]) -> "PublishedRow":
        """The record with every cell of a field, or of a column that fills none, changed."""
        fields = {name: change(cell) for name, cell in self.fields.items()}
        return replace(self, fields=fields, other=tuple((heading, change(cell)) for heading, cell in self.other))


TableKind = Literal["deliverables", "actions", "kpis", "outcomes", "legend"]
# Kinds of tables whose rows are records of a plan.
PLAN_KINDS: tuple[TableKind, ...] = ("deliverables", "actions", "kpis")


@dataclass(frozen=True)
class PublishedTable:
    """The rows of one plan table with its columns as understood."""

    kind: TableKind
    columns: tuple[PlanColumn, ...]
    rows: tuple[PublishedRow, ...]
    pages: tuple[int, ...]

    def mapped(self, change: Callable[[PublishedRow], PublishedRow]) -> "PublishedTable":
        """The table with every record changed."""
        return replace(self, rows=tuple(change(row) for row in self.rows))

    @property
    def headings(self) -> set[str]:
        """The headings of its columns, empty ones left out."""
        return {c.heading for c in self.columns if c.heading}

    def warning(self, why: str, page: int = 0) -> str:
        """What a person is told of the table, with a page of it: the one on which it begins unless one is given."""
        return f"page {page or self.pages[0]}: {why}"

    def other_texts(self, column: int) -> list[str]:
        """What the records hold in a column that fills no field (its `index`), empty cells left out."""
        return [c.text for row in self.rows for _, c in row.other if c.column == column and c.text]


@dataclass(frozen=True)
class LegendEntry:
    """One entry of the document's own legend: a colour and the words (and letter) printed with it.

    `flag` is a short reason code where a person should look, None where nothing is in doubt.
    """

    label: str
    fill: str | None
    page: int
    flag: str | None = None
    flag_detail: str | None = None


@dataclass(frozen=True)
class OutcomeStatement:
    """An outcome or priority with its code, and the theme (commitment, aim) under which it is printed."""

    code: str
    cell: TableCell
    theme: str | None = None


@dataclass(frozen=True)
class ThemeStatement:
    """A commitment or aim as printed: `Commitment 2: Improving Health and Wellbeing`."""

    text: str
    cell: TableCell


class InkCounts(NamedTuple):
    """The ink ledger: where every printed glyph (white space left out) of a plan's pages ended."""

    cells: int = 0
    headings: int = 0
    furniture: int = 0
    prose: int = 0
    unplaced: int = 0


class TextLine(NamedTuple):
    """A line of prose or heading: its page, font size in points, whether bold, and its words."""

    page: int
    size: float
    bold: bool
    text: str


@dataclass(frozen=True)
class PublishedPlan:
    """One plan of a document as published, before anything is normalised.

    `front` holds the lines of the file's first page where the plan begins on a later one.
    """

    first_page: int
    last_page: int
    tables: tuple[PublishedTable, ...]
    outcomes: tuple[OutcomeStatement, ...] = ()
    themes: tuple[ThemeStatement, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    lines: tuple[TextLine, ...] = ()
    ink: InkCounts = field(default_factory=InkCounts)
    front: tuple[TextLine, ...] = ()


@dataclass(frozen=True)
class LeftAlone:
    """A table that is none of a plan's, and why it was left alone."""

    pages: tuple[int, ...]
    headings: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class PublishedDocument:
    """Everything that one PDF publishes: its plans, and the tables that are none.

    `damage` says what is broken in the file, which was read as far as it goes; nothing where it is whole.
    """

    page_count: int
    plans: tuple[PublishedPlan, ...]
    left_alone: tuple[LeftAlone, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    damage: tuple[str, ...] = ()
