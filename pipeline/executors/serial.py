"""Tasks one after the other in this process, where nothing can be stopped."""

import contextlib
from collections.abc import Callable, Generator
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

from pipeline.executors.crew import Crew
from pipeline.executors.reporting import PageListener, listening

P = ParamSpec("P")
R = TypeVar("R")


class Serial(Executor):
    """Runs each task at once."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """The finished future of `fn(*args, **kwargs)`."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 (a future carries whatever its task raised)
            future.set_exception(error)
        return future


@contextlib.contextmanager
def serial(listener: PageListener | None = None) -> Generator[Crew]:
    """This process, whose tasks report their pages to `listener`."""
    with listening(listener):
        yield Crew(Serial(), lambda: 1)
