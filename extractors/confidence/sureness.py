"""How sure a cell is: the weakest evidence for it decides, and a cell that is not sure enough is flagged."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from extractors.confidence.company import Company, companies
from extractors.confidence.fitted import fitted
from extractors.table import PublishedDocument, PublishedPlan, PublishedRow, PublishedTable, TableCell

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
    flag, detail = ("ocr_doubt", "not all of its letters are plain") if fitted().is_illegible(chance) else (None, None)
    return replace(cell, reading="ocr", confidence=chance, flag=flag, flag_detail=detail)


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
    return replace(table, rows=tuple(_row(row, kept) for row, kept in zip(table.rows, company, strict=True)))


def _row(row: PublishedRow, company: Mapping[str, Company]) -> PublishedRow:
    return replace(
        row,
        fields={name: confident(cell, company[name]) for name, cell in row.fields.items()},
        other=tuple((heading, confident(cell)) for heading, cell in row.other),
        theme=row.theme and confident(row.theme),
    )
