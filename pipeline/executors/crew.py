"""Who works: an executor, and how many tasks are worth giving to it at a time."""

import os
from collections.abc import Callable
from concurrent.futures import Executor
from typing import NamedTuple


class Crew(NamedTuple):
    """An executor for `each`; `at_once` is asked again and again, since workers of a cluster come and go.

    `release` makes it do other work: the bounds of its tasks hold no longer, nor what is known of the time they take.
    """

    executor: Executor
    at_once: Callable[[], int]
    release: Callable[[], None] = lambda: None


def sparing(crew: Crew, busy: Callable[[], bool]) -> Crew:
    """`crew`, which leaves one of this machine's processors to others as long as `busy` says that they need it."""

    def at_once() -> int:
        spare = max((os.cpu_count() or 1) - 1, 1)
        return min(crew.at_once(), spare) if busy() else crew.at_once()

    return crew._replace(at_once=at_once)
