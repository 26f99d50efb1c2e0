"""`warnings.csv`: what a run noticed that no flag tells, in the folder of its outputs."""

from pathlib import Path

from pipeline.warned import Warned, read_warnings, write_warnings

ROWS = Warned("b.pdf", "", "reading", "page 2: a table was left alone")
COUNT = Warned("a.pdf", "x/p", "checking", "12 actions announced, 11 read")
COUNCIL = Warned("a.pdf", "", "source", '=council, inferred\nas "Harrowmere"')


def test_warnings_come_back_as_they_were_told_in_the_order_of_files(tmp_path: Path) -> None:
    write_warnings(tmp_path, [ROWS, COUNT, COUNCIL])
    assert read_warnings(tmp_path) == (COUNCIL, COUNT, ROWS)
    assert [one.doubtful for one in read_warnings(tmp_path)] == [False, True, True]


def test_no_spreadsheet_runs_a_warning(tmp_path: Path) -> None:
    write_warnings(tmp_path, [COUNCIL])
    assert ",\"'=council" in (tmp_path / "warnings.csv").read_text("utf-8")


def test_names_that_are_no_text_are_written(tmp_path: Path) -> None:
    write_warnings(tmp_path, [Warned("\udce9.pdf", "", "reading", "odd")])
    assert read_warnings(tmp_path)[0].file == "\\udce9.pdf"


def test_a_folder_of_an_earlier_version_has_none(tmp_path: Path) -> None:
    assert read_warnings(tmp_path) == ()
