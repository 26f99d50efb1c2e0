"""Grids of neighbouring pages become one table, and rows split by the break one row.

Joining asks for the same columns and nothing but furniture between. Whether a page's first row goes on with the last
one of the page before is the question of `splitrows.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.grids.pagetable import PageTable, merged
from extractors.headings.contrast import repeated_rows, stands_out
from extractors.joining.joined import JoinedRow, JoinedTable, Neighbours, Row
from extractors.joining.spanbreaks import begins_below
from extractors.joining.splitrows import (
    continues_row,
    filled_in,
    or_begins_next,
    running_on,
)
from extractors.printed.hyphens import Hyphens

# Column edges of two pages may differ by this many points, after the tables' left edges are laid on each other.
SAME_EDGE = 4.0
# Edges that no line draws stand wherever the page's texts end; the columns between them overlap by this part.
OVERLAP = 0.6
# Where the text and not a line tells the edges, they may differ by this many points between pages.
LOOSE_EDGE = 14.0
# Leading rows alike on two pages are headings, at most this many.
MOST_REPEATED = 4

_CONTINUED = re.compile(r"\s*[(\[–-]\s*(?:continued|cont'?d?)\.?\s*[)\]]?$", re.I)


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
    if below.stretch == above.stretch and above.header_rows == len(a.rows) and a.columns == b.columns:
        return _one_in_tags(head.table, b)  # headings that a page repeats are furniture, which has no tags
    if below.stretch != above.stretch + 1:
        return False
    if _one_in_tags(a, b):
        return True
    if not (above.last and below.first) or _mapping(a, b) is None:
        return False
    if a.grid.labelled is not b.grid.labelled:
        return False  # a band with the title of a part, above its first card
    if not below.header_rows:
        return True
    return _texts(b, below.header_rows) == _texts(head.table, head.header_rows) or not head.header_rows


def _one_in_tags(a: PageTable, b: PageTable) -> bool:
    """Whether the last row of `a` and the first of `b` stand in one table of the document's tags."""
    keys = [k.table for k in a.grid.row_keys if k], [k.table for k in b.grid.row_keys if k]
    return bool(keys[0] and keys[1]) and keys[0][-1] == keys[1][0]


def _texts(table: PageTable, rows: int) -> list[str]:
    """The heading texts, bands above them left out; a heading of two lines may be two cells of its column."""
    texts: dict[int, list[str]] = {}
    for row in table.rows[:rows]:
        filled = [(c, x.text) for c, x in row.items() if x.text]
        for c, text in filled if len(filled) > 1 else ():
            texts.setdefault(c, []).append(_CONTINUED.sub("", text).casefold())
    return [" ".join(texts[c]) for c in sorted(texts)]


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


def _by_place(a: PageTable, b: PageTable) -> list[int]:
    """The same where tags alone say that both are one table: each column of `b` is the one of `a` that it lies over.

    A page on which a cell of an earlier row fills a column shows no text of it. Where the columns do not follow each
    other so, they are counted from the left.
    """
    wide, narrow = list(pairwise(a.grid.xs)), list(pairwise(b.grid.xs))
    homes = [max(range(len(wide)), key=lambda i: min(q[1], wide[i][1]) - max(q[0], wide[i][0])) for q in narrow]
    if any(x >= y for x, y in pairwise(homes)):
        return list(range(b.columns + 1))
    return [*homes, homes[-1] + 1]


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
        mapping = _mapping(widest, n.table) or _by_place(widest, n.table)
        rows = _rows(n, mapping)
        table.repeated.extend(r.cells for r in rows if r.again)
        pages.append((n, [r for r in rows if not r.again]))
    filled = filled_in([r for _, rs in pages for r in rs], table.columns)
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
        verdict = continues_row(last, body[0], filled, chain[k - 1].table, n.table) if last else (False, None)
        if last is not None and verdict[0] and len(body) == 1 and k + 1 < len(pages):
            verdict = or_begins_next(
                last, body[0], next((r for r in pages[k + 1][1] if not r.header), None), filled.anchors, verdict
            )
        if last is not None and verdict[0]:
            shared = [c for c, x in body[0].cells.items() if x.text and c in last.cells and last.cells[c].text]
            _merge_rows(table, last, body[0], hyphens)
            if verdict[1] and not last.doubt:
                last.doubt, last.doubtful = verdict[1], frozenset(shared)
            body = body[1:]
        elif verdict[1] and last is not None:
            body[0].doubt = verdict[1]
            if not last.doubt:
                last.doubt, last.doubtful = verdict[1], running_on(last, body[0])
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
            span = max(1, last - first)
            same = (first, span) == (cell.column, cell.column_span)
            mapped[first] = cell if same else replace(cell, column=first, column_span=span)
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


def _band_text(row: JoinedRow) -> str:
    return " ".join(c.text for c in row.cells.values() if c.text)


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
        elif owner is not last and (own := begins_below(home, piece)):
            last.cells[c] = own
        else:
            owner.cells[c] = merged(home, piece, hyphens, "split_row")
    last.last_on_page, last.key = False, first.key or last.key
