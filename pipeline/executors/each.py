"""Many tasks through one executor, a few of them at a time."""

from collections import Counter, deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TypeVar

from pipeline.executors.crew import Crew
from pipeline.executors.stopping import Stopped, WorkerDied

Item = TypeVar("Item")
Result = TypeVar("Result")

# How often, in seconds, a crew that gives no answer is asked whether it still has workers.
_PULSE = 5.0


def each(items: Sequence[Item], task: Callable[[Item], Result], crew: Crew) -> Generator[tuple[int, Result | Stopped]]:
    """Run `task` on every item, a few at a time; yields (index, result) in the order in which they end.

    No more results are held than the crew takes tasks at once, so memory does not grow with the number of items, and an
    item is taken from `items` only when its turn comes. A task whose process dies is tried once more; where that dies
    too, its result is the WorkerDied. A task that is stopped at a limit has the exception as its result at once, since
    it would be stopped again. What `task` raises is raised here.
    """
    waiting = deque(range(len(items)))
    under_way: dict[Future[Result], int] = {}
    deaths: Counter[int] = Counter()
    while waiting or under_way:
        room = max(crew.at_once(), 1) - len(under_way)
        for _ in range(min(room, len(waiting))):
            index = waiting.popleft()
            under_way[crew.executor.submit(task, items[index])] = index
        for future in wait(under_way, _PULSE, FIRST_COMPLETED).done:
            index = under_way.pop(future)
            error = future.exception()
            if not isinstance(error, Stopped):
                yield index, future.result()
            elif isinstance(error, WorkerDied) and not deaths[index]:
                deaths[index] += 1
                waiting.appendleft(index)
            else:
                yield index, error
