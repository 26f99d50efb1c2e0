"""A dataset of the contract as CSV on the Web describes it, so that validators of that standard can check its CSV.

Source: W3C, "Metadata Vocabulary for Tabular Data" and "Model for Tabular Data and Metadata on the Web" (2015).
"""

import re

from expectations.contract import Field, dataset
from expectations.schema import foreign_keys, primary_key

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
_DATATYPES = {"string": "string", "integer": "integer", "number": "number", "date": "date"}


def table(name: str, url: str, *, linked: bool = False) -> dict[str, object]:
    """The description of the CSV file of dataset `name` at `url`, without the `@context` of the document around it.

    A description that stands alone knows no other tables, so foreign keys are given only where it is `linked` in a
    group with those that it refers to, each under its name and `.csv`. References that may be null are left out: the
    standard asks every row to name another, and validators take null for a name that leads nowhere. Raises
    ContractError for an unknown name.
    """
    described = dataset(name)
    required = {f.name for f in described.fields if f.required}
    schema: dict[str, object] = {"columns": [_column(f) for f in described.fields]}
    if key := primary_key(name):
        schema["primaryKey"] = list(key)
    foreign = [key for key in foreign_keys(name, released=True) if required.issuperset(key.fields)] if linked else []
    if foreign:
        schema["foreignKeys"] = [
            {
                "columnReference": list(key.fields),
                "reference": {"resource": f"{key.dataset}.csv", "columnReference": list(key.to)},
            }
            for key in foreign
        ]
    about = {"dc:title": described.title, "dc:description": described.description}
    return {"url": url, **about, "tableSchema": schema}


def _column(field: Field) -> dict[str, object]:
    column: dict[str, object] = {"name": field.name, "titles": field.name, "dc:description": field.description}
    if field.unit:
        column["schema:unitText"] = field.unit
    if field.required:
        column["required"] = True
    if field.members:
        return {**column, "datatype": "json"}
    base = _DATATYPES[field.item_type]
    form = field.pattern
    if field.vocabulary and field.vocabulary_severity == "critical":
        form = "|".join(re.escape(term) for term in field.vocabulary)
    column["datatype"] = {"base": base, "format": f"({form})"} if form else base
    if field.is_list:
        column["separator"] = "; "
    return column
