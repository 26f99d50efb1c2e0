"""What PDFium does not tell of a PDF and has to be known before it reads it: hidden layers, and paint by patterns."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from extractors.page import page_list
from extractors.pdf.layers import UNFOLLOWED, strip_hidden_layers

# At most this many characters of what the other reader says are told.
TOLD = 90


class Prepared(NamedTuple):
    """What is known of a PDF before it is read.

    Its content without hidden layers where it has any, the numbers of the pages that paint with patterns, and warnings
    of what could not be found out.
    """

    content: bytes | None = None
    patterned: frozenset[int] = frozenset()
    warnings: tuple[str, ...] = ()


def prepared(path: Path) -> Prepared:
    """Look into the PDF at `path`; where it cannot be followed, a warning says what may be wrong with what is read."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as document:
            patterned = frozenset(n for n, page in enumerate(document.pages, 1) if _may_have_patterns(page))
            layers = strip_hidden_layers(document)
            warnings = (_warning(layers.unfollowed),) if layers.unfollowed else ()
            if not layers.hidden:
                return Prepared(None, patterned, warnings)
            kept = io.BytesIO()
            document.save(kept, static_id=True)
            return Prepared(kept.getvalue(), patterned, warnings)
    except UNFOLLOWED as error:
        return Prepared(warnings=(_warning((), str(error)),))


def _warning(pages: Sequence[int], why: str = "") -> str:
    """That layers may be hidden on `pages`, or anywhere in the document, and were not left out."""
    where = f"{page_list(pages)}: " if pages else ""
    because = f" ({' '.join(why.split())[:TOLD]})" if why else ""
    return (
        f"{where}what hides parts of what is drawn could not be followed{because}, so hidden text may have been "
        "read: compare the values with the pages, or print the file to a new PDF and read that"
    )


def _may_have_patterns(page: pikepdf.Page) -> bool:
    """Whether the page paints with patterns; so it is taken where that cannot be told, as looking costs time alone."""
    try:
        return _has_patterns(page.resources, set())
    except UNFOLLOWED:
        return True


def _has_patterns(resources: Any, met: set[tuple[int, int]]) -> bool:
    """Whether what is drawn with `resources`, or by its forms but those `met`, may paint with a pattern or gradient."""
    waiting = [resources]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, pikepdf.Dictionary):
            continue
        if len(one.get("/Pattern", ())) or len(one.get("/Shading", ())):
            return True
        objects: Any = one.get("/XObject", pikepdf.Dictionary())
        for form in [objects[name] for name in objects]:
            if form.get("/Subtype") == "/Form" and form.objgen not in met:
                met.add(form.objgen)
                waiting.append(form.get("/Resources"))
    return False
