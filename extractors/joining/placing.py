"""Places on pages that were put straight, or together, for reading, brought back to where they are as displayed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from extractors.joining.sideways import Sheet
from extractors.page import Box, Page, Straightened
from extractors.table import Piece

T = TypeVar("T")
# The fields that name pages.
NUMBERS = ("page", "pages", "first_page", "last_page")


def as_displayed(published: T, pages: Sequence[Page]) -> T:
    """`published`, tables or a whole document, with every piece on a straightened part of a page where it is printed.

    A piece that leaned is given by the upright rectangle around it.
    """
    straight = {page.number: page.straightened for page in pages if page.straightened}

    def put(piece: Piece) -> Piece:
        return _piece(piece, straight.get(piece.page, ()))

    return cast("T", _brought_back(published, put, {})) if straight else published


def as_printed(published: T, sheets: Sequence[Sheet]) -> T:
    """`published`, read from `sheets` that were put together, with every place on the page that it is printed on.

    What is printed on a sheet is on all of its pages, a text (or a piece of a cell) on the one where it begins.
    """
    parts = {sheet.number: sheet for sheet in sheets}

    def put(piece: Piece) -> Piece:
        if piece.page not in parts:
            return piece
        strip = parts[piece.page].strip_at(piece.x0 + 1)
        left, right = (round(x - strip.moved, 2) for x in (piece.x0, min(piece.x1, strip.x1)))
        return piece._replace(page=strip.page, x0=left, x1=right)

    pages = {number: tuple(strip.page for strip in sheet.strips) for number, sheet in parts.items()}
    return cast("T", _brought_back(published, put, pages)) if sheets else published


def _brought_back(thing: Any, put: Callable[[Piece], Piece], pages: Mapping[int, tuple[int, ...]]) -> Any:
    """`thing` with its pieces put where `put` says, and its page numbers as `pages` says."""
    if isinstance(thing, Piece):
        return put(thing)
    if isinstance(thing, (tuple, list)):
        parts = [_brought_back(part, put, pages) for part in cast("Sequence[Any]", thing)]
        kind: Any = type(cast("Sequence[Any]", thing))
        return kind(*parts) if hasattr(kind, "_fields") else kind(parts)
    if isinstance(thing, dict):
        return {key: _brought_back(value, put, pages) for key, value in cast("dict[Any, Any]", thing).items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        values = {f.name: getattr(thing, f.name) for f in fields(thing)}
        changed = {name: new for name, old in values.items() if (new := _brought_back(old, put, pages)) != old}
        changed |= {name: _renumbered(name, values[name], pages) for name in NUMBERS if pages and name in values}
        return replace(thing, **changed) if changed else thing
    return thing


def _renumbered(name: str, value: Any, pages: Mapping[int, tuple[int, ...]]) -> Any:
    if name == "pages":
        return tuple(sorted({p for number in cast("Sequence[int]", value) for p in pages.get(number, (number,))}))
    among = pages.get(value, (value,))
    return max(among) if name == "last_page" else min(among)


def _piece(piece: Piece, straight: Sequence[Straightened]) -> Piece:
    x, y = (piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2
    for part in straight:
        if part.box.contains(x, y):
            box = part.displayed(Box(*piece[1:]))
            return Piece(piece.page, *(round(v, 2) for v in box))
    return piece
