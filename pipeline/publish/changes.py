"""What has changed from one release to the next, and how much that asks of those who use the data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import pyarrow as pa

from expectations.contract import dataset
from expectations.schema import table_schema
from pipeline.publish.version import Level


@dataclass(frozen=True)
class Change:
    """One thing that has changed, in words; `dataset` is None where it is about none in particular."""

    level: Level
    dataset: str | None
    what: str


class Shape(NamedTuple):
    """A column as its readers have to know it: its type in Parquet, and the constraints of its Table Schema."""

    type: str
    required: bool
    pattern: str | None
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Described:
    """A dataset of a release: its rows, its columns by name, its key."""

    table: pa.Table
    columns: Mapping[str, Shape]
    key: tuple[str, ...]


def described(table: pa.Table, schema: Mapping[str, Any]) -> Described:
    """The dataset with the rows of `table` as a Table Schema describes it."""
    columns: dict[str, Shape] = {}
    for field in cast("list[dict[str, Any]]", schema["fields"]):
        limits: dict[str, Any] = field.get("constraints", {})
        # Parquet calls the items of a list `element`, Arrow `item`.
        kind = str(cast("object", table.schema.field(field["name"]).type)).replace("<element:", "<item:")
        terms = tuple(sorted(cast("list[str]", limits.get("enum", []))))
        columns[field["name"]] = Shape(kind, bool(limits.get("required")), limits.get("pattern"), terms)
    return Described(table, columns, tuple(cast("list[str]", schema.get("primaryKey", []))))


def described_now(tables: Mapping[str, pa.Table]) -> dict[str, Described]:
    """The datasets of a release to come."""
    return {name: described(table, table_schema(name, released=True)) for name, table in tables.items()}


def compare(old: Mapping[str, Described], new: Mapping[str, Described]) -> list[Change]:
    """What has changed from the datasets of one release (`old`) to those of the next, the gravest first."""
    found = [Change(Level.MAJOR, name, "the dataset is gone") for name in old if name not in new]
    found += [Change(Level.MINOR, name, "the dataset is new") for name in new if name not in old]
    both = [name for name in new if name in old]
    found += [change for name in both for change in _columns(name, old[name], new[name])]
    found += [change for name in both for change in _rows(name, old[name], new[name])]
    return sorted(found, key=lambda change: -change.level)


def _columns(name: str, old: Described, new: Described) -> Iterator[Change]:
    for column in old.columns:
        if column not in new.columns:
            yield Change(Level.MAJOR, name, f"the column {column} is gone")
    for column, shape in new.columns.items():
        if column in old.columns:
            for level, what in _shapes(old.columns[column], shape):
                yield Change(level, name, f"the column {column} {what}")
        else:
            yield Change(Level.MINOR, name, f"the column {column} is new")
    if old.key != new.key:
        before, now = (", ".join(side.key) or "none" for side in (old, new))
        yield Change(Level.MAJOR, name, f"the key was {before} and is {now}")


def _shapes(before: Shape, now: Shape) -> Iterator[tuple[Level, str]]:
    if before.type != now.type:
        yield Level.MAJOR, f"was {before.type} and is {now.type}"
    if before.required and not now.required:
        yield Level.MAJOR, "may be null now"
    if before.pattern != now.pattern:
        yield Level.MAJOR, "is written in another form"
    if gone := sorted(set(before.terms) - set(now.terms)):
        yield Level.MAJOR, f"has no term {', '.join(gone)} any more"
    elif fresh := sorted(set(now.terms) - set(before.terms)):
        yield Level.MINOR, f"has new terms: {', '.join(fresh)}"


def _rows(name: str, old: Described, new: Described) -> Iterator[Change]:
    """Rows new, gone and corrected; those of a plan that is gone altogether ask for a new major version."""
    columns = [c for c in new.columns if c in old.columns and new.columns[c].type == old.columns[c].type]
    identity = _identity(name)
    if not set(identity) <= set(columns):
        return
    before, now = (_by_identity(side.table, columns, identity) for side in (old, new))
    if name == "plans":
        for key in before:
            if key not in now:
                yield Change(Level.MAJOR, name, f"the plan {key[0]} is gone")
    added = sum(len(rows) for key, rows in now.items() if key not in before)
    gone = sum(len(rows) for key, rows in before.items() if key not in now)
    corrected = sum(key in now and now[key] != rows for key, rows in before.items())
    if added:
        yield Change(Level.MINOR, name, f"{_counted(added)} new")
    if gone and name != "plans":
        yield Change(Level.PATCH, name, f"{_counted(gone)} gone")
    if corrected:
        yield Change(Level.PATCH, name, f"{_counted(corrected)} corrected")


def _identity(name: str) -> Sequence[str]:
    """The columns by which a row is known again: the key or, where there is none, the texts that no row lacks."""
    about = dataset(name)
    return about.key or tuple(f.name for f in about.fields if f.required and f.type == "string")


def _by_identity(
    table: pa.Table, columns: Sequence[str], identity: Sequence[str]
) -> dict[tuple[object, ...], list[tuple[object, ...]]]:
    values = [cast("list[object]", table.column(c).to_pylist()) for c in columns]
    places = [columns.index(c) for c in identity]
    found: dict[tuple[object, ...], list[tuple[object, ...]]] = {}
    for row in zip(*values, strict=True):
        found.setdefault(tuple(row[i] for i in places), []).append(row)
    return found


def _counted(rows: int) -> str:
    return f"{rows} row" + ("" if rows == 1 else "s")
