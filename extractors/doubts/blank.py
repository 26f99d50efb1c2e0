"""Columns that a heading announces and hardly a record fills: what stands in them was not seen, in all likelihood.

Marks that are drawn, letters of a font that says nothing and colours of a kind nobody knows leave such columns behind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.doubts.likely import ENOUGH
from extractors.grids.colours import UNPAINTED, has_hue
from extractors.page import Box, Page
from extractors.table import RATINGS, Piece, PublishedRow, PublishedTable, TableCell

FLAG, UNREAD = "lost_column", "unread_ink"
# Where at most this part of the cells hold anything, the others may hold the like. Of 670 such columns in 243 prints
# the emptiest that was read whole has something in a third of its cells; ones whose marks were not seen have nothing.
FEW = 0.1
# Paint over this part of a cell lies behind all of it: the grounds of rows cover theirs whole, to a hundredth.
BEHIND = 0.8
# Fields of which a table that has them fills one at least: quarters to come have no ratings and no values yet.
_FILLED = (RATINGS, ("lead_officer",), ("delivery",), ("value", *(f"value_q{n}" for n in range(1, 5))))


def with_blank(tables: Sequence[PublishedTable], pages: Sequence[Page]) -> tuple[list[PublishedTable], tuple[str, ...]]:
    """The tables with a flag on every cell of such columns where the `pages` show anything in them, and warnings."""
    shown = {p.number: p.images for p in pages if p.images}
    found: list[PublishedTable] = []
    told: list[str] = []
    for table in tables:
        blank = {name: why for names in _FILLED if (why := _why(table, names, pages)) for name in names}
        told += dict.fromkeys(map(table.warning, blank.values()))
        table = replace(table, rows=tuple(_doubted(row, blank) for row in table.rows)) if blank else table
        found.append(table.mapped(lambda row: _with_pictures(row, shown)))
    return found, tuple(told)


def _with_pictures(row: PublishedRow, shown: Mapping[int, Sequence[Box]]) -> PublishedRow:
    """The record with a flag on every field that is blank where a picture stands, such as a text pasted as one.

    `shown` are the pictures of each page that has some.
    """
    hidden = {
        name
        for name, c in row.fields.items()
        if not c.text and c.fill in UNPAINTED
        for piece in c.pieces
        if any(
            image.overlap(Box(*piece[1:])) > BEHIND * image.width * image.height for image in shown.get(piece.page, ())
        )
    }
    return row.flagged(UNREAD, "a picture stands here, and no text", hidden)


def _why(table: PublishedTable, names: Sequence[str], pages: Sequence[Page]) -> str | None:
    """Why the fields are in doubt, None where the table has none of them, or enough records fill one."""
    cells = [(c, row) for row in table.rows for name in names if (c := row.fields.get(name))]
    held = sum(bool(c.text or c.flag) or _is_coloured(c, row) for c, row in cells)
    if len(table.rows) < ENOUGH or not cells or held > FEW * len(cells):
        return None
    if not any(_is_drawn_on(piece, pages, _ground(row)) for c, row in cells for piece in c.pieces):
        return None
    heading = next((c.heading for c in table.columns if c.index == cells[0][0].column), "")
    return f"hardly a record has anything under {heading[:60]!r}: what stands there may not have been seen"


def _is_drawn_on(piece: Piece, pages: Sequence[Page], ground: str | None) -> bool:
    """Whether a part of a cell is painted, or holds anything that is drawn or painted in it alone.

    Paint behind all of it in the colour that the whole row has, its `ground`, tells nothing.
    """
    x, y = (piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2
    page = next((p for p in pages if p.number == piece.page), None)
    if page is None:
        return False
    cell = Box(*piece[1:])
    behind = BEHIND * cell.width * cell.height
    painted = [f for f in page.fills if f.colour not in UNPAINTED]
    own = (f.box for f in painted if f.colour != ground or f.box.overlap(cell) < behind)
    drawn = (*page.images, *(m.box for m in page.marks), *own)
    return any(box.contains(x, y) or cell.contains(box.x_mid, box.y_mid) for box in drawn)


def _is_coloured(cell: TableCell, row: PublishedRow) -> bool:
    """Whether a cell has a colour of its own: neither a grey nor the ground of its row."""
    return cell.fill not in (None, _ground(row)) and has_hue(cell.fill)


def _ground(row: PublishedRow) -> str | None:
    """The colour behind the row's title."""
    return row.fields["title"].fill if "title" in row.fields else None


def _doubted(row: PublishedRow, blank: dict[str, str]) -> PublishedRow:
    return replace(row, fields={n: c.flagged(FLAG, blank[n]) if n in blank else c for n, c in row.fields.items()})
