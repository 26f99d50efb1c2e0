import copy
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from plan_rows import Plan, plan

from expectations.gate import check
from expectations.suites import warm
from expectations.verdict import PlanVerdict
from normalise.records import Fault

Change = Callable[[dict[str, list[dict[str, Any]]]], object]


def changed(change: Change, plan_id: str = "harrowmere/odd/2025-26", file: str = "odd.pdf") -> Plan:
    odd = plan(plan_id, file)
    change(odd.datasets)
    return odd


def judged(*plans: Plan) -> list[PlanVerdict]:
    return list(check(plans).verdicts)


def test_a_sound_plan_passes_without_a_word() -> None:
    (verdict,) = judged(plan())
    assert (verdict.passed, verdict.published, verdict.reasons, verdict.warnings) == (True, True, (), ())


CRITICAL: dict[str, tuple[Change, str, str, str]] = {
    "ink": (lambda d: d["plans"][0].update(glyphs_unplaced=1), "glyphs_unplaced", "plans", "{plan}"),
    "key": (
        lambda d: d["deliverables"][1].update(deliverable_id="harrowmere/d1"),
        "key_unique",
        "deliverables",
        "harrowmere/d1",
    ),
    "term": (lambda d: d["rag_status"][0].update(status="purple"), "vocabulary", "rag_status", "harrowmere/a1"),
    "outcome": (
        lambda d: d["deliverables"][1].update(outcome_codes=["1.1", "9.9"]),
        "reference",
        "deliverables",
        "harrowmere/d2",
    ),
    "rag": (lambda d: d["rag_status"][3].update(action_id="gone"), "reference", "rag_status", "gone"),
    "cell": (lambda d: d["cells"][2].update(record_id="gone"), "reference", "cells", "gone"),
    "dates": (
        lambda d: d["deliverables"][1].update(start_date=date(2027, 1, 1)),
        "dates_in_order",
        "deliverables",
        "harrowmere/d2",
    ),
    "confidence": (lambda d: d["cells"][0].update(confidence=1.01), "confidence", "cells", "harrowmere/d1"),
    "box": (lambda d: d["cells"][0].update(x1=9.0), "box_width", "cells", "harrowmere/d1"),
    "flags": (lambda d: d["plans"][0].update(cells_flagged=13), "flagged_within_cells", "plans", "{plan}"),
    "type": (lambda d: d["kpis"][0].update(target="90"), "schema", "kpis", "harrowmere/k1"),
    "missing column": (lambda d: d["kpis"][0].pop("page"), "schema", "kpis", "harrowmere/k1"),
    "other plan's row": (lambda d: d["actions"][0].update(plan_id="x"), "one_plan", "actions", ""),
    "no plan row": (lambda d: d["plans"].clear(), "one_plan", "plans", ""),
    "unknown dataset": (lambda d: d.update(budgets=[]), "schema", "budgets", ""),
    "nothing read": (
        lambda d: [d[n].clear() for n in ("deliverables", "actions", "rag_status", "kpis", "cells")],
        "plan_has_rows",
        "plans",
        "{plan}",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def together() -> dict[str, PlanVerdict]:
    """Every faulty plan in one run, between two sound ones."""
    odd = {case: changed(change, f"odd/{case}", f"{case}.pdf") for case, (change, *_) in CRITICAL.items()}
    plans = {"first": plan("a/a", "a.pdf"), **odd, "last": plan("z/z", "z.pdf")}
    return dict(zip(plans, judged(*plans.values()), strict=True))


@pytest.mark.parametrize("place", ["first", "last"])
def test_a_sound_plan_is_not_touched_by_the_faults_of_others(together: dict[str, PlanVerdict], place: str) -> None:
    assert together[place].published
    assert not together[place].warnings


@pytest.mark.parametrize("case", CRITICAL)
def test_a_fault_holds_its_plan_back_and_is_named(together: dict[str, PlanVerdict], case: str) -> None:
    _, rule, dataset, record = CRITICAL[case]
    odd = together[case]
    record = record.format(plan=odd.plan_id)
    assert not odd.passed
    found = [(f.rule, f.dataset, f.records) for f in odd.reasons]
    assert (rule, dataset, (record,) if record else ()) in found
    assert {r for r, _, _ in found} == {rule}


def flag(field: str, record: str, dataset: str = "deliverables") -> Change:
    def add(datasets: dict[str, list[dict[str, Any]]]) -> None:
        datasets["cells"].append(
            {**datasets["cells"][0], "dataset": dataset, "record_id": record, "field": field, "flag": "look"}
        )

    return add


def test_a_flag_turns_an_unknown_outcome_or_odd_dates_into_warnings() -> None:
    def change(d: dict[str, list[dict[str, Any]]]) -> None:
        d["deliverables"][0]["outcome_codes"] = ["9.9"]
        d["deliverables"][1]["start_date"] = date(2027, 1, 1)
        flag("outcome_codes", "harrowmere/d1")(d)
        flag("delivery_quarter", "harrowmere/d2")(d)

    (verdict,) = judged(changed(change))
    assert verdict.published
    assert {(w.rule, w.records) for w in verdict.warnings} == {
        ("reference", ("harrowmere/d1",)),
        ("dates_in_order", ("harrowmere/d2",)),
    }


def test_codes_of_a_plan_that_lists_no_outcomes_are_a_warning() -> None:
    (verdict,) = judged(changed(lambda d: d["outcomes"].clear()))
    assert verdict.published
    assert {w.rule for w in verdict.warnings} == {"reference"}


def test_an_officer_or_a_repair_that_nobody_described_is_a_warning() -> None:
    def change(d: dict[str, list[dict[str, Any]]]) -> None:
        d["cells"][0]["repairs"] = ["split_row", "magic"]
        d["officers"].clear()

    (verdict,) = judged(changed(change))
    assert verdict.published
    assert {(w.rule, w.dataset) for w in verdict.warnings} == {
        ("vocabulary", "cells"),
        ("reference", "deliverables"),
        ("reference", "actions"),
    }
    assert "magic" in next(w.message for w in verdict.warnings if w.rule == "vocabulary")


def test_a_missing_value_is_told_by_its_record() -> None:
    (verdict,) = judged(changed(lambda d: d["deliverables"][0].update(title=None)))
    assert [w.message for w in verdict.warnings] == ["a deliverable without a title: harrowmere/d1"]


def test_identifiers_need_only_be_unique_within_a_plan() -> None:
    assert all(v.published for v in judged(plan("a/a", "a.pdf"), plan("b/b", "b.pdf")))


def test_counts_that_the_document_announces_are_compared() -> None:
    said = {"harrowmere/plan/2025-26": {"deliverables": 2, "actions": 3, "actions:green": 2, "actions:red": 1}}
    (verdict,) = check([plan()], said).verdicts
    assert verdict.published
    (warning,) = verdict.warnings
    assert (warning.rule, warning.records) == ("announced_counts", ("actions", "actions:red"))
    assert "actions 3 against 2" in warning.message


def test_an_indicator_counts_once_however_many_quarters_it_has() -> None:
    one = plan()
    one.datasets["kpis"].append({**one.datasets["kpis"][0], "quarter": "2025/26 Q2"})
    (verdict,) = check([one], {one.plan_id: {"kpis": 1}}).verdicts
    assert verdict.warnings == ()


def test_equal_plans_go_out_once_whatever_their_order() -> None:
    one, two = plan(file="a.pdf"), plan(file="b.pdf")
    assert [(v.published, v.same_as) for v in judged(one, two)] == [(True, None), (False, "a.pdf")]
    assert [(v.published, v.same_as) for v in judged(two, one)] == [(False, "a.pdf"), (True, None)]


def test_different_plans_with_one_identifier_are_all_held_back() -> None:
    other = copy.deepcopy(plan(file="b.pdf"))
    other.datasets["actions"][0]["title"] = "Another"
    first, second, third = judged(plan(file="a.pdf"), other, plan("c/c", "c.pdf"))
    assert [f.rule for f in first.reasons + second.reasons] == ["duplicate_plan", "duplicate_plan"]
    assert "a.pdf, b.pdf" in first.reasons[0].message
    assert third.published


def test_a_fault_that_is_known_already_holds_back_its_plan_alone() -> None:
    faulty = plan("a/a", "a.pdf")
    faulty.faults = (Fault("unknown_year", "plans", "financial_year", "no year"),)
    first, second = judged(faulty, plan("b/b", "b.pdf"))
    assert [(f.rule, f.message) for f in first.reasons] == [("unknown_year", "no year")]
    assert second.published


def test_no_plan_at_all() -> None:
    assert check([]).verdicts == ()


def test_great_expectations_is_imported_late_and_in_part_without_telemetry_and_garbage_collected_again(
    root: Path,
) -> None:
    code = (
        "import os, sys\nimport expectations.gate, expectations.suites\n"
        "assert 'great_expectations' not in sys.modules\n"
        "expectations.suites.warm()\nassert 'great_expectations' in sys.modules\n"
        "assert os.environ['GX_ANALYTICS_ENABLED'] == 'False'\n"
        "import gc\nassert gc.isenabled() and gc.get_freeze_count()\n"
        "gc.unfreeze()\nexpectations.suites.run_suites({})\nassert not gc.get_freeze_count()\n"
        "waiting = {'altair.vegalite', 'jsonschema.validators', 'scipy.stats.distributions'}\n"
        "assert not waiting & set(sys.modules)\n"
        "import altair, jsonschema, scipy.stats\n"
        "assert altair.Chart and jsonschema.validate and scipy.stats.entropy and waiting <= set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)


def test_a_run_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    warm()
    check([plan()])
    assert capfd.readouterr() == ("", "")
