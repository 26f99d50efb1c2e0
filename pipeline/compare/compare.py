"""Two runs compared: plan by plan, dataset by dataset, row by row."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalise.corrections import record_name
from normalise.records import Row
from pipeline.compare.changes import Change, Found, order, tier_of
from pipeline.compare.confirmed import Confirmed
from pipeline.compare.edition import DATASETS, Edition, editions, pages, record_names
from pipeline.compare.fields import TEXTS, Translated, field_changes
from pipeline.compare.match import Item, Matched, Pair, match
from pipeline.compare.pairs import PlanPairs, pair_plans
from pipeline.compare.ratings import rating_moves, target_moves, value_moves
from pipeline.compare.rules import limits
from pipeline.outputs.published import Published


@dataclass(frozen=True)
class Comparison:
    """All changes, gravest first; which plans were compared; how many records of both were recognised, by dataset.

    `stale` are decisions on these plans that name a record which is not there.
    """

    plans: PlanPairs
    changes: tuple[Change, ...]
    recognised: Counter[str]
    stale: tuple[tuple[str, str], ...] = ()


def compare(old: Published, new: Published, confirmed: Confirmed) -> Comparison:
    """What has changed from the run `old` to the run `new`; `confirmed` are a person's decisions on what is the same.

    Progress texts are no change: they are new every quarter.
    """
    plans = pair_plans(old.plans, new.plans)
    recognised: Counter[str] = Counter()
    changes = [_plan_change("plan_dropped", row) for row in plans.dropped]
    changes += [_plan_change("plan_added", row) for row in plans.added]
    sides = editions(old), editions(new)
    for pair in plans.pairs:
        one, other = (side[str(row["plan_id"])] for side, row in zip(sides, pair, strict=True))
        changes += _Pair(one, other, confirmed, recognised).changes()
    stale = confirmed.stale(record_names(edition for side in sides for edition in side.values()))
    return Comparison(plans, tuple(sorted(changes, key=order)), recognised, tuple(stale))


def match_rows(old: Edition, new: Edition, dataset: str, confirmed: Confirmed) -> Matched:
    """The rows of a dataset that two editions of a plan have in common."""

    def decided(one: Item, other: Item) -> bool | None:
        said = confirmed.either_way(record_name(old.plan_id, one.id), record_name(new.plan_id, other.id))
        return said.holds if said else None

    return match(old.items(dataset), new.items(dataset), limits(), decided)


class _Pair:
    """Two editions of one plan."""

    def __init__(self, old: Edition, new: Edition, confirmed: Confirmed, recognised: Counter[str]) -> None:
        self._old, self._new, self._confirmed, self._recognised = old, new, confirmed, recognised

    def changes(self) -> Iterator[Change]:
        """Every change between them, in the order of the datasets and of the rows."""
        codes: dict[str, dict[str, str]] = {}
        for dataset in DATASETS:
            matched = match_rows(self._old, self._new, dataset, self._confirmed)
            sure = [pair for pair in matched.pairs if pair.sure]
            codes[dataset] = {pair.old.id: pair.new.id for pair in sure}
            self._recognised[dataset] += len(sure)
            text = (TEXTS[dataset],)
            for item in matched.dropped:
                yield self._change(dataset, Found("dropped", "", item.text or None, None, about=text), item, None)
            for pair in matched.pairs:
                if pair.sure:
                    for found in self._found(dataset, pair, codes):
                        yield self._change(dataset, found, pair.old, pair.new, pair)
                else:
                    told = Found("unsure", "", pair.old.text or None, pair.new.text or None, about=text)
                    yield self._change(dataset, told, pair.old, pair.new, pair)
            for item in matched.added:
                yield self._change(dataset, Found("added", "", None, item.text or None, about=text), None, item)

    def _found(self, dataset: str, pair: Pair, codes: Translated) -> Iterator[Found]:
        yield from field_changes(dataset, pair.old.row, pair.new.row, codes)
        old, new = self._old, self._new
        if dataset == "actions":
            ratings = old.ratings.get(pair.old.id, {}), new.ratings.get(pair.new.id, {})
            yield from rating_moves(*ratings, old.as_of, new.as_of)
        elif dataset == "kpis":
            yield from target_moves(pair.old.row, pair.new.row)
            yield from value_moves(old.values.get(pair.old.id, {}), new.values.get(pair.new.id, {}))

    def _change(
        self, dataset: str, found: Found, old: Item | None, new: Item | None, pair: Pair | None = None
    ) -> Change:
        shown = new or old
        sides = [(self._old, old), (self._new, new)]
        flags = {flag for edition, item in sides if item for flag in edition.flags(item.id, found.about)}
        return Change(
            tier_of(found.kind, found.by),
            found.kind,
            dataset,
            code=_code(dataset, shown),
            title=(shown.text or None) if shown else None,
            field=found.field or None,
            old=found.old,
            new=found.new,
            by=found.by,
            unit=found.unit,
            quarter=found.quarter,
            matched=pair.how if pair else None,
            score=pair.score if pair else None,
            flag="; ".join(sorted(flags)) or None,
            old_plan=self._old.plan_id,
            old_record=old.id if old else None,
            old_page=_page(old),
            new_plan=self._new.plan_id,
            new_record=new.id if new else None,
            new_page=_page(new),
        )


def _code(dataset: str, item: Item | None) -> str | None:
    if item and dataset == "themes":
        code = item.row["theme_code"]
        return str(code) if code else None
    return item.code if item else None


def _page(item: Item | None) -> int | None:
    found: Sequence[int] = pages(item.row) if item else []
    return found[0] if found else None


def _plan_change(kind: str, plan: Row) -> Change:
    title, plan_id = str(plan["title"] or plan["plan_id"]), str(plan["plan_id"])
    if kind == "plan_added":
        return Change(tier_of(kind), kind, "plans", None, title, new=title, new_plan=plan_id)
    return Change(tier_of(kind), kind, "plans", None, title, old=title, old_plan=plan_id)
