"""Documents with the gate's verdict on each of their plans, and the manifest's entry for each document."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import cast

from expectations.gate import GateResult, PlanVerdict
from extractors.errors import NoPlanFound
from normalise.records import PlanRecords, Row
from pipeline.lift import Lifted
from pipeline.manifest import DocumentEntry, Verdict


@dataclass(frozen=True)
class JudgedPlan:
    """A plan's rows as normalised, and what the gate says of them."""

    records: PlanRecords
    verdict: PlanVerdict

    @property
    def cells(self) -> int:
        """How many cells of the page became values of the plan."""
        return self._count("cells")

    @property
    def flagged(self) -> int:
        """How many of these a person should look at."""
        return self._count("cells_flagged")

    @property
    def flags(self) -> list[Row]:
        """The rows of `cells` that carry a flag, in the order of the plan."""
        return [row for row in self.records.datasets.get("cells", []) if row["flag"]]

    def _count(self, column: str) -> int:
        return sum(cast("int", row[column] or 0) for row in self.records.datasets.get("plans", []))


@dataclass(frozen=True)
class Judged:
    """One document of the run with its plans. `same_as` is the document with the same bytes that was read instead."""

    lifted: Lifted
    plans: tuple[JudgedPlan, ...] = ()
    same_as: "Judged | None" = None


def judge(documents: Sequence[Lifted], plans: Sequence[PlanRecords], gate: GateResult) -> list[Judged]:
    """Each document with its plans and the verdicts on them.

    `plans` are the plans of all documents under the ids that they are published by, and `gate` the verdicts on them;
    both stand in the order of the documents and of the plans within them.
    """
    every = (JudgedPlan(plan, verdict) for plan, verdict in zip(plans, gate.verdicts, strict=True))
    judged = [Judged(document, tuple(islice(every, len(document.plans)))) for document in documents]
    originals = {item.lifted.original: item for item in judged}
    return [Judged(item.lifted, (), originals[item.lifted.same_as]) if item.lifted.same_as else item for item in judged]


def entry(document: Judged) -> DocumentEntry:
    """What the manifest keeps of a document.

    The gravest thing decides: a plan held back outweighs flags, and flags outweigh a clean plan. A document with the
    bytes of another has that one's verdict and plans, and no cells of its own.
    """
    lifted = document.lifted
    told = document.same_as or document
    verdict, reason = _verdict(told)
    if document.same_as:
        reason = f"the same bytes as {told.lifted.original.name}, read once"
    return DocumentEntry(
        file=lifted.original.name,
        sha256=lifted.original.sha256 or None,
        verdict=verdict,
        reason=reason,
        plans=tuple(plan.verdict.plan_id for plan in told.plans),
        pages=lifted.pages,
        cells=sum(plan.cells for plan in document.plans),
        flagged=sum(plan.flagged for plan in document.plans),
        seconds=lifted.seconds,
    )


def _verdict(document: Judged) -> tuple[Verdict, str]:
    trouble = document.lifted.trouble
    if trouble is not None:
        return "no_plan_found" if trouble.reason == NoPlanFound.reason else "rejected", trouble.line
    for plan in document.plans:
        if plan.verdict.reasons:
            more = len(plan.verdict.reasons) - 1
            also = f" (and {more} more)" if more else ""
            return "held_back", f"{plan.verdict.plan_id}: {plan.verdict.reasons[0].message}{also}"
    flags = Counter(str(row["flag"]) for plan in document.plans for row in plan.flags)
    if flags:
        counted = ", ".join(f"{flag} {n}" for flag, n in sorted(flags.items(), key=lambda f: (-f[1], f[0])))
        return "published_with_flags", f"to be looked at: {counted}"
    return "published", ""
