"""What the gate says of a plan: its findings, and whether the plan may go out."""

from dataclasses import dataclass

from expectations.contract import Severity


@dataclass(frozen=True)
class Finding:
    """One rule that a plan breaks: where, in which records, and in words what is wrong."""

    rule: str
    severity: Severity
    dataset: str
    field: str
    records: tuple[str, ...]
    message: str


@dataclass(frozen=True)
class PlanVerdict:
    """What the gate says of one plan.

    `reasons` are critical findings: any of them holds the plan back; `warnings` are all others. `same_as` names the
    file of an equal plan that is published in place of this one.
    """

    plan_id: str
    source_file: str
    reasons: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    same_as: str | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing critical was found."""
        return not self.reasons

    @property
    def published(self) -> bool:
        """Whether the plan's own rows go into the datasets."""
        return self.passed and self.same_as is None
