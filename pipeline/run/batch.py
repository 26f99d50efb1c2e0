"""`planlift run`: many PDFs in, one set of outputs out, whatever happens to any one of them.

What it takes to read a PDF is imported only where something has changed.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from extractors.errors import UnreadableFile
from extractors.pdf.files import is_there
from pipeline.errors import PASSING, NoInput
from pipeline.files.lock import hold
from pipeline.files.swap import real
from pipeline.folders import CORRECTIONS
from pipeline.given.digests import Digests
from pipeline.given.remote import find_remote, is_url
from pipeline.given.sources import Candidate, Found, find_pdfs
from pipeline.keeping.shelf import cache_folder
from pipeline.keeping.version import run_version
from pipeline.limits import load_limits
from pipeline.outputs.foreign import refuse_foreign
from pipeline.run.inputs import identify
from pipeline.run.order import Order, Outcome
from pipeline.run.unchanged import Memory
from pipeline.telling.progress import Teller


def run(order: Order, teller: Teller) -> Outcome:
    """Read, normalise, check and publish.

    A document's trouble is told. Raises UsageError, NoInput, LockHeld, OutputError, ClusterLost, or another
    PlanliftError that says why there is nothing to publish; the last good outputs are then as they were.
    """
    with hold(order.out), teller:
        # At once, not when hours of reading are done.
        refuse_foreign(real(order.out))
        limits = load_limits(order.limits)
        cache = _cache(teller) if order.use_cache else None
        found = _find(order.places)
        # A missing PDF is answered for in the manifest; a missing folder holds nothing to answer for.
        if all(not f.url and f.path.suffix.lower() != ".pdf" and not is_there(f.path) for f in found.files):
            raise NoInput(order.places)
        for note in found.notes:
            teller.warn(note)
        teller.begin(len(found.files))
        version = run_version()
        asked = (repr(limits), repr(order.cross_check), version)
        files = identify(found.files, asked, Digests(cache, order.places))
        memory = Memory(cache, real(order.out), files, _text(CORRECTIONS), Outcome)
        if (outcome := memory.recall()) is not None:
            teller.stage("nothing has changed since the last run: its outputs stay as they are")
            return outcome
        from pipeline.run.crews import Crews

        with Crews(order, limits) as crews:
            from pipeline.run.making import make

            outcome = make(
                files, order, teller, version=version, limits=limits, corrections=CORRECTIONS, cache=cache, crews=crews
            )
        if not any(d.trouble and d.trouble.reason in PASSING for d in outcome.documents):
            # The next run shows the seconds as those of an earlier one.
            memory.keep(replace(outcome, documents=tuple(replace(d, kept=True) for d in outcome.documents)))
        return outcome


def _find(places: Sequence[str]) -> Found:
    """The files of every place: those of paths, then those of URLs."""
    found = find_pdfs(Path(place) for place in places if not is_url(place))
    files, notes = list(found.files), list(found.notes)
    for place in filter(is_url, places):
        try:
            there = find_remote(place)
        except UnreadableFile:
            # Reading it tells the user what is wrong with it.
            name = PurePosixPath(place).name
            there = [Candidate(Path(name), name, place)]
        files += there
        if not there:
            notes.append(f"{place}: holds no PDF")
    return Found(tuple(files), tuple(notes))


def _cache(teller: Teller) -> Path | None:
    """The user's folder for what the next run may use again, None where there is none, which is told."""
    folder, why_not = cache_folder()
    if folder is None:
        teller.warn(f"nothing is kept for the next run ({why_not})")
    return folder


def _text(file: Path) -> str:
    """What stands in `file`, or why that cannot be told, which reading it will tell the user."""
    try:
        return repr(file.read_bytes())
    except OSError as error:
        return repr(error)
