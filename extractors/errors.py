"""The root of Planlift's error tree, and what can be wrong with a document.

Every error says what is wrong, where, and what to do, in one line. `reason` is the short code that the manifest
keeps; `exit_code` what the command ends with when the error ends the run (see `pipeline/errors.py` for the rest).
"""

from pathlib import Path

from extractors.printable import printable

# What `tomllib.loads`, or reading its text, raises of a file that is none: no TOML, no UTF-8, a number of thousands of
# digits, a nest too deep.
NO_TOML = (ValueError, RecursionError)


class PlanliftError(Exception):
    """Anything that Planlift reports to its user without a traceback."""

    exit_code = 1
    reason = "error"

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        self.what, self.where, self.fix = what, where, fix
        super().__init__(printable(": ".join(p for p in (where, what) if p) + (f" ({fix})" if fix else "")))


class DocumentError(PlanliftError):
    """A file that cannot be read as a plan; the other files of the run go on."""

    what_is_wrong = "cannot be read"
    what_to_do = ""

    def __init__(self, file: Path | str, detail: str = "") -> None:
        self.file = Path(file)
        what = self.what_is_wrong + (f": {detail}" if detail else "")
        super().__init__(what, where=self.file.name, fix=self.what_to_do)

    def __reduce__(self) -> tuple[type, tuple[Path, str]]:
        """Errors cross process boundaries, so they must unpickle with the arguments they were made from."""
        prefix = self.what_is_wrong + ": "
        detail = self.what[len(prefix) :] if self.what.startswith(prefix) else ""
        return type(self), (self.file, detail)


class MissingFile(DocumentError):
    """The path names nothing that can be opened."""

    reason = "missing"
    what_is_wrong = "no such file"
    what_to_do = "check the path"


class UnreadableFile(DocumentError):
    """The operating system refuses the file."""

    reason = "unreadable"
    what_is_wrong = "cannot be opened"
    what_to_do = "check its permissions"


class NotAFile(UnreadableFile):
    """The path names a folder, a pipe or a device."""

    what_to_do = "name the PDF itself"


class ChangedFile(UnreadableFile):
    """Somebody wrote to the file while it was read."""

    what_to_do = "run again once nothing writes to it"


class UnreachableFile(UnreadableFile):
    """A storage on the network does not give the file."""

    what_to_do = "check its address, the credentials and the network"


class EmptyFile(DocumentError):
    """Zero bytes."""

    reason = "empty"
    what_is_wrong = "is empty (0 bytes)"
    what_to_do = "download it again"


class NotAPdf(DocumentError):
    """The bytes do not begin as a PDF does."""

    reason = "not_a_pdf"
    what_is_wrong = "is not a PDF"
    what_to_do = "give the PDF itself, not a web page or an office file"


class EncryptedPdf(DocumentError):
    """A password is needed to read it."""

    reason = "encrypted"
    what_is_wrong = "is encrypted"
    what_to_do = "ask the publisher for a copy without a password"


class DamagedPdf(DocumentError):
    """It begins as a PDF but no page of it can be read."""

    reason = "damaged"
    what_is_wrong = "is damaged"
    what_to_do = "download it again, or ask the publisher for a new copy"


class LimitExceeded(DocumentError):
    """Reading it would take, or has taken, more than one document may cost; the detail names the limit."""

    reason = "too_large"
    what_is_wrong = "goes beyond a limit"
    what_to_do = "if the document can be trusted, raise that limit with `planlift run --limits FILE`"


class NoPlanFound(DocumentError):
    """A readable PDF that holds no plan table."""

    reason = "no_plan_found"
    what_is_wrong = "holds no table of deliverables, actions or measures"
    what_to_do = "look at `planlift tables` for what was seen, or name the headings in a TOML beside the PDF"
