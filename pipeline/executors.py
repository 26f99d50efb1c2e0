"""Where documents are read: here, one after the other, or in processes; and what becomes of one that kills its reader.

Everything that fans out takes a `concurrent.futures.Executor`; `Serial` is the twin that needs no process.
"""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
P = ParamSpec("P")
R = TypeVar("R")

# (which item, page, pages)
PageListener = Callable[[str, int, int], None]
Opener = Callable[[int], contextlib.AbstractContextManager[Executor]]


class _Pipe(Protocol):
    """What is needed of a `multiprocessing.SimpleQueue`, whose type the stubs do not name."""

    def put(self, obj: tuple[str, int, int] | None, /) -> None: ...
    def get(self) -> tuple[str, int, int] | None: ...


# Set once in every process that reads: queues can be handed to a process only while it starts.
_listener: PageListener | None = None


def tell_page(item: str, page: int, pages: int) -> None:
    """Report from inside a task that `page` of `pages` of `item` is read; goes nowhere where nobody listens."""
    if _listener is not None:
        _listener(item, page, pages)


class Serial(Executor):
    """Runs each task at once, in this process."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """The finished future of `fn(*args, **kwargs)`."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 (a future carries whatever its task raised)
            future.set_exception(error)
        return future


@contextlib.contextmanager
def serial(listener: PageListener | None) -> Generator[Executor]:
    """A `Serial` executor whose tasks report their pages to `listener`."""
    global _listener
    before, _listener = _listener, listener
    try:
        yield Serial()
    finally:
        _listener = before


class _Workers(ProcessPoolExecutor):
    """A pool whose processes leave Ctrl-C to the process that started them."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """As its parent's; a process that has to be started for the task starts with Ctrl-C held back for good."""
        if not hasattr(signal, "pthread_sigmask"):
            return super().submit(fn, *args, **kwargs)
        # A child inherits the mask, so that it cannot be interrupted even before it has set itself up.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def processes(jobs: int, listener: PageListener | None) -> Generator[Executor]:
    """`jobs` fresh processes whose tasks report their pages to `listener` (called from a thread).

    Processes are spawned, not forked: a fork would copy the locks of threads that run beside it. On the way out,
    finished or not, every process has ended.
    """
    context = multiprocessing.get_context("spawn")
    others = set(multiprocessing.active_children())
    pages: _Pipe = context.SimpleQueue()
    pool = _Workers(jobs, mp_context=context, initializer=_begin_worker, initargs=(pages,))
    reader = threading.Thread(target=_pass_on, args=(pages, listener), daemon=True)
    reader.start()
    try:
        yield pool
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.kill()
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown()
    pages.put(None)
    reader.join()


def _begin_worker(pages: _Pipe) -> None:
    """Prepare a process that reads: where its reports go, and that it ends with the process that started it."""
    global _listener
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _listener = lambda item, page, count: pages.put((item, page, count))  # noqa: E731
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _pass_on(pages: _Pipe, listener: PageListener | None) -> None:
    with contextlib.suppress(EOFError, OSError):  # the pipe closes with the last process
        while (report := pages.get()) is not None:
            if listener is not None:
                listener(*report)


def each(
    items: Sequence[Item], task: Callable[[Item], Result], open_executor: Opener, jobs: int
) -> Generator[tuple[int, Result | BrokenProcessPool]]:
    """Run `task` on every item; yields (index, result) in the order in which they end.

    At most `jobs` tasks are under way, so when a process dies the guilty one is among these few. Each of them is tried
    once more, alone in a fresh process; the one that kills that too yields the BrokenProcessPool, and the rest go on.
    What `task` raises is raised here.
    """
    waiting = deque(range(len(items)))
    suspects: deque[int] = deque()
    while waiting or suspects:
        if suspects:
            index = suspects.popleft()
            yield index, _alone(items[index], task, open_executor)
            continue
        broken: list[int] = []
        try:
            with open_executor(min(jobs, len(waiting))) as executor:
                under_way: dict[Future[Result], int] = {}
                while waiting or under_way:
                    while waiting and len(under_way) < jobs:
                        index = waiting.popleft()
                        try:
                            under_way[executor.submit(task, items[index])] = index
                        except BrokenProcessPool:
                            broken.append(index)
                            raise
                    done = wait(under_way, return_when=FIRST_COMPLETED).done
                    # What has ended well is given out before a death among them ends the round.
                    for future in sorted(done, key=lambda f: isinstance(f.exception(), BrokenProcessPool)):
                        index = under_way[future]
                        if isinstance(future.exception(), BrokenProcessPool):
                            broken += under_way.values()
                            raise future.exception() or AssertionError
                        yield index, future.result()
                        del under_way[future]
        except BrokenProcessPool:
            suspects.extend(sorted(set(broken)))


def _alone(item: Item, task: Callable[[Item], Result], open_executor: Opener) -> Result | BrokenProcessPool:
    try:
        with open_executor(1) as executor:
            return executor.submit(task, item).result()
    except BrokenProcessPool as error:
        return error
