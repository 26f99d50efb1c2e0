"""`--summary FILE`: what a scheduled job came to, short enough for an e-mail.

The first line is fit for a subject, the rest for a body.
"""

from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import PlanliftError
from extractors.printable import printable
from pipeline.errors import CannotSave
from pipeline.files.saving import is_special, replace, save
from pipeline.outputs.warned import NAME as WARNINGS
from pipeline.outputs.warned import so_many_tell

if TYPE_CHECKING:
    from pipeline.run.order import Outcome

# What fits on the first screen of a mail program; where more could be told, the last line says how much.
_LINES = 20
_WIDTH = 300


@dataclass(frozen=True)
class Brief:
    """A subject, and lines in the order in which they should be read; `rest` is where those are that do not fit."""

    subject: str
    lines: Sequence[str]
    rest: str = ""


@contextmanager
def briefed(file: Path | None, job: str) -> Generator[Callable[[Brief], None]]:
    """The block calls what it is given with what the `job` came to, and that is written to `file` (None: nowhere).

    An earlier `file` goes at once, so that it cannot be taken for the news of a job that was killed. Where the block
    raises a PlanliftError, that is the news. Raises CannotSave.
    """

    def write(brief: Brief) -> None:
        if file is not None:
            _save(file, _text(brief))

    if file is not None:
        _save(file, None)
    try:
        yield write
    except PlanliftError as error:
        write(Brief(f"Planlift {job}: failed", [str(error), "Nothing that was there before has changed."]))
        raise


def run_brief(outcome: "Outcome", out: Path) -> Brief:
    """What a run came to: what waits for a person in a line, then every file that was not published."""
    verdicts = Counter(entry.verdict for entry in outcome.entries)
    told = [f"{number:,} {verdict.replace('_', ' ')}" for verdict, number in sorted(verdicts.items())]
    trouble = [e for e in outcome.entries if e.verdict not in ("published", "published_with_flags")]
    lines = [f"{e.file}: {e.verdict.replace('_', ' ')}: {e.reason}" for e in trouble]
    if outcome.datasets_kept:
        lines.insert(0, "Nothing of this run could be published; the datasets of the last good run are as they were.")
    doubts = sum(len(document.doubts) for document in outcome.documents)
    if doubts:
        them = "it" if doubts == 1 else "them"
        lines.insert(0, f"{so_many_tell(doubts)} of what no flag can stand on; {out / WARNINGS} lists {them}.")
    flagged = sum(entry.flagged for entry in outcome.entries)
    if flagged:
        what = "1 value is" if flagged == 1 else f"{flagged:,} values are"
        lines.insert(0, f"{what} flagged; {out / 'queue.csv'} lists what a person has to decide.")
    return Brief(f"Planlift run: {', '.join(told)}", lines, str(out / "manifest.json"))


def _text(brief: Brief) -> str:
    lines = list(brief.lines)
    if (more := len(lines) - _LINES) > 0:
        lines[_LINES:] = [f"and {more:,} more" + (f", all of them in {brief.rest}" if brief.rest else "")]
    shown = [printable(line) for line in (brief.subject, "", *lines)]
    return "".join((line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…") + "\n" for line in shown)


def _save(file: Path, text: str | None) -> None:
    """Write `text`, or take the file away where there is none. Raises CannotSave."""
    if text is not None:
        save(file, text.encode("utf-8"))
        return
    try:
        # `/dev/stdout` is to be there for others, too. That the news cannot be written is to be known before the job.
        if not is_special(file):
            replace(file, b"")
            file.unlink(missing_ok=True)
    except OSError as error:
        raise CannotSave(file, error) from error
