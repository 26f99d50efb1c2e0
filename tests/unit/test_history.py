"""Reports of successive quarters as one history."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from editions import report, run_of
from frictionless import Package
from normalise_plans import action, actions_table, cell, plan

from extractors.table import PublishedPlan
from normalise.records import Row
from pipeline.cli import main
from pipeline.compare.confirmed import Confirmed
from pipeline.history.history import history

FILLS = {"R": "#ff0000", "A": "#ffc000", "G": "#92d050", "B": "#00b0f0", "N": "#d9d9d9", " ": None}


def rated(*rows: tuple[str, str, str]) -> PublishedPlan:
    """A report with the actions given: code, title, and the statuses of Q1 to Q3 (N not started, space empty)."""
    made = [
        action(
            code,
            title=title,
            **{f"rag_q{i}": cell(c.strip("N "), 5, fill=FILLS[c]) for i, c in enumerate(letters, start=1)},
        )  # type: ignore[arg-type]
        for code, title, letters in rows
    ]
    return plan(actions_table(made))


FIRST = rated(("A1.1.1", "Plant the first trees", "GNN"), ("A1.1.2", "Dredge the river", "A  "))
SECOND = rated(
    ("A1.1.1", "Plant the first trees", "AGN"),
    ("A1.1.2", "Dredge the river at the mill", " R "),
    ("A1.1.3", "Count all the newts", "NG "),
)


@pytest.fixture
def rows(tmp_path: Path) -> dict[tuple[object, object], list[Row]]:
    runs = [
        run_of(tmp_path / "one", report(FIRST, "2025/26 Q1")),
        run_of(tmp_path / "two", report(SECOND, "2025/26 Q2")),
    ]
    found: dict[tuple[object, object], list[Row]] = {}
    for row in history(runs, Confirmed()).rows:
        found.setdefault((row["action_code"], str(row["quarter"])[-2:]), []).append(row)
    return found


Q1, Q2 = "cheshire-east/test-report/2025-26-q1", "cheshire-east/test-report/2025-26-q2"


def test_a_quarter_that_two_reports_state_differently_keeps_both(rows: dict[tuple[object, object], list[Row]]) -> None:
    told = [(r["status"], r["standing"], r["reports"], r["flag"]) for r in rows["A1.1.1", "Q1"]]
    assert told == [("amber", "latest", [Q2], "restated"), ("green", "superseded", [Q1], "restated")]
    assert rows["A1.1.1", "Q1"][0]["flag_detail"] == f"{Q1}: green; {Q2}: amber"


def test_what_was_not_due_yet_contradicts_nothing(rows: dict[tuple[object, object], list[Row]]) -> None:
    assert [(r["status"], r["reports"], r["flag"]) for r in rows["A1.1.1", "Q2"]] == [("green", [Q2], None)]
    assert [(r["status"], r["reports"]) for r in rows["A1.1.1", "Q3"]] == [("scheduled", [Q1, Q2])]


def test_an_empty_cell_is_no_statement_but_is_told(rows: dict[tuple[object, object], list[Row]]) -> None:
    (row,) = rows["A1.1.2", "Q1"]
    assert (row["status"], row["reports"], row["flag"]) == ("amber", [Q1], "left_blank")
    assert row["title"] == "Dredge the river at the mill"


def test_a_new_action_has_the_quarters_of_its_own_report(rows: dict[tuple[object, object], list[Row]]) -> None:
    assert [(r["status"], r["standing"]) for r in rows["A1.1.3", "Q2"]] == [("green", "latest")]


def test_an_identifier_given_to_another_action_joins_nothing(tmp_path: Path) -> None:
    other = rated(("A1.1.1", "Let the choir sing at noon", " G "))
    runs = [
        run_of(tmp_path / "one", report(FIRST, "2025/26 Q1")),
        run_of(tmp_path / "two", report(other, "2025/26 Q2")),
    ]
    found = history(runs, Confirmed())
    titles = {(r["sequence"], r["title"]) for r in found.rows if r["action_code"] == "A1.1.1"}
    assert titles == {(1, "Plant the first trees"), (3, "Let the choir sing at noon")}


def test_one_document_that_two_runs_read_counts_once(tmp_path: Path) -> None:
    runs = [run_of(tmp_path / name, report(SECOND, "2025/26 Q2")) for name in ("one", "two")]
    found = history(runs, Confirmed())
    assert found.reports == 1
    assert all(row["reports"] == [Q2] and row["flag"] is None for row in found.rows)


def test_the_command_writes_a_described_dataset(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_of(tmp_path / "one", report(FIRST, "2025/26 Q1"))
    run_of(tmp_path / "two", report(SECOND, "2025/26 Q2"))
    out = tmp_path / "out"
    assert main(["history", str(tmp_path / "one"), str(tmp_path / "two"), "--to", str(out)]) == 0
    assert "2 reports, 3 actions" in capsys.readouterr().out
    assert Package(str(out / "rag_history.datapackage.json")).validate().valid
    schema = pq.read_schema(out / "rag_history.parquet")
    assert schema.field("standing").metadata[b"description"]
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    main(["history", str(tmp_path / "one"), str(tmp_path / "two"), "--to", str(out)])
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before
