"""What a person reviews: the cells of a run, each once however many fields were made of it, flagged ones first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from normalise.records import Row
from pipeline.outputs.published import Published
from pipeline.outputs.queue import FlagGroup, Member, groups

PLACE = ("page", "x0", "top", "x1", "bottom")


class Box(NamedTuple):
    """Where a piece of a cell is printed: page from 1, points from the top left of the page."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class FieldValue(NamedTuple):
    """One field that was made of a cell: its value as `cells` writes it, and what is in doubt about it."""

    name: str
    value: str | None
    confidence: float
    flag: str | None
    detail: str | None


@dataclass(frozen=True)
class Item:
    """One printed cell of one record, with every field that was made of it.

    A date cell gives three fields (`start_published`, `start_quarter`, `start_date`) and is one thing to look at.
    """

    plan_id: str
    dataset: str
    record_id: str
    published: str | None
    boxes: tuple[Box, ...]
    reading: str | None
    repairs: tuple[str, ...]
    fields: list[FieldValue] = field(default_factory=list[FieldValue])

    @property
    def flagged(self) -> bool:
        """Whether any of its fields is in doubt."""
        return any(f.flag for f in self.fields)

    @property
    def confidence(self) -> float:
        """How sure the least sure of its fields is."""
        return min(f.confidence for f in self.fields)

    @property
    def members(self) -> list[Member]:
        """Its fields as groups of flags name them."""
        return [Member(self.plan_id, self.dataset, self.record_id, f.name) for f in self.fields]


@dataclass(frozen=True)
class Queue:
    """All items of a run: those of each group of flags, worst group first, then the rest in the order of the plans.

    `heads` are the groups with the number of items that each begins with; an item stands in the first group that has
    one of its fields.
    """

    items: tuple[Item, ...]
    heads: tuple[tuple[FlagGroup, int], ...]


def queue(published: Published) -> Queue:
    """The cells of a run in the order in which to look at them."""
    items = _items(published.rows["cells"])
    by_member: dict[Member, Item] = {member: item for item in items for member in item.members}
    taken: set[int] = set()
    first: list[Item] = []
    heads: list[tuple[FlagGroup, int]] = []
    for group in groups(published.rows["cells"]):
        mine: dict[int, Item] = {}
        for member in group.members:
            item = by_member[member]
            if id(item) not in taken:
                mine.setdefault(id(item), item)
        taken |= set(mine)
        if mine:
            first += sorted(mine.values(), key=lambda item: item.confidence)
            heads.append((group, len(mine)))
    return Queue((*first, *(item for item in items if id(item) not in taken)), tuple(heads))


def _items(cells: Sequence[Row]) -> list[Item]:
    """The cells of the provenance rows, in their order."""
    pieces: dict[Member, list[Row]] = {}
    for row in cells:
        pieces.setdefault(Member(*(str(row[name]) for name in Member._fields)), []).append(row)
    found: dict[tuple[object, ...], Item] = {}
    for member, rows in pieces.items():
        row = rows[0]
        boxes = tuple(_box(r) for r in rows if r["page"] is not None and r["x0"] is not None)
        key = (member.plan_id, member.dataset, member.record_id, row["published"], boxes)
        # Values without a place stay apart: nothing says that they are one cell.
        if not boxes:
            key = (*key, member.field)
        item = found.get(key)
        if item is None:
            item = found[key] = Item(
                *member[:3],
                _text(row["published"]),
                boxes,
                _text(row["reading"]),
                tuple(str(r) for r in cast("list[object]", row["repairs"] or [])),
            )
        item.fields.append(
            FieldValue(
                member.field,
                _text(row["value"]),
                cast("float", row["confidence"]),
                _text(row["flag"]),
                _text(row["flag_detail"]),
            )
        )
    return list(found.values())


def _box(row: Row) -> Box:
    page, *sides = (row[name] for name in PLACE)
    return Box(cast("int", page), *(cast("float", side) for side in sides))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


class Record(NamedTuple):
    """What a record is called, and who leads it."""

    title: str
    officer: str


def records(published: Published) -> Mapping[tuple[str, str, str], Record]:
    """Every record by plan, dataset and id. A rating is called what its action is called."""
    named: dict[tuple[str, str, str], Record] = {}
    for dataset, key, code, title in (
        ("outcomes", "outcome_code", "outcome_code", "outcome"),
        ("deliverables", "deliverable_id", None, "name"),
        ("actions", "action_id", "action_code", "title"),
        ("kpis", "kpi_id", "kpi_code", "title"),
    ):
        for row in published.rows[dataset]:
            words = [str(row[c]) for c in (code, title) if c and row[c]] or [str(row.get("title") or row[key])]
            record = Record(" ".join(words), str(row.get("lead_officer") or ""))
            for name in (dataset, "rag_status") if dataset == "actions" else (dataset,):
                named[str(row["plan_id"]), name, str(row[key])] = record
    for row in published.plans:
        named[str(row["plan_id"]), "plans", str(row["plan_id"])] = Record(str(row["title"] or row["plan_id"]), "")
    return named
