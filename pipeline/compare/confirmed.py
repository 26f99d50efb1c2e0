"""Links between records of different plans that a person has decided, read from a data file.

The file is a CSV with the columns `from`, `to`, `decision` (`yes` or `no`), `decided_by`, `decided_on` (a date in ISO
form) and `reason`; both records are named as corrections name them, `plan_id#record_id`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipeline.review.decisions import BadDecision, decisions_in

COLUMNS = ("from", "to", "decision", "decided_by", "decided_on", "reason")
_DECISIONS = ("yes", "no")


class Decided(NamedTuple):
    """One decision: whether the link holds, who said so, when, and why."""

    holds: bool
    decided_by: str
    decided_on: date
    reason: str


@dataclass(frozen=True)
class Confirmed:
    """All decisions of a file, by the names of both records; the last line on a link has the last word."""

    links: Mapping[tuple[str, str], Decided] = field(default_factory=dict[tuple[str, str], Decided])

    def of(self, one: str, other: str) -> Decided | None:
        """The decision on the link from `one` to `other`, None where there is none."""
        return self.links.get((one, other))

    def either_way(self, one: str, other: str) -> Decided | None:
        """The decision on the two records, whichever is named first."""
        return self.of(one, other) or self.of(other, one)

    def stale(self, records: Collection[str]) -> list[tuple[str, str]]:
        """Decisions between two plans of which `records` are all, that name a record which is not among them."""
        plans = {name.partition("#")[0] for name in records}
        gone = (link for link in self.links if not all(name in records for name in link))
        return [link for link in gone if all(name.partition("#")[0] in plans for name in link)]


def load_confirmed(file: Path) -> Confirmed:
    """The decisions in `file`, none where there is no such file. Raises BadDecision where a line is no decision."""
    found: dict[tuple[str, str], Decided] = {}
    for number, row in enumerate(decisions_in(file, COLUMNS), start=1):
        where = f"{file}, decision {number}"
        if empty := [name for name in COLUMNS if not row[name]]:
            raise BadDecision(f"says no {empty[0]}", where=where, fix="fill the column in")
        if row["decision"] not in _DECISIONS:
            raise BadDecision(f"{row['decision']!r} is no decision", where=where, fix="write yes or no")
        try:
            day = date.fromisoformat(row["decided_on"])
        except ValueError as error:
            raise BadDecision(f"{row['decided_on']!r} is no date", where=where, fix="write 2026-01-15") from error
        found[row["from"], row["to"]] = Decided(row["decision"] == "yes", row["decided_by"], day, row["reason"])
    return Confirmed(found)
