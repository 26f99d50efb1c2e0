"""What normalising gives: the rows of every dataset of one plan."""

from collections.abc import Sequence
from dataclasses import dataclass, field
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


class Identity(NamedTuple):
    """What tells a plan from the others of a run: its own id, its file's sha256 and name, whether that is whole."""

    plan_id: str
    source_sha256: str
    source_file: str
    whole: bool = True


def distinct_ids(plans: Sequence[Identity]) -> list[str]:
    """The ids that the plans go by in this run, in the same order, no two of different documents the same.

    The same plan is often published as several files (a PDF and its accessible twin, an agenda pack that holds it).
    Where files differ, each gets the first eight digits of its own sha256 after the id, so that the new id does not
    depend on the order of the run. A whole file keeps the id from damaged ones, so that what came down broken does not
    rename what did not. Several plans of one file that came to the same id are numbered in page order.
    """
    shas: dict[str, set[str]] = {}
    whole: dict[str, set[str]] = {}
    for plan in plans:
        shas.setdefault(plan.plan_id, set()).add(plan.source_sha256)
        if plan.whole:
            whole.setdefault(plan.plan_id, set()).add(plan.source_sha256)
    told: list[str] = []
    seen: dict[tuple[str, str, str], int] = {}
    for plan_id, sha, file, _ in plans:
        alone = len(shas[plan_id]) == 1 or whole.get(plan_id) == {sha}
        distinct = plan_id if alone else f"{plan_id}~{sha[:8]}"
        nth = seen[distinct, sha, file] = seen.get((distinct, sha, file), 0) + 1
        told.append(distinct if nth == 1 else f"{distinct}~{nth}")
    return told
