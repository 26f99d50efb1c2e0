"""A person's corrections: applied after normalising, seen in `cells.repairs`, and never to a text that has changed."""

import csv
import math
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, cast

from extractors.errors import PlanliftError
from normalise.cells import as_text, counts
from normalise.commented import without_comments
from normalise.periods.calendar import quarter_bounds
from normalise.records import PlanRecords, Row
from normalise.rows.parts import split_link, split_title
from normalise.spreadsheet import restored
from normalise.text import clean

COLUMNS = ("record", "field", "expected", "corrected", "reason", "who", "when")
REPAIR = "correction"
# The fields of columns that no heading rule knows, named by their headings.
OTHER = "other: "
# The column by which each dataset names its records.
RECORDS = {
    "outcomes": "outcome_code",
    "deliverables": "deliverable_id",
    "actions": "action_id",
    "rag_status": "action_id",
    "kpis": "kpi_id",
}


class BadCorrections(PlanliftError):
    """A corrections file that cannot be read, or a correction that names what cannot be corrected."""

    reason = "bad_corrections"


class StaleCorrection(PlanliftError):
    """A correction whose expected text is not what the page prints any more."""

    reason = "stale_correction"


class Correction(NamedTuple):
    """One decision. `record` is a record's id, or `plan_id#record_id` where several plans have that record.

    `expected` is the published text that was corrected, `corrected` the value as `cells.value` writes it (dates in ISO
    form, lists joined by `; `, empty for null); `when` a date in ISO form.
    """

    record: str
    field: str
    expected: str
    corrected: str
    reason: str
    who: str
    when: str


class Named(NamedTuple):
    """The records of a plan that corrections can name."""

    plan_id: str
    records: Collection[str]


@dataclass(frozen=True)
class Corrections:
    """All corrections of a run, in their file's order; `where` names the file in messages."""

    rows: tuple[Correction, ...] = ()
    where: str = "corrections"

    def naming(self, records: Sequence[Named]) -> "Corrections":
        """Those of them that name one of `records`."""
        mine = {
            number
            for plan_id, ids in records
            for number in (n for record in ids for n in self._by_record.get(record, ()))
            if _record_of(self.rows[number], plan_id) is not None
        }
        return replace(self, rows=tuple(self.rows[number] for number in sorted(mine)))

    def unmet(self, records: Sequence[Named]) -> list[str]:
        """In words, those of them that would be lost: `records`, all of a run's, have their plan and not the record.

        One that names no plan is of these where the run has plans of its council. Others may be for another run.
        """
        there = {(plan_id, record) for plan_id, ids in records for record in ids}
        plans = {plan_id for plan_id, _ in records}
        anywhere = {record for _, record in there}
        councils = {plan_id.partition("/")[0] for plan_id in plans}
        lost: list[str] = []
        for row in self.rows:
            plan, mark, record = row.record.rpartition("#")
            missing = plan in plans and (plan, record) not in there
            if not mark:
                missing = "/" in record and record.partition("/")[0] in councils and record not in anywhere
            if missing:
                why = "no plan of the run has that record, so nothing is corrected"
                lost.append(f"{self.where}, {row.record} {row.field}: {why}")
        return lost

    @cached_property
    def _by_record(self) -> dict[str, list[int]]:
        """The numbers of the corrections of each record, in whichever plan: asked for every document of a run."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            found[row.record.rpartition("#")[2]].append(number)
        return dict(found)


def load_corrections(file: Path) -> Corrections:
    """The corrections of a CSV file with the columns record, field, expected, corrected, reason, who, when.

    An apostrophe that keeps a spreadsheet from taking a text for a formula is taken away. No file is no corrections.
    Raises BadCorrections where it cannot be read, a column is missing, or a correction does not say who made it, when
    and why.
    """
    if not file.exists():
        return Corrections()
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(without_comments(lines), strict=True)
            if missing := [c for c in COLUMNS if c not in (table.fieldnames or ())]:
                raise BadCorrections(
                    f"has no column {missing[0]}", where=str(file), fix=f"columns: {', '.join(COLUMNS)}"
                )
            rows = [Correction(*(restored((row[c] or "").strip()) for c in COLUMNS)) for row in table]
    except OSError as error:
        told = f"cannot be read: {error.strerror}"
        raise BadCorrections(told, where=str(file), fix="check its permissions, or take it away") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadCorrections(f"cannot be read: {error}", where=str(file), fix="save it as CSV in UTF-8") from error
    for number, row in enumerate(rows, start=1):
        empty = [c for c in ("record", "field", "reason", "who", "when") if not getattr(row, c)]
        if empty:
            raise BadCorrections(f"correction {number} says no {empty[0]}", where=str(file), fix="fill the column in")
    return Corrections(tuple(rows), str(file))


def apply_corrections(records: PlanRecords, corrections: Corrections) -> PlanRecords:
    """The plan's records with every correction that names one of them; the same object where none does.

    A corrected quarter, title or strategic link carries the columns made of it along. Raises StaleCorrection where the
    published text is not the expected one, BadCorrections where a field cannot be corrected or a value does not fit.
    """
    known = records_of(records).records
    mine = [(c, _record_of(c, records.plan_id)) for c in corrections.rows]
    todo = [(c, record) for c, record in mine if record is not None and record in known]
    if not todo:
        return records
    datasets = {name: [dict(row) for row in rows] for name, rows in records.datasets.items()}
    for correction, record in todo:
        _apply(datasets, correction, record, corrections.where)
    total, flagged = counts(datasets["cells"])
    datasets["plans"] = [{**row, "cells": total, "cells_flagged": flagged} for row in datasets["plans"]]
    return replace(records, datasets=datasets)


def records_of(records: PlanRecords) -> Named:
    """The records of a plan, by the names that corrections have for them."""
    return Named(records.plan_id, frozenset(str(row["record_id"]) for row in records.datasets["cells"]))


def record_name(plan_id: str, record_id: str) -> str:
    """How a correction names a record of the plan `plan_id` alone, so that other editions with it are left as they are.

    What a run adds to the id of a plan that comes in several files (`~`) is not known yet when corrections are applied.
    """
    return f"{plan_id.split('~')[0]}#{record_id}"


def _record_of(correction: Correction, plan_id: str) -> str | None:
    """The record that a correction names in the plan `plan_id`, None where it names one of another plan."""
    plan, mark, record = correction.record.rpartition("#")
    return None if mark and plan != plan_id else record


def _apply(datasets: dict[str, list[Row]], correction: Correction, record: str, where: str) -> None:
    cells = [c for c in datasets["cells"] if c["record_id"] == record and c["field"] == correction.field]
    place = f"{where}, {correction.record} {correction.field}"
    if not cells:
        raise BadCorrections("the record has no such field", where=place, fix="take record and field from cells")
    for cell in cells:
        if clean(str(cell["published"] or "")) != clean(correction.expected):
            raise StaleCorrection(
                f"expected {correction.expected!r} but the page prints {str(cell['published'] or '')!r}",
                where=place,
                fix="look at the page again and renew or remove the correction",
            )
    dataset = str(cells[0]["dataset"])
    value = _corrected(datasets, dataset, correction, record, place)
    for cell in cells:
        repairs = [str(r) for r in cast("list[object]", cell["repairs"])]
        cell |= {"value": as_text(value), "confidence": 1.0, "flag": None, "flag_detail": None}
        cell["repairs"] = [*repairs, *([] if REPAIR in repairs else [REPAIR])]


def _corrected(datasets: dict[str, list[Row]], dataset: str, correction: Correction, record: str, place: str) -> object:
    """Sets the corrected value in the record's rows and returns it as the column holds it."""
    rows = datasets[dataset]
    column, quarter = correction.field, None
    if column.startswith(OTHER):
        mine = [r for r in rows if r[RECORDS[dataset]] == record]
        return _keep_other(mine, column.removeprefix(OTHER), correction.corrected or None)
    for prefix, name in (("rag_q", "status"), ("value_q", "value")):
        if column.startswith(prefix):
            column, quarter = name, f"Q{column.removeprefix(prefix)}"
    mine = [r for r in rows if r[RECORDS[dataset]] == record and (not quarter or str(r["quarter"]).endswith(quarter))]
    if not mine or column not in mine[0]:
        raise BadCorrections(f"{dataset} has no column {column}", where=place, fix="take the field from cells")
    if dataset == "kpis" and quarter is None and column in ("status", "direction", "update"):
        mine = mine[-1:]
    try:
        value = _typed(column, correction.corrected)
        carried = _carried(column, value)
    except ValueError as error:
        raise BadCorrections(f"{correction.corrected!r} is no {column}: {error}", where=place, fix="mend it") from error
    if column == "lead_officer":
        carried = _post(datasets["officers"], value)
    for row in mine:
        row.update({column: value} | {c: v for c, v in carried.items() if c in row})
    return value


def _keep_other(rows: list[Row], heading: str, text: str | None) -> str | None:
    """Puts `text` in the place of what a row keeps under a heading of its own, or leaves that out; returns it."""
    for row in rows:
        kept = cast("list[dict[str, str]]", row["other"] or [])
        others = [{**one, "text": text} if text and one["heading"] == heading else one for one in kept]
        row["other"] = others if text else [one for one in others if one["heading"] != heading]
    return text


def _post(officers: list[Row], title: object) -> Row:
    """The columns beside a title that a person has set: the post's id, where the plan names that post elsewhere."""
    same = [row["lead_officer_id"] for row in officers if row["lead_officer"] == title and row["lead_officer_id"]]
    found = next(iter(same), None)
    return {
        "lead_officer_id": found,
        "officer_match": "alias" if found else "none",
        "officer_score": None,
        "officer_margin": None,
    }


def _typed(column: str, text: str) -> object:
    """`text` as the column holds it. Raises ValueError where it does not fit."""
    if column in ("outcome_codes", "committees"):
        return [part.strip() for part in text.split(";") if part.strip()]
    if not text:
        return None
    kinds: tuple[tuple[Sequence[str], Callable[[str], object]], ...] = (
        (("start_date", "delivery_date"), date.fromisoformat),
        (("target", "value"), _number),
    )
    return next((make(text) for columns, make in kinds if column in columns), text)


def _number(text: str) -> float:
    """The number that `text` writes. Raises ValueError where it is none that a column could hold."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is no number such as 12.5")
    return number


def _carried(column: str, value: object) -> Row:
    """The columns that are made of a corrected one. Raises ValueError where the value is no quarter."""
    if column in ("start_quarter", "delivery_quarter"):
        edge = column.removesuffix("_quarter")
        bounds = quarter_bounds(str(value)) if value else (None, None)
        return {f"{edge}_date": bounds[0] if edge == "start" else bounds[1]}
    told = None if value is None else str(value)
    if column == "title":
        return dict(zip(("name", "description"), split_title(told), strict=True))
    if column == "strategic_link":
        return dict(zip(("programme", "workstream"), split_link(told), strict=True))
    return {}
