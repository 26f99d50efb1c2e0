"""The ink ledger: every printed character of a plan's pages is accounted for, by arithmetic on the texts given out.

Characters are counted in the decomposed form (NFD) without white space and soft hyphens, so that a ligature counts as
its letters and a composed accent as two on both sides of the account.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from extractors.layout import Layout, Understanding
from extractors.page import Page
from extractors.plans.commentary import commentary, label_of
from extractors.plans.records import is_total
from extractors.printed.text import LIGATURES, SOFT_HYPHEN
from extractors.table import InkCounts, PublishedTable, TableCell

HYPHENS = "-\u2010\u2011"
# What stands behind a number that is a code without it: `1.`.
BEHIND_NUMBERS = ".):"


def ink(text: str) -> int:
    """How many printed characters `text` has."""
    if text.isascii():
        return len("".join(text.split()))
    for ligature, letters in LIGATURES.items():
        text = text.replace(ligature, letters)
    text = unicodedata.normalize("NFD", text)
    return len("".join(text.split())) - text.count(SOFT_HYPHEN)


def ink_of_lines(lines: Iterable[str]) -> int:
    """The printed characters of a cell's lines."""
    return ink("".join(lines))


def printed(page: Page) -> int:
    """The printed characters of a page: every glyph that leaves ink."""
    return ink("".join(page.glyphs.text))


def placed(cell: TableCell) -> int:
    """The printed characters that a published cell accounts for.

    They are those of its text, the hyphens at line ends that joining may leave out, and the stop behind the number of a
    card; none where a colour is the text, or a heading over the row: such a cell has a repair and no lines.
    """
    if cell.repairs and not cell.lines:
        return 0
    breaks = sum(1 for line in cell.lines if line and line[-1] in HYPHENS)
    breaks += any(cell.lines == (cell.text + sign,) for sign in BEHIND_NUMBERS)
    missing = ink_of_lines(cell.lines) - ink(cell.text)
    return ink_of_lines(cell.lines) if 0 <= missing <= breaks else ink(cell.text)


def _heading_cells(of: Understanding) -> Iterator[TableCell]:
    """The cells of a published table that name what others hold, or sum it up."""
    below = commentary(of.table)
    for row in of.table.rows:
        if id(row) in below:
            label = label_of(row)
            yield from [label] if label else []
        elif row.header or row.band or is_total(row, of.known):
            yield from row.cells.values()
    for cells in of.table.repeated:
        yield from cells.values()


def count_ink(
    seen: Layout,
    published: list[Understanding],
    tables: Sequence[PublishedTable],
    repeats: Sequence[TableCell] = (),
) -> InkCounts:
    """Where every printed character of the document ended.

    Cells are counted from the records given out, so a record or a text lost on the way shows as `unplaced`. Two columns
    may share a place: that of the number of a card is its title's. `repeats` are cells that say what a record's do.
    """
    every = chain(repeats, (c for t in tables for r in t.rows for c in r.cells))
    cells = {(c.pieces, c.column): c for c in every}
    in_cells = sum(placed(c) for c in cells.values())
    headings = sum(ink_of_lines(c.lines) for u in published for c in _heading_cells(u))
    furniture = sum(ink(s.text) for ss in seen.loose.values() for s in ss if id(s) in seen.furniture)
    furniture += sum(ink_of_lines(c.lines) for t in seen.furniture_tables for r in t.rows for c in r.values())
    prose = sum(ink(s.text) for ss in seen.loose.values() for s in ss if id(s) not in seen.furniture)
    mine = {id(u) for u in published}
    prose += sum(
        ink_of_lines(c.lines)
        for u in seen.tables
        if id(u) not in mine
        for row in (*(r.cells for r in u.table.rows), *u.table.repeated)
        for c in row.values()
    )
    total = sum(printed(p) for p in seen.pages)
    return InkCounts(in_cells, headings, furniture, prose, total - in_cells - headings - furniture - prose)
