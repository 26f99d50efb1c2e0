"""Telling that a run would write what is there already, so that it need not be done again."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pipeline.keeping.shelf import Shelf
from pipeline.keeping.stock import key_of
from pipeline.run.inputs import Known, Lifted

T = TypeVar("T")
# What so many runs came to is kept; each is some kilobytes for a hundred documents.
_RUNS = 20


@dataclass(frozen=True)
class _Marks:
    """The files of an output folder with size, time of change and number: what no change leaves as it was."""

    files: tuple[tuple[str, int, int, int], ...]


class Memory(Generic[T]):
    """What a run came to, kept for the next run with the same inputs, settings, code and output folder."""

    def __init__(
        self, cache: Path | None, out: Path, files: Sequence[Known | Lifted], besides: str, kind: type[T]
    ) -> None:
        """`files` are all files of the run; where one could not be opened, or without a cache, nothing is remembered.

        `besides` is what a run depends on that the keys of its files do not stand for, `kind` the type of what it comes
        to.
        """
        known = [file for file in files if isinstance(file, Known)]
        if len(known) < len(files):
            cache = None
        inputs = (part for file in known for part in (file.original.name, file.key))
        self._key = key_of(("run", str(out), besides, *inputs))
        self._out = out
        folder = None if cache is None else cache / "runs"
        self._outcomes, self._marks = Shelf(folder, kind), Shelf(folder, _Marks)

    def recall(self) -> T | None:
        """What the last run came to, where its outputs are as it left them; else None."""
        marks = self._marks.get(self._key)
        if marks is None or marks != _marks(self._out):
            return None
        return self._outcomes.get(f"{self._key}-outcome")

    def keep(self, outcome: T) -> None:
        """Remember what this run came to, whose outputs are now in their place."""
        self._outcomes.put(f"{self._key}-outcome", outcome)
        self._marks.put(self._key, _marks(self._out))
        self._marks.prune(2 * _RUNS)


def _marks(folder: Path) -> _Marks:
    found: list[tuple[str, int, int, int]] = []
    for here, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(here, name)  # noqa: PTH118 (runs over every file of every run)
            status = os.lstat(path)
            found.append((os.path.relpath(path, folder), status.st_size, status.st_ctime_ns, status.st_ino))
    return _Marks(tuple(found))
