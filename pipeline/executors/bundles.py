"""Tasks on their way to Dask workers: small ones go several at a time.

What Dask does for one task takes 25 ms of processors, those of scheduler, worker and command together: as much as
reading a document of two pages.
"""

import pickle
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from functools import partial
from typing import Any, NamedTuple, ParamSpec, TypeVar

from pipeline.executors.onworker import Answers, work_off
from pipeline.executors.room import Room
from pipeline.executors.stopping import Bounds, WorkerDied

P = ParamSpec("P")
R = TypeVar("R")


class _Task(NamedTuple):
    """A task in pickled form; one that is `alone` travels with no other."""

    future: "Future[object]"
    packed: bytes
    alone: bool = False


class Bundles(Executor):
    """Gives tasks in bundles to the workers of a Dask cluster."""

    def __init__(self, executor: Executor, room: Room, topic: str, bounds: Bounds | None) -> None:
        """`executor` is Dask's; pages are told on `topic`, and `bounds` hold for each task."""
        self._executor, self._room, self._topic, self._bounds = executor, room, topic, bounds
        self._waiting: deque[_Task] = deque()
        self._lock = threading.Lock()
        self._under_way = 0

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """The future of `fn(*args, **kwargs)`, all of which must be picklable and importable on the workers."""
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        self._waiting.append(_Task(future, pickle.dumps((fn, args, kwargs))))
        self._send()
        return future

    def release(self) -> None:
        """Hold no task to bounds any more, and expect any time of those that follow."""
        self._bounds = None
        self._room.forget()

    def _send(self) -> None:
        """Let what waits go to the workers, as far as they have room."""
        while bundle := self._next():
            there = self._executor.submit(work_off, self._topic, self._bounds, [task.packed for task in bundle])
            there.add_done_callback(partial(self._ended, bundle))

    def _next(self) -> list[_Task]:
        """The tasks that go to a worker next, none where they have to wait; the fewer wait, the fewer go together."""
        with self._lock:
            if not self._waiting or self._under_way >= self._room.bundles:
                return []
            size = min(self._room.size, -(-len(self._waiting) // self._room.bundles))
            bundle = [self._waiting.popleft()]
            while len(bundle) < size and self._waiting and not (bundle[0].alone or self._waiting[0].alone):
                bundle.append(self._waiting.popleft())
            self._under_way += 1
            return bundle

    def _ended(self, bundle: list[_Task], there: Future[Answers]) -> None:
        from distributed.scheduler import KilledWorker

        error: BaseException | None = CancelledError() if there.cancelled() else there.exception()
        if isinstance(error, KilledWorker):
            self._lost(bundle)
        elif error is not None:
            for task in bundle:
                task.future.set_exception(error)
        else:
            self._answer(bundle, there.result())
        with self._lock:
            self._under_way -= 1
        # Where the cluster is gone, so is the way to send anything.
        if error is None or isinstance(error, KilledWorker):
            self._send()

    def _answer(self, bundle: list[_Task], there: Answers) -> None:
        self._room.took(there.seconds, len(bundle))
        for task, answer in zip(bundle, there.answers, strict=True):
            try:
                if isinstance(answer, Exception):
                    raise answer
                told = pickle.loads(answer)  # noqa: S301 (what Dask itself would have done)
            except Exception as error:  # noqa: BLE001 (raised again where the future is asked)
                task.future.set_exception(error)
            else:
                task.future.set_result(told)

    def _lost(self, bundle: list[_Task]) -> None:
        """What becomes of tasks whose Dask workers kept dying: one is to blame, and the others are tried alone."""
        if len(bundle) == 1:
            bundle[0].future.set_exception(WorkerDied())
        else:
            self._waiting.extendleft(task._replace(alone=True) for task in reversed(bundle))
