"""The sample plans, from PDF to datasets by the command itself: what comes out is what their content files say."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

LINK = re.compile(r"\[([^]]+)\]\(([^)]+)\)")


@pytest.fixture(scope="module")
def lifted(root: Path, raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of one run over both samples."""
    work = tmp_path_factory.mktemp("samples")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from pipeline.cli import main; sys.exit(main())",
            "run",
            raw,
            "--out",
            "out",
        ],
        cwd=work,
        env=os.environ | {"PYTHONPATH": str(root), "XDG_CACHE_HOME": str(work / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return work / "out"


def rows(lifted: Path, dataset: str) -> list[dict[str, Any]]:
    return pq.read_table(lifted / f"{dataset}.parquet").to_pylist()


def content(raw: Path, name: str) -> dict[str, Any]:
    return tomllib.loads((raw / "sources" / name).read_text(encoding="utf-8"))


def test_every_deliverable_comes_out_as_it_was_written(lifted: Path, raw: Path) -> None:
    columns = ("title", "start_published", "delivery_published", "lead_officer_published", "strategic_link")
    got = [(*(row[name] for name in columns), row["outcome_codes"]) for row in rows(lifted, "deliverables")]
    written = [row for theme in content(raw, "delivery-plan.toml")["theme"] for row in theme["deliverables"]]
    expected = [
        (title, start, delivery, officer, link, codes.split(", "))
        for title, codes, start, delivery, officer, link in written
    ]
    assert got == expected


def test_every_action_comes_out_as_it_was_written(lifted: Path, raw: Path) -> None:
    columns = ("outcome_code", "action_code", "title", "lead_officer_published", "committees_published", "update")
    got = [tuple(row[name] for name in columns) for row in rows(lifted, "actions")]
    expected = [
        (group["priority"], ref, action, officer, committees, LINK.sub(r"\1", update))
        for group in content(raw, "progress-report.toml")["group"]
        for ref, action, officer, committees, _, _, update in group["actions"]
    ]
    assert got == expected


def test_every_rating_comes_out_with_what_it_rests_on(lifted: Path, raw: Path) -> None:
    codes = {row["action_id"]: row["action_code"] for row in rows(lifted, "actions")}
    got = {
        (codes[row["action_id"]], row["quarter"]): (row["status"], row["status_published"], row["evidence"])
        for row in rows(lifted, "rag_status")
    }
    report = content(raw, "progress-report.toml")
    names = {status["key"]: status["name"] for status in report["status"]}
    expected = {}
    for row in (row for group in report["group"] for row in group["actions"]):
        for quarter, status in zip(("2025/26 Q1", "2025/26 Q2"), row[4:6], strict=True):
            if status.endswith("!"):
                expected[row[0], quarter] = (names[status[0]], None, "fill")
            elif status:
                expected[row[0], quarter] = (names[status], status, "both")
    unrated = {key: value for key, value in got.items() if value[0] == "not_reported"}
    assert [(key, value[1]) for key, value in unrated.items()] == [(("A2.3.2", "2025/26 Q2"), None)]
    assert {key: value for key, value in got.items() if key not in unrated} == expected


def test_every_link_keeps_its_words_and_address(lifted: Path, raw: Path) -> None:
    got = {(link["text"], link["url"]) for row in rows(lifted, "actions") for link in row["links"] or ()}
    report = content(raw, "progress-report.toml")
    assert got == {pair for group in report["group"] for row in group["actions"] for pair in LINK.findall(row[6])}


def test_every_indicator_comes_out_as_numbers(lifted: Path, raw: Path) -> None:
    got = {(row["kpi_code"], row["quarter"]): (row["target"], row["value"]) for row in rows(lifted, "kpis")}

    def number(text: str) -> float:
        return float(text.replace(",", ""))

    expected = {}
    for ref, _, _, _, target, first, second, *_ in content(raw, "progress-report.toml")["kpis"]["rows"]:
        expected[ref, "2025/26 Q1"] = (number(target), number(first))
        expected[ref, "2025/26 Q2"] = (number(target), number(second))
    assert got == expected


def test_outcomes_and_priorities_come_out_under_their_themes(lifted: Path, raw: Path) -> None:
    got = {(row["outcome_code"], row["outcome"]) for row in rows(lifted, "outcomes")}
    outcomes = {tuple(each) for theme in content(raw, "delivery-plan.toml")["theme"] for each in theme["outcomes"]}
    priorities = {tuple(each) for aim in content(raw, "progress-report.toml")["aim"] for each in aim["priorities"]}
    assert got == outcomes | priorities


def test_spellings_of_one_officer_come_out_as_one(lifted: Path) -> None:
    officers: dict[str, set[str]] = {}
    for row in rows(lifted, "deliverables"):
        officers.setdefault(row["lead_officer"], set()).add(row["lead_officer_published"])
    spelt_two_ways = [forms for forms in officers.values() if len(forms) > 1]
    assert {"Executive Director of Place", "Executive Director \u2013 Place"} in spelt_two_ways
    assert {"Head of Economy and Skills", "Head of Economy & Skills"} in spelt_two_ways


def test_all_ink_is_accounted_for_and_nothing_is_in_doubt(lifted: Path) -> None:
    for plan in rows(lifted, "plans"):
        assert plan["glyphs_unplaced"] == 0
        assert plan["cells_flagged"] == 0
        assert plan["glyphs_in_cells"] > 6000
