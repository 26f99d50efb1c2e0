"""One PDF, start to end: from the file to the records of its plans."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.errors import NoPlanFound, PlanliftError
from extractors.progress import Progress
from extractors.table import PublishedDocument
from normalise.corrections import Corrections
from normalise.records import PlanRecords
from normalise.registers import Registers, load_registers
from pipeline.errors import UnexpectedFailure
from pipeline.reading import read
from pipeline.sources import Sidecar, describe_source, read_sidecar


@dataclass(frozen=True)
class Settings:
    """What a run was asked for: people's corrections, second opinions, the folder of readings to keep."""

    corrections: Corrections
    cross_check: bool = False
    cache: Path | None = None


@dataclass(frozen=True)
class Original:
    """A PDF of the run: where it is, the name it goes by in outputs, and the SHA-256 of its bytes in hexadecimal."""

    path: Path
    name: str
    sha256: str


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
class Lifted:
    """What became of one PDF. Where there is `trouble`, there are no plans.

    `seconds` is the time that the reading took when it was done; `kept` says that it was done in an earlier run.
    `same_as` names the file of the run with the same bytes that was read instead.
    """

    original: Original
    pages: int = 0
    plans: tuple[PlanRecords, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    kept: bool = False
    trouble: Trouble | None = None
    same_as: Original | None = None


def lift(original: Original, settings: Settings, page_done: Progress | None = None) -> Lifted:
    """The plans of one PDF, or the error that tells why there are none; no document's trouble is raised."""
    pages, seconds, kept = 0, 0.0, False
    warnings: tuple[str, ...] = ()
    try:
        sidecar = read_sidecar(original.path)
        reading, kept = read(original.path, original.sha256, sidecar, settings.cache, settings.cross_check, page_done)
        pages, seconds = reading.document.page_count, reading.seconds
        warnings = reading.document.warnings
        if not reading.document.plans:
            raise NoPlanFound(original.path)
        plans, warnings = normalise(original, sidecar, reading.document, settings)
        return Lifted(original, pages, plans, warnings, seconds, kept)
    except PlanliftError as error:
        trouble = Trouble.of(error)
    except Exception as error:  # noqa: BLE001 (a fault of ours in one document must not cost the others theirs)
        trouble = Trouble.of(UnexpectedFailure.of(original.path, error))
    return Lifted(original, pages, (), warnings, seconds, kept, trouble)


def normalise(
    original: Original, sidecar: Sidecar | None, document: PublishedDocument, settings: Settings
) -> tuple[tuple[PlanRecords, ...], tuple[str, ...]]:
    """The records of every plan of `document`, and what was noticed on the way. Raises PlanliftError."""
    from normalise.document import normalise_plan

    source, noticed = describe_source(original.path, original.sha256, document.page_count, sidecar)
    registers = _registers()
    plans = tuple(normalise_plan(plan, source, registers, settings.corrections) for plan in document.plans)
    warnings = (*noticed, *document.warnings, *(warning for plan in plans for warning in plan.warnings))
    return plans, tuple(dict.fromkeys(warnings))


@lru_cache(maxsize=1)
def _registers() -> Registers:
    return load_registers()
