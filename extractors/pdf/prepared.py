"""What PDFium does not tell of a PDF and has to be known before it reads it: hidden layers, and paint by patterns."""

import io
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from extractors.pdf.layers import strip_hidden_layers


class Prepared(NamedTuple):
    """The PDF without hidden layers where it has any, and the numbers of the pages that paint with patterns."""

    content: bytes | None = None
    patterned: frozenset[int] = frozenset()


def prepared(path: Path) -> Prepared:
    """Look into the PDF at `path`; where it cannot be followed, nothing is known."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as document:
            patterned = {n for n, page in enumerate(document.pages, 1) if _has_patterns(page.resources, set())}
            if not strip_hidden_layers(document):
                return Prepared(None, frozenset(patterned))
            kept = io.BytesIO()
            document.save(kept, static_id=True)
            return Prepared(kept.getvalue(), frozenset(patterned))
    except (pikepdf.PikepdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        return Prepared()


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
