"""The second half of a run: plans get the ids that they go by, are judged lot by lot, and become pieces of datasets."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from expectations.duplicates import Claim, standings
from expectations.verdict import PlanVerdict
from extractors.errors import PlanliftError
from normalise.records import Identity, distinct_ids
from pipeline import executors
from pipeline.document.contents import PlanBrief
from pipeline.document.lift import Settings
from pipeline.document.parcel import content, misfits, unpack
from pipeline.keeping.codec import WrongShape
from pipeline.keeping.stock import Stock, key_of
from pipeline.outputs.pieces import verdicts_of
from pipeline.outputs.store import HeldBack
from pipeline.run.inputs import Lifted
from pipeline.run.lots import Lot, Member, in_lots, judge_lot
from pipeline.telling.progress import Teller

# Opens a crew that is fit for so many tasks.
CrewFor: TypeAlias = Callable[[int], AbstractContextManager[executors.Crew]]

# Up to so many lots, of half a second each, are judged here, where Great Expectations has been imported meanwhile; more
# are worth a crew whose every member has to import it too, which takes 3.3 seconds.
FEW = 8


class NotJudged(PlanliftError):
    """The process that checks plans died twice, so nothing is known about them."""

    reason = "not_judged"

    def __init__(self, plan_id: str) -> None:
        super().__init__(
            "the process that checks the plans from this one on died twice",
            where=plan_id,
            fix="it may need more memory; run again with fewer --jobs",
        )


@dataclass(frozen=True)
class Judgement:
    """The plans of a run as judged.

    `verdicts` stand in the order of the documents and of the plans within them, `ruled` and `pieces` (the keys of what
    was made of them) in the order of the outputs.
    """

    verdicts: tuple[tuple[PlanVerdict, ...], ...]
    ruled: tuple[tuple[Member, PlanVerdict], ...]
    pieces: tuple[str, ...]


def judge_all(
    documents: Sequence[Lifted], settings: Settings, stock: Stock, crew: CrewFor, teller: Teller
) -> Judgement:
    """Judge the plans of all documents, and put the pieces of the datasets into `stock`.

    Raises SuiteError, ContractError, NotJudged, PartsLost, OtherVersion, ClusterLost or OutputError.
    """
    members = _members(documents, stock, teller)
    origins = [index for index, document in enumerate(documents) for _ in document.contents.plans]
    order = sorted(range(len(members)), key=lambda i: (members[i].plan_id, members[i].brief.source_file))
    lots = in_lots([members[i] for i in order])
    keys = [_key(lot, settings.version) for lot in lots]
    found = {index: verdicts for index, key in enumerate(keys) if (verdicts := _kept(key, stock)) is not None}
    missing = [index for index in range(len(lots)) if index not in found]
    if missing:
        elsewhere = settings.version if settings.elsewhere else ""
        todo = (_lot(lots[index], stock, elsewhere) for index in missing)
        with executors.serial() if len(missing) <= FEW else crew(len(missing)) as workers:
            for place, piece in executors.each(todo, judge_lot, workers):
                index = missing[place]
                if isinstance(piece, executors.Stopped):
                    raise NotJudged(lots[index][0].plan_id) from piece
                stock.put(keys[index], piece)
                found[index] = verdicts_of(piece)
    in_order = [verdict for index in range(len(lots)) for verdict in found[index]]
    by_document: list[list[PlanVerdict]] = [[] for _ in documents]
    for place, verdict in sorted(zip(order, in_order, strict=True), key=lambda pair: pair[0]):
        by_document[origins[place]].append(verdict)
    ruled = zip((members[i] for i in order), in_order, strict=True)
    return Judgement(tuple(map(tuple, by_document)), tuple(ruled), tuple(keys))


def pieces(judgement: Judgement, stock: Stock) -> Iterator[bytes]:
    """The pieces of the datasets, one by one, in their order. Raises PartsLost."""
    return (stock.taken(key) for key in judgement.pieces)


def held_back(judgement: Judgement, stock: Stock) -> Iterator[HeldBack]:
    """The plans that must not go out, one by one, in their order. Raises PartsLost."""
    for member, verdict in judgement.ruled:
        if not verdict.passed:
            parcel = stock.taken(member.parcel)
            plan = unpack(parcel, member.brief, member.plan_id)
            yield HeldBack(verdict, plan, misfits(parcel, member.brief, member.plan_id))


def _members(documents: Sequence[Lifted], stock: Stock, teller: Teller) -> list[Member]:
    """The plans of all documents in their order, with the ids that they go by in this run."""
    plans = [(document, brief) for document in documents for brief in document.contents.plans]
    ids = distinct_ids([Identity(b.plan_id, d.original.sha256, b.source_file, not d.contents.damage) for d, b in plans])
    for plan_id, (document, brief) in zip(ids, plans, strict=True):
        if plan_id != brief.plan_id:
            why = f"plan id {brief.plan_id} is shared with another plan of this run, so this one is {plan_id}"
            teller.warn(f"{document.original.name}: {why}")
    claims = [
        Claim(plan_id, b.source_file, partial(_content, d.parcel, b, stock))
        for plan_id, (d, b) in zip(ids, plans, strict=True)
    ]
    return [
        Member(plan_id, document.parcel, brief, standing)
        for plan_id, (document, brief), standing in zip(ids, plans, standings(claims), strict=True)
    ]


def _content(key: str, brief: PlanBrief, stock: Stock) -> str:
    return content(stock.taken(key), brief)


def _key(lot: Sequence[Member], version: str) -> str:
    who = ((m.plan_id, m.parcel, str(m.brief.first), repr(m.standing)) for m in lot)
    return key_of(("piece", version, *(part for member in who for part in member)))


def _kept(key: str, stock: Stock) -> tuple[PlanVerdict, ...] | None:
    piece = stock.get(key)
    try:
        return None if piece is None else verdicts_of(piece)
    except WrongShape:
        return None


def _lot(members: tuple[Member, ...], stock: Stock, version: str) -> Lot:
    parcels = {key: stock.taken(key) for key in dict.fromkeys(m.parcel for m in members)}
    return Lot(members, parcels, version)
