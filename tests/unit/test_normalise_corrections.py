from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from normalise_plans import action, actions_table, cell, deliverable, deliverables_table, kpi, kpis_table, plan

from normalise.corrections import BadCorrections, Correction, Corrections, Named, StaleCorrection, load_corrections
from normalise.document import normalise_plan
from normalise.records import PlanRecords
from normalise.registers import load_registers
from normalise.source import Source

REGISTERS = load_registers()
SOURCE = Source("a.pdf", "0" * 64, 1, council_name="Testshire Council", title="Plan", financial_year="2025/26")
PLAN = plan(deliverables_table([deliverable(delivery="soon")]), actions_table([action()]), kpis_table([kpi()]))
ACTION, KPI = "testshire/2025-26/a1.1.1", "testshire/2025-26/k1"


def lift(*corrections: tuple[str, str, str, str]) -> PlanRecords:
    rows = tuple(Correction(*c, "checked on the page", "A. Person", "2025-11-01") for c in corrections)
    return normalise_plan(PLAN, SOURCE, REGISTERS, Corrections(rows, "corrections.csv"))


def cells(records: PlanRecords, record: str, field: str) -> list[dict[str, Any]]:
    return [c for c in records.datasets["cells"] if c["record_id"] == record and c["field"] == field]


def test_a_correction_sets_the_value_clears_the_flag_and_is_recorded() -> None:
    before = lift()
    assert cells(before, "testshire/parks", "delivery_quarter")[0]["flag"] == "unknown_period"
    records = lift(("testshire/parks", "delivery_quarter", "soon", "2026/27 Q1"))
    row = records.datasets["deliverables"][0]
    assert (row["delivery_quarter"], row["delivery_date"]) == ("2026/27 Q1", date(2026, 6, 30))
    (one,) = cells(records, "testshire/parks", "delivery_quarter")
    assert (one["value"], one["flag"], one["repairs"], one["published"]) == ("2026/27 Q1", None, ["correction"], "soon")
    assert records.datasets["plans"][0]["cells_flagged"] == 1
    assert before.datasets["plans"][0]["cells_flagged"] == 2


@pytest.mark.parametrize(
    ("record", "field", "expected", "corrected", "dataset", "column", "value"),
    [
        (
            "testshire/parks",
            "title",
            "Parks: Plant trees",
            "Parks: Plant oaks",
            "deliverables",
            "description",
            "Plant oaks",
        ),
        ("testshire/parks", "outcome_codes", "1.1", "1.1; 1.2", "deliverables", "outcome_codes", ["1.1", "1.2"]),
        ("testshire/parks", "start_date", "Q1 2025/26", "2025-05-01", "deliverables", "start_date", date(2025, 5, 1)),
        (
            "testshire/parks",
            "strategic_link",
            "Green Programme: Planting (North)",
            "",
            "deliverables",
            "programme",
            None,
        ),
        (ACTION, "rag_q1", "G", "amber", "rag_status", "status", "amber"),
        (KPI, "value_q1", "81%", "82.5", "kpis", "value", 82.5),
    ],
)
def test_each_kind_of_value(
    record: str, field: str, expected: str, corrected: str, dataset: str, column: str, value: object
) -> None:
    records = lift((record, field, expected, corrected))
    assert records.datasets[dataset][0][column] == value
    assert cells(records, record, field)[0]["repairs"][-1] == "correction"


def test_a_corrected_lead_officer_gets_the_id_that_the_plan_gives_to_that_post_elsewhere() -> None:
    rows = [deliverable(lead_officer="Heap of Parks"), deliverable("Beaches: Rake them")]

    def lead(corrected: str) -> dict[str, object]:
        one = Correction("testshire/parks", "lead_officer", "Heap of Parks", corrected, "misread", "A", "2025-11-01")
        return normalise_plan(plan(deliverables_table(rows)), SOURCE, REGISTERS, Corrections((one,))).datasets[
            "deliverables"
        ][0]

    assert lead("Head of Parks")["lead_officer_id"] == "testshire/head-of-parks"
    new = lead("Head of Nothing Yet")
    assert (new["lead_officer"], new["lead_officer_id"], new["officer_match"]) == ("Head of Nothing Yet", None, "none")


def test_a_column_under_its_own_heading_can_be_corrected() -> None:
    other = (("Notes", cell("dug by hard", 20)), ("Ward", cell("North", 21)))
    table = deliverables_table([replace(deliverable(), other=other)])

    def kept(corrected: str) -> list[dict[str, str]]:
        one = Correction("testshire/parks", "other: Notes", "dug by hard", corrected, "misread", "A", "2025-11-01")
        records = normalise_plan(plan(table), SOURCE, REGISTERS, Corrections((one,)))
        return records.datasets["deliverables"][0]["other"]  # type: ignore[return-value]

    ward = {"heading": "Ward", "text": "North"}
    assert kept("dug by hand") == [{"heading": "Notes", "text": "dug by hand"}, ward]
    assert kept("") == [ward]


def test_only_the_quarter_that_is_named_changes() -> None:
    rag = lift((ACTION, "rag_q1", "G", "amber")).datasets["rag_status"]
    assert [r["status"] for r in rag] == ["amber", "scheduled", "not_reported"]


def test_a_changed_text_fails_loudly() -> None:
    with pytest.raises(StaleCorrection, match=r"corrections\.csv, testshire/parks title.*Something else"):
        lift(("testshire/parks", "title", "Something else", "Parks: X"))


def test_a_correction_of_another_plan_is_left_alone() -> None:
    assert lift(("testshire/other", "title", "x", "y")) == lift()
    assert lift(("testshire/plan/1999-00#testshire/parks", "title", "x", "y")) == lift()
    here = lift((f"{lift().plan_id}#testshire/parks", "title", "Parks: Plant trees", "Parks: X"))
    assert here.datasets["deliverables"][0]["title"] == "Parks: X"


@pytest.mark.parametrize(
    ("record", "field", "expected", "corrected"),
    [
        ("testshire/parks", "colour", "x", "y"),
        ("testshire/parks", "start_date", "Q1 2025/26", "1 May"),
        ("testshire/parks", "start_quarter", "Q1 2025/26", "Q1 2025/26"),
        (KPI, "value_q1", "81%", "nan"),
    ],
)
def test_a_correction_that_cannot_be_made_says_why(record: str, field: str, expected: str, corrected: str) -> None:
    with pytest.raises(BadCorrections, match=record):
        lift((record, field, expected, corrected))


def test_a_file_is_read_as_written(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    assert load_corrections(file) == Corrections()
    head = "# Decisions.\nrecord,field,expected,corrected,reason,who,when\n"
    file.write_text(head + 'a,title,"x, y",z,why,me,2025-01-01\n', encoding="utf-8-sig")
    assert load_corrections(file).rows == (Correction("a", "title", "x, y", "z", "why", "me", "2025-01-01"),)
    file.write_text(head + "a,title,'=1+1,'-,why,me,2025-01-01\n")
    assert load_corrections(file).rows[0][2:4] == ("=1+1", "-")
    file.write_text(head + "a,title,x,y,,me,2025-01-01\n")
    with pytest.raises(BadCorrections, match="says no reason"):
        load_corrections(file)
    file.write_text("record,field\na,b\n")
    with pytest.raises(BadCorrections, match="no column expected"):
        load_corrections(file)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadCorrections, match="cannot be read"):
        load_corrections(file)
    with pytest.raises(
        BadCorrections, match=r"cannot be read: Is a directory \(check its permissions, or take it away\)"
    ):
        load_corrections(tmp_path)


def test_a_correction_whose_record_is_gone_is_told_of() -> None:
    def told(record: str) -> list[str]:
        return Corrections((Correction(record, "title", "x", "y", "", "", ""),), "c.csv").unmet(there)

    there = [Named("testshire/plan/2025-26", {"testshire/parks", "1.1"}), Named("other/plan/2025-26", {"2.1"})]
    for met in ("testshire/parks", "testshire/plan/2025-26#1.1", "2.1"):
        assert told(met) == []
    for lost in ("testshire/park", "testshire/plan/2025-26#2.1"):
        assert told(lost) == [f"c.csv, {lost} title: no plan of the run has that record, so nothing is corrected"]
    for elsewhere in ("testshire/plan/2024-25#1.9", "farshire/parks", "9.9"):
        assert told(elsewhere) == []
