"""What PDFium does not tell of a PDF and has to be known before it reads it: hidden layers, and paint by patterns."""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from extractors.errors import UnreadableFile
from extractors.pagelists import page_list
from extractors.pdf.layers import UNFOLLOWED, resources_of, strip_hidden_layers

# At most this many characters of what the other reader says are told.
TOLD = 90
# The operators that show text.
_TEXT = re.compile(rb"\bT[jJ]\b")


class Prepared(NamedTuple):
    """What is known of a PDF before it is read.

    Its content without hidden layers where it has any, the numbers of the pages that paint with patterns, and warnings
    of what could not be found out.
    """

    content: bytes | None = None
    patterned: frozenset[int] = frozenset()
    warnings: tuple[str, ...] = ()


class _Patterns(NamedTuple):
    """Whether a page paints with patterns or gradients, and whether one of its patterns holds text."""

    painted: bool
    printed: bool


def prepared(path: Path) -> Prepared:
    """Look into the PDF at `path`; where it cannot be followed, a warning says what may be wrong with what is read.

    Raises UnreadableFile where the system refuses it.
    """
    try:
        with pikepdf.open(path, suppress_warnings=True) as document:
            patterns = {n: _patterns(page) for n, page in enumerate(document.pages, 1)}
            patterned = frozenset(n for n, found in patterns.items() if found.painted)
            printed = [n for n, found in patterns.items() if found.printed]
            layers = strip_hidden_layers(document)
            warnings = (_warning(layers.unfollowed),) if layers.unfollowed else ()
            if printed:
                warnings += (
                    f"{page_list(printed)}: text is printed in a pattern, which is not read: look what it says",
                )
            if not layers.hidden:
                return Prepared(None, patterned, warnings)
            kept = io.BytesIO()
            document.save(kept, static_id=True)
            return Prepared(kept.getvalue(), patterned, warnings)
    except OSError as error:
        raise UnreadableFile(path, error.strerror or "") from error
    except UNFOLLOWED as error:
        # Where the file lies is no part of what a run says of it.
        return Prepared(warnings=(_warning((), str(error).replace(str(path), "").lstrip(": ")),))


def _warning(pages: Sequence[int], why: str = "") -> str:
    """That layers may be hidden on `pages`, or anywhere in the document, and were not left out."""
    where = f"{page_list(pages)}: " if pages else ""
    because = f" ({' '.join(why.split())[:TOLD]})" if why else ""
    return (
        f"{where}what hides parts of what is drawn could not be followed{because}, so hidden text may have been "
        "read: compare the values with the pages, or print the file to a new PDF and read that"
    )


def _patterns(page: pikepdf.Page) -> _Patterns:
    """Whether the page paints with patterns; so it is taken where that cannot be told, as looking costs time alone."""
    found = _Patterns(painted=False, printed=False)
    try:
        for resources in resources_of([page]):
            patterns: Any = resources.get("/Pattern", {})
            painted = bool(len(patterns) or len(resources.get("/Shading", ())))
            printed = any(_prints(patterns[name]) for name in patterns)
            found = _Patterns(found.painted or painted, found.printed or printed)
    except UNFOLLOWED:
        return found._replace(painted=True)
    return found


def _prints(pattern: Any) -> bool:
    """Whether a pattern holds text."""
    return isinstance(pattern, pikepdf.Stream) and bool(_TEXT.search(pattern.read_bytes()))
