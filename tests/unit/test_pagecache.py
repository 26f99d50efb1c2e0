"""A scanned page that was read once is not read again, and any other page is."""

from pathlib import Path

import pytest

from extractors.document import read_tables
from extractors.picture import lines
from extractors.picture.engine import Char, Image
from pipeline.keeping.pagecache import PageCache, sources_behind
from tests.scanner import Binder, Scan
from tests.small_pdfs import grid_pdf

TEXTS = (("Harbour", "Walls"), ("Streets", "Trees"))


def scan(folder: Path, name: str, *texts: tuple[tuple[str, ...], ...]) -> Path:
    binder = Binder()
    for n, page in enumerate(texts):
        binder.scan(grid_pdf(folder / f"{name}{n}.pdf", page), 1, Scan(dpi=150))
    return binder.save(folder / f"{name}.pdf")


def told(pdf: Path, shelf: PageCache) -> list[list[str]]:
    return [[c.text for c in row.cells] for table in read_tables(pdf, shelf=shelf)[1] for row in table.rows]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines the recogniser was asked to read."""
    asked: list[int] = []
    read_line = lines.read_line

    def counted(picture: Image, stretch: float = 1.0) -> list[Char]:
        asked.append(1)
        return read_line(picture, stretch)

    monkeypatch.setattr(lines, "read_line", counted)
    return asked


def test_a_page_is_read_once_whatever_document_it_is_in(tmp_path: Path, read: list[int]) -> None:
    shelf = PageCache(tmp_path)
    first = told(scan(tmp_path, "one", TEXTS), shelf)
    assert first == [list(row) for row in TEXTS]
    once = len(read)
    assert once >= 4
    both = told(scan(tmp_path, "two", TEXTS, (("Paths", "Lights"), ("Locks", "Boats"))), shelf)
    assert both[:2] == first
    assert len(read) < 2 * once + 3  # only the page that is new was read
    assert told(tmp_path / "two.pdf", PageCache(tmp_path)) == both
    assert len(read) < 2 * once + 3


def test_without_a_folder_every_page_is_read(tmp_path: Path, read: list[int]) -> None:
    pdf = scan(tmp_path, "one", TEXTS)
    assert told(pdf, PageCache(None)) == told(pdf, PageCache(None))
    assert len(read) >= 8


def test_only_what_reads_pictures_decides_whether_a_page_must_be_read_again() -> None:
    names = {path.name for path in sources_behind("extractors.picture.written")}
    assert {"written.py", "engine.py", "rulings.py", "lines.py", "confusions.csv"} <= names
    assert not names & {"headers.py", "joining.py", "document.py", "pdfium.py", "spelling.py"}
