"""Suggested links from actions to the deliverables that carry them on."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from editions import delivery_plan, report, run_of
from frictionless import Package
from normalise_plans import action, actions_table, deliverable, deliverables_table, plan

from normalise.records import Row
from pipeline.cli import main
from pipeline.compare.confirmed import Confirmed
from pipeline.lineage.links import lineage, rules
from pipeline.lineage.terms import Words, terms_of
from pipeline.outputs.published import Published

TRUTHS = ("plan-2024-25-q3.json", "delivery-plan-2025-26.json")
ACTIONS = [
    "Continue to deliver the Better Bridges in Harrow programme",
    "Review every shared enterprise company (SEC), with its governance",
    "Plant hedges along the ring road and the canal",
    "Answer letters within ten days",
    "Open a workshop at Carrow Lane",
]
DELIVERABLES = [
    'Begin the "Better Bridges in Harrow" work with the parishes, from footbridges to fords',
    "Shared Enterprise Company review: Decide which are kept",
    "Hedges: Plant hedges along the canal and the ring road before autumn",
    "Market stalls: Let them by the day",
    "Play areas: Mend the swings at Carrow Lane",
]


@pytest.fixture
def runs(tmp_path: Path) -> list[Published]:
    made = [action(f"A1.1.{i}", title=title) for i, title in enumerate(ACTIONS, start=1)]
    one = report(plan(actions_table(made)), "2024/25 Q3")
    other = delivery_plan(plan(deliverables_table([deliverable(title) for title in DELIVERABLES])), "2025/26")
    return [run_of(tmp_path / "clean", one, other)]


def told(rows: list[Row], tier: str) -> set[tuple[object, str]]:
    return {(row["from_code"], str(row["to_title"]).split()[0]) for row in rows if row["tier"] == tier}


def test_names_acronyms_and_whole_wordings_make_sure_links_and_a_shared_place_does_not(runs: list[Published]) -> None:
    rows = lineage(runs, Confirmed())
    assert told(rows, "sure") == {("A1.1.1", "Begin"), ("A1.1.2", "Shared"), ("A1.1.3", "Hedges:")}
    assert ("A1.1.5", "Play") in told(rows, "possible")
    assert not [row for row in rows if row["from_code"] == "A1.1.4"]
    first = next(row for row in rows if row["from_code"] == "A1.1.1")
    assert "Better Bridges" in first["shared_terms"]  # type: ignore[operator]
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))


def test_an_older_plan_carries_nothing_on(tmp_path: Path) -> None:
    made = [action(f"A1.1.{i}", title=title) for i, title in enumerate(ACTIONS, start=1)]
    later = report(plan(actions_table(made)), "2026/27 Q1")
    earlier = delivery_plan(plan(deliverables_table([deliverable(title) for title in DELIVERABLES])), "2025/26")
    assert lineage([run_of(tmp_path / "clean", later, earlier)], Confirmed()) == []


def test_decisions_stand_in_the_dataset(
    runs: list[Published], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plans = "cheshire-east/test-report/2024-25-q3#cheshire-east", "cheshire-east/test-plan/2025-26#cheshire-east"
    file = tmp_path / "lineage.csv"
    file.write_text(
        "from,to,decision,decided_by,decided_on,reason\n"
        f"{plans[0]}/2024-25/a1.1.3,{plans[1]}/hedges,no,A. Person,2026-01-15,another canal\n"
        f"{plans[0]}/2024-25/a1.1.4,{plans[1]}/market-stalls,yes,A. Person,2026-01-16,asked\n"
        f"{plans[0]}/2024-25/a1.1.9,{plans[1]}/market-stalls,yes,A. Person,2026-01-16,asked\n",
        "utf-8",
    )
    out = tmp_path / "out"
    assert main(["lineage", str(tmp_path / "clean"), "--to", str(out), "--confirmed", str(file)]) == 0
    found = pq.read_table(out / "lineage.parquet").to_pylist()
    decided = {(r["from_code"], r["tier"], r["decision"], str(r["decided_on"])) for r in found if r["decision"]}
    # A person's link stands even where no word speaks for it.
    assert decided == {("A1.1.3", "sure", "no", "2026-01-15"), ("A1.1.4", "possible", "yes", "2026-01-16")}
    told = capsys.readouterr()
    assert "a1.1.9" in told.err
    # Codes are those of a plan, which several of a run may have.
    assert told.out.splitlines()[0] == "cheshire-east/test-report/2024-25-q3 -> cheshire-east/test-plan/2025-26"
    assert Package(str(out / "lineage.datapackage.json")).validate().valid


def test_names_are_told_from_sentences_and_places() -> None:
    told = rules()
    words = Words.of(told.ignored, told.joining, told.placing)
    found = terms_of("Deliver the Green Towns Plan – at Carrow Lane, for Living Well in Crewe", None, words).names
    assert set(found) == {frozenset({"green", "town", "plan"}), frozenset({"live", "well", "crew"})}


def test_nine_in_ten_sure_links_of_the_shared_plans_are_right(shared: Path, tmp_path: Path) -> None:
    """Judged by a person who read both texts: an action's code, and the place of the deliverable in its plan."""
    right = {("A1.3.4", 47), ("A1.4.1", 40), ("A2.2.3", 8), ("A3.5.1", 5), ("A3.6.1", 6), ("A3.6.2", 6)}
    truth = [json.loads((shared / "plans" / "truth" / name).read_text("utf-8")) for name in TRUTHS]
    actions = [action(row["code"], title=row["action"]) for row in truth[0]["actions"]]
    deliverables = [deliverable(row["title"]) for row in truth[1]["deliverables"]]
    earlier = report(plan(actions_table(actions)), "2024/25 Q3")
    later = delivery_plan(plan(deliverables_table(deliverables)), "2025/26")
    published = run_of(tmp_path / "shared", earlier, later)
    places = {row["deliverable_id"]: row["sequence"] for row in published.rows["deliverables"]}
    sure = {
        (row["from_code"], places[row["to_record"]])
        for row in lineage([published], Confirmed())
        if row["tier"] == "sure"
    }
    assert len(sure & right) >= 0.9 * len(sure)
    assert sure >= right
