"""Sorts what a document shows into plans: tables, outcomes, themes, legend, lines, and the ink ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from extractors.doubts.audit import audited
from extractors.doubts.doubts import with_doubts_between
from extractors.doubts.leftout import with_left_out
from extractors.doubts.pagewarnings import page_warnings
from extractors.doubts.picturewarnings import (
    legend_warnings,
    picture_warnings,
    without_false_colours,
    without_lost_colours,
)
from extractors.doubts.strays import strays, warning, with_strays
from extractors.doubts.unreadcards import unread_cards
from extractors.grids.pagetable import PageTable
from extractors.headings.codedheadings import is_part_of_theme
from extractors.headings.kinds import LIKELY_PLAN
from extractors.headings.legend import legend_of_prose, legend_of_table, with_doubts, words_beside
from extractors.layout import Layout, Published
from extractors.picture.ocrloose import with_loose_lines
from extractors.plans.announcements import announcements_of, prose_blocks, theme_above
from extractors.plans.cardnumbers import with_card_numbers
from extractors.plans.columnoutcomes import with_column_outcomes
from extractors.plans.factlines import with_facts_below
from extractors.plans.formheads import forms_over_tables, name_of, with_form
from extractors.plans.groupfacts import with_group_facts
from extractors.plans.groupoutcomes import with_group_outcomes
from extractors.plans.groupvalues import with_group_values
from extractors.plans.headingthemes import themes_in_headings
from extractors.plans.ledger import count_ink
from extractors.plans.leftalone import (
    by_surroundings,
    is_stated,
    is_table,
    left_alone,
    may_go_on,
    totals_left_out,
    without_headings,
    without_rows,
)
from extractors.plans.marginratings import with_margin_ratings
from extractors.plans.packs import Extent, extents, only_pages
from extractors.plans.quarterrows import with_quarter_rows
from extractors.plans.records import published_rows
from extractors.plans.sectionheads import unnumbered_themes
from extractors.plans.stated import stated_outcomes
from extractors.plans.titles import titles_of, under_titles
from extractors.plans.upperheads import with_upper_heads
from extractors.plans.wordlegend import key_in_prose, key_of_statuses, legend_in_words, with_explained
from extractors.printed.prose import Segment
from extractors.table import (
    PLAN_KINDS,
    LegendEntry,
    PublishedDocument,
    PublishedPlan,
    PublishedTable,
    TextLine,
)


def assemble(seen: Layout) -> PublishedDocument:
    """The document's plans. Without any plan table there are none."""
    warnings = page_warnings(seen.pages)
    seen = replace(seen, tables=[by_surroundings(u, seen) for u in seen.tables])
    left = tuple(left_alone(u) for u in seen.tables if u.known.kind is None and is_table(u))
    warnings += tuple(without_rows(u) for u in seen.tables if u.known.kind in PLAN_KINDS and not u.table.body)
    warnings += tuple(told for u in seen.tables if u.known.kind in PLAN_KINDS for told in totals_left_out(u))
    may_be = [u for u in seen.tables if may_go_on(u, seen.tables) or u.known.reason == LIKELY_PLAN]
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
        warnings += (*map(warning, lost), *unread_cards(own, plan.tables, others))
    warnings += tuple(without_headings(u) for u in may_be if not is_stated(u, plans))
    return PublishedDocument(len(seen.pages), tuple(plans), left, warnings)


def _legend_before(extent: Extent, plans: Sequence[PublishedPlan]) -> tuple[LegendEntry, ...]:
    """The legend that plans of one file share: that of the plan before, where the file is no pack."""
    return plans[-1].legend if plans and not extent.pack else ()


def _plan(seen: Layout) -> tuple[PublishedPlan, tuple[str, ...]]:
    """The plan on the pages seen, and what a person is warned of."""
    published = [u for u in seen.tables if u.known.kind in PLAN_KINDS]
    others = [u for u in seen.tables if u.known.kind not in PLAN_KINDS]
    prose = prose_blocks(seen)
    announcements = announcements_of(prose, others, seen)
    named = unnumbered_themes(published, announcements, seen)
    within = themes_in_headings(published)
    forms = forms_over_tables(published)
    found: list[Published] = []
    for u in published:
        if u.known.kind is None or any(u is form for form in forms.values()):
            continue
        form = forms.get(id(u))
        theme = name_of(form) if form else within.get(id(u)) or theme_above(u, announcements) or named.get(id(u))
        theme = with_facts_below(theme, u, prose, seen)
        rows = published_rows(u.table, u.known, theme)
        rows = with_form(rows, form, {c.field for c in u.known.columns}) if form else rows
        pages = tuple(sorted({p.page for p in u.table.parts}))
        found.append(Published(u, PublishedTable(u.known.kind, u.known.columns, rows, pages)))
    found, repeats = with_quarter_rows(found)
    found, titles = under_titles(with_card_numbers(found), titles_of(seen))
    found, over = with_group_outcomes(with_group_values(with_group_facts(found), named), announcements, within, seen)
    found = with_upper_heads(found, announcements, within, named, seen)
    found, columns = with_column_outcomes(with_left_out(seen, found), seen.hyphens)
    found, besides = with_margin_ratings(found, seen.pages)
    keys = [p for u in others for p in u.table.parts]
    explained = with_explained([p.table for p in found], keys, prose)
    between = without_lost_colours(with_doubts_between(explained), seen.pages)
    tables, warnings = audited(seen, [p._replace(table=t) for p, t in zip(found, between, strict=True)])
    tables, loose = with_loose_lines(tables, seen)
    entries = _legend(seen) or key_of_statuses(tables, keys) or key_in_prose(tables, prose)
    legend = with_doubts(without_false_colours(entries, seen.pages))
    plan = PublishedPlan(
        first_page=seen.pages[0].number,
        last_page=seen.pages[-1].number,
        tables=tuple(tables),
        outcomes=tuple(stated_outcomes(seen, tables, others, prose, (*over, *columns))),
        themes=tuple(a.theme for a in announcements if a.theme and not is_part_of_theme(a.theme.text)),
        legend=tuple(legend),
        lines=tuple(_lines(seen)),
        ink=count_ink(seen, published, tables, (*repeats, *map(name_of, forms.values()))),
    )
    return plan, (*titles, *besides, *warnings, *loose, *legend_warnings(legend, tables, seen.pages))


def _legend(seen: Layout) -> list[LegendEntry]:
    """The legend: a table of its own, else told in prose or in words, else the head of a plan's table.

    A page's part of a plan's table may hold one rated row, which looks like a legend.
    """
    of_plans = [p for u in seen.tables if u.known.kind in PLAN_KINDS for p in u.table.parts]
    others = [p for u in seen.tables if u.known.kind not in PLAN_KINDS for p in u.table.parts]
    found: Iterator[list[LegendEntry]] = chain(
        _tabled([*seen.furniture_tables, *others], seen),
        (legend_of_prose(page, seen.loose.get(page.number, [])) for page in seen.pages),
        (legend_in_words(page, seen.loose.get(page.number, []), others) for page in seen.pages),
        _tabled(of_plans, seen),
    )
    return next((entries for entries in found if entries), list[LegendEntry]())


def _tabled(tables: Sequence[PageTable], seen: Layout) -> Iterator[list[LegendEntry]]:
    """The legends among the tables, in reading order."""
    for table in sorted(tables, key=lambda t: (t.page, t.grid.box.top)):
        yield legend_of_table(table, words_beside(table, seen.loose.get(table.page, [])))


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
