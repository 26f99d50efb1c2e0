"""A last look at a plan as a whole: what its tables, its pages and its records say of each other must agree.

A reading that goes wrong mostly leaves a trace where two of them meet: headings that hold a row's values, a column that
one part of a table has and another lacks, a table left alone beside a plan's, a theme that the first rows lack. Nothing
is mended here; what may be wrong is flagged, and the document warns of what a page shows and no record holds.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.doubts.beside import beside
from extractors.doubts.blank import with_blank
from extractors.doubts.cutoff import with_cut_off
from extractors.doubts.lostfields import with_lost_fields
from extractors.doubts.misfits import with_misfits
from extractors.doubts.misheaded import with_misheaded
from extractors.doubts.othercodes import with_other_codes
from extractors.doubts.picturecolumns import with_lost_columns
from extractors.doubts.putoff import with_put_off
from extractors.doubts.ranover import with_run_over
from extractors.doubts.rivals import with_rivals
from extractors.doubts.steps import with_steps
from extractors.doubts.stretches import TOLD, Doubt, doubted
from extractors.doubts.themes import with_doubtful_themes
from extractors.doubts.unknown import with_unknown
from extractors.grids.heaps import doubtful_rows
from extractors.layout import Layout, Published
from extractors.readings.pages.sidebyside import two_in_one
from extractors.table import PublishedTable

# Headings that so many columns' values end hold a row; a value of a letter or two may end any word.
HELD, LETTER = 2, 2
# What the document warns of as well.
TOLD_OF = ("lost_column", "side_by_side")


def audited(seen: Layout, plan: Sequence[Published]) -> tuple[tuple[PublishedTable, ...], tuple[str, ...]]:
    """The tables of `plan` with a flag on every cell in doubt, and the warnings that go with them.

    `seen` is what the plan's pages show.
    """
    doubts = [*_swallowed(plan), *_heaped(seen, plan), *beside(seen, plan), *_two_in_one(plan)]
    tables = [
        _under_doubtful_headings(p, doubted(p.table, [d for d in doubts if d.table == n])) for n, p in enumerate(plan)
    ]
    tables, lost = with_lost_columns(_before_empty_tables(with_lost_fields(tables)))
    warnings = tuple(
        dict.fromkeys(plan[d.table].table.warning(d.why, d.page) for d in doubts if d.flag in TOLD_OF and not d.last)
    )
    tables, misheaded = with_misheaded(tables)
    tables, blank = with_blank(tables, seen.pages)
    tables, rivals = with_rivals(tables)
    tables, steps = with_steps(with_put_off(tables))
    tables, unknown = with_unknown(tables)
    tables = with_run_over(with_other_codes(with_cut_off(with_doubtful_themes(with_misfits(tables)))))
    return tables, (*warnings, *lost, *misheaded, *blank, *rivals, *steps, *unknown)


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


def _heaped(seen: Layout, plan: Sequence[Published]) -> list[Doubt]:
    """Rows that look like several, or like halves of one, by the white between their lines."""
    pages = {p.number: p for p in seen.pages}
    return [
        Doubt(n, d.page, d.top, d.bottom, d.why)
        for n, p in enumerate(plan)
        for part in p.seen.table.parts
        for d in doubtful_rows(pages[part.page], part)
    ]


def _swallowed(plan: Sequence[Published]) -> list[Doubt]:
    """Tables whose headings hold a row's texts, in all likelihood: another table's headings and more, or values.

    On a later page those may be the rest of the record before them.
    """
    heads = [[" ".join(dict.fromkeys(h)) for h in p.seen.table.headings()] for p in plan]
    found: list[Doubt] = []
    for n, headings in enumerate(heads):
        longer = next((more for other in heads if (more := _more(headings, other))), None) or _held(
            headings, plan[n].table
        )
        if longer:
            why = f"a heading has more under it than elsewhere, which may be a row's: {longer[:TOLD]}"
            found.append(Doubt(n, 0, 0.0, 0.0, why, "lost_column"))
            if n and plan[n - 1].table.pages[-1] < plan[n].table.pages[0]:
                found.append(Doubt(n - 1, 0, 0.0, 0.0, why, "lost_column", last=True))
    return found


def _more(headings: Sequence[str], other: Sequence[str]) -> str | None:
    """The first heading that has more text than `other` has over the same column, where all the rest are the same."""
    pairs = [(h, o) for h, o in zip(headings, other, strict=False) if o]
    longer = [h for h, o in pairs if h.startswith(f"{o} ") or h.endswith(f" {o}")]
    same = len(longer) + sum(h == o for h, o in pairs)
    return longer[0] if longer and same == len(pairs) > 1 else None


def _held(headings: Sequence[str], table: PublishedTable) -> str | None:
    """The first heading that ends with a value printed in its own column, where another does too.

    The numbers of cards stand in a column that has no heading.
    """
    ends = {
        c.column: headings[c.column]
        for row in table.rows
        for c in row.cells
        if c.lines and len(c.text) > LETTER and c.column < len(headings) and headings[c.column].endswith(f" {c.text}")
    }
    return ends[min(ends)] if len(ends) >= HELD else None


def _two_in_one(plan: Sequence[Published]) -> list[Doubt]:
    """Tables that may be two."""
    told = [(n, why) for n, p in enumerate(plan) if (why := two_in_one(p.table))]
    return [Doubt(n, 0, 0.0, 0.0, why, "side_by_side") for n, why in told]


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
            below = again.pages[:1] if again and again.rows and again.headings == table.headings else ()
            empty = [page for page in table.pages if page > reached > 0 and page not in below]
        else:
            empty = list(table.pages[:1])
        if empty and last is not None:
            why = f"no rows were found under the headings on page {empty[0]}, where its rest may stand"
            rows = found[last].rows
            found[last] = replace(found[last], rows=(*rows[:-1], rows[-1].flagged("lost_column", why)))
    return found
