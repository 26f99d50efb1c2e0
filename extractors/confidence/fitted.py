"""How often cells of each evidence are right, as `benchmarks/confidence.py` found it and `sureness.toml` keeps it."""

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from extractors.confidence.company import Company, CompanyLimits

FILE = Path(__file__).with_name("sureness.toml")
# What nothing is known of is as likely to be wrong as right.
UNKNOWN = 0.5


@dataclass(frozen=True)
class Fitted:
    """Chances from 0 to 1 that a cell is right, each a lower bound of what the fit found.

    `threshold`: a cell below it is flagged. `places` by reading and company, `repairs` and `flags` by name, `letters`
    in steps: from which chance of the recogniser (ascending) on which confidence holds.
    """

    threshold: float
    company: CompanyLimits
    places: Mapping[tuple[str, str], float]
    repairs: Mapping[str, float]
    flags: Mapping[str, float]
    letters: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Fitted":
        """From what `sureness.toml` holds."""
        return cls(
            threshold=data["threshold"],
            company=CompanyLimits(**data["company"]),
            places={(row["reading"], row["company"]): row["confidence"] for row in data["place"]},
            repairs={row["repair"]: row["confidence"] for row in data["repair"]},
            flags={row["flag"]: row["confidence"] for row in data["flag"]},
            letters=tuple((row["from"], row["confidence"]) for row in data["letters"]),
        )

    def confidence(
        self, reading: str, company: Company, repairs: Iterable[str], flag: str | None, chance: float
    ) -> float:
        """How sure a cell is: its weakest evidence decides. `chance` is the recogniser's, for a cell of a picture."""
        evidence = [self.places.get((reading, company), UNKNOWN), *(self.repair(name) for name in repairs)]
        if reading == "ocr":
            evidence.append(self.letter(chance))
        if flag:
            evidence.append(self.flag(flag))
        return min(evidence)

    def repair(self, name: str) -> float:
        """The chance that a cell mended in this way is right; a repair that the fit did not meet is as bad as any."""
        return self.repairs.get(name, self._worst_repair)

    @cached_property
    def _worst_repair(self) -> float:
        return min(self.repairs.values(), default=UNKNOWN)

    def flag(self, reason: str) -> float:
        """The chance that a cell with this flag is right all the same."""
        return self.flags.get(reason, UNKNOWN)

    def letter(self, chance: float) -> float:
        """The chance that a cell read from a picture is right which the recogniser gives `chance`."""
        at = bisect_right(self.letters, (chance, 1.0)) - 1
        return self.letters[at][1] if at >= 0 else 0.0

    def is_illegible(self, chance: float) -> bool:
        """Whether a text that the recogniser gives `chance` is not sure enough to go without a flag."""
        return self.letter(chance) < self.threshold


@lru_cache(maxsize=1)
def fitted() -> Fitted:
    """What comes with Planlift."""
    return Fitted.of(tomllib.loads(FILE.read_text("utf-8")))
