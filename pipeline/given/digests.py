"""The SHA-256 of the files of a run, taken again only of those that have changed since an earlier run took it.

What tells a change are device, number, size, and both times of a file as the system keeps them; the time of its last
change of any kind (ctime) cannot be set back by copying or unpacking. A file that changed within the last two seconds
before its digest was taken may change once more within the same tick of a coarse clock, so it is taken again
(the "racy" entries of Git's index are guarded in the same way).
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.given.sources import sha256_of
from pipeline.keeping.shelf import Shelf
from pipeline.keeping.stock import key_of

# The coarsest clock of a file system that is in use (FAT) ticks every two seconds.
_TICK = 2_000_000_000
# The digests of so many sets of files are kept; a set of 5,000 files is some 500 kilobytes.
_SETS = 50


class _Mark(NamedTuple):
    device: int
    number: int
    size: int
    modified: int
    changed: int


@dataclass(frozen=True)
class _Taken:
    files: dict[str, tuple[_Mark, str]]


class Digests:
    """The digests of the files in some places, looked up and kept for the next run."""

    def __init__(self, cache: Path | None, places: Iterable[str]) -> None:
        """`cache` is the user's folder; without one every digest is taken."""
        self._shelf = Shelf(None if cache is None else cache / "digests", _Taken)
        self._key = key_of(("digests", *(str(Path(place).absolute()) for place in places)))
        known = self._shelf.get(self._key)
        self._known = {} if known is None else known.files
        self._now: dict[str, tuple[_Mark, str]] = {}

    def of(self, file: Path) -> str:
        """The SHA-256 of a file's bytes in hexadecimal. Raises as `sha256_of` does."""
        name = str(file.absolute())
        began = time.time_ns()
        mark = _mark(file)
        if mark is not None and name in self._known and self._known[name][0] == mark:
            self._now[name] = self._known[name]
            return self._known[name][1]
        sha256 = sha256_of(file)
        if mark is not None and mark.changed + _TICK < began and _mark(file) == mark:
            self._now[name] = (mark, sha256)
        return sha256

    def keep(self) -> None:
        """Remember the digests of the files that were asked for, where any of them is new."""
        if self._now != self._known:
            self._shelf.put(self._key, _Taken(self._now))
            self._shelf.prune(_SETS)


def _mark(file: Path) -> _Mark | None:
    try:
        status = file.stat()
    except OSError:  # reading it tells what is wrong
        return None
    return _Mark(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
