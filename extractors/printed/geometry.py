"""Small pure functions over positions and spans, in points."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Spans = list[tuple[float, float]]


class UnionFind:
    """Disjoint sets over 0 .. count-1."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def find(self, i: int) -> int:
        """The representative of the set that holds `i`."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Put the sets of `i` and `j` together."""
        a, b = self.find(i), self.find(j)
        if a != b:
            self._parent[max(a, b)] = min(a, b)

    def groups(self) -> list[list[int]]:
        """The sets, each sorted, in the order of their smallest members."""
        found: dict[int, list[int]] = {}
        for i in range(len(self._parent)):
            found.setdefault(self.find(i), []).append(i)
        return list(found.values())


def components(joined: NDArray[np.bool_]) -> list[list[int]]:
    """The sets of things that hang together, each sorted, in the order of their smallest members.

    `joined` is a symmetric matrix: whether one thing is joined to another.
    """
    found: list[list[int]] = []
    placed = np.zeros(len(joined), dtype=np.bool_)
    for i in range(len(joined)):
        if not placed[i]:
            reached = joined[i].copy()
            reached[i] = True
            fresh = reached
            while fresh.any():
                fresh = joined[fresh].any(axis=0) & ~reached
                reached |= fresh
            placed |= reached
            found.append(np.flatnonzero(reached).tolist())
    return found


def cluster(values: Sequence[float], weights: Sequence[float], tolerance: float) -> list[float]:
    """For each value the weighted mean of its cluster: values closer than `tolerance` to the cluster's first."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    result = [0.0] * len(values)
    start = 0
    for n in range(1, len(order) + 1):
        if n == len(order) or values[order[n]] - values[order[start]] > tolerance:
            members = order[start:n]
            weight = sum(weights[i] for i in members) or 1.0
            mean = sum(values[i] * weights[i] for i in members) / weight
            for i in members:
                result[i] = mean
            start = n
    return result


def middle(values: NDArray[np.float64]) -> float:
    """The median of at least one value; those of a line of text are mostly all the same."""
    return float(values[0]) if (values == values[0]).all() else float(np.median(values))


def middles(values: NDArray[np.float64], first: NDArray[np.int64]) -> list[float]:
    """The medians of groups of values, which come one after the other; `first` says where each begins."""
    found = values[first]
    for n in np.flatnonzero(np.minimum.reduceat(values, first) != np.maximum.reduceat(values, first)).tolist():
        found[n] = np.median(values[first[n] : first[n + 1] if n + 1 < len(first) else len(values)])
    return found.tolist()


def joined(groups: Sequence[NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The groups one after the other, for each entry the number of its group, and where each group begins."""
    counts = [len(group) for group in groups]
    return np.concatenate(groups), np.repeat(np.arange(len(groups)), counts), np.cumsum([0, *counts[:-1]])


def changes(numbers: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Where a number is another than the one before it, as the first is."""
    other = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=other[1:])
    return other


def picked(chosen: NDArray[np.bool_]) -> list[list[int]]:
    """For each row of a matrix the columns in which it holds."""
    found: list[list[int]] = [[] for _ in chosen]
    for row, column in zip(*(places.tolist() for places in chosen.nonzero()), strict=True):
        found[row].append(column)
    return found


def merge_spans(spans: Sequence[tuple[float, float]], reach: float) -> Spans:
    """The spans with those that overlap, or are at most `reach` apart, made one; sorted."""
    merged: Spans = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + reach:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def covered(spans: Sequence[tuple[float, float]], low: float, high: float) -> float:
    """The part, 0 to 1, of the stretch from `low` to `high` that the (merged) spans cover."""
    if high <= low:
        return 0.0
    length = 0.0
    for start, end in spans:
        if start < high and end > low:
            length += min(end, high) - max(start, low)
    return length / (high - low)
