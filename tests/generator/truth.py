"""The record of what was printed: every field of every row, and its JSON for scoring a whole run."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.generator.plan import Cell, Plan

_LETTERS = {"red": "R", "amber": "A", "green": "G", "complete": "B", "scheduled": "scheduled", None: None}
_NAMES = {"title": "action", "outcome_code": "priority", "delivery": "due"}


@dataclass(frozen=True)
class TrueCell:
    """One printed cell: its text, its colour where colour is all it says, and whether a flag is as good as right."""

    field: str
    text: str
    colour: str | None = None
    ambiguous: bool = False
    link: tuple[str, str] | None = None


@dataclass(frozen=True)
class TrueRow:
    """One record. `theme` is the band or heading above it; `other` holds (heading, cell) of the columns of no field."""

    fields: dict[str, TrueCell]
    other: tuple[tuple[str, TrueCell], ...] = ()
    theme: str | None = None
    split: bool = False


@dataclass(frozen=True)
class Truth:
    """All that was printed and that a reader should find."""

    kind: str
    rows: tuple[TrueRow, ...]
    outcomes: tuple[tuple[str, str], ...] = ()
    #: The coloured entries of the legend as (words, colour).
    legend: tuple[tuple[str, str], ...] = ()
    #: The table of another kind that follows.
    second: "Truth | None" = None


def record(plan: Plan, ambiguous: set[tuple[int, int]], split: set[int], first: int = 0) -> Truth:
    """The truth of a plan; `ambiguous` are cells as (row, column), `split` the rows printed on several pages.

    Rows are counted from `first`; those of a second table go on after the first one's.
    """
    rows: list[TrueRow] = []
    for section in plan.sections:
        for row in section.rows:
            i = first + len(rows)
            cells = [_cell(c.field, cell, (i, j) in ambiguous) for j, (c, cell) in enumerate(_paired(plan, row.cells))]
            fields = {c.field: c for c in cells if c.field != "other"}
            headings = [c.heading.replace("\n", " ") for c in plan.columns]
            other = tuple((h, c) for h, c in zip(headings, cells, strict=True) if c.field == "other")
            rows.append(TrueRow(fields, other, section.theme, i in split))
    legend = tuple((item.label, item.colour) for item in plan.legend if item.colour)
    second = record(plan.second, ambiguous, split, len(rows)) if plan.second else None
    return Truth(plan.kind, tuple(rows), plan.outcomes, legend, second)


def _paired(plan: Plan, cells: tuple[Cell, ...]) -> list[tuple[Any, Cell]]:
    return list(zip(plan.columns, cells, strict=True))


def _cell(field: str, cell: Cell, ambiguous: bool) -> TrueCell:
    colour = (cell.fill or cell.mark_colour) if not cell.text else None
    return TrueCell(field, cell.text, colour, ambiguous, cell.link)


def to_json(plan: Plan) -> dict[str, Any]:
    """The same in the shape of hand-checked truth files: one list of rows named after each table's kind."""
    year = "2025/26"
    out: dict[str, Any] = {"plan": {"title": plan.title, "organisation": plan.council, "year": year}}
    if plan.outcomes:
        out["outcomes"] = [{"code": c, "text": t} for c, t in plan.outcomes]
    for table in (plan, plan.second) if plan.second else (plan,):
        out[table.kind] = [_json_row(table, r.cells) for r in table.rows]
    return out


def _json_row(plan: Plan, cells: tuple[Cell, ...]) -> dict[str, Any]:
    row: dict[str, Any] = {"other": []}
    if plan.kind == "actions":
        row |= {"code": "", "links": []}
    for column, cell in _paired(plan, cells):
        field = column.field
        if field == "other":
            row["other"] += [cell.text] if cell.text else []
        elif field.startswith("rag_q"):
            row[field[4:]] = _LETTERS[cell.meaning]
            row[f"{field[4:]}_text"] = cell.text or None
        elif field.startswith("value_q"):
            row[f"{field[6:]}_actual"] = cell.text
        elif field == "status":
            row["status"] = cell.meaning
        elif field == "outcome_codes":
            row["outcomes"] = cell.text.split(", ")
        elif field == "committees":
            row["committees"] = [c for c in cell.text.replace(", ", "/").split("/") if c]
        elif field == "direction":
            words = {"↑": "up", "↓": "down", "→": "same", "Up": "up", "Down": "down", "Same": "same"}
            row["direction"] = words[cell.text]
        elif plan.kind == "kpis":
            row[{"title": "indicator", "code": "ref"}.get(field, field)] = cell.text
        else:
            row[_NAMES.get(field, field) if plan.kind == "actions" else field] = cell.text
    return row


def write_json(plan: Plan, path: Path) -> None:
    """Write `to_json` beside the PDF."""
    path.write_text(json.dumps(to_json(plan), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
