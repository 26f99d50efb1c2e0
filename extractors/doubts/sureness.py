"""How sure a cell is: the weakest evidence for it decides, and a cell that is not sure enough is flagged."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from extractors.doubts.company import Company, companies
from extractors.doubts.fitted import fitted
from extractors.grids.grid import Grid, GridCell
from extractors.headings.shapes import CODE
from extractors.page import Box, Ints, Page
from extractors.table import PublishedDocument, PublishedPlan, PublishedRow, PublishedTable, TableCell

# Something unread must lie in a cell by this part to be the cell's, so that it may be two neighbours'.
WITHIN = 0.34
# Texts of one level have baselines this near, and belong to two columns where they are further apart than this (both in
# font sizes); a list's number, which stands apart, is at most so long.
LEVEL, APART, MARKER = 0.4, 2.0, 4
# How a letter is given that its font does not name.
UNKNOWN_LETTER = "\ufffd"
# The recogniser says nothing of a cell in which nothing is written: it is as sure as the surest of words.
NOTHING_WRITTEN = 0.99999
# Raised figures that stand alone in a cell are marks of a font of signs, too.
RAISED = "¹²³"
# So many titles show whether they are any.
ENOUGH_TITLES = 3
# An edge was missed in a column where so many cells, and this part of them, hold what two columns should.
SEVERAL, MISSED = 2, 0.25
# A text of so many characters is a status letter or a word for one, not an entry of the legend.
LETTERS = 10
_ODD: dict[Company, str] = {
    "cell": "it does not look like the others of its column",
    "row": "another cell of its row does not look like the others of its column",
    "table": "other rows of its table do not look as their columns lead one to expect",
    "unheaded": "its table has no heading over its titles",
    "fits": "",
}
_WAYS = {"tagged": "the tags", "ruled": "lines", "flow": "white space alone", "ocr": "a picture"}


class Sureness(NamedTuple):
    """The recogniser's chance that a cell's letters are right (0 to 1), and a flag with its detail, if one is due."""

    chance: float
    flag: str | None = None
    detail: str | None = None


def is_mere_accent(text: str) -> bool:
    """Whether a text is nothing but accents or raised figures: what fonts of signs give whose letters nobody mapped."""
    return bool(text) and all((unicodedata.category(ch) == "Sk" and ch not in "^`") or ch in RAISED for ch in text)


def is_unread_in(place: Box, cell: Box) -> bool:
    """Whether a place that could not be read is a cell's."""
    return place.overlap(cell) >= WITHIN * place.width * place.height


def sureness_of(page: Page, grid: Grid, cell: GridCell) -> Sureness | None:
    """What speaks against the cell where it was read from a picture, or is one; None where neither is so."""
    x, y = (cell.box.x0 + cell.box.x1) / 2, (cell.box.top + cell.box.bottom) / 2
    g = page.glyphs
    inked = cell.glyphs[g.ink[cell.glyphs]]
    text = g.string(inked)
    if UNKNOWN_LETTER in text:
        return Sureness(0.0, "unread_ink", "its font does not say which letters are printed")
    if is_mere_accent(text):
        return Sureness(0.0, "unread_ink", f"its font gives {text} where a sign is printed")
    unread = sum(is_unread_in(place, cell.box) for place in page.unread)
    if not any(part.contains(x, y) for part in page.scanned):
        return Sureness(0.0, "unread_ink", "it shows a picture without colour") if unread and not len(inked) else None
    chances = np.ones(1) if g.confidence is None else g.confidence[cell.glyphs]
    chance = float(np.prod(chances)) if len(chances) else NOTHING_WRITTEN
    if page.colourless and cell.fill and not len(inked):
        return Sureness(chance, "grey_scan", "it is filled, and a grey picture does not tell with which colour")
    if len(inked) and 1 < cell.column_span < grid.columns and cell.row:
        return Sureness(
            chance, "merged_cells", f"no line is seen between the {cell.column_span} columns that it covers"
        )
    if cell.row_span > 1 and len(np.unique(np.searchsorted(grid.ys, g.y_mid[inked]))) > 1:
        return Sureness(chance, "merged_cells", f"no line is seen between the {cell.row_span} rows that it covers")
    if _side_by_side(page, inked):
        return Sureness(chance, "merged_cells", "two texts stand side by side in it, as those of two columns do")
    if unread:
        return Sureness(chance, "unread_ink", f"{unread} of its places are written on but not legible")
    if note := next((n for n in page.notes_in(cell.box) if n.flag), None):
        return Sureness(chance, note.flag, note.detail)
    if is_illegible(chance):
        weakest: Ints = cell.glyphs[np.argsort(chances, kind="stable")[:3]]
        worst = "".join(g.text[int(i)] for i in weakest)
        return Sureness(chance, "ocr_doubt", f"least sure of {worst!r}")
    return Sureness(chance)


def _side_by_side(page: Page, inked: Ints) -> bool:
    """Whether a line of a cell has a gap as between columns, and more than a list's number or a sign before it."""
    g = page.glyphs
    for line in np.unique(g.order[inked]) if len(inked) else ():
        # What one look at a line gave lies on it from left to right; two such lines may stand on one level.
        mine = inked[g.order[inked] == line]
        beside = inked[np.abs(g.baseline[inked] - g.baseline[mine[0]]) < LEVEL * g.size[mine[0]]]
        beside = beside[np.argsort(g.x0[beside], kind="stable")]
        gaps = g.x0[beside[1:]] - g.x1[beside[:-1]]
        if (gaps[MARKER:] > APART * g.size[mine[0]]).any():
            return True
    return False


def of_picture(cell: TableCell, chances: Sequence[float]) -> TableCell:
    """A cell made of prose, with the recogniser's chances for its parts; as it was where no picture was read."""
    if not chances:
        return cell
    chance = float(np.prod(chances))
    flag, detail = ("ocr_doubt", "not all of its letters are plain") if is_illegible(chance) else (None, None)
    return replace(cell, reading="ocr", confidence=chance, flag=flag, flag_detail=detail)


def is_illegible(chance: float) -> bool:
    """Whether a text that the recogniser gives `chance` is not sure enough to go without a flag."""
    return fitted().letter(chance) < fitted().threshold


def with_confidence(document: PublishedDocument) -> PublishedDocument:
    """`document` as read, where `confidence` is the recogniser's chance (1 for text), with fitted confidences.

    A cell that is less sure than the threshold, and has no flag that says more, is flagged `weak_evidence`.
    """
    return replace(document, plans=tuple(_plan(plan) for plan in document.plans))


def confident(cell: TableCell, company: Company = "fits") -> TableCell:
    """`cell` as read, with its fitted confidence, and the flag `weak_evidence` where that is not enough."""
    known = fitted()
    confidence = known.confidence(cell.reading, company, cell.repairs, cell.flag, cell.confidence)
    if cell.flag or confidence >= known.threshold:
        return replace(cell, confidence=confidence)
    detail = f"its place is told by {_WAYS[cell.reading]}" + (f", and {_ODD[company]}" if _ODD[company] else "")
    return replace(cell, confidence=confidence, flag="weak_evidence", flag_detail=detail)


def doubted(cell: TableCell, flag: str, detail: str) -> TableCell:
    """`cell`, whose confidence is fitted, with a flag and no surer than cells with this flag are."""
    confidence = min(cell.confidence, fitted().flag(flag))
    return replace(cell, flag=flag, flag_detail=detail, confidence=confidence)


def _plan(plan: PublishedPlan) -> PublishedPlan:
    return replace(
        plan,
        tables=tuple(_table(table) for table in plan.tables),
        outcomes=tuple(replace(o, cell=confident(o.cell)) for o in plan.outcomes),
        themes=tuple(replace(t, cell=confident(t.cell)) for t in plan.themes),
    )


def _table(table: PublishedTable) -> PublishedTable:
    company = companies(table, fitted().company)
    rows = tuple(_row(row, kept) for row, kept in zip(table.rows, company, strict=True))
    rows = tuple(map(_misplaced, rows)) if _titles_are_amiss(rows) else rows
    return replace(table, rows=_with_missed_edges(rows))


def _titles_are_amiss(rows: Sequence[PublishedRow]) -> bool:
    """Whether nothing but codes, or mostly nothing, stands where titles should: then columns were taken for others."""
    titles = [row.fields["title"].text for row in rows if "title" in row.fields]
    printed = [title for title in titles if title]
    if len(titles) < ENOUGH_TITLES:
        return False
    return len(printed) <= len(titles) / 2 or all(CODE.match(title) for title in printed)


def _with_missed_edges(rows: tuple[PublishedRow, ...]) -> tuple[PublishedRow, ...]:
    """The rows with a flag on every cell of a column in which several others hold what two columns should."""
    merged = Counter(name for row in rows for name, cell in row.fields.items() if cell.flag == "merged_cells")
    missed = {name for name, count in merged.items() if count >= max(SEVERAL, MISSED * len(rows))}
    if not missed:
        return rows
    detail = "other cells of its column hold the texts of several"
    return tuple(
        replace(row, fields={
            n: doubted(c, "merged_cells", detail) if n in missed and not c.flag else c for n, c in row.fields.items()
        })
        for row in rows
    )  # fmt: skip


def _misplaced(row: PublishedRow) -> PublishedRow:
    detail = "its table has codes or nothing for titles, so that its columns may have been taken for others"
    return replace(row, fields={n: c if c.flag else doubted(c, "no_title", detail) for n, c in row.fields.items()})


def _row(row: PublishedRow, company: Mapping[str, Company]) -> PublishedRow:
    return replace(
        row,
        fields={name: confident(cell, company[name]) for name, cell in row.fields.items()},
        other=tuple((heading, confident(cell)) for heading, cell in row.other),
        theme=row.theme and confident(row.theme),
    )


def colour_of(page: Page, cell: GridCell, text: str) -> str | None:
    """The cell's fill as far as it can tell anything.

    In a picture without colour the shade behind a status letter would only contradict it.
    """
    x, y = (cell.box.x0 + cell.box.x1) / 2, (cell.box.top + cell.box.bottom) / 2
    if page.colourless and 0 < len(text) <= LETTERS and any(part.contains(x, y) for part in page.scanned):
        return None
    return cell.fill
