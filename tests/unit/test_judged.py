"""From what became of a document to its line in the manifest and in the summary."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from expectations.verdict import Finding, PlanVerdict
from pipeline.document.contents import Contents, FlagSeen, PlanBrief, Trouble
from pipeline.given.sources import Original
from pipeline.outputs.manifest import DocumentEntry
from pipeline.run.inputs import Lifted
from pipeline.run.judged import Judged, entries, judge
from pipeline.run.order import Outcome
from pipeline.run.summary import print_summary

SHA = "ab" * 32


def a_plan(plan_id: str, *flags: str | None) -> PlanBrief:
    rows = {"plans": 1, "deliverables": 1, "cells": len(flags)}
    seen = [FlagSeen(flag, flags.count(flag), "title", 5) for flag in dict.fromkeys(flags) if flag]
    return PlanBrief(plan_id, "a.pdf", rows, len(flags), sum(flag is not None for flag in flags), tuple(seen))


def a_verdict(plan_id: str, *reasons: str, same_as: str | None = None) -> PlanVerdict:
    findings = tuple(Finding("rule", "critical", "actions", "title", (), reason) for reason in reasons)
    return PlanVerdict(plan_id=plan_id, source_file="a.pdf", reasons=findings, same_as=same_as)


def a_document(name: str, *plans: PlanBrief, trouble: Trouble | None = None) -> Lifted:
    return Lifted(Original(Path(name), name, SHA), Contents(7, 1.5, plans=plans, trouble=trouble))


Pair = tuple[Lifted, Sequence[PlanVerdict]]


def judged(*pairs: tuple[PlanBrief, PlanVerdict]) -> Pair:
    return a_document("a.pdf", *(plan for plan, _ in pairs)), [verdict for _, verdict in pairs]


def told(*pairs: Pair) -> list[DocumentEntry]:
    documents = [document for document, _ in pairs]
    return entries(documents, judge(documents, [said for _, said in pairs]))


def test_a_clean_plan_is_published() -> None:
    (entry,) = told(judged((a_plan("x/p", None, None), a_verdict("x/p"))))
    assert (entry.verdict, entry.reason, entry.plans) == ("published", "", ("x/p",))
    assert (entry.pages, entry.cells, entry.flagged, entry.seconds) == (7, 2, 0, 1.5)


def test_flags_are_counted_by_reason() -> None:
    (entry,) = told(judged((a_plan("x/p", "unclear", None, "date_order", "unclear"), a_verdict("x/p"))))
    assert (entry.verdict, entry.flagged) == ("published_with_flags", 3)
    assert entry.reason == "to be looked at: unclear 2, date_order 1"


def warned(document: Lifted, *warnings: str, notes: tuple[str, ...] = ()) -> Lifted:
    return replace(document, contents=replace(document.contents, warnings=warnings, notes=notes))


def test_what_no_flag_tells_is_counted_and_what_was_inferred_is_not() -> None:
    finding = Finding("announced_counts", "warning", "announced", "found", (), "12 announced, 11 read")
    checked = replace(a_verdict("x/p"), warnings=(finding,))
    plan = a_document("a.pdf", a_plan("x/p", "unclear"))
    (entry,) = told((warned(plan, "page 2: look for lost rows", notes=("council inferred",)), [checked]))
    assert (entry.verdict, entry.reason) == (
        "published_with_flags",
        "to be looked at: unclear 1; 2 warnings in warnings.csv",
    )
    (entry,) = told((warned(plan, "page 2: look for lost rows"), [a_verdict("x/p")]))
    assert entry.reason.endswith("; 1 warning in warnings.csv")
    clean = a_document("a.pdf", a_plan("x/p", None))
    (entry,) = told((warned(clean, notes=("council inferred",)), [a_verdict("x/p")]))
    assert (entry.verdict, entry.reason) == ("published", "")


def test_the_summary_shows_documents_with_warnings() -> None:
    document = a_document("a.pdf", a_plan("x/p", None))
    shown = summary((warned(document, "page 2: look for lost rows", "page 3: another"), [a_verdict("x/p")]))
    assert "  a.pdf: page 2: look for lost rows (and 1 more warning)\n" in shown
    assert "  all warnings: out/warnings.csv\n" in shown
    (row,) = (line for line in shown.splitlines() if line.startswith("x/p"))
    assert "warnings" in row


def test_a_document_without_plans_is_not_to_be_looked_at() -> None:
    document = a_document("a.pdf", trouble=Trouble("no_plan_found", "a.pdf: holds no plan"))
    assert "Look first at" not in summary((warned(document, "page 2: look for lost rows"), []))


def test_a_plan_held_back_outweighs_the_other() -> None:
    (entry,) = told(
        judged(
            (a_plan("x/p", "unclear"), a_verdict("x/p")),
            (a_plan("x/q", None), a_verdict("x/q", "two keys alike", "no officer")),
        )
    )
    assert (entry.verdict, entry.reason) == ("held_back", "x/q: two keys alike (and 1 more)")
    assert entry.plans == ("x/p", "x/q")


@pytest.mark.parametrize(("reason", "verdict"), [("no_plan_found", "no_plan_found"), ("encrypted", "rejected")])
def test_trouble_is_told(reason: str, verdict: str) -> None:
    document = a_document("a.pdf", trouble=Trouble(reason, "a.pdf: why (what to do)"))
    (entry,) = told((document, []))
    assert (entry.verdict, entry.reason) == (verdict, "a.pdf: why (what to do)")


def test_a_file_that_cannot_be_opened_has_no_digest() -> None:
    trouble = Trouble("missing", "no.pdf: no such file")
    (entry,) = told((Lifted(Original(Path("no.pdf"), "no.pdf", ""), Contents(trouble=trouble)), []))
    assert entry.sha256 is None


def twins() -> list[Pair]:
    first = a_document("a.pdf", a_plan("x/p", "unclear"))
    return [(first, [a_verdict("x/p")]), (replace(a_document("b.pdf"), same_as="a.pdf"), [])]


def test_a_twin_shares_the_verdict_and_adds_no_cells() -> None:
    _, entry = told(*twins())
    assert (entry.verdict, entry.plans, entry.cells) == ("published_with_flags", ("x/p",), 0)
    assert entry.reason == "the same bytes as a.pdf, read once"


def summary(*pairs: Pair) -> str:
    stream = io.StringIO()
    documents = judge([document for document, _ in pairs], [said for _, said in pairs])
    outcome = Outcome(tuple(told(*pairs)), tuple(documents))
    print_summary(outcome, Path("out"), stream)
    return stream.getvalue()


def test_the_summary_begins_with_the_plan_that_has_most_flags() -> None:
    few = judged((a_plan("x/few", "unclear", None, "unit"), a_verdict("x/few")))
    many = judged((a_plan("x/many", "date_order", "date_order", "unclear"), a_verdict("x/many")))
    lines = summary(few, many).splitlines()
    start = lines.index("Look first at")
    assert lines[start + 1].strip() == "x/many: 3 of 3 values flagged (a.pdf)"
    assert lines[start + 2].strip() == "x/few: 2 of 3 values flagged (a.pdf)"


def test_the_summary_tells_of_plans_held_back_and_files_left_out() -> None:
    held = judged((a_plan("x/p", None), a_verdict("x/p", "one", "two", "three", "four")))
    left = (a_document("b.pdf", trouble=Trouble("empty", "b.pdf: is empty")), [])
    shown = summary(held, left)
    assert "held back" in shown
    assert "x/p: three" in shown
    assert "x/p: four" not in shown
    assert "and 1 more, listed in held_back/" in shown
    assert "Left out\n  b.pdf: is empty\n" in shown
    assert "out: no plan was published: every dataset is empty\n" in shown


def test_the_summary_has_a_column_for_datasets_that_exist_only() -> None:
    shown = summary(judged((a_plan("x/p", None), a_verdict("x/p"))))
    assert "Deliverables" in shown
    assert "KPIs" not in shown
    assert "1 deliverable, each" in shown


def test_a_summary_of_thousands_of_plans_fits_a_terminal() -> None:
    shown = summary(*(judged((a_plan(f"x/{n:04}"), a_verdict(f"x/{n:04}"))) for n in range(2000)))
    assert "x/0049" in shown
    assert "x/0050" not in shown
    assert "and 1,950 more" in shown
    assert "2,000 deliverables" in shown


def test_a_thousand_files_without_a_plan_do_not_fill_the_terminal() -> None:
    stream = io.StringIO()
    documents = tuple(Judged(f"{n}.pdf", trouble=Trouble("no_plan", f"{n}.pdf: holds no plan")) for n in range(1_000))
    print_summary(Outcome((), documents), Path("out"), stream)
    lines = [line.strip() for line in stream.getvalue().splitlines()]
    assert lines[lines.index("Left out") + 1 :][49:51] == ["49.pdf: holds no plan", "and 950 more, in manifest.json"]
