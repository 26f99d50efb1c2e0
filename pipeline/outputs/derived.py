"""Datasets that are made of the outputs of runs, in the forms that those have: Parquet, CSV and a descriptor."""

import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from expectations.schema import to_arrow
from pipeline.files.csvtext import write_csv
from pipeline.files.saving import save_in
from pipeline.outputs.package import PROFILE, resources_of
from pipeline.outputs.pieces import ordered, parquet


def write_dataset(folder: Path, name: str, rows: Iterable[Mapping[str, object]]) -> list[Path]:
    """Write dataset `name` into `folder` as Parquet and CSV with a Data Package of its own; returns the files.

    Nothing else in the folder is touched, so that it may hold other datasets or a run's. Raises SchemaViolation where
    a row does not fit the contract, CannotSave where a file cannot be written.
    """
    table = ordered(name, [to_arrow(name, rows)])
    package = {"$schema": PROFILE, "name": name.replace("_", "-"), "resources": resources_of(name)}
    text = io.StringIO(newline="")
    write_csv(name, table, text)
    described = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    files = {"parquet": parquet(table), "csv": text.getvalue().encode(), "datapackage.json": described.encode()}
    return save_in(folder, {f"{name}.{form}": content for form, content in files.items()})
