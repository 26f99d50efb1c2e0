"""Data goes one way: stages import from those before them alone, and so do the folders of the reader."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]
STAGES = ("extractors", "normalise", "expectations", "pipeline")


def imported(folder: Path, pattern: str) -> set[str]:
    return {
        name for file in folder.rglob("*.py") for name in re.findall(pattern, file.read_text("utf-8"), re.MULTILINE)
    }


def test_no_stage_imports_from_a_later_one() -> None:
    for number, stage in enumerate(STAGES):
        assert not imported(ROOT / stage, r"^\s*(?:from|import) (\w+)") & set(STAGES[number + 1 :]), stage


def test_no_folders_of_the_reader_import_from_each_other() -> None:
    folders = [path for path in (ROOT / "extractors").iterdir() if (path / "__init__.py").is_file()]
    graph = {path.name: imported(path, r"^\s*from extractors\.(\w+)[. ]") - {path.name} for path in folders}
    assert "grids" in graph["readings"]
    # Raises CycleError, which names the folders.
    TopologicalSorter(graph).prepare()
