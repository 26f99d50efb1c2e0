"""What normalising gives: the rows of every dataset of one plan."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

Row = dict[str, object]

DATASETS = ("plans", "outcomes", "deliverables", "actions", "rag_status", "kpis", "officers", "cells")


class Fault(NamedTuple):
    """Why a plan as a whole must not be published: the rule's name, where to look, and in words what to do."""

    rule: str
    dataset: str
    field: str
    message: str


@dataclass(frozen=True)
class PlanRecords:
    """The rows of one plan by dataset, and what a person should know about how they were made.

    Every row is a dict with exactly the columns of the data contract; dates are `datetime.date`, lists are `list`,
    null is None. Datasets without rows are present and empty. `announced` are the counts that the plan's own prose
    states (see `announced.py`). `faults` hold the plan back, not the other plans of its document.
    """

    plan_id: str
    datasets: dict[str, list[Row]]
    warnings: tuple[str, ...] = ()
    announced: dict[str, int] = field(default_factory=dict[str, int])
    faults: tuple[Fault, ...] = ()


def with_plan_id(records: PlanRecords, plan_id: str, why: str) -> PlanRecords:
    """The same plan under another id; `why` is added to its warnings."""
    datasets = {name: [{**row, "plan_id": plan_id} for row in rows] for name, rows in records.datasets.items()}
    return replace(records, plan_id=plan_id, datasets=datasets, warnings=(*records.warnings, why))


def distinguish(plans: Sequence[PlanRecords]) -> list[PlanRecords]:
    """The plans in the same order, no two of different documents under one id.

    The same plan is often published as several files (a PDF and its accessible twin, an agenda pack that holds it).
    Where files differ, each gets the first eight digits of its own sha256 after the id, so that the new id does not
    depend on the order of the run. Several plans of one file that came to the same id are numbered in page order.
    """
    shas: dict[str, set[str]] = {}
    for plan in plans:
        shas.setdefault(plan.plan_id, set()).add(_field(plan, "source_sha256"))
    told: list[PlanRecords] = []
    seen: dict[tuple[str, str, str], int] = {}
    for plan in plans:
        sha = _field(plan, "source_sha256")
        plan_id = plan.plan_id
        if len(shas[plan_id]) > 1:
            plan_id = f"{plan_id}~{sha[:8]}"
        place = (plan_id, sha, _field(plan, "source_file"))
        nth = seen[place] = seen.get(place, 0) + 1
        if nth > 1:
            plan_id = f"{plan_id}~{nth}"
        why = f"plan id {plan.plan_id} is shared with another plan of this run, so this one is {plan_id}"
        told.append(plan if plan_id == plan.plan_id else with_plan_id(plan, plan_id, why))
    return told


def _field(plan: PlanRecords, name: str) -> str:
    """A field of the plan's own row as text, empty where there is none."""
    rows = plan.datasets.get("plans") or [{}]
    return str(rows[0].get(name) or "")
