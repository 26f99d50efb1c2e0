"""Tasks in processes of their own, watched from outside.

This does what the standard library's pool does not: when a process dies, exactly the task that it was at fails; a task
that takes too long or too much memory is stopped by ending its process; and when the run is interrupted every process
can be killed at any moment without anything waiting for the rest of its last message.
"""

import contextlib
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Executor, Future
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, ParamSpec, TypeAlias, TypeVar, cast

import psutil

from pipeline.executors.crew import Crew
from pipeline.executors.reporting import PageListener
from pipeline.executors.stopping import Bounds, OutOfMemory, OutOfTime, Stopped, WorkerDied

P = ParamSpec("P")
R = TypeVar("R")
# Tasks of any kind go through the same pipes.
Anything: TypeAlias = Any

# How often a process under bounds is looked at, in seconds. Zeroing fresh pages, a process grows by some 2 GB a
# second at most, so it is never more than about 200 MB over its limit.
_GLANCE = 0.1
# A process that has had nothing to do for so many seconds ends, and with it the memory that it holds: a Dask worker
# never hears of a run that was killed.
_IDLE = 60.0
# The same modules as here are to be found there, wherever the command was started.
_CHILD = "import sys; sys.path[:] = {path!r}; from pipeline.executors.child import work; work({pipe}, {life}, {ahead})"


class _Task(NamedTuple):
    future: "Future[Anything]"
    fn: Callable[..., Anything]
    args: tuple[Anything, ...]
    kwargs: dict[str, Anything]


class _Worker:
    """A process that works at one task at a time, and our ends of the two pipes to it."""

    def __init__(self, ahead: Sequence[str] = ()) -> None:
        """The process imports the modules `ahead` before its first task."""
        ours, theirs = Pipe()
        # Nothing is ever said on the second pipe: it closes when this process ends, however busy the other one is.
        self._life, their_life = Pipe()
        code = _CHILD.format(path=sys.path, pipe=theirs.fileno(), life=their_life.fileno(), ahead=ahead)
        self._process = subprocess.Popen(  # noqa: S603 (this interpreter, with code of our own)
            [sys.executable, "-c", code],
            stdin=subprocess.DEVNULL,
            stdout=2,  # what a library prints while it reads must not stand in the output of the command
            pass_fds=(theirs.fileno(), their_life.fileno()),
        )
        # With no other copy of its end open, the death of the process is the end of the pipe.
        theirs.close()
        their_life.close()
        self.pipe = cast("Connection", ours)
        self._usage = psutil.Process(self._process.pid)

    def memory(self) -> float:
        """The resident memory of the process in mebibytes, 0 where it has ended."""
        try:
            return self._usage.memory_info().rss / (1024 * 1024)
        except psutil.Error:
            return 0.0

    def effort(self) -> float:
        """The seconds of a processor that the process has used since it began, 0 where it has ended."""
        try:
            times = self._usage.cpu_times()
        except psutil.Error:
            return 0.0
        return times.user + times.system

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def bury(self) -> None:
        """Wait until the process, which reads the end of its pipe, has ended."""
        self.pipe.close()
        self._life.close()
        self._process.wait()


class Processes(Executor):
    """Runs tasks in processes, each with a pipe, and a thread for each task that feeds the process and watches it.

    `bounds` are those of the tasks, None where they have none; they may be changed between tasks.

    Each is a fresh interpreter, not a fork, since a fork would copy the locks of threads that run beside it. One starts
    with the first task that finds no other free, and again after a death; and one at once where they are to import
    modules `ahead`, which would keep the first task waiting.
    """

    def __init__(
        self, jobs: int, listener: PageListener | None, bounds: Bounds | None = None, ahead: Sequence[str] = ()
    ) -> None:
        """At most `jobs` processes at a time; a task that goes beyond `bounds` is stopped."""
        self._listener = listener
        self.bounds = bounds
        self._ahead = tuple(ahead)
        self._free: list[_Worker] = []
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._alive: set[_Worker] = set()
        self._killed = False
        self._lock = threading.Lock()
        first = (bool(ahead), *(False for _ in range(jobs - 1)))
        self._threads = [threading.Thread(target=self._serve, args=(one,), daemon=True) for one in first]
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

    def release(self) -> None:
        """Hold no task to bounds any more."""
        self.bounds = None

    def kill(self) -> None:
        """End every process at once; tasks under way fail with WorkerDied, those not begun are dropped."""
        with self._lock:
            self._killed = True
            for worker in self._alive:
                worker.kill()
        self.shutdown(cancel_futures=True)

    def _serve(self, first: bool) -> None:
        """Give tasks to processes, one at a time, until there are none; the `first` has a process wait for them."""
        # A process inherits the mask of the thread that starts it. Ctrl-C in a terminal reaches all processes of a
        # command; only the main one is to answer it.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        if first:
            # what keeps it from starting is told by the first task
            with contextlib.suppress(Stopped, OSError):
                self._free.append(self._taken())
        while True:
            try:
                task = self._tasks.get(timeout=_IDLE)
            except queue.Empty:
                self._end_one()
                continue
            if task is None:
                break
            if task.future.set_running_or_notify_cancel():
                self._work_at(task)
        self._end_one()

    def _work_at(self, task: _Task) -> None:
        """Have a process do `task`; its future learns what came of it once the process is free again, or buried."""
        worker: _Worker | None = None
        try:
            worker = self._taken()
            answer, raised = self._converse(worker, task)
        except (EOFError, OSError, Stopped) as error:
            self._bury(worker)
            task.future.set_exception(error if isinstance(error, Stopped) else WorkerDied())
        except Exception as error:  # noqa: BLE001 (an answer that cannot be unpickled fails its task alone)
            self._let_go(worker)
            task.future.set_exception(error)
        else:
            self._let_go(worker)
            if raised:
                task.future.set_exception(answer)
            else:
                task.future.set_result(answer)

    def _taken(self) -> _Worker:
        """The process that was busy last of those that are free, or else a new one. Raises WorkerDied after a kill."""
        with self._lock:
            if self._killed:
                raise WorkerDied
            if self._free:
                return self._free.pop()
            worker = _Worker(self._ahead)
            self._alive.add(worker)
        return worker

    def _let_go(self, worker: _Worker | None) -> None:
        """Let the process wait for the next task, unless what its tasks left behind would count against that."""
        bounds = self.bounds
        if worker is not None and bounds is not None and worker.memory() > bounds.memory_mb / 2:
            self._bury(worker)
        elif worker is not None:
            with self._lock:
                self._free.append(worker)

    def _end_one(self) -> None:
        """End the process that has been free for longest, where there is one."""
        with self._lock:
            worker = self._free.pop(0) if self._free else None
        self._bury(worker)

    def _converse(self, worker: _Worker, task: _Task) -> tuple[Anything, bool]:
        """The answer to `task`, and whether it is an exception; page reports on the way go to the listener."""
        worker.pipe.send(task[1:])
        began, effort, pages = time.monotonic(), worker.effort(), 0
        while True:
            said = worker.pipe.poll(None if self.bounds is None else _GLANCE)
            self._look(worker, worker.effort() - effort, time.monotonic() - began, pages)
            if not said:
                continue
            kind, *content = worker.pipe.recv()
            if kind != "page":
                return content[0], kind == "raised"
            pages = max(pages, content[2])
            if self._listener is not None:
                self._listener(*content)

    def _look(self, worker: _Worker, effort: float, seconds: float, pages: int) -> None:
        """End the process and raise OutOfTime or OutOfMemory where it goes beyond the bounds.

        `effort` is what it has used of a processor since the task began, `seconds` what has passed on the clock.
        """
        bounds = self.bounds
        if bounds is None:
            return
        allowed = bounds.seconds_for(pages)
        if effort > allowed or seconds > allowed * bounds.patience:
            worker.kill()
            raise OutOfTime(allowed)
        if worker.memory() > bounds.memory_mb:
            worker.kill()
            raise OutOfMemory(bounds.memory_mb)

    def _bury(self, worker: _Worker | None) -> None:
        if worker is not None:
            worker.bury()
            with self._lock:
                self._alive.discard(worker)


@contextlib.contextmanager
def processes(
    jobs: int, listener: PageListener | None = None, bounds: Bounds | None = None, ahead: Sequence[str] = ()
) -> Generator[Crew]:
    """`jobs` processes whose tasks report their pages to `listener`, which is called from threads.

    A task that goes beyond `bounds` fails with OutOfTime or OutOfMemory. Where modules are named, every process imports
    them `ahead` of its tasks, and the first does so at once. On the way out every process has ended: after its last
    task, or at once where the block raised.
    """
    pool = Processes(jobs, listener, bounds, ahead)
    try:
        yield Crew(pool, lambda: jobs, pool.release)
    except BaseException:
        pool.kill()
        raise
    pool.shutdown()
