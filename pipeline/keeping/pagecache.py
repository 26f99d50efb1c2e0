"""What is written on scanned pages, kept page by page, so that a killed run or one more page costs only its own pages.

A page is kept under its pixels, its size, and the code and libraries that read pictures: a PDF that is saved anew, a
page that moves, and changes to any later stage leave it valid.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import extractors
from pipeline.keeping.fingerprint import version_of
from pipeline.keeping.shelf import Shelf

if TYPE_CHECKING:
    from extractors.picture.written import Written

# Libraries whose release can change what is read.
RECOGNISERS = ("pypdfium2", "numpy", "opencv-python-headless", "onnxruntime", "rapidocr", "rapidfuzz")
# So many bytes of pages are kept however few a run has, each of which takes some 30 kilobytes and seconds to read.
ROOM = 500_000_000
# The module that reads a picture; what it imports decides what is read, and nothing else does.
_READING = "extractors.picture.written"
_IMPORT = re.compile(r"^from (extractors[\w.]*) import", re.MULTILINE)


class PageCache:
    """A shelf for the writing of pages in the folder `pages` of the user's cache (None: nothing is kept)."""

    def __init__(self, folder: Path | None) -> None:
        """The folder is made when the first page is kept."""
        self._folder = folder / "pages" if folder else None

    def get(self, key: str) -> "Written | None":
        """What is kept under `key`, None where there is nothing that can be trusted."""
        return self._shelf().get(_named(key))

    def put(self, key: str, thing: "Written") -> None:
        """Keep what is written on a page under `key`."""
        if self._folder is not None:
            self._folder.mkdir(mode=0o700, exist_ok=True)
        self._shelf().put(_named(key), thing)

    def prune(self, used: int = 0) -> None:
        """Drop the pages that were not used for longest; those of a run that has `used` so many pages stay."""
        if self._folder is not None and self._folder.is_dir():
            self._shelf().prune(2 * used, ROOM)

    def _shelf(self) -> "Shelf[Written]":
        # What reads pictures takes a second to import, so it waits until there is one.
        from extractors.picture.written import Written

        return Shelf(self._folder, Written)


def _named(key: str) -> str:
    return f"{_version()[:16]}-{key}"


@lru_cache(maxsize=1)
def _version() -> str:
    return version_of(sources_behind(_READING), RECOGNISERS)


def sources_behind(module: str) -> list[Path]:
    """The files of `extractors` that `module` is made of: its own, those of all it imports, the data beside them."""
    root = Path(extractors.__file__).parents[1]
    found: dict[str, Path] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        file = root.joinpath(*name.split(".")).with_suffix(".py")
        if name in found or not file.is_file():
            continue
        found[name] = file
        waiting += _IMPORT.findall(file.read_text(encoding="utf-8"))
    data = {csv for file in found.values() if file.parent.name == "picture" for csv in file.parent.glob("*.csv")}
    return sorted({*found.values(), *data})
