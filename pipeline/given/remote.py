"""PDFs on shared or object storage, named by URLs that fsspec understands (`s3://bucket/plans`, `file:///mnt/plans`).

A document is brought to the machine that reads it, for as long as it is read, with the sidecar beside it.
"""

import contextlib
import hashlib
import re
import tempfile
from collections.abc import Generator
from pathlib import Path, PurePosixPath
from typing import Any, cast

from extractors.errors import ChangedFile, UnreachableFile, UnreadableFile
from pipeline.given.sources import Candidate, Original

_URL = re.compile(r"[a-z][a-z0-9+.-]+://")


def is_url(place: str) -> bool:
    """Whether `place` names something by a URL rather than by a path."""
    return _URL.match(place) is not None


def find_remote(place: str) -> list[Candidate]:
    """The PDF that a URL names, or those below it where it names a folder, sorted. Raises UnreadableFile."""
    with _told(place):
        system, path = _opened(place)
        if not system.isdir(path):
            name = PurePosixPath(path).name
            return [Candidate(Path(name), name, place)]
        root = path.rstrip("/") + "/"
        names = sorted(found.removeprefix(root) for found in system.find(path) if found.lower().endswith(".pdf"))
        kept = [name for name in names if not PurePosixPath(name).name.startswith("._")]
        return [Candidate(Path(name), name, system.unstrip_protocol(root + name)) for name in kept]


def remote_sha256(url: str) -> str:
    """The SHA-256 of what a URL names, in hexadecimal. Raises UnreadableFile."""
    with _told(url):
        system, path = _opened(url)
        with system.open(path, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


def remote_sidecar(url: str) -> bytes | None:
    """The TOML beside the PDF that a URL names, None where there is none. Raises UnreadableFile."""
    with _told(url):
        system, path = _opened(url)
        beside = str(PurePosixPath(path).with_suffix(".toml"))
        return system.cat_file(beside) if system.isfile(beside) else None


@contextlib.contextmanager
def at_hand(original: Original) -> Generator[Path]:
    """A path under which the document and its sidecar can be opened within the block.

    Raises UnreadableFile where a document of a URL cannot be had, or is no longer the one that was named.
    """
    if not original.url:
        yield original.path
        return
    with tempfile.TemporaryDirectory(prefix="planlift-") as folder:
        path = Path(folder, original.path.name)
        with _told(original.url):
            system, there = _opened(original.url)
            system.get_file(there, str(path))
        if hashlib.sha256(path.read_bytes()).hexdigest() != original.sha256:
            raise ChangedFile(original.path, "it changed during the run")
        if (sidecar := remote_sidecar(original.url)) is not None:
            path.with_suffix(".toml").write_bytes(sidecar)
        yield path


def _opened(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path in it."""
    import fsspec

    system, path = cast("tuple[Any, str]", fsspec.core.url_to_fs(url))
    return system, path


@contextlib.contextmanager
def _told(url: str) -> Generator[None]:
    """Whatever a storage's library raises within the block is an UnreachableFile."""
    try:
        yield
    except UnreadableFile:
        raise
    except Exception as error:  # every storage has a library of its own, with errors of its own
        raise UnreachableFile(url, " ".join(f"{type(error).__name__}: {error}".split())) from error
