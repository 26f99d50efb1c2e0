"""Themes without a number: the headings over tables of one kind, another over each (`Nature and Climate`)."""

from extractors.headings.headers import names_rows
from extractors.headings.headings import sure_match
from extractors.headings.labels import tells_fact
from extractors.layout import Layout, Understanding
from extractors.plans.announcements import LARGER, LEVEL, NEAR, Announcement, stands_over
from extractors.table import PLAN_KINDS, TableCell

# The heading of a section, with paragraphs between it and the table, begins at most this many points above it.
FAR = 200.0
# A heading left alone at the foot of a page stands at least this far down it, in points.
FOOT = 380.0


def unnumbered_themes(
    published: list[Understanding], announcements: list[Announcement], seen: Layout
) -> dict[int, TableCell]:
    """Themes without a number: headings right above tables of one kind, another above each (`Nature and Climate`).

    By the table's `id`; empty where only one table has such a heading, there or in a row of its own above its columns.
    """
    found: dict[int, TableCell] = {}
    for kind in PLAN_KINDS:
        near: dict[int, list[Announcement]] = {}
        further: dict[int, Announcement] = {}
        for u in (u for u in published if u.known.kind == kind):
            above = _right_above(u, announcements, seen) or _at_foot_of_page_before(u, announcements, published)
            if above:
                near[id(u)] = above
            elif section := _over_prose(u, announcements, seen):
                further[id(u)] = section
        within = _titles_within(published, kind)
        last = {key: over[-1] for key, over in near.items()}
        names = {
            k: next((a for a in reversed(over) if not tells_fact(a.cell.text)), last[k]) for k, over in near.items()
        }
        ways = (own for own in (names | further, names, last) if _differ(own, within))
        found |= {key: a.cell for key, a in next(ways, dict[int, Announcement]()).items()}
    return found


def _differ(above: dict[int, Announcement], within: set[str]) -> bool:
    """Whether the headings above tables, and those `within` tables, are of one size and another for each."""
    texts = {a.cell.text for a in above.values()} | within
    return len(texts) >= max(len(above), 2) and len({round(a.size, 1) for a in above.values()}) == 1


def _right_above(u: Understanding, announcements: list[Announcement], seen: Layout) -> list[Announcement]:
    """The headings, but those of themes, right above a table, or above headings of columns that it was read without.

    Those are bold as well, and stand side by side: the first two rows of a table in Word's light list, which paints
    every other row, took the themes of all 14 records with them.
    """
    part = u.table.parts[0]
    above = [(stands_over(a.cell.pieces[0], part, seen), a) for a in announcements if a.theme is None]
    named = [(far, a) for far, a in above if far < NEAR and a.cell.lines and sure_match(a.cell.lines[0])]
    columns = [(far, a) for far, a in named if any(o is not a and abs(far - by) < LEVEL for by, o in named)]
    reach = NEAR + max((far for far, _ in columns), default=0.0)
    return [a for far, a in above if far < reach and not any(a is c for _, c in columns)]


def _over_prose(u: Understanding, announcements: list[Announcement], seen: Layout) -> Announcement | None:
    """The heading of the section that a table stands in, where nothing but prose in smaller letters lies between.

    A paragraph of two lines between them left 20 deliverables of four priorities without the name of any.
    """
    part = u.table.parts[0]
    place = (part.page, part.grid.part, part.grid.box.top)
    last = next((a for a in reversed(announcements) if a.place < place), None)
    if last is None or last.theme or last.place[:2] != place[:2] or stands_over(last.cell.pieces[0], part, seen) > FAR:
        return None
    between = [s for s in seen.loose.get(part.page, []) if last.place[2] < s.box.top < place[2]]
    tables = [p for o in seen.tables for p in o.table.parts if p.page == part.page]
    smaller = [s.size * LARGER < last.size for s in between if s.text not in last.cell.lines]
    clear = not any(last.place < (p.page, p.grid.part, p.grid.box.top) < place for p in tables)
    return last if clear and smaller and all(smaller) else None


def _titles_within(published: list[Understanding], kind: str) -> set[str]:
    """The names that tables of the kind print in a first row of their own, over the headings of their columns."""
    first = [u.table.rows[0] for u in published if u.known.kind == kind and u.table.rows]
    return {c.text for row in first if row.band for c in row.cells.values() if c.text and names_rows(c.text)}


def _at_foot_of_page_before(
    u: Understanding, announcements: list[Announcement], published: list[Understanding]
) -> list[Announcement]:
    """The last heading of the page before, and the line of facts below it, where a table begins its page.

    No other table stands between.
    """
    part = u.table.parts[0]
    place = (part.page, part.grid.part, part.grid.box.top)
    before = [a for a in announcements if a.place < place]
    last = before[-2:] if before and tells_fact(before[-1].cell.text) else before[-1:]
    others = [(p.page, p.grid.part, p.grid.box.top) for o in published for p in o.table.parts]
    return [
        a
        for a in last
        if a.theme is None and a.place[0] == part.page - 1 and a.place[2] > FOOT
        if not any(a.place < other < place for other in others)
    ]
