"""The glyphs of a page, as PDFium lays them out, turned into arrays at once."""

from ctypes import c_size_t
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.page import UNKNOWN, Floats, Glyphs, Ints
from extractors.pdf import pdfium_calls as calls
from extractors.pdf.objects import Transform
from extractors.pdf.spelled import with_left_out
from extractors.pdf.textobjects import TextObjects
from extractors.printed.geometry import changes

# PDFium reports any hyphen at a line's end, printed or soft, as U+0002 glyph by glyph and as U+FFFE in a page's text
# (`hyphens.py` judges which it is).
LINE_END_HYPHENS = (0x0002, 0xFFFE)
# The halves of characters beyond the first 65,536, as UTF-16 writes them: the first halves, the second halves, the end.
HIGH, LOW, LAST = 0xD800, 0xDC00, 0xE000
LONGEST_NAME = 128
# Texts whose sides lie within this many points of each other's are in one place.
SAME_PLACE = 1.0
ASCII_LETTERS = [*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1)]


class _Styles(NamedTuple):
    """What all glyphs of a text object share, an entry for each object.

    `shown` says whether it paints anything, `laid` whether it is in a mode that never does, as a text layer is.
    """

    shown: NDArray[np.bool_]
    laid: NDArray[np.bool_]
    order: Ints
    mcid: Ints
    size: Floats
    font: Ints
    turn: Ints
    colour: Ints
    fonts: tuple[str, ...]

    def with_seen(self, objects: NDArray[np.bool_]) -> "_Styles":
        """The styles with those of `objects` that are laid as ones that are seen."""
        return self._replace(shown=self.shown | objects, laid=self.laid & ~objects)


# What PDFium gives for a glyph whose font has no letters for its numbers: the number itself. Tabs and line ends may be
# white space, and 2 is its own sign for a hyphen at a line's end.
NO_LETTERS = np.array([0, 1, *range(3, 9), 11, 12, *range(14, 32), *range(127, 160)])
# Characters that print nothing and take no room: zero-width spaces and joiners, marks of direction, choices of a
# glyph's form, the byte order mark (Unicode, general category Cf and the variation selectors 15 and 16). A soft hyphen
# is printed where it ends a line.
SHAPELESS = [
    0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A),
    0xFE0E, 0xFE0F, 0xFEFF,
]  # fmt: skip


# To look characters up in takes 3.5 us a page instead of 176 with `isin`.
_LAST_TOLD = 0xFFFF
_SHAPELESS, _NO_LETTERS = np.zeros((2, _LAST_TOLD + 1), dtype=np.bool_)
_SHAPELESS[SHAPELESS] = _NO_LETTERS[NO_LETTERS] = True


def empty_glyphs() -> Glyphs:
    """Glyph arrays of a page on which no text is printed."""
    none = np.empty(0)
    whole = np.empty(0, dtype=np.int64)
    return Glyphs([], none, none, none, none, none, none, none, whole, whole, whole, whole, whole, ())


def read_glyphs(
    textpage: Any, transform: Transform, rotation: int, objects: TextObjects, *, laid: bool = False
) -> Glyphs:
    """The glyphs of a page; characters that PDFium made up (spaces, line ends) are left out.

    `transform` leads to the displayed page, `rotation` is that page's in degrees, `objects` are the texts it draws.
    With `laid` the glyphs that are written invisibly are read in place of those that are seen.
    """
    page = calls.handle_of(textpage)
    count = calls.count_chars(page)
    if count <= 0:
        return empty_glyphs()
    addresses = np.fromiter(map(calls.text_object_at, repeat(page), range(count)), dtype=np.uint64, count=count)
    begins = np.flatnonzero(changes(addresses))  # the glyphs of a text object mostly come one after the other
    every, first, which = np.unique(addresses[begins], return_index=True, return_inverse=True)
    first, which = begins[first], np.repeat(which, np.diff(begins, append=count))
    styles = _styles(page, every, first, rotation, objects)
    styles = styles.with_seen(_stand_for_others(every, styles.laid, objects))
    places = np.flatnonzero((styles.laid if laid else styles.shown)[which])
    units = _codes(page, count)
    codes, whole = _characters(_swapped(units)[places])
    shaped = ~_SHAPELESS[np.minimum(codes, _LAST_TOLD)]
    places, codes = places[whole][shaped], codes[shaped]
    if not len(places):
        return empty_glyphs()
    # PDFium gives letters that overlap, each an object of its own, from left to right
    stream = np.argsort(styles.order[which[places]], kind="stable")
    places, codes = places[stream], codes[stream]
    where: list[int] = places.tolist()
    boxes = _finite(calls.written(calls.loose_box, (repeat(page), where), len(where), np.float32, each=4))
    origins = _finite(calls.written(calls.origin_of, (repeat(page), where), len(where), np.float64, outs=2))
    ax, ay = transform.apply(boxes[:, 0], boxes[:, 1])
    bx, by = transform.apply(boxes[:, 2], boxes[:, 3])
    origin, baseline = transform.apply(origins[:, 0], origins[:, 1])
    unmapped = np.fromiter(map(calls.unmapped, repeat(page), where), dtype=np.int64, count=len(where)) > 0
    own = which[places]
    read = Glyphs(
        list(map(chr, np.where(unmapped | _NO_LETTERS[np.minimum(codes, _LAST_TOLD)], ord(UNKNOWN), codes).tolist())),
        np.minimum(ax, bx),
        np.minimum(ay, by),
        np.maximum(ax, bx),
        np.maximum(ay, by),
        origin,
        baseline,
        styles.size[own],
        styles.font[own],
        styles.order[own],
        styles.mcid[own],
        styles.turn[own],
        styles.colour[own],
        styles.fonts,
        # a number that stands for a letter and one that is but the glyph's own may be the same
        code=np.where(unmapped, ~units[places], units[places]),
    )
    return read if laid else with_left_out(read, objects, every)


def _finite(values: NDArray[Any]) -> Floats:
    found = values.astype(np.float64)
    return found if np.isfinite(found).all() else np.nan_to_num(found, nan=0.0, posinf=0.0, neginf=0.0)


def _codes(page: calls.Handle, count: int) -> Ints:
    """The UTF-16 unit of every glyph, made-up ones included.

    The page's text in one call has a unit for each, unless some have no code or take two: then each is asked for its
    own.
    """
    units = np.zeros(2 * count + 2, dtype=np.uint16)
    found = calls.text_of(page, 0, count, calls.Handle(units.ctypes.data)) - 1
    units = units[:count]
    if found == count and not ((units >= HIGH) & (units < LAST)).any():
        return units.astype(np.int64)
    return np.fromiter(map(calls.unicode_of, repeat(page), range(count)), dtype=np.int64, count=count)


def _swapped(units: Ints) -> Ints:
    """The UTF-16 units with those put right whose two bytes changed places.

    Ghostscript 10.0 writes ligatures so: `ti` becomes U+7400 U+6900, two ideographs.
    """
    letters = units & 0xFF == 0
    if not letters.any():
        return units
    letters &= np.isin(units >> 8, ASCII_LETTERS)
    ideographs = (units >= 0x3400) & (units < 0xA000) & ~letters
    return np.where(letters, units >> 8, units) if letters.any() and not ideographs.any() else units


def _characters(units: Ints) -> tuple[Ints, Ints]:
    """The code points of the glyphs, and the places in `units` that they were read at.

    A character in two halves is one glyph, where its second half is; a half without the other is unknown.
    """
    units = np.where(np.isin(units, LINE_END_HYPHENS), ord("-"), units)
    if not ((units >= HIGH) & (units < LAST)).any():
        return units, np.arange(len(units))
    codes: list[int] = []
    places: list[int] = []
    high = 0
    for place, unit in enumerate(units.tolist()):
        second = LOW <= unit < LAST
        if high and not second:
            codes.append(ord(UNKNOWN))
            places.append(place - 1)
        if HIGH <= unit < LOW:
            high = unit
            continue
        whole = 0x10000 + ((high - HIGH) << 10) + (unit - LOW) if high else ord(UNKNOWN)
        codes.append(whole if second else unit)
        places.append(place)
        high = 0
    return np.array(codes, dtype=np.int64), np.array(places, dtype=np.int64)


def _styles(page: calls.Handle, every: NDArray[np.uint64], first: Ints, rotation: int, objects: TextObjects) -> _Styles:
    """The styles of the text objects at the addresses `every` (0: none), the glyphs at `first` being their first."""
    n = len(every)
    made = every != 0
    handles = list(map(calls.Handle, every.tolist()))
    order, mcid, hidden = objects.at(every)
    matrix = _finite(calls.written(calls.glyph_matrix, (repeat(page), first.tolist()), n, np.float32, each=6))
    sizes = _finite(calls.written(calls.font_size, (handles,), n, np.float32))[:, 0]
    scale = np.hypot(matrix[:, 2], matrix[:, 3])
    turn = np.rint(np.arctan2(matrix[:, 1], matrix[:, 0]) / (np.pi / 2) - rotation / 90).astype(np.int64) % 4
    colour = calls.written(calls.fill_colour, (handles,), n, np.uint32, outs=4).astype(np.int64)
    modes = np.fromiter(map(calls.render_mode, handles), dtype=np.int64, count=n)
    font, fonts = _fonts(handles, first, made)
    unpainted = np.isin(modes, calls.INVISIBLE_MODES)
    return _Styles(
        made & ~hidden & ~unpainted,
        made & unpainted,
        order,
        mcid,
        np.abs(sizes) * np.where(scale == 0, 1.0, scale),
        font,
        turn,
        (colour[:, 0] << 16) | (colour[:, 1] << 8) | colour[:, 2],
        fonts,
    )


def _stand_for_others(every: NDArray[np.uint64], laid: NDArray[np.bool_], objects: TextObjects) -> NDArray[np.bool_]:
    """Which of the invisible texts among those at the addresses `every` stand for the same text drawn visibly.

    Of two texts in one place PDFium gives the first: where that is invisible, the second is what everybody sees.
    """
    stand = np.zeros(len(every), dtype=np.bool_)
    under = np.flatnonzero(laid)
    if not len(under):
        return stand
    left_out = objects.address[objects.left_out(every)]
    if not len(left_out):
        return stand
    handles = list(map(calls.Handle, left_out.tolist()))
    modes = np.fromiter(map(calls.render_mode, handles), dtype=np.int64, count=len(handles))
    over = _bounds([h for h, mode in zip(handles, modes.tolist(), strict=True) if mode not in calls.INVISIBLE_MODES])
    boxes = _bounds(list(map(calls.Handle, every[under].tolist())))
    for place, box in zip(under.tolist(), boxes, strict=True):
        stand[place] = bool((np.abs(over - box) <= SAME_PLACE).all(axis=1).any()) if len(over) else False
    return stand


def _bounds(handles: list[calls.Handle]) -> Floats:
    return _finite(calls.bounds(handles))


def _fonts(handles: list[calls.Handle], first: Ints, made: NDArray[np.bool_]) -> tuple[Ints, tuple[str, ...]]:
    """For each text object the place of its font in the tuple of names, which are in the order of their first use."""
    of_object = np.fromiter(map(calls.font_of, handles), dtype=np.uint64, count=len(handles))
    names: dict[str, int] = {}
    by_use = np.argsort(first, kind="stable")
    used = dict.fromkeys(of_object[by_use[made[by_use]]].tolist())
    known = {font: names.setdefault(_font_name(font), len(names)) for font in used}
    fonts, which = np.unique(of_object, return_inverse=True)
    return np.array([known.get(font, 0) for font in fonts.tolist()], dtype=np.int64)[which], tuple(names)


def _font_name(font: int) -> str:
    name = np.zeros(LONGEST_NAME, dtype=np.uint8)
    calls.font_name(calls.Handle(font), calls.Handle(name.ctypes.data), c_size_t(LONGEST_NAME))
    return name.tobytes().partition(b"\0")[0].decode("utf-8", "replace")
