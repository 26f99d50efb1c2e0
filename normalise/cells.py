"""The provenance of every value: one row per field of every record and per piece of its cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, cast

from extractors.table import TableCell
from normalise.records import Row
from normalise.text import clean

PLACE = ("page", "x0", "top", "x1", "bottom")
COLUMNS = (
    "plan_id",
    "dataset",
    "record_id",
    "field",
    "published",
    "value",
    *PLACE,
    "reading",
    "repairs",
    "confidence",
    "flag",
    "flag_detail",
)


def as_text(value: object) -> str | None:
    """A value as `cells.value` writes it: dates in ISO form, lists joined by `; `, null for an empty one."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, list | tuple):
        return "; ".join(str(item) for item in cast("list[object]", value)) or None
    return None if value is None else str(value) or None


@dataclass
class CellLog:
    """Collects the provenance rows of one plan in the order in which values are made."""

    plan_id: str
    rows: list[Row] = field(default_factory=list)

    def add(
        self,
        dataset: str,
        record_id: str,
        name: str,
        cell: TableCell,
        value: object,
        *,
        certainty: float = 1.0,
        flag: str | None = None,
        detail: str | None = None,
        repairs: Sequence[str] = (),
    ) -> None:
        """Record that field `name` of a record has `value`, read from `cell`.

        `certainty` (0 to 1) is how sure the normalising is and multiplies the cell's own confidence. A doubt about the
        reading goes before one about the meaning (`flag`), since the meaning may change with the text; the details of
        both are kept.
        """
        details = [d for d in (cell.flag_detail if cell.flag else None, detail) if d]
        common: Row = {
            **dict.fromkeys(COLUMNS),
            "plan_id": self.plan_id,
            "dataset": dataset,
            "record_id": record_id,
            "field": name,
            "published": clean(cell.text) or None,
            "value": as_text(value),
            "reading": cell.reading,
            "repairs": list(dict.fromkeys((*cell.repairs, *repairs))),
            "confidence": round(cell.confidence * certainty, 4),
            "flag": cell.flag or flag,
            "flag_detail": "; ".join(details) or None,
        }
        for piece in cell.pieces or (None,):
            row = dict(common)
            if piece is not None:
                row |= {side: round(float(value), 2) for side, value in zip(PLACE[1:], piece[1:], strict=True)}
                row["page"] = piece.page
            self.rows.append(row)


class Counts(NamedTuple):
    """How many fields of records there are, and how many of them are flagged."""

    cells: int
    flagged: int


def counts(rows: Sequence[Row]) -> Counts:
    """How many fields of records the provenance `rows` tell of, and how many of them are flagged.

    Fields count, not pieces: a cell that a page break splits is one.
    """
    everything = {(r["dataset"], r["record_id"], r["field"]) for r in rows}
    flagged = {(r["dataset"], r["record_id"], r["field"]) for r in rows if r["flag"]}
    return Counts(len(everything), len(flagged))
