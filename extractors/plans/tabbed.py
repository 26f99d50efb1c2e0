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
    """The same where such a list was read as a table: of two columns, without headings, a code first in every row.

    Rows with one text alone are the themes of those below.
    """
    theme: str | None = None
    found: list[OutcomeStatement | None] = []
    for row in table.rows:
        filled = [c for _, c in sorted(row.cells.items()) if c.text]
        if len(filled) == 1:
            theme = filled[0].text
        elif filled:
            coded = row.cells.keys() >= {0, 1} and _is_code(filled[0].text, patterns)
            found.append(OutcomeStatement(_code(filled[0].text, patterns), filled[1], theme) if coded else None)
    stated = [s for s in found if s]
    return stated if table.columns == 2 and len(stated) == len(found) >= FEWEST else []


def _is_code(text: str, patterns: Sequence[re.Pattern[str]]) -> bool:
    return bool(_code(text, patterns))


def _code(text: str, patterns: Sequence[re.Pattern[str]]) -> str:
    """The code that is all of a text, but for a word before it; "" where it is none."""
    return next((m[1] for p in patterns if (m := p.match(f"{text} x")) and m[2] == "x"), "")


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
