"""Tables of a document that are no plan's, those among them that may be, and what a person is told of them."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.headings.bystanders import Above, under_other_heading
from extractors.headings.columns import Understood
from extractors.headings.headings import sure_match
from extractors.headings.kinds import LIKELY_PLAN
from extractors.headings.legend import LABEL, legend_of_table
from extractors.headings.vocabulary import theme_pattern
from extractors.layout import Layout, Understanding
from extractors.plans.announcements import LARGER, stands_over
from extractors.plans.records import is_total
from extractors.printed.text import letters_alone
from extractors.table import PLAN_KINDS, LeftAlone, Piece, PublishedPlan

# A table with fewer columns than this holds no rows of a plan, unless one of its labels is a sure heading of titles, or
# as many are those of fields.
ROW_OF_PLAN = 3
# Two tables of one document that share so many headings, and most of the smaller one's, may be parts of one.
SHARED_HEADINGS = 2
# A heading further than this above a table, in points, is not its own.
FAR = 200.0


def by_surroundings(u: Understanding, seen: Layout) -> Understanding:
    """The table as understood, unless the heading above it says that it is no plan's. A person's word stands."""
    if u.known.kind not in PLAN_KINDS or u.known.said:
        return u
    part, body = u.table.parts[0], seen.body_size
    above = [
        Above(s.text, part.grid.box.top - s.box.top)
        for s in seen.loose.get(part.page, [])
        if (s.bold or s.size > body * LARGER)
        and stands_over(Piece(s.page, *s.box), part, seen) < FAR
        and id(s) not in seen.furniture
    ]
    reason = under_other_heading(above)
    return replace(u, known=Understood(None, reason, u.known.columns)) if reason else u


def left_alone(u: Understanding) -> LeftAlone:
    """What is said of a table that is no plan's: its pages, its headings, and why."""
    pages = tuple(sorted({p.page for p in u.table.parts}))
    return LeftAlone(pages, tuple(_headings(u)), u.known.reason)


def is_table(u: Understanding) -> bool:
    """Whether it has rows and columns, and is no legend."""
    return u.table.columns >= 2 and len(u.table.rows) >= 2 and not any(legend_of_table(p) for p in u.table.parts)


def may_go_on(u: Understanding, tables: list[Understanding]) -> bool:
    """Whether a table that was left alone may be the rest of a plan's.

    It has no headings and stands on the page of a plan's table, or the next one, or has several of that table's own,
    over its columns or among its rows, as the labels of a card are.
    """
    if u.known.kind is not None or u.known.said:
        return False
    texts = {c.text.rstrip(": ").casefold() for r in u.table.body for c in r.cells.values() if c.text}
    if any(len(texts & _folded(o)) >= ROW_OF_PLAN for o in tables if o.known.kind in PLAN_KINDS):
        return True
    if any(u.table.headings()):
        return any(o.known.kind in PLAN_KINDS and _shares_headings(u, o) for o in tables)
    labels = [r.cells[0].text for r in u.table.rows if 0 in r.cells]
    named = {m.field for t in labels if (m := sure_match(t))}
    card = "title" in named or len(named) >= ROW_OF_PLAN
    if u.table.columns < ROW_OF_PLAN and not card:
        return False
    if any(legend_of_table(p) for p in u.table.parts) or (len(u.table.rows) > 1 and not is_table(u)):
        return False
    if any(theme_pattern().match(t) for t in labels[:1]):
        return False  # a box that announces a theme, with its outcomes
    page = u.table.parts[0].page
    return any(abs(page - p.page) <= 1 for o in tables if o.known.kind in PLAN_KINDS for p in o.table.parts)


def _shares_headings(u: Understanding, plans: Understanding) -> bool:
    own, theirs = _folded(u), _folded(plans)
    return len(own & theirs) >= SHARED_HEADINGS and len(own & theirs) > len(own - theirs)


def _folded(u: Understanding) -> set[str]:
    """Its headings, in small letters."""
    return {h.casefold() for h in _headings(u) if h}


def without_headings(u: Understanding) -> str:
    """The warning that rows may be lost: a table without headings, or whose headings or values are a plan's."""
    first = " | ".join(c.text for _, c in sorted(u.table.rows[0].cells.items()) if c.text)
    what = "without headings beside the plan's"
    if any(u.table.headings()):
        what = "whose values may be a plan's" if u.known.reason == LIKELY_PLAN else "under headings of the plan"
    return f"page {u.table.parts[0].page}: a table {what} was left alone, look for lost rows: {first[:120]}"


def is_stated(u: Understanding, plans: Sequence[PublishedPlan]) -> bool:
    """Whether all that a table prints is among the outcomes, themes and legends of the plans: none of it is lost."""
    pages = {part.page for part in u.table.parts}
    outcomes = [(f"{o.code} {o.cell.text}", o.cell) for plan in plans for o in plan.outcomes]
    themes = [(theme.text, theme.cell) for plan in plans for theme in plan.themes]
    said = sorted({letters_alone(text) for text, c in (*outcomes, *themes) if c.pieces[0].page in pages}, key=len)[::-1]
    labels = {entry.label for plan in plans for entry in plan.legend if entry.page in pages}
    rows = [[c.text for _, c in sorted(row.cells.items()) if c.text] for row in u.table.rows]
    explained = [LABEL.join(row) in labels for row in rows]
    if explained[1:] and all(explained[1:]):
        return True  # under headings of its own: `BRAG | Meaning`
    return all(told or not any(_unsaid(text, said) for text in row) for told, row in zip(explained, rows, strict=True))


def _unsaid(text: str, said: Sequence[str]) -> str:
    """The letters of `text` without what is said; a cell may hold several outcomes."""
    left = letters_alone(text)
    for words in said:
        left = left.replace(words, "")
    return left


def totals_left_out(u: Understanding) -> tuple[str, ...]:
    """The warnings that rows of a plan's table sum up those above them and became no records."""
    rows = [[c for _, c in sorted(r.cells.items()) if c.text] for r in u.table.body if is_total(r, u.known)]
    return tuple(
        f"page {cells[0].pieces[0].page}: a row that sums up those above it is no record: "
        + " | ".join(c.text for c in cells)[:120]
        for cells in rows
    )


def without_rows(u: Understanding) -> str:
    """The warning that a table of a plan has headings and nothing under them: its rows are likely to be lost."""
    return f"page {u.table.parts[0].page}: no rows were found under the headings {' | '.join(_headings(u))[:120]}"


def _headings(u: Understanding) -> list[str]:
    """The heading of each column, its levels one after the other."""
    return [" ".join(dict.fromkeys(h)) for h in u.table.headings()]
