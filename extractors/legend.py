"""The document's own legend: which colour stands for which words."""

from extractors.page import Page
from extractors.pagetable import PageTable
from extractors.prose import Segment
from extractors.table import LegendEntry
from extractors.vocabulary import legend_pattern

# A legend names at least this many statuses.
FEWEST = 2
# A colour square stands at most this many points before its words, and is at most this large.
BEFORE, SQUARE = 24.0, 60.0


def legend_of_table(table: PageTable) -> list[LegendEntry]:
    """The entries of a table that is a legend, empty for any other.

    Either every entry is a filled cell with its words in it, or a filled cell (with or without a word) stands before
    a cell with the words.
    """
    entries: list[LegendEntry] = []
    for row in table.rows:
        cells = [row[c] for c in sorted(row)]
        for k, cell in enumerate(cells):
            if cell.fill is None:
                continue
            after = cells[k + 1] if k + 1 < len(cells) and cells[k + 1].fill is None else None
            label = ": ".join(t for t in (cell.text, after.text if after else "") if t)
            if legend_pattern().search(label):
                entries.append(LegendEntry(label, cell.fill, table.page))
    inked = sum(bool(c.text) for r in table.rows for c in r.values())
    said = len(entries) * (2 if any(": " in e.label for e in entries) else 1)
    distinct = len({e.fill for e in entries}) == len({e.label for e in entries}) == len(entries)
    return entries if len(entries) >= FEWEST and distinct and said >= 0.6 * inked else []


def legend_of_prose(page: Page, segments: list[Segment]) -> list[LegendEntry]:
    """Entries printed as a small coloured shape with words after it, or as words on a coloured shape."""
    shapes = [(f.box, f.colour) for f in (*page.fills, *page.marks) if max(f.box.width / 3, f.box.height) <= SQUARE]
    entries: list[LegendEntry] = []
    for s in segments:
        if not legend_pattern().search(s.text) or len(s.text) > 120:
            continue
        y = (s.box.top + s.box.bottom) / 2
        near = [
            (s.box.x0 - b.x1, colour)
            for b, colour in shapes
            if b.top - 2 <= y <= b.bottom + 2 and colour != "#ffffff"
            and (0 <= s.box.x0 - b.x1 <= BEFORE or b.contains((s.box.x0 + s.box.x1) / 2, y))
        ]  # fmt: skip
        if near:
            entries.append(LegendEntry(s.text, min(near, key=lambda n: abs(n[0]))[1], page.number))
    distinct = len({e.fill for e in entries}) == len(entries)
    return entries if len(entries) >= FEWEST and distinct else []
