"""Data goes one way: stages import from those before them alone, and so do the folders of the reader."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STAGES = ("extractors", "normalise", "expectations", "pipeline")


def imported(folder: Path, pattern: str) -> set[str]:
    files = folder.rglob("*.py") if folder.is_dir() else [folder]
    return {name for file in files for name in re.findall(pattern, file.read_text("utf-8"), re.MULTILINE)}


def test_no_stage_imports_from_a_later_one() -> None:
    for number, stage in enumerate(STAGES):
        assert not imported(ROOT / stage, r"^\s*(?:from|import) (\w+)") & set(STAGES[number + 1 :]), stage


def folders_of(package: Path) -> dict[str, set[str]]:
    """Each folder of a package with those that it imports from; a module that stands in none counts for itself."""
    rooms = [path for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()]
    dotted = re.escape(".".join(package.relative_to(ROOT).parts))
    # Both `from package.folder.module import name` and `from package import folder`.
    patterns = rf"^\s*from {dotted}\.(\w+)[. ]", rf"^\s*from {dotted} import (\w+)"
    return {room.stem: set().union(*(imported(room, p) for p in patterns)) - {room.stem} for room in rooms}


@pytest.mark.parametrize("package", ["extractors", "extractors/readings", "normalise", "pipeline"])
def test_no_folders_import_from_each_other(package: str) -> None:
    graph = folders_of(ROOT / package)
    assert any(graph.values())
    # Raises CycleError, which names the folders.
    TopologicalSorter(graph).prepare()
