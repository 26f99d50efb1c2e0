"""Releases that every test of `planlift publish` has, made once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from releases import SETTINGS, council_plan, publish, write_clean


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clean(tmp_path_factory.mktemp("run") / "clean", council_plan())


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory, clean: Path) -> Path:
    """The first release of one plan, with settings."""
    folder = tmp_path_factory.mktemp("releases")
    (folder / "publish.toml").write_text(SETTINGS, "utf-8")
    to = folder / "out"
    assert publish(clean, to, "--settings", folder / "publish.toml", "--issued", "2026-01-15") == 0
    return to


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory, clean: Path) -> Path:
    """The same without settings, to be copied."""
    to = tmp_path_factory.mktemp("plain") / "out"
    assert publish(clean, to) == 0
    return to


@pytest.fixture
def to(plain: Path, tmp_path: Path) -> Path:
    """A place of its own with that release."""
    return Path(shutil.copytree(plain, tmp_path / "to"))


@pytest.fixture
def broken(releases: Path, tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Makes a copy of the release in which one file has other words, and gives the folder."""

    def make(name: str, old: str, new: str) -> Path:
        folder = tmp_path / "broken"
        shutil.copytree(releases / "1.0.0", folder)
        text = (folder / name).read_bytes().decode("utf-8")
        assert old in text
        (folder / name).write_bytes(text.replace(old, new, 1).encode("utf-8"))
        return folder

    return make
