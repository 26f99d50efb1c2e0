"""What a document's pictures cannot tell, as warnings: colours that no picture has, and text that no table took."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import Layout, Understanding
from extractors.page import Page
from extractors.pagewarnings import page_list
from extractors.table import LegendEntry

# A page of pictures is told of when this part of its letters, and so many of them, stand in no table of a plan.
PART, LETTERS = 0.5, 200
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
    """`legend` without the shades of grey that pictures without colours show for its colours."""
    grey = {page.number for page in pages if page.scanned and page.colourless}
    return [replace(e, fill=None) if e.page in grey and e.fill and _is_grey(e.fill) else e for e in legend]


def _is_grey(colour: str) -> bool:
    """Whether `#rrggbb` has no hue: a page of text around a grey picture has true colours too."""
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return max(channels) - min(channels) < HUE


def _letters(page: Page, u: Understanding) -> int:
    """How many printed letters of `page` stand in a table."""
    ink = page.glyphs.ink
    return sum(
        int(ink[cell.glyphs].sum()) for part in u.table.parts if part.page == page.number for cell in part.grid.cells
    )
