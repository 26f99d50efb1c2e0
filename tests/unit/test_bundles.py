"""Tasks that travel to Dask workers together, with a stand-in for Dask that counts bundles and loses some."""

import pickle
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from types import SimpleNamespace
from typing import Any, cast

from distributed.scheduler import KilledWorker

from pipeline.executors import Crew, WorkerDied, each
from pipeline.executors.bundles import Bundles
from pipeline.executors.onworker import Answers
from pipeline.executors.room import Room


class Dask(Executor):
    """Does the tasks of each bundle at once, as if each took `seconds`; one with the argument `deadly` kills it."""

    def __init__(self, seconds: float, deadly: int | None = None) -> None:
        self.bundles: list[list[int]] = []
        self._seconds, self._deadly = seconds, deadly

    def submit(self, _: Callable[..., Any], /, *args: Any, **__: Any) -> Future[Any]:
        tasks = [pickle.loads(task) for task in args[2]]  # noqa: S301 (what the test itself pickled)
        items = [item for _, (item,), _ in tasks]
        self.bundles.append(items)
        future: Future[Any] = Future()
        answer = Answers([pickle.dumps(task(item)) for task, (item,), _ in tasks], self._seconds * len(tasks))
        if self._deadly in items:
            ending = threading.Timer(0.01, future.set_exception, [KilledWorker("bundle", cast("Any", None), 3)])
        else:
            ending = threading.Timer(0.01, future.set_result, [answer])
        ending.start()
        return future


def negated(number: int) -> int:
    return -number


def run(dask: Dask, tasks: int) -> dict[int, Any]:
    client: Any = SimpleNamespace(nthreads=lambda: {"one": 1, "two": 1})
    room = Room(client, "tcp://nowhere")
    return dict(each(range(tasks), negated, Crew(Bundles(dask, room, "topic", None), room)))


def test_small_tasks_travel_together_and_the_last_ones_are_spread() -> None:
    dask = Dask(0.01)
    assert run(dask, 300) == {n: -n for n in range(300)}
    sizes = list(map(len, dask.bundles))
    assert sum(sizes) == 300
    assert sizes[0] == 1
    assert 8 < max(sizes) <= 16
    assert len(sizes) < 80
    assert max(sizes[-4:]) < max(sizes)


def test_tasks_that_take_long_travel_alone() -> None:
    dask = Dask(5.0)
    assert run(dask, 20) == {n: -n for n in range(20)}
    assert len(dask.bundles) == 20


def test_a_task_that_kills_its_worker_does_not_fail_those_beside_it() -> None:
    dask = Dask(0.01, deadly=40)
    results = run(dask, 300)
    assert isinstance(results.pop(40), WorkerDied)
    assert results == {n: -n for n in range(300) if n != 40}
    # It is tried twice, each time in company first.
    assert 1 <= sum(len(bundle) > 1 for bundle in dask.bundles if 40 in bundle) <= 2
