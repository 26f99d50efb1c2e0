"""The data contract as Python objects, read from the TOML files in `datasets/`.

One file describes one dataset; whatever needs to know a dataset's fields (Parquet, Table Schema, Great Expectations,
the data dictionary) asks here, so that no second description can drift from the first.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from extractors.errors import PlanliftError

# A note is a rule that is broken where a flag says so already, or that has nothing to be held against.
Severity = Literal["critical", "warning", "note"]
Strength = Literal["always", "where_listed", "expected"]
Personal = Literal["officer", "officer_id", "of_field"]

# What a run writes, what a release adds to it, and what commands make of the outputs of several runs or plans.
DATASETS = ("plans", "outcomes", "deliverables", "actions", "rag_status", "kpis", "officers", "cells")
RELEASE_ONLY = ("periods",)
DERIVED = ("rag_history", "lineage")
SCALARS = ("string", "integer", "number", "date")
_FOLDER = Path(__file__).with_name("datasets")
_LIST = re.compile(r"list<(string|integer|struct<(?P<members>[a-z_,]+)>)>")


class ContractError(PlanliftError):
    """The files that describe the datasets contradict themselves: an installation fault, not one of the data."""

    reason = "contract"


@dataclass(frozen=True)
class Field:
    """One column: `type` is string, integer, number, date, or `list<...>` of strings, integers or structs of text.

    `required` forbids null. `unit` and `description` are for readers; `pattern` must match the whole text;
    `vocabulary` maps the allowed terms to their meanings (of each item, for a list). `period` says that values name
    financial years or quarters, which a release describes in `periods`. `personal` says where a person may be named:
    in an officer's text (`officer`), in an identifier made of one (`officer_id`), or in what a row of provenance holds
    if the field that it is about is such a one (`of_field`).
    """

    name: str
    type: str
    description: str
    required: bool = False
    unit: str | None = None
    pattern: str | None = None
    vocabulary: Mapping[str, str] | None = None
    vocabulary_severity: Severity = "critical"
    period: bool = False
    personal: Personal | None = None

    @property
    def is_list(self) -> bool:
        """Whether a value is a list."""
        return self.type.startswith("list<")

    @property
    def members(self) -> tuple[str, ...]:
        """Names of the struct members of a list of structs, () for any other type."""
        found = _LIST.fullmatch(self.type)
        return tuple((found["members"] or "").split(",")) if found and found["members"] else ()

    @property
    def item_type(self) -> str:
        """The type of a value or, for a list, of its items: a scalar type, or `struct`."""
        if self.members:
            return "struct"
        return self.type[5:-1] if self.is_list else self.type


@dataclass(frozen=True)
class Reference:
    """`field` names a record of `dataset` in the same plan, by that dataset's column `to`.

    `dataset` is None where each row says itself which dataset is meant (provenance). `always` must resolve;
    `where_listed` must resolve if the plan has any row of the target and nothing flags the value; `expected` is
    reported where it does not resolve, as a note where the plan lists no target or a flag says so already.
    """

    field: str
    dataset: str | None
    to: str
    strength: Strength


@dataclass(frozen=True)
class Dataset:
    """One dataset.

    `key` tells its rows apart, `order` sorts them (rows that tie stay as they come), `record` is the column by which
    a row of `cells` names a record of this dataset.
    """

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    record: str | None = None
    references: tuple[Reference, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(f.name for f in self.fields)


def dataset(name: str) -> Dataset:
    """The description of the dataset `name`; raises ContractError if there is none or its file is wrong."""
    if name in (*RELEASE_ONLY, *DERIVED):
        return _others()[name]
    try:
        return contract()[name]
    except KeyError:
        raise ContractError(f"no dataset is called {name!r}", fix=f"the datasets are {', '.join(DATASETS)}") from None


@cache
def contract() -> Mapping[str, Dataset]:
    """Every dataset of a run by name, in the order of `DATASETS`; raises ContractError if a file is wrong."""
    return _load(DATASETS)


@cache
def _others() -> Mapping[str, Dataset]:
    return _load((*RELEASE_ONLY, *DERIVED))


def _load(names: tuple[str, ...]) -> dict[str, Dataset]:
    terms = _read("vocabularies")
    found = {name: _dataset(name, _read(name), cast("Mapping[str, Mapping[str, str]]", terms)) for name in names}
    for each in found.values():
        columns = set(each.columns)
        named = {*each.key, *each.order, *(r.field for r in each.references), *filter(None, [each.record])}
        if named - columns:
            raise ContractError(f"columns named but not described: {sorted(named - columns)}", where=each.name)
        for reference in each.references:
            if reference.dataset and reference.to not in found[reference.dataset].columns:
                raise ContractError(f"no such column: {reference.dataset}.{reference.to}", where=each.name)
    return found


def _read(stem: str) -> Mapping[str, object]:
    path = _FOLDER / f"{stem}.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise ContractError(str(problem), where=path.name, fix="install Planlift again") from problem


def _dataset(name: str, raw: Mapping[str, object], terms: Mapping[str, Mapping[str, str]]) -> Dataset:
    try:
        fields = tuple(_field(f, terms) for f in cast("list[dict[str, object]]", raw["fields"]))
        references = tuple(_reference(r) for r in cast("list[dict[str, str]]", raw.get("reference", [])))
        return Dataset(
            name=name,
            title=str(raw["title"]),
            description=str(raw["description"]),
            fields=fields,
            key=tuple(cast("list[str]", raw.get("key", []))),
            order=tuple(cast("list[str]", raw.get("order", []))),
            record=cast("str | None", raw.get("record")),
            references=references,
        )
    except (KeyError, TypeError) as problem:
        raise ContractError(f"wrong or missing entry: {problem}", where=f"{name}.toml") from problem


def _field(raw: dict[str, object], terms: Mapping[str, Mapping[str, str]]) -> Field:
    known = dict(raw)
    if "vocabulary" in known:
        known["vocabulary"] = terms[str(known["vocabulary"])]
    field = Field(**known)  # type: ignore[arg-type]  # a wrong entry is a TypeError, reported by the caller
    if field.type not in SCALARS and not _LIST.fullmatch(field.type):
        raise ContractError(f"unknown type {field.type!r}", where=field.name)
    return field


def _reference(raw: dict[str, str]) -> Reference:
    target, _, column = raw["to"].partition(".")
    strength = cast("Strength", raw["strength"])
    return Reference(raw["field"], target if column else None, column or target, strength)
