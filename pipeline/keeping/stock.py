"""Where the results of a run lie while it goes on, and where the next run finds them: on disk, not in memory."""

import contextlib
import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from extractors.errors import PlanliftError
from pipeline.files.swap import output_error
from pipeline.keeping.depot import Depot

# So many bytes of results are kept however few a run has, those of some 50,000 plans: a run over one plan is not to
# cost the next run over all of them theirs. A run that has more keeps two runs' worth of them.
_ROOM = 1_000_000_000


class PartsLost(PlanliftError):
    """What the run itself put on disk is not there any more."""

    reason = "parts_lost"

    def __init__(self) -> None:
        super().__init__(
            "results of this run are gone from the disk", fix="let nothing clear the cache during a run, and run again"
        )


class Stock:
    """Byte strings under keys: in the user's cache, or beside the outputs where there is none or it refuses one."""

    def __init__(self, cache: Path | None, spool: Path) -> None:
        """`cache` is the user's folder, None to leave nothing behind; `spool` is there for the length of a `with`."""
        self._cache = None if cache is None else Depot(cache / "parcels")
        self._spool = Depot(spool)
        self._used: set[str] = set()

    def __enter__(self) -> Self:
        # A killed run leaves its own.
        shutil.rmtree(self._spool.folder, ignore_errors=True)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._spool.folder, ignore_errors=True)

    def get(self, key: str) -> bytes | None:
        """What lies under `key`, None where there is nothing."""
        self._used.add(key)
        found = None if self._cache is None else self._cache.get(key)
        return self._spool.get(key) if found is None else found

    def taken(self, key: str) -> bytes:
        """What lies under `key`. Raises PartsLost where there is nothing any more."""
        found = self.get(key)
        if found is None:
            raise PartsLost
        return found

    def put(self, key: str, content: bytes) -> None:
        """Keep `content` under `key`. Raises OutputError where no disk takes it."""
        self._used.add(key)
        if self._cache is not None:
            # A full or faulty cache must not end a run whose outputs have a disk of their own.
            with contextlib.suppress(OSError):
                self._cache.put(key, content)
                return
        self.set_aside(key, content)

    def set_aside(self, key: str, content: bytes) -> None:
        """Keep `content` under `key` for this run alone. Raises OutputError where the disk does not take it."""
        try:
            self._spool.put(key, content)
        except OSError as problem:
            raise output_error(problem, self._spool.folder) from problem

    def prune(self) -> None:
        """Drop from the cache what was not used for longest."""
        if self._cache is not None:
            # Another run may be tidying up at the same time.
            with contextlib.suppress(OSError):
                self._cache.prune(2 * len(self._used), _ROOM)


def key_of(parts: Iterable[str]) -> str:
    """A key that stands for all of `parts`, in hexadecimal."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
