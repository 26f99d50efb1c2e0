"""`datapackage.json`: what Frictionless needs to know to read and validate the files of a run.

CSV carries no types, and without a schema Frictionless guesses them: codes such as 1.10 would become numbers. List
columns of Parquet files have to be named too, because its guessing compares arrays as if they were text.
"""

import json
from typing import cast

from expectations.contract import DATASETS, dataset
from expectations.schema import schema_fingerprint, table_schema

NAME = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
FORMS = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
Resource = dict[str, object]


def render() -> str:
    """The text of the Data Package descriptor: each dataset twice, as CSV under its name, as Parquet with a suffix.

    Source: the Data Package and Table Schema specifications, version 2.
    """
    resources = [r for name in DATASETS for r in resources_of(name)]
    package = {
        "$schema": PROFILE,
        "name": "planlift",
        "schema_fingerprint": schema_fingerprint(),
        "resources": resources,
    }
    return json.dumps(package, indent=1, ensure_ascii=False) + "\n"


def resources_of(name: str, *, released: bool = False) -> tuple[Resource, Resource]:
    """The resources of dataset `name`, its CSV and its Parquet file; `released` where `periods` is beside them."""
    schema = table_schema(name, released=released)
    lists = {f.name for f in dataset(name).fields if f.is_list}
    unchecked: dict[str, object] = {"type": "any", "constraints": {}}
    fields = cast("list[dict[str, object]]", schema["fields"])
    typed = [{**f, **unchecked} if f["name"] in lists else f for f in fields]
    return (
        {**_about(name, name, "csv"), "encoding": "utf-8", "schema": schema},
        {**_about(name, f"{name}-parquet", "parquet"), "schema": {"$schema": schema["$schema"], "fields": typed}},
    )


def _about(name: str, resource: str, form: str) -> Resource:
    described = dataset(name)
    return {
        "name": resource,
        "type": "table",
        "title": described.title,
        "description": described.description,
        "path": f"{name}.{form}",
        "format": form,
        "mediatype": FORMS[form],
    }
