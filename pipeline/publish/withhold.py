"""Leaving personal names out of the rows that are published, and the record of what was left out.

Which columns may name a person is said in the contract. A name that an officer's cell plainly gives is left out of the
other texts of that plan, too, where they repeat it word for word.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from expectations.contract import Dataset, Field, contract
from normalise.records import Row
from pipeline.publish.names import WITHHELD, Publishable, TitleWords, publishable

Rows = Mapping[str, list[Row]]


@dataclass(frozen=True)
class Withholding:
    """In how many rows of a plan's dataset a field lost words; in `in_doubt` of them it is open whether to a name."""

    plan_id: str
    dataset: str
    field: str
    rows: int
    in_doubt: int


def withhold(datasets: Rows, allowed: Collection[str], words: TitleWords) -> tuple[Rows, list[Withholding]]:
    """The rows without personal names, and what was left out, in the order of the contract.

    `allowed` are the ids of plans whose names may go out by a recorded decision: their rows stay as they are.
    """
    work = _Withholder(words, allowed)
    cleaned = {name: [work.officers(contract()[name], row) for row in rows] for name, rows in datasets.items()}
    named = {plan: _any_of(names) for plan, names in work.names.items() if names}
    for name, rows in cleaned.items():
        fields = _free_texts(contract()[name])
        cleaned[name] = [work.elsewhere(name, row, fields, named.get(str(row["plan_id"]))) for row in rows]
    return cleaned, work.record()


class _Withholder:
    """Counts what is withheld, and gathers the names that are sure, by plan."""

    def __init__(self, words: TitleWords, allowed: Collection[str]) -> None:
        self._words, self._allowed = words, frozenset(allowed)
        self._read: dict[str, Publishable] = {}
        self._counted: Counter[tuple[str, str, str]] = Counter()
        self._in_doubt: Counter[tuple[str, str, str]] = Counter()
        self.names: dict[str, set[str]] = {}

    def officers(self, described: Dataset, row: Row) -> Row:
        """`row` with what may be published of its officers' texts."""
        plan = str(row["plan_id"])
        if plan in self._allowed:
            return row
        changed: Row = {}
        left_out: list[str] = []
        for field in described.fields:
            value = row[field.name]
            if not isinstance(value, str) or not _names_an_officer(field, row):
                continue
            told = self._publishable(value)
            if told.names:
                changed[field.name] = told.text
                left_out += told.names
                self._count(plan, described.name, field.name, in_doubt=not told.sure)
                # One word alone, or one in doubt, may mean other things where it stands elsewhere.
                self.names.setdefault(plan, set()).update(n for n in told.names if told.sure and len(n.split()) > 1)
        if not changed:
            return row
        others = [field for field in described.fields if field.personal and field.name not in changed]
        # An identifier is made of the title: with a name in one, there is one in the other.
        names_a_person = "lead_officer" in changed
        for field in others:
            if field.personal == "officer_id":
                changed[field.name] = None if names_a_person else row[field.name]
            else:
                changed[field.name] = _cleaned(row[field.name], _any_of(left_out))
        return {**row, **changed}

    def elsewhere(self, dataset: str, row: Row, fields: Sequence[Field], names: re.Pattern[str] | None) -> Row:
        """`row` without the `names` of its plan's officers in any other text."""
        if names is None:
            return row
        changed: Row = {}
        for field in fields:
            value = row[field.name]
            cleaned = _cleaned(value, names)
            if cleaned != value:
                changed[field.name] = cleaned
                self._count(str(row["plan_id"]), dataset, field.name, in_doubt=False)
        return {**row, **changed} if changed else row

    def record(self) -> list[Withholding]:
        """What was left out, by plan, dataset and field."""
        columns = [(name, column) for name, described in contract().items() for column in described.columns]
        keys = sorted(self._counted, key=lambda key: (key[0], columns.index(key[1:])))
        return [Withholding(*key, self._counted[key], self._in_doubt[key]) for key in keys]

    def _publishable(self, text: str) -> Publishable:
        if text not in self._read:
            self._read[text] = publishable(text, self._words)
        return self._read[text]

    def _count(self, plan: str, dataset: str, field: str, *, in_doubt: bool) -> None:
        self._counted[plan, dataset, field] += 1
        self._in_doubt[plan, dataset, field] += in_doubt


def _names_an_officer(field: Field, row: Row) -> bool:
    """Whether the text of `field` in `row` is an officer's; provenance's are if the field that it is about is one."""
    if field.personal != "of_field":
        return field.personal == "officer"
    described = contract().get(str(row["dataset"]))
    about = next((f for f in described.fields if f.name == row["field"]), None) if described else None
    return about is not None and about.personal == "officer" and field.name != "flag_detail"


def _free_texts(described: Dataset) -> list[Field]:
    """The fields in which a plan's own sentences stand: no identifiers, codes, terms or facts of a file."""
    fixed = {*described.key, *described.order, described.record, *(r.field for r in described.references)}
    texts = [f for f in described.fields if f.item_type in ("string", "struct") and not f.pattern and not f.vocabulary]
    return [] if described.name == "plans" else [f for f in texts if f.name not in fixed]


def _any_of(names: Collection[str]) -> re.Pattern[str]:
    """A pattern for any of `names`, in whatever case and spacing, as whole words."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    forms = (r"\s+".join(re.escape(word) for word in name.split()) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


def _cleaned(value: object, names: re.Pattern[str]) -> object:
    if isinstance(value, str):
        return names.sub(WITHHELD, value)
    if isinstance(value, list):
        return [_cleaned(item, names) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        told = cast("dict[str, object]", value)
        return {key: item if key == "url" else _cleaned(item, names) for key, item in told.items()}
    return value
