"""Lines of labelled facts between a heading and its table: `Sponsor: Director of Place   Budget: £440,000`.

They say something of the project that the heading names, and are no name themselves. Taken for one, they were the
themes of 17 of 22 milestones of a portfolio.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.headings.headings import sure_match
from extractors.headings.labels import tells_fact
from extractors.layout import Layout, Understanding
from extractors.plans.groupfacts import fields_missing
from extractors.plans.statements import block_cell
from extractors.printed.prose import Paragraph
from extractors.table import PlanColumn, TableCell

# A label has at most so many words.
WORDS = 4
_COLON = re.compile(r":\s")
_BETWEEN = " | "


def with_facts_below(
    theme: TableCell | None, u: Understanding, prose: Sequence[Paragraph], seen: Layout
) -> TableCell | None:
    """The theme of a table and the line of facts between the two, where these fill fields that the table lacks.

    `groupfacts` makes them fields of each row, and the theme what it was.
    """
    part = u.table.parts[0]
    if theme is None or not theme.pieces or theme.pieces[-1].page != part.page:
        return theme
    top, bottom = theme.pieces[-1].bottom, part.grid.box.top
    between = [
        b for b in prose if b.page == part.page and top <= b.box.y_mid < bottom and tells_fact(b.segments[0].text)
    ]
    if not between:
        return theme
    return with_facts(theme, block_cell(between[-1], seen.hyphens), u.known.columns)


def with_facts(theme: TableCell, facts: TableCell, columns: Sequence[PlanColumn]) -> TableCell:
    """The theme with a line of facts behind it, where these fill fields that no column has."""
    text = _BETWEEN.join((theme.text, parted(facts.text)))
    if not fields_missing(text, {c.field for c in columns}):
        return theme
    return replace(theme, text=text, pieces=(*theme.pieces, *facts.pieces))


def parted(text: str) -> str:
    """The line with a sign before each label but the first: labels in bold print stand behind nothing but a space."""
    at = [begun for m in _COLON.finditer(text) if (begun := _label_before(text, m.start()))]
    for begun in reversed(at):
        text = f"{text[:begun].rstrip(' |,;')}{_BETWEEN}{text[begun:]}"
    return text


def _label_before(text: str, colon: int) -> int:
    """Where the longest known label that ends at `colon` begins; 0 where none does, or at the line's start."""
    starts = [m.start() for m in re.finditer(r"(?<!\S)[A-Z]", text[:colon])]
    for begun in starts:
        label = text[begun:colon]
        known = sure_match(label) if len(label.split()) <= WORDS else None
        if known and known.worded:
            return begun
    return 0
