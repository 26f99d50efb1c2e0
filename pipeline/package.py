"""`datapackage.json`: what Frictionless needs to know to read and validate the files of a run.

CSV carries no types, and without a schema Frictionless guesses them: codes such as 1.10 would become numbers. List
columns of Parquet files have to be named too, because its guessing compares arrays as if they were text.
"""

import json
from typing import cast

from expectations.contract import DATASETS, dataset
from expectations.schema import schema_fingerprint, table_schema

NAME = "datapackage.json"


def render() -> str:
    """The text of the Data Package descriptor: each dataset twice, as CSV under its name, as Parquet with a suffix.

    Source: the Data Package and Table Schema specifications, version 1.
    """
    resources = [r for name in DATASETS for r in (_csv(name), _parquet(name))]
    package = {"name": "planlift", "schema_fingerprint": schema_fingerprint(), "resources": resources}
    return json.dumps(package, indent=1, ensure_ascii=False) + "\n"


def _csv(name: str) -> dict[str, object]:
    about = _about(name, name, "csv")
    return {**about, "mediatype": "text/csv", "encoding": "utf-8", "schema": table_schema(name)}


def _parquet(name: str) -> dict[str, object]:
    described = dataset(name)
    fields = cast("list[dict[str, object]]", table_schema(name)["fields"])
    lists = {f.name for f in described.fields if f.is_list}
    unchecked: dict[str, object] = {"type": "any", "constraints": {}}
    typed = [{**f, **unchecked} if f["name"] in lists else f for f in fields]
    about = _about(name, f"{name}-parquet", "parquet")
    return {**about, "mediatype": "application/vnd.apache.parquet", "schema": {"fields": typed}}


def _about(name: str, resource: str, form: str) -> dict[str, object]:
    described = dataset(name)
    path = f"{name}.{form}"
    return {
        "name": resource,
        "type": "table",
        "title": described.title,
        "description": described.description,
        "path": path,
        "format": form,
    }
