"""The notebooks run, from first to last cell, on the outputs of the sample plans."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "notebooks"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def cells(notebook: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return found


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory, raw: Path) -> Path:
    """A folder with the sample plans in `data/raw`, lifted into `data/clean`."""
    folder = tmp_path_factory.mktemp("workplace")
    shutil.copytree(raw, folder / "data" / "raw", ignore=shutil.ignore_patterns("sources"))
    command = [sys.executable, "-m", "pipeline.cli", "run"]
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def run_notebook(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, Any]]:
    """Runs a notebook from first to last cell in the workplace; gives back the names that it leaves."""

    def run(name: str) -> dict[str, Any]:
        monkeypatch.chdir(workplace)
        monkeypatch.setenv("PYTHONPATH", ENVIRONMENT["PYTHONPATH"])
        names: dict[str, Any] = {}
        for cell in cells(FOLDER / f"{name}.ipynb"):
            if cell["cell_type"] == "code":
                exec(compile("".join(cell["source"]), f"{name}:{cell['id']}", "exec"), names)  # noqa: S102
        return names

    return run


def test_the_datasets_say_the_same_to_pandas_duckdb_and_polars(run_notebook: Callable[[str], dict[str, Any]]) -> None:
    names = run_notebook("reading-the-datasets")
    assert names["history"].to_numpy().sum() == 66
    assert names["load"].sum() == 69
    codes = names["deliverables"]["outcome_codes"].explode().dropna()
    assert names["by_outcome"]["deliverables"].sum() == len(codes) > 36
    assert names["how_sure"]["cells"].sum() == len(names["cells"])
    assert names["how_sure"]["flagged"].sum() == len(names["to_check"])


def test_charts_show_every_rating_and_every_deliverable(run_notebook: Callable[[str], dict[str, Any]]) -> None:
    names = run_notebook("rag-history-and-gantt")
    # Altair holds a chart against the schema of Vega-Lite when it is turned into one.
    ratings, bars = (chart_rows(names[name].to_dict()) for name in ("rag_chart", "gantt"))
    assert len(ratings) == 66
    assert len(bars) + len(names["untimed"]) == 36
    assert len(bars) > 30
    assert all(bar["start"] < bar["end"] for bar in bars)
    moved = names["moved"]
    assert len(moved)
    assert (moved["before"] != moved["status"]).all()


def chart_rows(chart: dict[str, Any]) -> list[dict[str, Any]]:
    (rows,) = chart["datasets"].values()
    return rows


def test_a_new_plan_gets_from_pdf_to_release(run_notebook: Callable[[str], dict[str, Any]], workplace: Path) -> None:
    names = run_notebook("from-pdf-to-publication")
    assert names["seen"].loc[names["seen"]["kind"] == "deliverables", "rows"].sum() == 36
    assert names["lifted"]["glyphs_unplaced"] == 0
    assert (workplace / "new-council" / "page.png").stat().st_size > 10_000
    released = pd.read_csv(workplace / "new-council" / "releases" / "1.0.0" / "deliverables.csv")
    assert len(released) == 36
    assert {"deliverables", "plans", "periods"} <= set(names["published"]["dataset"])


def test_notebooks_hold_no_outputs() -> None:
    notebooks = sorted(FOLDER.glob("*.ipynb"))
    assert len(notebooks) == 3
    for notebook in notebooks:
        code = [cell for cell in cells(notebook) if cell["cell_type"] == "code"]
        assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)
