"""A grid: the cells that one reading sees in one region of one page. Points, top-left origin."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from extractors.page import Box, Ints
from extractors.table import Reading

At = tuple[float, tuple[float, float]]


class Line(NamedTuple):
    """A line of a lattice: its y (horizontal) or x (vertical), and where it starts and ends, in points."""

    horizontal: bool
    at: float
    start: float
    end: float


class Lines(NamedTuple):
    """The lines of one lattice: (y, (x0, x1)) and (x, (top, bottom)), in points."""

    horizontal: list[At]
    vertical: list[At]

    @property
    def box(self) -> Box:
        """The smallest box around all the lines."""
        xs = [x for x, _ in self.vertical] + [e for _, s in self.horizontal for e in s]
        ys = [y for y, _ in self.horizontal] + [e for _, s in self.vertical for e in s]
        return Box(min(xs), min(ys), max(xs), max(ys))


class RowKey(NamedTuple):
    """Where a row stands in the structure tree: the table's path and the row's place, the same on every page."""

    table: tuple[int, ...]
    row: tuple[int, ...]


@dataclass(eq=False)
class GridCell:
    """A cell: its place (`row`, `column`, from 0, with spans), its box, and the indices of its page's glyphs."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    glyphs: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    header: bool = False
    fill: str | None = None
    repairs: tuple[str, ...] = ()
    flag: str | None = None
    flag_detail: str | None = None


@dataclass(eq=False)
class Grid:
    """The cells of a region in reading order; `xs` and `ys` are the column and row edges in points.

    `open_top` and `open_bottom` say that the first or last row has no ruling there: it may go on over the page break.
    `row_keys` holds, for tagged tables, the place of each row in the structure tree; `soft` the column edges that no
    line draws but the text shows, `lines` the lines the grid was made of, so that it can be made again with other soft
    edges; `striped` says that white between the rows tells them, not lines, `announced` that nothing is drawn around
    the table, which its headings announce; `labelled` that each row begins with a label, as a card's do; `part` is the
    place, in reading order, of the part of a page set in columns.
    """

    page: int
    reading: Reading
    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: list[GridCell]
    open_top: bool = False
    open_bottom: bool = False
    row_keys: tuple[RowKey | None, ...] = ()
    soft: tuple[float, ...] = ()
    lines: Lines | None = None
    striped: bool = False
    announced: bool = False
    labelled: bool = False
    part: int = 0

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.ys) - 1

    @property
    def shown(self) -> tuple[float, ...]:
        """The inner column edges that nothing draws below the first row: all of them where only its cells are drawn."""
        if self.lines is None or self.rows < 2:
            return self.soft
        ends = [bottom for x, (_, bottom) in self.lines.vertical if self.xs[0] + 1 < x < self.xs[-1] - 1]
        return self.xs[1:-1] if ends and max(ends) < self.ys[1] + 1 else self.soft

    def crop(self, first: int, after: int) -> "Grid":
        """The rows from `first` up to `after` as a grid of their own; spans that reach beyond are cut."""
        ys = self.ys[first : after + 1]
        cells = [
            replace(
                c,
                row=max(c.row, first) - first,
                row_span=min(c.row + c.row_span, after) - max(c.row, first),
                box=c.box._replace(top=max(c.box.top, ys[0]), bottom=min(c.box.bottom, ys[-1])),
            )
            for c in self.cells
            if c.row < after and c.row + c.row_span > first
        ]
        return replace(
            self,
            box=self.box._replace(top=ys[0], bottom=ys[-1]),
            ys=ys,
            cells=cells,
            open_top=self.open_top and first == 0,
            open_bottom=self.open_bottom and after == self.rows,
            row_keys=self.row_keys[first:after] if self.row_keys else (),
        )

    def with_edges(self, kept: Sequence[int]) -> "Grid":
        """The grid with the column edges of the numbers `kept` alone; every cell begins and ends at one of them."""
        number = {edge: n for n, edge in enumerate(kept)}
        cells = [
            replace(
                c,
                column=number[c.column],
                column_span=number[c.column + c.column_span] - number[c.column],
            )
            for c in self.cells
        ]
        xs = tuple(self.xs[edge] for edge in kept)
        return replace(self, xs=xs, soft=tuple(x for x in self.soft if x in xs), cells=cells)
