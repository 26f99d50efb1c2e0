"""The first half of a run: every file becomes a parcel, read by a crew or found where an earlier run put it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeAlias, cast

from extractors.errors import DocumentError, LimitExceeded
from pipeline import executors
from pipeline.document.contents import Contents, Trouble
from pipeline.document.lift import Division, Settings, lift
from pipeline.document.parcel import contents, pack
from pipeline.errors import PASSING, ReaderCrashed
from pipeline.given.sources import Original
from pipeline.keeping.codec import WrongShape
from pipeline.keeping.stock import Stock
from pipeline.run.division import PageCount, read_divided
from pipeline.run.inputs import NO_SIDECAR, Known, Lifted, sidecar_text
from pipeline.run.kept import Parcels
from pipeline.telling.progress import Teller

# Opens a crew that is fit for so many documents, and tells the listener of their pages.
ReadersFor: TypeAlias = Callable[[int, executors.PageListener], AbstractContextManager[executors.Crew]]


def read_all(
    files: Sequence[Known | Lifted], settings: Settings, stock: Stock, crew: ReadersFor, teller: Teller
) -> list[Lifted]:
    """What became of every file, in the order of `files`. Raises OtherVersion, ClusterLost or OutputError.

    `crew` is asked for one that is fit for so many tasks, and only where something has to be read.
    """
    parcels = Parcels(stock, settings.corrections)
    results: dict[int, Lifted] = {}
    waiting: list[int] = []
    first_with: dict[str, int] = {}
    twins: dict[int, int] = {}
    for index, file in enumerate(files):
        if isinstance(file, Lifted):
            results[index] = _told(file, teller)
        elif (first := first_with.setdefault(file.original.sha256, index)) != index:
            twins[index] = first
        elif (kept := _kept(file, parcels)) is not None:
            results[index] = _told(kept, teller)
        else:
            waiting.append(index)
    known = [cast("Known", files[index]) for index in waiting]
    if known:
        task = partial(_lift_and_tell, settings)
        count = PageCount(teller.page)
        divided: dict[int, tuple[Original, Division]] = {}
        with crew(len(known), count) as workers:
            for place, answer in executors.each([file.original for file in known], task, workers):
                if isinstance(answer, Division):
                    divided[place] = known[place].original, answer
                else:
                    results[waiting[place]] = _told(_stored(known[place], answer, parcels), teller)
            for place, answer in read_divided(divided, settings, stock, workers, count):
                results[waiting[place]] = _told(_stored(known[place], answer, parcels), teller)
    for told in parcels.unmet():
        teller.warn(told)
    for index, first in twins.items():
        original, read = cast("Known", files[index]).original, results[first]
        # Of the bytes nothing is said twice; what stands beside them may be other facts.
        twin = Contents(
            read.contents.pages, notes=_unread_sidecar(original, read.original), trouble=read.contents.trouble
        )
        results[index] = Lifted(original, twin, same_as=read.original.name)
        for note in twin.notes:
            teller.warn(f"{original.name}: {note}")
        teller.done(original.name, f"the same bytes as {read.original.name}, read once")
    return [results[index] for index in range(len(files))]


def _unread_sidecar(twin: Original, read: Original) -> tuple[str, ...]:
    """A note where the TOML beside `twin` says other than that beside the file with the same bytes that was read."""
    mine = sidecar_text(twin)
    if mine in (NO_SIDECAR, sidecar_text(read)):
        return ()
    return (f"the TOML beside it is not read, since {read.name} has the same bytes: remove one of the two PDFs",)


def _told(lifted: Lifted, teller: Teller) -> Lifted:
    """`lifted`, once the user has been told of it."""
    name, contents = lifted.original.name, lifted.contents
    if contents.notes:
        teller.warn(f"{name}: {'; '.join(contents.notes)}")
    for noticed in (*contents.damage, *contents.warnings):
        teller.warn(f"{name}: {noticed}")
    if contents.trouble is not None:
        teller.failed(name, contents.trouble.reason, contents.trouble.line)
        return lifted
    plans = f"{len(contents.plans)} plan" + ("" if len(contents.plans) == 1 else "s")
    pages = f"{contents.pages} page" + ("" if contents.pages == 1 else "s")
    how = "unchanged since it was last read" if contents.kept else f"{contents.seconds:.1f} s"
    teller.done(name, f"{pages}, {plans}, {how}")
    return lifted


def _kept(file: Known, parcels: Parcels) -> Lifted | None:
    if (found := parcels.find(file)) is None:
        return None
    key, parcel = found
    try:
        return Lifted(file.original, replace(contents(parcel), kept=True), key)
    except WrongShape:
        return None


def _lift_and_tell(settings: Settings, original: Original) -> bytes | Division:
    return lift(original, settings, partial(executors.tell_page, original.name))


def _stored(file: Known, answer: bytes | executors.Stopped, parcels: Parcels) -> Lifted:
    if isinstance(answer, bytes):
        parcel, found = answer, contents(answer)
    else:
        found = Contents(trouble=Trouble.of(_stopped(file.original.path, answer)))
        parcel = pack(found)
    if found.trouble is not None and found.trouble.reason in PASSING:
        return Lifted(file.original, found)
    return Lifted(file.original, found, parcels.keep(file, parcel))


def _stopped(path: Path, why: executors.Stopped) -> DocumentError:
    """The error of a document whose reader was stopped, or died."""
    if isinstance(why, executors.OutOfTime):
        spent = f"{why.seconds:.0f} s of a processor"
        return LimitExceeded(path, f"it took more than {spent} (`seconds`, and `seconds_per_page` a page)")
    if isinstance(why, executors.OutOfMemory):
        return LimitExceeded(path, f"it took more than {why.memory_mb} MB of memory (`memory_mb`)")
    return ReaderCrashed(path)
