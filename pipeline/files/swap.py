"""Putting a finished folder in the place of another in one step.

The new folder is built beside the old one, so both are on one file system, and the two names are exchanged by the
kernel (`renameat2` with RENAME_EXCHANGE on Linux, `renamex_np` with RENAME_SWAP on macOS): at every moment the output
path leads to the whole old set or to the whole new one. Where the file system cannot exchange, the old folder steps
aside first; a run killed between those two renames leaves it under its `previous` name, and `recover` puts it back.
"""

import contextlib
import ctypes
import errno
import os
import re
import shutil
import sys
from pathlib import Path
from typing import cast

from extractors.errors import PlanliftError

_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2
_CANNOT_EXCHANGE = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
_FIXES = {
    errno.ENOSPC: "free some space, or give another --out",
    errno.EDQUOT: "free some space, or give another --out",
    errno.EROFS: "give an --out that can be written",
    errno.EACCES: "check the permissions of the folder and of its parent, or give another --out",
    errno.EPERM: "check the permissions of the folder and of its parent, or give another --out",
    errno.EBUSY: "the folder is a mount point and cannot be replaced: give a folder inside it as --out",
    errno.EXDEV: "the folder is a mount point and cannot be replaced: give a folder inside it as --out",
}


class OutputError(PlanliftError):
    """The outputs cannot be written; those of the last good run are as they were."""

    reason = "output"


def output_error(problem: OSError, path: Path) -> OutputError:
    """The operating system's refusal in one line, with what to do about it."""
    number, where = first_refusal(problem)
    # By its number, since libraries that pass the refusal on put their own words around it.
    told = os.strerror(number) if number else str(problem)
    what = f"cannot be written: {told.lower()}"
    fix = _FIXES.get(number, "give another --out")
    return OutputError(what, where=where or str(path), fix=f"{fix}; the outputs there are unchanged")


def first_refusal(problem: OSError) -> tuple[int, str]:
    """The number of the system's refusal, and the file that it was about; 0 and "" where that is not known.

    Copying a folder goes on after a refusal, and lists all of them in words at its end.
    """
    if not isinstance(problem, shutil.Error):
        return problem.errno or 0, str(problem.filename or "")
    listed = cast("list[tuple[str, str, str]] | str", problem.args[0])
    if isinstance(listed, str):
        return 0, ""
    _, target, words = listed[0]
    number = re.search(r"\[Errno (\d+)\]", words)
    return int(number[1]) if number else 0, str(target)


def real(out: Path) -> Path:
    """The folder that `out` names, links followed, so that a link to the outputs stays a link.

    Raises OutputError where it can be no output folder.
    """
    try:
        resolved = out.resolve()
    except (OSError, RuntimeError) as problem:  # before Python 3.13, links in a circle are a RuntimeError
        raise OutputError("is a link that leads in a circle", where=str(out), fix="give a folder as --out") from problem
    if not resolved.name:
        raise OutputError("is the root of the file system", where=str(out), fix="give a folder as --out")
    return resolved


def beside(out: Path, purpose: str) -> Path:
    """The hidden name beside `out` that a run uses for `purpose` (`staging`, `previous`, `lock`)."""
    return out.with_name(f".{out.name}.planlift-{purpose}")


def recover(out: Path) -> None:
    """Undo what a killed run left beside `out`; to be called under the lock. Raises OSError if that fails."""
    previous, staging = beside(out, "previous"), beside(out, "staging")
    if previous.exists() and not out.exists():
        previous.rename(out)
    for leftover in (previous, staging):
        if leftover.exists():
            _clear(leftover)


def swap_in(staging: Path, out: Path) -> None:
    """Put the folder `staging` in the place of `out` and remove the old one; the new one is on disk when it returns.

    `staging` must be `beside(out, "staging")` and its contents synced. Raises OSError; `out` is then as it was.
    """
    if not out.exists():
        staging.rename(out)
        sync(out.parent)
        return
    if not _exchange(staging, out):
        previous = beside(out, "previous")
        out.rename(previous)
        try:
            staging.rename(out)
        except OSError:
            previous.rename(out)
            raise
        staging = previous
    sync(out.parent)
    # The new outputs are in force, whatever becomes of the old ones; the next run's `recover` tells if they stay.
    with contextlib.suppress(OSError):
        _clear(staging)


def _clear(folder: Path) -> None:
    """Remove `folder`, also where folders in it that were carried along may not be written to. Raises OSError."""
    for here, folders, _ in os.walk(folder):
        for path in (Path(here, name) for name in folders):
            if not path.is_symlink():
                path.chmod(0o700)
    shutil.rmtree(folder)


def sync(path: Path) -> None:
    """Wait until the file or folder `path` is on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exchange(a: Path, b: Path) -> bool:
    """Exchange two names in one step; False where system or file system cannot, OSError where it may not."""
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(a), os.fsencode(b)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*names, _RENAME_SWAP)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(b))
