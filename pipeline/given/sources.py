"""Which PDFs a run reads, and what the TOML beside each says of its source.

A sidecar is named like its PDF (`plan.pdf`, `plan.toml`) and may hold `council`, `title`, `url`, `licence`,
`date_accessed`, `sha256`, `financial_year`, `quarter` and `plan_type`. Tables in it (`[headings]` and the like) are
directions for the reader and are left to it.
"""

import contextlib
import hashlib
import os
import tomllib
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, cast

from extractors.errors import NO_TOML, ChangedFile, MissingFile, UnreadableFile
from extractors.pdf.files import is_folder, size_of
from extractors.printable import printable
from normalise.source import Source
from pipeline.errors import BadSidecar

FACTS = ("council", "title", "url", "licence", "date_accessed", "sha256", "financial_year", "quarter", "plan_type")
EXPECTED = ("council", "title", "url", "licence")


class Candidate(NamedTuple):
    """A file to read, and the name it goes by in outputs: its path below the folder that was named, or its name.

    `url` as in `Original`.
    """

    path: Path
    name: str
    url: str = ""


@dataclass(frozen=True)
class Original:
    """A PDF of the run: where it is, the name it goes by in outputs, and the SHA-256 of its bytes in hexadecimal.

    `url` is where it is if that is no folder of this machine; `path` then says no more than its name.
    """

    path: Path
    name: str
    sha256: str
    url: str = ""


@dataclass(frozen=True)
class Found:
    """The files to read in order, and what was noticed while looking for them, one line each."""

    files: tuple[Candidate, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sidecar:
    """What the TOML beside a PDF states. `directions` is true where it also holds tables for the reader."""

    path: Path
    facts: dict[str, str]
    directions: bool = False
    warnings: tuple[str, ...] = ()


def find_pdfs(places: Iterable[Path]) -> Found:
    """Every PDF named by `places`: files as they are given, folders with all that is below them, sorted by path.

    A file that is reached twice, by another path or by a link, is taken once and a note says so. A path that names
    nothing is passed on: reading it tells the user what is wrong with it.
    """
    files: list[Candidate] = []
    notes: list[str] = []
    seen: dict[object, Path] = {}
    for place in places:
        if not is_folder(place):
            candidates = [place]
        else:
            candidates, unread = _below(place)
            notes += unread
            if not candidates:
                notes.append(f"{place}: holds no PDF")
        for file in candidates:
            identity = _identity(file)
            if identity in seen:
                notes.append(f"{file}: is the same file as {seen[identity]}, read once")
            else:
                seen[identity] = file
                name = file.relative_to(place).as_posix() if file != place else file.name
                files.append(Candidate(file, name))
    return Found(tuple(files), tuple(notes))


def _below(folder: Path) -> tuple[list[Path], list[str]]:
    """The PDFs in and below `folder`; links to folders are followed, each folder is entered once."""
    found: list[Path] = []
    notes: list[str] = []
    entered: set[object] = set()

    def refused(error: OSError) -> None:
        notes.append(f"{error.filename}: folder cannot be opened: {error.strerror}")

    for here, folders, names in os.walk(folder, followlinks=True, onerror=refused):
        identity = _identity(Path(here))
        if identity in entered:
            folders.clear()
            continue
        entered.add(identity)
        folders.sort()
        found += [Path(here, name) for name in names if name.lower().endswith(".pdf") and not name.startswith("._")]
    return sorted((path for path in found if not is_folder(path)), key=lambda path: path.as_posix()), notes


def _identity(path: Path) -> object:
    """What two paths to one file have in common: its device and number, or its path where there is no file."""
    try:
        status = path.stat()
    except OSError:
        return path.absolute()
    return (status.st_dev, status.st_ino)


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file's bytes in hexadecimal. Raises MissingFile or UnreadableFile."""
    size_of(file)
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise MissingFile(file) from error
    except OSError as error:
        raise UnreadableFile(file, error.strerror or "") from error


@contextlib.contextmanager
def unchanged(file: Path, sha256: str) -> Generator[None]:
    """The block reads `file`, whose bytes had this SHA-256 when the run began.

    Raises ChangedFile where they have another at its end, whatever the block came to: what was read, or what was
    wrong with it, may then be half of one file and half of another.
    """
    try:
        yield
    except Exception as error:
        _still(file, sha256, error)
        raise
    _still(file, sha256)


def _still(file: Path, sha256: str, cause: Exception | None = None) -> None:
    if sha256_of(file) != sha256:
        raise ChangedFile(file, "it changed during the run") from cause


def sidecar_path(pdf: Path) -> Path | None:
    """The TOML that belongs to `pdf`, None where there is none."""
    beside = pdf.with_suffix(".toml")
    try:
        return beside if beside.is_file() else None
    except OSError:  # the name of the PDF was as long as a name can be, and ".toml" is a character more
        return None


def read_sidecar(pdf: Path) -> Sidecar | None:
    """The sidecar of `pdf`, None where there is none.

    A key that is not known is warned of, since a misspelt `licence` would otherwise be lost. Raises BadSidecar where
    the file is no TOML or a fact is not text.
    """
    path = sidecar_path(pdf)
    if path is None:
        return None
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except NO_TOML as error:
        raise BadSidecar(pdf, f"{path.name}: {error}") from error
    except OSError as error:
        raise BadSidecar(pdf, f"{path.name}: {error.strerror}") from error
    facts: dict[str, str] = {}
    warnings: list[str] = []
    directions = False
    for key, value in content.items():
        if isinstance(value, (dict, list)):
            directions = True
        elif key not in FACTS:
            warnings.append(f"{path.name}: `{key}` is not a known key, so it is ignored (known: {', '.join(FACTS)})")
        elif key == "date_accessed" or isinstance(value, str):
            # TOML has dates of its own, so `date_accessed` may come as one.
            if text := str(value).strip():
                facts[key] = text
        else:
            raise BadSidecar(pdf, f"{path.name}: `{key}` must be text in quotes")
    return Sidecar(path, facts, directions, tuple(warnings))


def describe_source(pdf: Path, sha256: str, page_count: int, sidecar: Sidecar | None) -> tuple[Source, tuple[str, ...]]:
    """The source of `pdf` as its sidecar states it, and warnings.

    Warns where the sidecar's `sha256` is not that of the file (the facts may then be another edition's), and names
    what is not stated and so is inferred from the document (council, title) or left empty (address, licence).
    """
    facts = sidecar.facts if sidecar else {}
    warnings = list(sidecar.warnings) if sidecar else []
    stated = facts.get("sha256")
    if sidecar and stated and stated.lower() != sha256:
        warnings.append(
            f"{sidecar.path.name}: its sha256 is not this PDF's, so its facts may be another edition's "
            f"(check them, then put {sha256})"
        )
    absent = [name for name in EXPECTED if name not in facts]
    if absent:
        where = f"{sidecar.path.name} does not state" if sidecar else f"no {pdf.stem}.toml beside it states"
        warnings.append(f"{where} {', '.join(absent)}, so what the pages do not tell stays empty")
    source = Source(
        file=printable(pdf.name),
        sha256=sha256,
        page_count=page_count,
        council_name=facts.get("council"),
        title=facts.get("title"),
        url=facts.get("url"),
        licence=facts.get("licence"),
        plan_type=facts.get("plan_type"),
        financial_year=facts.get("financial_year"),
        quarter=facts.get("quarter"),
    )
    return source, tuple(warnings)


def directions_fingerprint(sidecar: Sidecar | None) -> str:
    """What of a sidecar changes the reading of its PDF, as text for the cache: "" where nothing does."""
    if sidecar is None or not sidecar.directions:
        return ""
    content = tomllib.loads(sidecar.path.read_text(encoding="utf-8-sig"))
    tables = {key: cast("object", value) for key, value in content.items() if isinstance(value, (dict, list))}
    return repr(sorted(tables.items()))
