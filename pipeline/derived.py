"""Datasets that are made of the outputs of runs, in the forms that those have: Parquet, CSV and a descriptor."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from expectations.schema import to_arrow
from pipeline.csvtext import write_csv
from pipeline.errors import CannotSave
from pipeline.package import PROFILE, resources_of
from pipeline.pieces import ordered, parquet


def write_dataset(folder: Path, name: str, rows: Iterable[Mapping[str, object]]) -> list[Path]:
    """Write dataset `name` into `folder` as Parquet and CSV with a Data Package of its own; returns the files.

    Nothing else in the folder is touched, so that it may hold other datasets or a run's. Raises SchemaViolation where
    a row does not fit the contract, CannotSave where a file cannot be written.
    """
    table = ordered(name, [to_arrow(name, rows)])
    files = [folder / f"{name}.{form}" for form in ("parquet", "csv", "datapackage.json")]
    package = {"$schema": PROFILE, "name": name.replace("_", "-"), "resources": resources_of(name)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files[0].write_bytes(parquet(table))
        with files[1].open("w", encoding="utf-8", newline="") as stream:
            write_csv(name, table, stream)
        files[2].write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", "utf-8")
    except OSError as error:
        raise CannotSave(folder, error) from error
    return files
