"""Who works: an executor, and how many tasks are worth giving to it at a time."""

import os
from collections.abc import Callable
from concurrent.futures import Executor
from typing import NamedTuple


class Crew(NamedTuple):
    """An executor for `each`; `at_once` is asked again and again, since workers of a cluster come and go."""

    executor: Executor
    at_once: Callable[[], int]


def sparing(crew: Crew, busy: Callable[[], bool]) -> Crew:
    """`crew`, which leaves one of this machine's processors to others as long as `busy` says that they need it."""

    def at_once() -> int:
        spare = max((os.cpu_count() or 1) - 1, 1)
        return min(crew.at_once(), spare) if busy() else crew.at_once()

    return Crew(crew.executor, at_once)
