"""The geometry model of a page: what is printed where, whoever read it.

Coordinates are PDF points, origin at the top left of the page as displayed (rotation and CropBox already applied),
x to the right, y downwards. Glyphs are kept in parallel arrays because a page has thousands of them and every
question asked of them is a question about all of them.
"""

from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

# What the names of bold faces hold, in lower case.
BOLD_FACES = ("bold", "black", "heavy", "semib", "demi")
# Something unread that is higher than this, in points, stands for more places than are worth telling apart.
MANY_UNREAD = 52.0

WHITE = "#ffffff"
# The text of a glyph of which nothing says what letter it is.
UNKNOWN = "\ufffd"

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# A drawn page: its pixels (height, width, channels), and how many of them make a point.
Drawn = tuple[NDArray[np.uint8], float]


class Box(NamedTuple):
    """A rectangle in points, top-left origin: x0 <= x1, top <= bottom."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right, in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom, in points."""
        return self.bottom - self.top

    @property
    def x_mid(self) -> float:
        """The middle from left to right, in points."""
        return (self.x0 + self.x1) / 2

    @property
    def y_mid(self) -> float:
        """The middle from top to bottom, in points."""
        return (self.top + self.bottom) / 2

    def contains(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Whether the point lies inside, or at most `slack` points outside."""
        return self.x0 - slack <= x <= self.x1 + slack and self.top - slack <= y <= self.bottom + slack

    def holds(self, other: "Box", slack: float = 0.0) -> bool:
        """Whether the other lies inside, or at most `slack` points outside."""
        return self.contains(other.x0, other.top, slack) and self.contains(other.x1, other.bottom, slack)

    def union(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )

    def overlap(self, other: "Box") -> float:
        """The area, in square points, that both cover."""
        w = min(self.x1, other.x1) - max(self.x0, other.x0)
        h = min(self.bottom, other.bottom) - max(self.top, other.top)
        return w * h if w > 0 and h > 0 else 0.0


class Ruling(NamedTuple):
    """A straight line, drawn as a stroke or as a thin filled rectangle. `at` is its y (horizontal) or x (vertical)."""

    horizontal: bool
    at: float
    start: float
    end: float
    thickness: float
    colour: str


class Fill(NamedTuple):
    """A painted rectangle (wider than a ruling) with its colour `#rrggbb`; `order` is when it is drawn."""

    box: Box
    colour: str
    order: int


class Mark(NamedTuple):
    """A filled shape that is no rectangle: a circle or a pill behind or instead of a status letter."""

    box: Box
    colour: str
    order: int


class PageLink(NamedTuple):
    """A hyperlink's rectangle and address."""

    box: Box
    url: str


class TagNode(NamedTuple):
    """A node of the structure tree as seen from one page.

    `path` is the child index at every level from the root, the same on every page that shows part of the node, so a
    row or a table split by a page break is recognised by it. `mcids` are the node's own marked contents on this page.
    """

    type: str
    path: tuple[int, ...]
    mcids: tuple[int, ...]
    children: "tuple[TagNode, ...]"
    col_span: int = 1
    row_span: int = 1
    child_count: int = 0


@dataclass(frozen=True, eq=False)
class Glyphs:
    """The glyphs of a page in reading order of the content stream; every array has one entry per glyph.

    `text` may hold several characters for one glyph (a ligature); it is U+FFFD where the font does not say which letter
    a glyph is. `x0`, `top`, `x1`, `bottom` is the loose box (the advance width by the font's ascent and descent),
    `baseline` the y of the origin, `size` the font size as printed, `origin` its x, `font` an index into `fonts`,
    `order` the drawing order of the text object, `mcid` its marked content (-1: none), `turn` the direction of the text
    in quarter turns anticlockwise (0: horizontal, 1: upwards), `colour` the paint as 0xrrggbb. `confidence` is the
    chance that a glyph read from a picture is right; None where no glyph was. `code` is what tells the glyphs of a font
    from each other, whether their letters are known or not; None where no PDF's text was read.
    """

    text: list[str]
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    origin: Floats
    baseline: Floats
    size: Floats
    font: Ints
    order: Ints
    mcid: Ints
    turn: Ints
    colour: Ints
    fonts: tuple[str, ...]
    confidence: Floats | None = None
    code: Ints | None = None
    # what later stages have derived from these glyphs, kept so that no stage derives it twice
    memo: dict[str, Any] = field(default_factory=dict[str, Any], init=False, compare=False, repr=False)

    def take(self, keep: NDArray[np.bool_]) -> "Glyphs":
        """The glyphs for which `keep` is true, in the same order."""
        every = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("text", "fonts", "memo")}
        arrays = {name: values[keep] for name, values in every.items() if values is not None}
        text = [t for t, k in zip(self.text, keep.tolist(), strict=True) if k]
        return replace(self, text=text, **arrays)

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def ink(self) -> NDArray[np.bool_]:
        """Whether the glyph leaves ink: anything but white space."""
        inked = {t: bool(t.strip()) for t in set(self.text)}
        return np.fromiter(map(inked.__getitem__, self.text), dtype=np.bool_, count=len(self.text))

    @cached_property
    def bold(self) -> NDArray[np.bool_]:
        """Whether the glyph is set in a bold face, told by the font's name."""
        faces = [any(word in font.lower() for word in BOLD_FACES) for font in self.fonts]
        return np.array(faces or [False], dtype=np.bool_)[self.font]

    @cached_property
    def any_turned(self) -> bool:
        """Whether any of them is not upright."""
        return bool(self.turn.any())

    @cached_property
    def x_mid(self) -> Floats:
        """The middles from left to right, in points."""
        return (self.x0 + self.x1) / 2

    @cached_property
    def y_mid(self) -> Floats:
        """The middles from top to bottom, in points."""
        return (self.top + self.bottom) / 2

    def inside(self, box: Box) -> NDArray[np.bool_]:
        """Whether the middle of each glyph lies in `box`."""
        x, y = self.x_mid, self.y_mid
        return (x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom)

    def string(self, index: Ints) -> str:
        """The characters of the glyphs of `index` one after the other, spaces where they are printed."""
        return "".join(map(self.text.__getitem__, index.tolist()))

    def box(self, index: Ints) -> Box:
        """The smallest box around the glyphs of `index` (at least one)."""
        return Box(
            float(self.x0[index].min()),
            float(self.top[index].min()),
            float(self.x1[index].max()),
            float(self.bottom[index].max()),
        )


class Straightened(NamedTuple):
    """A part of a page, as read, that was turned to be upright and straight.

    `matrix` leads from its points to those of the page as displayed: x' = a x + b y + c, y' = d x + e y + f.
    """

    box: Box
    matrix: tuple[float, float, float, float, float, float]

    def corners(self, box: Box) -> list[tuple[float, float]]:
        """Where the corners of `box` are on the page as displayed, in turn from its top left."""
        a, b, c, d, e, f = self.matrix
        turn = ((box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom))
        return [(a * x + b * y + c, d * x + e * y + f) for x, y in turn]

    def displayed(self, box: Box) -> Box:
        """The upright rectangle around `box` on the page as displayed."""
        xs, ys = zip(*self.corners(box), strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))


class Note(NamedTuple):
    """What is to be known of a place that was read from a picture, or that paint covers.

    How it was mended, or why it is in doubt (a reason code) with the detail; one of the two, or both.
    """

    box: Box
    repair: str | None = None
    flag: str | None = None
    detail: str | None = None


@dataclass(frozen=True, eq=False)
class Page:
    """One page.

    `number` counts from 1; `rotation` is what was already applied, in degrees. `scanned` are the parts that were read
    from a picture, `unread` the places where something is written (in those parts), or drawn as a small picture without
    colour, that could not be read; `colourless` says
    that they have no colour, so that shades of grey stand for what were colours. `straightened` are the parts that do
    not lie on the displayed page as they are read here; `notes` what was mended or stays open in what was read.
    `layer` is text that is written invisibly, as recognisers lay it over pictures; `letterless` says that the fonts do
    not tell which letters are printed, so that the page has to be read as a picture unless the letters can be told of
    its text as it was found, `untold`. `running` are lines at the foot of the page that other pages print as well.
    """

    number: int
    width: float
    height: float
    rotation: int
    glyphs: Glyphs
    rulings: tuple[Ruling, ...] = ()
    fills: tuple[Fill, ...] = ()
    marks: tuple[Mark, ...] = ()
    images: tuple[Box, ...] = ()
    links: tuple[PageLink, ...] = ()
    tags: tuple[TagNode, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    scanned: tuple[Box, ...] = ()
    unread: tuple[Box, ...] = ()
    colourless: bool = False
    straightened: tuple[Straightened, ...] = ()
    notes: tuple[Note, ...] = ()
    layer: Glyphs | None = None
    running: tuple[Box, ...] = ()
    letterless: bool = False
    untold: Glyphs | None = None

    def notes_in(self, box: Box) -> list[Note]:
        """The notes on places whose middle lies in `box`."""
        return [n for n in self.notes if box.contains((n.box.x0 + n.box.x1) / 2, (n.box.top + n.box.bottom) / 2)]
