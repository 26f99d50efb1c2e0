"""The recorded decision whether a plan's personal names may be published, kept in the TOML beside its PDF.

    [publish]
    personal_names = { decision = "publish", by = "Data Protection Officer", on = 2026-01-15, reason = "..." }

Without one, names are left out. A decision holds for the very PDF that it lies beside: the file is known by its bytes,
so that a new edition of a plan asks for a decision of its own.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from extractors.errors import NO_TOML, PlanliftError
from normalise.records import Row
from pipeline.errors import WRONG_USAGE
from pipeline.given.sources import sidecar_path
from pipeline.pages.originals import find_originals

_KEYS = ("decision", "by", "on", "reason")
_CHOICES = ("publish", "withhold")


class BadDecision(PlanliftError):
    """The TOML beside a PDF says something about publishing that cannot be followed."""

    exit_code = WRONG_USAGE
    reason = "bad_decision"


@dataclass(frozen=True)
class Decision:
    """Who decided, when and why, whether the personal names of a plan are published (`allows`) or not."""

    allows: bool
    by: str
    on: date
    reason: str


def find_decisions(plans: Iterable[Row], places: Sequence[Path]) -> dict[str, Decision]:
    """The decision on each plan by its id, for those that have one; PDFs are looked for in `places`.

    Raises BadDecision where one is not complete, UnreadableFile where a PDF cannot be read.
    """
    found = {plan: original.path for plan, original in find_originals(plans, places).items()}
    decisions = {plan: read_decision(path) for plan, path in found.items() if path}
    return {plan: decision for plan, decision in decisions.items() if decision}


def read_decision(pdf: Path) -> Decision | None:
    """The decision in the sidecar of `pdf`, None where it has none. Raises BadDecision where it is not complete."""
    path = sidecar_path(pdf)
    if path is None:
        return None
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, *NO_TOML) as error:
        raise _bad(path, f"cannot be read: {error}") from error
    section = content.get("publish", {})
    if not isinstance(section, dict):
        raise _bad(path, "`publish` is no table")
    given = cast("dict[str, object]", section)
    if unknown := sorted(given.keys() - {"personal_names"}):
        raise _bad(path, f"[publish] has an unknown key `{unknown[0]}`")
    return _decision(path, given["personal_names"]) if "personal_names" in given else None


def _decision(path: Path, given: object) -> Decision:
    if not isinstance(given, Mapping) or set(cast("Mapping[str, object]", given)) != set(_KEYS):
        raise _bad(path, f"`personal_names` must hold {', '.join(_KEYS)}")
    said = cast("Mapping[str, object]", given)
    if said["decision"] not in _CHOICES:
        raise _bad(path, f"`decision` is {said['decision']!r}, and must be {' or '.join(_CHOICES)}")
    by, reason = (str(said[key]).strip() for key in ("by", "reason"))
    if not by or not reason:
        raise _bad(path, "`by` and `reason` must not be empty")
    try:
        on = date.fromisoformat(str(said["on"]))
    except ValueError as error:
        raise _bad(path, f"`on` is {said['on']!r}, which is no date") from error
    return Decision(said["decision"] == "publish", by, on, reason)


def _bad(path: Path, problem: str) -> BadDecision:
    example = 'personal_names = { decision = "publish", by = "...", on = 2026-01-15, reason = "..." } under [publish]'
    return BadDecision(problem, where=path.name, fix=f"write {example}, or take it out to withhold names")
