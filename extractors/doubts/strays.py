"""Rows of a plan that stand in none of its tables: lines of loose text that hold values as its tables do.

A line counts when it holds two such values at least: dates, codes that look like the plan's own, titles of its
officers; statuses and, in a plan of measures, figures count beside one of these. In a table of another kind, which has
officers and dates of its own, it takes three and a code that the plan uses.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.doubts.stretches import TOLD
from extractors.headings.shapes import NUMBER, is_dated, is_dated_status
from extractors.layout import Layout, Understanding
from extractors.printed.prose import Segment, segments_of_each
from extractors.table import RATINGS, PublishedPlan, PublishedRow, PublishedTable

# Texts on one line have baselines that differ by less than this many points.
LEVEL = 2.0
# So many values make a line of loose text a row, and so many a line of another table.
LOOSE, ELSEWHERE = 2, 3

_CODED = ("code", "outcome_code", "outcome_codes")
_DATED = ("start", "delivery")
_PARTS = re.compile(r"[,;&/\s]+")


class Stray(NamedTuple):
    """A line that looks like a row: its page, its baseline in points, and what it says."""

    page: int
    baseline: float
    text: str


class _Values(NamedTuple):
    """What the short cells of a plan hold: officers, statuses, codes and what these look like.

    Whether it has dates, and figures, the values of measures.
    """

    officers: frozenset[str]
    statuses: frozenset[str]
    codes: frozenset[str]
    shapes: frozenset[str]
    dated: bool
    measured: bool

    def is_code(self, text: str) -> bool:
        parts = [p for p in _PARTS.split(text) if p]
        return bool(parts) and all(_shape(p) in self.shapes for p in parts)

    def uses(self, text: str) -> bool:
        return any(p in self.codes for p in _PARTS.split(text) if p)

    def matches(self, text: str) -> bool:
        """Whether the text is such a value as the plan's cells hold."""
        dated = self.dated and is_dated(text)
        return dated or text.casefold() in self.officers or self.is_code(text)

    def ends(self, text: str) -> int:
        """How many such values stand at the two ends of a longer text: columns close together are read as one.

        Its first word may be a code, with a letter in it, and its last words an officer.
        """
        first = text.split()[:1]
        coded = any(any(map(str.isalpha, w)) and any(map(str.isdigit, w)) and self.is_code(w) for w in first)
        return coded + any(text.casefold().endswith(f" {officer}") for officer in self.officers)

    def told(self, line: Sequence[Segment]) -> int:
        """How many such values stand on the line; statuses count beside another, as they stand alone in a legend."""
        others = [s.text for s in line if not self.matches(s.text)]
        own = len(line) - len(others) + sum(map(self.ends, others))
        figures = sum(bool(NUMBER.match(text)) for text in others) if self.measured else 0
        return own and own + figures + sum(text.casefold() in self.statuses for text in others)


def strays(seen: Layout, tables: Sequence[PublishedTable], others: Iterable[Understanding]) -> list[Stray]:
    """The lines outside `tables`, on the pages from the first of them to the last of `seen`, that look like rows.

    `others` are the tables of the plan's pages that are none of its own.
    """
    values = _values_of(tables)
    first = min((p for t in tables for p in t.pages), default=0)
    if not first:
        return []
    pages = {p.number: p for p in seen.pages}
    inside: dict[int, list[Segment]] = {}
    for part in (p for u in others for p in u.table.parts if p.page >= first):
        cells = segments_of_each(pages[part.page], [c.glyphs for c in part.grid.cells])
        inside.setdefault(part.page, []).extend(s for segments in cells for s in segments)
    found: list[Stray] = []
    for number in sorted(n for n in {*seen.loose, *inside} if n >= first):
        loose = [s for s in seen.loose.get(number, []) if id(s) not in seen.furniture]
        free = {id(s) for s in loose}
        for line in _lines([*loose, *inside.get(number, [])]):
            told = [s.text for s in line if values.matches(s.text)]
            beside = any(id(s) in free for s in line) and values.told(line) >= LOOSE
            if beside or (len(told) >= ELSEWHERE and any(values.uses(text) for text in told)):
                found.append(_stray(line))
    return sorted(found)


def with_strays(plan: PublishedPlan, found: Sequence[Stray]) -> PublishedPlan:
    """The plan with a flag on the record before each stray line, and on the first where none stands before it."""
    rows = [(t, r) for t, table in enumerate(plan.tables) for r in range(len(table.rows))]
    flagged: dict[tuple[int, int], Stray] = {}
    for stray in found:
        before = [k for k in rows if _place(plan.tables[k[0]].rows[k[1]]) <= (stray.page, stray.baseline)]
        near = max(before, key=lambda k: _place(plan.tables[k[0]].rows[k[1]]), default=rows[0] if rows else None)
        if near is not None:
            flagged.setdefault(near, stray)
    tables = [
        replace(table, rows=tuple(_flagged(row, flagged.get((t, r))) for r, row in enumerate(table.rows)))
        for t, table in enumerate(plan.tables)
    ]
    return replace(plan, tables=tuple(tables))


def warning(stray: Stray) -> str:
    """What a person is told of a stray line."""
    return f"page {stray.page}: a line outside the plan's tables looks like one of their rows: {stray.text}"


def _values_of(tables: Sequence[PublishedTable]) -> _Values:
    def texts(names: Iterable[str]) -> Iterator[str]:
        return (r.fields[n].text for t in tables for r in t.rows for n in names if n in r.fields and r.fields[n].text)

    rated = list(texts(RATINGS))
    parts = [part for text in rated if is_dated_status(text) for part in text.split()]
    codes = frozenset(p for text in texts(_CODED) for p in _PARTS.split(text) if any(ch.isdigit() for ch in p))
    return _Values(
        frozenset(t.casefold() for t in texts(("lead_officer",))),
        frozenset(t.casefold() for t in (*rated, *parts)),
        codes,
        # any list numbers its entries, so a plain number says nothing
        frozenset(_shape(c) for c in codes if not c.isdigit()),
        bool(parts) or any(True for _ in texts(_DATED)),
        any(t.kind == "kpis" for t in tables),
    )


def _shape(code: str) -> str:
    return re.sub(r"\d+", "1", re.sub(r"[A-Z]+", "A", code))


def _lines(segments: Sequence[Segment]) -> list[list[Segment]]:
    lines: list[list[Segment]] = []
    for s in sorted(segments, key=lambda s: (s.baseline, s.box.x0)):
        if lines and s.baseline - lines[-1][0].baseline < LEVEL:
            lines[-1].append(s)
        else:
            lines.append([s])
    return lines


def _stray(line: Sequence[Segment]) -> Stray:
    text = " | ".join(s.text for s in sorted(line, key=lambda s: s.box.x0))
    return Stray(line[0].page, line[0].baseline, text[:TOLD])


def _place(row: PublishedRow) -> tuple[int, float]:
    return max(((p.page, p.top) for c in row.fields.values() for p in c.pieces), default=(0, 0.0))


def _flagged(row: PublishedRow, stray: Stray | None) -> PublishedRow:
    """The row with a flag on its title, and on its update, whose end the line may be."""
    if stray is None:
        return row
    names = [n for n in ("title", "update") if n in row.fields] or list(row.fields)[:1]
    free = [n for n in names if not row.fields[n].flag]
    told = {n: replace(row.fields[n], flag="stray_row", flag_detail=warning(stray)) for n in free}
    return replace(row, fields=row.fields | told)
