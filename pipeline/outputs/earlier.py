"""The datasets of an earlier run, which a run that can publish nothing leaves in force.

Readers of open data follow one path. A run in which every plan is held back or unreadable says that something is wrong
with its inputs or with Planlift, not that the council has no plans: what was right yesterday stays where it is, and the
manifest and `held_back/` tell what became of today's files. To start from nothing, remove the folder.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from expectations.contract import DATASETS
from pipeline.outputs import package, worklist
from pipeline.outputs.manifest import DatasetEntry, datasets_of

FILES = (*(f"{name}.{form}" for name in DATASETS for form in ("parquet", "csv")), package.NAME, worklist.NAME)


def worth_keeping(out: Path) -> list[DatasetEntry]:
    """The datasets that an earlier run published in `out`, none where it published no row or files are missing."""
    listed = datasets_of(out)
    complete = all((out / name).is_file() for name in FILES)
    return listed if complete and any(entry.rows for entry in listed) else []


def keep(out: Path, folder: Path, listed: Sequence[DatasetEntry]) -> Sequence[DatasetEntry]:
    """Copy the datasets of `out` and their descriptor to `folder` as they are; returns `listed`, which still holds."""
    for name in FILES:
        shutil.copy2(out / name, folder / name)
    return listed
