"""`planlift fetch`: every source of the list is visited once, and what is new or has changed takes its place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from extractors.errors import DocumentError
from extractors.pdf.files import is_there
from extractors.pdf.pdfium import open_document
from pipeline.fetch.editions import keep_edition
from pipeline.fetch.errors import FetchError, NoSources, NotAPlan, OwnFile, Refused
from pipeline.fetch.ledger import Entry, Ledger
from pipeline.fetch.listing import Listing, Source
from pipeline.fetch.sidecar import write_sidecar
from pipeline.fetch.visitor import Visitor
from pipeline.fetch.web import Answer
from pipeline.files.lock import hold
from pipeline.files.swap import output_error, sync
from pipeline.given.sources import Sidecar, read_sidecar, sha256_of

# A PDF ends with this (ISO 32000-1, 7.5.5); readers look for it in the last 1024 bytes (Annex H, note 18).
_END, _END_WINDOW = b"%%EOF", 1024


@dataclass(frozen=True)
class Outcome:
    """What became of one source: `line` says it, `reason` is the short code of a failure, `notes` ask for care."""

    source: Source
    kind: Literal["new", "changed", "unchanged", "failed"]
    line: str
    reason: str = ""
    notes: tuple[str, ...] = ()


def collect(listing: Listing, folder: Path, earlier: Path, tell: Callable[[Outcome], None]) -> list[Outcome]:
    """Fetch every source of `listing` into `folder`, in order; `tell` hears of each as soon as it is done with.

    A file that is replaced is kept in the folder `earlier`. One source's failure leaves its file as it was and stops no
    other. Raises NoSources, LockHeld where another fetch
    is writing there, and OutputError where the folder cannot be written.
    """
    if not listing.sources:
        raise NoSources("no source is listed", fix="add a [[source]], as docs/fetching-plans.md shows")
    outcomes: list[Outcome] = []
    with hold(folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            collector = _Collector(folder, earlier, Visitor(listing.manners))
            for source in listing.sources:
                outcomes.append(collector.outcome(source))
                tell(outcomes[-1])
        except BrokenPipeError:  # nobody listens any longer, which is no trouble with the folder
            raise
        except OSError as problem:
            raise output_error(problem, folder) from problem
    return outcomes


class _Collector:
    def __init__(self, folder: Path, earlier: Path, visitor: Visitor) -> None:
        self._folder = folder
        self._earlier = earlier
        self._visitor = visitor
        self._ledger = Ledger(folder)

    def outcome(self, source: Source) -> Outcome:
        """Fetch one source. Raises OSError where the folder cannot be written."""
        pdf = self._folder / source.file
        part = pdf.with_name(f".{source.file}.part")
        try:
            return self._fetch(source, pdf, part)
        except (FetchError, DocumentError) as error:
            stays = "the file that is there stays" if is_there(pdf) else "there is no earlier file"
            return Outcome(source, "failed", f"{error}; {stays}", error.reason)
        finally:
            part.unlink(missing_ok=True)

    def _fetch(self, source: Source, pdf: Path, part: Path) -> Outcome:
        held = sha256_of(pdf) if is_there(pdf) else None
        beside = read_sidecar(pdf)
        entry = self._ledger.get(source.file)
        current = entry if entry and entry.sha256 == held and entry.url == source.url else None
        conditions = current.conditions if current else {}
        answer = self._visitor.visit(source.url, part, conditions)
        if answer.status == 304 and current and conditions:
            return self._unchanged(source, pdf, beside, current)
        if answer.status != 200:
            raise Refused(f"the server answered {answer.status}, which is no file", fix="try it in a browser")
        pages = _checked(part, answer)
        got = sha256_of(part)
        fresh = Entry(source.url, got, _today(), *(answer.headers.get(n, "") for n in ("etag", "last-modified")))
        if got == held:
            return self._unchanged(source, pdf, beside, fresh)
        if held is not None and held not in (entry and entry.sha256, beside and beside.facts.get("sha256", "").lower()):
            fix = "move it away, or state another `file` for the source"
            raise OwnFile(f"{pdf.name} is there and was not fetched, so it is not replaced", fix=fix)
        kept = None if held is None else keep_edition(pdf, held, self._earlier)
        # In this order a fetch that is killed in between is taken for what it is by the next one.
        self._ledger.put(source.file, fresh)
        sync(part)
        part.replace(pdf)
        notes = write_sidecar(pdf, _facts(source, fresh), changed=held is not None)
        sync(self._folder)
        size = f"{answer.size / 1e6:.1f} MB, {pages} page" + ("" if pages == 1 else "s")
        if kept is None:
            return Outcome(source, "new", f"new, {size}", notes=tuple(notes))
        notes.append(f"the file before is kept as {kept}")
        notes.append("look whether the list still describes it (title, year, quarter)")
        return Outcome(source, "changed", f"changed, {size}", notes=tuple(notes))

    def _unchanged(self, source: Source, pdf: Path, beside: Sidecar | None, entry: Entry) -> Outcome:
        """The file is the one that the server has. Its sidecar may still lag behind it, or behind the list."""
        known = self._ledger.get(source.file)
        if known and known.sha256 == entry.sha256:
            entry = Entry(entry.url, entry.sha256, known.accessed, entry.etag, entry.last_modified)
        stated = beside.facts if beside else {}
        told = stated.get("sha256", "").lower()
        facts = _facts(source, entry)
        if told == entry.sha256 and "date_accessed" in stated:
            facts["date_accessed"] = stated["date_accessed"]
        notes = write_sidecar(pdf, facts, changed=bool(told) and told != entry.sha256)
        self._ledger.put(source.file, entry)
        return Outcome(source, "unchanged", "unchanged", notes=tuple(notes))


def _checked(part: Path, answer: Answer) -> int:
    """The number of pages of the PDF in `part`. Raises NotAPlan where what came is no whole PDF that can be opened."""
    kind = answer.headers.get("content-type", "").split(";")[0].strip()
    came = f"what came from {answer.url}" + (f" ({kind})" if kind else "")
    try:
        with open_document(part) as document:
            pages = len(document)
    except DocumentError as error:
        raise NotAPlan(f"{came} {error.what}", fix="look at the address in a browser") from error
    with part.open("rb") as stream:
        stream.seek(max(0, answer.size - _END_WINDOW))
        whole = _END in stream.read()
    if not whole and not answer.end_announced:
        # PDFium opens what is left of a torn file, and nothing but its end shows that it is torn.
        raise NotAPlan(f"{came} has no end, and the server did not say how long it is", fix="try again later")
    return pages


def _facts(source: Source, entry: Entry) -> dict[str, str]:
    return {**source.facts, "date_accessed": entry.accessed, "sha256": entry.sha256}


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
