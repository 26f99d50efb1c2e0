"""Where tasks run: here, in processes of this machine, or on a Dask cluster; and what becomes of one that goes wrong.

Everything that fans out takes a `concurrent.futures.Executor`, which `serial`, `processes` and `cluster` make, and
gives its tasks to it through `each`. `crew`: an executor, and how many tasks at a time.

- `child`, `stopping`, `collecting`: a process that does tasks, why one ends, how often its memory is tidied.
- `onworker`, `bundles`, `room`: the same on the workers of a cluster.
- `reporting`: how a task tells which page it has done.
"""

from pipeline.executors.cluster import cluster
from pipeline.executors.crew import Crew, sparing
from pipeline.executors.each import each
from pipeline.executors.processes import processes
from pipeline.executors.reporting import PageListener, tell_page
from pipeline.executors.room import ClusterLost
from pipeline.executors.serial import serial
from pipeline.executors.stopping import Bounds, OutOfMemory, OutOfTime, Stopped, WorkerDied

__all__ = [
    "Bounds",
    "ClusterLost",
    "Crew",
    "OutOfMemory",
    "OutOfTime",
    "PageListener",
    "Stopped",
    "WorkerDied",
    "cluster",
    "each",
    "processes",
    "serial",
    "sparing",
    "tell_page",
]
