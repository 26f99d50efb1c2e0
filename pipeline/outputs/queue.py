"""What waits for a person, as a queue of decisions: flags that share a cause are one entry, worst first.

What cells must have in common for one decision to settle them all is a column of `normalise/registers/flags.csv`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, cast

from normalise.flags import UNEXPLAINED, FlagReason
from normalise.records import Row
from normalise.text import fold

UNKNOWN_HEADING = "unknown_heading"
OTHER = "other: "


class Member(NamedTuple):
    """A field of a record, as a row of `cells` names it."""

    plan_id: str
    dataset: str
    record_id: str
    field: str


@dataclass(frozen=True)
class FlagGroup:
    """Fields that one decision settles.

    `shared` is what they have in common, by name (`published`, `page`, `flag_detail` ...), `members` the fields in the
    order of the plans, `example` the row of `cells` with the lowest confidence, `confidence` that confidence, and
    `doubt` how many of the members may be expected to be wrong: the sum of what each lacks of certainty.
    """

    flag: str
    shared: Mapping[str, str]
    members: tuple[Member, ...]
    example: Row
    confidence: float
    doubt: float
    explanation: str
    what_to_do: str

    @property
    def key(self) -> str:
        """A name that no other group of the same cells has, the same from run to run."""
        return "|".join((self.flag, *(f"{name}={value}" for name, value in self.shared.items())))

    @property
    def plans(self) -> tuple[str, ...]:
        """The plans in which the cause is met, in order."""
        return tuple(dict.fromkeys(member.plan_id for member in self.members))

    @property
    def cause(self) -> str:
        """What the members share, for a person: the printed words, the page, the field."""
        named = {
            "published": "{!r}",
            "flag_detail": "{}",
            "page": "page {}",
            "record_id": "record {}",
            "field": "{}",
        }
        told = [form.format(self.shared[name]) for name, form in named.items() if self.shared.get(name)]
        return ", ".join(told) or self.plans[0]


def groups(cells: Iterable[Row]) -> list[FlagGroup]:
    """The flagged rows of the dataset `cells`, of one plan or of many, grouped by cause, worst group first.

    Worst is where most cells may be expected to be wrong; groups that tie keep the order of their keys. A field whose
    cell spans pages counts once.
    """
    return sorted(
        _grouped((row, str(row["flag"])) for row in cells if row["flag"]),
        key=lambda group: (-group.doubt, -len(group.members), group.key),
    )


def unknown_headings(cells: Iterable[Row]) -> list[FlagGroup]:
    """The columns whose headings no rule knows and whose texts are kept in `other`, fullest first: none is flagged."""
    kept = ((row, UNKNOWN_HEADING) for row in cells if str(row["field"]).startswith(OTHER) and row["published"])
    return sorted(_grouped(kept), key=lambda group: (-len(group.members), group.key))


def _grouped(rows: Iterable[tuple[Row, str]]) -> list[FlagGroup]:
    reasons = _reasons()
    causes: defaultdict[tuple[str, tuple[str, ...]], dict[Member, Row]] = defaultdict(dict)
    for row, flag in rows:
        names = reasons.get(flag, UNEXPLAINED).shared
        member = Member(*(str(row[name]) for name in Member._fields))
        causes[flag, tuple(_value(row, name) for name in names)].setdefault(member, row)
    return [_group(flag, reasons.get(flag, UNEXPLAINED), values, members) for (flag, values), members in causes.items()]


def _group(flag: str, reason: FlagReason, values: Sequence[str], members: Mapping[Member, Row]) -> FlagGroup:
    sure = {member: cast("float", row["confidence"]) for member, row in members.items()}
    worst = min(sure, key=lambda member: (sure[member], member))
    # Words are grouped as folded and shown as one of the pages prints them.
    shared = {
        name: str(members[worst]["published"] or "") if name == "published" else value
        for name, value in zip(reason.shared, values, strict=True)
    }
    return FlagGroup(
        flag=flag,
        shared=shared,
        members=tuple(members),
        example=members[worst],
        confidence=sure[worst],
        doubt=round(sum(1 - chance for chance in sure.values()), 4),
        explanation=reason.explanation,
        what_to_do=reason.what_to_do,
    )


def _value(row: Row, name: str) -> str:
    if name == "council":
        return str(row["plan_id"]).split("/", 1)[0]
    value = row[name]
    return "" if value is None else fold(str(value)) if name == "published" else str(value)


@lru_cache(maxsize=1)
def _reasons() -> Mapping[str, FlagReason]:
    # Half of what a run takes that finds nothing new and only tells what waits.
    from normalise.registers import load_registers

    return load_registers().flags
