"""PDFium's functions as they are called by the thousand: one call for each glyph, text object or path of a page.

A call through ctypes costs more than most of what PDFium does in it. Here it costs a third of a plain one (0.18 us
against 0.54 for the box of a glyph): the arguments are passed as they are, with neither a table of types to convert
them by nor the interpreter's lock given back, the loop over them runs in `map`, and results are written side by side
into one buffer, which becomes an array. Without that table every argument is passed as a C `int` or a pointer; what
is wider says so (`c_size_t`).
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from ctypes import PYFUNCTYPE, c_int, c_size_t, c_uint, c_ulong, c_void_p, cast
from itertools import islice
from operator import attrgetter
from threading import local
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

# Results are written into slots of this many bytes; as many calls as fit are made before the buffer is read.
SLOT, SLOTS = 8, 12_288
# How a text is written that nobody sees.
INVISIBLE_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)

Call = Callable[..., Any]


class Handle(c_void_p):
    """The address of one of PDFium's objects; as a type of its own it stays ready to be passed on."""

    __slots__ = ()


address_of = attrgetter("value")


def _called(function: Any, result: Any = c_int) -> Call:
    return PYFUNCTYPE(result)(cast(function, c_void_p).value or 0)


count_chars: Call = _called(raw.FPDFText_CountChars)
text_of: Call = _called(raw.FPDFText_GetText)
unicode_of: Call = _called(raw.FPDFText_GetUnicode, c_uint)
unmapped: Call = _called(raw.FPDFText_HasUnicodeMapError)
text_object_at: Call = _called(raw.FPDFText_GetTextObject, c_size_t)
loose_box: Call = _called(raw.FPDFText_GetLooseCharBox)
origin_of: Call = _called(raw.FPDFText_GetCharOrigin)
glyph_matrix: Call = _called(raw.FPDFText_GetMatrix)
font_size: Call = _called(raw.FPDFTextObj_GetFontSize)
font_name: Call = _called(raw.FPDFFont_GetBaseFontName, c_size_t)
font_of: Call = _called(raw.FPDFTextObj_GetFont, c_size_t)
render_mode: Call = _called(raw.FPDFTextObj_GetTextRenderMode)
fill_colour: Call = _called(raw.FPDFPageObj_GetFillColor)
count_objects: Call = _called(raw.FPDFPage_CountObjects)
object_at: Call = _called(raw.FPDFPage_GetObject, Handle)
count_form_objects: Call = _called(raw.FPDFFormObj_CountObjects)
form_object_at: Call = _called(raw.FPDFFormObj_GetObject, Handle)
kind_of: Call = _called(raw.FPDFPageObj_GetType)
marked_content: Call = _called(raw.FPDFPageObj_GetMarkedContentID)
count_marks: Call = _called(raw.FPDFPageObj_CountMarks)
mark_at: Call = _called(raw.FPDFPageObj_GetMark, Handle)
mark_bytes: Call = _called(raw.FPDFPageObjMark_GetParamBlobValue)
matrix_of: Call = _called(raw.FPDFPageObj_GetMatrix)
bounds_of: Call = _called(raw.FPDFPageObj_GetBounds)
clip_of: Call = _called(raw.FPDFPageObj_GetClipPath, Handle)
count_clip_paths: Call = _called(raw.FPDFClipPath_CountPaths)
count_clip_segments: Call = _called(raw.FPDFClipPath_CountPathSegments)
clip_segment_at: Call = _called(raw.FPDFClipPath_GetPathSegment, Handle)
draw_mode: Call = _called(raw.FPDFPath_GetDrawMode)
stroke_width: Call = _called(raw.FPDFPageObj_GetStrokeWidth)
stroke_colour: Call = _called(raw.FPDFPageObj_GetStrokeColor)
count_segments: Call = _called(raw.FPDFPath_CountSegments)
segment_at: Call = _called(raw.FPDFPath_GetPathSegment, Handle)
segment_point: Call = _called(raw.FPDFPathSegment_GetPoint)
segment_kind: Call = _called(raw.FPDFPathSegment_GetType)
segment_closes: Call = _called(raw.FPDFPathSegment_GetClose)
tag_root: Call = _called(raw.FPDF_StructTree_GetChildAtIndex, Handle)
tag_type: Call = _called(raw.FPDF_StructElement_GetType, c_ulong)
tag_children: Call = _called(raw.FPDF_StructElement_CountChildren)
tag_child: Call = _called(raw.FPDF_StructElement_GetChildAtIndex, Handle)
tag_mcid: Call = _called(raw.FPDF_StructElement_GetChildMarkedContentID)
tag_attributes: Call = _called(raw.FPDF_StructElement_GetAttributeCount)
tag_attribute: Call = _called(raw.FPDF_StructElement_GetAttributeAtIndex, Handle)
tag_value: Call = _called(raw.FPDF_StructElement_Attr_GetValue, Handle)
tag_number: Call = _called(raw.FPDF_StructElement_Attr_GetNumberValue)


def handle_of(thing: Any) -> Handle:
    """The handle of what pypdfium2 opened: a page, a text page."""
    return Handle(cast(thing.raw, c_void_p).value)


class _Buffer(local):
    """Slots of bytes that results are written into, and a pointer to each; every thread has its own."""

    def __init__(self) -> None:
        self.bytes: NDArray[np.uint8] = np.zeros((SLOTS, SLOT), dtype=np.uint8)
        start = self.bytes.ctypes.data
        self.places = list(map(c_void_p, range(start, start + SLOT * SLOTS, SLOT)))


_buffer = _Buffer()


def written(
    function: Call, leads: Sequence[Iterable[Any]], count: int, kind: type[np.generic], *, outs: int = 1, each: int = 1
) -> NDArray[Any]:
    """What `function` writes in `count` calls, an array of `kind` with a row for each; 0 where it writes nothing.

    `leads` are its first arguments, one iterable for each; `outs` pointers follow them, to `each` values each (8 bytes
    hold one value, or two of four bytes where `each` is more than one).
    """
    width = np.dtype(kind).itemsize
    slots = (each * width + SLOT - 1) // SLOT
    step = slots * outs
    places, buffer = _buffer.places, _buffer.bytes
    found = np.empty((count, outs * each), dtype=kind)
    sources = [iter(lead) for lead in leads]
    for begin in range(0, count, SLOTS // step):
        now = min(SLOTS // step, count - begin)
        buffer[: now * step] = 0
        pointers = [places[out * slots : now * step : step] for out in range(outs)]
        deque(map(function, *(islice(source, now) for source in sources), *pointers), maxlen=0)
        values = buffer[: now * step].reshape(now, outs, slots * SLOT)[:, :, : each * width]
        found[begin : begin + now] = np.ascontiguousarray(values).view(kind).reshape(now, outs * each)
    return found


def bounds(handles: Sequence[Handle]) -> NDArray[np.float32]:
    """Left, bottom, right and top of what the page draws, a row for each; 0 where it has none."""
    return written(bounds_of, (handles,), len(handles), np.float32, outs=4)
