"""What every test of `planlift fetch` has: plans, a web server on this machine, a day and a place."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.fetch import collect as collecting
from tests.fetching import Place
from tests.small_pdfs import ROWS, plan_pdf
from tests.web_site import Site, serve


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """Two editions of a plan."""
    folder = tmp_path_factory.mktemp("editions")
    return plan_pdf(folder / "a.pdf").read_bytes(), plan_pdf(folder / "b.pdf", ROWS[:2]).read_bytes()


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the day on which files are fetched."""

    def be(day: str) -> None:
        monkeypatch.setattr(collecting, "_today", lambda: day)

    be("2025-11-01")
    return be


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)
