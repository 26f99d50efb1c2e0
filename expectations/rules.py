"""What is checked of every dataset: the contract's keys, terms and references, and the rules of `rules.toml`.

A `Check` says what is asked, of which view of the data, and how grave a failure is; `suites.py` turns it into a
Great Expectations expectation, `views.py` builds the view.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from expectations.contract import ContractError, Dataset, Reference, Severity, contract

Kind = Literal["between", "order", "equal", "present", "terms", "unique", "resolves"]

ANNOUNCED = "announced"
_RULES = Path(__file__).with_name("rules.toml")


@dataclass(frozen=True)
class Check:
    """One question to the data.

    `view` names the table that is asked and `columns` the columns of it; `dataset` and `field` say where a person
    has to look. Rows fail one by one. A critical failure counts as a warning where one of the record's `told_by`
    fields is flagged, or where `target` names a dataset of which the plan has no row at all.
    """

    rule: str
    dataset: str
    field: str
    view: str
    kind: Kind
    columns: tuple[str, ...]
    severity: Severity
    message: str
    low: float | None = None
    high: float | None = None
    terms: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    target: str | None = None


@cache
def checks() -> tuple[Check, ...]:
    """Every check, those of the contract first; raises ContractError if `rules.toml` is missing or wrong."""
    found: list[Check] = []
    for described in contract().values():
        found += _of_fields(described)
        found += [_of_reference(described, r) for r in described.references]
    return (*found, *_rules())


def items_view(dataset: str, field: str) -> str:
    """Name of the view with one row per item of a list column."""
    return f"{dataset}.{field}: items"


def reference_view(dataset: str, field: str) -> str:
    """Name of the view that says of each reference whether it resolves."""
    return f"{dataset}.{field}: references"


def _of_fields(described: Dataset) -> list[Check]:
    found: list[Check] = []
    name = described.name
    if described.key:
        keys = ", ".join(described.key)
        found.append(
            Check("key_unique", name, keys, name, "unique", ("_key",), "critical", f"the same {keys} more than once")
        )
    for field in described.fields:
        if field.vocabulary:
            view, column = (items_view(name, field.name), "value") if field.is_list else (name, field.name)
            terms = tuple(field.vocabulary)
            message = "a term that the vocabulary does not have"
            severity = field.vocabulary_severity
            found.append(
                Check("vocabulary", name, field.name, view, "terms", (column,), severity, message, terms=terms)
            )
    return found


def _of_reference(described: Dataset, reference: Reference) -> Check:
    told = reference.strength != "always"
    return Check(
        rule="reference",
        dataset=described.name,
        field=reference.field,
        view=reference_view(described.name, reference.field),
        kind="resolves",
        columns=("resolves",),
        severity="warning" if reference.strength == "expected" else "critical",
        message=f"{reference.field} names no record of {reference.dataset or 'the dataset that its row names'}",
        told_by=(reference.field,) if told else (),
        target=reference.dataset if told else None,
    )


def _rules() -> list[Check]:
    try:
        raw = cast("list[dict[str, object]]", tomllib.loads(_RULES.read_text("utf-8"))["rule"])
        return [_rule(r) for r in raw]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as problem:
        raise ContractError(str(problem), where=_RULES.name, fix="install Planlift again") from problem


def _rule(raw: dict[str, object]) -> Check:
    fields = tuple(cast("list[str]", raw["fields"]))
    dataset = str(raw["dataset"])
    return Check(
        rule=str(raw["name"]),
        dataset=dataset,
        field=", ".join(f for f in fields if not f.startswith("_")),
        view=dataset,
        kind=cast("Kind", raw["kind"]),
        columns=fields,
        severity=cast("Severity", raw["severity"]),
        message=str(raw["message"]),
        low=cast("float | None", raw.get("min")),
        high=cast("float | None", raw.get("max")),
        told_by=tuple(cast("list[str]", raw.get("told_by", []))),
    )
