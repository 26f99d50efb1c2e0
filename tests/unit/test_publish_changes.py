from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from releases import council_plan

from expectations.contract import DATASETS, dataset
from expectations.schema import to_arrow
from pipeline.publish.changes import Described, compare, described_now
from pipeline.publish.periods import NoSuchPeriod, period_rows
from pipeline.publish.version import Level, Version


def datasets(*plans: Any) -> dict[str, Described]:
    return described_now({name: to_arrow(name, [r for p in plans for r in p.datasets[name]]) for name in DATASETS})


def edited(name: str, place: int, **values: Any) -> dict[str, Described]:
    changed = council_plan()
    changed.datasets[name][place] |= values
    return datasets(changed)


def with_column(name: str, column: str, **shape: Any) -> dict[str, Described]:
    """The datasets as a release had them whose column was of another shape."""
    made = datasets(council_plan())
    columns = {**made[name].columns, column: made[name].columns[column]._replace(**shape)}
    return {**made, name: replace(made[name], columns=columns)}


def told(old: dict[str, Described], new: dict[str, Described]) -> list[tuple[str, str | None, str]]:
    return [(c.level.name, c.dataset, c.what) for c in compare(old, new)]


def test_equal_datasets_have_not_changed() -> None:
    assert told(datasets(council_plan()), datasets(council_plan())) == []


def test_a_corrected_value_is_a_patch() -> None:
    new = edited("deliverables", 0, title="Quay 1: mend it well")
    assert told(datasets(council_plan()), new) == [("PATCH", "deliverables", "1 row corrected")]


def test_new_rows_are_minor_and_rows_gone_a_patch() -> None:
    less = council_plan()
    less.datasets["kpis"].clear()
    less.datasets["cells"].pop()
    few, many = datasets(less), datasets(council_plan())
    assert told(few, many) == [("MINOR", "kpis", "1 row new"), ("MINOR", "cells", "1 row new")]
    assert told(many, few) == [("PATCH", "kpis", "1 row gone"), ("PATCH", "cells", "1 row gone")]


def test_another_piece_of_a_cell_is_a_correction_of_it() -> None:
    less = council_plan()
    del less.datasets["cells"][1]
    assert told(datasets(less), datasets(council_plan())) == [("PATCH", "cells", "1 row corrected")]


def test_a_plan_that_is_gone_is_major() -> None:
    one, two = council_plan(), council_plan("b/plan/2025-26")
    assert told(datasets(one, two), datasets(one))[0] == ("MAJOR", "plans", "the plan b/plan/2025-26 is gone")


@pytest.mark.parametrize(
    ("shape", "change"),
    [
        ({"type": "int64"}, ("MAJOR", "the column status was int64 and is string")),
        ({"required": True, "terms": ()}, ("MAJOR", "the column status may be null now")),
        ({"pattern": "[a-z]+"}, ("MAJOR", "the column status is written in another form")),
    ],
)
def test_a_retyped_column_is_major(shape: dict[str, Any], change: tuple[str, str]) -> None:
    found = told(with_column("deliverables", "status", **shape), datasets(council_plan()))
    assert (change[0], "deliverables", change[1]) in found


def test_terms_that_are_gone_are_major_and_new_ones_minor() -> None:
    now = datasets(council_plan())
    terms = now["kpis"].columns["direction"].terms
    gone = with_column("kpis", "direction", terms=(*terms, "sideways"))
    assert told(gone, now) == [("MAJOR", "kpis", "the column direction has no term sideways any more")]
    fewer = with_column("kpis", "direction", terms=terms[1:])
    assert told(fewer, now) == [("MINOR", "kpis", f"the column direction has new terms: {terms[0]}")]


def test_a_renamed_column_is_gone_and_new() -> None:
    now = datasets(council_plan())
    columns = {("rating" if c == "status" else c): s for c, s in now["kpis"].columns.items()}
    names = list(columns)
    old = {**now, "kpis": Described(now["kpis"].table.rename_columns(names), columns, now["kpis"].key)}
    assert told(old, now) == [
        ("MAJOR", "kpis", "the column rating is gone"),
        ("MINOR", "kpis", "the column status is new"),
    ]


def test_a_dataset_that_is_gone_is_major_and_a_new_one_minor() -> None:
    now = datasets(council_plan())
    less = {name: each for name, each in now.items() if name != "kpis"}
    assert told(now, less) == [("MAJOR", "kpis", "the dataset is gone")]
    assert told(less, now) == [("MINOR", "kpis", "the dataset is new")]


def test_another_key_is_major() -> None:
    now = datasets(council_plan())
    old = {**now, "outcomes": replace(now["outcomes"], key=("outcome_code",))}
    assert told(old, now) == [("MAJOR", "outcomes", "the key was outcome_code and is plan_id, outcome_code")]


def test_types_are_those_that_parquet_gives_back() -> None:
    table = to_arrow("actions", council_plan().datasets["actions"])
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    back = pq.read_table(pa.BufferReader(sink.getvalue()))
    assert told(described_now({"actions": back}), described_now({"actions": table})) == []


@pytest.mark.parametrize(("level", "version"), [(Level.MAJOR, "3.0.0"), (Level.MINOR, "2.4.0"), (Level.PATCH, "2.3.5")])
def test_a_version_counts_up_by_its_level(level: Level, version: str) -> None:
    assert str(Version(2, 3, 4).after(level)) == version


@pytest.mark.parametrize("text", ["1.2", "v1.2.3", "01.2.3", "1.2.3-rc1", "latest", ""])
def test_other_names_are_no_versions(text: str) -> None:
    assert Version.parse(text) is None
    assert Version.parse("1.10.0") == Version(1, 10, 0)


def test_periods_are_financial_ones_with_their_days_and_addresses() -> None:
    rows = to_arrow("periods", period_rows(council_plan().datasets)).to_pylist()
    assert [r["period"] for r in rows] == ["2025/26", "2025/26 Q1", "2025/26 Q2", "2025/26 Q4"]
    assert rows[3] == {
        "period": "2025/26 Q4",
        "kind": "financial_quarter",
        "financial_year": "2025/26",
        "first_day": date(2026, 1, 1),
        "last_day": date(2026, 3, 31),
        "government_uri": "http://reference.data.gov.uk/id/government-quarter/2025-2026/Q4",
        "interval_uri": "http://reference.data.gov.uk/id/gregorian-interval/2026-01-01T00:00:00/P3M",
    }
    assert rows[0]["government_uri"] == "http://reference.data.gov.uk/id/government-year/2025-2026"
    assert rows[0]["interval_uri"] == "http://reference.data.gov.uk/id/gregorian-interval/2025-04-01T00:00:00/P1Y"


def test_a_period_that_is_none_is_refused() -> None:
    with pytest.raises(NoSuchPeriod, match="2025/27"):
        period_rows({"plans": [{**dict.fromkeys(dataset("plans").columns), "financial_year": "2025/27"}]})
