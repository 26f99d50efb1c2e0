"""The gate: of each plan, whether it may be published, and if not, why.

Plans are judged together in one pass and answered for one by one, so a fault of one plan never stops another.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from expectations.contract import DATASETS, Severity, dataset
from expectations.duplicates import Fault, PlanRows, Standing, claim, source_file, standings
from expectations.rules import ANNOUNCED, Check
from expectations.schema import SchemaViolation, to_arrow
from expectations.verdict import Finding, PlanVerdict

_SHOWN = 3  # how many offending values a message quotes


@dataclass(frozen=True)
class GateResult:
    """A verdict for each plan, in the order in which the plans were given."""

    verdicts: tuple[PlanVerdict, ...]

    @property
    def published(self) -> tuple[PlanVerdict, ...]:
        """The plans whose rows go out, in the order of their identifiers."""
        return tuple(sorted((v for v in self.verdicts if v.published), key=lambda v: v.plan_id))

    @property
    def held_back(self) -> tuple[PlanVerdict, ...]:
        """The plans that do not go out, in the order of their identifiers."""
        return tuple(sorted((v for v in self.verdicts if not v.passed), key=lambda v: (v.plan_id, v.source_file)))


@dataclass(frozen=True)
class Enforced:
    """A plan whose rows have been held against the schema, ready to be judged.

    `tables` are the datasets that fit, `misfits` say what does not, `faults` what holds the plan back whatever its rows
    say; `announced` are the counts that the document itself states: a dataset's rows (`{"actions": 66}`) or those with
    a status (`{"actions:complete": 12}`; of a report, in its last reported quarter).
    """

    plan_id: str
    source_file: str
    tables: Mapping[str, pa.Table]
    misfits: tuple[Finding, ...] = ()
    faults: Sequence[Fault] = ()
    announced: Mapping[str, int] = field(default_factory=dict[str, int])


def check(plans: Sequence[PlanRows], announced: Mapping[str, Mapping[str, int]] | None = None) -> GateResult:
    """The verdicts on `plans`, each of which announces the counts that `announced` has under its identifier.

    Raises SuiteError if a rule cannot be evaluated, ContractError if the rules are wrong.
    """
    said = announced or {}
    return judge([enforce(plan, said.get(plan.plan_id)) for plan in plans], standings([claim(plan) for plan in plans]))


def enforce(plan: PlanRows, announced: Mapping[str, int] | None = None) -> Enforced:
    """The plan's tables, and what of it does not fit the schema. Raises ContractError if the rules are wrong."""
    tables: dict[str, pa.Table] = {}
    unknown = sorted(plan.datasets.keys() - set(DATASETS))
    misfits = [Finding("schema", "critical", n, "", (), f"no dataset is called {n}") for n in unknown]
    for name in DATASETS:
        rows = plan.datasets.get(name, [])
        if any(r.get("plan_id") != plan.plan_id for r in rows) or (name == "plans" and len(rows) != 1):
            message = f"rows of {name} do not all belong to this plan, or it has not exactly one row in plans"
            misfits.append(Finding("one_plan", "critical", name, "plan_id", (), message))
            continue
        try:
            tables[name] = to_arrow(name, rows)
        except SchemaViolation as violation:
            record = str(rows[violation.row].get(dataset(name).record or "record_id") or f"row {violation.row}")
            misfits.append(Finding("schema", "critical", name, violation.field, (record,), str(violation)))
    return Enforced(plan.plan_id, source_file(plan), tables, tuple(misfits), plan.faults, announced or {})


def judge(plans: Sequence[Enforced], standing: Sequence[Standing]) -> GateResult:
    """The verdicts on `plans`, given how each stands to the others of the run with its identifier.

    A plan's verdict is the same whichever plans are judged beside it, so a run may judge its plans in several calls.
    Raises SuiteError if a rule cannot be evaluated, ContractError if the rules are wrong.
    """
    findings: dict[int, list[Finding]] = defaultdict(list)
    for i, (plan, stands) in enumerate(zip(plans, standing, strict=True)):
        findings[i] += [
            Finding(f.rule, "critical", f.dataset, f.field, (plan.plan_id,), f.message) for f in plan.faults
        ]
        findings[i] += plan.misfits
        if stands.fault:
            findings[i].append(Finding("duplicate_plan", "critical", "plans", "plan_id", (plan.plan_id,), stands.fault))
    well_formed = {i: plan for i, plan in enumerate(plans) if len(plan.tables) == len(DATASETS)}
    for i, found in _judged(well_formed).items():
        findings[i] += found
    return GateResult(tuple(_verdict(p, s, findings[i]) for i, (p, s) in enumerate(zip(plans, standing, strict=True))))


def _judged(plans: Mapping[int, Enforced]) -> dict[int, list[Finding]]:
    """What the suites find, by plan."""
    if not plans:
        return {}
    import pandas as pd

    from expectations.suites import run_suites
    from expectations.views import build_views, flagged_fields

    tables = {i: plan.tables for i, plan in plans.items()}
    views = build_views(tables, {i: plan.announced for i, plan in plans.items() if plan.announced})
    flagged = flagged_fields(tables)
    found: dict[int, list[Finding]] = defaultdict(list)
    for failure in run_suites(views):
        asked = failure.check
        frame = views[asked.view]
        grouped: dict[tuple[int, Severity], list[tuple[str, str]]] = defaultdict(list)
        columns = [c for c in asked.columns if c not in ("_key", "resolves")]
        for plan, record, *values in frame.iloc[list(failure.rows)][["_plan", "_record", *columns]].itertuples(
            index=False, name=None
        ):
            told = any((plan, record, f) in flagged for f in asked.told_by)
            unlisted = asked.target is not None and not tables[plan][asked.target].num_rows
            severity: Severity = "note" if told or unlisted else asked.severity
            # A count is no value of a row: without its name, `33 against 32` says nothing.
            name = f"{record} " if asked.dataset == ANNOUNCED else ""
            shown = " against ".join(str(v) for v in values if not (pd.api.types.is_scalar(v) and pd.isna(v)))
            # Where the value is what is missing, only the record says where.
            grouped[plan, severity].append((record, name + shown or record))
        for (plan, severity), rows in grouped.items():
            found[plan].append(_finding(asked, severity, rows))
    return found


def _finding(asked: Check, severity: Severity, rows: Sequence[tuple[str, str]]) -> Finding:
    records = tuple(dict.fromkeys(r for r, _ in rows))
    values = list(dict.fromkeys(v for _, v in rows if v))[:_SHOWN]
    shown = f": {', '.join(values)}" if values else ""
    times = f" ({len(rows)} times)" if len(rows) > 1 else ""
    return Finding(asked.rule, severity, asked.dataset, asked.field, records, asked.message + shown + times)


def _verdict(plan: Enforced, standing: Standing, findings: Sequence[Finding]) -> PlanVerdict:
    return PlanVerdict(
        plan_id=plan.plan_id,
        source_file=plan.source_file,
        reasons=tuple(f for f in findings if f.severity == "critical"),
        warnings=tuple(f for f in findings if f.severity != "critical"),
        same_as=standing.same_as,
    )
