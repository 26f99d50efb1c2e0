"""Text that PDFium leaves out: signs spelled out beside what is drawn (`ActualText`), and letters without any width.

PDFium drops a drawn text altogether where its spelling holds nothing between U+0080 and U+FFFD: the coloured discs and
squares of emoji, which are what a status column holds. Word processors and typst spell a sign out where the font draws
two signs alike. Letters that are squeezed to no width, as a program did with ligatures that it fitted to their first
letter, are lost: each such text is a letter that is unknown.
"""

from codecs import BOM_UTF16_BE
from ctypes import Array, byref, c_char_p, c_float, c_ubyte, c_ulong
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.page import UNKNOWN, Box, Glyphs
from extractors.pdf import pdfium_calls as calls
from extractors.pdf.objects import Transform
from extractors.pdf.textobjects import TextObjects

# The name that ISO 32000-1, 14.9.4, gives to the replacement text of marked content.
KEY = c_char_p(b"ActualText")
# PDFium takes a spelling that holds a character between these.
FIRST_TAKEN, LAST_TAKEN = 0x80, 0xFFFD
LONGEST = 64
# Of what has no width, points: white space has no height either, letters have more than this.
NO_WIDTH, HIGH = 0.05, 1.0
_Spelled = c_ubyte * LONGEST


class _Sign(NamedTuple):
    """A sign with its box and baseline on the displayed page, its size in points, and the place of its text object."""

    text: str
    box: Box
    baseline: float
    size: float
    place: int


def with_left_out(glyphs: Glyphs, objects: TextObjects, read: NDArray[np.uint64]) -> Glyphs:
    """The glyphs with the signs that PDFium left out, each where it is drawn.

    `objects` are the texts that the page draws, `read` the addresses of those that PDFium gave glyphs of.
    """
    signs = _left_out(objects, read)
    if not signs:
        return glyphs
    own = np.array([s.place for s in signs])
    boxes = np.array([s.box for s in signs])
    order = objects.order[own]
    at = [int(np.flatnonzero(np.append(True, glyphs.order <= o))[-1]) for o in order.tolist()]
    none = np.zeros(len(signs), dtype=np.int64)
    new = {
        "x0": boxes[:, 0],
        "top": boxes[:, 1],
        "x1": boxes[:, 2],
        "bottom": boxes[:, 3],
        "origin": boxes[:, 0],
        "baseline": np.array([s.baseline for s in signs]),
        "size": np.array([s.size for s in signs]),
        "order": order,
        "mcid": objects.mcid[own],
        "font": none,
        "turn": none,
        "colour": none,
        "code": none,
    }
    text = list(glyphs.text)
    for place, sign in reversed(list(zip(at, signs, strict=True))):
        text.insert(place, sign.text)
    arrays = {name: np.insert(getattr(glyphs, name), at, values) for name, values in new.items()}
    return replace(glyphs, text=text, fonts=glyphs.fonts or ("",), **arrays)


def _left_out(objects: TextObjects, read: NDArray[np.uint64]) -> list[_Sign]:
    found: list[_Sign] = []
    missing: list[int] = objects.left_out(read).tolist()
    handles = [calls.Handle(address) for address in objects.address[missing].tolist()]
    buffer = _Spelled()  # one for all: to make one takes as long as to ask
    for place, handle, thin in zip(missing, handles, _are_thin(handles), strict=True):
        text = _spelling(handle, buffer)
        if not text and thin and calls.render_mode(handle) not in calls.INVISIBLE_MODES:
            text = UNKNOWN
        if text and not any(FIRST_TAKEN <= ord(ch) < LAST_TAKEN or (ch.isascii() and ch.isprintable()) for ch in text):
            own = _placed(handle, objects.around[place])
            if own:
                found.append(_Sign(text, *own, place))
    return sorted(found, key=lambda s: objects.order[s.place])


def _spelling(handle: calls.Handle, buffer: Array[c_ubyte]) -> str:
    """How a drawn text is spelled out in UTF-16, as every text beyond Latin is; empty where it is not."""
    count = calls.count_marks(handle)
    if count <= 0:
        return ""
    length = c_ulong()
    for number in range(count):
        # asked for as bytes: asked for as text, PDFium drops the halves of what UTF-16 writes in two
        given = calls.mark_bytes(calls.mark_at(handle, number), KEY, buffer, c_ulong(LONGEST), byref(length))
        if given and 1 < length.value <= LONGEST and bytes(buffer).startswith(BOM_UTF16_BE):
            return bytes(buffer[2 : length.value]).decode("utf-16-be", "ignore").strip()
    return ""


def _are_thin(handles: list[calls.Handle]) -> list[bool]:
    """Which texts have no width and print something all the same, if they are not invisible."""
    edges = calls.bounds(handles).astype(np.float64)
    sides = np.sort(edges[:, 2:] - edges[:, :2], axis=1)
    return ((sides[:, 0] < NO_WIDTH) & (sides[:, 1] > HIGH)).tolist()


def _placed(handle: calls.Handle, around: Transform) -> tuple[Box, float, float] | None:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not calls.bounds_of(handle, byref(left), byref(bottom), byref(right), byref(top)):
        return None
    matrix = calls.written(calls.matrix_of, ([handle],), 1, np.float32, each=6).astype(np.float64)[0]
    points = calls.written(calls.font_size, ([handle],), 1, np.float32)[0, 0]
    _, baseline = around.apply(matrix[4:5], matrix[5:6])
    return (
        around.box(left.value, bottom.value, right.value, top.value),
        float(baseline[0]),
        float(abs(points) * np.hypot(matrix[2], matrix[3])),
    )
