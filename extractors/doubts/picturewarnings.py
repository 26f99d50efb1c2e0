"""What a document's pictures cannot tell, as warnings: colours that no picture has, and text that no table took."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from extractors.grids.colours import channels
from extractors.grids.legible import is_unread_in
from extractors.layout import Layout, Understanding
from extractors.page import MANY_UNREAD, Page
from extractors.pagelists import page_list
from extractors.table import LegendEntry, PublishedTable, TableCell

# A page of pictures is told of when this part of its letters, and so many of them, stand in no table of a plan.
PART, LETTERS = 0.5, 200
# The fields that hold a status.
STATUS = re.compile(r"status$|rag_q[1-4]$")
# A legend explains letters where so many of its entries begin with one.
EXPLAINED, LETTER, FEWEST_LETTERS = re.compile(r"([A-Z])\b"), re.compile(r"[A-Z]"), 2
# Channels (of 255) closer than this have no hue, as in `picture.fills.is_grey`.
HUE = 14


def picture_warnings(seen: Layout, plan_tables: Sequence[Understanding]) -> tuple[str, ...]:
    """Warnings on the pages of `seen` that were read from pictures; none for pages of text.

    `plan_tables` are the tables that publish something: a page whose text is mostly outside them may have lost rows.
    """
    scans = [page for page in seen.pages if page.scanned]
    told: list[str] = []
    if scans and all(page.colourless for page in scans):
        pages = page_list([page.number for page in scans])
        told.append(f"{pages}: pictures without colours, so that what only a colour says (a legend's too) is lost")
    lost: dict[int, int] = {}
    for page in scans:
        if any(place.height > MANY_UNREAD for place in page.unread):
            told.append(
                f"page {page.number}: a part of it looks written on but is not legible, a photograph perhaps or writing"
                " by hand; look whether it hides anything of the plan"
            )
        elif places := _unread_outside(page, plan_tables):
            told.append(f"page {page.number}: {places} places outside the plan's tables are written on but not legible")
        letters = int(page.glyphs.ink.sum())
        inside = sum(_letters(page, u) for u in plan_tables)
        # A page of prose or a cover is no loss beside pages whose tables were found.
        if plan_tables and not inside:
            continue
        if letters - inside >= max(LETTERS, PART * letters):
            lost[page.number] = letters - inside
    if lost:
        told.append(f"{page_list(list(lost))}: {sum(lost.values()):,} letters of pictures stand in no table of a plan")
    return tuple(told)


def without_false_colours(legend: Sequence[LegendEntry], pages: Sequence[Page]) -> list[LegendEntry]:
    """`legend` without the shades of grey that pictures without colours show for its colours, each flagged for it."""
    grey = {page.number for page in pages if page.scanned and page.colourless}
    detail = "its colour is a shade of grey in a picture without colours"
    lost = [bool(e.page in grey and e.fill and _is_grey(e.fill)) for e in legend]
    return [
        replace(e, fill=None, flag="grey_scan", flag_detail=detail) if gone else e
        for e, gone in zip(legend, lost, strict=True)
    ]


def legend_warnings(
    legend: Sequence[LegendEntry], tables: Sequence[PublishedTable], pages: Sequence[Page]
) -> tuple[str, ...]:
    """A warning where a legend in a picture lacks letters that statuses have: some of its entries were not seen."""
    scanned = {page.number for page in pages if page.scanned}
    explained = {m[1] for e in legend if (m := EXPLAINED.match(e.label))}
    if len(explained) < FEWEST_LETTERS or not any(e.page in scanned for e in legend):
        return ()
    statuses = [c for t in tables for row in t.rows for name, c in row.fields.items() if STATUS.match(name)]
    used = Counter(cell.text for cell in statuses if LETTER.fullmatch(cell.text) and not cell.flag)
    lacking = sorted(used.keys() - explained)
    if not lacking:
        return ()
    count = sum(used[letter] for letter in lacking)
    uses = f"{count} statuses have" if count > 1 else "a status has"
    return (f"page {legend[0].page}: the legend as read lacks {', '.join(lacking)}, which {uses}; look what it says",)


def without_lost_colours(tables: Sequence[PublishedTable], pages: Sequence[Page]) -> list[PublishedTable]:
    """`tables` with a flag on every empty status in a picture without colours, where no status has a letter or a word.

    There the colours alone told, and a scanner of one bit makes white of amber and black of red.
    """
    grey = {page.number for page in pages if page.scanned and page.colourless}
    return [_without_lost_colours(table, grey) if grey else table for table in tables]


def _without_lost_colours(table: PublishedTable, grey: Collection[int]) -> PublishedTable:
    statuses = [cell for row in table.rows for name, cell in row.fields.items() if STATUS.match(name)]
    if any(cell.text for cell in statuses):
        return table

    def told(name: str, cell: TableCell) -> TableCell:
        seen = cell.reading == "ocr" and any(piece.page in grey for piece in cell.pieces)
        if cell.flag or not seen or not STATUS.match(name):
            return cell
        detail = "no status of its table has a letter, and a picture without colours does not tell what only they say"
        return replace(cell, flag="grey_scan", flag_detail=detail)

    rows = (replace(row, fields={name: told(name, cell) for name, cell in row.fields.items()}) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _is_grey(colour: str) -> bool:
    """Whether `#rrggbb` has no hue: a page of text around a grey picture has true colours too."""
    shades = channels(colour)
    return max(shades) - min(shades) < HUE


def _unread_outside(page: Page, tables: Sequence[Understanding]) -> int:
    """How many places that could not be read lie in no cell, which would be flagged for it, of the tables."""
    cells = [cell.box for u in tables for part in u.table.parts if part.page == page.number for cell in part.grid.cells]
    return sum(not any(is_unread_in(place, box) for box in cells) for place in page.unread)


def _letters(page: Page, u: Understanding) -> int:
    """How many printed letters of `page` stand in a table."""
    ink = page.glyphs.ink
    return sum(
        int(ink[cell.glyphs].sum()) for part in u.table.parts if part.page == page.number for cell in part.grid.cells
    )
