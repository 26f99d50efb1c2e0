"""What is painted on a page, in the order of painting. Points, origin at the top left of the page as displayed."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """A run of text: `y` is its baseline. `cell` tells which cell it belongs to: (row, column), None for the rest."""

    x: float
    y: float
    text: str
    font: str
    size: float
    colour: str = "#000000"
    cell: tuple[int, int] | None = None
    #: Whether it is turned to run upwards.
    turned: bool = False
    #: How much wider each space is.
    word_space: float = 0.0


@dataclass(frozen=True)
class Box:
    """A painted rectangle; `radius` rounds its corners (half its height makes a pill, or a circle of a square)."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: float = 0.0


@dataclass(frozen=True)
class Rule:
    """A straight line, stroked."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.6
    colour: str = "#000000"
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Link:
    """A hyperlink over a rectangle."""

    x: float
    y: float
    width: float
    height: float
    url: str


@dataclass
class Page:
    """One page: shapes are painted below the text."""

    shapes: list[Box | Rule] = field(default_factory=list["Box | Rule"])
    texts: list[Text] = field(default_factory=list[Text])
    links: list[Link] = field(default_factory=list[Link])


@dataclass
class Sheets:
    """All pages, their size in points, and the cells (row, column) whose text no rule could be sure of."""

    width: float
    height: float
    pages: list[Page] = field(default_factory=list[Page])
    ambiguous: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    #: Rows (index) printed on more than one page.
    split: set[int] = field(default_factory=set[int])
