"""What runs on a Dask worker: it gives each task to a process of its own (`processes.py`).

So bounds hold there as they do here, and a document that kills its reader does not take the worker along.
"""

import threading
import time
from typing import Any, NamedTuple

from pipeline.executors.child import unpacked
from pipeline.executors.processes import Processes
from pipeline.executors.stopping import Bounds

# So many pages a second are told, whatever documents they are of, and as many at once after a while without any. To
# tell of one takes 3 ms of processors, those of worker, scheduler and command; to read a short document takes 60.
_TOLD = 5.0
# The processes of each run that this worker works for, by the topic of the run.
_pools: dict[str, Processes] = {}
_lock = threading.Lock()


class Answers(NamedTuple):
    """What the tasks of a bundle answered, each in pickled form or as it was raised, and the seconds that they took."""

    answers: list[bytes | Exception]
    seconds: float


def work_off(topic: str, bounds: Bounds | None, tasks: list[bytes]) -> Answers:
    """What tasks answer, one after the other, each in a process that may be stopped at `bounds`.

    Their pages are told on `topic`, which names the run.

    Tasks and answers stay pickled here: to know what they are made of, a worker would have to import what reads PDFs,
    which takes a second and 150 MB.
    """
    from distributed import get_worker

    worker: Any = get_worker()
    with _lock:
        if topic not in _pools:
            _pools[topic] = Processes(worker.state.nthreads, _Telling(worker, topic), bounds)
        pool = _pools[topic]
        pool.bounds = bounds
    began = time.monotonic()
    answers: list[bytes | Exception] = []
    for task in tasks:
        done = pool.submit(unpacked, task)
        try:
            answers.append(done.result())
        except Exception as error:  # noqa: BLE001 (raised again where the future is asked)
            answers.append(error)
    return Answers(answers, time.monotonic() - began)


class _Telling:
    """Passes reports of pages on to the command, a few a second."""

    def __init__(self, worker: Any, topic: str) -> None:
        self._worker, self._topic = worker, topic
        self._left, self._last = _TOLD, time.monotonic()

    def __call__(self, item: str, page: int, pages: int, pictures: int) -> None:
        now = time.monotonic()
        self._left = min(self._left + _TOLD * (now - self._last), _TOLD)
        self._last = now
        if self._left >= 1:
            self._left -= 1
            self._worker.log_event(self._topic, (item, page, pages, pictures))


def dismiss(topic: str) -> None:
    """End the processes of a run that has ended."""
    if pool := _pools.pop(topic, None):
        pool.kill()
