"""What the next run may use again: folders of things of one type in the user's cache.

The cache is `planlift` in `$XDG_CACHE_HOME`, or in `~/.cache` where that is not set (XDG Base Directory
Specification). Where it cannot be used, Planlift does everything anew and says so once.
"""

import contextlib
import gzip
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Generic, TypeVar

from pipeline.keeping.codec import WrongShape, decode, encode
from pipeline.keeping.depot import Depot

T = TypeVar("T")


class Shelf(Generic[T]):
    """A folder of things of one type. Every problem with it is one missed saving of time, never a failed run."""

    def __init__(self, folder: Path | None, kind: type[T]) -> None:
        """Without a folder nothing is kept."""
        self._depot = None if folder is None else Depot(folder, ".json.gz")
        self.kind = kind

    def get(self, key: str) -> T | None:
        """What is kept under `key`; None where there is nothing, or nothing that can be trusted."""
        packed = None if self._depot is None else self._depot.get(key)
        if packed is None:
            return None
        try:
            return decode(self.kind, gzip.decompress(packed))
        except (OSError, EOFError, WrongShape):
            return None

    def put(self, key: str, thing: T) -> None:
        """Keep `thing` under `key`; where the folder refuses it, the next run makes it again."""
        if self._depot is not None:
            with contextlib.suppress(OSError):
                self._depot.put(key, gzip.compress(encode(thing), compresslevel=3, mtime=0))

    def prune(self, keep: int, room: int = 0) -> None:
        """Drop the things that were not used for longest; `keep` of them stay, and more that fit into `room` bytes."""
        if self._depot is not None:
            # Another run may be tidying up at the same time.
            with contextlib.suppress(OSError):
                self._depot.prune(keep, room)


def cache_folder(environment: Mapping[str, str] = os.environ) -> tuple[Path | None, str]:
    """The user's folder for readings, made if need be, or None and why there is none."""
    configured = environment.get("XDG_CACHE_HOME", "")
    home = environment.get("HOME", "") or environment.get("USERPROFILE", "")
    # The specification says that a relative path is to be ignored.
    if Path(configured).is_absolute():
        base = Path(configured)
    elif Path(home).is_absolute():
        base = Path(home) / ".cache"
    else:
        return None, "neither XDG_CACHE_HOME nor HOME names a folder"
    folder = base / "planlift"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        status = folder.stat()
    except OSError as error:
        return None, f"{folder}: {error.strerror}"
    if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & stat.S_IWOTH):
        return None, f"{folder}: others can write to it"
    return folder, ""
