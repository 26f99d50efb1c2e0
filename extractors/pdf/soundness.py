"""What is broken in a PDF that can be read all the same, and putting together one that cannot.

PDFium reads damaged files as far as they go and keeps silent about it. qpdf (by pikepdf) follows the same structure
with other code and tells what it stumbles over, so that no part of a document is lost without a word.
"""

import io
import logging
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any, TypeAlias, cast

import pikepdf

from extractors.page import Page
from extractors.pagelists import page_list

# qpdf's warnings that tell of lost or doubtful bytes, by words in them. Others tell of slips that change nothing, as
# "object has offset 0" and "reported number of objects", which 5 of 85 sound public documents have.
_TELLING = ("reconstruct", "endstream", "inflate", "decod", "unknown token", "non-dictionary", "loop", "invalid page")
# Streams that a page draws with may use each other to any depth; a page made to have no end of them is not followed.
_MOST_STREAMS = 10_000
# An object's number and generation, which name it in its file.
ObjGen: TypeAlias = tuple[int, int]
# What qpdf says is kept by the document that it says it of.
logging.getLogger("pikepdf").setLevel(logging.CRITICAL)


def damage(path: Path, pages: Sequence[Page]) -> tuple[str, ...]:
    """What is broken in the PDF at `path`, of which `pages` were read; nothing where it is whole.

    Each note is a few words for the manifest.
    """
    unread = [page.number for page in pages if not page.width]
    notes = [f"cannot be read: {page_list(unread)}"] if unread else []
    structure, broken, counted = _looked_through(path)
    if structure:
        notes.append("its parts are not where it says, so some may be missing")
    if broken:
        notes.append(f"what is drawn is broken: {page_list(broken)}")
    if counted not in (None, len(pages)):
        notes.append(f"one reader finds {len(pages)} pages in it, another {counted}")
    return tuple(notes)


def put_together(path: Path) -> bytes | None:
    """A PDF with whatever can still be found in the broken one at `path`; None where no page can."""
    try:
        with path.open("rb") as stream, pikepdf.open(stream, suppress_warnings=True) as document:
            if not len(document.pages):
                return None
            found = io.BytesIO()
            document.save(found, static_id=True)
            return found.getvalue()
    except (pikepdf.PikepdfError, ValueError, RuntimeError):
        return None


def _looked_through(path: Path) -> tuple[bool, list[int], int | None]:
    """Whether the structure is damaged, the pages whose streams are, and how many pages there are if it can be told."""
    try:
        with path.open("rb") as stream, pikepdf.open(stream, suppress_warnings=True) as document:
            count = len(document.pages)
            structure = _tells(document)
            sound: set[ObjGen] = set()
            broken = [n for n, page in enumerate(document.pages, 1) if _is_broken(document, page, sound)]
            return structure, broken, count
    except pikepdf.PasswordError:
        # Only a part that no page shows, such as an attachment, asks for one: PDFium has read the pages without.
        return False, [], None
    except (pikepdf.PikepdfError, ValueError, RuntimeError):
        return True, [], None


def _is_broken(document: pikepdf.Pdf, page: pikepdf.Page, sound: set[ObjGen]) -> bool:
    """Whether a stream that `page` draws with cannot be decoded to its end.

    `sound` are objects, such as fonts, that pages before draw with and that are whole with all that they lead to; those
    of this page are added to them where it is whole.
    """
    met: set[ObjGen] = set()
    try:
        for stream in _streams(page.obj, met, sound):
            stream.read_bytes()
    except (pikepdf.PikepdfError, ValueError, RuntimeError):
        document.get_warnings()
        return True
    if _tells(document):
        return True
    if len(met) < _MOST_STREAMS:
        sound |= met
    return False


def _streams(page: Any, met: set[ObjGen], sound: set[ObjGen]) -> Generator[Any]:
    """The streams of text, forms and fonts of a page; pictures, whose decoders forgive a lot, are left out.

    Objects on the way are added to `met`; those in `sound` are passed over.
    """
    waiting = [page.get("/Contents"), page.get("/Resources")]
    while waiting and len(met) < _MOST_STREAMS:
        one = waiting.pop()
        if not isinstance(one, pikepdf.Object):
            continue
        if one.is_indirect:
            if one.objgen in met or one.objgen in sound:
                continue
            met.add(one.objgen)
        if isinstance(one, pikepdf.Array):
            waiting += list(one)
        elif isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            if isinstance(one, pikepdf.Stream):
                if one.get("/Subtype") == "/Image":
                    continue
                yield one
            waiting += [value for key, value in one.items() if key not in ("/Parent", "/P", "/StructParent")]


def _tells(document: pikepdf.Pdf) -> bool:
    """Whether what qpdf warned of since it was last asked tells of damage."""
    warnings = cast("list[object]", document.get_warnings())
    return any(word in str(warning) for warning in warnings for word in _TELLING)
