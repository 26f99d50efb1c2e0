"""A table of one page as the tags of its document give it."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from extractors.grids.grid import RowKey
from extractors.page import Ints


@dataclass(frozen=True, eq=False)
class TaggedCell:
    """A TD or TH: its place among its row's children, spans, whether it is a heading, and its glyphs on this page."""

    index: int
    header: bool
    column_span: int
    row_span: int
    glyphs: Ints


class TaggedRow(NamedTuple):
    """A TR with what it shows on this page. `key` is the same on every page that shows part of the row."""

    key: RowKey
    cells: tuple[TaggedCell, ...]
    child_count: int


@dataclass(frozen=True)
class TaggedTable:
    """A Table as seen from one page."""

    page: int
    path: tuple[int, ...]
    rows: tuple[TaggedRow, ...]

    @property
    def glyphs(self) -> Ints:
        """All its glyphs on this page."""
        parts = [c.glyphs for r in self.rows for c in r.cells]
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)

    def cell_of(self, count: int) -> Ints:
        """For each of the page's `count` glyphs the number of its cell in order of reading, -1 outside the table."""
        numbers = np.full(count, -1, dtype=np.int64)
        for n, cell in enumerate(c for r in self.rows for c in r.cells):
            numbers[cell.glyphs] = n
        return numbers
