"""A file is read for its digest when it is new or may have changed, and at no other time."""

import os
import time
from pathlib import Path

import pytest

from extractors.errors import MissingFile
from pipeline.given import digests as module
from pipeline.given.digests import Digests
from pipeline.given.sources import sha256_of


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read; it is an hour later than the file system thinks."""
    names: list[str] = []

    def counted(file: Path) -> str:
        names.append(file.name)
        return sha256_of(file)

    monkeypatch.setattr(module, "sha256_of", counted)
    clock = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: clock() + 3600 * 10**9)
    return names


def digest(cache: Path | None, *files: Path) -> list[str]:
    digests = Digests(cache, [str(file) for file in files])
    found = [digests.of(file) for file in files]
    digests.keep()
    return found


def test_only_what_changed_is_read_again(tmp_path: Path, read: list[str]) -> None:
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    one.write_bytes(b"one")
    two.write_bytes(b"two")
    first = digest(tmp_path / "cache", one, two)
    assert digest(tmp_path / "cache", one, two) == first == [sha256_of(one), sha256_of(two)]
    assert read == ["one.pdf", "two.pdf"]
    # As large as before, and dated back to the nanosecond.
    status = two.stat()
    two.write_bytes(b"owt")
    os.utime(two, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert digest(tmp_path / "cache", one, two) == [first[0], sha256_of(two)] != first
    assert read == ["one.pdf", "two.pdf", "two.pdf"]
    # Another file under the same name.
    (tmp_path / "new").write_bytes(b"eno")
    (tmp_path / "new").replace(one)
    assert digest(tmp_path / "cache", one, two)[0] == sha256_of(one)


def test_a_file_that_has_just_changed_is_read_again(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "one.pdf"
    file.write_bytes(b"one")
    monkeypatch.setattr(time, "time_ns", lambda: file.stat().st_ctime_ns + 1_000_000_000)
    digest(tmp_path / "cache", file)
    digest(tmp_path / "cache", file)
    assert read == ["one.pdf", "one.pdf"]


def test_without_a_cache_every_file_is_read(tmp_path: Path, read: list[str]) -> None:
    file = tmp_path / "one.pdf"
    file.write_bytes(b"one")
    assert digest(None, file) == digest(None, file)
    assert read == ["one.pdf", "one.pdf"]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        digest(tmp_path / "cache", tmp_path / "none.pdf")
