"""`warnings.csv`: what a run noticed that no flag tells, in the folder of its outputs."""

from pathlib import Path

import pytest

from extractors.pagelists import page_list
from pipeline.outputs.warned import Warned, read_warnings, write_warnings

ROWS = Warned("b.pdf", "", "reading", "page 2: a table was left alone")
COUNT = Warned("a.pdf", "x/p", "checking", "12 actions announced, 11 read")
COUNCIL = Warned("a.pdf", "", "source", '=council, inferred\nas "Harrowmere"')


def test_warnings_come_back_as_they_were_told_in_the_order_of_files(tmp_path: Path) -> None:
    write_warnings(tmp_path, [ROWS, COUNT, COUNCIL])
    assert read_warnings(tmp_path) == (COUNCIL, COUNT, ROWS)
    assert [one.doubtful for one in read_warnings(tmp_path)] == [False, True, True]


@pytest.mark.parametrize("pages", [(3,), (2, 3), (1, 2, 3), (1, 4, 5, 6, 9), (10, 12)])
def test_a_warning_knows_the_pages_that_it_names(pages: tuple[int, ...]) -> None:
    text = f"{page_list(pages)}: 12 letters of pages 7 and 8 lie elsewhere"
    assert Warned("a.pdf", "", "reading", text).pages == pages


def test_a_warning_about_no_page_names_none() -> None:
    assert COUNT.pages == ()
    assert Warned("a.pdf", "", "reading", "pages 2 and 5 look like parts of one sheet").pages == (2, 5)


def test_no_spreadsheet_runs_a_warning(tmp_path: Path) -> None:
    write_warnings(tmp_path, [COUNCIL])
    assert ",\"'=council" in (tmp_path / "warnings.csv").read_text("utf-8")


def test_names_that_are_no_text_are_written(tmp_path: Path) -> None:
    write_warnings(tmp_path, [Warned("\udce9.pdf", "", "reading", "odd")])
    assert read_warnings(tmp_path)[0].file == "\\udce9.pdf"


def test_a_folder_of_an_earlier_version_has_none(tmp_path: Path) -> None:
    assert read_warnings(tmp_path) == ()
