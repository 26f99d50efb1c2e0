"""One PDF, start to end: from the file to the parcel of what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extractors.errors import NoPlanFound, PlanliftError
from extractors.picture.sharing import ManyPictures
from extractors.progress import Progress
from extractors.table import PublishedDocument
from normalise.corrections import Corrections, Named, apply_corrections, records_of
from normalise.records import PlanRecords
from pipeline.document.contents import Contents, Trouble
from pipeline.document.looks import Looked, look
from pipeline.document.parcel import pack
from pipeline.document.reading import Shared, read
from pipeline.errors import NoMemory, UnexpectedFailure
from pipeline.given.remote import at_hand
from pipeline.given.sources import Original, Sidecar, describe_source, read_sidecar, unchanged
from pipeline.keeping.version import require_version
from pipeline.limits import Limits

if TYPE_CHECKING:
    from normalise.registers import Registers


@dataclass(frozen=True)
class Settings:
    """What a run was asked for: people's corrections, limits, second opinions, the folder of readings to keep.

    `version` is the `run_version` of the command; a worker that is `elsewhere` has to have the same. `most_pictures`
    are the pages that one task looks at where there are others to look at the rest; None where there are none.
    """

    corrections: Corrections
    limits: Limits
    version: str
    elsewhere: bool = False
    cross_check: bool = False
    cache: Path | None = None
    most_pictures: int | None = None


class Division(NamedTuple):
    """The answer of a document whose pictures several tasks are to look at: its pages, and the numbers of those."""

    pages: int
    numbers: tuple[int, ...]


def lift(
    original: Original,
    settings: Settings,
    page_done: Progress | None = None,
    looks: Sequence[bytes] = (),
    seconds: float = 0.0,
) -> bytes | Division:
    """The parcel of one PDF: its plans, or why there are none; no document's trouble is raised.

    `looks` are what others have seen in its pictures, which took them `seconds`. Without them, a document with more
    pictures than the settings leave to one task is not read: the answer says which they are. Raises OtherVersion where
    this machine has other code than the one that asks.
    """
    from expectations.gate import enforce

    if settings.elsewhere:
        require_version(settings.version)
    contents, named = Contents(), tuple[Named, ...]()
    try:
        with at_hand(original) as path:
            sidecar = read_sidecar(path)
            reading, kept = read(
                path,
                original.sha256,
                sidecar,
                folder=settings.cache,
                limits=settings.limits.page_limits,
                cross_check=settings.cross_check,
                page_done=page_done,
                shared=Shared(settings.most_pictures, looks, seconds),
            )
            document = reading.document
            contents = Contents(
                document.page_count,
                reading.seconds,
                kept,
                tuple(dict.fromkeys(document.warnings)),
                damage=document.damage,
            )
            if not document.plans:
                raise NoPlanFound(path)
            plans, notes = normalise(path, original.sha256, sidecar, document, Corrections())
            named = tuple(map(records_of, plans))
            plans = [apply_corrections(plan, settings.corrections) for plan in plans]
            enforced = [(plan, enforce(plan, plan.announced)) for plan in plans]
            return pack(replace(contents, notes=notes), enforced, named)
    except ManyPictures as many:
        return Division(many.pages, many.numbers)
    except Exception as error:  # noqa: BLE001 (a fault of ours in one document must not cost the others theirs)
        return pack(replace(contents, trouble=_trouble(original, error)), named=named)


def look_at_some(
    original: Original, numbers: tuple[int, ...], settings: Settings, page_done: Progress | None = None
) -> Looked | Trouble:
    """What is seen in the pictures on the pages `numbers` of one PDF, or why nothing is. Raises OtherVersion."""
    if settings.elsewhere:
        require_version(settings.version)
    try:
        with at_hand(original) as path, unchanged(path, original.sha256):
            return look(path, numbers, settings.cache, settings.limits.page_limits, page_done)
    except Exception as error:  # noqa: BLE001 (as above)
        return _trouble(original, error)


def _trouble(original: Original, error: Exception) -> Trouble:
    if isinstance(error, PlanliftError):
        return Trouble.of(error)
    if isinstance(error, MemoryError):
        return Trouble.of(NoMemory(original.path))
    return Trouble.of(UnexpectedFailure.of(original.path, error))


def normalise(
    path: Path, sha256: str, sidecar: Sidecar | None, document: PublishedDocument, corrections: Corrections
) -> tuple[tuple[PlanRecords, ...], tuple[str, ...]]:
    """The records of every plan of `document`, and what was inferred or could not be checked. Raises PlanliftError."""
    from normalise.document import normalise_plan

    source, noticed = describe_source(path, sha256, document.page_count, sidecar)
    registers = _registers()
    plans = tuple(normalise_plan(plan, source, registers, corrections) for plan in document.plans)
    notes = (*noticed, *(warning for plan in plans for warning in plan.warnings))
    return plans, tuple(dict.fromkeys(notes))


@lru_cache(maxsize=1)
def _registers() -> "Registers":
    from normalise.registers import load_registers

    return load_registers()
