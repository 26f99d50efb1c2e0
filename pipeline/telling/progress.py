"""What a run tells while it works, on stderr: a bar on a terminal, plain lines anywhere else.

Lines go out one per event and begin with the file that they are about; nothing here decides anything.
"""

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TextIO

from extractors.printable import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID


class Teller(Protocol):
    """Who is told. `page` may be called from another thread."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def begin(self, documents: int) -> None:
        """So many documents are to be read."""
        ...

    def page(self, document: str, page: int, pages: int, pictures: int = 0, /) -> None:
        """So many of the `pages` of a document are done; so many of the rest are pictures, which take seconds each."""
        ...

    def done(self, document: str, line: str) -> None:
        """A document is done with, as `line` says."""
        ...

    def failed(self, document: str, reason: str, line: str) -> None:
        """A document is left out for a `reason` in a word; `line` names it and says why and what to do."""
        ...

    def stage(self, line: str) -> None:
        """The run turns to something else."""
        ...

    def warn(self, line: str) -> None:
        """Something to know that stops nothing."""
        ...


class LogLines:
    """Plain lines for a file, a pipe or a scheduler's log."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._documents = 0
        self._finished = 0
        self._pictured: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.flush()

    def begin(self, documents: int) -> None:
        """Say how many documents there are."""
        self._documents = documents
        self._say(f"reading {documents} document" + ("" if documents == 1 else "s"))

    def page(self, document: str, page: int, pages: int, pictures: int = 0, /) -> None:  # noqa: ARG002
        """Pages are too many for a log, but why a document takes minutes is said once."""
        if pictures and document not in self._pictured:
            self._pictured.add(document)
            told = f"{pictures} of its {pages} pages are pictures" if pages > 1 else "its page is a picture"
            self._say(f"{document}: {told}, which take seconds each to read")

    def done(self, document: str, line: str) -> None:
        """One line per document."""
        self._count(f"{document}: {line}")

    def failed(self, document: str, reason: str, line: str) -> None:  # noqa: ARG002 (the run ends with the line)
        """One line per document."""
        self._count(_left_out(document, reason))

    def _count(self, line: str) -> None:
        self._finished += 1
        self._say(f"[{self._finished}/{self._documents}] {line}")

    def stage(self, line: str) -> None:
        """One line."""
        self._say(line)

    def warn(self, line: str) -> None:
        """One line."""
        self._say(f"warning: {line}")

    def _say(self, line: str) -> None:
        print(printable(line), file=self._stream, flush=True)


class TerminalBar:
    """A bar over all documents and one for each that is being read; lines scroll by above them."""

    def __init__(self, console: "Console") -> None:
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        self._console = console
        self._bars: Progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=28),
            TextColumn("{task.fields[count]}", style="dim"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._all: TaskID | None = None
        self._documents = 0
        self._finished = 0
        self._open: dict[str, TaskID] = {}
        self._ended: set[str] = set()
        # Pages are told from the thread that listens to the processes, the rest from the main thread.
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def begin(self, documents: int) -> None:
        """Show the bar over all documents."""
        self._all = self._bars.add_task("Reading", total=documents, count=_of(0, documents, "document"))
        self._documents, self._finished = documents, 0

    def page(self, document: str, page: int, pages: int, pictures: int = 0, /) -> None:
        """Show or move the bar of one document."""
        with self._lock:
            if document in self._ended:
                return
            if document not in self._open:
                self._open[document] = self._bars.add_task(f"  {_short(document)}", total=pages, count="")
            bar = self._open[document]
            left = f", OCR: {pictures} to go" if pictures else ""
            self._bars.update(bar, completed=page, total=pages, count=_of(page, pages, "page") + left)

    def done(self, document: str, line: str) -> None:
        """Take the document's bar away and leave a line."""
        self._advance(document)
        self._say(f"{document}: {line}", "")

    def failed(self, document: str, reason: str, line: str) -> None:  # noqa: ARG002 (the run ends with the line)
        """As `done`, in red."""
        self._advance(document)
        self._say(_left_out(document, reason), "red")

    def _advance(self, document: str) -> None:
        with self._lock:
            self._ended.add(document)
            if (task := self._open.pop(document, None)) is not None:
                self._bars.remove_task(task)
            self._finished += 1
            if self._all is not None:
                count = _of(self._finished, self._documents, "document")
                self._bars.update(self._all, completed=self._finished, count=count)

    def stage(self, line: str) -> None:
        """A pulsing bar with the name of the work."""
        # The bar is full by now; the line that is being worked on takes its place, pulsing.
        if self._all is not None:
            self._bars.remove_task(self._all)
        self._all = self._bars.add_task(line[:1].upper() + line[1:], total=None, count="")

    def warn(self, line: str) -> None:
        """A line above the bars."""
        self._say(f"warning: {line}", "yellow")

    def _say(self, line: str, style: str) -> None:
        self._console.print(printable(line), style=style or None, markup=False, highlight=False)


def _of(done: int, total: int, thing: str) -> str:
    return f"{done}/{total} {thing}" + ("" if total == 1 else "s")


def _left_out(document: str, reason: str) -> str:
    return f"error: {document}: left out ({reason.replace('_', ' ')})"


def _short(name: str, width: int = 40) -> str:
    """The end of a name tells documents apart better than its beginning."""
    name = printable(name)
    return name if len(name) <= width else "…" + name[-(width - 1) :]


def open_teller(given: TextIO | None = None) -> Teller:
    """The way to tell that suits the stream given (stderr unless one is)."""
    stream: TextIO = given or sys.stderr
    if not stream.isatty():
        return LogLines(stream)
    from rich.console import Console

    console = Console(file=stream)
    return LogLines(stream) if console.is_dumb_terminal else TerminalBar(console)
