"""Which pages of a PDF are whose: every plan in it, told from its neighbours and from the papers around it.

A PDF that is no pack and holds one plan is that plan from its first page to its last.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from extractors.headings.vocabulary import plan_pattern
from extractors.joining.joined import Row
from extractors.layout import Layout, Understanding
from extractors.plans.divisions import PHRASES, Division, committee_phrases, divisions
from extractors.plans.statements import code_patterns

# A plan's title page, foreword and outcomes, where they look like a document of their own, fill at most so many pages.
FRONT = 4
# In a pack, more pages than this after its last table are a plan's only where something shows that it goes on.
TAIL = 3


class Extent(NamedTuple):
    """The pages of one plan, both counted from 1 and both its own, and whether it was found in a pack of papers."""

    first: int
    last: int
    pack: bool = False


@dataclass(frozen=True)
class _Part:
    """Divisions in a row that belong to one plan."""

    divisions: tuple[Division, ...]
    tables: tuple[Understanding, ...]

    @property
    def head(self) -> Division:
        """The division that gives the plan its title."""
        return next((d for d in self.divisions if d.names_document), self.divisions[0])


def extents(seen: Layout, plan_tables: Sequence[Understanding]) -> list[Extent]:
    """The pages of every plan of the document, in order; none where there is no plan table."""
    if not plan_tables:
        return []
    found = _whole_tables(divisions(seen), plan_tables)
    pack = _is_pack(seen, found)
    parts: list[_Part] = []
    between: list[Division] = []
    for division in found:
        mine = tuple(u for u in plan_tables if division.first <= _pages(u)[0] <= division.last)
        if not mine:
            between.append(division)
            continue
        front, rest = _front(division, between, seen) if pack or parts else (between, [])
        new = _Part((*front, division), mine)
        if parts and not _distinct(parts[-1], new, pack):
            parts[-1] = _Part((*parts[-1].divisions, *between, division), (*parts[-1].tables, *mine))
        else:
            if parts and not pack:
                parts[-1] = _Part((*parts[-1].divisions, *rest), parts[-1].tables)
            parts.append(new)
        between = []
    if not pack:
        parts[-1] = _Part((*parts[-1].divisions, *between), parts[-1].tables)
    return [_extent(p, seen, pack) for p in parts]


def only_pages(seen: Layout, extent: Extent) -> Layout:
    """What is seen on the pages of one plan.

    Plan tables end where a plan ends; of another table that runs over its edge the part inside is kept.
    """
    inside = range(extent.first, extent.last + 1)
    if len(inside) == len(seen.pages):
        return seen
    return replace(
        seen,
        pages=[p for p in seen.pages if p.number in inside],
        sights=[s for s in seen.sights if s.page.number in inside],
        tables=[u for u in (_within(u, inside) for u in seen.tables) if u.table.parts],
        furniture_tables=[t for t in seen.furniture_tables if t.page in inside],
        loose={number: segments for number, segments in seen.loose.items() if number in inside},
    )


def _within(u: Understanding, inside: range) -> Understanding:
    """The part of a table that is printed on the pages `inside`."""
    parts = [p for p in u.table.parts if p.page in inside]
    if len(parts) == len(u.table.parts):
        return u
    rows = [replace(r, cells=_cells_within(r.cells, inside)) for r in u.table.rows]
    repeated = [_cells_within(r, inside) for r in u.table.repeated]
    table = replace(u.table, rows=[r for r in rows if r.cells], parts=parts, repeated=[r for r in repeated if r])
    return replace(u, table=table)


def _cells_within(cells: Row, inside: range) -> Row:
    return {c: cell for c, cell in cells.items() if cell.pieces and cell.pieces[0].page in inside}


def _pages(u: Understanding) -> list[int]:
    return sorted({p.page for p in u.table.parts})


def _whole_tables(found: list[Division], tables: Sequence[Understanding]) -> list[Division]:
    """The divisions, joined wherever a plan table runs over from one into the next."""
    whole: list[Division] = []
    for d in found:
        if whole and any(_pages(u)[0] < d.first <= _pages(u)[-1] for u in tables):
            a = whole[-1]
            whole[-1] = Division(
                a.first, d.last, a.title, a.label, a.signs, (*a.chapters, *d.chapters), a.going_on | d.going_on
            )
        else:
            whole.append(d)
    return whole


def _is_pack(seen: Layout, found: list[Division]) -> bool:
    return len(committee_phrases(seen, 1, len(seen.pages))) >= PHRASES or any(d.own for d in found[1:])


def _front(division: Division, between: list[Division], seen: Layout) -> tuple[list[Division], list[Division]]:
    """Of the divisions before one with plan tables, those that are its title page or introduction, and the rest."""
    front: list[Division] = []
    after = division
    for d in reversed(between):
        pages = division.first - d.first
        joined = (
            not after.own and not after.label and (not division.years or not d.years or bool(division.years & d.years))
        )
        if not (joined and pages <= FRONT and plan_pattern().search(d.title)) or committee_phrases(
            seen, d.first, d.last
        ):
            break
        front.insert(0, d)
        after = d
    return front, between[: len(between) - len(front)]


def _distinct(a: _Part, b: _Part, pack: bool) -> bool:
    """Whether two neighbouring parts with plan tables are two plans rather than two chapters of one."""
    one, other = a.head, b.head
    separate = any(d.own for d in b.divisions)
    if not other.names_document:
        return separate and bool(other.label or b.divisions[0].first > a.divisions[-1].last + 1)
    if one.names_document and (_differ(one.years, other.years) or _differ(one.quarters, other.quarters)):
        return True
    first, second = _plain(one.subject), _plain(other.subject)
    chapter = bool(first and second) and (first in second or second in first)
    labelled = any(d.label for d in b.divisions)
    alike = not pack and _alike(a, b)
    return not chapter and (separate or alike or (pack and (labelled or bool(other.years))))


def _alike(a: _Part, b: _Part) -> bool:
    """Whether two parts have titles of plans with a year, equally large, and tables of one kind: one plan each."""
    titled = all(d.years and plan_pattern().search(d.subject) for d in (a.head, b.head))
    kinds = [{u.known.kind for u in part.tables} for part in (a, b)]
    return titled and "title" in b.head.signs and bool(kinds[0] & kinds[1])


def _differ(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b and not a & b)


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def _extent(part: _Part, seen: Layout, pack: bool) -> Extent:
    """From the first page of the part to its last; in a pack, to where the papers after the plan begin."""
    first, last = part.divisions[0].first, part.divisions[-1].last
    if not pack:
        return Extent(first, last)
    filled = max([n for u in part.tables for n in _pages(u)])
    patterns = code_patterns(t for u in part.tables for t in _outcome_codes(u))
    for number in (n for d in part.divisions for n in d.chapters if n > filled):
        told = any(p.match(s.text) for s in seen.loose.get(number, []) for p in patterns)
        others = any(u.known.kind in ("outcomes", "legend") and number in _pages(u) for u in seen.tables)
        if not (told or others):
            return Extent(first, number - 1, pack)
    going_on = {n for d in part.divisions for n in d.going_on if n > filled}
    return Extent(first, last if going_on or last - filled <= TAIL else filled, pack)


def _outcome_codes(u: Understanding) -> list[str]:
    """The texts of the columns in which a plan table names outcomes by their codes."""
    columns = [c.index for c in u.known.columns if c.field in ("outcome_codes", "outcome_code")]
    return [r.cells[c].text for r in u.table.body for c in columns if c in r.cells]
