"""Grids of neighbouring pages become one table, and rows split by the break one row.

Joining asks for the same columns and nothing but furniture between. A continued row is told from a new one by tags
where there are any, else by the columns that every row of this table fills with one short line: a code, a date, a
status. Two rows that both fill one are two rows; a row that lacks them is half of one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from extractors.contrast import repeated_rows, stands_out
from extractors.grid import RowKey
from extractors.hyphens import Hyphens
from extractors.pagetable import PageTable, RowStyle, merged
from extractors.table import TableCell

# Column edges of two pages may differ by this many points, after the tables' left edges are laid on each other.
SAME_EDGE = 4.0
# Edges that no line draws stand wherever the page's texts end; the columns between them overlap by this part.
OVERLAP = 0.6
# A column is an anchor when this part of its rows is filled, and this part of the filled ones is one line.
ANCHOR_FILLED = 0.9
ANCHOR_ONE_LINE = 0.8
# A row at a page's edge with fewer filled cells than this part of the fullest row may be a piece of one.
WHOLE = 0.6
# Where the text and not a line tells the edges, they may differ by this many points between pages.
LOOSE_EDGE = 14.0
# So many rows away from page breaks say whether rows of a table always have a first cell.
FEWEST_NAMED = 3
# Leading rows alike on two pages are headings, at most this many.
MOST_REPEATED = 4
# A piece that fills an anchor all the same (a name broken over two lines) lacks at least so many times as many.
LACKING = 3
# So many texts that begin afresh are a row's.
FEWEST_AFRESH = 3
# A piece with at most this part of the cells of the row above holds little.
LITTLE = 0.4
# A text that ends with one of these is not at its end.
JOINING_WORDS = frozenset(
    ["of", "and", "the", "for", "to", "in", "with", "by", "a", "an", "or", "on", "at", "from", "&", "–", "-"]
)
AFRESH = "the text below the page break begins afresh, so that it may be a row of its own without the usual keys"
SENTENCE_ENDS = (".", "!", "?", ":", ";")

_CONTINUED = re.compile(r"\s*[(\[–-]\s*(?:continued|cont'?d?)\.?\s*[)\]]?$", re.I)

Row = dict[int, TableCell]


@dataclass
class JoinedRow:
    """A row of the joined table with how it looks, whether it is a heading or a band, and where a page break fell.

    `again` says that it prints the page's headings a second time.
    """

    cells: Row
    style: RowStyle
    header: bool = False
    band: bool = False
    again: bool = False
    first_on_page: bool = False
    last_on_page: bool = False
    key: RowKey | None = None
    doubt: str | None = None
    doubtful: frozenset[int] | None = None


@dataclass
class JoinedTable:
    """One logical table: rows of all its pages, headings once."""

    columns: int
    rows: list[JoinedRow]
    parts: list[PageTable]
    repeated: list[Row] = field(default_factory=list)

    @property
    def body(self) -> list[JoinedRow]:
        """Rows that are neither headings nor bands."""
        return [r for r in self.rows if not r.header and not r.band]

    def headings(self) -> list[list[str]]:
        """For every column the heading texts over it, top row first."""
        found: list[list[str]] = [[] for _ in range(self.columns)]
        for row in self.rows:
            if row.header:
                for cell in row.cells.values():
                    for c in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                        if cell.text:
                            found[c].append(cell.text)
        return found


class Neighbours(NamedTuple):
    """A page table and whether only furniture stands before and after it on its page.

    `again` are the rows further down that repeat its headings.
    """

    table: PageTable
    header_rows: int
    bands: frozenset[int]
    first: bool
    last: bool
    again: frozenset[int] = frozenset()


def join_pages(tables: list[Neighbours], hyphens: Hyphens) -> list[JoinedTable]:
    """Logical tables in document order from page tables in document order."""
    chains: list[list[Neighbours]] = []
    for t in tables:
        chain = next((c for c in reversed(chains) if _continues_table(c[-1], t, c[0])), None)
        if chain is None:
            chains.append([t])
        else:
            chain.append(t)
    joined = [_joined(_with_repeated(chain), hyphens) for chain in chains]
    return [t for t in joined if any(c.text for r in t.rows for c in r.cells.values())]


def _with_repeated(chain: list[Neighbours]) -> list[Neighbours]:
    """The chain, with leading rows that a later page repeats taken for headings where nothing else says so."""
    if any(n.header_rows for n in chain):
        return chain
    counts = [repeated_rows(chain[0].table.rows, n.table.rows, MOST_REPEATED) for n in chain[1:]]
    most = max(counts, default=0)
    if not most:
        return chain
    return [n._replace(header_rows=k) for n, k in zip(chain, [most, *counts], strict=True)]


def _continues_table(above: Neighbours, below: Neighbours, head: Neighbours) -> bool:
    a, b = above.table, below.table
    if b.page != a.page + 1:
        return False
    keys = [k.table for k in a.grid.row_keys if k], [k.table for k in b.grid.row_keys if k]
    if keys[0] and keys[1] and keys[0][-1] == keys[1][0]:
        return True
    if not (above.last and below.first) or _mapping(a, b) is None:
        return False
    if not below.header_rows:
        return True
    return _texts(b, below.header_rows) == _texts(head.table, head.header_rows) or not head.header_rows


def _texts(table: PageTable, rows: int) -> list[str]:
    """The heading texts, bands above them left out."""
    texts = [[_CONTINUED.sub("", c.text).casefold() for _, c in sorted(r.items()) if c.text] for r in table.rows[:rows]]
    return [t for row in texts if len(row) > 1 for t in row]


def _mapping(a: PageTable, b: PageTable) -> list[int] | None:
    """For every column edge of `b` the edge of `a` that it is, None where the columns are not the same."""
    xa, xb = a.grid.xs, b.grid.xs
    if len(xa) == len(xb):
        width_a, width_b = xa[-1] - xa[0], xb[-1] - xb[0]
        scale = width_a / width_b if width_b else 1.0
        shifted = max(abs((p - xa[0]) - (q - xb[0])) for p, q in zip(xa, xb, strict=True))
        scaled = max(abs((p - xa[0]) - (q - xb[0]) * scale) for p, q in zip(xa, xb, strict=True))
        undrawn = "flow" in (a.grid.reading, b.grid.reading) and b.header_rows == 0
        soft = (len(a.grid.soft) == len(b.grid.soft) > 0 or undrawn) and _overlapping(xa, xb)
        same_headings = a.header_rows and b.header_rows and _texts(a, a.header_rows) == _texts(b, b.header_rows)
        loose = a.grid.lines is None or b.grid.lines is None
        told = max(abs(p - q) for p, q in zip(xa[:-1], xb[:-1], strict=True)) <= LOOSE_EDGE
        if (
            soft
            or (loose and told)
            or shifted <= SAME_EDGE
            or (scaled <= SAME_EDGE and 0.9 < scale < 1.1)
            or same_headings
        ):
            return list(range(len(xb)))
        return None
    if len(xb) > len(xa) or len(xb) < 3:
        return None
    edges: list[int] = []
    for x in xb:
        nearest = min(range(len(xa)), key=lambda i: abs(xa[i] - x))
        if abs(xa[nearest] - x) > SAME_EDGE:
            return None
        edges.append(nearest)
    return edges if edges[0] == 0 and edges[-1] == len(xa) - 1 and len(set(edges)) == len(edges) else None


def _overlapping(xa: Sequence[float], xb: Sequence[float]) -> bool:
    """Whether every column lies for the most part where its twin lies, the left edges laid on each other."""
    a, b = [x - xa[0] for x in xa], [x - xb[0] for x in xb]
    if abs(a[-1] - b[-1]) > SAME_EDGE:
        return False
    columns = zip(pairwise(a), pairwise(b), strict=True)
    return all(min(p[1], q[1]) - max(p[0], q[0]) >= OVERLAP * min(p[1] - p[0], q[1] - q[0]) for p, q in columns)


def _joined(chain: list[Neighbours], hyphens: Hyphens) -> JoinedTable:
    widest = max(chain, key=lambda n: n.table.columns).table
    table = JoinedTable(widest.columns, [], [n.table for n in chain])
    pages: list[tuple[Neighbours, list[JoinedRow]]] = []
    for n in chain:
        mapping = _mapping(widest, n.table) or list(range(n.table.columns + 1))
        rows = _rows(n, mapping)
        table.repeated.extend(r.cells for r in rows if r.again)
        pages.append((n, [r for r in rows if not r.again]))
    anchors = _anchors([r for _, rs in pages for r in rs], table.columns)
    named = _first_always_filled([r for _, rs in pages for r in rs])
    for k, (n, rows) in enumerate(pages):
        shown = {_band_text(r) for r in table.rows if r.band}
        again = {(c, x.column_span, x.text) for r in table.rows if r.header for c, x in r.cells.items()}
        head = [r for r in rows if r.header or (k and r.band and _band_text(r) in shown) or _says_again(r, again)]
        body = [r for r in rows if r not in head]
        if k == 0:
            table.rows.extend(rows)
            continue
        if any(r.header for r in table.rows):
            table.repeated.extend(r.cells for r in head)
        else:
            table.rows[:0] = [r for r in head if r.header]
        last = next((r for r in reversed(table.rows) if not r.header), None)
        if not body:
            if last is not None and not head:
                _over_blank(last, n.table)
            continue
        verdict = _continues_row(last, body[0], anchors, named, chain[k - 1].table, n.table) if last else (False, None)
        if last is not None and verdict[0] and len(body) == 1 and k + 1 < len(pages):
            verdict = _or_begins_next(
                last, body[0], next((r for r in pages[k + 1][1] if not r.header), None), anchors, verdict
            )
        if last is not None and verdict[0]:
            shared = [c for c, x in body[0].cells.items() if x.text and c in last.cells and last.cells[c].text]
            _merge_rows(table, last, body[0], hyphens)
            if verdict[1] and not last.doubt:
                last.doubt, last.doubtful = verdict[1], frozenset(shared)
            body = body[1:]
        elif verdict[1]:
            body[0].doubt = verdict[1]
        table.rows.extend(body)
    if not any(r.header for r in table.rows) and stands_out([r.cells for r in table.rows], table.columns):
        table.rows[0].header = True
    return table


def _says_again(row: JoinedRow, headings: set[tuple[int, int, str]]) -> bool:
    """Whether the row holds nothing but headings of the table, each over the same columns: a line of them repeated."""
    texts = {(c, x.column_span, x.text) for c, x in row.cells.items() if x.text}
    return bool(texts) and texts <= headings


def _over_blank(last: JoinedRow, table: PageTable) -> None:
    """A row that ran on over the page break with nothing left to print: its cells end on the page of the blank one."""
    for c, cell in table.rows[0].items():
        if c in last.cells:
            last.cells[c] = replace(last.cells[c], pieces=(*last.cells[c].pieces, *cell.pieces))


def _rows(n: Neighbours, mapping: list[int]) -> list[JoinedRow]:
    rows: list[JoinedRow] = []
    keys = n.table.grid.row_keys or (None,) * len(n.table.rows)
    for r, cells in enumerate(_without_blank_rows(n.table.rows)):
        if cells is None:
            continue
        mapped: Row = {}
        for c, cell in cells.items():
            first, last = mapping[c], mapping[min(c + cell.column_span, len(mapping) - 1)]
            mapped[first] = replace(cell, column=first, column_span=max(1, last - first))
        rows.append(
            JoinedRow(
                mapped,
                n.table.styles[r],
                header=r < n.header_rows and r not in n.bands,
                band=r in n.bands,
                again=r in n.again,
                key=keys[r],
            )
        )
    body = [r for r in rows if not (r.header or r.again)]
    if body:
        body[0].first_on_page, body[-1].last_on_page = True, True
    return rows


def _without_blank_rows(rows: list[Row]) -> list[Row | None]:
    """The rows, None for those in which nothing is printed; spans that ran over such a row are one row shorter."""
    kept: list[Row | None] = [dict(r) for r in rows]
    for r, row in enumerate(rows):
        if any(c.text for c in row.values()):
            continue
        for above, cells in enumerate(kept[:r]):
            for c, cell in (cells or {}).items():
                if above + rows[above][c].row_span > r:
                    cells[c] = replace(cell, row_span=cell.row_span - 1)  # type: ignore[index]
        kept[r] = None
    return kept


def _anchors(rows: list[JoinedRow], columns: int) -> list[int]:
    """The columns that (nearly) every row fills with one line."""
    body = [r for r in rows if not (r.header or r.band)]
    fullest = max((_filled(r) for r in body), default=0)
    # a piece of a row at a page's edge says nothing of what rows look like
    judged = [r for r in body if not (r.first_on_page or r.last_on_page) or _filled(r) >= WHOLE * fullest]
    anchors: list[int] = []
    for c in range(columns):
        cells = [r.cells.get(c) for r in judged]
        filled = [x for x in cells if x is not None and x.text]
        short = [x for x in filled if len(x.lines) == 1]
        if judged and len(filled) >= ANCHOR_FILLED * len(judged) and len(short) >= ANCHOR_ONE_LINE * len(filled):
            anchors.append(c)
    return anchors


def _first_always_filled(rows: list[JoinedRow]) -> bool:
    """Whether every row, those at page breaks left out, has a text in the first column."""
    judged = [r for r in rows if not (r.header or r.band or r.first_on_page or r.last_on_page)]
    return len(judged) >= FEWEST_NAMED and all(0 in r.cells and r.cells[0].text for r in judged)


def _band_text(row: JoinedRow) -> str:
    return " ".join(c.text for c in row.cells.values() if c.text)


def _filled(row: JoinedRow) -> int:
    return sum(bool(c.text) for c in row.cells.values())


def _continues_row(
    last: JoinedRow, first: JoinedRow, anchors: list[int], named: bool, above: PageTable, below: PageTable
) -> tuple[bool, str | None]:
    """Whether `first` goes on with `last`, and what is doubtful about it (None: nothing)."""
    if first.band or last.band:
        return False, None
    if last.key and first.key and last.key.table == first.key.table:
        return last.key == first.key, None
    texts_a = {c: x.text for c, x in last.cells.items() if x.text}
    texts_b = {c: x.text for c, x in first.cells.items() if x.text}
    if not texts_b:
        return True, None
    if named and 0 not in texts_a and 0 in texts_b and not texts_a.keys() & texts_b.keys():
        return True, None  # a line too high for the rest of the page: the pieces fill each other's blanks
    if anchors:
        both = [c for c in anchors if c in texts_a and c in texts_b]
        lacking = [c for c in anchors if c not in texts_b]
        if both and len(lacking) < LACKING * len(both):
            return _runs_on(texts_a, texts_b, lacking)
        if both or len(lacking) == len(anchors):
            return True, AFRESH if _afresh(texts_a, texts_b) else None
        if not any(c in texts_a for c in anchors):
            return True, None if _flows(texts_a, texts_b) else "the row begins without the columns that tell rows apart"
        return True, "the columns that tell rows apart are filled on both sides of the page break"
    if named and 0 in texts_a and 0 not in texts_b:
        return True, None
    return _by_text(texts_a, texts_b, above, below)


def _runs_on(a: dict[int, str], b: dict[int, str], lacking: list[int]) -> tuple[bool, str | None]:
    """Whether a first row that fills an anchor, as a new one does, goes on with the row above all the same.

    It does when it lacks other anchors and a sentence runs on into it, and may when it holds little and the text above
    stops short.
    """
    if not lacking:
        return False, "a sentence seems to run on into it from the row above" if _flows(a, b) else None
    if _flows(a, b):
        return True, None
    little = len(b) <= LITTLE * len(a)
    short = any(c in a and a[c].split()[-1].lower() in JOINING_WORDS for c in b)
    return (True, "a name or date seems to be broken by the page break") if little and short else (False, None)


def _afresh(a: dict[int, str], b: dict[int, str]) -> bool:
    """Whether in every column that both fill the text below begins afresh: with a capital, after no joining word."""
    shared = [c for c in b if c in a]
    return bool(shared) and all(b[c][:1].isupper() and a[c].split()[-1].lower() not in JOINING_WORDS for c in shared)


def _by_text(a: dict[int, str], b: dict[int, str], above: PageTable, below: PageTable) -> tuple[bool, str | None]:
    """Without anchors: text that stops mid-sentence and goes on in lower case, or a row that lacks its first cell.

    Where first cells span rows, a row that fills all others afresh is one of its own.
    """
    if _flows(a, b):
        return True, None
    if 0 not in b and len(b) < len(a):
        afresh = _afresh(a, b)
        if afresh and len(b) >= FEWEST_AFRESH and b.keys() >= a.keys() - {0}:
            return False, None
        if above.grid.open_bottom or below.grid.open_top:
            return True, AFRESH if afresh else None
        return any(c in a and not a[c].endswith(SENTENCE_ENDS) for c in b), AFRESH if afresh else None
    return False, None


def _flows(a: dict[int, str], b: dict[int, str]) -> bool:
    """Whether in some column the text of `a` stops mid-sentence and that of `b` goes on in lower case."""
    return any(not a[c].endswith(SENTENCE_ENDS) and b[c][:1].islower() for c in b if c in a)


def _or_begins_next(
    last: JoinedRow,
    piece: JoinedRow,
    following: JoinedRow | None,
    anchors: list[int],
    verdict: tuple[bool, str | None],
) -> tuple[bool, str | None]:
    """What becomes of a page with nothing but a piece of a row.

    Where cells are centred, its keys may stand on the page before or on the one after. Told by the sentence that runs
    on; doubtful where none does.
    """
    a, b, c = (
        {n: x.text for n, x in r.cells.items() if x.text} for r in (last, piece, following or JoinedRow({}, last.style))
    )
    keyed = any(n in c for n in anchors) and not any(n in b for n in anchors) and any(n in a for n in anchors)
    if not keyed or not any(n in b for n in c) or _flows(a, b):
        return verdict
    return (False, None) if _flows(b, c) else verdict


def _merge_rows(table: JoinedTable, last: JoinedRow, first: JoinedRow, hyphens: Hyphens) -> None:
    """Put the pieces of a split row together; a span that covers the last row from above takes the piece below it."""
    for c, piece in first.cells.items():
        home = last.cells.get(c)
        owner = last
        if home is None:
            owner = next((r for r in reversed(table.rows) if not r.header and c in r.cells), last)
            home = owner.cells.get(c)
        if home is None:
            last.cells[c] = piece
        else:
            owner.cells[c] = merged(home, piece, hyphens, "split_row")
    last.last_on_page, last.key = False, first.key or last.key
