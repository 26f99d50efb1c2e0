"""Everything seen in a document before it is sorted into plans."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby
from typing import NamedTuple

from extractors.grids.grid import Grid
from extractors.grids.pagetable import PageTable, page_table, part
from extractors.headings.columns import Understood, understand
from extractors.headings.headers import count_header_rows, is_band
from extractors.headings.openheadings import Heads, bold_headings, headings_of, known_headings, parted_headings
from extractors.headings.overrides import Overrides
from extractors.headings.sections import repeated_headings, sections
from extractors.headings.vocabulary import says_continued
from extractors.joining.furniture import furniture_segments, furniture_tables
from extractors.joining.joined import JoinedTable, Neighbours
from extractors.joining.joining import join_pages
from extractors.joining.labelled import with_labelled_columns
from extractors.joining.ratedtexts import with_rated_texts
from extractors.joining.toldwithin import with_told_within
from extractors.joining.turned import upright
from extractors.joining.twofields import with_two_fields_parted
from extractors.page import Box, Page
from extractors.printed.hyphens import Hyphens
from extractors.printed.prose import Segment, segments_of
from extractors.printed.runs import runs_of
from extractors.readings.sight import Sight, see_all
from extractors.table import PublishedTable


@dataclass(frozen=True)
class Understanding:
    """A joined table with what its columns were taken for."""

    table: JoinedTable
    known: Understood


class Published(NamedTuple):
    """A table as seen and as published."""

    seen: Understanding
    table: PublishedTable


# The texts of the heading rows of a table.
Printed = tuple[tuple[str, ...], ...]
# Fewer letters of a plain face outside tables than this, a line or two, tell nothing of the size of the text.
FEW_LETTERS = 120


@dataclass(frozen=True)
class Layout:
    """Everything seen in a document before it is sorted into plans."""

    pages: list[Page]
    sights: list[Sight]
    tables: list[Understanding]
    furniture_tables: list[PageTable]
    loose: dict[int, list[Segment]]
    furniture: set[int]
    hyphens: Hyphens

    def place_of(self, page: int, box: Box) -> tuple[int, int, float]:
        """Where something on a page stands in reading order: page, part of a page set in columns, and y in points."""
        sight = self._sight_of.get(page)
        return page, sight.part_at(box.x_mid, box.y_mid) if sight else 0, box.top

    @cached_property
    def body_size(self) -> float:
        """The size in points in which most of the text outside tables is set.

        Where nothing but headings stands there, that of most letters in the tables, which are seldom set larger.
        """
        loose = [s for segments in self.loose.values() for s in segments]
        plain = sum(len(s.text) for s in loose if not s.bold)
        sizes: Counter[float] = Counter()
        for s in loose if plain >= FEW_LETTERS else ():
            sizes[round(s.size, 1)] += len(s.text)
        for p in self.pages if plain < FEW_LETTERS else ():
            sizes.update(p.glyphs.size[p.glyphs.ink].round(1).tolist())
        return max(sizes, key=lambda z: (sizes[z], -z), default=10.0)

    @cached_property
    def _sight_of(self) -> dict[int, Sight]:
        return {s.page.number: s for s in self.sights}


def layout(pages: list[Page], overrides: Overrides) -> Layout:
    """See every page, join the tables over pages, and understand their columns."""
    hyphens = Hyphens(_printed_runs(pages))
    sights = see_all(pages)
    by_page: dict[int, list[PageTable]] = {}
    heads: Heads = {}
    for s in sights:
        by_page[s.page.number] = []
        for _, grids in groupby(s.grids, key=lambda g: g.part):
            tables = [t for g in grids for t in _page_tables(s.page, g, heads, hyphens)]
            found: list[Heads] = [headings_of(t, count_header_rows(t)) for t in tables]
            heads = known_headings(heads, next(filter(None, found), heads))
            by_page[s.page.number] += tables
    every = [t for tables in by_page.values() for t in tables]
    loose = {s.page.number: segments_of(s.page, s.loose) for s in sights}
    furniture = furniture_segments(pages, loose)
    repeated = furniture_tables(every)
    joined = join_pages(_neighbours(sights, by_page, loose, furniture, repeated), hyphens)
    joined = [with_told_within(with_labelled_columns(upright(t), hyphens), hyphens) for t in joined]
    joined = [with_rated_texts(with_two_fields_parted(t, hyphens), hyphens) for t in joined]
    tables = _understandings(joined, overrides)
    return Layout(pages, sights, tables, [t for t in every if id(t) in repeated], loose, furniture, hyphens)


def _page_tables(page: Page, grid: Grid, heads: Heads, hyphens: Hyphens) -> list[PageTable]:
    """The tables that a grid holds; `heads` are the headings printed last on a page before."""
    table = page_table(page, grid, hyphens)
    parted = parted_headings(page, grid, table, heads)
    if parted is None:
        parted = parted_headings(page, grid, table, bold_headings(page, table))
    if parted is not None:
        table = page_table(page, parted, hyphens)
    return [part(table, first, after) for first, after in sections(table)]


def _printed_runs(pages: list[Page]) -> list[str]:
    return [run.text for p in pages for run in runs_of(p.glyphs)]


def _neighbours(
    sights: list[Sight],
    by_page: dict[int, list[PageTable]],
    loose: dict[int, list[Segment]],
    furniture: set[int],
    repeated: set[int],
) -> list[Neighbours]:
    found: list[Neighbours] = []
    printed: set[Printed] = set()
    stretch = 0
    for s in sights:
        mine = [t for t in by_page[s.page.number] if id(t) not in repeated]
        prose = [p for p in loose[s.page.number] if id(p) not in furniture and not says_continued(p.text)]
        parts = [s.part_at(p.box.x_mid, p.box.y_mid) for p in prose]
        for n in range(max(1, len(s.areas))):
            tables = [t for t in mine if t.grid.part == n]
            boxes = [p.box for p, part in zip(prose, parts, strict=True) if part == n]
            if len(s.areas) > 1 and not (tables or boxes):
                continue  # a part of the page that holds furniture alone comes between no two others
            stretch += 1
            boxes += [t.grid.box for t in tables]
            for t in tables:
                box = t.grid.box
                count = count_header_rows(t)
                headers = t.header_rows = _as_before(t, count, printed)
                bands = frozenset(r for r in range(len(t.rows)) if is_band(t, r))
                first = not any(b.bottom <= box.top + 1 for b in boxes)
                last = not any(b.top >= box.bottom - 1 for b in boxes)
                found.append(Neighbours(t, stretch, headers, bands, first, last, repeated_headings(t, count)))
    return found


def _as_before(table: PageTable, headers: int, printed: set[Printed]) -> int:
    """How many of a table's leading rows are headings, where `headers` look so: those that stood over a table before.

    What follows the same headings on another page is a row. `printed` holds the headings seen so far.
    """
    rows = tuple(tuple(c.text for _, c in sorted(r.items())) for r in table.rows[:headers])
    fewer = [n for n in range(1, headers) if rows[:n] in printed]
    if fewer:
        return fewer[-1]
    if rows:
        printed.add(rows)
    return headers


def _understandings(tables: list[JoinedTable], overrides: Overrides) -> list[Understanding]:
    """What the columns of each table are: tables with the same headings are told by the values of all of them."""
    alike: dict[str, list[JoinedTable]] = {}
    for n, table in enumerate(tables):
        headings = table.headings()
        alike.setdefault(repr(headings) if any(headings) else str(n), []).append(table)
    known: dict[int, Understanding] = {}
    for group in alike.values():
        values = [list(chain.from_iterable(v)) for v in zip(*(_values(t) for t in group), strict=True)]
        fills = [list(chain.from_iterable(f)) for f in zip(*(_fills(t) for t in group), strict=True)]
        for table in group:
            pages = sorted({p.page for p in table.parts})
            understood = understand(table.headings(), values, overrides, fills=fills, pages=pages)
            known[id(table)] = Understanding(table, understood)
    return [known[id(t)] for t in tables]


def _fills(table: JoinedTable) -> list[list[str | None]]:
    return [[c.fill if (c := r.cells.get(i)) else None for r in table.body] for i in range(table.columns)]


def _values(table: JoinedTable) -> list[list[str]]:
    return [[c.text if (c := r.cells.get(i)) else "" for r in table.body] for i in range(table.columns)]
