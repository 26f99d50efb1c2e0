"""What stands over each row of a plan: headings in prose and bands within tables, from the outermost in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.headings.codedheadings import CodedHeading, coded_heading
from extractors.layout import Layout, Published
from extractors.page import Box
from extractors.plans.announcements import LARGER, Announcement
from extractors.plans.records import named_by
from extractors.table import PublishedRow, TableCell

Place = tuple[int, int, float]


class Over(NamedTuple):
    """A heading over rows: its place in reading order, its cell, its size in points (0 for a band), the code in it.

    `table` is that of a band, None for a heading in prose; `since` says that a heading of its size without a code came
    after it.
    """

    place: Place
    cell: TableCell
    size: float
    coded: CodedHeading | None
    table: int | None = None
    since: bool = False

    @property
    def level(self) -> tuple[str, str] | None:
        """What headings of one level have in common: the word before their codes, and the form of these."""
        return (self.coded.word, self.coded.form) if self.coded else None


def outlines(
    tables: Sequence[Published],
    announcements: Sequence[Announcement],
    within: Mapping[int, TableCell],
    seen: Layout,
) -> Mapping[int, tuple[Over, ...]]:
    """For the `id` of each row, the headings that it stands under, the outermost first.

    `within` are those in the headings of a table's columns, by the `id` of what is understood of it.
    """
    heads = [Over(a.place, a.cell, a.size, coded_heading(a.cell.text)) for a in announcements]
    heads += [band for p in tables for band in _bands(p, within, seen)]
    rows = [(place, id(p.seen), row) for p in tables for row in p.table.rows if (place := _place(row, seen))]
    found: dict[int, tuple[Over, ...]] = {}
    stack: list[Over] = []
    following = iter(sorted(heads, key=lambda h: h.place))
    head = next(following, None)
    for place, table, row in sorted(rows, key=lambda r: r[0]):
        while head and head.place <= place:
            stack = [*_kept(stack, head), head]
            head = next(following, None)
        found[id(row)] = tuple(h for h in stack if h.table in (None, table))
    return found


def _bands(published: Published, within: Mapping[int, TableCell], seen: Layout) -> Iterator[Over]:
    cells = [within.get(id(published.seen)), *(named_by(row) for row in published.seen.table.rows if row.band)]
    for cell in cells:
        if cell and cell.pieces:
            piece = cell.pieces[0]
            place = seen.place_of(piece.page, Box(*piece[1:]))
            yield Over(place, cell, 0.0, coded_heading(cell.text), id(published.seen))


def _place(row: PublishedRow, seen: Layout) -> Place | None:
    """Where a row begins: at its title or its code, which no other row shares."""
    cell = next((c for n in ("title", "code") if (c := row.fields.get(n)) and c.pieces), None)
    return seen.place_of(cell.pieces[0].page, Box(*cell.pieces[0][1:])) if cell else None


def _kept(stack: Sequence[Over], head: Over) -> list[Over]:
    """What of the headings so far a new one stands under.

    It ends those of its own level and all within them, larger type ends what is smaller, and prose ends the bands of
    a table. Other headings of the same type without a code leave a coded one as it is, and in doubt.
    """
    same = next((n for n, h in enumerate(stack) if head.level and h.level == head.level), len(stack))
    kept: list[Over] = []
    for h in stack[:same]:
        if head.table is None and (h.table is not None or head.size > h.size * LARGER):
            break
        if head.table is not None and h.table is not None and not (h.coded or head.coded):
            break
        alike = head.table is None and head.coded is None and head.size * LARGER >= h.size
        kept.append(h._replace(since=True) if alike and h.coded else h)
    return kept
