"""Every file of a run, read by the four libraries that its users are most likely to have."""

import csv
import json
import math
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import numpy as np
import pandas as pd
import polars as pl
import pytest
from plan_rows import Plan, plan
from published_runs import publish

from expectations.contract import DATASETS, dataset
from expectations.gate import check
from expectations.schema import to_arrow
from pipeline.files.csvtext import csv_value
from pipeline.outputs.manifest import DocumentEntry

AWKWARD = [
    "=HYPERLINK(\"https://example.org\")",
    "-3.5",
    "+44 1632 960000",
    "@home",
    "'=already quoted",
    "\ttab first",
    "NA",
    "null",
    "None",
    "true",
    "01.10",
    "1e5",
    "2025-04-01",
    " space at both ends ",
    'a "quoted", comma; semicolon\nsecond line\n\n- third',
    "Grünfläche – naïve café ✓ 🚲",
    "a,b",
    '"',
    "\\N",
    "#REF!",
]  # fmt: skip


def awkward(plan_id: str, file: str) -> Plan:
    """A plan whose texts are all that has ever gone wrong on the way through CSV."""
    odd = plan(plan_id, file)
    model = odd.datasets["actions"][0]
    odd.datasets["actions"] = [
        {
            **model,
            "action_id": f"harrowmere/x{i}",
            "sequence": i,
            "title": text,
            "update": AWKWARD[-i],
            "other": [{"heading": text, "text": None}],
            "links": [] if i % 2 else None,
            "committees": [text] if i % 3 else [],
        }
        for i, text in enumerate(AWKWARD)
    ]
    for name in ("rag_status", "cells"):
        odd.datasets[name] = [r for r in odd.datasets[name] if not str(r.get("action_id", "a1")).endswith("a2")]
    for r in (*odd.datasets["rag_status"], *odd.datasets["cells"]):
        r.update({k: "harrowmere/x0" for k, v in r.items() if v == "harrowmere/a1"})
    return odd


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    return [awkward("a/odd", "odd.pdf"), plan("b/plain", "plain.pdf")]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, plans: list[Plan]) -> Path:
    folder = tmp_path_factory.mktemp("run") / "clean"
    result = check(plans)
    assert all(v.published and not v.warnings for v in result.verdicts)
    publish(folder, plans, [DocumentEntry("odd.pdf", None, "published", "")])
    return folder


@pytest.fixture(params=DATASETS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def rows(plans: list[Plan], name: str) -> list[dict[str, Any]]:
    return [r for p in plans for r in to_arrow(name, p.datasets[name]).to_pylist()]


@pytest.fixture
def texts(rows: list[dict[str, Any]], name: str) -> list[list[str]]:
    """What CSV must give when everything is read as text."""
    return [[csv_value(f, r[f.name]) for f in dataset(name).fields] for r in rows]


def plain(value: Any) -> Any:
    """One form for what the libraries call null, a list, a number."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value


def same(found: list[dict[str, Any]], rows: list[dict[str, Any]]) -> bool:
    return [plain(r) for r in found] == rows


def test_parquet_in_pandas(out: Path, name: str, rows: list[dict[str, Any]]) -> None:
    assert same(pd.read_parquet(out / f"{name}.parquet").to_dict("records"), rows)


def test_parquet_in_polars(out: Path, name: str, rows: list[dict[str, Any]]) -> None:
    assert same(pl.read_parquet(out / f"{name}.parquet").to_dicts(), rows)


def test_parquet_in_duckdb(out: Path, name: str, rows: list[dict[str, Any]]) -> None:
    found = duckdb.sql(f"from read_parquet('{out / name}.parquet')")
    assert same([dict(zip(found.columns, r, strict=True)) for r in found.fetchall()], rows)


def test_csv_in_the_standard_library(out: Path, name: str, texts: list[list[str]]) -> None:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream, strict=True)) == [list(dataset(name).columns), *texts]


def test_csv_in_pandas(out: Path, name: str, texts: list[list[str]]) -> None:
    found = pd.read_csv(out / f"{name}.csv", dtype=str, keep_default_na=False)
    assert [list(found.columns), *found.to_numpy().tolist()] == [list(dataset(name).columns), *texts]


def test_csv_in_polars(out: Path, name: str, texts: list[list[str]]) -> None:
    found = pl.read_csv(out / f"{name}.csv", infer_schema=False)
    assert [found.columns, *([v or "" for v in r] for r in found.rows())] == [list(dataset(name).columns), *texts]


def test_csv_in_duckdb(out: Path, name: str, texts: list[list[str]]) -> None:
    found = duckdb.sql(f"from read_csv('{out / name}.csv', header=true, all_varchar=true)")
    assert [[v or "" for v in r] for r in found.fetchall()] == texts


def test_csv_in_frictionless(out: Path, name: str, rows: list[dict[str, Any]]) -> None:
    found = read_by_frictionless(out, name)
    typed = {f.name for f in dataset(name).fields if f.members or f.type in ("integer", "number", "date")}
    expected = [
        {f.name: r[f.name] if f.name in typed else csv_value(f, r[f.name]) or None for f in dataset(name).fields}
        for r in rows
    ]
    empty_lists = [{k: None if v == [] and k in typed else v for k, v in r.items()} for r in found]
    assert empty_lists == [{k: None if v == [] else v for k, v in r.items()} for r in expected]


def test_parquet_in_frictionless(out: Path, name: str, rows: list[dict[str, Any]]) -> None:
    assert read_by_frictionless(out, f"{name}-parquet") == rows


def read_by_frictionless(out: Path, resource: str) -> list[dict[str, Any]]:
    """Rows by the types that the descriptor gives, numbers as floats where Frictionless makes them decimals."""
    found = frictionless.Package(str(out / "datapackage.json")).get_resource(resource).read_rows()
    assert all(r.valid for r in found)
    records = [plain(r.to_dict()) for r in found]
    return [{k: plain(float(v)) if isinstance(v, Decimal) else v for k, v in r.items()} for r in records]


def test_frictionless_finds_the_whole_package_valid(out: Path) -> None:
    report = frictionless.validate(str(out / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])
    assert len(json.loads((out / "datapackage.json").read_text("utf-8"))["resources"]) == 2 * len(DATASETS)


def test_frictionless_finds_a_reference_that_does_not_resolve(out: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(out, broken)
    text = (broken / "rag_status.csv").read_text("utf-8")
    (broken / "rag_status.csv").write_text(text.replace("harrowmere/a2", "harrowmere/zz"), "utf-8")
    report = frictionless.validate(str(broken / "datapackage.json"))
    assert {t for (t,) in report.flatten(["type"])} == {"foreign-key"}
