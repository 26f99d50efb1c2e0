"""The texts that a page draws: which is drawn when, and which of them its clips leave out of sight."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.page import Box, Ints
from extractors.pdf import pdfium_calls as calls
from extractors.pdf.clips import EDGE, clip_bounds, cut_off, out_of_sight
from extractors.pdf.objects import Listed, Transform


class TextObjects(NamedTuple):
    """The texts a page draws, sorted by their address in memory.

    An entry for each: its address, drawing order, marked-content id (-1: none), whether it lies so far outside its
    clip that nothing of it is seen, and the transform from the space it stands in to the displayed page. `cut` are the
    places, at the edges of their clips, where lines of a text that others follow are cut off.
    """

    address: NDArray[np.uint64]
    order: Ints
    mcid: Ints
    hidden: NDArray[np.bool_]
    around: list[Transform]
    cut: tuple[Box, ...] = ()

    def at(self, addresses: NDArray[np.uint64]) -> tuple[Ints, Ints, NDArray[np.bool_]]:
        """Order, marked-content id and hiddenness of the texts at `addresses`; -1, -1 and no where none is known."""
        places = np.searchsorted(self.address, addresses)
        near = np.flatnonzero(places < len(self.address))
        known = near[self.address[places[near]] == addresses[near]]
        order, mcid = np.full(len(addresses), -1, dtype=np.int64), np.full(len(addresses), -1, dtype=np.int64)
        hidden = np.zeros(len(addresses), dtype=np.bool_)
        for values, ours in ((order, self.order), (mcid, self.mcid), (hidden, self.hidden)):
            values[known] = ours[places[known]]
        return order, mcid, hidden

    def left_out(self, read: NDArray[np.uint64]) -> Ints:
        """The places of the texts in sight that are at none of the sorted addresses `read`, one at least."""
        nearest = read[np.searchsorted(read[:-1], self.address)]
        return np.flatnonzero((nearest != self.address) & ~self.hidden)


def text_objects(texts: Listed) -> TextObjects:
    """The texts among a page's objects."""
    hidden = np.zeros(len(texts.handles), dtype=np.bool_)
    clips = clip_bounds(texts.handles)
    cut: list[Box] = []
    if clips:
        places, frames = list(clips), np.array(list(clips.values()))
        bounds = calls.bounds([texts.handles[place] for place in places]).astype(np.float64)
        seen = np.ones(len(texts.handles), dtype=np.bool_)
        seen[places] = (bounds[:, 3] >= frames[:, 1]) & (bounds[:, 1] <= frames[:, 3])
        edges = cut_off(bounds, frames, lambda: calls.bounds(texts.handles).astype(np.float64)[seen])
        hidden[places] = out_of_sight(bounds, frames) | ~np.isnan(edges)
        for n in np.flatnonzero(~np.isnan(edges)).tolist():
            first, _, last, _ = frames[n]
            cut.append(texts.around[places[n]].box(first, edges[n] - EDGE, last, edges[n] + EDGE))
    addresses = np.fromiter(map(calls.address_of, texts.handles), dtype=np.uint64, count=len(hidden))
    by_address = np.argsort(addresses, kind="stable")
    return TextObjects(
        addresses[by_address],
        np.array(texts.orders, dtype=np.int64)[by_address],
        np.array(texts.mcids, dtype=np.int64)[by_address],
        hidden[by_address],
        list(map(texts.around.__getitem__, by_address.tolist())),
        tuple(dict.fromkeys(cut)),
    )
