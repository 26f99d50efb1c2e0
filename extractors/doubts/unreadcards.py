"""Lines that look like those of cards that nobody read: labels of several fields, in loose text or in other tables."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.doubts.stretches import TOLD
from extractors.headings.headings import match_heading, sure_match
from extractors.headings.labels import label_of
from extractors.layout import Layout, Understanding
from extractors.table import PublishedTable, TableCell

# So many lines each with the labels of so many fields look like cards, and two with those of more fields; a report has
# one such line at its head. On a page with cards one of each of more fields is a card as well.
CARDS, LABELS = 3, 2
_ON_CARDS = frozenset({"lead_officer", "start", "delivery", "status", "update"})
# What parts labels with their values on one line.
_INLINE = re.compile(r"\s[|•·–]\s|\s{3,}")


class _Line(NamedTuple):
    """A line with its page and how far down it stands, in points."""

    page: int
    level: float
    text: str


def unread_cards(seen: Layout, tables: Sequence[PublishedTable], others: Sequence[Understanding]) -> tuple[str, ...]:
    """The warning that lines look like those of cards that nobody read: labels of several fields that come again.

    They stand in loose text or, a label on a line of its own too, in cells of `others`, the tables left alone. Beside
    cards among `tables`, whose titles have no heading, they need not come again, and may stand above their values.
    """
    carded = {n for t in tables for n in t.pages if any(c.field == "title" and not c.heading for c in t.columns)}
    found: dict[str, list[_Line]] = {}
    for line, label in (*_labelled(seen, others), *_above_values(seen, others, carded)):
        if label and (m := sure_match(label)) and m.field in _ON_CARDS:
            found.setdefault(m.field, []).append(line)
    often, twice = ({f: own for f, own in found.items() if len(own) >= n} for n in (CARDS, 2))
    beside = (
        {f: own for f, lines in found.items() if (own := [k for k in lines if k.page == n])} for n in sorted(carded)
    )
    again = next((own for own in (often, twice, *beside) if len(own) >= LABELS + (own is not often)), None)
    if again is None:
        return _unread_tiles(seen, tables, others)
    first = min(line for own in again.values() for line in own)
    count = max(map(len, again.values()))
    what = f"{count} lines such as {first.text[:TOLD]!r} look like records that stand in no table"
    if count == 1:
        what = f"{first.text[:TOLD]!r} and the lines near it look like a record that stands in no table"
    return (f"page {first.page}: {what}: look for lost ones",)


def _unread_tiles(seen: Layout, tables: Sequence[PublishedTable], others: Sequence[Understanding]) -> tuple[str, ...]:
    """The warning that lines such as `Target: 95%`, which come again, look like measures that stand in no table."""
    if any(t.kind == "kpis" for t in tables):
        return ()
    lines = list(_loose(seen))
    cells = (c for u in others for r in u.table.body for c in r.cells.values() if c.pieces)
    lines += [_line(c, text) for c in cells for text in c.lines]
    aims = [line for line in lines if _is_aim(line.text)]
    if len(aims) < CARDS:
        return ()
    what = f"{len(aims)} lines such as {min(aims).text[:TOLD]!r} look like those of measures that stand in no table"
    return (f"page {min(aims).page}: {what}: look for lost ones",)


def _is_aim(line: str) -> bool:
    """Whether a line is the label of a target with a figure behind it."""
    label = label_of(line)
    match = sure_match(label) if label else None
    return match is not None and match.field == "target" and any(map(str.isdigit, line.partition(":")[2]))


def _labelled(seen: Layout, others: Sequence[Understanding]) -> Iterator[tuple[_Line, str | None]]:
    """The lines that begin with a label, and those in cells that are one."""
    for line in _loose(seen):
        yield from ((line, label_of(part.strip())) for part in _INLINE.split(line.text))
    for c in (c for u in others for r in u.table.body for c in r.cells.values() if c.pieces and len(c.lines) > 1):
        yield from ((_line(c, text), label_of(text) or _bare_label(text)) for text in c.lines[:-1])


def _above_values(seen: Layout, others: Sequence[Understanding], pages: set[int]) -> Iterator[tuple[_Line, str | None]]:
    """The lines on `pages`, and headings and cells with a colon in tables there, that are only a label."""
    for line in (line for line in _loose(seen) if line.page in pages):
        yield line, _bare_label(line.text)
    for header, c in ((r.header, c) for u in others for r in u.table.rows for c in r.cells.values() if c.pieces):
        if c.pieces[0].page in pages and (header or c.text.endswith(":")):
            yield _line(c, c.text), _bare_label(c.text)


def _loose(seen: Layout) -> Iterator[_Line]:
    """The lines outside tables that are no furniture."""
    every = (s for segments in seen.loose.values() for s in segments)
    return (_Line(s.page, s.baseline, s.text) for s in every if id(s) not in seen.furniture)


def _line(cell: TableCell, text: str) -> _Line:
    return _Line(cell.pieces[0].page, cell.pieces[0].top, text)


def _bare_label(line: str) -> str | None:
    """The line where it is a heading word for word."""
    return line if len(line) <= TOLD and any(m.worded for m in match_heading(line)) else None
