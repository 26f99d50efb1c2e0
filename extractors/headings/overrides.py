"""The TOML beside a PDF that overrules what its tables and headings were taken for.

    [headings]
    "Who's on it" = "lead_officer"
    "Where we are" = "rag_q2"

    [[tables]]
    pages = [14, 15]
    heading = "Who's on it"
    kind = "deliverables"

A heading is compared without regard to case, line breaks and punctuation. A table is meant where it touches one of
`pages` (any page where none is given) and has `heading` among its headings (any where none is given); `kind = "none"`
leaves it alone. `docs/overruling-a-reading.md` is the user's guide to this file.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast, get_args

from extractors.errors import NO_TOML, PlanliftError
from extractors.table import TableKind

FIELDS = (
    "title", "code", "outcome_code", "outcome_codes", "outcome", "theme", "start", "delivery", "lead_officer",
    "committees", "strategic_link", "status", "update", "rag", "indicator", "tier", "unit", "target", "value",
    "direction", "other",
)  # fmt: skip
# A field that a table has once for each quarter may be given with it: `rag_q3`.
QUARTERLY = ("rag", "value", "update")
KINDS = ("deliverables", "actions", "kpis", "outcomes", "none")
_QUARTER = re.compile(r"^(\w+)_q([1-4])$")
_PUNCTUATION = re.compile(r"[\W_]+")


class BadOverrides(PlanliftError):
    """The file beside the PDF cannot be used as it stands."""

    exit_code = 2
    reason = "bad_overrides"


@dataclass(frozen=True)
class TableDirection:
    """What a person says of a table: its kind (None: to be left alone), on which pages, under which heading."""

    kind: TableKind | None
    pages: frozenset[int] = frozenset()
    heading: str = ""


@dataclass(frozen=True)
class Overrides:
    """What a person wrote: a field (and quarter) for each heading, and what tables are."""

    fields: Mapping[str, tuple[str, int | None]] = field(default_factory=dict[str, tuple[str, "int | None"]])
    tables: tuple[TableDirection, ...] = ()

    def field_of(self, heading: str) -> tuple[str, int | None] | None:
        """The field, and its quarter where one is named, that the file gives to `heading`; None where it has none."""
        return self.fields.get(plain(heading))

    def table(self, pages: Iterable[int], headings: Sequence[Sequence[str]]) -> TableDirection | None:
        """The first direction that means the table on `pages` with these headings over each column; None: none does."""
        here = frozenset(pages)
        printed = {plain(t) for column in headings for t in (*column, " ".join(dict.fromkeys(column)))}
        for direction in self.tables:
            if (not direction.pages or direction.pages & here) and (
                not direction.heading or plain(direction.heading) in printed
            ):
                return direction
        return None


def plain(heading: str) -> str:
    """A heading without what may differ between print and file: case, white space, punctuation."""
    return _PUNCTUATION.sub(" ", heading).strip().lower()


def read_overrides(path: Path | None) -> Overrides:
    """The overrides in `path`; none where there is no file. Raises BadOverrides naming the entry that is wrong."""
    if path is None or not path.exists():
        return Overrides()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadOverrides(f"cannot be read: {error.strerror}", where=path.name, fix="check its permissions") from error
    except NO_TOML as error:
        raise BadOverrides(f"is not valid TOML: {error}", where=path.name, fix="mend the file or remove it") from error
    headings, tables = content.get("headings", {}), content.get("tables", [])
    if not isinstance(headings, dict):
        raise BadOverrides("`headings` is no table", where=path.name, fix='write [headings], then "Heading" = "field"')
    if not isinstance(tables, list):
        raise BadOverrides("`tables` is no list", where=path.name, fix="write [[tables]] with double brackets")
    given = cast("dict[str, object]", headings)
    return Overrides(
        {plain(heading): _field(path, heading, name) for heading, name in given.items()},
        tuple(_direction(path, n, entry) for n, entry in enumerate(cast("list[object]", tables), start=1)),
    )


def _field(path: Path, heading: str, name: object) -> tuple[str, int | None]:
    told = str(name)
    quarterly = _QUARTER.match(told)
    if quarterly and quarterly[1] in QUARTERLY:
        return quarterly[1], int(quarterly[2])
    if told not in FIELDS:
        known = ", ".join((*FIELDS, *(f"{f}_q1" for f in QUARTERLY)))
        raise BadOverrides(
            f"'{heading}' is given to '{told}', which is no field", where=path.name, fix=f"use one of {known}"
        )
    return told, None


def _direction(path: Path, number: int, entry: object) -> TableDirection:
    where = f"{path.name}, table {number}"
    if not isinstance(entry, dict):
        raise BadOverrides("is no table", where=where, fix="write [[tables]] with double brackets")
    told = cast("dict[str, object]", entry)
    if unknown := sorted(set(told) - {"pages", "heading", "kind"}):
        raise BadOverrides(f"`{unknown[0]}` is not a known key", where=where, fix="use pages, heading and kind")
    kind, pages, heading = told.get("kind"), told.get("pages", []), told.get("heading", "")
    if kind not in KINDS:
        raise BadOverrides(f"its kind is {kind!r}", where=where, fix="use one of " + ", ".join(KINDS))
    if not isinstance(pages, list) or not all(type(p) is int and p > 0 for p in cast("list[object]", pages)):
        raise BadOverrides("`pages` is no list of page numbers", where=where, fix="write for example pages = [14, 15]")
    if not isinstance(heading, str):
        raise BadOverrides("`heading` is no text", where=where, fix="put it in quotes")
    if not pages and not heading:
        raise BadOverrides("names no table", where=where, fix="add pages or heading")
    known = next((k for k in get_args(TableKind) if k == kind), None)
    return TableDirection(known, frozenset(cast("list[int]", pages)), heading)
