"""How much work a Dask cluster takes at a time, and how it is told that the cluster is gone."""

import time
from typing import TYPE_CHECKING, cast

from extractors.errors import PlanliftError

if TYPE_CHECKING:
    from distributed import Client

# How many seconds to wait for an answer of the scheduler, and for a worker where there is none.
PATIENCE = 30.0
# How often, in seconds, the scheduler is asked for its workers: to ask takes a message there and back.
_ASK = 0.5
# A bundle of tasks is to take a worker so many seconds, and holds no more than so many.
_STINT, _MOST = 1.0, 16


class ClusterLost(PlanliftError):
    """The scheduler cannot be reached any more, or no worker is left."""

    reason = "cluster"

    def __init__(self, address: str, what: str) -> None:
        super().__init__(
            what, where=address, fix="look at the cluster's own logs, then run again: what was read is kept"
        )


class Room:
    """How many tasks a cluster takes: two bundles for each thread of its workers, so that none waits for the next."""

    def __init__(self, client: "Client", address: str) -> None:
        self._client, self._address = client, address
        self._seen = self._asked = time.monotonic()
        self._pace = _STINT
        self._threads = self._ask()

    @property
    def bundles(self) -> int:
        """How many bundles may be under way; one where there is no worker yet, which Dask keeps until there is."""
        return max(2 * self._threads, 1)

    @property
    def size(self) -> int:
        """How many tasks make a bundle: as many as are done in a stint, going by those before."""
        return max(1, min(_MOST, int(_STINT / self._pace)))

    def took(self, seconds: float, tasks: int) -> None:
        """So many tasks have taken so many seconds; what many have taken before counts for half."""
        self._pace = max((self._pace + seconds / tasks) / 2, _STINT / _MOST)

    def forget(self) -> None:
        """Other tasks follow, which may take any time."""
        self._pace = _STINT

    def __call__(self) -> int:
        """How many tasks to have under way. Raises ClusterLost."""
        now = time.monotonic()
        if now - self._asked > _ASK:
            self._asked, self._threads = now, self._ask()
        if self._threads:
            self._seen = now
        elif now - self._seen > PATIENCE:
            raise ClusterLost(self._address, f"it has had no worker for {PATIENCE:.0f} seconds")
        return self.bundles * self.size

    def _ask(self) -> int:
        try:
            return sum(cast("dict[str, int]", self._client.nthreads()).values())
        except OSError as error:
            raise ClusterLost(self._address, "the connection to the Dask scheduler is lost") from error
