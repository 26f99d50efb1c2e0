"""Which rows of two plans are the same thing: by a person's decision, by identifier, by code, by wording.

One to one, best pair first. Where two pairs are equally good, the one whose rows stand first in their plans is taken;
as that does not ask which plan is the older one, exchanging the plans exchanges added and dropped and nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from normalise.records import Row
from normalise.text import fold
from pipeline.compare.rules import Limits

How = Literal["confirmed", "id", "code", "wording"]
# More points than any evidence has.
_CONFIRMED = 200.0


class Item(NamedTuple):
    """A row to be recognised: `name` is the part of its `text` that it is called by, None where no part is."""

    id: str
    code: str | None
    name: str | None
    text: str
    row: Row


class Pair(NamedTuple):
    """Two rows taken for one. `score` is the likeness of their words, 0 to 100; a pair not `sure` is for a person."""

    old: Item
    new: Item
    how: How
    score: float
    sure: bool


@dataclass(frozen=True)
class Matched:
    """The pairs of two plans, in the newer plan's order, and the rows that have no counterpart, in their own."""

    pairs: tuple[Pair, ...]
    dropped: tuple[Item, ...]
    added: tuple[Item, ...]


class _Edge(NamedTuple):
    i: int
    j: int
    strength: float
    score: float
    how: How


def match(
    old: Sequence[Item],
    new: Sequence[Item],
    limits: Limits,
    decided: Callable[[Item, Item], bool | None] = lambda _one, _other: None,
) -> Matched:
    """The rows of `old` and `new` paired.

    `decided` gives a person's decision on two rows: True for the same, False for different, None where there is none.
    """
    alike = likenesses(old, new)
    edges: list[_Edge] = []
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            said = decided(one, other)
            how, points = ("confirmed", _CONFIRMED) if said else _evidence(one, other, limits)
            score = float(alike[i, j])
            if said is not False and score + points >= limits.possible:
                edges.append(_Edge(i, j, score + points, score, how))
    # Edges that share a row never have the same i + j.
    edges.sort(key=lambda e: (-e.strength, e.i + e.j, e.i))
    pairs = _take(edges, limits)
    found = [Pair(old[e.i], new[e.j], e.how, round(e.score, 1), sure) for e, sure in sorted(pairs, key=_in_new)]
    left, right = {e.i for e, _ in pairs}, {e.j for e, _ in pairs}
    return Matched(
        tuple(found),
        tuple(item for i, item in enumerate(old) if i not in left),
        tuple(item for j, item in enumerate(new) if j not in right),
    )


def _take(edges: Sequence[_Edge], limits: Limits) -> list[tuple[_Edge, bool]]:
    """The best pairs, no row twice, and whether each is sure: good enough and ahead of what else is still free."""
    by_row: dict[tuple[str, int], list[_Edge]] = {}
    for edge in edges:
        by_row.setdefault(("old", edge.i), []).append(edge)
        by_row.setdefault(("new", edge.j), []).append(edge)
    left: set[int] = set()
    right: set[int] = set()
    taken: list[tuple[_Edge, bool]] = []
    # Equally good edges of one i + j share no row. Were one judged after the other was taken, it would have fewer
    # rivals, and which of them is sure would depend on which plan is the older one.
    for _, equal in groupby(edges, key=lambda e: (e.strength, e.i + e.j)):
        free = [e for e in equal if e.i not in left and e.j not in right]
        for edge in free:
            rivals = [
                e.strength
                for e in (*by_row["old", edge.i], *by_row["new", edge.j])
                if e != edge and e.i not in left and e.j not in right
            ]
            ahead = edge.strength - max(rivals, default=0.0)
            taken.append((edge, edge.strength >= limits.sure and ahead >= limits.margin))
        left |= {e.i for e in free}
        right |= {e.j for e in free}
    return taken


def _in_new(pair: tuple[_Edge, bool]) -> int:
    return pair[0].j


def _evidence(one: Item, other: Item, limits: Limits) -> tuple[How, float]:
    if one.id == other.id:
        return "id", limits.same_id
    if one.code and other.code and fold(one.code) == fold(other.code):
        return "code", limits.same_code
    return "wording", 0.0


def likenesses(old: Sequence[Item], new: Sequence[Item]) -> NDArray[np.float64]:
    """How alike the words of every two rows are, 0 to 100.

    Scores that reward a subset of words are left out on purpose: a short title would be the same as every long one
    that holds its words.
    """
    forms = [[fold(item.text) for item in items] for items in (old, new)]
    ordered = [[" ".join(sorted(text.split())) for text in texts] for texts in forms]
    whole = np.maximum(_ratios(*forms), _ratios(*ordered))
    names = [[fold(item.name) if item.name else "" for item in items] for items in (old, new)]
    named = [
        np.array([bool(name) and name != text for name, text in zip(*told, strict=True)], bool)
        for told in zip(names, forms, strict=True)
    ]
    both = np.outer(named[0], named[1])
    return np.where(both, np.maximum(whole, (whole + _ratios(*names)) / 2), whole)


def _ratios(one: Sequence[str], other: Sequence[str]) -> NDArray[np.float64]:
    return process.cdist(one, other, scorer=fuzz.ratio, dtype=np.float64)
