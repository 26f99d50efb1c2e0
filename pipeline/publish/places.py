"""Where releases go: a folder, or object storage.

Both keep the same order: a release is complete once its checksums are there, and only then do the files that name the
newest release change, each as a whole. Whatever interrupts a publication, the last good release stays the newest; what
it left behind has no checksums and is cleared away by the next one.
"""

import os
import shutil
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, cast

from extractors.errors import PlanliftError
from pipeline.files.lock import LockHeld, hold
from pipeline.files.swap import OutputError, beside, first_refusal, real, recover, swap_in, sync
from pipeline.publish.files import CHECKSUMS
from pipeline.publish.version import Version

LATEST = "latest"


class StoreError(PlanliftError):
    """The place of the releases cannot be read or written."""

    reason = "store"


class Place(Protocol):
    """Where releases lie; names are relative to it. Every method raises StoreError."""

    def claim(self) -> Any:
        """A context in which nobody else publishes here, where the place can see to that."""
        ...

    def versions(self) -> list[Version]:
        """The complete releases, the oldest first."""
        ...

    def read(self, name: str) -> bytes:
        """The contents of a file."""
        ...

    def add(self, version: Version, folder: Path) -> None:
        """Make the files of `folder`, checksums among them, the release `version`."""
        ...

    def point(self, version: Version, files: Mapping[str, bytes]) -> None:
        """Make the release `version` the newest: put `files` beside the releases, in their order."""
        ...


def open_place(to: str) -> Place:
    """The place that `to` names: a folder or, with a protocol before it (`s3://bucket/folder`), object storage.

    Raises StoreError for a protocol that is not known or not installed.
    """
    protocol, sign, rest = to.partition("://")
    if not sign:
        return Folder(real(Path(to)))
    return Folder(real(Path("/" + rest.lstrip("/")))) if protocol == "file" else ObjectStorage(to)


class Folder:
    """Releases in a folder of a file system. `latest` is a whole copy of the newest, exchanged in one step."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def claim(self) -> Generator[None]:
        """Hold the lock of the folder, once what a killed publication left in it is gone. Raises LockHeld."""
        with self._locked():
            with _refusals_told(self._path):
                self._path.mkdir(parents=True, exist_ok=True)
                recover(self._path / LATEST)
                for leftover in self._path.glob(beside(Path("*"), "staging").name):
                    _remove(leftover)
            yield

    def versions(self) -> list[Version]:
        """The sub-folders that are named by a version and hold checksums."""
        with _refusals_told(self._path):
            found = [(Version.parse(path.name), path) for path in self._path.iterdir()]
            return sorted(version for version, path in found if version and (path / CHECKSUMS).is_file())

    def read(self, name: str) -> bytes:
        """The contents of a file."""
        with _refusals_told(self._path):
            return (self._path / name).read_bytes()

    def add(self, version: Version, folder: Path) -> None:
        """Copy the files beside their place, put them on disk, and give the folder its name."""
        target = self._path / str(version)
        with _refusals_told(self._path):
            _remove(target)
            _copy(folder, beside(target, "staging")).rename(target)
            sync(self._path)

    def point(self, version: Version, files: Mapping[str, bytes]) -> None:
        """Exchange `latest` for a copy of the release, then replace `files`."""
        latest = self._path / LATEST
        with _refusals_told(self._path):
            swap_in(_copy(self._path / str(version), beside(latest, "staging")), latest)
            for name, data in files.items():
                self._replace(name, data)

    def _replace(self, name: str, data: bytes) -> None:
        fresh = beside(self._path / name, "staging")
        fresh.write_bytes(data)
        sync(fresh)
        fresh.replace(self._path / name)
        sync(self._path)

    @contextmanager
    def _locked(self) -> Generator[None]:
        try:
            with hold(self._path):
                yield
        except LockHeld as held:
            fix = "wait for it to end, or give another --to"
            raise LockHeld("another publication is going on there", where=str(self._path), fix=fix) from held
        except OutputError as refused:
            fix = "check its permissions and the space that is left, or give another --to"
            raise StoreError(refused.what, where=refused.where, fix=fix) from refused


class ObjectStorage:
    """Releases in object storage, by way of fsspec. Objects change one at a time, so there is no copy named `latest`.

    Nothing keeps two publications apart here: whoever schedules them has to.
    """

    def __init__(self, url: str) -> None:
        import fsspec

        try:
            # Listings that were kept would hide what another process has put there.
            self._files, root = cast("tuple[Any, str]", fsspec.url_to_fs(url, use_listings_cache=False))
        except (ImportError, ValueError) as problem:
            raise StoreError(str(problem), where=url, fix="install what it names, or give a folder") from problem
        self._root, self._url = root.rstrip("/"), url

    @contextmanager
    def claim(self) -> Generator[None]:
        """Claims nothing."""
        yield

    def versions(self) -> list[Version]:
        """The prefixes that are named by a version and hold checksums."""
        with self._told("list"):
            if not self._files.exists(self._root):
                return []
            names = (str(path).rstrip("/").rpartition("/")[2] for path in self._files.ls(self._root, detail=False))
            found = (version for version in map(Version.parse, names) if version)
            return sorted(v for v in found if self._files.exists(self._at(f"{v}/{CHECKSUMS}")))

    def read(self, name: str) -> bytes:
        """The contents of an object."""
        with self._told("read"):
            return bytes(self._files.cat_file(self._at(name)))

    def add(self, version: Version, folder: Path) -> None:
        """Send the files, the checksums last and only after every other object has the size that it must have."""
        with self._told("write"):
            if self._files.exists(self._at(str(version))):
                self._files.rm(self._at(str(version)), recursive=True)
            sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.name != CHECKSUMS}
            self._files.put([str(folder / name) for name in sizes], [self._at(f"{version}/{name}") for name in sizes])
            listed = self._files.find(self._at(str(version)), detail=True).items()
            arrived = {path.rpartition("/")[2]: about["size"] for path, about in listed}
            if lost := sorted(name for name, size in sizes.items() if arrived.get(name) != size):
                raise StoreError(f"{lost[0]} did not arrive whole", where=self._url, fix="publish again")
            self._files.put_file(str(folder / CHECKSUMS), self._at(f"{version}/{CHECKSUMS}"))

    def point(self, version: Version, files: Mapping[str, bytes]) -> None:  # noqa: ARG002 (the files name it)
        """Replace `files`, each of which is one object."""
        with self._told("write"):
            for name, data in files.items():
                self._files.pipe_file(self._at(name), data)

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}"

    @contextmanager
    def _told(self, what: str) -> Generator[None]:
        """Turns the store's own errors, which have no common root, into StoreError."""
        try:
            yield
        except PlanliftError:
            raise
        except Exception as problem:  # every store has a library of its own, with errors of its own
            words = " ".join(str(problem).split()) or type(problem).__name__
            fix = "check address, credentials and network; the releases there are as they were"
            raise StoreError(f"cannot {what}: {words}", where=self._url, fix=fix) from problem


@contextmanager
def workshop() -> Generator[Path]:
    """A folder to build a release in, removed at the end. Raises StoreError where the system refuses to write there."""
    with (
        _refusals_told(Path(tempfile.gettempdir())),
        tempfile.TemporaryDirectory(prefix="planlift-release-") as name,
    ):
        # One level down: the temporary folder itself may be opened by nobody else, which its copies would inherit.
        folder = Path(name, "release")
        folder.mkdir()
        yield folder


@contextmanager
def _refusals_told(where: Path) -> Generator[None]:
    """Turns the operating system's refusals into StoreError."""
    try:
        yield
    except OSError as problem:
        number, file = first_refusal(problem)
        what = f"cannot be read or written: {(os.strerror(number) if number else str(problem)).lower()}"
        fix = "check its permissions and the space that is left, or give another --to"
        raise StoreError(what, where=file or str(where), fix=fix) from problem


def _copy(source: Path, to: Path) -> Path:
    """A copy of the folder `source`, which is on disk when this returns; what an interrupted copy left goes first."""
    _remove(to)
    shutil.copytree(source, to)
    for path in (*to.iterdir(), to):
        sync(path)
    return to


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
