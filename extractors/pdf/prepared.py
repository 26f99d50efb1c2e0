"""What PDFium does not tell of a PDF and has to be known before it reads it: hidden layers, and paint by patterns."""

import io
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from extractors.pdf.layers import strip_hidden_layers

# Forms in forms, to so many levels.
DEPTH = 4


class Prepared(NamedTuple):
    """The PDF without hidden layers where it has any, and the numbers of the pages that paint with patterns."""

    content: bytes | None = None
    patterned: frozenset[int] = frozenset()


def prepared(path: Path) -> Prepared:
    """Look into the PDF at `path`; where it cannot be followed, nothing is known."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as document:
            patterned = {n for n, page in enumerate(document.pages, 1) if _has_patterns(page.resources, DEPTH)}
            if not strip_hidden_layers(document):
                return Prepared(None, frozenset(patterned))
            kept = io.BytesIO()
            document.save(kept, static_id=True)
            return Prepared(kept.getvalue(), frozenset(patterned))
    except (pikepdf.PikepdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        return Prepared()


def _has_patterns(resources: Any, depth: int) -> bool:
    """Whether what is drawn with `resources` may paint with a pattern or a gradient."""
    if not isinstance(resources, pikepdf.Dictionary):
        return False
    if len(resources.get("/Pattern", ())) or len(resources.get("/Shading", ())):
        return True
    objects: Any = resources.get("/XObject", pikepdf.Dictionary())
    forms = [one for one in (objects[name] for name in objects) if one.get("/Subtype") == "/Form"] if depth else []
    return any(_has_patterns(form.get("/Resources"), depth - 1) for form in forms)
