"""The one description of every dataset in the forms that other tools read, and its enforcement.

`to_arrow` is the only door through which rows become tables: nothing is written that it has not let through.
"""

import hashlib
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import NamedTuple, cast

import pyarrow as pa

from expectations.contract import DATASETS, Dataset, Field, contract, dataset
from extractors.errors import PlanliftError

_ARROW = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
_PYTHON: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "number": (int, float), "date": (date,)}
# Line breaks and tabs may stand in a cell; any other control character is debris that spreadsheets and databases
# trip over, and a lone surrogate is no text at all.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_INT64 = 2**63
_TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


class SchemaViolation(PlanliftError):
    """A row that does not fit its dataset's description.

    Attributes: `dataset`; `row`, counting from 0; `field`, "" where the row as a whole is meant; `value`.
    """

    reason = "schema"

    def __init__(self, dataset: str, row: int, field: str, value: object, problem: str) -> None:
        self.dataset, self.row, self.field, self.value, self.problem = dataset, row, field, value, problem
        shown = repr(value) if len(repr(value)) <= 80 else repr(value)[:77] + "..."
        where = f"{dataset}, row {row}" + (f", {field}" if field else "")
        super().__init__(f"{problem}: {shown}", where=where, fix="the stage that made this row has to be mended")

    def __reduce__(self) -> tuple[type, tuple[str, int, str, object, str]]:
        """Unpickle with the arguments it was made from, since errors cross process boundaries."""
        return type(self), (self.dataset, self.row, self.field, self.value, self.problem)


@cache
def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of dataset `name`, with title, descriptions, units and terms as metadata.

    Raises ContractError for an unknown name.
    """
    described = dataset(name)
    about: dict[str | bytes, str | bytes] = {
        "title": described.title,
        "description": described.description,
        "schema_fingerprint": schema_fingerprint(),
    }
    fields = [pa.field(f.name, _arrow_type(f), nullable=not f.required, metadata=_about(f)) for f in described.fields]
    return pa.schema(fields, metadata=about)


def table_schema(name: str, *, released: bool = False) -> dict[str, object]:
    """The Frictionless Table Schema of dataset `name` as it is written to CSV; `released` where `periods` is beside it.

    Lists of text or numbers are text there (items joined by `; `), lists of structs JSON.
    Source: the Table Schema specification, version 2. Raises ContractError for an unknown name.
    """
    fields = [_table_field(f) for f in dataset(name).fields]
    schema: dict[str, object] = {"$schema": _TABLE_SCHEMA, "fields": fields, "missingValues": [""]}
    if key := primary_key(name):
        schema["primaryKey"] = list(key)
    if foreign := foreign_keys(name, released=released):
        schema["foreignKeys"] = [
            {"fields": list(k.fields), "reference": {"resource": k.dataset, "fields": list(k.to)}} for k in foreign
        ]
    return schema


class ForeignKey(NamedTuple):
    """Columns that name one row of another dataset by its columns `to`."""

    fields: tuple[str, ...]
    dataset: str
    to: tuple[str, ...]


def primary_key(name: str) -> tuple[str, ...]:
    """The key of dataset `name`; empty where a part may be null, as the publishing standards ask for all of it.

    The gate sees to those keys.
    """
    described = dataset(name)
    required = {f.name for f in described.fields if f.required}
    return described.key if required.issuperset(described.key) else ()


def foreign_keys(name: str, *, released: bool = False) -> list[ForeignKey]:
    """The references of dataset `name` that hold for every row; with those to `periods` where it is `released`."""
    described = dataset(name)
    keys = [ForeignKey(("plan_id",), "plans", ("plan_id",))] if name in DATASETS and name != "plans" else []
    sure = [r for r in described.references if r.strength == "always"]
    keys += [ForeignKey(("plan_id", r.field), r.dataset, ("plan_id", r.to)) for r in sure if r.dataset]
    if released:
        keys += [ForeignKey((f.name,), "periods", ("period",)) for f in described.fields if f.period]
    return keys


@cache
def schema_fingerprint() -> str:
    """SHA-256 over everything the contract says: equal as long as no name, type, term, rule or wording changes."""
    said = {name: _plain(d) for name, d in contract().items()}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def to_arrow(name: str, rows: Iterable[Mapping[str, object]]) -> pa.Table:
    """`rows` as a table of dataset `name`, its columns and types exactly those of the contract.

    Each row must have every column and no other; nothing is converted except an integer in a number column. Text is
    never empty (null is null; inside a struct it may be), holds no control characters but line feed and tab, and
    matches its field's pattern; vocabularies are the gate's business. Raises SchemaViolation at the first value that
    does not fit, ContractError for an unknown name.
    """
    described = dataset(name)
    columns: dict[str, list[object]] = {c: [] for c in described.columns}
    for i, row in enumerate(rows):
        if row.keys() != columns.keys():
            odd = sorted(row.keys() ^ columns.keys())
            raise SchemaViolation(name, i, "", odd, "columns missing or unknown")
        for field in described.fields:
            columns[field.name].append(_checked(name, i, field, row[field.name]))
    return pa.Table.from_pydict(columns, schema=arrow_schema(name))


def _checked(name: str, row: int, field: Field, value: object) -> object:
    """`value` if it fits `field`, ready for Arrow; raises SchemaViolation otherwise."""
    if value is None:
        if field.required:
            raise SchemaViolation(name, row, field.name, value, "must not be null")
        return None
    problem = None
    if not field.is_list:
        problem = _scalar_problem(field.type, value)
    elif not isinstance(value, list | tuple):
        problem = f"must be a {field.type}"
    else:
        items = cast("Sequence[object]", value)
        value = [dict(cast("Mapping[str, object]", v)) if isinstance(v, Mapping) else v for v in items]
        problem = next(filter(None, (_item_problem(field, v) for v in value)), None)
    if problem is None and field.pattern and not re.fullmatch(field.pattern, str(value)):
        problem = f"must match {field.pattern}"
    if problem:
        raise SchemaViolation(name, row, field.name, value, problem)
    return value


def _item_problem(field: Field, item: object) -> str | None:
    if not field.members:
        return "has a null item" if item is None else _scalar_problem(field.item_type, item)
    if not isinstance(item, dict) or set(cast("dict[str, object]", item)) != set(field.members):
        return f"must hold {{{', '.join(field.members)}}}"
    # A column without a heading and a link over a picture are published as such: here nothing is a text like others.
    texts = [t for t in cast("dict[str, object]", item).values() if t is not None and t != ""]
    return next(filter(None, (_scalar_problem("string", t) for t in texts)), None)


def _scalar_problem(kind: str, value: object) -> str | None:
    if isinstance(value, (bool, datetime)) or not isinstance(value, _PYTHON[kind]):
        return f"must be a {kind}, is {type(value).__name__}"
    if isinstance(value, str):
        if not value:
            return "must be null rather than empty"
        if _UNPRINTABLE.search(value):
            return "holds a control character or half a surrogate pair"
    elif isinstance(value, float) and not math.isfinite(value):
        return "must be finite"
    elif isinstance(value, int) and not -_INT64 <= value < _INT64:
        return "is beyond 64 bits"
    return None


def _arrow_type(field: Field) -> pa.DataType:
    if not field.is_list:
        return _ARROW[field.type]
    if field.members:
        return pa.list_(pa.struct([pa.field(m, pa.string()) for m in field.members]))
    return pa.list_(_ARROW[field.item_type])


def _about(field: Field) -> dict[str, str]:
    about = {"description": field.description}
    if field.unit:
        about["unit"] = field.unit
    if field.vocabulary:
        about["terms"] = json.dumps(dict(field.vocabulary), ensure_ascii=False)
    return about


def _table_field(field: Field) -> dict[str, object]:
    kind = "array" if field.members else "string" if field.is_list else field.type
    described: dict[str, object] = {"name": field.name, "type": kind, "description": field.description}
    if field.unit:
        described["unit"] = field.unit
    constraints: dict[str, object] = {}
    if field.required:
        constraints["required"] = True
    if field.pattern:
        constraints["pattern"] = field.pattern
    if field.vocabulary and not field.is_list:
        described["categories"] = [{"value": term, "label": meaning} for term, meaning in field.vocabulary.items()]
        constraints["enum"] = list(field.vocabulary)
    if constraints:
        described["constraints"] = constraints
    return described


def _plain(described: Dataset) -> dict[str, object]:
    """The description as plain values, for hashing."""
    fields = [{**vars(f), "vocabulary": dict(f.vocabulary) if f.vocabulary else None} for f in described.fields]
    return {**vars(described), "fields": fields, "references": [vars(r) for r in described.references]}
