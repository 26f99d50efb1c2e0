"""The files of a run: what tells each from all others, and what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.errors import DocumentError
from pipeline.document.contents import Contents, Trouble
from pipeline.given.digests import Digests
from pipeline.given.remote import remote_sha256, remote_sidecar
from pipeline.given.sources import Candidate, Original, sidecar_path
from pipeline.keeping.stock import key_of

# What `sidecar_text` says of a file without one.
NO_SIDECAR = repr(None)


@dataclass(frozen=True)
class Lifted:
    """What became of one file: its contents, and the key of the parcel that its rows are in ("" where it has none).

    `same_as` names the file of the run with the same bytes that was read instead.
    """

    original: Original
    contents: Contents
    parcel: str = ""
    same_as: str = ""


@dataclass(frozen=True)
class Known:
    """A file whose bytes could be read, and the key of its parcel where no correction is applied (`kept.py`)."""

    original: Original
    key: str


def identify(files: Sequence[Candidate], asked: Iterable[str], digests: Digests) -> list[Known | Lifted]:
    """The digest of every file and the key of its parcel, or what became of a file that cannot be opened.

    `asked` says what rows depend on besides the file and the corrections of its records: code, settings.
    """
    asked = tuple(asked)
    found: list[Known | Lifted] = []
    for file in files:
        original = Original(file.path, file.name, "", file.url)
        try:
            sha256 = remote_sha256(file.url) if file.url else digests.of(file.path)
            original = replace(original, sha256=sha256)
            # The folder is not part of the key: one that moves is not read again.
            found.append(Known(original, key_of(("parcel", sha256, file.path.name, sidecar_text(original), *asked))))
        except DocumentError as error:
            found.append(Lifted(original, Contents(trouble=Trouble.of(error))))
    digests.keep()
    return found


def sidecar_text(original: Original) -> str:
    """The sidecar's bytes as text for the key, or why they cannot be had, which reading it will tell the user."""
    if original.url:
        return repr(remote_sidecar(original.url))
    path = sidecar_path(original.path)
    try:
        return NO_SIDECAR if path is None else repr(path.read_bytes())
    except OSError as error:
        return repr(error)
