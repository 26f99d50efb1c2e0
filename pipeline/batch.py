"""`planlift run`: many PDFs in, one set of outputs out, whatever happens to any one of them."""

import os
import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from extractors.errors import UnreadableFile
from extractors.files import is_there
from normalise.corrections import load_corrections
from pipeline import executors
from pipeline.cache import Cache, cache_folder
from pipeline.documents import PASSING, Known, Lifted, identify, read_all
from pipeline.errors import NoInput
from pipeline.judged import Judged, entries, judge
from pipeline.judging import held_back, judge_all, pieces
from pipeline.lift import Settings
from pipeline.limits import load_limits
from pipeline.lock import hold
from pipeline.manifest import DocumentEntry
from pipeline.pagecache import PageCache
from pipeline.progress import Teller
from pipeline.remote import find_remote, is_url
from pipeline.sources import Candidate, Found, find_pdfs
from pipeline.stock import Stock
from pipeline.store import publish_run
from pipeline.swap import beside, real
from pipeline.unchanged import Memory
from pipeline.version import run_version

CORRECTIONS = Path("data", "corrections.csv")
# A run with no more documents than this judges them in its own process, which can import what that takes meanwhile.
_SMALL = 64


@dataclass(frozen=True)
class Order:
    """What the user asked for: places, which are paths or URLs, the folder for outputs, and who is to do the work.

    That is the Dask cluster whose scheduler has the address `scheduler`, or else `jobs` processes (None: one per
    processor). `limits` is a file of the user's own limits.
    """

    places: tuple[str, ...]
    out: Path
    jobs: int | None = None
    scheduler: str | None = None
    limits: Path | None = None
    cross_check: bool = False
    use_cache: bool = True


@dataclass(frozen=True)
class Outcome:
    """What a run came to: its documents as the manifest has them, and each with its plans as judged.

    `datasets_kept` says that nothing could be published and that the datasets of an earlier run are still in force.
    """

    entries: tuple[DocumentEntry, ...]
    documents: tuple[Judged, ...]
    datasets_kept: bool = False

    @property
    def all_published(self) -> bool:
        """Whether every file of the run gave a plan that is published."""
        return all(entry.verdict in ("published", "published_with_flags") for entry in self.entries)


def run(order: Order, teller: Teller) -> Outcome:
    """Read, normalise, check and publish.

    A document's trouble is told. Raises UsageError, NoInput, LockHeld, OutputError, ClusterLost, or another
    PlanliftError that says why there is nothing to publish; the last good outputs are then as they were.
    """
    with hold(order.out), teller:
        settings = _settings(order, teller)
        found = _find(order.places)
        for note in found.notes:
            teller.warn(note)
        # A missing PDF is answered for in the manifest; a missing folder holds nothing to answer for.
        if all(not f.url and f.path.suffix.lower() != ".pdf" and not is_there(f.path) for f in found.files):
            raise NoInput(order.places)
        teller.begin(len(found.files))
        known = identify(found.files, settings)
        memory = Memory(settings.cache, real(order.out), known, Outcome)
        if (outcome := memory.recall()) is not None:
            teller.stage("nothing has changed since the last run: its outputs stay as they are")
            return outcome
        with Stock(settings.cache, beside(real(order.out), "spool")) as stock:
            outcome = _work(known, order, settings, stock, teller)
            stock.prune()
        # What this run used stays, and as much of earlier ones.
        Cache(settings.cache).prune(2 * len(known))
        PageCache(settings.cache).prune(sum(entry.pages for entry in outcome.entries))
        if not any(d.trouble and d.trouble.reason in PASSING for d in outcome.documents):
            # The next run shows the seconds as those of an earlier one.
            memory.keep(replace(outcome, documents=tuple(replace(d, kept=True) for d in outcome.documents)))
        return outcome


def _work(files: Sequence[Known | Lifted], order: Order, settings: Settings, stock: Stock, teller: Teller) -> Outcome:
    limits = settings.limits
    bounds = executors.Bounds(limits.seconds, limits.seconds_per_page, limits.memory_mb)
    documents = read_all(files, settings, stock, partial(_readers, order, bounds, teller), teller)
    teller.stage("checking the data")
    judgement = judge_all(documents, settings, stock, partial(_crew, order), teller)
    for _, verdict in judgement.ruled:
        for finding in verdict.warnings:
            teller.warn(f"{verdict.plan_id}: {finding.message}")
    judged = judge(documents, judgement.verdicts)
    told = entries(documents, judged)
    teller.stage("writing the datasets")
    run = {"version": version("planlift"), "cross_check": order.cross_check}
    kept = publish_run(order.out, pieces(judgement, stock), held_back(judgement, stock), told, run)
    return Outcome(tuple(told), tuple(judged), kept)


def _readers(
    order: Order, bounds: executors.Bounds, teller: Teller, tasks: int
) -> AbstractContextManager[executors.Crew]:
    """The crew that reads so many documents."""
    if tasks <= _SMALL:
        # Great Expectations takes seconds to import; it may as well do so while PDFs are read.
        threading.Thread(target=_warm, daemon=True).start()
    return _crew(order, tasks, teller.page, bounds)


def _warm() -> None:
    from expectations.suites import warm

    warm()


def _crew(
    order: Order, tasks: int, listener: executors.PageListener | None = None, bounds: executors.Bounds | None = None
) -> AbstractContextManager[executors.Crew]:
    """The crew that the user asked for, where there are so many tasks."""
    if order.scheduler is not None:
        return executors.cluster(order.scheduler, listener, bounds)
    return executors.processes(min(order.jobs or os.cpu_count() or 1, tasks), listener, bounds)


def _find(places: Sequence[str]) -> Found:
    """The files of every place: those of paths, then those of URLs."""
    found = find_pdfs(Path(place) for place in places if not is_url(place))
    files, notes = list(found.files), list(found.notes)
    for place in filter(is_url, places):
        try:
            there = find_remote(place)
        except UnreadableFile:
            # Reading it tells the user what is wrong with it.
            name = PurePosixPath(place).name
            there = [Candidate(Path(name), name, place)]
        files += there
        if not there:
            notes.append(f"{place}: holds no PDF")
    return Found(tuple(files), tuple(notes))


def _settings(order: Order, teller: Teller) -> Settings:
    folder = None
    if order.use_cache:
        folder, why_not = cache_folder()
        if folder is None:
            teller.warn(f"nothing is kept for the next run ({why_not})")
    limits = load_limits(order.limits)
    elsewhere = order.scheduler is not None
    return Settings(load_corrections(CORRECTIONS), limits, run_version(), elsewhere, order.cross_check, folder)
