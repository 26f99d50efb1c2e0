"""Text that a picture shows inside a plan's table and that no cell of it took: never lost in silence.

The edges of columns and rows that white space alone tells are rough in a picture, so that a line of a cell may end up
among the prose. Where it belongs, its place says only nearly: the cells around it are flagged, and the document warns.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.layout import Layout
from extractors.page import Box
from extractors.printed.prose import Segment
from extractors.table import Piece, PublishedRow, PublishedTable

# At most this many characters of a text are told.
TOLD = 90


def with_loose_lines(tables: Sequence[PublishedTable], seen: Layout) -> tuple[list[PublishedTable], tuple[str, ...]]:
    """`tables` with a flag on the cells around every text that lies among their rows and in none of them; warnings.

    Only pages that were read from pictures are looked at. `seen` is what the tables' pages show.
    """
    scanned = {page.number for page in seen.pages if page.scanned}
    loose = [s for n in sorted(scanned) for s in seen.loose.get(n, []) if id(s) not in seen.furniture]
    found: list[PublishedTable] = []
    inside: dict[int, Segment] = {}
    for table in tables:
        own = [s for s in loose if _within(s, _pieces(table.rows, s.page))]
        inside |= {id(s): s for s in own}
        found.append(replace(table, rows=tuple(_beside(row, own) for row in table.rows)) if own else table)
    told = (f"page {s.page}: in a plan's table, and in no cell of it, stands: {s.text[:TOLD]}" for s in inside.values())
    return found, tuple(told)


def _pieces(rows: Iterable[PublishedRow], page: int) -> list[Piece]:
    return [p for row in rows for cell in row.fields.values() for p in cell.pieces if p.page == page]


def _within(segment: Segment, pieces: Sequence[Piece]) -> bool:
    """Whether the middle of a segment lies in the rectangle around the pieces of a table's rows."""
    if not pieces:
        return False
    around = Box(
        min(p.x0 for p in pieces), min(p.top for p in pieces), max(p.x1 for p in pieces), max(p.bottom for p in pieces)
    )
    return around.contains((segment.box.x0 + segment.box.x1) / 2, (segment.box.top + segment.box.bottom) / 2)


def _beside(row: PublishedRow, loose: Sequence[Segment]) -> PublishedRow:
    """The row with a flag on the cells that a loose text lies in or level with."""
    fields = dict(row.fields)
    for segment in loose:
        y = (segment.box.top + segment.box.bottom) / 2
        if not any(p.top <= y <= p.bottom for p in _pieces([row], segment.page)):
            continue
        names = [n for n, c in fields.items() if any(_shares(segment, p) for p in c.pieces)] or list(fields)
        detail = f"beside it stands a text that no cell took: {segment.text[:TOLD]}"
        for name in names:
            if not fields[name].flag:
                fields[name] = replace(fields[name], flag="lost_column", flag_detail=detail)
    return replace(row, fields=fields)


def _shares(segment: Segment, piece: Piece) -> bool:
    """Whether a part of the segment stands over, under or in the piece."""
    return piece.page == segment.page and min(segment.box.x1, piece.x1) > max(segment.box.x0, piece.x0)
