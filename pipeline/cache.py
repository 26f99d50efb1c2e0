"""Documents that were read before, kept so that a run over unchanged PDFs reads none of them.

A document is kept under the SHA-256 of its bytes, of the code and the libraries that read it, and of the directions
beside it. What is kept is the text as published: changed registers or corrections need no new reading.

The folder is `planlift` in `$XDG_CACHE_HOME`, or in `~/.cache` where that is not set (XDG Base Directory
Specification). Where it cannot be used, Planlift reads every document anew and says so once.
"""

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

# Libraries whose release can change what is read.
READERS = (
    "pypdfium2",
    "pdfplumber",
    "pdfminer.six",
    "camelot-py",
    "numpy",
    "opencv-python-headless",
    "onnxruntime",
    "rapidocr",
)
# Some hundred plans of a few hundred kilobytes at most: the folder stays below about 100 MB.
KEPT_DOCUMENTS = 400
_DIGEST_LENGTH = 32
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
        self.folder = folder
        self.kind = kind

    def get(self, key: str) -> T | None:
        """What is kept under `key`; None where there is nothing, or nothing that can be trusted."""
        if self.folder is None:
            return None
        file = self.folder / f"{key}.json.gz"
        try:
            data = file.read_bytes()
            digest, packed = data[:_DIGEST_LENGTH], data[_DIGEST_LENGTH:]
            # A file cut short by a full disk, or put there under another name, must not pass for a reading.
            if digest != _digest(key, packed):
                return None
            thing = decode(self.kind, gzip.decompress(packed))
            os.utime(file)
        except (OSError, EOFError, WrongShape):
            return None
        return thing

    def put(self, key: str, thing: T) -> None:
        """Keep `thing` under `key`; where the folder refuses it, the next run makes it again."""
        if self.folder is None:
            return
        packed = gzip.compress(encode(thing), compresslevel=3, mtime=0)
        try:
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(_digest(key, packed) + packed)
                Path(name).replace(self.folder / f"{key}.json.gz")
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError:
            return

    def prune(self, keep: int) -> None:
        """Drop the things that were not used for longest, so that `keep` of them stay."""
        if self.folder is None:
            return
        try:
            files = (file for file in self.folder.iterdir() if file.is_file())
            aged = sorted(((file.stat().st_mtime, file) for file in files), reverse=True)
            for _, file in aged[keep:]:
                file.unlink(missing_ok=True)
        except OSError:
            return  # another run is tidying up at the same time


class Cache(Shelf[Reading]):
    """The readings of whole documents."""

    def __init__(self, folder: Path | None) -> None:
        """Without a folder nothing is kept."""
        super().__init__(folder, Reading)

    def prune(self, keep: int = KEPT_DOCUMENTS) -> None:
        """Drop the readings that were not used for longest."""
        super().prune(keep)


def _digest(key: str, packed: bytes) -> bytes:
    return hashlib.sha256(key.encode("ascii") + packed).digest()


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


def reading_key(sha256: str, *, directions: str, cross_check: bool) -> str:
    """The name under which the reading of the PDF with this SHA-256 is kept, in hexadecimal."""
    parts = (sha256, code_version(), directions, "cross-check" if cross_check else "")
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1)
def code_version() -> str:
    """A hash over the reader's source and data files and the releases of the libraries it reads with."""
    return version_of(_sources(Path(extractors.__file__).parent), READERS)


def version_of(sources: Iterable[Path], readers: Iterable[str]) -> str:
    """A hash over source and data files, the way that results are kept, and the releases of libraries."""
    own = [Path(__file__), Path(__file__).with_name("codec.py"), *sources]
    digest = hashlib.sha256()
    for file in own:
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    for name in readers:
        digest.update(f"{name} {_release(name)}\n".encode())
    return digest.hexdigest()


def _sources(folder: Path) -> Iterable[Path]:
    kept = (".py", ".csv", ".toml")
    return sorted(file for file in folder.rglob("*") if file.suffix in kept and "__pycache__" not in file.parts)


def _release(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "absent"
