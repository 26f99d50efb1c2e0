"""A plan's contents before anybody lays it out: columns, rows, legend, and the record that becomes the truth."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One cell: what is printed in it, and how.

    `fill` paints the background, `mark` draws a coloured shape (`pill` behind the words, `circle` instead of them),
    `link` is (words, url) for a part of the text that carries a hyperlink. `meaning` is what a status stands for
    (`red`, `amber`, `green`, `complete`, `scheduled`), None for an empty one and for all other cells.
    """

    text: str
    fill: str | None = None
    mark: str | None = None
    mark_colour: str | None = None
    link: tuple[str, str] | None = None
    meaning: str | None = None


@dataclass(frozen=True)
class Column:
    """One column: the field it carries (`other` where no plan field fits), its heading, its share of the width."""

    field: str
    heading: str
    share: float
    align: str = "left"
    group: str | None = None


@dataclass(frozen=True)
class Row:
    """One record: a cell for each column, in order.

    `span` counts the rows that its outcome code covers, 0 below it; `shared` the same for its officer. `note` is
    printed above it over the whole width, `blank` tells that an empty row is.
    """

    cells: tuple[Cell, ...]
    span: int = 1
    shared: int = 1
    note: str | None = None
    blank: bool = False


@dataclass(frozen=True)
class Section:
    """The rows under one theme; `theme` is None where the plan prints none, `note` a paragraph below it."""

    theme: str | None
    rows: tuple[Row, ...]
    note: str | None = None


@dataclass(frozen=True)
class Decoy:
    """A table that is none of the plan's: a caption above it, its headings and its rows."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class LegendItem:
    """One entry of the legend: what stands in the cells (letter, word, symbol or nothing), its colour, its words."""

    mark: str
    label: str
    colour: str | None


@dataclass(frozen=True)
class Plan:
    """Everything that a producer has to print.

    `totals` is a last row that is no record, `notes` stand under the table, `second` is a table of another kind.
    """

    council: str
    title: str
    kind: str
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    prose: tuple[str, ...]
    legend: tuple[LegendItem, ...] = ()
    outcomes: tuple[tuple[str, str], ...] = ()
    decoys: tuple[Decoy, ...] = ()
    totals: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    second: "Plan | None" = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """All records, in the order in which they are printed."""
        return tuple(r for s in self.sections for r in s.rows)
