"""Flags that share a cause are one entry of the queue, and the worst comes first."""

import csv
from pathlib import Path

from normalise.records import Row
from pipeline.outputs.queue import UNKNOWN_HEADING, FlagGroup, groups, unknown_headings

FLAGS = Path(__file__).parents[2] / "normalise" / "registers" / "flags.csv"


def cell(flag: str | None, **more: object) -> Row:
    row: Row = {
        "plan_id": "testshire/delivery-plan/2025-26", "dataset": "deliverables", "record_id": "d1", "field": "title",
        "published": "Open the hall", "value": "Open the hall", "page": 3, "x0": 1.0, "top": 1.0, "x1": 9.0,
        "bottom": 9.0, "reading": "ruled", "repairs": [], "confidence": 0.5, "flag": flag, "flag_detail": None,
    }  # fmt: skip
    return row | more


def unknown(record: str, published: str, plan: str = "testshire/delivery-plan/2025-26", **more: object) -> Row:
    given: Row = {"plan_id": plan, "record_id": record, "field": "lead_officer", "published": published, **more}
    return cell("unknown_officer", **given)


def sizes(found: list[FlagGroup]) -> list[tuple[str, int]]:
    return [(group.flag, len(group.members)) for group in found]


def test_one_unknown_officer_of_a_council_is_one_decision_however_often_and_wherever_it_is_printed() -> None:
    [group] = groups(
        [unknown(f"d{n}", "Ann Smith") for n in range(11)]
        + [unknown("d1", "ANN  SMITH", plan="testshire/progress-report/2025-26")]
    )
    assert len(group.members) == 12
    assert group.plans == ("testshire/delivery-plan/2025-26", "testshire/progress-report/2025-26")
    assert "'Ann Smith'" in group.cause
    assert "officer_aliases.csv" in group.what_to_do


def test_other_names_and_other_councils_are_other_decisions() -> None:
    cells = [unknown("d1", "Ann Smith"), unknown("d2", "Ben Jones"), unknown("d3", "Ann Smith", plan="elsewhere/p")]
    assert len(groups(cells)) == 3
    assert len({group.key for group in groups(cells)}) == 3


def test_a_bad_page_is_one_entry_and_its_neighbour_another() -> None:
    cells = [cell("ocr_doubt", record_id=f"d{n}", published=f"word {n}", page=4 + n // 6) for n in range(9)]
    assert [(g.shared["page"], len(g.members)) for g in groups(cells)] == [("4", 6), ("5", 3)]


def test_the_cause_that_may_have_most_cells_wrong_comes_first() -> None:
    nearly = [cell("ocr_doubt", record_id=f"d{n}", confidence=0.89) for n in range(5)]
    bad = [cell("unread_ink", record_id=f"e{n}", confidence=0.2) for n in range(2)]
    assert sizes(groups(nearly + bad)) == [("unread_ink", 2), ("ocr_doubt", 5)]


def test_a_cell_over_two_pages_counts_once_and_what_is_not_flagged_not_at_all() -> None:
    cells = [cell("split_unsure", page=3), cell("split_unsure", page=4), cell(None, record_id="d2")]
    assert sizes(groups(cells)) == [("split_unsure", 1)]


def test_the_order_of_the_cells_does_not_change_the_queue() -> None:
    cells = [unknown(f"d{n}", f"Officer {n % 3}", confidence=n / 20) for n in range(9)]
    turned = groups(reversed(cells))
    assert [(g.key, g.example) for g in groups(cells)] == [(g.key, g.example) for g in turned]


def test_a_reason_of_another_version_is_kept_and_grouped_by_page() -> None:
    [group] = groups([cell("of_the_future", record_id="d1"), cell("of_the_future", record_id="d2")])
    assert group.shared == {"plan_id": "testshire/delivery-plan/2025-26", "page": "3"}
    assert group.what_to_do


def test_a_column_under_an_unknown_heading_is_one_decision_and_none_of_its_cells_is_flagged() -> None:
    cells = [cell(None, record_id=f"d{n}", field="other: Ward", published="North") for n in range(4)]
    cells.append(cell(None, record_id="d5", field="other: Ward", published=None))
    assert groups(cells) == []
    [group] = unknown_headings(cells)
    assert (group.flag, len(group.members)) == (UNKNOWN_HEADING, 4)
    assert "other: Ward" in group.cause


def test_every_reason_says_what_its_cells_share() -> None:
    rows = list(csv.DictReader(line for line in FLAGS.read_text("utf-8").splitlines() if not line.startswith("#")))
    known = {*cell(None), "council"}
    assert {name for row in rows for name in row["shared"].split()} <= known
    assert all(row["shared"] for row in rows)


def test_what_is_wrong_with_a_column_is_one_decision_for_all_its_records() -> None:
    why = "'Origin' holds the like as well"
    column = [cell("out_of_place", record_id=f"d{n}", flag_detail=why) for n in range(14)]
    found = groups([*column, cell("out_of_place", record_id="d1", field="update", flag_detail="a text beside it")])
    assert sizes(found) == [("out_of_place", 14), ("out_of_place", 1)]
    assert found[0].cause == why
