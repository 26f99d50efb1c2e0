"""`planlift run`: many PDFs in, one set of outputs out, whatever happens to any one of them."""

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

from extractors.errors import DocumentError
from normalise.corrections import load_corrections
from pipeline import executors
from pipeline.cache import Cache, cache_folder
from pipeline.errors import NoInput, ReaderCrashed
from pipeline.judged import Judged, entry, judge
from pipeline.lift import Lifted, Original, Settings, Trouble, lift
from pipeline.manifest import DocumentEntry
from pipeline.progress import Teller
from pipeline.sources import Candidate, find_pdfs, sha256_of

CORRECTIONS = Path("data", "corrections.csv")


@dataclass(frozen=True)
class Order:
    """What the user asked for: PDFs and folders, the folder for outputs, how many processes (None: as many as help)."""

    places: tuple[Path, ...]
    out: Path
    jobs: int | None = None
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
    """Read, normalise, check and publish. Raises NoInput, LockHeld, or OutputError; a document's trouble is told."""
    from pipeline.lock import hold

    with hold(order.out), teller:
        found = find_pdfs(order.places)
        for note in found.notes:
            teller.warn(note)
        # A missing PDF is answered for in the manifest; a missing folder holds nothing to answer for.
        if all(file.path.suffix.lower() != ".pdf" and not file.path.exists() for file in found.files):
            raise NoInput(list(order.places))
        # Great Expectations takes seconds to import; it may as well do so while PDFs are read.
        threading.Thread(target=_warm, daemon=True).start()
        lifted = _read_all(found.files, order, teller)
        return _publish(lifted, order, teller)


def _warm() -> None:
    from expectations.suites import warm

    warm()


def _read_all(files: Sequence[Candidate], order: Order, teller: Teller) -> list[Lifted]:
    """What became of every file, in the order of `files`."""
    settings = _settings(order, teller)
    results: dict[int, Lifted] = {}
    originals: dict[int, Original] = {}
    first_with: dict[str, int] = {}
    twins: dict[int, int] = {}
    teller.begin(len(files))
    for index, (path, name) in enumerate(files):
        try:
            original = Original(path, name, sha256_of(path))
        except DocumentError as error:
            results[index] = _told(Lifted(Original(path, name, ""), trouble=Trouble.of(error)), teller)
            continue
        if (first := first_with.setdefault(original.sha256, index)) == index:
            originals[index] = original
        else:
            twins[index] = first
    waiting = list(originals)
    jobs = min(order.jobs or os.cpu_count() or 1, len(waiting))
    task = partial(_lift_and_tell, settings)
    opened = executors.serial(teller.page) if jobs <= 1 else executors.processes(jobs, teller.page)
    with opened as crew:
        for place, result in executors.each([originals[i] for i in waiting], task, crew):
            index = waiting[place]
            if isinstance(result, executors.Stopped):
                original = originals[index]
                result = Lifted(original, trouble=Trouble.of(ReaderCrashed(original.path)))
            results[index] = _told(result, teller)
    for index, first in twins.items():
        path, name = files[index]
        results[index] = _twin(results[first], path, name)
        teller.done(name, f"the same bytes as {results[first].original.name}, read once")
    Cache(settings.cache).prune()
    return [results[index] for index in range(len(files))]


def _settings(order: Order, teller: Teller) -> Settings:
    folder = None
    if order.use_cache:
        folder, why_not = cache_folder()
        if folder is None:
            teller.warn(f"nothing is kept for the next run ({why_not})")
    return Settings(load_corrections(CORRECTIONS), order.cross_check, folder)


def _lift_and_tell(settings: Settings, original: Original) -> Lifted:
    return lift(original, settings, partial(executors.tell_page, original.name))


def _told(lifted: Lifted, teller: Teller) -> Lifted:
    """`lifted`, once the user has been told of it."""
    name = lifted.original.name
    if lifted.warnings:
        teller.warn(f"{name}: {'; '.join(lifted.warnings)}")
    if lifted.trouble is not None:
        teller.failed(name, lifted.trouble.line)
        return lifted
    plans = f"{len(lifted.plans)} plan" + ("" if len(lifted.plans) == 1 else "s")
    pages = f"{lifted.pages} page" + ("" if lifted.pages == 1 else "s")
    how = "unchanged since it was last read" if lifted.kept else f"{lifted.seconds:.1f} s"
    teller.done(name, f"{pages}, {plans}, {how}")
    return lifted


def _twin(first: Lifted, path: Path, name: str) -> Lifted:
    """What is said of a file whose bytes are those of another: nothing of its own."""
    return Lifted(
        Original(path, name, first.original.sha256), first.pages, trouble=first.trouble, same_as=first.original
    )


def _publish(lifted: Sequence[Lifted], order: Order, teller: Teller) -> Outcome:
    from expectations.gate import check
    from normalise.records import distinguish
    from pipeline.store import publish_run

    teller.stage("checking the data")
    plans = distinguish([plan for document in lifted for plan in document.plans])
    gate = check(plans, {plan.plan_id: plan.announced for plan in plans if plan.announced})
    for verdict in gate.verdicts:
        for finding in verdict.warnings:
            teller.warn(f"{verdict.plan_id}: {finding.message}")
    judged = judge(lifted, plans, gate)
    entries = [entry(document) for document in judged]
    teller.stage("writing the datasets")
    run = {"version": version("planlift"), "cross_check": order.cross_check}
    kept = publish_run(order.out, gate, plans, entries, run)
    return Outcome(tuple(entries), tuple(judged), kept)
