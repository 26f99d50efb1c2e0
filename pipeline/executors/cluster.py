"""Tasks on a Dask cluster that others have started."""

import contextlib
import logging
import uuid
from collections.abc import Generator
from concurrent.futures import CancelledError
from typing import Any

from pipeline.executors.bundles import Bundles
from pipeline.executors.crew import Crew
from pipeline.executors.onworker import dismiss
from pipeline.executors.reporting import PageListener
from pipeline.executors.room import PATIENCE, ClusterLost, Room
from pipeline.executors.stopping import Bounds


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
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterLost(address, f"no Dask scheduler answers there: {error}") from error
    topic = f"planlift-pages-{uuid.uuid4().hex}"
    try:
        if listener is not None:
            client.subscribe_topic(topic, _Hearing(listener))
        room = Room(client, address)
        # Not `pure`: a task that failed because its process died is to be tried again, not answered from memory.
        bundles = Bundles(client.get_executor(pure=False), room, topic, bounds)
        yield Crew(bundles, room, bundles.release)
    except (CancelledError, CommClosedError, ClosedClientError) as error:
        raise ClusterLost(address, "the connection to the Dask scheduler is lost") from error
    finally:
        if client.status == "running":
            with contextlib.suppress(OSError):
                client.run(dismiss, topic)
        # it waits for a scheduler that has gone, and what went wrong is told already
        with contextlib.suppress(TimeoutError):
            client.close(timeout=2)


class _Hearing:
    """Passes what comes on a topic on to a listener."""

    def __init__(self, listener: PageListener) -> None:
        self._listener = listener

    def __call__(self, event: tuple[float, tuple[str, int, int, int]]) -> None:
        _, report = event
        self._listener(*report)
