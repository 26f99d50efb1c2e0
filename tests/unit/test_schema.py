import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from plan_rows import plan, row

from expectations.contract import DATASETS, ContractError, contract, dataset
from expectations.schema import SchemaViolation, arrow_schema, schema_fingerprint, table_schema, to_arrow

OFFICER: dict[str, Any] = {"plan_id": "p", "published": "Clerk", "seen": 1}


@pytest.mark.parametrize("name", DATASETS)
def test_arrow_and_table_schema_tell_the_same_columns_with_descriptions(name: str) -> None:
    arrow = arrow_schema(name)
    fields: Any = table_schema(name)["fields"]
    assert arrow.names == [f["name"] for f in fields] == list(dataset(name).columns)
    for in_arrow, in_table in zip(arrow, fields, strict=True):
        assert in_arrow.metadata[b"description"].decode() == in_table["description"] != ""


@pytest.mark.parametrize("name", DATASETS)
def test_rows_come_back_as_they_went_in(name: str) -> None:
    rows = plan().datasets[name]
    assert to_arrow(name, rows).to_pylist() == rows


def test_types_of_the_contract() -> None:
    types = {f.name: str(f.type) for f in arrow_schema("deliverables")}
    assert types["outcome_codes"] == "list<item: string>"
    assert types["pages"] == "list<item: int64>"
    assert types["other"] == "list<item: struct<heading: string, text: string>>"
    assert types["start_date"] == "date32[day]"
    assert types["officer_score"] == "double"


def test_keys_and_references_in_table_schema() -> None:
    schema = table_schema("rag_status")
    assert schema["primaryKey"] == ["plan_id", "action_id", "quarter"]
    assert {
        "fields": ["plan_id", "action_id"],
        "reference": {"resource": "actions", "fields": ["plan_id", "action_id"]},
    } in schema["foreignKeys"]  # type: ignore[operator]
    # A key with a part that may be null is none in Table Schema.
    assert "primaryKey" not in table_schema("kpis")


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("seen", "1", "must be a integer"),
        ("seen", True, "must be a integer"),
        ("seen", 1.0, "must be a integer"),
        ("seen", 2**63, "64 bits"),
        ("seen", None, "must not be null"),
        ("grade", "", "null rather than empty"),
        ("grade", "a\x00b", "control character"),
        ("grade", "a\rb", "control character"),
        ("grade", "\ud800", "surrogate"),
        ("grade", ["Director"], "must be a string"),
    ],
)
def test_a_value_that_does_not_fit_is_named(field: str, value: object, problem: str) -> None:
    with pytest.raises(SchemaViolation, match=problem) as caught:
        to_arrow("officers", [row("officers", **OFFICER), row("officers", **{**OFFICER, field: value})])
    assert (caught.value.dataset, caught.value.row, caught.value.field) == ("officers", 1, field)
    assert caught.value.value == value


@pytest.mark.parametrize(
    ("name", "field", "value", "problem"),
    [
        ("deliverables", "start_date", datetime(2025, 4, 1), "must be a date"),  # noqa: DTZ001 -- the wrong type on purpose
        ("deliverables", "start_date", "2025-04-01", "must be a date"),
        ("deliverables", "outcome_codes", "1.1", "must be a list"),
        ("deliverables", "outcome_codes", [None], "null item"),
        ("deliverables", "pages", ["3"], "must be a integer"),
        ("deliverables", "other", [{"heading": "x"}], "must hold {heading, text}"),
        ("deliverables", "start_quarter", "Q1 2025/26", "must match"),
        ("deliverables", "officer_score", float("nan"), "finite"),
        ("kpis", "fill", "#GG0000", "must match"),
    ],
)
def test_dates_lists_and_patterns_are_enforced(name: str, field: str, value: object, problem: str) -> None:
    good = plan().datasets[name][0]
    with pytest.raises(SchemaViolation, match=problem):
        to_arrow(name, [{**good, field: value}])


def test_columns_missing_or_unknown_are_refused() -> None:
    with pytest.raises(SchemaViolation, match="seen"):
        to_arrow("officers", [{k: v for k, v in row("officers", **OFFICER).items() if k != "seen"}])
    with pytest.raises(SchemaViolation, match="colour"):
        to_arrow("officers", [{**row("officers", **OFFICER), "colour": None}])


def test_an_integer_is_welcome_in_a_number_column() -> None:
    assert to_arrow("kpis", [{**plan().datasets["kpis"][0], "value": 3}]).column("value").to_pylist() == [3.0]


def test_fingerprint_changes_with_any_wording(monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema_fingerprint()
    schema_fingerprint.cache_clear()
    assert schema_fingerprint() == before
    from dataclasses import replace

    changed = {**contract(), "officers": replace(dataset("officers"), title="Posts")}
    monkeypatch.setattr("expectations.schema.contract", lambda: changed)
    schema_fingerprint.cache_clear()
    assert schema_fingerprint() != before
    schema_fingerprint.cache_clear()


def test_a_column_without_a_heading_and_a_link_over_a_picture_are_kept() -> None:
    other, links = [{"heading": "", "text": "x"}], [{"text": None, "url": "https://example.org"}]
    table = to_arrow("actions", [{**plan().datasets["actions"][0], "other": other, "links": links}])
    assert table.select(["other", "links"]).to_pylist() == [{"other": other, "links": links}]


def test_an_unknown_dataset_is_named() -> None:
    with pytest.raises(ContractError, match="'budgets'"):
        dataset("budgets")


def test_every_dataset_of_a_record_says_how_its_records_are_named() -> None:
    named = next(f for f in dataset("cells").fields if f.name == "dataset").vocabulary
    assert named is not None
    assert all(dataset(n).record for n in named)


def test_every_repair_that_the_documentation_tells_of_is_a_term_of_the_contract() -> None:
    told = (Path(__file__).parents[2] / "docs" / "reading-the-outputs.md").read_text("utf-8")
    listed = re.search(r"- `repairs`: (.*?)\n- `", told, re.DOTALL)
    assert listed
    repairs = set(re.findall(r"`([a-z_]+)`", listed[1]))
    known = {f.name: f.vocabulary for f in dataset("cells").fields}["repairs"] or {}
    assert len(repairs) >= 9
    assert repairs <= set(known)
