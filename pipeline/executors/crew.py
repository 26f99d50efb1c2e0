"""Who works: an executor, and how many tasks are worth giving to it at a time."""

from collections.abc import Callable
from concurrent.futures import Executor
from typing import NamedTuple


class Crew(NamedTuple):
    """An executor for `each`; `at_once` is asked again and again, since workers of a cluster come and go."""

    executor: Executor
    at_once: Callable[[], int]
