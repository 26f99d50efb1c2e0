"""The notebooks run, from first to last cell, on the outputs of the sample plans."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A folder with the sample plans lifted into `data/clean`."""
    folder = tmp_path_factory.mktemp("workplace")
    out = folder / "data" / "clean"
    command = [sys.executable, "-m", "pipeline.cli", "run", str(root / "data" / "raw"), "--out", str(out)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=[n.stem for n in NOTEBOOKS])
def test_every_cell_runs(notebook: Path, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    names: dict[str, object] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"{notebook.name}:{cell['id']}", "exec"), names)  # noqa: S102
    if notebook.stem == "reading-the-datasets":
        history, load = names["history"], names["load"]
        assert isinstance(history, pd.DataFrame)
        assert isinstance(load, pd.Series)
        assert history.to_numpy().sum() == 66
        assert load.sum() == 69


def test_notebooks_hold_no_outputs() -> None:
    for notebook in NOTEBOOKS:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        assert all(not c.get("outputs") and c.get("execution_count") is None for c in cells if c["cell_type"] == "code")
