"""What the fill of a status cell says: by the legend's colours, or else by its hue."""

from typing import NamedTuple

from normalise.statuses.colour import chroma, difference, hue_of, lightness
from normalise.statuses.legend import Legend
from normalise.statuses.rules import NOT_REPORTED, StatusRules

# Colours this near (CIEDE2000) are one.
SAME = 2
# A grey has less chroma than this, a tint more than the other: the grey of every second row (#c0c0c0) is 9.3 from the
# pale blue (#d0d8e8, chroma 8.8) that a legend calls scheduled.
GREY, TINT = 2.0, 6.0


class Painted(NamedTuple):
    """What a cell's fill says, how sure, what is doubtful about the legend's colour, and why nothing is understood."""

    status: str | None = None
    certainty: float = 1.0
    doubt: str | None = None
    unclear: str | None = None


def of_fill(fill: str, legend: Legend, rules: StatusRules) -> Painted:
    """What a fill says: by the legend's colours, or else by its hue where the legend has no say in that."""
    pale = lightness(fill) >= rules.background_lightness and chroma(fill) <= rules.background_chroma
    nearest: dict[str | None, tuple[float, str]] = {}
    for colour, status in (*legend.colours, *((colour, None) for colour in legend.nameless)):
        near = difference(fill, colour), colour
        nearest[status] = min(near, nearest.get(status, near))
    ranked = sorted(((near, status) for status, near in nearest.items()), key=lambda r: (r[0], r[1] or ""))
    if ranked:
        (distance, colour), status = ranked[0]
        apart = (ranked[1][0][0] if len(ranked) > 1 else 1e9) - distance
        if not pale and SAME < distance <= rules.limits.nearest and chroma(fill) < GREY and chroma(colour) > TINT:
            return Painted(unclear=f"the fill {fill} is grey, the legend's {colour} near it is not")
        if distance <= rules.limits.nearest and apart >= rules.limits.margin and not (pale and distance > SAME):
            if status is None:
                label = legend.nameless[colour]
                return Painted(unclear=f"the legend calls {fill} {label!r}, which names no status that is known")
            return Painted(status, rules.limits.certainty, legend.doubts.get(colour))
    if pale:
        return Painted()
    return _by_hue(fill, legend, rules, ranked[0] if ranked else None)


def _by_hue(
    fill: str, legend: Legend, rules: StatusRules, near: tuple[tuple[float, str], str | None] | None
) -> Painted:
    """What a fill that the legend does not explain says: its hue's usual meaning.

    Only where what the legend does say is usual, the fill is plainly none of its colours, and that meaning has no other
    colour there. Grey means nothing reported where there is no legend at all.
    """
    hue = hue_of(fill, rules.hues)
    if near is None:
        if hue or chroma(fill) <= rules.grey_chroma:
            return Painted(hue or NOT_REPORTED, rules.hues.certainty)
        return Painted(unclear=f"the fill {fill} is not clearly one of the usual colours of a status")
    explained = {status for _, status in legend.colours}
    if hue and hue not in explained and legend.usual and near[0][0] > rules.limits.nearest:
        return Painted(hue, rules.hues.certainty)
    (distance, colour), status = near
    whose = status or legend.nameless[colour]
    return Painted(unclear=f"the fill {fill} is not clearly one of the legend's: {whose} is nearest ({distance:.1f})")
