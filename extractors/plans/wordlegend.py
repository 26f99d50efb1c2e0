"""Legends without colours: tables that say what the plan's own words for statuses mean, and those of grey pictures.

In a picture without colours the words alone tell the legend, and what each of them stands for is lost.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from extractors.grids.pagetable import PageTable
from extractors.headings.shapes import LEVEL as PRESSING
from extractors.headings.ticks import TICKED
from extractors.headings.vocabulary import legend_pattern
from extractors.page import Page
from extractors.printed.prose import Paragraph, Segment
from extractors.printed.runs import runs_of
from extractors.table import LegendEntry, PlanColumn, PublishedRow, PublishedTable

# So many texts stand beside each other, so many of them, and this part, are words that legends use.
FEWEST, TELLING, PART = 3, 2, 0.5
# Texts are level within so many points; longer ones are prose.
LEVEL, LONGEST = 4.0, 40
# A legend is no more than so many rows of a table.
ROWS = 2
# A table explains the statuses that the plan prints when it begins so many rows with them, and this part of them.
FEWEST_EXPLAINED = 2
_RATED = re.compile(r"^(?:status|rag_q[1-4])$")
_NAME = re.compile(r"^(?:key|legend)\b\W*", re.IGNORECASE)
# `G = On track S = Not due`: two entries that no line was seen between.
_NEXT = re.compile(r"\s+(?=[A-Z]\s*[=:–-]\s)")
# `OT = on track;` in a paragraph: a code or a score, and what stands for it up to the next mark.
_EXPLAINED = re.compile(r"\b([A-Z][A-Za-z]{0,2}|\d)\s*(?:=|:|\s[–—-]\s)\s*([^=;:,.]+?)(?=\s*(?:[;,.]|$|\b\w{1,3}\s*=))")
_DETAIL = "a picture without colours does not show the one that it stands for"


def key_of_statuses(tables: Iterable[PublishedTable], others: Iterable[PageTable]) -> list[LegendEntry]:
    """The entries, one a row, of the first table that explains the statuses of the plan's `tables`: `Closed: All done`.

    It is one of `others`, those that are no plan's, and begins its rows with the words that the statuses print.
    """
    printed = _printed(tables)
    for table in others if len(printed) > 1 else ():
        rows = [[c for _, c in sorted(row.items()) if c.text] for row in table.rows]
        explained = [row for row in rows if len(row) > 1 and row[0].text.casefold() in printed]
        if len({row[0].text.casefold() for row in explained}) < max(FEWEST_EXPLAINED, PART * len(printed)):
            continue
        begun = rows.index(explained[0])
        told = [row for row in rows if row in explained or (len(row) > 1 and len(row[0].text) <= LONGEST)]
        headed = begun > 0 and rows[0] in told
        return [LegendEntry(": ".join(c.text for c in row), None, table.page) for row in told[headed:]]
    return []


def key_in_prose(tables: Iterable[PublishedTable], prose: Iterable[Paragraph]) -> list[LegendEntry]:
    """The entries of the first paragraph that explains the statuses of the plan's `tables`: `Key: OT = on track; ...`.

    Most of what it explains has words that legends use.
    """
    printed = _printed(tables)
    for block in prose if len(printed) > 1 else ():
        text = " ".join(s.text for s in block.segments)
        told = {m[1]: m[2].strip() for m in _EXPLAINED.finditer(text) if m[1].casefold() in printed}
        told = told or _signs(text, printed)
        if len(told) >= max(FEWEST_EXPLAINED, PART * len(printed)) and _tells(told.values()):
            between = {code: ":" if code.isalnum() else "" for code in told}
            return [LegendEntry(f"{code}{between[code]} {words}", None, block.page) for code, words in told.items()]
    return []


def _signs(text: str, printed: set[str]) -> dict[str, str]:
    """Each of the signs that are printed as statuses, and the words behind it up to the next: `● on track ▲ late`."""
    signs = "".join(re.escape(p) for p in sorted(printed) if len(p) == 1 and not p.isalnum())
    if not signs:
        return {}
    entries = re.finditer(rf"(?:^|(?<=[\s|;,(]))([{signs}])\s*[=:]?\s+([^{signs};|]+)", text)
    return {m[1]: m[2].strip(" ,.") for m in entries}


def _printed(tables: Iterable[PublishedTable]) -> set[str]:
    """The statuses that the plan prints, folded."""
    return {
        c.text.casefold() for t in tables for r in t.rows for n, c in r.fields.items() if _RATED.match(n) and c.text
    }


def with_explained(
    tables: Iterable[PublishedTable], others: Iterable[PageTable], prose: Iterable[Paragraph]
) -> list[PublishedTable]:
    """The tables, a column of no field made their statuses where a key explains every text in it: `Score | Meaning`.

    The key is one of `others`, those that are no plan's, or a paragraph (`1 = complete, 2 = on track, 3 = late`). Most
    of its explanations have words that legends use: a list of wards or of abbreviations has none. Levels of priority
    are explained in such words too.
    """
    keys = [told for table in others if len(table.rows) > FEWEST_EXPLAINED and (told := _key(table))]
    for block in prose:
        told = {m[1].casefold(): m[2] for m in _EXPLAINED.finditer(" ".join(s.text for s in block.segments))}
        keys += [set(told)] if len(told) >= FEWEST and _tells(told.values()) else []
    return [_explained(t, keys) if t.kind in ("deliverables", "kpis") else t for t in tables]


def _key(table: PageTable) -> set[str]:
    """The first texts of a table's rows, folded, where most of what explains them has words that legends use."""
    rows = [[c.text for _, c in sorted(row.items()) if c.text] for row in table.rows]
    told = {row[0].casefold(): " ".join(row[1:]) for row in rows if len(row) > 1}
    return set(told) if _tells(told.values()) else set()


def _tells(explanations: Collection[str]) -> bool:
    """Whether most of what a key explains has words that legends use."""
    return sum(bool(legend_pattern().search(words)) for words in explanations) > PART * len(explanations)


def _explained(table: PublishedTable, keys: Sequence[set[str]]) -> PublishedTable:
    if not keys or any(c.field in ("status", TICKED) for c in table.columns):
        return table
    for column in (c for c in table.columns if c.field is None and c.heading):
        texts = set(table.other_texts(column.index))
        levels = all(PRESSING.match(t) for t in texts)
        if len(texts) > 1 and not levels and any({t.casefold() for t in texts} <= told for told in keys):
            return _as_statuses(table, column)
    return table


def _as_statuses(table: PublishedTable, column: PlanColumn) -> PublishedTable:
    own = replace(column, field="status", why="a key of the plan explains every text in it")
    rows = tuple(_with_status(row, column.index) for row in table.rows)
    return replace(table, rows=rows, columns=tuple(own if c is column else c for c in table.columns))


def _with_status(row: PublishedRow, column: int) -> PublishedRow:
    """The row with what stands in `column`, of no field till now, as its status."""
    status = next((c for _, c in row.other if c.column == column), None)
    if status is None:
        return row
    other = tuple((heading, c) for heading, c in row.other if c is not status)
    return replace(row, fields=row.fields | {"status": status}, other=other)


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
        rows[-1][1].append((run.x0, run.text))
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
