"""Documents that were read before, kept so that a run over unchanged PDFs reads none of them.

A document is kept under the SHA-256 of its bytes, of the code and the libraries that read it, and of the directions
beside it. What is kept is the text as published: changed registers or corrections need no new reading.

The folder is `planlift` in `$XDG_CACHE_HOME`, or in `~/.cache` where that is not set (XDG Base Directory
Specification). Where it cannot be used, Planlift reads every document anew and says so once.
"""

import contextlib
import gzip
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Generic, TypeVar

import extractors
from extractors.table import PublishedDocument
from pipeline.codec import WrongShape, decode, encode
from pipeline.depot import Depot

# Libraries whose release can change what is read.
READERS = (
    "pypdfium2",
    "pdfplumber",
    "pdfminer.six",
    "pikepdf",
    "camelot-py",
    "numpy",
    "opencv-python-headless",
    "onnxruntime",
    "rapidocr",
)
# Documents of a few hundred kilobytes at most: the folder stays below about 100 MB unless a run has more of them.
KEPT_DOCUMENTS = 400
T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """A document as read, and the seconds that the reading took when it was done."""

    document: PublishedDocument
    seconds: float


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

    def prune(self, keep: int) -> None:
        """Drop the things that were not used for longest, so that `keep` of them stay."""
        if self._depot is not None:
            # Another run may be tidying up at the same time.
            with contextlib.suppress(OSError):
                self._depot.prune(keep)


class Cache(Shelf[Reading]):
    """The readings of whole documents."""

    def __init__(self, folder: Path | None) -> None:
        """Without a folder nothing is kept."""
        super().__init__(folder, Reading)

    def prune(self, keep: int = 0) -> None:
        """Drop the readings that were not used for longest, so that at least `keep` of them stay."""
        super().prune(max(KEPT_DOCUMENTS, keep))


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


def reading_key(sha256: str, *, directions: str, cross_check: bool, limits: object) -> str:
    """The name under which the reading of the PDF with this SHA-256 is kept, in hexadecimal.

    `limits` is whatever a document is refused by: a reading from a time of wider ones must not stand for a refusal.
    """
    parts = (sha256, code_version(), directions, "cross-check" if cross_check else "", repr(limits))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1)
def code_version() -> str:
    """A hash over the reader's source and data files and the releases of the libraries it reads with."""
    return version_of(source_files(Path(extractors.__file__).parent), READERS)


def version_of(sources: Iterable[Path], readers: Iterable[str]) -> str:
    """A hash over source and data files, the way that results are kept, and the releases of libraries."""
    own = [Path(__file__), *(Path(__file__).with_name(f"{name}.py") for name in ("codec", "depot")), *sources]
    digest = hashlib.sha256()
    for file in own:
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    for name in readers:
        digest.update(f"{name} {_release(name)}\n".encode())
    return digest.hexdigest()


def source_files(folder: Path) -> list[Path]:
    """The code and the data files of a package, in a fixed order."""
    kept = (".py", ".csv", ".toml")
    return sorted(file for file in folder.rglob("*") if file.suffix in kept and "__pycache__" not in file.parts)


def _release(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "absent"
