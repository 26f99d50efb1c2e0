"""Reading back what a run published: the datasets of an output folder as rows."""

import csv
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.contract import DATASETS
from expectations.schema import arrow_schema
from extractors.errors import PlanliftError
from normalise.records import Row
from pipeline.errors import WRONG_USAGE
from pipeline.outputs.manifest import datasets_of
from pipeline.outputs.store import REASONS
from pipeline.outputs.warned import NAME as WARNINGS
from pipeline.outputs.warned import Warned, read_warnings


class NoOutputs(PlanliftError):
    """The folder is not what a run published, or not all of it."""

    exit_code = WRONG_USAGE
    reason = "no_outputs"


@dataclass(frozen=True)
class Published:
    """The datasets in the folder of a run: every row as a dict with the columns of the data contract, in file order.

    `fingerprint` stands for the contents of all datasets together, as 64 hexadecimal digits or more. `held_back` says
    why they may not be published, where they may not; `warned` is what no flag tells.
    """

    folder: Path
    rows: Mapping[str, list[Row]]
    fingerprint: str
    held_back: tuple[str, ...] = ()
    warned: tuple[Warned, ...] = ()

    @property
    def run(self) -> Path:
        """The folder of the run: this one, or the one in whose `held_back` this one is."""
        return Path(os.path.normpath(self.folder / ".." / "..")) if self.held_back else self.folder

    @property
    def plans(self) -> list[Row]:
        """The rows of `plans`."""
        return self.rows["plans"]


def read_published(folder: Path) -> Published:
    """The datasets in `folder`. Raises NoOutputs where it holds none, or a file is missing or of another shape."""
    listed = datasets_of(folder)
    if not listed:
        raise NoOutputs(
            "holds no outputs of a run", where=str(folder), fix="name the folder that `planlift run --out` wrote"
        )
    rows = {name: _read(folder / f"{name}.parquet", name) for name in DATASETS}
    return Published(folder, rows, "".join(entry.sha256[:16] for entry in listed), warned=_warned(folder))


def read_reviewed(folder: Path) -> Published:
    """The datasets in `folder`, which a run wrote or in which a run put what it held back of one plan.

    What no flag tells of that plan stands beside the outputs of the run, two folders up.

    Raises NoOutputs where it holds neither, or where the plan's own row was too odd to be kept as a row.
    """
    if not (folder / REASONS).is_file():
        return read_published(folder)
    reasons = _reasons(folder / REASONS)
    files = {name: folder / f"{name}.parquet" for name in DATASETS}
    if not files["plans"].is_file():
        fix = "see the other files there for what was read, and mend the TOML beside the PDF"
        raise NoOutputs("holds nothing that can be shown as a plan", where=str(folder), fix=fix)
    rows = {name: _read(file, name) if file.is_file() else [] for name, file in files.items()}
    contents = hashlib.sha256(b"".join(file.read_bytes() for file in files.values() if file.is_file()))
    held = Published(folder, rows, contents.hexdigest(), reasons)
    return replace(held, warned=tuple(one for one in _warned(held.run) if any(map(one.is_about, held.plans))))


def _reasons(file: Path) -> tuple[str, ...]:
    """Why a plan was held back, as the run wrote it down."""
    try:
        return tuple(str(reason["message"]) for reason in json.loads(file.read_text("utf-8"))["reasons"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        fix = "name a folder in the `held_back` of a run, or run `planlift run` again"
        raise NoOutputs("does not tell why a plan was held back", where=str(file), fix=fix) from error


def _warned(folder: Path) -> tuple[Warned, ...]:
    try:
        return read_warnings(folder)
    except (OSError, ValueError, LookupError, csv.Error) as error:
        fix = "run `planlift run` again"
        raise NoOutputs("does not tell what no flag tells", where=str(folder / WARNINGS), fix=fix) from error


def _read(file: Path, name: str) -> list[Row]:
    try:
        table = pq.read_table(file)
    except (OSError, pa.ArrowInvalid) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise NoOutputs(f"cannot be read: {first}", where=str(file), fix="run `planlift run` again") from error
    wanted = arrow_schema(name).names
    if missing := [column for column in wanted if column not in table.column_names]:
        raise NoOutputs(f"has no column {missing[0]}", where=str(file), fix="run `planlift run` again")
    return cast("list[Row]", table.select(wanted).to_pylist())
