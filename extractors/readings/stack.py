"""Pieces of one table that no vertical line holds together: rules of one width, zebra bands, rows of filled cells.

Pieces of the same extent that stand over each other are one table, unless the space between them is empty or holds a
heading. Shorter rules between them, which leave out the columns on the left, part the rows of a group that one label
names (`A fairer city` beside four actions).
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from extractors.grids.grid import At, Lines
from extractors.headings.headlines import right_above
from extractors.page import Box
from extractors.printed.geometry import cluster
from extractors.printed.runs import Run

# Ends of the rules of one table differ by less than this many points.
SAME_END = 4.0
# Vertical lines of two pieces this close are one line.
SAME_LINE = 2.2
# Headings of a piece begin at most this far below its upper edge, in points.
HEADED = 14.0
# Fewer rules than this, with no vertical line, underline something.
FEWEST_RULES = 3
# Text this much larger than the table's own is a heading between two tables.
LARGER = 1.12
# A lone line right above the next piece is one already when it is this much larger, whatever row stands over it.
LARGER_ALONE = 1.04
# A table has more lines than this across and down.
RULED = 2
# A label runs over the edge of its column by less than this many times the size of its letters.
RUNS_OVER = 2.0
# Rules closer than this have no row between them.
ROW = 6.0


def stack(
    lattices: Sequence[Lines],
    runs: Sequence[Run],
    begin: Callable[[], Sequence[float]],
    before: Sequence[Box] = (),
    drawn: Sequence[Box] = (),
) -> list[Lines]:
    """The lattices, those of one table put together; lone rules that stack up to nothing are left out.

    Two rules are something where one of the tables `before`, on the page before, has their ends and may go on here;
    under headings one of those whose columns are `drawn` may, as a zebra table's last row does.
    At each y of `begin` headings announce a table: the piece that they head goes on with none above. It is asked only
    where a piece would go on with another.
    """
    piles: list[list[Lines]] = []
    for lattice in sorted(lattices, key=lambda lt: lt.box.top):
        box = lattice.box
        pile = next(
            (p for p in reversed(piles) if _same_extent(p[-1].box, box) and box.top >= p[-1].box.bottom - 1), None
        )
        goes_on = pile is not None and _same_columns(pile, lattice) and not _parted(pile, lattice, runs)
        goes_on = goes_on and not (pile and _between(pile[-1].box, box, lattices))
        if pile is not None and goes_on and not _headed(box, lattices, begin()):
            pile.append(lattice)
        else:
            piles.append([lattice])
    piles = [_without_next(p, runs) for p in _with_shorter_rules(piles, runs, begin)]
    stacked = [
        Lines([h for lt in p for h in lt.horizontal], _aligned([v for lt in p for v in lt.vertical])) for p in piles
    ]
    return [
        lt
        for lt in stacked
        if len(lt.vertical) >= 2
        or len(lt.horizontal) >= FEWEST_RULES
        or (len(lt.horizontal) > 1 and any(_same_extent(b, lt.box) for b in before))
        or (len(lt.horizontal) > 1 and any(_same_extent(b, lt.box) for b in drawn) and right_above(begin(), lt.box.top))
    ]


def _without_next(pile: list[Lines], runs: Sequence[Run]) -> list[Lines]:
    """The pile, where it is of lone rules, without those below an empty band at its end: the next table's first rule.

    With it the rows of a table that white alone parts were one (three actions of a priority).
    """
    kept = sorted(pile, key=lambda lt: lt.box.top)
    while sum(len(lt.horizontal) for lt in kept) > FEWEST_RULES and not kept[-1].vertical:
        top, bottom = kept[-2].box.bottom, kept[-1].box.top
        if any(top < r.y_mid < bottom and kept[-1].box.x0 < r.x_mid < kept[-1].box.x1 for r in runs):
            break
        kept.pop()
    return kept


def _headed(box: Box, lattices: Sequence[Lines], begin: Sequence[float]) -> bool:
    """Whether headings begin right below the upper edge of a piece, or at it, with no other rule of its width between.

    The last rule of one table may stand as close above the first of the next.
    """
    tops = [lt.box.top for lt in lattices if lt.box.top > box.top + SAME_LINE and _same_extent(lt.box, box)]
    return any(-SAME_LINE < y - box.top < HEADED and not any(top < y + SAME_LINE for top in tops) for y in begin)


def _with_shorter_rules(
    piles: list[list[Lines]], runs: Sequence[Run], begin: Callable[[], Sequence[float]]
) -> list[list[Lines]]:
    """The piles, those of rules that begin further right taken into the pile of wider rules that they stand among."""
    apart = [part for pile in piles for part in _beside_each(pile, piles)]
    kept = list(apart)
    for pile in apart:
        wide = next((p for p in kept if p is not pile and _groups_rows(p, pile, runs, begin)), None)
        if wide is None:
            continue
        # lines down the table say where its cells end, but for those of painted headings, one of which ends the labels,
        # and those of a painted column further right
        edges, box = _inner([x for lt in wide for x, _ in lt.vertical], _box(wide)), _box(pile)
        ends = [box.x0] if box.x0 > _box(wide).x0 + SAME_END else []
        ends += [box.x1] if box.x1 < _box(wide).x1 - SAME_END else []
        ends_labels = all(any(abs(x - end) < SAME_END for x in edges) or all(x > end for x in edges) for end in ends)
        if not _inner([x for lt in pile for x, _ in lt.vertical], _box(wide)) and ends_labels:
            wide.extend(pile)
            kept.remove(pile)
    return kept


def _beside_each(pile: list[Lines], piles: Sequence[list[Lines]]) -> list[list[Lines]]:
    """The pieces of a pile, parted where those of wider rules that they stand among, or below, are two tables."""
    box = _box(pile)
    wider = [b for p in piles if _reaches_further(b := _box(p), box)]
    parts: list[list[Lines]] = []
    last: Box | None = None
    for lattice in pile:
        y = lattice.box.y_mid
        above = max((b for b in wider if b.top < y), key=lambda b: b.top, default=last)
        among = next((b for b in wider if b.top < y < b.bottom), above)
        if parts and (among is last or last is None):
            parts[-1].append(lattice)
        else:
            parts.append([lattice])
        last = among
    return parts


def _reaches_further(wide: Box, box: Box) -> bool:
    """Whether one box reaches further than the other on one side or both, and nowhere less far."""
    left, right = box.x0 - wide.x0, wide.x1 - box.x1
    return min(left, right) > -SAME_END and max(left, right) > SAME_END


def _groups_rows(
    pile: Sequence[Lines], shorter: Sequence[Lines], runs: Sequence[Run], begin: Callable[[], Sequence[float]]
) -> bool:
    """Whether the rules of `shorter` part rows beside labels: texts to one side of them, and none that runs across.

    A note on the table may, in a row of its own between two rules of `pile`; a label may run over its column's edge, or
    stand on the page before, under headings that this one repeats.
    """
    wide, inner = _box(pile), _box(shorter)
    if not _reaches_further(wide, inner):
        return False
    if inner.top > wide.bottom:
        return _goes_on(pile, shorter, runs, begin)
    if inner.bottom < wide.top:
        return False
    top, bottom = min(wide.top, inner.top), max(wide.bottom, inner.bottom)
    between = [r for r in runs if top < r.y_mid < bottom]
    rules = sorted(y for lt in pile for y, _ in lt.horizontal)
    parting = [y for lt in shorter for y, _ in lt.horizontal]
    rows = [(a, z) for a, z in pairwise(rules) if not any(a < y < z for y in parting)]
    for beside, across in _at_sides(wide, inner, between):
        labelled = len(across) < len(beside) or (not beside and right_above(begin(), wide.top))
        if not labelled or not all(any(a < r.y_mid < z for a, z in rows) for r in across):
            return False
    return True


def _at_sides(wide: Box, inner: Box, runs: Sequence[Run]) -> list[tuple[list[Run], list[Run]]]:
    """For each side to which one box reaches further: the runs that stand there, and those of them that run across."""
    found: list[tuple[list[Run], list[Run]]] = []
    if wide.x1 - inner.x1 > SAME_END:
        beside = [r for r in runs if inner.x1 < r.x1 <= wide.x1 + 1]
        found.append((beside, [r for r in beside if r.crosses(inner.x1) and inner.x1 - r.x0 > RUNS_OVER * r.size]))
    if inner.x0 - wide.x0 > SAME_END:
        beside = [r for r in runs if wide.x0 - 1 <= r.x0 < inner.x0]
        found.append((beside, [r for r in beside if r.crosses(inner.x0) and r.x1 - inner.x0 > RUNS_OVER * r.size]))
    return found


def _goes_on(
    pile: Sequence[Lines], shorter: Sequence[Lines], runs: Sequence[Run], begin: Callable[[], Sequence[float]]
) -> bool:
    """Whether the rows that `shorter` parts go on from those of `pile`, beside a label that ends above them.

    So they do at the foot of a page, where no rule of full width ends them, and under headings that it repeats. Only
    rows stand there: a text between each two rules, none of it beside them. Where headings stand over the last rule of
    full width, the label of the rows may stand there: it ends on the next page (12 rows of one plan were read without
    their headings).
    """
    wide, inner = _box(pile), _box(shorter)
    below = [r for r in runs if wide.bottom < r.y_mid < inner.bottom and wide.x0 - 1 <= r.x0 < wide.x1]
    rules = [wide.bottom, *sorted(y for lt in shorter for y, _ in lt.horizontal)]
    right = wide.x1 - inner.x1 > SAME_END
    if right and inner.x0 - wide.x0 > SAME_END:
        return False
    labels = [r for r in below if (r.x1 > inner.x1 if right else r.x0 <= inner.x0)]
    rows = [r for r in below if r not in labels]
    filled = all(any(a < r.y_mid < z for r in rows) for a, z in pairwise(rules) if z - a > ROW)
    over = [(inner.x1 - r.x0 if right else r.x1 - inner.x0) > RUNS_OVER * r.size for r in labels]
    if any(over) or (labels and not right_above(begin(), wide.bottom)):
        return False
    return filled and not _parted(list(pile), shorter[0], runs)


def _box(pile: Sequence[Lines]) -> Box:
    box = pile[0].box
    for lattice in pile[1:]:
        box = box.union(lattice.box)
    return box


def _aligned(vertical: list[At]) -> list[At]:
    """The lines of several pieces at common positions: what was snapped piece by piece differs by fractions."""
    at = cluster([x for x, _ in vertical], [b - a for _, (a, b) in vertical], SAME_LINE)
    return [(x, span) for x, (_, span) in zip(at, vertical, strict=True)]


def _same_extent(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) < SAME_END and abs(a.x1 - b.x1) < SAME_END


def _same_columns(pile: list[Lines], below: Lines) -> bool:
    """Whether the inner column edges of the piece are those of the pile, as far as both have any."""
    above = _inner([x for p in pile for x, _ in p.vertical], below.box)
    mine = _inner([x for x, _ in below.vertical], below.box)
    if not above or not mine:
        return True
    fewer, more = sorted((above, mine), key=len)
    return all(any(abs(x - y) < SAME_END for y in more) for x in fewer)


def _inner(xs: list[float], box: Box) -> list[float]:
    return [x for x in set(xs) if box.x0 + SAME_END < x < box.x1 - SAME_END]


def _between(above: Box, below: Box, lattices: Sequence[Lines]) -> bool:
    """Whether another table stands between two pieces.

    It is wider where they are the squares of a key that is printed over and under it. Forms one under the other begin
    at the same side, and end where their texts do: the first and the third may end alike.
    """
    if below.top - above.bottom < ROW:
        return False
    inside = [lt for lt in lattices if lt.box.top > above.bottom and lt.box.bottom < below.top and lt.box.height > ROW]
    return any(
        (lt.box.x0 < above.x0 and lt.box.x1 > above.x1)
        or (abs(lt.box.x0 - above.x0) < SAME_END <= abs(lt.box.x1 - above.x1) and _is_ruled(lt))
        for lt in inside
    )


def _is_ruled(lattice: Lines) -> bool:
    """Whether a lattice has rows and columns of its own."""
    return min(len({y for y, _ in lattice.horizontal}), len({x for x, _ in lattice.vertical})) > RULED


def _least_row(pile: list[Lines]) -> float:
    """The height of the lowest of a pile's rows, 0 where it has no two: one without a text is no higher."""
    rules = sorted({y for lt in pile for y, _ in lt.horizontal})
    rows = [b - a for a, b in pairwise(rules) if b - a > ROW]
    return min(rows) if len(rows) > 1 else 0.0


def _frames_rows(piece: Lines) -> bool:
    """Whether lines at both sides of a piece stand around more than one row."""
    box = piece.box
    inside = any(box.top + ROW < y < box.bottom - ROW for y, _ in piece.horizontal)
    return inside and all(any(abs(x - end) < SAME_END for x, _ in piece.vertical) for end in (box.x0, box.x1))


def _is_title(held: Sequence[Run]) -> bool:
    """Whether all that a pile holds is one text, as the title of a part in a band is, with its own table below."""
    ordered = sorted(held, key=lambda r: (round(r.baseline), r.x0))
    level = ((a, b) for a, b in pairwise(ordered) if round(a.baseline) == round(b.baseline))
    step = max((r.size for r in held), default=0.0)
    near = all(b.baseline - a.baseline < 2 * step for a, b in pairwise(ordered))
    return bool(held) and near and all(b.x0 - a.x1 < step for a, b in level)


def _parted(pile: list[Lines], piece: Lines, runs: Sequence[Run]) -> bool:
    """Whether the space between the pile and the piece below it keeps them apart.

    Lines around several rows below it tell another card, or a table with a heading: they would go on through a row
    without a text.
    """
    below = piece.box
    top, bottom = pile[-1].box.bottom, below.top
    if bottom - top < ROW:
        return False
    between = [r for r in runs if top < r.y_mid < bottom and below.x0 - 2 <= r.x_mid <= below.x1 + 2]
    if not between:
        return _frames_rows(piece) or bottom - top > _least_row(pile) + SAME_LINE
    above = _box(pile)
    held = [r for r in runs if above.contains(r.x_mid, r.y_mid)]
    inside = sorted(r.size for r in held)
    first = sorted(r.size for r in between)  # the smallest may be those of a pill
    usual = inside[len(inside) // 2] if inside else first[(len(first) - 1) // 2]
    if _is_title(held) and inside[0] > LARGER * max(r.size for r in between):
        return True
    last = max(between, key=lambda r: r.baseline)
    alone = all(r is last or r.bottom < last.top for r in between)
    return max(r.size for r in between) > LARGER * usual or (alone and last.size > LARGER_ALONE * usual)
