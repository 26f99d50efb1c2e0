"""A last look at a plan as a whole: what its tables, its pages and its records say of each other must agree.

A reading that goes wrong mostly leaves a trace where two of them meet: headings that hold a row's values, a column that
one part of a table has and another lacks, a table left alone beside a plan's, a theme that the first rows lack. Nothing
is mended here; what may be wrong is flagged, and the document warns of what a page shows and no record holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from extractors.doubts.blank import with_blank
from extractors.doubts.cutoff import with_cut_off
from extractors.doubts.misfits import with_misfits
from extractors.doubts.misheaded import with_misheaded
from extractors.doubts.picturecolumns import with_lost_columns
from extractors.doubts.rivals import with_rivals
from extractors.doubts.themes import with_doubtful_themes
from extractors.doubts.unknown import with_unknown
from extractors.grids.heaps import doubtful_rows
from extractors.grids.pagetable import PageTable
from extractors.grids.sidebyside import two_in_one
from extractors.headings.legend import legend_of_table
from extractors.headings.shapes import CODE
from extractors.layout import Layout, Understanding
from extractors.page import Box, Page
from extractors.table import PublishedRow, PublishedTable, TableCell

# A field that this part of a plan's records have is missed where tables of the same headings lack it.
MOST = 0.8
# Two tables stand side by side when this part of the lower one's height is beside the other.
BESIDE = 0.5
# Rows are level within so many points; so many of those beside a table are, where they are its own.
LEVEL, LEVEL_ROWS = 2.5, 0.5
# Headings that so many columns' values end hold a row; a value of a letter or two may end any word.
HELD, LETTER = 2, 2
# What is said of a field that other records have.
LOST = "nearly all records of this plan have one, and this record's table has no such column"
# What the document warns of as well.
TOLD_OF = ("lost_column", "side_by_side")
# At most this many characters of a text are told.
TOLD = 90


class Published(NamedTuple):
    """A table as seen and as published."""

    seen: Understanding
    table: PublishedTable


class _Doubt(NamedTuple):
    """Why all records of a table between two heights of a page are in doubt; of all its pages where `page` is 0.

    `theme` says that nothing but their themes are, `last` that none but the table's last record is.
    """

    table: int
    page: int
    top: float
    bottom: float
    why: str
    flag: str = "several_rows"
    theme: bool = False
    last: bool = False


def audited(seen: Layout, plan: Sequence[Published]) -> tuple[tuple[PublishedTable, ...], tuple[str, ...]]:
    """The tables of `plan` with a flag on every cell in doubt, and the warnings that go with them.

    `seen` is what the plan's pages show.
    """
    doubts = [*_swallowed(plan), *_heaped(seen, plan), *_beside(seen, plan), *_two_in_one(plan)]
    tables = [
        _under_doubtful_headings(p, _doubted(p.table, [d for d in doubts if d.table == n])) for n, p in enumerate(plan)
    ]
    tables, lost = with_lost_columns(_before_empty_tables(_without_lost_fields(tables)))
    warnings = tuple(
        dict.fromkeys(_warning(plan[d.table].table, d) for d in doubts if d.flag in TOLD_OF and not d.last)
    )
    tables, misheaded = with_misheaded(tables)
    tables, blank = with_blank(tables, seen.pages)
    tables, rivals = with_rivals(tables)
    tables, unknown = with_unknown(tables)
    tables = with_cut_off(with_doubtful_themes(with_misfits(tables)))
    return tables, (*warnings, *lost, *misheaded, *blank, *rivals, *unknown)


def _warning(table: PublishedTable, doubt: _Doubt) -> str:
    return f"page {doubt.page or table.pages[0]}: {doubt.why}"


def _doubted(table: PublishedTable, doubts: Sequence[_Doubt]) -> PublishedTable:
    if not doubts or not table.rows:
        return table
    every = [d for d in doubts if not d.last]
    return replace(table, rows=(*(_flagged(row, every) for row in table.rows[:-1]), _flagged(table.rows[-1], doubts)))


def _flagged(row: PublishedRow, doubts: Sequence[_Doubt]) -> PublishedRow:
    """The row with a flag on its cells where it stands, for the most part, in a doubtful stretch of its page."""
    pieces = [p for c in row.fields.values() for p in c.pieces]
    doubt = next(
        (
            d
            for d in doubts
            if not d.page or any(p.page == d.page and d.top <= (p.top + p.bottom) / 2 <= d.bottom for p in pieces)
        ),
        None,
    )
    if doubt is None:
        return row
    if doubt.theme:
        return replace(row, theme=(row.theme or TableCell(0, "")).flagged(doubt.flag, doubt.why))
    fields = {n: c.flagged(doubt.flag, doubt.why) for n, c in row.fields.items()}
    other = tuple((h, c.flagged(doubt.flag, doubt.why)) for h, c in row.other)
    return replace(row, fields=fields, other=other)


def _under_doubtful_headings(published: Published, table: PublishedTable) -> PublishedTable:
    """The table with a flag on the first value under a heading that the readings see otherwise: it may be in there."""
    heads = [c for row in published.seen.table.rows if row.header for c in row.cells.values()]
    columns = {h.column: h.flag_detail for h in heads if h.flag == "readings_disagree"}
    if not columns or not table.rows:
        return table
    fields = {
        n: c.flagged("readings_disagree", f"in the heading above it {columns[c.column]}") if c.column in columns else c
        for n, c in table.rows[0].fields.items()
    }
    return replace(table, rows=(replace(table.rows[0], fields=fields), *table.rows[1:]))


def _heaped(seen: Layout, plan: Sequence[Published]) -> list[_Doubt]:
    """Rows that look like several, or like halves of one, by the white between their lines."""
    pages = {p.number: p for p in seen.pages}
    return [
        _Doubt(n, d.page, d.top, d.bottom, d.why)
        for n, p in enumerate(plan)
        for part in p.seen.table.parts
        for d in doubtful_rows(pages[part.page], part)
    ]


def _swallowed(plan: Sequence[Published]) -> list[_Doubt]:
    """Tables whose headings hold a row's texts, in all likelihood: another table's headings and more, or values.

    On a later page those may be the rest of the record before them.
    """
    heads = [[" ".join(dict.fromkeys(h)) for h in p.seen.table.headings()] for p in plan]
    found: list[_Doubt] = []
    for n, headings in enumerate(heads):
        longer = next((more for other in heads if (more := _more(headings, other))), None) or _held(
            headings, plan[n].table
        )
        if longer:
            why = f"a heading has more under it than elsewhere, which may be a row's: {longer[:TOLD]}"
            found.append(_Doubt(n, 0, 0.0, 0.0, why, "lost_column"))
            if n and plan[n - 1].table.pages[-1] < plan[n].table.pages[0]:
                found.append(_Doubt(n - 1, 0, 0.0, 0.0, why, "lost_column", last=True))
    return found


def _more(headings: Sequence[str], other: Sequence[str]) -> str | None:
    """The first heading that has more text than `other` has over the same column, where all the rest are the same."""
    pairs = [(h, o) for h, o in zip(headings, other, strict=False) if o]
    longer = [h for h, o in pairs if h.startswith(f"{o} ") or h.endswith(f" {o}")]
    same = len(longer) + sum(h == o for h, o in pairs)
    return longer[0] if longer and same == len(pairs) > 1 else None


def _held(headings: Sequence[str], table: PublishedTable) -> str | None:
    """The first heading that ends with a value printed in its own column, where another does too."""
    ends = {
        c.column: headings[c.column]
        for row in table.rows
        for c in (*row.fields.values(), *(other for _, other in row.other))
        if c.lines and len(c.text) > LETTER and headings[c.column].endswith(f" {c.text}")
    }
    return ends[min(ends)] if len(ends) >= HELD else None


def _two_in_one(plan: Sequence[Published]) -> list[_Doubt]:
    """Tables that may be two."""
    told = [(n, why) for n, p in enumerate(plan) if (why := two_in_one(p.table))]
    return [_Doubt(n, 0, 0.0, 0.0, why, "side_by_side") for n, why in told]


def _beside(seen: Layout, plan: Sequence[Published]) -> list[_Doubt]:
    """Rows level with a table of their column of the page that was left alone: it may be the rest of theirs.

    One whose text runs up or down the page names the rows beside it.
    """
    mine = {id(p.seen) for p in plan}
    pages = {p.number: p for p in seen.pages}
    others = [t for u in seen.tables if id(u) not in mine for t in u.table.parts if not legend_of_table(t)]
    found: list[_Doubt] = []
    for n, p in enumerate(plan):
        for part in p.seen.table.parts:
            for other in others:
                same = other.page == part.page and other.grid.part == part.grid.part
                turned = same and _is_turned(pages[other.page], other)
                if (
                    same
                    and _side_by_side(part.grid.box, other.grid.box)
                    and (turned or _are_level(pages[other.page], part, other))
                ):
                    what = "texts that run up or down" if turned else "a table"
                    why = f"{what} beside these rows {'were' if turned else 'was'} left alone: {_first(other)}"
                    box = other.grid.box
                    found.append(_Doubt(n, part.page, box.top, box.bottom, why, "lost_column", turned))
    return found


def _is_turned(page: Page, table: PageTable) -> bool:
    """Whether no text of a table runs from left to right."""
    own = np.concatenate([c.glyphs for c in table.grid.cells])
    return bool((page.glyphs.turn[own[page.glyphs.ink[own]]] != 0).all())


def _are_level(page: Page, table: PageTable, other: PageTable) -> bool:
    """Whether rows of the other begin or have their middles where rows of the table do: a panel's lines do not."""
    rows, beside = _extents(page, table), _extents(page, other)
    begin = sum(any(abs(a - top) < LEVEL for a, _ in rows) for top, _ in beside)
    middle = sum(any(abs(a + b - top - bottom) < 2 * LEVEL for a, b in rows) for top, bottom in beside)
    return max(begin, middle) >= LEVEL_ROWS * len(beside)


def _extents(page: Page, table: PageTable) -> list[tuple[float, float]]:
    """The first and the last baseline of each row with text."""
    bases: dict[int, list[float]] = {}
    for c in table.grid.cells:
        bases.setdefault(c.row, []).extend(page.glyphs.baseline[c.glyphs[page.glyphs.ink[c.glyphs]]].tolist())
    return [(min(own), max(own)) for own in bases.values() if own]


def _side_by_side(a: Box, b: Box) -> bool:
    level = min(a.bottom, b.bottom) - max(a.top, b.top) > BESIDE * min(a.height, b.height)
    return level and min(a.x1, b.x1) - max(a.x0, b.x0) <= 1


def _first(table: PageTable) -> str:
    texts: Iterable[str] = (c.text for row in table.rows for _, c in sorted(row.items()) if c.text)
    return " | ".join(texts)[:TOLD]


def _without_lost_fields(tables: Sequence[PublishedTable]) -> list[PublishedTable]:
    """The tables with an empty, flagged cell for a field that nearly all records of the same headings have."""
    found: list[PublishedTable] = []
    for table in tables:
        same = [t for t in tables if t.kind == table.kind and _headings(table) <= _headings(t)]
        fuller = [t for t in same if _headings(table) < _headings(t)]
        fuller += [t for t in tables if t.kind == table.kind and _run_together(table, t)]
        others = [r for t in same if t is not table for r in t.rows]
        alike = [r for t in fuller for r in t.rows] or (others if len(others) > len(table.rows) else [])
        names = dict.fromkeys(name for r in alike for name in r.fields)
        usual = [n for n in names if sum(n in r.fields for r in alike) >= MOST * len(alike)]
        rows = tuple(replace(r, fields=_after_a_code(r, usual)).lacking(usual, "lost_column", LOST) for r in table.rows)
        found.append(replace(table, rows=rows))
    return found


def _run_together(table: PublishedTable, fuller: PublishedTable) -> bool:
    """Whether the headings of `table` hold all those of `fuller` and more, over no more columns."""
    own = [set(h.split()) for h in _headings(table)]
    held = all(any(set(h.split()) <= o for o in own) for h in _headings(fuller))
    return held and len(table.columns) <= len(fuller.columns) and _headings(table) != _headings(fuller)


def _after_a_code(row: PublishedRow, usual: Sequence[str]) -> dict[str, TableCell]:
    """The row's fields, its title flagged where it begins with a code and the column of codes is lost: `3e Trial`."""
    title = row.fields.get("title")
    first = title.text.split()[:1] if title else []
    if title is None or title.flag or "code" in row.fields or "code" not in usual:
        return row.fields
    if not first or not CODE.match(first[0]) or not any(ch.isdigit() for ch in first[0]):
        return row.fields
    detail = f"it begins with {first[0]!r}, which may be the code that other records have in a column of its own"
    return row.fields | {"title": replace(title, flag="lost_column", flag_detail=detail)}


def _before_empty_tables(tables: Sequence[PublishedTable]) -> list[PublishedTable]:
    """The tables, the last record before headings without any row flagged: they may head the rest of it.

    Such headings make a table of their own, or are the last page of the record's.
    """
    found = list(tables)
    last = None
    for n, table in enumerate(tables):
        if table.rows:
            last = n
            reached = max((page for row in table.rows for page in row.pages), default=0)
            again = tables[n + 1] if n + 1 < len(tables) else None  # the same headings once more, below the first
            below = again.pages[:1] if again and again.rows and _headings(again) == _headings(table) else ()
            empty = [page for page in table.pages if page > reached > 0 and page not in below]
        else:
            empty = list(table.pages[:1])
        if empty and last is not None:
            why = f"no rows were found under the headings on page {empty[0]}, where its rest may stand"
            rest = _Doubt(last, 0, 0.0, 0.0, why, "lost_column")
            rows = found[last].rows
            found[last] = replace(found[last], rows=(*rows[:-1], _flagged(rows[-1], [rest])))
    return found


def _headings(table: PublishedTable) -> set[str]:
    return {c.heading for c in table.columns if c.heading}
