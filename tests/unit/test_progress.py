"""What a run tells while it works."""

import io

import pytest
from rich.console import Console

from pipeline.telling.progress import LogLines, Teller, TerminalBar, open_teller


def a_run(teller: Teller) -> None:
    with teller:
        teller.begin(2)
        teller.page("a.pdf", 1, 3)
        teller.warn("a.pdf: [odd] licence")
        teller.done("a.pdf", "3 pages, 1 plan")
        teller.failed("b.pdf", "no_plan_found", "b.pdf: holds no table (name its headings)")
        teller.stage("checking the data")


def test_plain_lines_are_one_per_event_and_counted() -> None:
    stream = io.StringIO()
    a_run(open_teller(stream))
    assert stream.getvalue().splitlines() == [
        "reading 2 documents",
        "warning: a.pdf: [odd] licence",
        "[1/2] a.pdf: 3 pages, 1 plan",
        "[2/2] error: b.pdf: left out (no plan found)",
        "checking the data",
    ]


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    assert isinstance(open_teller(Tty()), TerminalBar)


def test_a_terminal_that_cannot_move_its_cursor_gets_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert isinstance(open_teller(Tty()), LogLines)


def test_the_bar_shows_documents_pages_and_lines() -> None:
    stream = Tty()
    console = Console(file=stream, force_terminal=True, width=90, color_system=None)
    bar = TerminalBar(console)
    with bar:
        bar.begin(2)
        bar.page("a.pdf", 2, 3)
        bar._bars.refresh()
        bar.done("a.pdf", "3 pages")
        bar.page("a.pdf", 3, 3)  # a report that was under way when its document ended
        bar.warn("[odd] name")
        bar.failed("b.pdf", "empty", "b.pdf: is empty")
        bar._bars.refresh()
        bar.stage("checking the data")
        bar._bars.refresh()
    shown = stream.getvalue()
    for words in (
        "2/3 pages",
        "a.pdf: 3 pages",
        "warning: [odd] name",
        "error: b.pdf: left out (empty)",
        "2/2 documents",
    ):
        assert words in shown
    assert "3/3 pages" not in shown
    assert "Checking the data" in shown


def test_pages_that_are_pictures_are_said_to_take_their_time() -> None:
    log, shown = io.StringIO(), Tty()
    with LogLines(log) as lines:
        lines.page("a.pdf", 1, 9)
        lines.page("a.pdf", 3, 9, 6)
        lines.page("a.pdf", 4, 9, 5)
    assert log.getvalue() == "a.pdf: 6 of its 9 pages are pictures, which take seconds each to read\n"
    with TerminalBar(Console(file=shown, force_terminal=True, width=90, color_system=None)) as bar:
        bar.begin(1)
        bar.page("a.pdf", 3, 9, 6)
        bar._bars.refresh()
    assert "3/9 pages, OCR: 6 to go" in shown.getvalue()
