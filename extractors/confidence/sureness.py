"""How sure a cell is: the weakest evidence for it decides, and a cell that is not sure enough is flagged."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from extractors.confidence.company import Company, companies
from extractors.confidence.fitted import fitted
from extractors.headings.shapes import CODE
from extractors.table import PublishedDocument, PublishedPlan, PublishedRow, PublishedTable, TableCell

# So many titles show whether they are any.
ENOUGH_TITLES = 3
# An edge was missed in a column where so many cells, and this part of them, hold what two columns should.
SEVERAL, MISSED = 2, 0.25
_ODD: dict[Company, str] = {
    "cell": "it does not look like the others of its column",
    "row": "another cell of its row does not look like the others of its column",
    "table": "other rows of its table do not look as their columns lead one to expect",
    "unheaded": "its table has no heading over its titles",
    "fits": "",
}
_WAYS = {"tagged": "the tags", "ruled": "lines", "flow": "white space alone", "ocr": "a picture"}


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
