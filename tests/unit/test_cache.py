"""Readings are kept, found again, and never trusted when they have been touched."""

import os
import sys
from importlib import metadata
from pathlib import Path

import pytest

from extractors.table import PublishedDocument
from pipeline.keeping import cache as cache_module
from pipeline.keeping.cache import Cache, Reading, reading_key
from pipeline.keeping.fingerprint import READERS, releases, version_of
from pipeline.keeping.shelf import cache_folder

READING = Reading(PublishedDocument(3, (), (), ("warned",)), 1.25)
SHA = "ab" * 32


def a_key(sha: str = SHA, directions: str = "", cross_check: bool = False, limits: object = None) -> str:
    return reading_key(sha, directions=directions, cross_check=cross_check, limits=limits)


def test_what_is_kept_is_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get(a_key()) is None
    cache.put(a_key(), READING)
    assert cache.get(a_key()) == READING


def test_every_circumstance_of_a_reading_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {a_key(), a_key("cd" * 32), a_key(directions="x"), a_key(cross_check=True), a_key(limits=1)}
    monkeypatch.setattr(cache_module, "code_version", lambda: "another")
    assert len(keys | {a_key()}) == 6


def test_a_new_release_of_a_reader_changes_the_code_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = version_of([], READERS)
    assert version_of([], READERS) == before
    (tmp_path / "pdfminer_six-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert version_of([], READERS) != before


def test_the_releases_of_all_libraries_that_read_are_told_as_their_own_metadata_tell_them() -> None:
    installed = releases(tuple(sys.path))
    assert {name: installed[name.replace(".", "-")] for name in READERS} == {n: metadata.version(n) for n in READERS}


@pytest.mark.parametrize("cut", [0, 10, 40, -1])
def test_a_file_cut_short_is_not_trusted(tmp_path: Path, cut: int) -> None:
    cache = Cache(tmp_path)
    cache.put(a_key(), READING)
    file = next(tmp_path.iterdir())
    file.write_bytes(file.read_bytes()[:cut])
    assert cache.get(a_key()) is None


def test_a_reading_under_another_name_is_not_trusted(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(a_key(), READING)
    other = a_key("cd" * 32)
    next(tmp_path.iterdir()).rename(tmp_path / f"{other}.json.gz")
    assert cache.get(other) is None


def test_the_least_used_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "ROOM", 0)
    cache = Cache(tmp_path)
    keys = [a_key(f"{n:064x}") for n in range(4)]
    for age, key in enumerate(keys):
        cache.put(key, READING)
        os.utime(tmp_path / f"{key}.json.gz", (1000 + age, 1000 + age))
    cache.get(keys[0])
    cache.tidy(used=1)
    assert [cache.get(key) is not None for key in keys] == [True, False, False, True]


def test_without_a_folder_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.put(a_key(), READING)
    cache.tidy()
    assert cache.get(a_key()) is None


def test_a_folder_that_cannot_be_made_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file" / "folder")
    cache.put(a_key(), READING)
    cache.tidy()
    assert cache.get(a_key()) is None


def test_the_folder_is_the_users_own(tmp_path: Path) -> None:
    folder, why = cache_folder({"XDG_CACHE_HOME": str(tmp_path / "x"), "HOME": str(tmp_path / "h")})
    assert (folder, why) == (tmp_path / "x" / "planlift", "")
    assert folder.stat().st_mode & 0o077 == 0
    assert cache_folder({"XDG_CACHE_HOME": "relative", "HOME": str(tmp_path)})[0] == tmp_path / ".cache" / "planlift"


def test_no_home_means_no_folder() -> None:
    folder, why = cache_folder({"HOME": ""})
    assert folder is None
    assert "HOME" in why


def test_a_home_that_is_a_file_means_no_folder(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    folder, why = cache_folder({"HOME": str(tmp_path / "home")})
    assert folder is None
    assert str(tmp_path / "home") in why


def test_a_folder_that_all_can_write_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "planlift").mkdir()
    (tmp_path / "planlift").chmod(0o777)
    folder, why = cache_folder({"XDG_CACHE_HOME": str(tmp_path)})
    assert folder is None
    assert "others" in why
