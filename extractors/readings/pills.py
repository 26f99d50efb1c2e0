"""Pills and dots: coloured grounds of a word, or of nothing, that part no cells however rectangular they are."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extractors.grids.fills import LARGEST_LIGHT
from extractors.page import Box, Fill, Mark, Page, Ruling
from extractors.printed.runs import Run, by_lines, runs_of

# A pill ends this close to its word on either side, and is this high, in font sizes.
BESIDE, HIGH = 0.95, 1.9
# Lines in a pill follow each other within so many font sizes.
LEADING = 1.5
# Edges closer than this, in points, are one edge.
SAME_EDGE = 0.8
# The sides of a dot, in points: at least, and by how much they differ. Writers clip a square to its circle.
DOT, SQUARE = 4.0, 0.8
# Circles and pills smaller than the one are bullets, wider than the other no signs in a cell; in points.
DOT_MARK, LARGEST_MARK = 5.0, 60.0
# Lamps of one light stand apart by less than this part of their width.
LAMPS = 0.5
# The edges of a cell's ground are met, within so many points, by those of another or by a line.
MET = 2.0
# The ground of a cell is at most so many times as wide as a pill in it; a wider one is a row's.
COLUMN = 4.0
# That of a pill of several lines, which is as wide as its cell has room, at most so many times.
CELL = 1.5


def pills(fills: Sequence[Fill], runs: Sequence[Run]) -> set[int]:
    """The places in `fills` of those that hug a text and stand clear of the grounds of cells.

    A ground of several lines is a pill only where the cells of its column are painted and wider. Grounds of cells end
    where those of their neighbours begin; a pill meets none above or below but its like (a word of two lines has a
    ground for each), or it keeps off both sides of the cells painted over or under it. The cells of a painted row stand
    side by side without a gap, as no pills do.
    """
    downwards = sorted(runs, key=lambda r: r.y_mid)
    levels = [r.y_mid for r in downwards]
    level_with = (downwards[bisect_left(levels, f.box.top) : bisect_right(levels, f.box.bottom)] for f in fills)
    hugged = {n: _hugged(f, level) for n, (f, level) in enumerate(zip(fills, level_with, strict=True))}
    hugging = {n for n, lines in hugged.items() if lines and not any(_beside(fills[n], o) for o in fills)}
    bare = [f for n, f in enumerate(fills) if n not in hugging]
    tall = {n for n in hugging if hugged[n] > 1 and _inset(fills[n], bare, CELL)}
    low = {n for n in hugging if hugged[n] == 1}
    others = [f for n, f in enumerate(fills) if n not in low | tall]
    inset = {n for n in low if _inset(fills[n], others, COLUMN)}
    clear = {n for n in low - inset if not any(_meets(fills[n], o) for o in others)}
    return tall | inset | _not_stacked(fills, clear, set(range(len(fills))) - tall - inset - clear)


def _not_stacked(fills: Sequence[Fill], found: set[int], cells: set[int]) -> set[int]:
    """Those of `found` that stand on none of the grounds of `cells`, nor on one that does, in a column of one width.

    Where `Red` leaves room in its cell that `Amber` and `Green` fill, a reading of the column alone took the ground of
    each `Amber` between two of `Green` for a pill.
    """
    left = set(found)
    while on := {n for n in left if any(_stands_on(fills[n], fills[m]) for m in cells)}:
        left -= on
        cells = on
    return left


def _stands_on(fill: Fill, other: Fill) -> bool:
    """Whether one ground is right above the other and both have the same sides."""
    a, b = fill.box, other.box
    same = abs(a.x0 - b.x0) < SAME_EDGE and abs(a.x1 - b.x1) < SAME_EDGE
    return same and (abs(a.top - b.bottom) < SAME_EDGE or abs(a.bottom - b.top) < SAME_EDGE)


def dots(fills: Sequence[Fill], rulings: Sequence[Ruling], runs: Sequence[Run]) -> set[int]:
    """The places in `fills` of small squares without text that stand clear of lines and of other grounds' edges."""
    small = [n for n, f in enumerate(fills) if _is_dot(f)]
    if not small:
        return set()
    levels = [r.at for r in rulings if r.horizontal]
    levels += [y for f in fills if not _is_dot(f) for y in (f.box.top, f.box.bottom)]
    own = [fills[n].box for n in small]
    found: set[int] = set()
    for n in small:
        box = fills[n].box
        met = any(abs(y - edge) < MET for y in levels for edge in (box.top, box.bottom))
        stacked = any(
            o.x0 < box.x1 and o.x1 > box.x0 and min(abs(o.top - box.bottom), abs(o.bottom - box.top)) < MET for o in own
        )
        written = any(r.x0 < box.x1 and r.x1 > box.x0 and box.top < r.y_mid < box.bottom for r in runs)
        if not (met or stacked or written):
            found.add(n)
    return found


def drawn_on(fills: Sequence[Fill], marks: Sequence[Mark]) -> set[int]:
    """The places in `fills` of those that lie on a round shape no larger than a sign: parts of a small drawing."""
    small = [m.box for m in marks if max(m.box.width, m.box.height) <= LARGEST_MARK]
    return {n for n, f in enumerate(fills) if any(b.holds(f.box) for b in small)} if small else set()


def lights(page: Page, box: Box) -> list[Box]:
    """The circles, pills and small squares in `box` that no text begins right after; lamps side by side are one."""
    runs = runs_of(page.glyphs)
    small = dots(page.fills, page.rulings, runs) if any(map(_is_dot, page.fills)) else ()
    shown = [m.box for m in page.marks if min(m.box.width, m.box.height) >= DOT_MARK and m.box.width <= LARGEST_MARK]
    shown += [page.fills[n].box for n in small]
    found: list[Box] = []
    for b in sorted((b for b in shown if box.contains(b.x_mid, b.y_mid)), key=lambda b: (round(b.y_mid), b.x0)):
        last = found[-1] if found else None
        if last and abs(last.y_mid - b.y_mid) < SAME_EDGE and b.x0 < last.x1 + LAMPS * b.width:
            found[-1] = last.union(b)
        else:
            found.append(b)
    return [b for b in found if not any(0 <= r.x0 - b.x1 < b.height and b.top < r.y_mid < b.bottom for r in runs)]


def _is_dot(fill: Fill) -> bool:
    sides = fill.box.width, fill.box.height
    return min(sides) >= DOT and max(sides) <= LARGEST_LIGHT and abs(sides[0] - sides[1]) < SQUARE


def _hugged(fill: Fill, runs: Sequence[Run]) -> int:
    """How many lines of text `fill` hugs, 0 for none; `runs` are those whose middles stand level with it."""
    box = fill.box
    inside = [r for r in runs if box.x0 <= r.x_mid <= box.x1]
    if not inside:
        return 0
    size = max(r.size for r in inside)
    lines = len(by_lines(inside))
    before, after = min(r.x0 for r in inside) - box.x0, box.x1 - max(r.x1 for r in inside)
    close = lines > 1 or max(before, after) < BESIDE * size
    return lines if close and box.height < (HIGH + LEADING * (lines - 1)) * size else 0


def _inset(fill: Fill, others: Sequence[Fill], widest: float) -> bool:
    """Whether cells of its column are painted, all of them wider on both sides.

    They are half to `widest` times as wide: others are signs of a legend above, or grounds of rows.
    """
    a = fill.box
    over = [o.box for o in others if o.box.x0 < a.x1 and o.box.x1 > a.x0]
    column = [b for b in over if a.width / 2 < b.width < widest * a.width]
    return bool(column) and all(b.x0 < a.x0 - SAME_EDGE and b.x1 > a.x1 + SAME_EDGE for b in column)


def _beside(fill: Fill, other: Fill) -> bool:
    """Whether both are as high, of one colour, and the one begins where the other ends."""
    a, b = fill.box, other.box
    level = abs(a.top - b.top) < SAME_EDGE and abs(a.bottom - b.bottom) < SAME_EDGE
    return level and fill.colour == other.colour and min(abs(a.x0 - b.x1), abs(a.x1 - b.x0)) < SAME_EDGE


def _meets(fill: Fill, other: Fill) -> bool:
    a, b = fill.box, other.box
    top, bottom = abs(a.top - b.top) < SAME_EDGE, abs(a.bottom - b.bottom) < SAME_EDGE
    touching = abs(a.top - b.bottom) < SAME_EDGE or abs(a.bottom - b.top) < SAME_EDGE
    return touching or top != bottom
