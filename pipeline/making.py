"""What a run does where something has changed: read, normalise, check and publish."""

import os
import threading
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib import metadata
from pathlib import Path

from normalise.corrections import load_corrections
from pipeline import executors
from pipeline.cache import Cache
from pipeline.division import bounds_of
from pipeline.documents import read_all
from pipeline.inputs import Known, Lifted
from pipeline.judged import entries, judge
from pipeline.judging import FEW, held_back, judge_all, pieces
from pipeline.lift import Settings
from pipeline.limits import Limits
from pipeline.lots import PLANS_IN_LOT
from pipeline.order import Order, Outcome
from pipeline.pagecache import PageCache
from pipeline.progress import Teller
from pipeline.stock import Stock
from pipeline.store import publish_run
from pipeline.swap import beside, real

# A run that reads no more documents judges them in its own process, which can import what that takes meanwhile.
SMALL = FEW * PLANS_IN_LOT


def make(
    files: Sequence[Known | Lifted],
    order: Order,
    teller: Teller,
    *,
    version: str,
    limits: Limits,
    corrections: Path,
    cache: Path | None,
) -> Outcome:
    """Make the outputs of `files`.

    `version` is that of the code, `corrections` a file, `cache` the user's folder (None: nothing is kept). Raises as
    `batch.run` does.
    """
    elsewhere = order.scheduler is not None
    # One process looks at the pictures of a document side by side in threads, and needs no help of itself.
    most_pictures = limits.pictures_at_once if elsewhere or _jobs(order) > 1 else None
    settings = Settings(
        load_corrections(corrections), limits, version, elsewhere, order.cross_check, cache, most_pictures
    )
    with Stock(cache, beside(real(order.out), "spool")) as stock:
        outcome = _work(files, order, settings, stock, teller)
        stock.prune()
    # What this run used stays, and as much of earlier ones.
    Cache(cache).tidy(len(files))
    PageCache(cache).prune(sum(entry.pages for entry in outcome.entries))
    return outcome


def _work(files: Sequence[Known | Lifted], order: Order, settings: Settings, stock: Stock, teller: Teller) -> Outcome:
    with Crews(order, bounds_of(settings.limits)) as crews:
        documents = read_all(files, settings, stock, crews.readers, teller)
        teller.stage("checking the data")
        judgement = judge_all(documents, settings, stock, crews.judges, teller)
    for _, verdict in judgement.ruled:
        for finding in verdict.warnings:
            teller.warn(f"{verdict.plan_id}: {finding.message}")
    judged = judge(documents, judgement.verdicts)
    told = entries(documents, judged)
    teller.stage("writing the datasets")
    run = {"version": metadata.version("planlift"), "cross_check": order.cross_check}
    kept = publish_run(order.out, pieces(judgement, stock), held_back(judgement, stock), told, run)
    return Outcome(tuple(told), tuple(judged), kept)


class Crews(ExitStack):
    """Who reads the documents of a run, and who judges its plans.

    Where there are many, those who have read stay to judge: they have imported most of what that takes.
    """

    def __init__(self, order: Order, bounds: executors.Bounds) -> None:
        """The user's `order` says what kind they are; `bounds` hold for every document."""
        super().__init__()
        self._order, self._bounds = order, bounds
        self._staying: executors.Crew | None = None

    @contextmanager
    def readers(self, documents: int, listener: executors.PageListener) -> Generator[executors.Crew]:
        """The crew that reads so many documents."""
        # Even one document may be divided. A process starts only when there is something to do for it.
        opened = _crew(self._order, _jobs(self._order), listener, self._bounds)
        if documents > SMALL:
            self._staying = self.enter_context(opened)
            yield self._staying
            return
        # Great Expectations takes seconds to import, which it may as well do while PDFs are read. One process has read
        # several plans until it is there; more processes than processors would only hold it up.
        warming = threading.Thread(target=_warm, daemon=True)
        with opened as crew:
            warming.start()
            yield crew if self._order.scheduler is not None else executors.sparing(crew, warming.is_alive)

    @contextmanager
    def judges(self, lots: int) -> Generator[executors.Crew]:
        """The crew that judges so many lots."""
        if self._staying is not None:
            self._staying.release()
            yield self._staying
            return
        with _crew(self._order, lots) as crew:
            yield crew


def _warm() -> None:
    from expectations.suites import warm

    warm()


def _crew(
    order: Order, tasks: int, listener: executors.PageListener | None = None, bounds: executors.Bounds | None = None
) -> AbstractContextManager[executors.Crew]:
    """The crew that the user asked for, where there are so many tasks."""
    if order.scheduler is not None:
        return executors.cluster(order.scheduler, listener, bounds)
    return executors.processes(min(_jobs(order), tasks), listener, bounds)


def _jobs(order: Order) -> int:
    """How many processes of this machine the user wants."""
    return order.jobs or os.cpu_count() or 1
