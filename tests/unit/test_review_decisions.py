"""Files of decisions grow and are never rewritten; nothing in them becomes a formula."""

import csv
from datetime import date
from pathlib import Path

import pytest
from made_runs import made_run, records
from normalise_plans import action, actions_table, cell, deliverable, deliverables_table, kpi, kpis_table, plan

from normalise.corrections import (
    BadCorrections,
    Correction,
    Corrections,
    apply_corrections,
    load_corrections,
    record_name,
)
from normalise.registers import load_registers
from pipeline.cli import main
from pipeline.outputs.published import read_published
from pipeline.review import ways
from pipeline.review.candidates import Candidates
from pipeline.review.decisions import (
    Alias,
    BadDecision,
    Checker,
    Files,
    Kept,
    keep_aliases,
    keep_corrections,
)
from pipeline.review.forms import form_of, problem_with
from pipeline.review.items import queue
from pipeline.review.page import Task

ONE = Correction("plan#a", "title", "=cmd|' /C calc'!A0", "-x", "why, oh why", 'A "B"', "2025-11-01")
TWO = ONE._replace(record="plan#b")


def test_a_new_file_reads_back_and_a_spreadsheet_sees_no_formula(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    assert keep_corrections(file, [ONE, ONE]) == Kept(1, 1)
    assert load_corrections(file).rows == (ONE,)
    assert "'=cmd" in file.read_text(encoding="utf-8")


def test_what_stands_in_a_file_stays_to_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    # Comments, columns in another order, one more of them, line ends of Windows, no line end at the end.
    old = "\ufeff# Ours.\r\nfield,record,expected,corrected,note,reason,who,when\r\ntitle,plan#z,x,y,n,r,w,2025-01-01"
    file.write_bytes(old.encode("utf-8"))
    assert keep_corrections(file, [ONE, TWO]) == Kept(2, 0)
    content = file.read_bytes().decode("utf-8")
    assert content.startswith(old + "\r\n")
    assert content.endswith("\r\n")
    assert [c.record for c in load_corrections(file).rows] == ["plan#z", "plan#a", "plan#b"]
    assert keep_corrections(file, [TWO]) == Kept(0, 1)
    assert file.read_bytes().decode("utf-8") == content


def test_a_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    file.write_text("a,b\n1,2\n")
    with pytest.raises(BadDecision, match="has no column record"):
        keep_corrections(file, [ONE])
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(BadDecision, match="cannot be read"):
        keep_corrections(file, [ONE])
    assert [path.name for path in tmp_path.iterdir()] == ["corrections.csv"]


def test_an_alias_is_never_given_a_second_meaning(tmp_path: Path) -> None:
    file = tmp_path / "aliases.csv"
    alias = Alias("CHE", "Head of Pond", "Head of Ponds", "", "", "A", "a slip")
    assert keep_aliases(file, [alias, alias._replace(published="HEAD OF POND")]) == Kept(1, 1)
    with pytest.raises(BadDecision, match="already means 'Head of Ponds'"):
        keep_aliases(file, [alias._replace(title="Head of Parks")])


TABLES = (
    deliverables_table([deliverable(delivery="soon", lead_officer="Executive Director of Pace", outcome_codes="1.7")]),
    actions_table([action(rag_q1=cell("Q", 5), committees="E+X")]),
    kpis_table([kpi()]),
)
RECORDS = records(plan(*TABLES), quarter=None)


@pytest.mark.parametrize(
    ("dataset", "field", "kind", "good", "bad"),
    [
        ("deliverables", "delivery_quarter", "quarter", "2026/27 Q1", "2026/28 Q1"),
        ("deliverables", "start_date", "date", "2026-06-30", "30/06/2026"),
        ("deliverables", "outcome_codes", "list", "1.1; 1.2", "two  spaces"),
        ("deliverables", "title", "text", "Parks: Plant oaks", "a\nb"),
        ("rag_status", "rag_q1", "choice", "amber", "orange"),
        ("kpis", "value_q1", "number", "82.5", "nan"),
        ("kpis", "direction", "choice", "up", "north"),
    ],
)
def test_a_value_that_is_taken_is_one_that_the_next_run_can_apply(
    dataset: str, field: str, kind: str, good: str, bad: str
) -> None:
    assert form_of(dataset, field).kind == kind
    assert problem_with(dataset, field, bad) is not None
    assert problem_with(dataset, field, good) is None
    published = {(c["dataset"], c["field"]): c for c in RECORDS.datasets["cells"]}[dataset, field]
    one = Correction(record_name(RECORDS.plan_id, str(published["record_id"])), field, "", good, "r", "w", "2025-01-01")
    fitting = one._replace(expected=str(published["published"] or ""))
    applied = apply_corrections(RECORDS, Corrections((fitting,)))
    (cell_after,) = [c for c in applied.datasets["cells"] if (c["dataset"], c["field"]) == (dataset, field)]
    assert cell_after["value"] == good


def test_a_field_that_names_its_record_is_not_corrected() -> None:
    assert form_of("outcomes", "outcome_code").kind == "fixed"
    assert problem_with("outcomes", "outcome_code", "1.2") is not None
    bad = Corrections((Correction("1.1", "outcome_code", "1.1", "1.2", "r", "w", "2025-01-01"),))
    with pytest.raises(BadCorrections, match="has no such field"):
        apply_corrections(RECORDS, bad)


def test_a_cell_is_one_item_with_all_fields_that_were_made_of_it(tmp_path: Path) -> None:
    published = read_published(made_run(tmp_path / "clean", [RECORDS]))
    ordered = queue(published)
    fields = [[f.name for f in item.fields] for item in ordered.items]
    assert ["delivery_published", "delivery_quarter", "delivery_date"] in fields
    assert sum(count for _, count in ordered.heads) == sum(item.flagged for item in ordered.items)
    flagged = [item.flagged for item in ordered.items]
    assert flagged == sorted(flagged, reverse=True)
    candidates = Candidates(published, load_registers())
    found = {f.name: candidates.of(item, f) for item in ordered.items for f in item.fields if f.flag}
    assert found["lead_officer"][0] == "Executive Director of Place"
    assert found["outcome_codes"][:2] == ["1.1", "1.2"]
    assert "E+C" in found["committees"]


def test_an_edition_that_comes_in_several_files_is_named_as_corrections_see_it(tmp_path: Path) -> None:
    twin = records(plan(*TABLES), quarter=None)
    for row in [r for rows in twin.datasets.values() for r in rows]:
        row["plan_id"] = f"{RECORDS.plan_id}~12345678"
    check = Checker(read_published(made_run(tmp_path / "clean", [twin])))
    record = str(twin.datasets["deliverables"][0]["deliverable_id"])
    told = {"record": f"{RECORDS.plan_id}#{record}", "field": "delivery_quarter", "expected": "soon", "corrected": ""}
    correction = check.correction({**told, "reason": "r"}, "A", date(2025, 11, 1))
    assert apply_corrections(RECORDS, Corrections((correction,))) != RECORDS


def test_a_file_that_holds_one_wrong_decision_adds_none(tmp_path: Path) -> None:
    clean = made_run(tmp_path / "clean", [RECORDS])
    found = ways.task(clean, (tmp_path,))
    target = tmp_path / "corrections.csv"
    task = Task(found.published, found.originals, Files(target, tmp_path / "aliases.csv"), found.again)
    record = record_name(RECORDS.plan_id, str(RECORDS.datasets["deliverables"][0]["deliverable_id"]))
    good = Correction(record, "delivery_quarter", "soon", "2026/27 Q1", "r", "w", "2025-11-01")
    taken = tmp_path / "taken.csv"
    keep_corrections(taken, [good, good._replace(field="delivery_date", corrected="tomorrow")])
    with pytest.raises(BadDecision, match="not a date"):
        ways.take(task, [taken])
    assert not target.exists()
    taken.write_text("x" * 200_000)
    before = csv.field_size_limit(131_072)  # what Python begins with; libraries of other tests raise it
    try:
        with pytest.raises(BadDecision, match=r"taken\.csv: cannot be read: field larger than field limit"):
            ways.take(task, [taken])
    finally:
        csv.field_size_limit(before)


def test_a_folder_that_is_no_output_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("review", "report"):
        assert main([name, str(tmp_path), "--to", str(tmp_path / "page")]) == 2
        assert "holds no outputs of a run" in capsys.readouterr().err
