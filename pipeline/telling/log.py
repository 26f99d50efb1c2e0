"""`--log json`: what a command tells while it works, as one JSON object a line on stderr.

docs/log.schema.json is the form of a line. The times are those of the log: nothing that is published depends on them.
"""

import json
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, Self, TextIO

from extractors.printable import printable

Level = Literal["info", "warning", "error"]


class JsonLog:
    """Writes events to a stream (stderr unless one is given)."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream: TextIO = stream or sys.stderr
        # Pages are told from the thread that listens to the processes, the rest from the main thread.
        self._lock = threading.Lock()

    def say(self, level: Level, event: str, message: str, **more: str | int) -> None:
        """One line: `event` is its kind for programs, `message` the same for people, `more` its particulars."""
        time = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        content = {"time": time, "level": level, "event": event, "message": printable(message), **more}
        with self._lock:
            # ASCII only, so that names of files which are no text in any encoding can be written, too.
            print(json.dumps(content), file=self._stream, flush=True)


class JsonTeller:
    """A run's Teller (see pipeline/telling/progress.py) that writes events."""

    def __init__(self, log: JsonLog) -> None:
        self._log = log
        self._pictured: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave nothing to end: every line is written at once."""

    def begin(self, documents: int) -> None:
        """Say how many documents there are."""
        self._log.say(
            "info", "reading", f"reading {documents} document{'' if documents == 1 else 's'}", count=documents
        )

    def page(self, document: str, page: int, pages: int, pictures: int = 0, /) -> None:  # noqa: ARG002
        """Say once why a document takes minutes; pages are too many for a log."""
        if pictures and document not in self._pictured:
            self._pictured.add(document)
            told = f"{document}: {pictures} of {pages} pages are pictures"
            self._log.say("info", "pictures", told, file=document, count=pictures)

    def done(self, document: str, line: str) -> None:
        """One event per document."""
        self._log.say("info", "document", f"{document}: {line}", file=document)

    def failed(self, document: str, reason: str, line: str) -> None:
        """One event per document that is left out."""
        self._log.say("error", "document_failed", line, file=document, reason=reason)

    def stage(self, line: str) -> None:
        """One event."""
        self._log.say("info", "stage", line)

    def warn(self, line: str) -> None:
        """One event."""
        self._log.say("warning", "warning", line)
