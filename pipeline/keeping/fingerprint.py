"""What code and which libraries made something, as a hash: what is kept under another hash is made again."""

import hashlib
import re
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

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
# The modules that decide in what form things are kept.
_KEEPERS = ("cache", "codec", "depot", "fingerprint", "shelf")
_BETWEEN_WORDS = re.compile(r"[-_.]+")


def version_of(sources: Iterable[Path], libraries: Iterable[str]) -> str:
    """A hash over source and data files, the way that results are kept, and the releases of libraries."""
    own = (Path(__file__).with_name(f"{name}.py") for name in _KEEPERS)
    digest = hashlib.sha256()
    for file in (*own, *sources):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    installed = releases(tuple(sys.path))
    for name in libraries:
        digest.update(f"{name} {installed.get(_plain(name), 'absent')}\n".encode())
    return digest.hexdigest()


def source_files(folder: Path) -> list[Path]:
    """The code and the data files of a package, in a fixed order."""
    kept = (".py", ".csv", ".toml")
    return sorted(file for file in folder.rglob("*") if file.suffix in kept and "__pycache__" not in file.parts)


@cache
def releases(folders: tuple[str, ...]) -> dict[str, str]:
    """The release of every distribution that is installed in these folders, by its name in the form of PEP 503.

    The names of the `.dist-info` folders say it (PEP 427). `importlib.metadata` would read a file for each library that
    it is asked for, which takes 40 ms in all: half of what a run may cost that finds nothing new.
    """
    found: dict[str, str] = {}
    for folder in map(Path, folders):
        for entry in sorted(folder.glob("*.dist-info")) if folder.is_dir() else ():
            name, _, release = entry.stem.partition("-")
            found.setdefault(_plain(name), release)
    return found


def _plain(name: str) -> str:
    return _BETWEEN_WORDS.sub("-", name).lower()
