"""Small forms over tables: `Objective 1 | Proud places`, `Lead officer | Mr Hay`, and below them the tasks of each.

They tell whose the rows of the table below are. Read as records of their own, each made a deliverable out of how
success is measured, and 16 tasks had no objective.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.headings.headers import names_rows
from extractors.headings.headings import match_heading, sure_match
from extractors.layout import Understanding
from extractors.table import PublishedRow, TableCell

# A table begins at most this many points below its form, where no page ends between.
NEAR = 60.0
# One form over one table may be a record of its own.
FEWEST = 2
# What the heading of a form may be known for; with a status or a date a form is a record.
OF_RECORDS = {"status", "rag", "delivery", "start"}
# Fields of a form that are those of each row, where the table has no column for them.
SHARED = {"lead_officer"}


def forms_over_tables(published: Sequence[Understanding]) -> dict[int, Understanding]:
    """The form that stands over a table, by the `id` of the table; empty unless every form of its kind heads one."""
    found: dict[int, Understanding] = {}
    forms = [u for u in published if _is_form(u)]
    for heads in {tuple(_labels(u)) for u in forms}:
        alike = [u for u in forms if tuple(_labels(u)) == heads]
        below = [_right_below(u, published) for u in alike]
        tables = [t for t in below if t is not None and not _is_form(t)]
        if len(alike) == len(tables) >= FEWEST:
            found |= {id(t): form for form, t in zip(alike, tables, strict=True)}
    return found


def name_of(form: Understanding) -> TableCell:
    """What a form names: the text behind its first label."""
    return form.table.body[0].cells[0]


def with_form(rows: Sequence[PublishedRow], form: Understanding, fields: set[str | None]) -> tuple[PublishedRow, ...]:
    """The rows of the table below a form, what it says beside its name in each: the table has columns for `fields`."""
    told = form.table.body[0].cells
    shared: dict[str, TableCell] = {}
    other: list[tuple[str, TableCell]] = []
    for column in form.known.columns:
        cell = told.get(column.index)
        if cell is None or not cell.text or column.index == 0:
            continue
        if column.field in SHARED - fields:
            shared.setdefault(str(column.field), cell.carried())
        else:
            other.append((column.heading, cell.carried()))
    return tuple(replace(row, fields=row.fields | shared, other=(*row.other, *other)) for row in rows)


def _labels(u: Understanding) -> list[str]:
    return [" ".join(h) for h in u.table.headings()]


def _is_form(u: Understanding) -> bool:
    """Whether a table is one record that may be none: its first label names it, and no other does or tells when."""
    if len(u.table.body) != 1 or len(u.table.parts) != 1 or {c.field for c in u.known.columns} & OF_RECORDS:
        return False
    first = u.table.body[0].cells.get(0)
    titles = [c.heading for c in u.known.columns if c.field == "title"]
    named = any((m := sure_match(t)) and m.worded and m.field == "title" and not _of_groups(t) for t in titles)
    labels = u.table.headings()
    under = bool(labels and labels[0]) and not {"lead_officer", "update"} & {c.field for c in u.known.columns[:1]}
    return under and not named and first is not None and bool(first.text) and names_rows(first.text)


def _of_groups(heading: str) -> bool:
    """Whether a heading of titles may name what several rows serve as well: `Objective`."""
    return any(m.field in ("outcome", "outcome_codes") for m in match_heading(heading))


def _right_below(form: Understanding, published: Sequence[Understanding]) -> Understanding | None:
    """The table that follows a form, right below it or at the top of the next page."""
    begun = [(u.table.parts[0].page, u.table.parts[0].grid.part, u.table.parts[0].grid.box.top, u) for u in published]
    own = form.table.parts[0]
    after = [b for b in begun if b[:3] > (own.page, own.grid.part, own.grid.box.top)]
    if not after:
        return None
    page, part, top, table = min(after, key=lambda b: b[:3])
    near = (page, part) == (own.page, own.grid.part) and 0 <= top - own.grid.box.bottom < NEAR
    return table if near or page == own.page + 1 else None
