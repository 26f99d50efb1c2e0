"""Who works for a run: those who read its documents, and those who judge its plans.

Light to import, and made before it is known what there is to do: what reading takes is a second of imports, which a
process begins here while this one imports what a run takes.
"""

import os
import threading
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager

from pipeline import executors
from pipeline.limits import Limits
from pipeline.run.order import Order

# What reading takes: the module of its task, and those that the task imports where there is something to read.
_READING = ("pipeline.run.documents", "extractors.document", "normalise.document", "expectations.gate")


def bounds_of(limits: Limits) -> executors.Bounds:
    """The limits that are held against a task from outside."""
    return executors.Bounds(limits.seconds, limits.seconds_per_page, limits.memory_mb)


class Crews(ExitStack):
    """Who reads the documents of a run, and who judges its plans.

    Where there are many, those who have read stay to judge: they have imported most of what that takes.
    """

    def __init__(self, order: Order, limits: Limits) -> None:
        """The user's `order` says what kind they are; `limits` hold for every document."""
        super().__init__()
        self._order, self._bounds = order, bounds_of(limits)
        self._listener: executors.PageListener | None = None
        self._staying: executors.Crew | None = None
        self._reading = self.enter_context(ExitStack())
        # Workers of a cluster have imported it all, or will; one that cannot be reached may not be needed.
        self._readers = None if order.scheduler is not None else self._open_readers()

    @contextmanager
    def readers(self, few: int, documents: int, listener: executors.PageListener) -> Generator[executors.Crew]:
        """The crew that reads so many documents; the plans of a `few` are judged in this process."""
        self._listener = listener
        crew = self._readers or self._open_readers()
        if documents > few:
            self._staying = crew
            yield crew
            return
        # Great Expectations takes over a second to import, which it may as well do while PDFs are read. More processes
        # than processors would only hold both up.
        warming = threading.Thread(target=_warm, daemon=True)
        with self._reading:
            warming.start()
            yield crew if self._order.scheduler is not None else executors.sparing(crew, warming.is_alive)

    @contextmanager
    def judges(self, lots: int) -> Generator[executors.Crew]:
        """The crew that judges so many lots."""
        if self._staying is not None:
            self._staying.release()
            yield self._staying
            return
        with _crew(self._order, min(jobs_of(self._order), lots)) as crew:
            yield crew

    def _open_readers(self) -> executors.Crew:
        # Even one document may be divided. A second process starts only when there is something to do for it.
        crew = _crew(self._order, jobs_of(self._order), self._hear, self._bounds, _READING)
        return self._reading.enter_context(crew)

    def _hear(self, document: str, page: int, pages: int, pictures: int = 0, /) -> None:
        if self._listener is not None:
            self._listener(document, page, pages, pictures)


def _warm() -> None:
    from expectations.suites import warm

    warm()


def _crew(
    order: Order,
    jobs: int,
    listener: executors.PageListener | None = None,
    bounds: executors.Bounds | None = None,
    ahead: Sequence[str] = (),
) -> AbstractContextManager[executors.Crew]:
    """The crew that the user asked for, of `jobs` processes where it is on this machine."""
    if order.scheduler is not None:
        return executors.cluster(order.scheduler, listener, bounds)
    return executors.processes(jobs, listener, bounds, ahead)


def jobs_of(order: Order) -> int:
    """How many processes of this machine the user wants."""
    return order.jobs or os.cpu_count() or 1
