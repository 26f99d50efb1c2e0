"""Lists of outcomes set with a tab: the code at the left, what it means level with it, further right."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.joining.joined import JoinedTable
from extractors.printed.prose import Paragraph, Segment
from extractors.table import OutcomeStatement

# So many codes under each other, with texts that begin at one x to this many points, make a list.
FEWEST, SAME_EDGE = 2, 3.0
# A text is level with its code to this part of a font size.
LEVEL = 0.3


def tabbed_statements(prose: Sequence[Paragraph], patterns: Sequence[re.Pattern[str]]) -> list[Paragraph]:
    """The entries of such lists among paragraphs, each as one that begins with its code; `patterns` are of codes.

    An entry goes on with the lines of its paragraph down to the one that is level with the next code.
    """
    every = [(s, block) for block in prose for s in block.segments]
    codes = [s for s, _ in every if _is_code(s.text, patterns)]
    found: list[tuple[Segment, list[Segment]]] = []
    for code in codes:
        level = [
            (s, b) for s, b in every if _level(s, code) and s.box.x0 > code.box.x1 and not any(s is c for c in codes)
        ]
        if level:
            first, block = min(level, key=lambda o: o[0].box.x0)
            rest = block.segments[block.segments.index(first) + 1 :]
            end = next((n for n, s in enumerate(rest) if any(_level(s, c) for c in codes)), len(rest))
            found.append((code, [first, *rest[:end]]))
    return [_entry(code, own) for code, own in found if sum(_alike(code, own, o) for o in found) >= FEWEST]


def listed_statements(table: JoinedTable, patterns: Sequence[re.Pattern[str]]) -> list[OutcomeStatement]:
    """The same where such a list was read as a table: of two columns, without headings, a code first in every row."""
    rows = [r.cells for r in table.rows if any(c.text for c in r.cells.values())]
    pairs = [(r[0], r[1]) for r in rows if r.keys() >= {0, 1} and _is_code(r[0].text, patterns) and r[1].text]
    if table.columns != 2 or len(pairs) < max(FEWEST, len(rows)):
        return []
    return [OutcomeStatement(code.text, told) for code, told in pairs]


def _is_code(text: str, patterns: Sequence[re.Pattern[str]]) -> bool:
    return any((m := p.match(f"{text} x")) and m[2] == "x" for p in patterns)


def _level(segment: Segment, code: Segment) -> bool:
    return segment.page == code.page and abs(segment.baseline - code.baseline) < LEVEL * code.size


def _alike(code: Segment, own: Sequence[Segment], other: tuple[Segment, list[Segment]]) -> bool:
    """Whether another code, or this one, stands at the same place of its line, and its text as well."""
    return (
        code.page == other[0].page
        and abs(code.box.x0 - other[0].box.x0) < SAME_EDGE
        and abs(own[0].box.x0 - other[1][0].box.x0) < SAME_EDGE
    )


def _entry(code: Segment, own: Sequence[Segment]) -> Paragraph:
    first = replace(own[0], text=f"{code.text} {own[0].text}", box=code.box.union(own[0].box))
    return Paragraph((first, *own[1:]))
