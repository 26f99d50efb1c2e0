import copy
import pickle
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from normalise_plans import (
    action,
    actions_table,
    cell,
    deliverable,
    deliverables_table,
    kpi,
    kpis_table,
    plan,
    row,
    table,
)

from expectations.contract import dataset
from expectations.gate import check
from expectations.schema import to_arrow
from extractors.table import OutcomeStatement, Piece, PlanColumn, PublishedPlan, PublishedRow, TextLine
from normalise.corrections import Corrections
from normalise.document import normalise_plan
from normalise.records import DATASETS, Identity, PlanRecords, distinct_ids
from normalise.registers import load_registers
from normalise.source import Source

REGISTERS = load_registers()
SOURCE = Source(
    "report.pdf",
    "ab" * 32,
    3,
    council_name="Testshire Council",
    title="Delivery Plan",
    url="https://example.org/report.pdf",
    licence="OGL-UK-3.0",
    financial_year="2025/26",
)


def lift(published: PublishedPlan, source: Source = SOURCE) -> PlanRecords:
    return normalise_plan(published, source, REGISTERS, Corrections())


def first(records: PlanRecords, name: str) -> dict[str, Any]:
    return records.datasets[name][0]


def provenance(records: PlanRecords, record: str, field: str) -> dict[str, Any]:
    (one,) = [c for c in records.datasets["cells"] if c["record_id"] == record and c["field"] == field]
    return one


WHOLE = plan(deliverables_table([deliverable()]), actions_table([action()]), kpis_table([kpi()]))


def test_every_dataset_has_exactly_the_columns_of_the_contract() -> None:
    records = lift(WHOLE)
    assert tuple(records.datasets) == DATASETS
    for name, rows in records.datasets.items():
        assert rows
        expected = [f.name for f in dataset(name).fields]
        assert all(sorted(r) == sorted(expected) for r in rows), name
        assert to_arrow(name, rows).num_rows == len(rows)


def test_a_deliverable_means_what_it_prints() -> None:
    found = first(lift(WHOLE), "deliverables")
    assert found == {
        "plan_id": "testshire/delivery-plan/2025-26-q2",
        "deliverable_id": "testshire/parks",
        "sequence": 1,
        "theme_code": "1",
        "title": "Parks: Plant trees",
        "name": "Parks",
        "description": "Plant trees",
        "outcome_codes": ["1.1"],
        "start_published": "Q1 2025/26",
        "start_quarter": "2025/26 Q1",
        "start_date": date(2025, 4, 1),
        "delivery_published": "Q4 2025/26",
        "delivery_quarter": "2025/26 Q4",
        "delivery_date": date(2026, 3, 31),
        "lead_officer_published": "Head of Parks",
        "lead_officer": "Head of Parks",
        "lead_officer_id": "testshire/head-of-parks",
        "officer_match": "exact",
        "officer_score": 100.0,
        "officer_margin": 100.0,
        "strategic_link": "Green Programme: Planting (North)",
        "programme": "Green Programme",
        "workstream": "Planting (North)",
        "status": None,
        "status_published": None,
        "fill": None,
        "update": None,
        "other": [],
        "pages": [2],
    }


def test_an_action_means_what_it_prints() -> None:
    found = first(lift(WHOLE), "actions")
    assert found["action_id"] == "testshire/2025-26/a1.1.1"
    assert (found["outcome_code"], found["theme_code"], found["action_code"]) == ("1.1", "1", "A1.1.1")
    assert (found["committees_published"], found["committees"]) == ("E+C / C+F", ["E+C", "C+F"])
    assert found["links"] == [{"text": "map of trees", "url": "https://example.org/map"}]
    assert (found["delivery_published"], found["delivery_quarter"], found["delivery_date"]) == (None, None, None)


def test_every_quarterly_column_is_a_row() -> None:
    records = lift(WHOLE)
    rag = [(r["quarter"], r["status"], r["status_published"], r["evidence"]) for r in records.datasets["rag_status"]]
    assert rag == [
        ("2025/26 Q1", "green", "G", "both"),
        ("2025/26 Q2", "scheduled", None, "fill"),
        ("2025/26 Q3", "not_reported", None, None),
    ]
    assert first(records, "rag_status")["period_start"] == date(2025, 4, 1)
    coloured = provenance(records, "testshire/2025-26/a1.1.1", "rag_q2")
    assert (coloured["dataset"], coloured["value"], coloured["repairs"]) == ("rag_status", "scheduled", ["fill_only"])


def test_a_column_of_another_year_keeps_its_year() -> None:
    columns = [PlanColumn(0, "Q4 24/25", "rag_q4", "", 4, "2024/25"), PlanColumn(1, "Q1", "rag_q1", "", 1, None)]
    one = table("actions", [row(title="Dig", rag_q4="R", rag_q1="G")], columns)
    rag = lift(plan(one)).datasets["rag_status"]
    assert [(r["quarter"], r["status"]) for r in rag] == [("2024/25 Q4", "red"), ("2025/26 Q1", "green")]


def test_a_report_of_an_unknown_year_is_held_back_and_says_what_to_do() -> None:
    source = replace(SOURCE, financial_year=None)
    records = lift(plan(actions_table([action()]), kpis_table([kpi()])), source)
    (fault,) = records.faults
    assert (fault.rule, fault.field) == ("unknown_year", "financial_year")
    assert "rag q1" in fault.message
    assert "financial_year into the TOML" in fault.message
    assert {r["quarter"] for r in records.datasets["rag_status"]} == {None}
    assert [r["status"] for r in records.datasets["rag_status"]] == ["green", "scheduled", "not_reported"]
    (verdict,) = check([records]).verdicts
    assert not verdict.passed
    assert verdict.reasons[0].message == fault.message


def test_a_year_is_only_missed_where_quarters_need_one() -> None:
    source = replace(SOURCE, financial_year=None)
    assert lift(plan(deliverables_table([deliverable()])), source).faults == ()
    dated = [PlanColumn(0, "Q4 24/25", "rag_q4", "", 4, "2024/25")]
    assert lift(plan(table("actions", [row(title="Dig", rag_q4="R")], dated)), source).faults == ()


def test_an_indicator_has_a_row_for_every_reported_quarter() -> None:
    rows = lift(WHOLE).datasets["kpis"]
    assert [(r["quarter"], r["value_published"], r["value"]) for r in rows] == [
        ("2025/26 Q1", "81%", 81.0),
        ("2025/26 Q2", "91.5%", 91.5),
    ]
    assert len({r["kpi_id"] for r in rows}) == 1
    assert {(r["kpi_code"], r["tier"], r["unit"], r["target_published"], r["target"]) for r in rows} == {
        ("K1", "1", "%", "Below 85%", 85.0)
    }
    assert [(r["direction"], r["status"]) for r in rows] == [(None, None), ("up", "green")]


def test_a_report_that_sets_its_quarter_beside_the_one_before() -> None:
    columns = [PlanColumn(i, n, n, "test") for i, n in enumerate(("title", "value_before", "value", "status"))]
    published = table("kpis", [row(title="Trees planted", value_before="81%", value="91%", status="Green")], columns)
    heading = [TextLine(1, 18.0, True, "Performance report: Quarter 1 2025/26")]
    rows = lift(plan(published, lines=heading)).datasets["kpis"]
    assert [(r["quarter"], r["value"], r["status"]) for r in rows] == [
        ("2024/25 Q4", 81.0, None),
        ("2025/26 Q1", 91.0, "green"),
    ]
    undated = lift(plan(published))
    assert [(r["quarter"], r["value"]) for r in undated.datasets["kpis"]] == [(None, 91.0)]
    assert [c["value"] for c in undated.datasets["cells"] if c["field"] == "other: value_before"] == ["81%"]


@pytest.mark.parametrize("now", ["RAG this quarter", "This quarter"])
@pytest.mark.parametrize(
    ("heading", "quarters"),
    [("Progress: Quarter 1 2025/26", ["2024/25 Q4", "2025/26 Q1"]), ("Progress in 2025/26", [])],
)
def test_ratings_beside_those_of_the_quarter_before_are_of_two_quarters(
    heading: str, quarters: list[str], now: str
) -> None:
    names = {"title": "Action", "lead_officer": "Lead", "outcome_codes": "Outcome", "status": now}
    columns = [PlanColumn(i, h, n, "test") for i, (n, h) in enumerate(names.items())]
    columns.append(PlanColumn(4, now.replace("this", "last").replace("This", "Last"), None, "no rule knows it"))
    cells = {"title": "Plant the first trees", "lead_officer": "Head of Parks", "outcome_codes": "1.1", "status": "G"}
    before = (("RAG last quarter", cell("A", 4)),)
    published = table("deliverables", [replace(row(None, **cells), other=before)], columns)
    records = lift(plan(published, lines=[TextLine(1, 18.0, True, heading)])).datasets
    assert [(r["quarter"], r["status"]) for r in records["rag_status"]] == list(
        zip(quarters, ("amber", "green"), strict=False)
    )
    assert [r["outcome_code"] for r in records["actions"]] == ["1.1"] * bool(quarters)
    assert len(records["deliverables"]) == (not quarters)


def test_a_quarter_that_one_indicator_leaves_empty_is_still_reported() -> None:
    rows = lift(plan(kpis_table([kpi(), kpi("K2", value_q1="", value_q2="")]))).datasets["kpis"]
    assert [(r["kpi_code"], r["quarter"], r["value"]) for r in rows if r["kpi_code"] == "K2"] == [
        ("K2", "2025/26 Q1", None),
        ("K2", "2025/26 Q2", None),
    ]


@pytest.mark.parametrize(
    ("colours", "title", "statuses"),
    [
        (("#92d050", "#ffc000", "#ff0000"), None, ["green", "amber", "red"]),
        (("#92d050", "#92d050", "#92d050"), None, [None] * 3),  # the colour of the column
        (("#92d050", "#ffc000", "#ff0000"), "row", [None] * 3),  # the colours of whole rows
    ],
)
def test_colours_behind_the_last_values_are_statuses_where_no_column_is(
    colours: tuple[str, ...], title: str | None, statuses: list[str | None]
) -> None:
    rows = [
        kpi(
            f"K{n}",
            title=cell(f"Trees planted in ward {n}", 1, fill=colour if title else None),
            value_q2=cell(f"{n}1%", 6, fill=colour),
        )
        for n, colour in enumerate(colours)
    ]
    bare = [replace(r, fields={k: v for k, v in r.fields.items() if k != "status"}) for r in rows]
    lifted = lift(plan(kpis_table(bare)))
    assert [r["status"] for r in lifted.datasets["kpis"] if r["quarter"] == "2025/26 Q2"] == statuses


def test_nothing_of_a_plain_plan_is_flagged() -> None:
    records = lift(WHOLE)
    assert [c for c in records.datasets["cells"] if c["flag"]] == []
    assert first(records, "plans")["cells_flagged"] == 0
    assert {c["confidence"] for c in records.datasets["cells"]} == {1.0}


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"delivery": "Q4 2024/25"}, "delivery_quarter", "date_order"),
        ({"delivery": "Ongoing"}, "delivery_date", "no_date"),
        ({"start": "soonish"}, "start_quarter", "unknown_period"),
        ({"outcome_codes": "9.9"}, "outcome_codes", "unknown_outcome"),
        ({"lead_officer": "Jo Bloggs"}, "lead_officer", "unknown_officer"),
        ({"status": "Zebra"}, "status", "unknown_status"),
    ],
)
def test_a_doubt_is_flagged_at_its_field_and_explained(fields: dict[str, str], field: str, reason: str) -> None:
    records = lift(plan(deliverables_table([deliverable(**fields)])))
    one = provenance(records, "testshire/parks", field)
    assert one["flag"] == reason
    assert one["flag_detail"]
    assert reason in REGISTERS.flags
    flagged = {c["field"] for c in records.datasets["cells"] if c["flag"]}
    assert flagged <= {field, field.replace("_date", "_quarter"), field.replace("_quarter", "_date")}
    assert first(records, "plans")["cells_flagged"] == len(flagged)


def test_a_doubt_of_reading_goes_before_one_of_meaning_and_lowers_the_confidence() -> None:
    doubtful = cell("9.9", flag="column_bleed", flag_detail="two columns touch", confidence=0.5, repairs=("split_row",))
    one = provenance(
        lift(plan(deliverables_table([deliverable(outcome_codes=doubtful)]))), "testshire/parks", "outcome_codes"
    )
    assert (one["flag"], one["repairs"]) == ("column_bleed", ["split_row"])
    assert one["flag_detail"].startswith("two columns touch; 9.9")
    assert one["confidence"] == pytest.approx(0.15)


@pytest.mark.parametrize(("text", "repairs"), [("1.l", ["outcome_code"]), ("1.1", [])])
def test_a_code_that_only_one_of_the_list_fits_is_put_right_and_says_so(text: str, repairs: list[str]) -> None:
    rows = [deliverable(outcome_codes=cell(text, reading="ocr"))]
    one = provenance(lift(plan(deliverables_table(rows))), "testshire/parks", "outcome_codes")
    assert (one["published"], one["value"], one["flag"], one["repairs"]) == (text, "1.1", None, repairs)


def test_a_cell_over_two_pages_has_two_places_and_counts_once() -> None:
    split = cell("Parks: Plant trees", pieces=(Piece(2, 1, 700, 50, 780), Piece(3, 1, 40.123456, 50, 60)))
    records = lift(plan(deliverables_table([deliverable(title=split)])))
    places = [c for c in records.datasets["cells"] if c["field"] == "title"]
    assert [(c["page"], c["top"]) for c in places] == [(2, 700.0), (3, 40.12)]
    fields = {(c["dataset"], c["record_id"], c["field"]) for c in records.datasets["cells"]}
    assert first(records, "plans")["cells"] == len(fields)


def test_a_column_that_no_rule_knows_is_kept() -> None:
    published = row("Commitment 1: X", [("Budget", "£5k"), ("Notes", "")], title="Dig", oddity="kept, too")
    records = lift(plan(deliverables_table([published])))
    assert first(records, "deliverables")["other"] == [
        {"heading": "Budget", "text": "£5k"},
        {"heading": "oddity", "text": "kept, too"},
    ]


def test_one_code_on_two_rows_is_flagged_on_both_and_the_ids_differ() -> None:
    records = lift(plan(actions_table([action(), action()])))
    assert len({r["action_id"] for r in records.datasets["actions"]}) == 2
    assert [c["flag"] for c in records.datasets["cells"] if c["field"] == "action_code"] == ["duplicate_code"] * 2


def test_outcomes_have_their_theme_by_code_or_by_the_bands_above_their_rows() -> None:
    records = lift(WHOLE)
    assert [(o["outcome_code"], o["theme_code"], o["theme"]) for o in records.datasets["outcomes"]] == [
        ("1.1", "1", "A green place"),
        ("1.2", "1", "A green place"),
    ]
    lettered = replace(
        plan(deliverables_table([row("Theme 3: Homes", title="Build", outcome_codes="HP1; LW1")])),
        outcomes=(OutcomeStatement("HP1", cell("Homes")), OutcomeStatement("LW1", cell("Lives"))),
    )
    rows = lift(lettered).datasets["outcomes"]
    assert [(o["theme_code"], o["theme"]) for o in rows] == [("3", "Homes"), ("LW", None)]


def test_letters_under_two_themes_stand_for_neither() -> None:
    rows = [row(f"Theme {n}: T", title=f"Build {n}", outcome_codes="HP1") for n in (3, 4)]
    published = replace(plan(deliverables_table(rows)), outcomes=(OutcomeStatement("HP1", cell("Homes")),), themes=())
    assert first(lift(published), "outcomes")["theme_code"] == "HP"


def test_an_outcome_stated_twice_is_kept_once_and_flagged() -> None:
    twice = replace(plan(), outcomes=(OutcomeStatement("1.1", cell("One")), OutcomeStatement("1.1", cell("Other"))))
    records = lift(twice)
    assert [(o["outcome_code"], o["outcome"]) for o in records.datasets["outcomes"]] == [("1.1", "One")]
    assert provenance(records, "1.1", "outcome")["flag"] == "duplicate_code"


def test_a_plan_without_a_list_or_a_legend_says_so() -> None:
    bare = replace(WHOLE, outcomes=(), legend=())
    warnings = " ".join(lift(bare).warnings)
    assert "no list of outcomes" in warnings
    assert "no legend" in warnings


def test_the_result_is_a_function_of_the_arguments_alone() -> None:
    one = lift(WHOLE)
    assert lift(copy.deepcopy(WHOLE)) == one
    assert normalise_plan(WHOLE, SOURCE, load_registers(), Corrections()) == one


def test_the_registers_cross_process_boundaries() -> None:
    there = pickle.loads(pickle.dumps(REGISTERS))  # noqa: S301 - made by this test
    assert normalise_plan(WHOLE, SOURCE, there, Corrections()) == lift(WHOLE)


def test_plans_of_different_files_never_share_an_id() -> None:
    one, other = Identity("x/plan/2025-26", "ab" * 32, "a.pdf"), Identity("x/plan/2025-26", "cd" * 32, "b.pdf")
    assert distinct_ids([one]) == ["x/plan/2025-26"]
    assert distinct_ids([one, other]) == ["x/plan/2025-26~abababab", "x/plan/2025-26~cdcdcdcd"]
    assert distinct_ids([other, one]) == distinct_ids([one, other])[::-1]


def test_a_damaged_copy_of_a_plan_does_not_rename_the_whole_one() -> None:
    one = Identity("x/plan/2025-26", "ab" * 32, "a.pdf")
    cut = Identity("x/plan/2025-26", "cd" * 32, "b.pdf", whole=False)
    worse = Identity("x/plan/2025-26", "ef" * 32, "c.pdf", whole=False)
    assert distinct_ids([cut, one]) == ["x/plan/2025-26~cdcdcdcd", "x/plan/2025-26"]
    assert distinct_ids([cut, worse]) == ["x/plan/2025-26~cdcdcdcd", "x/plan/2025-26~efefefef"]
    assert distinct_ids([cut]) == ["x/plan/2025-26"]


def test_two_plans_of_one_file_are_numbered_and_a_copied_file_is_not() -> None:
    one = Identity("x/plan/2025-26", "ab" * 32, "a.pdf")
    assert distinct_ids([one, one]) == ["x/plan/2025-26", "x/plan/2025-26~2"]
    assert distinct_ids([one, one._replace(source_file="copy.pdf")]) == ["x/plan/2025-26"] * 2


def test_a_blank_in_the_sidecar_is_null() -> None:
    records = lift(WHOLE, replace(SOURCE, council_name=" ", url="", licence=""))
    found = first(records, "plans")
    assert (found["council_name"], found["source_url"], found["licence"]) == (None, None, None)


def test_what_the_prose_announces_goes_with_the_plan() -> None:
    lines = [TextLine(1, 10.0, False, "The report covers 3 actions."), TextLine(1, 10.0, False, "Page 9 of 66")]
    assert lift(plan(actions_table([action()]), lines=lines)).announced == {"actions": 3}
    assert lift(plan(deliverables_table([deliverable()]), lines=lines)).announced == {"deliverables": 3}


def themed(theme: str, codes: str, title: str = "Dig: here") -> PublishedRow:
    return row(theme, title=title, outcome_codes=codes)


def test_the_second_outcome_of_an_action_is_not_lost_without_a_word() -> None:
    tables = [table("actions", [action(outcome_code="1.1, 1.2")])]
    listed = tuple(OutcomeStatement(code, cell(f"Outcome {code}")) for code in ("1.1", "1.2"))
    records = lift(replace(plan(*tables), outcomes=listed))
    told = provenance(records, first(records, "actions")["action_id"], "outcome_code")
    assert (told["value"], told["flag"]) == ("1.1", "ambiguous_outcome")
    assert "1.2" in told["flag_detail"]


def test_a_theme_without_a_number_has_that_of_its_title_or_of_its_outcomes_or_none() -> None:
    rows = [
        themed("A green place", "", "One: x"),  # announced as Commitment 1
        themed("Nature and Climate", "3.1", "Two: x"),
        themed("Nature and Climate", "", "Three: x"),
    ]
    found = lift(plan(deliverables_table(rows))).datasets["deliverables"]
    assert [r["theme_code"] for r in found] == ["1", "3", None]


def test_a_title_that_two_themes_share_tells_neither() -> None:
    rows = [
        themed("Theme 4: Homes", "", "One: x"),
        themed("Theme 5: Homes", "", "Two: x"),
        themed("Homes", "", "Six: x"),
    ]
    found = lift(plan(deliverables_table(rows))).datasets["deliverables"]
    assert [r["theme_code"] for r in found] == ["4", "5", None]


def test_a_band_without_a_number_names_the_theme_of_the_outcomes_under_it() -> None:
    rows = [themed("Nature and Climate", "3.1"), themed("Nature and Climate", "3.2, 1.1")]
    published = replace(plan(deliverables_table(rows)), outcomes=(OutcomeStatement("3.1", cell("Bees")),), themes=())
    outcome = first(lift(published), "outcomes")
    assert (outcome["theme_code"], outcome["theme"]) == ("3", "Nature and Climate")
    mixed = replace(published, tables=(deliverables_table([*rows, themed("Homes", "3.1")]),))
    assert first(lift(mixed), "outcomes")["theme"] is None


def test_an_action_without_outcome_or_theme_has_the_theme_of_its_own_code() -> None:
    rows = [row(code=code, title=f"Dig {code}", rag_q1="G") for code in ("A2.1.3", "CP3-1/2", "HC001", "A4")]
    found = lift(plan(actions_table(rows))).datasets["actions"]
    assert [r["theme_code"] for r in found] == ["2", "3", None, None]


def test_an_outcome_that_breaks_the_pattern_of_the_codes_is_flagged() -> None:
    rows = [action(f"A1.1.{n}") for n in range(1, 12)] + [action("A1.2.1")]
    records = lift(plan(actions_table(rows)))
    flagged = [(c["record_id"], c["field"], c["flag"]) for c in records.datasets["cells"] if c["flag"]]
    assert flagged == [("testshire/2025-26/a1.2.1", "outcome_code", "code_pattern")]
    assert records.datasets["actions"][-1]["outcome_code"] == "1.1"
