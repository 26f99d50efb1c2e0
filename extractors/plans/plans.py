"""Sorts what a document shows into plans: tables, outcomes, themes, legend, lines, and the ink ledger."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from extractors.doubts.audit import Published, audited
from extractors.doubts.doubts import with_doubts_between
from extractors.doubts.pagewarnings import page_warnings
from extractors.doubts.picturewarnings import (
    legend_warnings,
    picture_warnings,
    without_false_colours,
    without_lost_colours,
)
from extractors.doubts.strays import strays, unread_cards, warning, with_strays
from extractors.grids.pagetable import PageTable
from extractors.headings.columns import LIKELY_PLAN, Understood
from extractors.headings.headers import names_rows
from extractors.headings.headings import sure_match
from extractors.headings.vocabulary import theme_pattern
from extractors.layout import Layout, Understanding
from extractors.page import Box
from extractors.picture.ocrloose import with_loose_lines
from extractors.plans.bystanders import Above, under_other_heading
from extractors.plans.groupvalues import with_group_values
from extractors.plans.ledger import count_ink
from extractors.plans.legend import legend_of_prose, legend_of_table, with_doubts
from extractors.plans.marginratings import with_margin_ratings
from extractors.plans.packs import Extent, extents, only_pages
from extractors.plans.records import published_rows
from extractors.plans.statements import block_cell, code_patterns, outcome_statements, theme_of
from extractors.plans.titles import titles_of, under_titles
from extractors.plans.wordlegend import key_in_prose, key_of_statuses, legend_in_words, with_explained
from extractors.printed.prose import Paragraph, Segment, paragraphs_of, segments_of
from extractors.table import (
    LeftAlone,
    LegendEntry,
    OutcomeStatement,
    Piece,
    PublishedDocument,
    PublishedPlan,
    PublishedTable,
    TableCell,
    TextLine,
    ThemeStatement,
)

PLAN_KINDS = ("deliverables", "actions", "kpis")
# A heading this much larger than the theme's own ends the theme: a new section begins.
LARGER = 1.04
# A heading right above a table begins at most this many points above it.
NEAR = 60.0
# A table with fewer columns than this holds no rows of a plan, unless one of its labels is a sure heading of titles, or
# as many are those of fields.
ROW_OF_PLAN = 3
# Two tables of one document that share so many headings, and most of the smaller one's, may be parts of one.
SHARED_HEADINGS = 2
# A heading left alone at the foot of a page stands at least this far down it, in points.
FOOT = 380.0
# A heading further than this above a table, in points, is not its own.
FAR = 200.0


@dataclass(frozen=True)
class _Announcement:
    """A theme, or a heading that ends one, with its place in reading order: page, part of the page, and y."""

    place: tuple[int, int, float]
    theme: ThemeStatement | None
    size: float
    cell: TableCell


def assemble(seen: Layout) -> PublishedDocument:
    """The document's plans. Without any plan table there are none."""
    warnings = page_warnings(seen.pages)
    seen = replace(seen, tables=[_by_surroundings(u, seen) for u in seen.tables])
    left = tuple(_left_alone(u) for u in seen.tables if u.known.kind is None and _is_table(u))
    warnings += tuple(_without_rows(u) for u in seen.tables if u.known.kind in PLAN_KINDS and not u.table.body)
    may_be = [u for u in seen.tables if _may_go_on(u, seen.tables) or u.known.reason == LIKELY_PLAN]
    warnings += tuple(map(_without_headings, may_be))
    published = [u for u in seen.tables if u.known.kind in PLAN_KINDS]
    warnings += picture_warnings(seen, published)
    found = extents(seen, published)
    plans: list[PublishedPlan] = []
    front = tuple(_line(s) for s in seen.loose.get(seen.pages[0].number, []))
    for extent in found:
        own = only_pages(seen, extent)
        plan, told = _plan(own)
        if extent.first > seen.pages[0].number:
            plan = replace(plan, front=front, legend=plan.legend or _legend_before(extent, plans))
        warnings += told
        others = [u for u in own.tables if u.known.kind is None]
        lost = strays(own, plan.tables, others)
        plans.append(with_strays(plan, lost))
        warnings += (*map(warning, lost), *unread_cards(own, others))
    return PublishedDocument(len(seen.pages), tuple(plans), left, warnings)


def _legend_before(extent: Extent, plans: Sequence[PublishedPlan]) -> tuple[LegendEntry, ...]:
    """The legend that plans of one file share: that of the plan before, where the file is no pack."""
    return plans[-1].legend if plans and not extent.pack else ()


def _without_rows(u: Understanding) -> str:
    """The warning that a table of a plan has headings and nothing under them: its rows are likely to be lost."""
    headings = " | ".join(" ".join(dict.fromkeys(h)) for h in u.table.headings())
    return f"page {u.table.parts[0].page}: no rows were found under the headings {headings[:120]}"


def _may_go_on(u: Understanding, tables: list[Understanding]) -> bool:
    """Whether a table that was left alone may be the rest of a plan's.

    It has no headings and stands on the page of a plan's table, or the next one, or has several of that table's own.
    """
    if u.known.kind is not None or u.known.said:
        return False
    if any(u.table.headings()):
        return any(o.known.kind in PLAN_KINDS and _shares_headings(u, o) for o in tables)
    labels = [r.cells[0].text for r in u.table.rows if 0 in r.cells]
    named = {m.field for t in labels if (m := sure_match(t))}
    card = "title" in named or len(named) >= ROW_OF_PLAN
    if u.table.columns < ROW_OF_PLAN and not card:
        return False
    if any(legend_of_table(p) for p in u.table.parts) or (len(u.table.rows) > 1 and not _is_table(u)):
        return False
    if any(theme_pattern().match(t) for t in labels[:1]):
        return False  # a box that announces a theme, with its outcomes
    page = u.table.parts[0].page
    return any(abs(page - p.page) <= 1 for o in tables if o.known.kind in PLAN_KINDS for p in o.table.parts)


def _shares_headings(u: Understanding, plans: Understanding) -> bool:
    own, theirs = ({" ".join(dict.fromkeys(h)).casefold() for h in t.table.headings() if any(h)} for t in (u, plans))
    return len(own & theirs) >= SHARED_HEADINGS and len(own & theirs) > len(own - theirs)


def _without_headings(u: Understanding) -> str:
    """The warning that rows may be lost: a table without headings, or whose headings or values are a plan's."""
    first = " | ".join(c.text for _, c in sorted(u.table.rows[0].cells.items()) if c.text)
    what = "without headings beside the plan's"
    if any(u.table.headings()):
        what = "whose values may be a plan's" if u.known.reason == LIKELY_PLAN else "under headings of the plan"
    return f"page {u.table.parts[0].page}: a table {what} was left alone, look for lost rows: {first[:120]}"


def _by_surroundings(u: Understanding, seen: Layout) -> Understanding:
    """The table as understood, unless the heading above it says that it is no plan's. A person's word stands."""
    if u.known.kind not in PLAN_KINDS or u.known.said:
        return u
    part, body = u.table.parts[0], seen.body_size
    above = [
        Above(s.text, part.grid.box.top - s.box.top)
        for s in seen.loose.get(part.page, [])
        if (s.bold or s.size > body * LARGER)
        and _stands_over(Piece(s.page, *s.box), part, seen) < FAR
        and id(s) not in seen.furniture
    ]
    reason = under_other_heading(above)
    return replace(u, known=Understood(None, reason, u.known.columns)) if reason else u


def _is_table(u: Understanding) -> bool:
    return u.table.columns >= 2 and len(u.table.rows) >= 2 and not any(legend_of_table(p) for p in u.table.parts)


def _left_alone(u: Understanding) -> LeftAlone:
    pages = tuple(sorted({p.page for p in u.table.parts}))
    headings = tuple(" ".join(dict.fromkeys(h)) for h in u.table.headings())
    return LeftAlone(pages, headings, u.known.reason)


def _plan(seen: Layout) -> tuple[PublishedPlan, tuple[str, ...]]:
    """The plan on the pages seen, and what a person is warned of."""
    published = [u for u in seen.tables if u.known.kind in PLAN_KINDS]
    others = [u for u in seen.tables if u.known.kind not in PLAN_KINDS]
    prose = _prose_blocks(seen)
    announcements = _announcements(prose, others, seen)
    named = _unnumbered_themes(published, announcements, seen)
    found: list[Published] = []
    for u in published:
        if u.known.kind is None:
            continue
        theme = _theme_above(u, announcements) or named.get(id(u))
        rows = published_rows(u.table, u.known, theme)
        pages = tuple(sorted({p.page for p in u.table.parts}))
        found.append(Published(u, PublishedTable(u.known.kind, u.known.columns, rows, pages)))
    found, titles = under_titles(found, titles_of(seen))
    found, besides = with_margin_ratings(with_group_values(found), seen.pages)
    keys = [p for u in others for p in u.table.parts]
    explained = with_explained([p.table for p in found], keys)
    between = without_lost_colours(with_doubts_between(explained), seen.pages)
    tables, warnings = audited(seen, [p._replace(table=t) for p, t in zip(found, between, strict=True)])
    tables, loose = with_loose_lines(tables, seen)
    entries = _legend(seen) or key_of_statuses(tables, keys) or key_in_prose(tables, prose)
    legend = with_doubts(without_false_colours(entries, seen.pages))
    plan = PublishedPlan(
        first_page=seen.pages[0].number,
        last_page=seen.pages[-1].number,
        tables=tuple(tables),
        outcomes=tuple(_outcomes(seen, tables, others, prose)),
        themes=tuple(a.theme for a in announcements if a.theme),
        legend=tuple(legend),
        lines=tuple(_lines(seen)),
        ink=count_ink(seen, published, tables),
    )
    return plan, (*titles, *besides, *warnings, *loose, *legend_warnings(legend, tables, seen.pages))


def _prose_blocks(seen: Layout) -> list[Paragraph]:
    return [
        block
        for number in sorted(seen.loose)
        for block in paragraphs_of([s for s in seen.loose[number] if id(s) not in seen.furniture])
    ]


def _cell_blocks(seen: Layout, others: list[Understanding]) -> list[Paragraph]:
    """The paragraphs inside the cells of tables that are no plan tables, cell by cell."""
    pages = {p.number: p for p in seen.pages}
    return [
        block
        for u in others
        for part in u.table.parts
        for cell in part.grid.cells
        for block in paragraphs_of(segments_of(pages[part.page], cell.glyphs), in_cell=True)
    ]


def _announcements(prose: list[Paragraph], others: list[Understanding], seen: Layout) -> list[_Announcement]:
    """Themes and headings that may end them, in reading order: headings in prose, bands over boxes, cells of boxes."""
    sizes = sorted(s.size for b in prose for s in b.segments)
    body = sizes[len(sizes) // 2] if sizes else 0.0
    found: list[_Announcement] = []
    for block in prose:
        first = block.segments[0]
        theme = theme_of(block, seen.hyphens)
        if not (first.bold or first.size > body * LARGER or (theme and _heads_table(block, seen))):
            continue
        found.append(
            _Announcement(seen.place_of(block.page, block.box), theme, first.size, block_cell(block, seen.hyphens))
        )
    for block in _cell_blocks(seen, others):
        theme = theme_of(block, seen.hyphens)
        if theme:
            place = seen.place_of(block.page, block.box)
            found.append(_Announcement(place, theme, block.segments[0].size, theme.cell))
    return sorted(found, key=lambda a: a.place)


def _heads_table(block: Paragraph, seen: Layout) -> bool:
    """Whether a paragraph stands right above a table and is no sentence: not every font names its bold face.

    In a picture, where bold letters are hard to tell, a sentence may do so as well.
    """
    scanned = any(page.number == block.page and page.scanned for page in seen.pages)
    if not scanned and block.segments[-1].text.endswith((".", ":", ";", ",")):
        return False
    place = Piece(block.page, *block.box)
    return any(_stands_over(place, part, seen) < NEAR for u in seen.tables for part in u.table.parts)


def _theme_above(u: Understanding, announcements: list[_Announcement]) -> TableCell | None:
    """The theme announced last before the table, unless a larger heading, or themes side by side, came since."""
    part = u.table.parts[0]
    before = [a for a in announcements if a.place < (part.page, part.grid.part, part.grid.box.top)]
    for n, a in enumerate(reversed(before)):
        if a.theme is None:
            continue
        later = before[len(before) - n :]
        if any(o.size > a.size * LARGER for o in later):
            return None
        beside = [
            o
            for o in before
            if o.theme and o is not a and abs(o.place[2] - a.place[2]) < 3 and o.place[:2] == a.place[:2]
        ]
        return None if beside else a.theme.cell
    return None


def _unnumbered_themes(
    published: list[Understanding], announcements: list[_Announcement], seen: Layout
) -> dict[int, TableCell]:
    """Themes without a number: headings right above tables of one kind, another above each (`Nature and Climate`).

    By the table's `id`; empty where only one table has such a heading, there or in a row of its own above its columns.
    """
    found: dict[int, TableCell] = {}
    for kind in PLAN_KINDS:
        above: dict[int, _Announcement] = {}
        for u in (u for u in published if u.known.kind == kind):
            part = u.table.parts[0]
            near = [a for a in announcements if a.theme is None and _stands_over(a.cell.pieces[0], part, seen) < NEAR]
            near = near or _at_foot_of_page_before(u, announcements, published)
            if near:
                above[id(u)] = near[-1]
        sizes = {round(a.size, 1) for a in above.values()}
        texts = {a.cell.text for a in above.values()} | _titles_within(published, kind)
        if len(texts) >= 2 and len(sizes) == 1 and len(texts) >= len(above):
            found |= {key: a.cell for key, a in above.items()}
    return found


def _titles_within(published: list[Understanding], kind: str) -> set[str]:
    """The names that tables of the kind print in a first row of their own, over the headings of their columns."""
    first = [u.table.rows[0] for u in published if u.known.kind == kind and u.table.rows]
    return {c.text for row in first if row.band for c in row.cells.values() if c.text and names_rows(c.text)}


def _stands_over(piece: Piece, table: PageTable, seen: Layout) -> float:
    """How many points a text begins above a table, on its page and not in another column of it; infinite elsewhere."""
    box = table.grid.box
    above = box.top - piece.top
    if piece.page != table.page or above <= 0:
        return math.inf
    same = seen.place_of(piece.page, Box(*piece[1:]))[1] == table.grid.part
    return above if same or (piece.x0 < box.x1 and piece.x1 > box.x0) else math.inf


def _at_foot_of_page_before(
    u: Understanding, announcements: list[_Announcement], published: list[Understanding]
) -> list[_Announcement]:
    """The last heading of the page before, where no other table stands between it and a table that begins its page."""
    part = u.table.parts[0]
    place = (part.page, part.grid.part, part.grid.box.top)
    last = [a for a in announcements if a.place < place][-1:]
    others = [(p.page, p.grid.part, p.grid.box.top) for o in published for p in o.table.parts]
    return [
        a
        for a in last
        if a.theme is None and a.place[0] == part.page - 1 and a.place[2] > FOOT
        if not any(a.place < other < place for other in others)
    ]


def _outcomes(
    seen: Layout, tables: Sequence[PublishedTable], others: list[Understanding], prose: list[Paragraph]
) -> list[OutcomeStatement]:
    stated: list[OutcomeStatement] = []
    for u in others:
        if u.known.kind == "outcomes":
            stated.extend(
                OutcomeStatement(row.fields["code"].text, row.fields["title"], row.theme.text if row.theme else None)
                for row in published_rows(u.table, u.known, None)
                if all(f in row.fields and row.fields[f].text for f in ("code", "title"))
            )
    used = [
        row.fields[name].text
        for t in tables
        for row in t.rows
        for name in ("outcome_codes", "outcome_code")
        if name in row.fields
    ]
    blocks = sorted([*prose, *_cell_blocks(seen, others)], key=lambda b: (b.page, round(b.box.x0 / 40), b.box.top))
    found = outcome_statements(blocks, code_patterns(used), seen.hyphens)
    known = {s.code for s in stated}
    return stated + [s for s in found if s.code not in known]


def _legend(seen: Layout) -> list[LegendEntry]:
    """The legend: a table of its own, else told in prose or in words, else the head of a plan's table.

    A page's part of a plan's table may hold one rated row, which looks like a legend.
    """
    of_plans = [p for u in seen.tables if u.known.kind in PLAN_KINDS for p in u.table.parts]
    others = [p for u in seen.tables if u.known.kind not in PLAN_KINDS for p in u.table.parts]
    found: Iterator[list[LegendEntry]] = chain(
        _tabled([*seen.furniture_tables, *others]),
        (legend_of_prose(page, seen.loose.get(page.number, [])) for page in seen.pages),
        (legend_in_words(page, seen.loose.get(page.number, []), others) for page in seen.pages),
        _tabled(of_plans),
    )
    return next((entries for entries in found if entries), list[LegendEntry]())


def _tabled(tables: Sequence[PageTable]) -> Iterator[list[LegendEntry]]:
    """The legends among the tables, in reading order."""
    return map(legend_of_table, sorted(tables, key=lambda t: (t.page, t.grid.box.top)))


def _lines(seen: Layout) -> list[TextLine]:
    """The lines outside tables in reading order; furniture once."""
    shown: set[str] = set()
    lines: list[TextLine] = []
    for number in sorted(seen.loose):
        for s in seen.loose[number]:
            if id(s) in seen.furniture:
                if s.text in shown:
                    continue
                shown.add(s.text)
            lines.append(_line(s))
    return lines


def _line(s: Segment) -> TextLine:
    return TextLine(s.page, round(s.size, 2), s.bold, s.text)
