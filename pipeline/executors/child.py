"""The life of a process that `processes.py` started."""

import contextlib
import os
import pickle
import signal
import threading
from collections.abc import Sequence
from importlib import import_module
from multiprocessing.connection import Connection

from pipeline.executors import collecting
from pipeline.executors.reporting import listening


def work(pipe: int, life: int, ahead: Sequence[str]) -> None:
    """Take tasks from the pipe with this descriptor and put answers and page reports into it until it closes.

    The modules named `ahead` are imported first; one that cannot be fails the tasks that ask for it.

    Where the one with the descriptor `life` closes, the process that started this one has ended, and so does this one
    in the middle of its task.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(Connection(life),), daemon=True).start()
    tasks = Connection(pipe)
    collecting.seldom()
    with contextlib.suppress(ImportError):
        for name in ahead:
            import_module(name)
    fresh = True

    def tell(*report: object) -> None:
        tasks.send(("page", *report))

    with (
        listening(tell),
        contextlib.suppress(EOFError, OSError),
    ):
        while True:
            fn, args, kwargs = tasks.recv()
            try:
                answer = ("answer", fn(*args, **kwargs))
            except Exception as error:  # noqa: BLE001 (raised again where the future is asked)
                answer = ("raised", error)
            tasks.send(answer)
            if fresh:
                collecting.leave_imported()
                fresh = False


def unpacked(task: bytes) -> bytes:
    """What a pickled task (function, arguments, named arguments) answers, pickled."""
    fn, args, kwargs = pickle.loads(task)  # noqa: S301 (the pipe brings pickles as well)
    return pickle.dumps(fn(*args, **kwargs))


def _end_with_parent(life: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        life.recv()
    os._exit(1)
