"""Why a task ended without an answer of its own: it was stopped at a limit, or its process died."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """What one task may cost before it is stopped.

    It may use `seconds` of a processor, and `seconds_per_page` more for every page that it says it has, so that the
    verdict on a document does not hang on what else the machine has to do. On the clock it may take `patience` times
    as long, which ends a task that waits for something that never comes. The process that it runs in may hold
    `memory_mb` mebibytes of resident memory.
    """

    seconds: float
    seconds_per_page: float
    memory_mb: int
    patience: float = 10.0

    def seconds_for(self, pages: int) -> float:
        """How much of a processor's time a task with so many pages may use."""
        return self.seconds + self.seconds_per_page * pages


class Stopped(Exception):
    """The task has no answer; exceptions of this kind are results of `each`, not raised by it."""


class WorkerDied(Stopped):
    """The process at a task ended without an answer: a crash of a library, or the system took its memory back."""


class OutOfTime(Stopped):
    """The task took longer than its bounds allow, which was `seconds` of a processor."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class OutOfMemory(Stopped):
    """The process at a task held more than the `memory_mb` mebibytes that its bounds allow."""

    def __init__(self, memory_mb: int) -> None:
        super().__init__(memory_mb)
        self.memory_mb = memory_mb
