"""`queue.csv`: what a run's flags wait for, a line a decision, in the folder of its outputs."""

import csv
import io
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from expectations.schema import to_arrow
from normalise.records import Row
from pipeline.outputs.worklist import COLUMNS, NAME, decisions, write_worklist
from pipeline.run.order import Outcome
from pipeline.run.summary import print_summary
from tests.unit.test_queue import cell, unknown


def folder_with(folder: Path, *cells: Row) -> Path:
    pq.write_table(to_arrow("cells", cells), folder / "cells.parquet")
    write_worklist(folder)
    return folder


def lines(folder: Path) -> list[dict[str, str]]:
    with (folder / NAME).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_decision_has_a_line_and_columns_without_a_field_come_last(tmp_path: Path) -> None:
    wards = [cell(None, record_id=f"d{n}", field="other: Ward", published="North") for n in range(40)]
    officers = [unknown(f"d{n}", "Ann Smith") for n in range(12)]
    found = lines(folder_with(tmp_path, *wards, *officers, cell("ocr_doubt", record_id="d50"), cell(None)))
    assert [(line["cells"], line["flag"]) for line in found] == [
        ("12", "unknown_officer"), ("1", "ocr_doubt"), ("40", "unknown_heading"),
    ]  # fmt: skip
    assert tuple(found[0]) == COLUMNS
    assert (found[0]["record"], found[0]["field"], found[0]["published"]) == ("d0", "lead_officer", "Ann Smith")


def test_the_summary_tells_the_first_decisions_and_how_many_there_are(tmp_path: Path) -> None:
    folder_with(tmp_path, *(unknown(f"d{n}", "Ann Smith") for n in range(12)), cell("ocr_doubt", record_id="d50"))
    told = decisions(tmp_path, shown=1)
    assert told[0].startswith("12 values, unknown_officer, 'Ann Smith' (lead_officer on page 3 of testshire/")
    assert "officer_aliases.csv" in told[0]
    assert told[1:] == [f"2 decisions in all for 13 flagged values: {tmp_path / NAME}"]


@pytest.mark.parametrize("kept", [False, True])
def test_a_run_ends_with_its_decisions_and_never_with_those_of_an_earlier_run(tmp_path: Path, kept: bool) -> None:
    folder_with(tmp_path, cell("ocr_doubt"))
    shown = io.StringIO()
    print_summary(Outcome((), (), datasets_kept=kept), tmp_path, shown)
    assert ("To decide\n  1 value, ocr_doubt, page 3 (title on page 3 of" in shown.getvalue()) != kept


def test_where_nothing_waits_nothing_is_told(tmp_path: Path) -> None:
    assert decisions(tmp_path, shown=3) == []
    assert decisions(folder_with(tmp_path, cell(None)), shown=3) == []


def test_what_is_printed_runs_in_no_spreadsheet(tmp_path: Path) -> None:
    [line] = lines(folder_with(tmp_path, unknown("d1", "=cmd|' /C calc'!A0")))
    assert line["published"] == "'=cmd|' /C calc'!A0"
