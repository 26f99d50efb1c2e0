"""Committees as printed, to their codes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from normalise.nothing import names_nothing
from normalise.text import clean, fold

_BETWEEN = re.compile(r"\s*[/,;|\n]\s*")


class Committees(NamedTuple):
    """The codes that a cell names, in its order; a reason where a council's register knows one of them not."""

    codes: tuple[str, ...]
    reason: str | None = None
    detail: str | None = None
    certainty: float = 1.0


@dataclass(frozen=True)
class CommitteeRegister:
    """The committees of every council known: by council code, from every folded form to the committee's code."""

    forms: Mapping[str, Mapping[str, str]]


def read_committees(text: str, council: str | None, register: CommitteeRegister) -> Committees:
    """The committees that `text` names, parted by `/`, `,` or `;` (never by `+` or `&`, which stand inside codes).

    A council that the register does not know has its committees taken as printed. One that it knows has an unknown
    committee kept as printed and flagged.
    """
    told = clean(text)
    if names_nothing(told):
        return Committees(())
    known = register.forms.get(council or "", {})
    if whole := known.get(form(told)):
        return Committees((whole,))
    parts = [p for p in _BETWEEN.split(told) if p]
    codes = tuple(dict.fromkeys(known.get(form(part), part) for part in parts))
    unknown = [part for part in parts if known and form(part) not in known]
    if unknown:
        return Committees(codes, "unknown_committee", f"{', '.join(unknown)} is not in the council's register", 0.5)
    return Committees(codes)


def form(text: str) -> str:
    """The form in which two printings of a committee are equal: no spaces, `and` and `&` as `+`, no `Committee`."""
    told = re.sub(r"\b(?:the|committee)\b", "", fold(text))
    return re.sub(r"\s+", "", re.sub(r"\s+and\s+|&", "+", told))
