"""The fills and rulings of a table's part on one page, drawn once all its rows have found their place."""

from dataclasses import dataclass, field
from random import Random

from tests.generator.ink import Box, Rule
from tests.generator.spec import Spec

_PALE = "#e9eff5"
_BAND = "#d9e2ec"


@dataclass(frozen=True)
class Placed:
    """A row where it was printed: heading, band, note, or the part of a record that is on this page."""

    kind: str
    top: float
    bottom: float
    index: int = -1
    fills: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    continued: bool = False
    open_bottom: bool = False
    starts_span: bool = True
    starts_shared: bool = True
    group_bottom: float | None = None
    groups: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])


class TableRules:
    """Draws in the style that the spec names; `edges` are the columns' left edges and the last one's right edge."""

    def __init__(
        self, spec: Spec, edges: list[float], span_column: int | None, shared_column: int | None, rng: Random
    ) -> None:
        self.spec, self.edges, self.span_column, self.shared_column = spec, edges, span_column, shared_column
        dark = spec.rules in ("white", "zebra") or rng.random() < 0.3
        self.heading_fill = None if spec.rules == "none" else "#24405e" if dark else rng.choice((None, "#d5dde6"))
        self.heading_ink = "#ffffff" if self.heading_fill == "#24405e" else "#000000"
        self.colour = "#ffffff" if spec.rules == "white" else rng.choice(("#000000", "#808080", "#3b6e8f"))
        self.weight = 1.5 if spec.rules == "white" else rng.choice((0.4, 0.6, 1.0))

    def shapes(self, rows: list[Placed]) -> list[Box | Rule]:
        """Fills first, then lines, in the order of the rows."""
        fills: list[Box | Rule] = [b for r in rows for b in self._fills(r)]
        return [*fills, *self._lines(rows)]

    def _fills(self, row: Placed) -> list[Box]:
        left, right = self.edges[0], self.edges[-1]

        def whole(colour: str) -> Box:
            return Box(left, row.top, right - left, row.bottom - row.top, colour)

        if row.kind == "heading":
            return [whole(self.heading_fill)] if self.heading_fill else []
        if row.kind == "note":
            return []
        if row.kind == "band":
            return [whole(_BAND)] if self.spec.rules not in ("none", "horizontal") else []
        under = self.spec.rules == "white" or (self.spec.rules == "zebra" and row.index % 2)
        boxes = [whole(_PALE)] if under else []
        for column, colour in row.fills:
            x = self.edges[column]
            boxes.append(Box(x, row.top, self.edges[column + 1] - x, row.bottom - row.top, colour))
        return boxes

    def _lines(self, rows: list[Placed]) -> list[Box | Rule]:
        style = self.spec.rules
        if style in ("zebra", "none"):
            return []
        lines: list[Box | Rule] = []
        left, right = self.edges[0], self.edges[-1]
        if style == "outer":
            top, bottom = rows[0].top, rows[-1].bottom
            for y in (top, bottom, *(r.bottom for r in rows if r.kind == "heading")):
                lines += self._line(left, y, right, y)
            for x in (left, right):
                lines += self._line(x, top, x, bottom)
            return lines
        for i, row in enumerate(rows):
            hidden = self.spec.open_split and row.continued
            if not hidden:
                for a, b in self._segments(self._covered(rows, i)):
                    lines += self._line(a, row.top, b, row.top)
            last = i + 1 == len(rows)
            if last and not (self.spec.open_split and row.open_bottom):
                lines += self._line(left, row.bottom, right, row.bottom)
            if style != "horizontal":
                lines += self._verticals(row)
            if row.group_bottom is not None:
                for first, last_column, _ in row.groups:
                    y = row.group_bottom
                    lines += self._line(self.edges[first], y, self.edges[last_column + 1], y)
        return lines

    def _segments(self, covered: list[int]) -> list[tuple[float, float]]:
        """The stretches of a row's top line; none over the columns whose cell covers this row and the one above."""
        stretches: list[tuple[float, float]] = []
        start = self.edges[0]
        for column in sorted(covered):
            stretches.append((start, self.edges[column]))
            start = self.edges[column + 1]
        stretches.append((start, self.edges[-1]))
        return [s for s in stretches if s[1] - s[0] > 1]

    def _covered(self, rows: list[Placed], i: int) -> list[int]:
        """The columns whose cell in row `i` began in a row above it on the page."""
        row = rows[i]
        if not i or row.kind != "row" or rows[i - 1].kind != "row":
            return []
        spans = ((self.span_column, row.starts_span), (self.shared_column, row.starts_shared))
        return [column for column, starts in spans if column is not None and not starts]

    def _verticals(self, row: Placed) -> list[Box | Rule]:
        lines: list[Box | Rule] = []
        inner = {x for first, last, _ in row.groups for x in range(first + 1, last + 1)}
        for i, x in enumerate(self.edges):
            if row.kind in ("band", "note") and 0 < i < len(self.edges) - 1:
                continue
            top = row.group_bottom if i in inner and row.group_bottom is not None else row.top
            lines += self._line(x, top, x, row.bottom)
        return lines

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> list[Box | Rule]:
        across = y0 == y1
        if self.spec.rules == "double":
            d = 0.9
            shift = [(0.0, -d), (0.0, d)] if across else [(-d, 0.0), (d, 0.0)]
            return [Rule(x0 + dx, y0 + dy, x1 + dx, y1 + dy, 0.35, self.colour) for dx, dy in shift]
        if self.spec.rule_ink == "rect" and self.spec.rules != "dashed":
            w = self.weight
            box = (
                Box(x0, y0 - w / 2, x1 - x0, w, self.colour) if across else Box(x0 - w / 2, y0, w, y1 - y0, self.colour)
            )
            return [box]
        return [Rule(x0, y0, x1, y1, self.weight, self.colour, (2.5, 2.0) if self.spec.rules == "dashed" else ())]
