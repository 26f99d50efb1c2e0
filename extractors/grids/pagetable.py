"""A grid turned into rows of text: one page's part of a table, before pages are joined."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.grids.grid import Grid, GridCell
from extractors.grids.legible import colour_of, sureness_of
from extractors.grids.struck import FLAG as STRUCK
from extractors.grids.struck import struck_out
from extractors.page import Box, Glyphs, Ints, Page, PageLink
from extractors.printed.hyphens import Hyphens
from extractors.printed.prose import is_bold
from extractors.printed.runs import NO_SPACE
from extractors.printed.text import SOFT_HYPHEN, Line, lines_of, lines_of_each
from extractors.table import Link, Piece, TableCell

# What a line's end may add to a word or take from it.
LOOSE_ENDS = " -\u2010\u2011\u00ad"
# A cell narrower than this many font sizes breaks words that are longer than its lines.
NARROW = 9.0
# So does one in which a word alone fills this part of its width: of a font of even widths nine sizes hold 15 letters.
FULL = 0.85
# And one with a line of nothing but words that slashes join: `projects/groups/eve` / `nts`.
_SLASHED = re.compile(r"\S+/\S*\w$")


@dataclass
class RowStyle:
    """How a row looks: whether its text is bold, tagged as heading, its fill where all cells share one, its extent."""

    bold: bool
    tagged_header: bool
    fill: str | None
    top: float
    bottom: float


@dataclass(eq=False)
class PageTable:
    """The rows of one grid. `rows[r]` holds the cells that begin in row r, by column; `styles[r]` how the row looks."""

    page: int
    grid: Grid
    rows: list[dict[int, TableCell]]
    styles: list[RowStyle]
    header_rows: int = 0

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return self.grid.columns

    def text(self, row: int, column: int) -> str:
        """The text of the cell that covers the place, "" where it is empty."""
        for r in range(row, -1, -1):
            for c, cell in self.rows[r].items():
                if c <= column < c + cell.column_span and r + cell.row_span > row:
                    return cell.text
        return ""


def page_table(page: Page, grid: Grid, hyphens: Hyphens) -> PageTable:
    """The rows of `grid` with their text, links and colours."""
    rows: list[dict[int, TableCell]] = [{} for _ in range(grid.rows)]
    begin: list[list[GridCell]] = [[] for _ in range(grid.rows)]
    linked = _linked(page, grid)
    struck = struck_out(page, grid)
    lines = lines_of_each(page.glyphs, [c.glyphs for c in grid.cells])
    for n, (cell, own) in enumerate(zip(grid.cells, lines, strict=True)):
        told = _table_cell(page, grid, cell, own, hyphens)
        if n in linked:
            told = replace(told, links=_links(page, cell, linked[n], hyphens, told.text))
        if n in struck and not told.flag:
            told = replace(told, flag=STRUCK, flag_detail=f"a line runs through {struck[n]!r}: it may not count")
        rows[cell.row][cell.column] = told
        begin[cell.row].append(cell)
    styles = [_style(page, grid, r, cells) for r, cells in enumerate(begin)]
    return PageTable(page.number, grid, rows, styles)


def _table_cell(page: Page, grid: Grid, cell: GridCell, lines: Sequence[Line], hyphens: Hyphens) -> TableCell:
    texts = [ln.text for ln in lines]
    b = cell.box
    several = len(lines) > 1  # the words of one line are as they are printed
    narrow = several and (
        b.width < NARROW * float(page.glyphs.size[cell.glyphs].max())
        or any(map(_SLASHED.match, texts))
        or any(" " not in ln.text and ln.box.width > FULL * b.width for ln in lines[:-1])
    )
    text = hyphens.join(texts, narrow=narrow)
    flag, detail = cell.flag, cell.flag_detail
    sureness = sureness_of(page, grid, cell)
    if flag is None and sureness is not None:
        flag, detail = sureness.flag, sureness.detail
    if flag is None and several and (open_end := hyphens.doubt(texts, narrow=narrow, full=lambda: _full(page, lines))):
        flag, detail = "word_break", open_end
    return TableCell(
        column=cell.column,
        text=text,
        pieces=(Piece(page.number, *(round(float(v), 2) for v in (b.x0, b.top, b.x1, b.bottom))),),
        column_span=cell.column_span,
        row_span=cell.row_span,
        fill=colour_of(page, cell, "".join(texts)),
        lines=tuple(texts),
        reading="ocr" if sureness is not None else grid.reading,
        repairs=tuple(dict.fromkeys((*cell.repairs, *(n.repair for n in page.notes_in(b) if n.repair)))),
        confidence=sureness.chance if sureness is not None else 1.0,
        flag=flag,
        flag_detail=detail,
    )


def _full(page: Page, lines: Sequence[Line]) -> list[int]:
    """The numbers of the lines of a cell with no room for the first letter of the next, by the widest of them."""
    widest = max(ln.box.width for ln in lines)
    g = page.glyphs
    first = [next((int(i) for i in ln.glyphs if g.ink[i]), int(ln.glyphs[0])) for ln in lines]
    return [
        n
        for n, (line, i) in enumerate(zip(lines[:-1], first[1:], strict=True))
        if line.box.width + g.x1[i] - g.x0[i] > widest
    ]


def _linked(page: Page, grid: Grid) -> dict[int, list[PageLink]]:
    """The links that lie over some of a cell's glyphs, for every cell (by its place in the grid) that has any."""
    found: dict[int, list[PageLink]] = {}
    if page.links:
        cell_of = np.full(len(page.glyphs), -1, dtype=np.int64)
        for n, cell in enumerate(grid.cells):
            cell_of[cell.glyphs] = n
        for link in page.links:
            under = _under(page.glyphs, link.box) & page.glyphs.ink
            cells: list[int] = np.unique(cell_of[under]).tolist()
            for n in cells:
                if len(cells) == 1 or not _cuts_word(page.glyphs, grid.cells[max(n, 0)].glyphs, under):
                    found.setdefault(n, []).append(link)
    return found


def _cuts_word(g: Glyphs, own: Ints, under: NDArray[np.bool_]) -> bool:
    """Whether a link ends inside a word of a cell's glyphs `own`: it is of the text that runs over the cell's edge."""
    own = own[g.ink[own]]
    inside, outside = own[under[own]], own[~under[own]]
    level = np.abs(g.baseline[inside, None] - g.baseline[outside]) < 0.5
    gap = np.maximum(g.x0[inside, None] - g.x1[outside], g.x0[outside] - g.x1[inside, None])
    return bool((level & (np.abs(gap) < NO_SPACE * g.size[inside, None])).any())


def _under(glyphs: Glyphs, box: Box) -> NDArray[np.bool_]:
    """Which glyphs have their middle in the box."""
    x, y = glyphs.x_mid, glyphs.y_mid
    return (x >= box.x0) & (x <= box.x1) & (y >= box.top) & (y <= box.bottom)


def _links(page: Page, cell: GridCell, linked: Sequence[PageLink], hyphens: Hyphens, text: str) -> tuple[Link, ...]:
    """The links whose words stand in the cell's `text`, from its beginning.

    Rectangles of one address whose words follow each other, one per line, are one link.
    """
    g = page.glyphs
    reading = [i for ln in lines_of(g, cell.glyphs) for i in ln.glyphs.tolist() if g.ink[i]]
    place = {glyph: n for n, glyph in enumerate(reading)}
    found: list[tuple[int, int, list[str], str]] = []
    for link in linked:
        inside = cell.glyphs[_under(g, link.box)[cell.glyphs]]
        texts = [ln.text for ln in lines_of(g, inside)]
        if texts:
            own = [place[i] for i in inside[g.ink[inside]].tolist()]
            found.append((min(own), max(own), texts, link.url))
    words: list[tuple[list[str], str]] = []
    after: dict[str, tuple[int, list[str]]] = {}
    for first, last, texts, url in sorted(found, key=lambda f: f[:2]):
        end, above = after.get(url, (-1, []))
        if above and first == end:
            above.extend(texts)
        elif first >= end:
            above = list(texts)
            words.append((above, url))
        after[url] = last + 1, above
    return tuple(Link(_as_in(text, hyphens.join(t)), url) for t, url in words)


def _as_in(text: str, words: str) -> str:
    """The words as they stand in the text, whose hyphens and spaces at line ends are told by more than the words."""
    if words in text:
        return words
    places = [i for i, ch in enumerate(text) if ch not in LOOSE_ENDS]
    letters = "".join(text[i] for i in places)
    at = letters.find(wanted := "".join(ch for ch in words if ch not in LOOSE_ENDS))
    return text[places[at] : places[at + len(wanted) - 1] + 1] if wanted and at >= 0 else words


def _style(page: Page, grid: Grid, row: int, cells: Sequence[GridCell]) -> RowStyle:
    """How the row looks in which `cells` begin."""
    g = page.glyphs
    inked = [(c, own) for c in cells if len(own := c.glyphs[g.ink[c.glyphs]])]
    fills = {c.fill for c in cells if c.row_span == 1}
    bold = bool(inked) and all(is_bold(g, own) for _, own in inked)
    return RowStyle(
        bold,
        bool(inked) and all(c.header for c, _ in inked),
        fills.pop() if len(fills) == 1 else None,
        grid.ys[row],
        grid.ys[row + 1],
    )


def merged(first: TableCell, second: TableCell, hyphens: Hyphens, repair: str) -> TableCell:
    """Two pieces of one cell as one: texts joined, places kept, the repair recorded, the lower confidence taken."""
    lines = (*first.lines, *second.lines)
    # a soft hyphen at the end of a piece is no part of its text, but says that a word goes on
    broken = SOFT_HYPHEN if first.lines and first.lines[-1].endswith(SOFT_HYPHEN) else ""
    pieces = [t for t in (first.text and first.text + broken, second.text) if t]
    text = hyphens.join(pieces)
    doubt = hyphens.doubt(pieces)
    flag, detail = (first.flag, first.flag_detail) if first.flag else (second.flag, second.flag_detail)
    if not flag and doubt:
        flag, detail = "word_break", doubt
    repairs = tuple(
        dict.fromkeys((*first.repairs, *second.repairs, *((repair,) if first.text and second.text else ())))
    )
    links = [*first.links, *second.links]
    ends, goes_on = first.links[-1:], second.links[:1]
    if ends and goes_on and ends[0].url == goes_on[0].url and first.text.endswith(ends[0].text):
        whole = Link(hyphens.join((ends[0].text, goes_on[0].text)), ends[0].url)
        links = [*first.links[:-1], whole, *second.links[1:]] if second.text.startswith(goes_on[0].text) else links
    return replace(
        first,
        text=text,
        lines=lines,
        pieces=(*first.pieces, *second.pieces),
        fill=first.fill or second.fill,
        links=tuple(links),
        row_span=max(first.row_span, 1) + max(second.row_span, 1) - 1,
        repairs=repairs,
        confidence=min(first.confidence, second.confidence),
        flag=flag,
        flag_detail=detail,
    )


def part(table: PageTable, first: int, after: int) -> PageTable:
    """The rows from `first` up to `after` as a table of their own.

    Column edges at which none of its cells ends are those of its neighbour, and left out.
    """
    if first == 0 and after == len(table.rows):
        return table
    grid = table.grid.crop(first, after)
    rows = table.rows[first:after]
    used = {0, grid.columns} | {e for row in rows for c, x in row.items() for e in (c, c + x.column_span)}
    if len(used) <= grid.columns:
        rows = [{_column(c, used): _renumbered(x, used) for c, x in row.items()} for row in rows]
        grid = grid.with_edges(sorted(used))
    return PageTable(table.page, grid, rows, table.styles[first:after])


def _column(edge: int, kept: set[int]) -> int:
    """The number of a column edge among those that are kept."""
    return sum(k < edge for k in kept)


def _renumbered(cell: TableCell, kept: set[int]) -> TableCell:
    first = _column(cell.column, kept)
    return replace(cell, column=first, column_span=_column(cell.column + cell.column_span, kept) - first)
