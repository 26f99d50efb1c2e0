"""Documents with the gate's verdict on each of their plans, and the manifest's entry for each document."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from expectations.verdict import Finding, PlanVerdict
from extractors.errors import NoPlanFound
from pipeline.document.contents import PlanBrief, Trouble
from pipeline.outputs.manifest import DocumentEntry, Verdict
from pipeline.outputs.warned import NAME, Origin, Warned
from pipeline.run.inputs import Lifted


@dataclass(frozen=True)
class JudgedPlan:
    """What a run remembers of a plan, and what the gate says of it."""

    brief: PlanBrief
    verdict: PlanVerdict


@dataclass(frozen=True)
class Judged:
    """One document of the run with its plans.

    `seconds` is the time that the reading took when it was done; `kept` says that it was done in an earlier run.
    `same_as` names the document with the same bytes that was read instead, "" where this one was. `damage` says what is
    broken in its file, `warnings` and `notes` are those of its contents.
    """

    name: str
    seconds: float = 0.0
    kept: bool = False
    plans: tuple[JudgedPlan, ...] = ()
    trouble: Trouble | None = None
    same_as: str = ""
    damage: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def warned(self) -> tuple[Warned, ...]:
        """What a person should know of it and of its plans that no flag tells."""
        return (
            *(Warned(self.name, "", "source", text) for text in self.notes),
            *(Warned(self.name, "", "reading", text) for text in (*self.damage, *self.warnings)),
            *(
                Warned(self.name, plan.verdict.plan_id, _origin(finding), finding.message)
                for plan in self.plans
                for finding in plan.verdict.warnings
            ),
        )

    @property
    def doubts(self) -> tuple[str, ...]:
        """What of `warned` says that something of its plans may be wrong or lost; its damage is told apart."""
        if not self.plans:
            return ()
        found = (finding for plan in self.plans for finding in plan.verdict.warnings)
        return (*self.warnings, *(finding.message for finding in found if _origin(finding) == "checking"))


def _origin(finding: Finding) -> Origin:
    return "source" if finding.severity == "note" else "checking"


def judge(documents: Sequence[Lifted], verdicts: Sequence[Sequence[PlanVerdict]]) -> list[Judged]:
    """Each document with its plans and the verdicts on them, which stand in the order of the documents."""
    return [
        Judged(
            document.original.name,
            document.contents.seconds,
            document.contents.kept,
            tuple(map(JudgedPlan, document.contents.plans, said)),
            document.contents.trouble,
            document.same_as,
            document.contents.damage,
            document.contents.warnings,
            document.contents.notes,
        )
        for document, said in zip(documents, verdicts, strict=True)
    ]


def entries(documents: Sequence[Lifted], judged: Sequence[Judged]) -> list[DocumentEntry]:
    """What the manifest keeps of each document.

    The gravest thing decides: a plan held back outweighs flags, and flags, a warning or a damaged file outweigh a clean
    plan. A document with the bytes of another has that one's verdict and plans, and no cells of its own.
    """
    # A document that was read may go by the name of another in another folder, but then its bytes are different.
    read = {(d.original.name, d.original.sha256): j for d, j in zip(documents, judged, strict=True) if not d.same_as}
    told = (read[d.same_as, d.original.sha256] if d.same_as else j for d, j in zip(documents, judged, strict=True))
    return [_entry(*one) for one in zip(documents, judged, told, strict=True)]


def _entry(document: Lifted, judged: Judged, told: Judged) -> DocumentEntry:
    verdict, reason = _verdict(told)
    if document.same_as:
        reason = f"the same bytes as {document.same_as}, read once"
    return DocumentEntry(
        file=document.original.name,
        sha256=document.original.sha256 or None,
        verdict=verdict,
        reason=reason,
        plans=tuple(plan.verdict.plan_id for plan in told.plans),
        pages=document.contents.pages,
        cells=sum(plan.brief.cells for plan in judged.plans),
        flagged=sum(plan.brief.flagged for plan in judged.plans),
        seconds=document.contents.seconds,
    )


def _verdict(document: Judged) -> tuple[Verdict, str]:
    verdict, reason = _verdict_on_content(document)
    if not document.damage:
        return verdict, reason
    told = f"damaged, read as far as it goes: {'; '.join(document.damage)}"
    # Something may be missing from it that nobody can point at.
    return "published_with_flags" if verdict == "published" else verdict, "; ".join(filter(None, (reason, told)))


def _verdict_on_content(document: Judged) -> tuple[Verdict, str]:
    trouble = document.trouble
    if trouble is not None:
        return "no_plan_found" if trouble.reason == NoPlanFound.reason else "rejected", trouble.line
    for plan in document.plans:
        if plan.verdict.reasons:
            more = len(plan.verdict.reasons) - 1
            also = f" (and {more} more)" if more else ""
            return "held_back", f"{plan.verdict.plan_id}: {plan.verdict.reasons[0].message}{also}"
    flags = Counter[str]()
    for flag in (flag for plan in document.plans for flag in plan.brief.flags):
        flags[flag.reason] += flag.cells
    told = [", ".join(f"{flag} {n}" for flag, n in sorted(flags.items(), key=lambda f: (-f[1], f[0])))]
    if document.doubts:
        told.append(f"{len(document.doubts)} warning{'' if len(document.doubts) == 1 else 's'} in {NAME}")
    if any(told):
        return "published_with_flags", f"to be looked at: {'; '.join(filter(None, told))}"
    return "published", ""
