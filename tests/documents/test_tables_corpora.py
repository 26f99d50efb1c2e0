"""`planlift tables` against public corpora with truth: the scores reached must not be lost again.

The corpora and their scorer stand in `shared`, beside the repository; where they are absent the tests are skipped.
The ten documents of the multi-page set that are pictures are left out: they test the reading of scans.
"""

import importlib.util
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline.inspection.tables import read, save

# ICDAR-2013, complete, F1 of the mean precision and recall over documents; the best tool measured beside it: 0.80.
ICDAR_F1 = 0.90


@pytest.fixture(scope="module")
def tables(shared: Path) -> Path:
    """The folder of the corpora."""
    if not (shared / "tables").is_dir():
        pytest.skip("needs the public table corpora in shared/tables")
    return shared / "tables"


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_tables", shared / "score" / "score_tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_tables"] = module
    spec.loader.exec_module(module)
    return module


def _documents(scorer: ModuleType, pdfs: Iterable[Path], folder: Path) -> Any:
    for pdf in pdfs:
        save(read(pdf), folder / f"{pdf.stem}.json")
    return scorer.load_documents(folder)


def test_icdar_2013_tables_come_out_whole(scorer: ModuleType, tables: Path, tmp_path: Path) -> None:
    found = _documents(scorer, sorted((tables / "icdar").glob("*.pdf")), tmp_path)
    sizes = json.loads((tables / "icdar" / "icdar_page_sizes.json").read_text(encoding="utf-8"))
    scores = scorer.summarise_icdar(scorer.score_icdar(found, tables / "icdar", 2, sizes))
    assert scores["complete doc F1"] >= ICDAR_F1
    assert scores["tables found"] == scores["true tables"]


def test_page_breaks_in_council_tables_are_read_right(scorer: ModuleType, tables: Path, tmp_path: Path) -> None:
    labels = json.loads((tables / "council" / "labels.json").read_text(encoding="utf-8"))
    names = sorted({Path(label["file"]).name for label in labels})
    found = _documents(scorer, [tables / "council" / name for name in names], tmp_path)
    scores = scorer.summarise_boundaries(scorer.score_boundaries(found, labels))
    assert scores["split rows joined"] == scores["of these cells right"] == "9/9"
    assert scores["false joins"] == "0/22"
    assert scores["tables joined"] == "33/33"


def test_tables_over_several_pages_are_stitched(scorer: ModuleType, tables: Path, tmp_path: Path) -> None:
    truth = json.loads((tables / "stitch" / "stitch_truth.json").read_text(encoding="utf-8"))
    texts = {name: entry for name, entry in truth.items() if entry["text_layer"]}
    found = _documents(scorer, [tables / "stitch" / name for name in sorted(texts)], tmp_path)
    scores = scorer.summarise_stitch(scorer.score_stitch(found, texts, "corrected"))
    assert scores["documents with the right tables"] == scores["documents"] == 5
    assert scores["rows right"] == "8/8"
    assert scores["header right"] == "5/5"
