"""What a run remembers of a document while the rows of its plans lie on disk."""

from dataclasses import dataclass, field

from expectations.verdict import Finding
from extractors.errors import PlanliftError
from normalise.records import Fault


@dataclass(frozen=True)
class Trouble:
    """Why a file gave no plan: the short code of the error, and its one line for the user.

    Words, not the error itself: they cross to another process whatever an error is made of.
    """

    reason: str
    line: str

    @classmethod
    def of(cls, error: PlanliftError) -> "Trouble":
        """The trouble that `error` tells of."""
        return cls(error.reason, str(error))


@dataclass(frozen=True)
class FlagSeen:
    """A flag's reason, how many values of a plan carry it, and the field and page of the first of them."""

    reason: str
    cells: int
    field: str
    page: int


@dataclass(frozen=True)
class PlanBrief:
    """What a run remembers of a plan while its rows lie on disk.

    `plan_id` is the plan's own, which it may share with plans of other documents; `rows` how many rows each dataset
    has; `first` the place in the parcel of the first dataset, after which the others stand in the order of `rows`.
    """

    plan_id: str
    source_file: str
    rows: dict[str, int]
    cells: int
    flagged: int
    flags: tuple[FlagSeen, ...] = ()
    announced: dict[str, int] = field(default_factory=dict[str, int])
    faults: tuple[Fault, ...] = ()
    misfits: tuple[Finding, ...] = ()
    first: int = 0


@dataclass(frozen=True)
class Contents:
    """What became of a document: its pages, warnings, the seconds that reading it took, and its plans or its trouble.

    `warnings` tell of what may be wrong or lost on its pages beyond the flags of cells, `notes` of what had to be
    inferred about it or could not be checked. `kept` says that it was read in an earlier run; `damage` what is broken
    in its file, which was read all the same.
    """

    pages: int = 0
    seconds: float = 0.0
    kept: bool = False
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    plans: tuple[PlanBrief, ...] = ()
    trouble: Trouble | None = None
    damage: tuple[str, ...] = ()
