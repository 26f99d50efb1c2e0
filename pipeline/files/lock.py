"""One run at a time into one output folder.

The lock is taken on a file beside the folder, not in it, since the folder itself is replaced by a run. The kernel
releases it when the process ends, however it ends; the file that a killed run leaves behind locks nothing.
"""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from extractors.errors import PlanliftError
from pipeline.errors import ANOTHER_RUN
from pipeline.files.swap import beside, output_error, real

_held: set[int] = set()


class LockHeld(PlanliftError):
    """Another run is writing to the same output folder."""

    exit_code = ANOTHER_RUN
    reason = "lock_held"


@contextmanager
def hold(out: Path) -> Generator[None]:
    """Hold the lock of the output folder `out` for the length of the block.

    Missing parent folders of `out` are made. Raises LockHeld at once if another run has it, OutputError if the lock
    file cannot be written.
    """
    path = beside(real(out), "lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = _acquire(path)
    except OSError as problem:
        raise output_error(problem, path) from problem
    if descriptor is None:
        raise LockHeld("another run is writing there", where=str(out), fix="wait for it to end, or give another --out")
    _held.add(descriptor)
    try:
        yield
    finally:
        # Removed while still locked, so that whoever opened it meanwhile finds out and opens the new one.
        path.unlink(missing_ok=True)
        _held.discard(descriptor)
        os.close(descriptor)


def _acquire(path: Path) -> int | None:
    """The descriptor of the locked file, None if someone else has the lock."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        # Between opening and locking, the run before may have ended and removed the file: its lock guards nothing.
        if path.exists() and os.path.samestat(os.fstat(descriptor), path.stat()):
            return descriptor
        os.close(descriptor)


def _leave_to_parent() -> None:
    """In a forked worker: let go of the inherited locks, or an orphaned worker would hold them for a dead run."""
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_leave_to_parent)
