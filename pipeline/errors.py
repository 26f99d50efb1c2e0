"""What can go wrong with a command, and the code that the command then ends with.

What can be wrong with one document is in `extractors/errors.py`; every error of Planlift descends from its
`PlanliftError`. The exit codes are those of the design: a shell script may rely on them.
"""

import traceback
from collections.abc import Sequence
from pathlib import Path

from extractors.errors import DocumentError, PlanliftError, UnreadableFile

ALL_PUBLISHED = 0
NEEDS_ATTENTION = 1
WRONG_USAGE = 2
NOTHING_TO_READ = 3
ANOTHER_RUN = 4
INTERRUPTED = 130


class UsageError(PlanliftError):
    """The command was called with something it cannot use."""

    exit_code = WRONG_USAGE
    reason = "usage"


class NoInput(PlanliftError):
    """There is not one PDF to read; outputs of earlier runs stay as they are."""

    exit_code = NOTHING_TO_READ
    reason = "no_input"

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__("no PDF found", where=", ".join(places), fix="name a PDF, or a folder that holds some")


class CannotSave(PlanliftError):
    """A file that the user asked for cannot be written."""

    reason = "cannot_save"

    def __init__(self, file: Path, error: OSError) -> None:
        super().__init__(f"cannot be written: {error.strerror}", where=str(file), fix="choose another place")


class BadSidecar(DocumentError):
    """The TOML beside a PDF cannot be used, so what its author said about the source would be lost."""

    reason = "bad_sidecar"
    what_is_wrong = "the TOML beside it cannot be used"
    what_to_do = "correct that file, or take it away to have its facts inferred"


class ReaderCrashed(DocumentError):
    """The process that read the document died twice."""

    reason = "crashed"
    what_is_wrong = "the reader died on it, twice"
    what_to_do = "it may need more memory; otherwise download it again or ask the publisher for a new copy"


class NoMemory(DocumentError):
    """The system gave the process that read the document no more memory."""

    reason = "no_memory"
    what_is_wrong = "needs more memory than there is"
    what_to_do = "run it again when less is going on, or with fewer --jobs"


class OtherVersion(PlanliftError):
    """A worker of a cluster runs other code than the command that gives it work."""

    reason = "other_version"

    def __init__(self, machine: str) -> None:
        self.machine = machine
        super().__init__(
            "runs another version of Planlift, of its registers or of its libraries",
            where=machine,
            fix="install the same ones on every machine and start the workers again",
        )

    def __reduce__(self) -> tuple[type, tuple[str]]:
        """Unpickle with the argument it was made from, since it comes from another process."""
        return type(self), (self.machine,)


class UnexpectedFailure(DocumentError):
    """A fault of Planlift itself, kept to the document that brought it out."""

    reason = "internal_error"
    what_is_wrong = "Planlift failed on it"
    what_to_do = "please report this with the file"

    @classmethod
    def of(cls, file: Path, error: Exception) -> "UnexpectedFailure":
        """The failure `error` met with `file`, naming the line of code where it arose."""
        frames = traceback.extract_tb(error.__traceback__)
        place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        # An error's message may hold line breaks; the log promises one line for each problem.
        message = " ".join(str(error).split())
        return cls(file, f"{type(error).__name__}{place}" + (f": {message}" if message else ""))


# Troubles that may be gone when the same bytes are read again.
PASSING = (NoMemory.reason, ReaderCrashed.reason, UnexpectedFailure.reason, UnreadableFile.reason)
