"""Plans in lots that are judged and encoded together: large enough to be worth a validation, small enough for memory.

Where a lot ends depends on the plan that ends it, not on how many came before, so that a plan more or less in a run
changes the lot that it falls into and no other.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from expectations.duplicates import Standing
from expectations.gate import judge
from pipeline.document.contents import PlanBrief
from pipeline.document.parcel import unpack
from pipeline.keeping.version import require_version
from pipeline.outputs.pieces import make_piece

# One plan in so many ends its lot. A pass of Great Expectations costs a quarter of a second and 6 ms for each plan.
PLANS_IN_LOT = 48
# A lot ends here in any case, which bounds the memory of the process that judges it: plans, and cells in all of them.
_MOST_PLANS = 96
_MOST_CELLS = 80_000


@dataclass(frozen=True)
class Member:
    """A plan of a run: the id that it goes by there, the key of the parcel that its rows are in, and its brief."""

    plan_id: str
    parcel: str
    brief: PlanBrief
    standing: Standing


@dataclass(frozen=True)
class Lot:
    """Plans in the order of a run, and the parcels that their rows are in, by their keys.

    `version` is the `run_version` that a worker elsewhere must have, "" where the work is done on this machine.
    """

    members: tuple[Member, ...]
    parcels: dict[str, bytes]
    version: str = ""


def in_lots(members: Sequence[Member]) -> list[tuple[Member, ...]]:
    """`members`, which are in the order of the run, in lots."""
    lots: list[tuple[Member, ...]] = []
    lot: list[Member] = []
    cells = 0
    for member in members:
        size = member.brief.rows.get("cells", 0)
        if lot and (len(lot) == _MOST_PLANS or cells + size > _MOST_CELLS):
            lots.append(tuple(lot))
            lot, cells = [], 0
        lot.append(member)
        cells += size
        if _ends_lot(member.plan_id):
            lots.append(tuple(lot))
            lot, cells = [], 0
    return [*lots, tuple(lot)] if lot else lots


def judge_lot(lot: Lot) -> bytes:
    """The piece of a lot: the gate's verdicts on its plans, and the rows of those that are published.

    Raises SuiteError or ContractError where the plans cannot be judged, OtherVersion where the code is another one.
    """
    if lot.version:
        require_version(lot.version)
    plans = [unpack(lot.parcels[m.parcel], m.brief, m.plan_id) for m in lot.members]
    verdicts = judge(plans, [m.standing for m in lot.members]).verdicts
    return make_piece(plans, verdicts)


def _ends_lot(plan_id: str) -> bool:
    digest = hashlib.sha256(plan_id.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") % PLANS_IN_LOT == 0
