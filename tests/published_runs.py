"""Publishing small plans as a run does once they are judged, without the seconds that the gate takes."""

from collections.abc import Sequence
from pathlib import Path

from plan_rows import Plan

from expectations.gate import Enforced, enforce
from expectations.verdict import Finding, PlanVerdict
from pipeline.outputs.manifest import DocumentEntry
from pipeline.outputs.pieces import make_piece
from pipeline.outputs.store import HeldBack, publish_run


def publish(out: Path, plans: Sequence[Plan], entries: Sequence[DocumentEntry] = (), version: str = "0.1.0") -> bool:
    """Publish `plans`, a piece for each, in the folder `out`; returns what `publish_run` does."""
    judged = sorted(((enforce(plan), plan) for plan in plans), key=lambda pair: pair[0].plan_id)
    ruled = [(held, verdict(held), plan) for held, plan in judged]
    pieces = [make_piece([one], [said]) for one, said, _ in ruled]
    held = [
        HeldBack(said, one, {name: rows for name, rows in plan.datasets.items() if name not in one.tables})
        for one, said, plan in ruled
        if not said.passed
    ]
    return publish_run(out, pieces, held, entries, {"version": version})


def verdict(plan: Enforced) -> PlanVerdict:
    """What the gate would say, by the schema and the ink alone."""
    reasons = list(plan.misfits)
    if "plans" in plan.tables and plan.tables["plans"].column("glyphs_unplaced")[0].as_py():
        reasons.append(Finding("glyphs_unplaced", "critical", "plans", "glyphs_unplaced", (), "ink is missing"))
    return PlanVerdict(plan.plan_id, plan.source_file, tuple(reasons))
