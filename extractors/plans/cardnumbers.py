"""Numbers before the titles of cards (`1. Mend the wall`, `2. Plant the trees`): they tell the cards apart.

Where they go up from card to card they are no part of the titles, but the records' codes, if nothing else is.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from extractors.layout import Published
from extractors.table import PlanColumn, PublishedRow, PublishedTable, TableCell

# So many cards show that numbers go up; so many where nothing parts the number from the title.
ENOUGH, ENOUGH_BARE = 2, 3
_NUMBERED = re.compile(r"((?!Q\d\b)(?:[A-Z]{1,3}[-.]?)?\d{1,3}(?:\.\d{1,3})*)([.):]?)\s+(?=\S*[^\W\d_])")
_PLACES = re.compile(r"\d.*")
# At least this part of the numbers are the next ones after others; and this part where some are missing.
STEPS, MANY = 0.5, 0.8
_WHY = "it stands before the title of each card and goes up"


class _Number(NamedTuple):
    """A number: the letters before it, and its places (`1.2` has two)."""

    prefix: str
    places: tuple[int, ...]

    def follows(self, other: "_Number") -> bool:
        """Whether it is the next one after the other."""
        return (self.prefix, self.places) == (other.prefix, (*other.places[:-1], other.places[-1] + 1))

    def leaps(self, other: "_Number") -> bool:
        """Whether it is the one after the next."""
        return (self.prefix, self.places) == (other.prefix, (*other.places[:-1], other.places[-1] + 2))


def with_card_numbers(found: Sequence[Published]) -> list[Published]:
    """The tables of a plan, what numbers the titles of its cards made their codes, or beside codes put to the rest."""
    titles = [r.fields["title"].text for p in found if _is_card(p.table) for r in p.table.rows if "title" in r.fields]
    numbers = [m for m in map(_NUMBERED.match, titles) if m]
    bare = not all(m[2] for m in numbers)
    if len(numbers) < (ENOUGH_BARE if bare else ENOUGH) or len(numbers) < len(titles) or not _go_up(numbers):
        return list(found)
    return [p._replace(table=_parted(p.table)) if _is_card(p.table) else p for p in found]


def _is_card(table: PublishedTable) -> bool:
    """Whether its titles stand over labelled values: they alone have no heading, and are above all else."""
    headed = [(c.field == "title") is not bool(c.heading) for c in table.columns]
    return bool(table.rows) and all(headed) and all(map(_stands_over, table.rows))


def _stands_over(row: PublishedRow) -> bool:
    title = row.fields.get("title")
    if title is None or not title.pieces:
        return False
    others = [c.pieces[0] for n, c in row.fields.items() if n != "title" and c.pieces and c.text]
    return all((p.page, p.top) > (title.pieces[0].page, title.pieces[0].top) for p in others)


def _go_up(numbers: Sequence[re.Match[str]]) -> bool:
    """Whether each number is the one after that of another card, or the first of a new count.

    Cards side by side may be numbered down the page. A card that was not read leaves a gap among many.
    """

    def leaping(own: Sequence[_Number]) -> bool:
        return any(b.leaps(a) for a, b in pairwise(own))

    parsed = [_Number(_PLACES.sub("", m[1]), tuple(map(int, re.findall(r"\d+", m[1])))) for m in numbers]
    return any(
        all(b.follows(a) or b.places[-1] == 1 or b.leaps(a) for a, b in pairwise(own))
        and sum(b.follows(a) for a, b in pairwise(own)) >= (MANY if leaping(own) else STEPS) * (len(own) - 1)
        for own in (parsed, sorted(set(parsed)))
        if len(own) == len(parsed)
    )


def _parted(table: PublishedTable) -> PublishedTable:
    """The table with the numbers of its titles in a column of codes, unless it has one."""
    coded = any(c.field == "code" for c in table.columns)
    place = max(c.index for c in table.columns) + 1
    columns = (*table.columns, PlanColumn(place, "", None if coded else "code", _WHY))
    return replace(table, columns=columns, rows=tuple(_without_number(row, place) for row in table.rows))


def _without_number(row: PublishedRow, place: int) -> PublishedRow:
    title = row.fields.get("title")
    if title is None or not (match := _NUMBERED.match(title.text)):
        return row
    number = _code(title, match, place)
    first, *more = title.lines or (title.text,)
    lines = (first[match.end() :], *more) if first.startswith(match[0]) else tuple(more)
    bare = replace(title, text=title.text[match.end() :], lines=lines)
    if "code" in row.fields:
        return replace(row, fields=row.fields | {"title": bare}, other=(*row.other, ("", number)))
    return replace(row, fields={"code": number} | row.fields | {"title": bare})


def _code(title: TableCell, match: re.Match[str], place: int) -> TableCell:
    """The cell of a number, where that of its title is."""
    return replace(title, column=place, column_span=1, text=match[1], lines=(match[1] + match[2],), links=())
