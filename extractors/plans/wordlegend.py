"""A legend in a picture without colours: its words alone tell it, and what each of them stands for is lost."""

import re
from collections.abc import Iterable, Sequence

from extractors.grids.pagetable import PageTable
from extractors.headings.vocabulary import legend_pattern
from extractors.page import Page
from extractors.printed.prose import Segment
from extractors.printed.runs import runs_of
from extractors.table import LegendEntry

# So many texts stand beside each other, so many of them, and this part, are words that legends use.
FEWEST, TELLING, PART = 3, 2, 0.5
# Texts are level within so many points; longer ones are prose.
LEVEL, LONGEST = 4.0, 40
# A legend is no more than so many rows of a table.
ROWS = 2
_NAME = re.compile(r"^(?:key|legend)\b\W*", re.IGNORECASE)
# `G = On track S = Not due`: two entries that no line was seen between.
_NEXT = re.compile(r"\s+(?=[A-Z]\s*[=:–-]\s)")
_DETAIL = "a picture without colours does not show the one that it stands for"


def legend_in_words(page: Page, segments: Sequence[Segment], tables: Iterable[PageTable]) -> list[LegendEntry]:
    """The entries, all flagged, of a legend on a page read from a picture without colours; empty where there is none.

    `segments` are the page's texts outside tables, `tables` those that are no plan's.
    """
    if not (page.scanned and page.colourless):
        return []
    for table in tables:
        if table.page == page.number and len(table.rows) <= ROWS:
            entries = _entries(page, [cell.text for row in table.rows for _, cell in sorted(row.items())])
            if entries:
                return entries
    loose = {int(i) for s in segments for i in s.glyphs}
    rows: list[tuple[float, list[tuple[float, str]]]] = []
    for run in sorted(runs_of(page.glyphs), key=lambda run: run.baseline):
        if int(run.glyphs[0]) not in loose:
            continue
        if not rows or run.baseline - rows[-1][0] > LEVEL:
            rows.append((run.baseline, []))
        rows[-1][1].append((run.x0, page.glyphs.string(run.glyphs)))
    for _, row in rows:
        entries = _entries(page, [text for _, text in sorted(row)])
        if entries:
            return entries
    return []


def _entries(page: Page, texts: Sequence[str]) -> list[LegendEntry]:
    pieces = [piece for text in texts for piece in _NEXT.split(_NAME.sub("", " ".join(text.split())))]
    pieces = [piece for piece in pieces if any(ch.isalpha() for ch in piece)]
    telling = sum(bool(legend_pattern().search(piece)) for piece in pieces)
    if len(pieces) < FEWEST or telling < max(TELLING, PART * len(pieces)) or max(map(len, pieces)) > LONGEST:
        return []
    return [LegendEntry(piece, None, page.number, "grey_scan", _DETAIL) for piece in dict.fromkeys(pieces)]
