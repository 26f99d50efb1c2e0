"""Where documents are read: here, one after the other, or in processes; and what becomes of one that kills its reader.

Everything that fans out takes a `concurrent.futures.Executor`. `Serial` needs no process. `Processes` does what the
standard library's pool does not: when a process dies, exactly the task that it was at fails, and when the run is
interrupted every process can be killed at any moment without anything waiting for the rest of its last message.
"""

import contextlib
import multiprocessing
import os
import queue
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple, ParamSpec, TypeAlias, TypeVar, cast

Item = TypeVar("Item")
Result = TypeVar("Result")
P = ParamSpec("P")
R = TypeVar("R")

# (which item, page, pages)
PageListener = Callable[[str, int, int], None]
# Tasks of any kind go through the same pipes.
Anything: TypeAlias = Any

# Set in every process that reads, so that a task need not carry its way to report along.
_listener: PageListener | None = None


class WorkerDied(Exception):
    """The process at a task ended without an answer: a crash of a library, or the system took its memory back."""


def tell_page(item: str, page: int, pages: int) -> None:
    """Report from inside a task that `page` of `pages` of `item` is read; goes nowhere where nobody listens."""
    if _listener is not None:
        _listener(item, page, pages)


def each(
    items: Sequence[Item], task: Callable[[Item], Result], executor: Executor, at_once: int
) -> Generator[tuple[int, Result | WorkerDied]]:
    """Run `task` on every item, `at_once` of them at a time; yields (index, result) in the order in which they end.

    A task whose process dies is tried once more; where that dies too, its result is the WorkerDied. What `task` raises
    is raised here.
    """
    waiting = deque(range(len(items)))
    under_way: dict[Future[Result], int] = {}
    deaths: Counter[int] = Counter()
    while waiting or under_way:
        while waiting and len(under_way) < at_once:
            index = waiting.popleft()
            under_way[executor.submit(task, items[index])] = index
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            index = under_way.pop(future)
            error = future.exception()
            if not isinstance(error, WorkerDied):
                yield index, future.result()
            elif deaths[index]:
                yield index, error
            else:
                deaths[index] += 1
                waiting.appendleft(index)


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


@contextlib.contextmanager
def processes(jobs: int, listener: PageListener | None) -> Generator[Executor]:
    """`jobs` processes whose tasks report their pages to `listener`, which is called from threads.

    On the way out every process has ended: after its last task, or at once where the block raised.
    """
    pool = Processes(jobs, listener)
    try:
        yield pool
    except BaseException:
        pool.kill()
        raise
    pool.shutdown()


class _Task(NamedTuple):
    future: "Future[Anything]"
    fn: Callable[..., Anything]
    args: tuple[Anything, ...]
    kwargs: dict[str, Anything]


class Processes(Executor):
    """Runs tasks in processes, each with a pipe and a thread of its own that feeds it and listens to it.

    Processes are spawned, not forked, since a fork would copy the locks of threads that run beside it. One starts with
    the first task that finds no other free, and again after a death.
    """

    def __init__(self, jobs: int, listener: PageListener | None) -> None:
        """At most `jobs` processes at a time."""
        self._context = multiprocessing.get_context("spawn")
        self._listener = listener
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._alive: set[BaseProcess] = set()
        self._killed = False
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(jobs)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """The future of `fn(*args, **kwargs)`, all of which must be picklable."""
        future: Future[R] = Future()
        self._tasks.put(_Task(future, fn, args, kwargs))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the processes end once their tasks are done; with `cancel_futures`, those not begun are dropped."""
        if cancel_futures:
            with contextlib.suppress(queue.Empty):
                while (task := self._tasks.get_nowait()) is not None:
                    task.future.cancel()
        for _ in self._threads:
            self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def kill(self) -> None:
        """End every process at once; tasks under way fail with WorkerDied, those not begun are dropped."""
        with self._lock:
            self._killed = True
            for process in self._alive:
                process.kill()
        self.shutdown(cancel_futures=True)

    def _serve(self) -> None:
        """Feed one process, and its successors, until there are no tasks."""
        if hasattr(signal, "pthread_sigmask"):
            # A process inherits the mask of the thread that starts it. Ctrl-C in a terminal reaches all processes of a
            # command; only the main one is to answer it.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        process: BaseProcess | None = None
        pipe: Connection | None = None
        while (task := self._tasks.get()) is not None:
            if not task.future.set_running_or_notify_cancel():
                continue
            try:
                if process is None or pipe is None:
                    process, pipe = self._start()
                answer, raised = self._converse(pipe, task)
            except (EOFError, OSError, WorkerDied):
                self._bury(process, pipe)
                process = pipe = None
                task.future.set_exception(WorkerDied())
            except Exception as error:  # noqa: BLE001 (an answer that cannot be unpickled fails its task alone)
                task.future.set_exception(error)
            else:
                if raised:
                    task.future.set_exception(answer)
                else:
                    task.future.set_result(answer)
        self._bury(process, pipe)

    def _start(self) -> tuple[BaseProcess, Connection]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs,), daemon=True)
        with self._lock:
            if self._killed:
                raise WorkerDied
            process.start()
            self._alive.add(process)
        # With no other copy of its end open, the death of the process is the end of the pipe.
        theirs.close()
        return process, cast("Connection", ours)

    def _converse(self, pipe: Connection, task: _Task) -> tuple[Anything, bool]:
        """The answer to `task`, and whether it is an exception; page reports on the way go to the listener."""
        pipe.send(task[1:])
        while True:
            kind, *content = pipe.recv()
            if kind != "page":
                return content[0], kind == "raised"
            if self._listener is not None:
                self._listener(*content)

    def _bury(self, process: BaseProcess | None, pipe: Connection | None) -> None:
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.join()
            with self._lock:
                self._alive.discard(process)


def _work(pipe: Connection) -> None:
    """The life of a process: tasks from the pipe, answers and page reports into it, until the other end closes."""
    global _listener
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _listener = lambda item, page, pages: pipe.send(("page", item, page, pages))  # noqa: E731
    with contextlib.suppress(EOFError):
        while True:
            fn, args, kwargs = pipe.recv()
            try:
                answer = ("answer", fn(*args, **kwargs))
            except Exception as error:  # noqa: BLE001 (raised again where the future is asked)
                answer = ("raised", error)
            pipe.send(answer)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
