"""Every kind of change between two editions is found, and nothing else."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from editions import HOSTILE, delivery_plan, report, run_of
from normalise_plans import action, actions_table, cell, deliverable, deliverables_table, kpi, kpis_table, plan

from extractors.table import OutcomeStatement, PublishedPlan, PublishedRow
from pipeline.cli import main
from pipeline.compare.changes import Change
from pipeline.compare.compare import Comparison, compare
from pipeline.compare.confirmed import Confirmed, load_confirmed
from pipeline.compare.ratings import move
from pipeline.compare.rules import kinds
from pipeline.compare.table import print_changes
from pipeline.compare.write import write
from pipeline.review.decisions import BadDecision

FILLS = {"R": "#ff0000", "A": "#ffc000", "G": "#92d050", "B": "#00b0f0", "N": "#d9d9d9", "": None}


def rated(code: str, title: str, letters: str, **fields: str) -> PublishedRow:
    """An action with the statuses of Q1, Q2 and Q3: a letter each, N for not started, space for an empty cell."""
    told = {
        f"rag_q{i}": cell("" if letter in " N" else letter, 5, fill=FILLS[letter.strip()])
        for i, letter in enumerate(letters.ljust(3), start=1)
    }
    return action(code, title=title, **told, **fields)  # type: ignore[arg-type]


def with_outcomes(published: PublishedPlan, *outcomes: tuple[str, str]) -> PublishedPlan:
    return replace(
        published,
        outcomes=tuple(OutcomeStatement(code, cell(text), "Commitment 1: A green place") for code, text in outcomes),
    )


OLD_PLAN = with_outcomes(
    plan(
        deliverables_table(
            [
                deliverable("Parks: Plant four hundred trees along the ring road", delivery="Q2 2025/26"),
                deliverable("Ponds: Dig ponds for newts and frogs", delivery="Q2 2025/26"),
                deliverable("Paths: Lay gravel on the canal towpath", delivery="Q4 2025/26"),
                deliverable("Bins: Buy bins with lids that close", start="Q1 2025/26"),
                deliverable("Buses: Run a bus to the hospital each hour", start="Q3 2025/26"),
                deliverable("Schools: Mend the roofs of nine schools", lead_officer="Head of Property"),
                deliverable("Markets: Move the fish market under a roof"),
                deliverable("Youth work: Open one club in every ward of the borough by spring"),
                deliverable("Lighting: Fit lamps that dim after midnight"),
                deliverable("Benches: Put a bench at every stop", delivery="Ongoing"),
                deliverable("Signs: Paint signs in two languages", outcome_codes="1.2"),
                deliverable("Zebra crossings: Paint them again", delivery="June 2025"),
                deliverable("Bridges: Test both bridges", strategic_link="Safe Ways: Crossings"),
            ]
        )
    ),
    ("1.1", "Trees grow"),
    ("1.2", "Rivers are clean"),
    ("1.3", "Streets are safe at night"),
)  # fmt: skip
NEW_PLAN = with_outcomes(
    plan(
        deliverables_table(
            [
                deliverable("Parks: Plant four hundred trees along the ring road", delivery="Q1 2026/27"),
                deliverable("Ponds: Dig ponds for newts and frogs", delivery="Quarter 3 2025-26"),
                deliverable("Paths: Lay gravel on the canal towpath", delivery="Q3 2025/26"),
                deliverable("Bins: Buy bins with lids that close", start="Q3 2025/26"),
                deliverable("Buses: Run a bus to the hospital each hour", start="Q2 2025/26"),
                deliverable("Schools: Mend the roofs of nine schools", lead_officer="Head of Schools"),
                deliverable("Markets: Move the fish market and the flower market under a roof"),
                deliverable("Work with the young: Open a club in every ward of the borough by spring"),
                deliverable("Allotments: Let sixty plots on the old airfield"),
                deliverable("Benches: Put a bench at every stop", delivery="Q4 2025/26"),
                deliverable("Signs: Paint signs in two languages", outcome_codes="1.1; 1.2"),
                deliverable("Zebra crossings: Paint them again", delivery="May 2025"),
                deliverable("Bridges: Test both bridges", strategic_link="Safe Ways: Flyovers"),
            ]
        )
    ),
    ("1.1", "Trees grow"),
    ("1.2", "Rivers are clean and full of fish"),
    ("1.4", "Nobody has to wait for a doctor"),
)  # fmt: skip
OLD_REPORT = plan(
    actions_table(
        [
            rated("A1.1.1", "Plant the first trees", "G"),
            rated("A1.1.2", "Dredge the river", "R"),
            rated("A1.1.3", "Count the newts", "A"),
            rated("A1.1.4", "Open the new path", "N"),
            rated("A1.1.5", "Light the square", "G"),
            rated("A1.1.6", "Mend the weir", "G"),
            rated("A1.1.7", "Clean the pond", "B"),
            rated("A1.1.8", "Mow the meadow", "G", committees="E+C"),
        ]
    ),
    kpis_table([kpi(), kpi("K2", title="Newts counted", target="40", value_q1="31", value_q2="33", status="")]),
)
NEW_REPORT = plan(
    actions_table(
        [
            rated("A1.1.1", "Plant the first trees", "GA"),
            rated("A1.1.2", "Dredge the river", "RG"),
            rated("A1.1.3", "Count the newts", "AB"),
            rated("A1.1.4", "Open the new path", "NG"),
            rated("A1.1.5", "Light the square", "G"),
            rated("A1.1.6", "Mend the weir", "AG"),
            rated("A1.1.7", "Clean the pond", "B"),
            rated("A1.1.8", "Mow the meadow", "GG", committees="E+C / C+F", update="Mown twice"),
        ]
    ),
    kpis_table(
        [kpi(), kpi("K2", title="Newts counted", target="50", value_q1="32", value_q2="33", value_q3="38", status="")]
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    folder = tmp_path_factory.mktemp("editions")
    old = run_of(folder / "old", delivery_plan(OLD_PLAN, "2025/26"), report(OLD_REPORT, "2025/26 Q1"))
    new = run_of(folder / "new", delivery_plan(NEW_PLAN, "2026/27"), report(NEW_REPORT, "2025/26 Q2"))
    return compare(old, new, Confirmed())


def told(change: Change) -> tuple[str, str | None, float | None]:
    return change.kind, (change.code or (change.title or "").split(":")[0]), change.by


def test_every_planted_change_is_found_and_nothing_else(found: Comparison) -> None:
    assert sorted(map(str, map(told, found.changes))) == sorted(
        map(
            str,
            [
                ("slipped", "Parks", 3.0),
                ("slipped", "Ponds", 1.0),
                ("brought_forward", "Paths", -1.0),
                ("start_later", "Bins", 2.0),
                ("start_sooner", "Buses", -1.0),
                ("reassigned", "Schools", None),
                ("reworded", "Markets", None),
                ("unsure", "Work with the young", None),
                ("dropped", "Lighting", None),
                ("added", "Allotments", None),
                ("redated", "Benches", None),
                ("outcomes_changed", "Signs", None),
                ("redated", "Zebra crossings", None),
                ("relinked", "Bridges", None),
                ("reworded", "1.2", None),
                ("dropped", "1.3", None),
                ("added", "1.4", None),
                ("worsened", "A1.1.1", None),
                ("improved", "A1.1.2", None),
                ("completed", "A1.1.3", None),
                ("started", "A1.1.4", None),
                ("unreported", "A1.1.5", None),
                ("restated", "A1.1.6", None),
                ("committees_changed", "A1.1.8", None),
                ("target_changed", "K2", 10.0),
                ("value_moved", "K2", 5.0),
                ("restated", "K2", 1.0),
            ],
        )
    )


def test_severity_follows_kind_and_amount(found: Comparison) -> None:
    tiers = {told(change)[:2]: change.tier for change in found.changes}
    assert tiers["slipped", "Parks"] == "serious"
    assert tiers["slipped", "Ponds"] == "notable"
    assert tiers["unsure", "Work with the young"] == "undecided"
    assert [c.tier for c in found.changes] == sorted(
        (c.tier for c in found.changes), key=["undecided", "serious", "notable", "minor"].index
    )


def test_a_change_says_how_its_row_was_recognised(found: Comparison) -> None:
    reworded = next(c for c in found.changes if c.kind == "reworded" and c.dataset == "deliverables")
    assert (reworded.matched, reworded.old_page, reworded.new_page) == ("id", 2, 2)
    assert 60 < (reworded.score or 0) < 100
    unsure = next(c for c in found.changes if c.kind == "unsure")
    assert (unsure.matched, 60 < (unsure.score or 0) < 85) == ("wording", True)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("green", "amber", "worsened"),
        ("red", "amber", "improved"),
        ("complete", "red", "reopened"),
        ("cancelled", "green", "reopened"),
        ("paused", "green", "resumed"),
        ("green", "paused", "paused"),
        ("amber", "cancelled", "cancelled"),
        ("amber", "scheduled", "put_back"),
        ("not_reported", "green", "newly_reported"),
        ("scheduled", "not_reported", None),
        ("green", "green", None),
    ],
)
def test_moves_of_a_status(old: str, new: str, kind: str | None) -> None:
    assert move(old, new) == kind


def test_a_person_decides_what_is_the_same(tmp_path: Path) -> None:
    old = run_of(tmp_path / "old", delivery_plan(OLD_PLAN, "2025/26"))
    new = run_of(tmp_path / "new", delivery_plan(NEW_PLAN, "2026/27"))
    unsure = next(c for c in compare(old, new, Confirmed()).changes if c.kind == "unsure")
    names = f"{unsure.old_plan}#{unsure.old_record},{unsure.new_plan}#{unsure.new_record}"
    heading = "from,to,decision,decided_by,decided_on,reason\n"

    def kinds_with(decision: str) -> list[tuple[str, str]]:
        file = tmp_path / f"{decision}.csv"
        file.write_text(f"# Decisions\n{heading}{names},{decision},A. Person,2026-01-15,asked the service\n", "utf-8")
        changes = compare(old, new, load_confirmed(file)).changes
        return sorted(
            (c.kind, c.matched or "") for c in changes if "oung" in (c.title or "") or "Youth" in (c.title or "")
        )

    assert kinds_with("yes") == [("reworded", "confirmed")]
    assert kinds_with("no") == [("added", ""), ("dropped", "")]
    with pytest.raises(BadDecision, match="no decision"):
        kinds_with("perhaps")


def test_a_decision_on_a_record_that_is_gone_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = run_of(tmp_path / "old", delivery_plan(OLD_PLAN, "2025/26")).folder
    new = run_of(tmp_path / "new", delivery_plan(NEW_PLAN, "2026/27")).folder
    plans = [f"cheshire-east/test-plan/{year}#cheshire-east" for year in ("2025-26", "2026-27")]
    file = tmp_path / "editions.csv"
    line = f"{plans[0]}/ponds,{plans[1]}/ponts,yes,A. Person,2026-01-15,asked\n"
    file.write_text("from,to,decision,decided_by,decided_on,reason\n" + line, "utf-8")
    assert main(["compare", str(old), str(new), "--confirmed", str(file)]) == 0
    told = capsys.readouterr()
    assert "test-plan/2026-27#cheshire-east/ponts is not there any more" in told.err
    assert "Slipped (+3 quarters)" in told.out


def test_a_change_that_rests_on_a_doubtful_cell_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [deliverable("Ponds: Dig ponds for newts", delivery=when) for when in ("Q2 2025/26", "Q1 2024/25")]
    old, new = (
        run_of(tmp_path / name, delivery_plan(plan(deliverables_table([row])), "2025/26"))
        for name, row in zip(("old", "new"), rows, strict=True)
    )
    found = compare(old, new, Confirmed())
    (change,) = found.changes
    assert (change.kind, change.by, change.flag) == ("brought_forward", -5.0, "date_order")
    print_changes(found)
    assert capsys.readouterr().out.endswith("\n1 change: brought forward 1\n")


def test_a_plan_without_counterpart_is_told(tmp_path: Path) -> None:
    old = run_of(tmp_path / "old", delivery_plan(OLD_PLAN, "2025/26"))
    new = run_of(tmp_path / "new", report(NEW_REPORT, "2025/26 Q2"))
    assert [c.kind for c in compare(old, new, Confirmed()).changes] == ["plan_dropped", "plan_added"]


def test_codes_that_moved_by_one_follow_the_words_and_not_the_codes(tmp_path: Path) -> None:
    titles = ["Plant the first trees", "Dredge the river at the mill", "Count all the newts"]
    old = plan(actions_table([rated(f"A1.1.{i}", title, "G") for i, title in enumerate(titles, start=1)]))
    moved = ["Ask the schools to help", *titles]
    new = plan(actions_table([rated(f"A1.1.{i}", title, "G") for i, title in enumerate(moved, start=1)]))
    changes = compare(
        run_of(tmp_path / "old", report(old, "2025/26 Q1")),
        run_of(tmp_path / "new", report(new, "2025/26 Q1")),
        Confirmed(),
    ).changes
    assert sorted((c.kind, c.title) for c in changes) == [
        ("added", moved[0]),
        *sorted(("renumbered", t) for t in titles),
    ]


def test_the_csv_holds_every_change_and_no_formula(tmp_path: Path) -> None:
    old = run_of(tmp_path / "old", delivery_plan(plan(deliverables_table([deliverable("Ponds: Dig")])), "2025/26"))
    hostile = plan(deliverables_table([deliverable("Ponds: Dig"), deliverable("=cmd|' /C calc'!A0 " + HOSTILE)]))
    found = compare(old, run_of(tmp_path / "new", delivery_plan(hostile, "2025/26")), Confirmed())
    write(found, tmp_path / "out")
    with (tmp_path / "out" / "changes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["kind"] for row in rows] == [c.kind for c in found.changes] == ["added"]
    assert rows[0]["title"].startswith("'=cmd")
    assert "<script>" not in (tmp_path / "out" / "compare.html").read_text("utf-8")


def test_every_kind_has_a_label_of_its_own() -> None:
    labels = [(kind.label, kind.sign) for kind in kinds().values()]
    assert len(set(labels)) == len(labels)
    assert all(label and sign for label, sign in labels)
