"""From what became of a document to its line in the manifest and in the summary."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from expectations.gate import Finding, GateResult, PlanVerdict
from normalise.records import DATASETS, PlanRecords, Row
from pipeline.batch import Outcome
from pipeline.judged import Judged, entry, judge
from pipeline.lift import Lifted, Original, Trouble
from pipeline.summary import print_summary

SHA = "ab" * 32


def a_plan(plan_id: str, *flags: str | None) -> PlanRecords:
    datasets: dict[str, list[Row]] = {name: [] for name in DATASETS}
    datasets["cells"] = [{"plan_id": plan_id, "field": "title", "page": 5, "flag": flag} for flag in flags]
    datasets["deliverables"] = [{"plan_id": plan_id}]
    datasets["plans"] = [
        {"plan_id": plan_id, "cells": len(flags), "cells_flagged": sum(flag is not None for flag in flags)}
    ]
    return PlanRecords(plan_id, datasets)


def a_verdict(plan_id: str, *reasons: str, same_as: str | None = None) -> PlanVerdict:
    findings = tuple(Finding("rule", "critical", "actions", "title", (), reason) for reason in reasons)
    return PlanVerdict(plan_id=plan_id, source_file="a.pdf", reasons=findings, same_as=same_as)


def a_document(name: str, *plans: PlanRecords, trouble: Trouble | None = None) -> Lifted:
    return Lifted(Original(Path(name), name, SHA), 7, plans, (), 1.5, trouble=trouble)


def judged(*pairs: tuple[PlanRecords, PlanVerdict]) -> Judged:
    document = a_document("a.pdf", *(plan for plan, _ in pairs))
    return judge([document], [plan for plan, _ in pairs], GateResult(tuple(verdict for _, verdict in pairs)))[0]


def test_a_clean_plan_is_published() -> None:
    told = entry(judged((a_plan("x/p", None, None), a_verdict("x/p"))))
    assert (told.verdict, told.reason, told.plans) == ("published", "", ("x/p",))
    assert (told.pages, told.cells, told.flagged, told.seconds) == (7, 2, 0, 1.5)


def test_flags_are_counted_by_reason() -> None:
    told = entry(judged((a_plan("x/p", "unclear", None, "date_order", "unclear"), a_verdict("x/p"))))
    assert (told.verdict, told.flagged) == ("published_with_flags", 3)
    assert told.reason == "to be looked at: unclear 2, date_order 1"


def test_a_plan_held_back_outweighs_the_other() -> None:
    told = entry(
        judged(
            (a_plan("x/p", "unclear"), a_verdict("x/p")),
            (a_plan("x/q", None), a_verdict("x/q", "two keys alike", "no officer")),
        )
    )
    assert (told.verdict, told.reason) == ("held_back", "x/q: two keys alike (and 1 more)")
    assert told.plans == ("x/p", "x/q")


@pytest.mark.parametrize(("reason", "verdict"), [("no_plan_found", "no_plan_found"), ("encrypted", "rejected")])
def test_trouble_is_told(reason: str, verdict: str) -> None:
    document = a_document("a.pdf", trouble=Trouble(reason, "a.pdf: why (what to do)"))
    told = entry(judge([document], [], GateResult(()))[0])
    assert (told.verdict, told.reason) == (verdict, "a.pdf: why (what to do)")


def test_a_file_that_cannot_be_opened_has_no_digest() -> None:
    document = Lifted(Original(Path("no.pdf"), "no.pdf", ""), trouble=Trouble("missing", "no.pdf: no such file"))
    assert entry(judge([document], [], GateResult(()))[0]).sha256 is None


def test_plans_go_to_the_documents_they_came_from() -> None:
    plans = [a_plan(f"x/{n}") for n in range(3)]
    documents = [a_document("a.pdf", *plans[:2]), a_document("b.pdf"), a_document("c.pdf", plans[2])]
    verdicts = GateResult(tuple(a_verdict(plan.plan_id) for plan in plans))
    told = judge(documents, plans, verdicts)
    assert [[p.verdict.plan_id for p in document.plans] for document in told] == [["x/0", "x/1"], [], ["x/2"]]


def twins() -> list[Judged]:
    plan = a_plan("x/p", "unclear")
    first = a_document("a.pdf", plan)
    twin = replace(a_document("b.pdf"), same_as=first.original)
    return judge([first, twin], [plan], GateResult((a_verdict("x/p"),)))


def test_a_twin_shares_the_verdict_and_adds_no_cells() -> None:
    told = entry(twins()[1])
    assert (told.verdict, told.plans, told.cells) == ("published_with_flags", ("x/p",), 0)
    assert told.reason == "the same bytes as a.pdf, read once"


def summary(*documents: Judged) -> str:
    stream = io.StringIO()
    outcome = Outcome(tuple(entry(document) for document in documents), documents)
    print_summary(outcome, Path("out"), stream)
    return stream.getvalue()


def test_the_summary_says_what_to_look_at_first() -> None:
    few = judged((a_plan("x/few", "unclear", None, "unit"), a_verdict("x/few")))
    many = judged((a_plan("x/many", "date_order", "date_order", "unclear"), a_verdict("x/many")))
    lines = summary(few, many).splitlines()
    start = lines.index("Look first at")
    assert lines[start + 1].strip() == "x/many: 3 of 3 cells flagged (a.pdf)"
    assert lines[start + 2].strip() == "x/few: 2 of 3 cells flagged (a.pdf)"
    assert lines[start + 3].strip() == "date_order, 2 times: for one, title on page 5 of a.pdf"
    assert lines[start + 4].strip() == "unclear, 2 times: for one, title on page 5 of a.pdf"
    assert lines[start + 5].strip() == "unit, once: title on page 5 of a.pdf"


def test_the_summary_tells_of_plans_held_back_and_files_left_out() -> None:
    held = judged((a_plan("x/p", None), a_verdict("x/p", "one", "two", "three", "four")))
    left = judge([a_document("b.pdf", trouble=Trouble("empty", "b.pdf: is empty"))], [], GateResult(()))[0]
    told = summary(held, left)
    assert "held back" in told
    assert "x/p: three" in told
    assert "x/p: four" not in told
    assert "and 1 more, listed in held_back/" in told
    assert "Left out\n  b.pdf: is empty\n" in told
    assert "out: no plan" in told


def test_the_summary_has_a_column_for_datasets_that_exist_only() -> None:
    told = summary(judged((a_plan("x/p", None), a_verdict("x/p"))))
    assert "Deliverables" in told
    assert "KPIs" not in told
    assert "1 deliverable, each" in told
