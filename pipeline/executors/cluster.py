"""Tasks on a Dask cluster that others have started.

A Dask worker gives each task to a process of its own (`processes.py`), so that bounds hold there as they do here and a
document that kills its reader does not take the worker along.
"""

import contextlib
import logging
import pickle
import time
import uuid
from collections.abc import Callable, Generator
from concurrent.futures import CancelledError, Executor, Future
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from extractors.errors import PlanliftError
from pipeline.executors.child import unpacked
from pipeline.executors.crew import Crew
from pipeline.executors.processes import Processes
from pipeline.executors.reporting import PageListener
from pipeline.executors.stopping import Bounds, WorkerDied

if TYPE_CHECKING:
    from distributed import Client

P = ParamSpec("P")
R = TypeVar("R")

# How many seconds to wait for an answer of the scheduler, and for a worker where there is none.
_PATIENCE = 30.0
# In a Dask worker: the processes of each run that it works for, by the topic of the run.
_pools: dict[str, Processes] = {}


class ClusterLost(PlanliftError):
    """The scheduler cannot be reached any more, or no worker is left."""

    reason = "cluster"

    def __init__(self, address: str, what: str) -> None:
        super().__init__(
            what, where=address, fix="look at the cluster's own logs, then run again: what was read is kept"
        )


class _Cluster(Executor):
    """Gives each task to a Dask worker, and there to a process of its own."""

    def __init__(self, client: "Client", topic: str, bounds: Bounds | None) -> None:
        # Not `pure`: a task that failed because its process died is to be tried again, not answered from memory.
        self._executor = cast("Executor", client.get_executor(pure=False))
        self._topic, self._bounds = topic, bounds

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """The future of `fn(*args, **kwargs)`, all of which must be picklable and importable on the workers."""
        task = pickle.dumps((fn, args, kwargs))
        there = self._executor.submit(_in_process, self._topic, self._bounds, task)
        return cast("Future[R]", _without_dask(there))


@contextlib.contextmanager
def cluster(address: str, listener: PageListener | None = None, bounds: Bounds | None = None) -> Generator[Crew]:
    """The Dask cluster whose scheduler has this address; its tasks report their pages to `listener`, from threads.

    A task that goes beyond `bounds` fails with OutOfTime or OutOfMemory. Raises ClusterLost where the scheduler cannot
    be reached, goes away, or has no worker for half a minute.
    """
    import dask
    from distributed import Client
    from distributed.client import ClosedClientError
    from distributed.comm import CommClosedError

    # The scheduler's end is told by ClusterLost in one line; Dask would tell it in pages.
    for name in ("distributed", "distributed.client", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    # Dask would warn of large tasks: what is seen in a scan of 300 pages is 20 MB, and goes to one worker once.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"})
    try:
        client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterLost(address, f"no Dask scheduler answers there: {error}") from error
    topic = f"planlift-pages-{uuid.uuid4().hex}"
    try:
        if listener is not None:
            client.subscribe_topic(topic, _Hearing(listener))
        yield Crew(_Cluster(client, topic, bounds), _Room(client, address))
    except (CancelledError, CommClosedError, ClosedClientError) as error:
        raise ClusterLost(address, "the connection to the Dask scheduler is lost") from error
    finally:
        if client.status == "running":
            with contextlib.suppress(OSError):
                client.run(_dismiss, topic)
        client.close(timeout=2)


class _Hearing:
    """Passes what comes on a topic on to a listener."""

    def __init__(self, listener: PageListener) -> None:
        self._listener = listener

    def __call__(self, event: tuple[float, tuple[str, int, int, int]]) -> None:
        _, report = event
        self._listener(*report)


class _Room:
    """How many tasks a cluster takes: two for each thread of its workers, so that none waits for the next."""

    def __init__(self, client: "Client", address: str) -> None:
        self._client, self._address = client, address
        self._seen = time.monotonic()

    def __call__(self) -> int:
        try:
            threads = sum(cast("dict[str, int]", self._client.nthreads()).values())
        except OSError as error:
            raise ClusterLost(self._address, "the connection to the Dask scheduler is lost") from error
        now = time.monotonic()
        if threads:
            self._seen = now
        elif now - self._seen > _PATIENCE:
            raise ClusterLost(self._address, f"it has had no worker for {_PATIENCE:.0f} seconds")
        return 2 * threads


def _without_dask(there: "Future[bytes]") -> "Future[object]":
    """The future of what `there` gives in pickled form; a task whose Dask workers kept dying fails with WorkerDied."""
    from distributed.scheduler import KilledWorker

    here: Future[object] = Future()
    here.set_running_or_notify_cancel()

    def ended(done: "Future[bytes]") -> None:
        error: BaseException | None = CancelledError() if done.cancelled() else done.exception()
        if error is None:
            here.set_result(pickle.loads(done.result()))  # noqa: S301 (what Dask itself would have done)
        else:
            here.set_exception(WorkerDied() if isinstance(error, KilledWorker) else error)

    there.add_done_callback(ended)
    return here


def _in_process(topic: str, bounds: Bounds | None, task: bytes) -> bytes:
    """On a Dask worker: what a task answers in a process of its own.

    Task and answer stay pickled here: to know what they are made of, a worker would have to import what reads PDFs,
    which takes a second and 150 MB.
    """
    from distributed import get_worker

    worker: Any = get_worker()

    def tell(*report: object) -> None:
        worker.log_event(topic, report)

    if topic not in _pools:
        _pools[topic] = Processes(worker.state.nthreads, tell, bounds)
    return _pools[topic].submit(unpacked, task).result()


def _dismiss(topic: str) -> None:
    """On a Dask worker: end the processes of a run that has ended."""
    if pool := _pools.pop(topic, None):
        pool.kill()
