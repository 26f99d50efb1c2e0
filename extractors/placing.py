"""Places on a page that was put straight for reading, brought back to where they are on the page as displayed."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from extractors.page import Box, Page, Straightened
from extractors.table import Piece

T = TypeVar("T")


def as_displayed(published: T, pages: Sequence[Page]) -> T:
    """`published`, tables or a whole document, with every piece on a straightened part of a page where it is printed.

    A piece that leaned is given by the upright rectangle around it.
    """
    straight = {page.number: page.straightened for page in pages if page.straightened}
    return cast("T", _brought_back(published, straight)) if straight else published


def _brought_back(thing: Any, straight: Mapping[int, Sequence[Straightened]]) -> Any:
    if isinstance(thing, Piece):
        return _piece(thing, straight.get(thing.page, ()))
    if isinstance(thing, (tuple, list)):
        parts = [_brought_back(part, straight) for part in cast("Sequence[Any]", thing)]
        kind: Any = type(cast("Sequence[Any]", thing))
        return kind(*parts) if hasattr(kind, "_fields") else kind(parts)
    if isinstance(thing, dict):
        return {key: _brought_back(value, straight) for key, value in cast("dict[Any, Any]", thing).items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        values = {f.name: getattr(thing, f.name) for f in fields(thing)}
        changed = {name: new for name, old in values.items() if (new := _brought_back(old, straight)) != old}
        return replace(thing, **changed) if changed else thing
    return thing


def _piece(piece: Piece, straight: Sequence[Straightened]) -> Piece:
    x, y = (piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2
    for part in straight:
        if part.box.contains(x, y):
            box = part.displayed(Box(*piece[1:]))
            return Piece(piece.page, *(round(v, 2) for v in box))
    return piece
