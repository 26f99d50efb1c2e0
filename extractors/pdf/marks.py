"""Marks that are laid over a page's words: filled shapes, which hide or colour them, and lines that strike them out."""

from ctypes import byref
from math import ceil
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from extractors.page import Box, Note
from extractors.pdf.covered import COVERED
from extractors.pdf.objects import Transform

# A reason of `normalise/registers/flags.csv`.
STRUCK = "struck_through"
# Shapes cover what they lie on where they are filled; what nobody is shown covers nothing.
_SHAPES = (raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_POLYGON)
_FILL = b"IC"
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
# Of a mark over several cells each piece this wide and high at most, in points, is told of.
WIDE, HIGH = 20.0, 10.0
_WHY = {
    COVERED: "a shape is laid over the page here, which hides or colours what is printed",
    STRUCK: "a reader's mark strikes out words here",
}


class Mark(NamedTuple):
    """A mark: where it lies in the page's own space (left, bottom, right, top), and the flag of what it lies on."""

    rectangle: tuple[float, float, float, float]
    flag: str


def read_marks(page: Any) -> list[Mark]:
    """The marks on a loaded page that hide its words or strike them out."""
    count = int(raw.FPDFPage_GetAnnotCount(page))
    return [mark for place in range(count) if (mark := _mark(page, place))]


def notes_on(marks: list[Mark], transform: Transform) -> list[Note]:
    """Notes on the displayed page where its marks lie."""
    return [
        Note(piece, flag=mark.flag, detail=_WHY[mark.flag])
        for mark in marks
        for piece in _pieces(transform.box(*mark.rectangle))
    ]


def _mark(page: Any, place: int) -> Mark | None:
    annotation: Any = raw.FPDFPage_GetAnnot(page, place)
    if not annotation:
        return None
    try:
        kind, rect = raw.FPDFAnnot_GetSubtype(annotation), raw.FS_RECTF()
        filled = kind in _SHAPES and bool(raw.FPDFAnnot_HasKey(annotation, _FILL))
        if not (filled or kind == raw.FPDF_ANNOT_STRIKEOUT) or raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
            return None
        if not raw.FPDFAnnot_GetRect(annotation, byref(rect)):
            return None
        return Mark((rect.left, rect.bottom, rect.right, rect.top), COVERED if filled else STRUCK)
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _pieces(box: Box) -> list[Box]:
    across, down = (max(1, ceil(side / most)) for side, most in ((box.width, WIDE), (box.height, HIGH)))
    wide, high = box.width / across, box.height / down
    return [
        Box(box.x0 + wide * i, box.top + high * j, box.x0 + wide * (i + 1), box.top + high * (j + 1))
        for i in range(across)
        for j in range(down)
    ]
