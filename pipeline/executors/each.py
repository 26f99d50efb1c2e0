"""Many tasks through one executor, a few of them at a time."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import chain, islice
from typing import TypeVar

from pipeline.executors.crew import Crew
from pipeline.executors.stopping import Stopped, WorkerDied

Item = TypeVar("Item")
Result = TypeVar("Result")

# How often, in seconds, a crew that gives no answer is asked whether it still has workers.
_PULSE = 5.0


def each(items: Iterable[Item], task: Callable[[Item], Result], crew: Crew) -> Generator[tuple[int, Result | Stopped]]:
    """Run `task` on every item, a few at a time; yields (number of the item, result) in the order in which they end.

    No more items and results are held than the crew takes tasks at once, so memory does not grow with their number. A
    task whose process dies is tried once more; where that dies too, its result is the WorkerDied. A task that is
    stopped at a limit has the exception as its result at once, since it would be stopped again. What `task` raises is
    raised here.
    """
    fresh = enumerate(items)
    again: deque[tuple[int, Item]] = deque()
    died: set[int] = set()
    under_way: dict[Future[Result], tuple[int, Item]] = {}
    while True:
        room = max(crew.at_once(), 1) - len(under_way)
        for one in islice(chain(_taken_from(again), fresh), max(room, 0)):
            under_way[crew.executor.submit(task, one[1])] = one
        if not under_way:
            return
        for future in wait(under_way, _PULSE, FIRST_COMPLETED).done:
            index, item = under_way.pop(future)
            error = future.exception()
            if not isinstance(error, Stopped):
                yield index, future.result()
            elif isinstance(error, WorkerDied) and index not in died:
                died.add(index)
                again.append((index, item))
            else:
                yield index, error


def _taken_from(queue: deque[Item]) -> Generator[Item]:
    while queue:
        yield queue.popleft()
