"""Suggested links from the actions of one plan to the deliverables of a later one, each with its evidence."""

import math
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from normalise.corrections import record_name
from normalise.records import Row
from normalise.text import clean
from pipeline.compare.confirmed import Confirmed
from pipeline.compare.edition import Edition, editions
from pipeline.compare.match import Item
from pipeline.compare.pairs import series
from pipeline.lineage.terms import Term, Terms, Words, terms_of
from pipeline.outputs.published import Published

_EVIDENCE = Path(__file__).with_name("evidence.toml")
# How many of the terms that both rows share are told.
_TERMS_TOLD = 6


class Weights(NamedTuple):
    """Points of 100: see `evidence.toml`."""

    name: float
    words: float
    full: float
    officer: float
    sure: float
    possible: float


@dataclass(frozen=True)
class Rules:
    """The contents of `evidence.toml`."""

    ignored: tuple[str, ...]
    joining: tuple[str, ...]
    placing: tuple[str, ...]
    weights: Weights


@cache
def rules() -> Rules:
    """What speaks for a link, and how much it must be."""
    tables = tomllib.loads(_EVIDENCE.read_text("utf-8"))
    words = cast("dict[str, list[str]]", tables["words"])
    return Rules(
        **{name: tuple(told) for name, told in words.items()}, weights=Weights(**tables["score"], **tables["tiers"])
    )


def lineage(runs: Sequence[Published], confirmed: Confirmed) -> list[Row]:
    """The rows of `lineage`: for every plan with actions, its links to each plan of its council that is not older.

    Links with a decision in `confirmed` are given whatever their score. Plans of one series are editions of each other
    and left to `planlift compare`.
    """
    plans: dict[str, Edition] = {}
    for published in runs:
        plans.update(editions(published))
    rows: list[Row] = []
    for earlier in plans.values():
        for later in plans.values():
            if _follows(earlier.row, later.row) and earlier.rows("actions") and later.rows("deliverables"):
                rows += _links(earlier, later, confirmed)
    return rows


def _follows(earlier: Row, later: Row) -> bool:
    same_council = str(earlier["plan_id"]).split("/")[0] == str(later["plan_id"]).split("/")[0]
    year, other = (row["financial_year"] for row in (earlier, later))
    return same_council and series(earlier) != series(later) and bool(year and other) and str(year) <= str(other)


class _Link(NamedTuple):
    action: Item
    deliverable: Item
    score: float
    shared: list[str]
    same_officer: bool | None


def _links(earlier: Edition, later: Edition, confirmed: Confirmed) -> Iterator[Row]:
    limits = rules().weights
    found: list[tuple[_Link, tuple[str, str]]] = []
    council = clean(f"{earlier.row['council_name'] or ''} {later.row['council_name'] or ''}").split()
    words = Words.of([*rules().ignored, *council], rules().joining, rules().placing)
    for link in _scored(earlier.items("actions"), later.items("deliverables"), words):
        names = record_name(earlier.plan_id, link.action.id), record_name(later.plan_id, link.deliverable.id)
        if link.score >= limits.possible or confirmed.of(*names):
            found.append((link, names))
    found.sort(key=lambda each: (-each[0].score, each[1]))
    for rank, (link, names) in enumerate(found, start=1):
        decided = confirmed.of(*names)
        yield {
            "from_plan": earlier.plan_id,
            "from_record": link.action.id,
            "from_code": link.action.code,
            "from_title": link.action.text or None,
            "to_plan": later.plan_id,
            "to_record": link.deliverable.id,
            "to_title": link.deliverable.text or None,
            "rank": rank,
            "score": link.score,
            "tier": "sure" if link.score >= limits.sure else "possible",
            "shared_terms": link.shared,
            "same_officer": None if link.same_officer is None else "yes" if link.same_officer else "no",
            "decision": None if decided is None else "yes" if decided.holds else "no",
            "decided_by": decided.decided_by if decided else None,
            "decided_on": decided.decided_on if decided else None,
            "reason": decided.reason if decided else None,
        }


def _scored(actions: Sequence[Item], deliverables: Sequence[Item], words: Words) -> Iterator[_Link]:
    """Every pair with its score."""
    weights = rules().weights
    left, right = ([terms_of(i.text, i.name, words) for i in items] for items in (actions, deliverables))
    rarity = _rarity([*left, *right])
    vectors = [[_vector(terms, rarity) for terms in side] for side in (left, right)]
    for action, one, from_vector in zip(actions, left, vectors[0], strict=True):
        for deliverable, other, to_vector in zip(deliverables, right, vectors[1], strict=True):
            shared = sorted(one.terms.keys() & other.terms.keys(), key=lambda term: (-rarity[term], term))
            alike = sum(from_vector[term] * to_vector[term] for term in shared)
            points = weights.words * min(1.0, alike / weights.full)
            points += weights.name * _common_name(one, other, rarity)
            same = _same_officer(action.row, deliverable.row)
            points += weights.officer if same else 0.0
            terms = [one.terms[term] for term in shared[:_TERMS_TOLD]]
            yield _Link(action, deliverable, round(min(points, 100.0), 1), terms, same)


def _rarity(rows: Sequence[Terms]) -> Mapping[Term, float]:
    """How much each term tells: the logarithm of how many rows of both plans there are for each that has it."""
    often = Counter(term for row in rows for term in row.terms)
    return {term: math.log(len(rows) / count) for term, count in often.items()}


def _vector(row: Terms, rarity: Mapping[Term, float]) -> Mapping[Term, float]:
    """The weights of a row's terms, of length 1 together."""
    length = math.sqrt(sum(rarity[term] ** 2 for term in row.terms)) or 1.0
    return {term: rarity[term] / length for term in row.terms}


def _common_name(one: Terms, other: Terms, rarity: Mapping[Term, float]) -> float:
    """The share of the weight of both names that their common words have, for the best pair of names; 0 to 1."""
    best = 0.0
    for name in one.names:
        for called in other.names:
            both = sum(rarity[stem,] for stem in name | called)
            if both:
                best = max(best, sum(rarity[stem,] for stem in name & called) / both)
    return best


def _same_officer(one: Row, other: Row) -> bool | None:
    if one["lead_officer_id"] and other["lead_officer_id"]:
        return one["lead_officer_id"] == other["lead_officer_id"]
    return None
