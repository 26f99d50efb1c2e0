"""The data that comparing goes by: kinds of changes with their severity, and when two rows are the same."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent
# In the order in which a person looks at them.
TIERS = {
    "undecided": "To decide",
    "serious": "Serious",
    "notable": "Notable",
    "minor": "Minor",
}


class Kind(NamedTuple):
    """A kind of change. `serious_from` is the amount (in quarters) from which on it counts as serious."""

    kind: str
    tier: str
    serious_from: float | None
    sign: str
    label: str
    meaning: str


@dataclass(frozen=True)
class Limits:
    """Points of 100: see `thresholds.toml`."""

    sure: float
    possible: float
    margin: float
    same_id: float
    same_code: float


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of change by name, in the order of `kinds.csv`."""
    with (_HERE / "kinds.csv").open(encoding="utf-8", newline="") as stream:
        return {
            name: Kind(name, tier, float(amount) if amount else None, sign, label, meaning)
            for name, tier, amount, sign, label, meaning in list(csv.reader(stream))[1:]
        }


@cache
def limits() -> Limits:
    """The thresholds of `thresholds.toml`."""
    tables = tomllib.loads((_HERE / "thresholds.toml").read_text("utf-8"))
    return Limits(**tables["wording"], **tables["evidence"])
