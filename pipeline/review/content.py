"""What the scripts of the review page read of the cells: groups, items, the forms of fields, the reasons of flags."""

from collections.abc import Mapping
from typing import NamedTuple

from normalise.corrections import COLUMNS, record_name
from normalise.flags import UNEXPLAINED
from normalise.records import Row
from normalise.registers import Registers
from normalise.text import fold
from pipeline.outputs.published import Published
from pipeline.review.candidates import Candidates
from pipeline.review.decisions import ALIAS_COLUMNS, Files, decisions_in
from pipeline.review.forms import form_of
from pipeline.review.items import FieldValue, Item, Queue, records


class Settled(NamedTuple):
    """Decisions that the next run will find: corrections by record, field and text, aliases by council and title."""

    corrections: frozenset[tuple[str, str, str]]
    aliases: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, files: Files) -> "Settled":
        """Those in the project's files. Raises BadDecision where one cannot be read."""
        corrections = decisions_in(files.corrections, COLUMNS)
        aliases = decisions_in(files.aliases, ALIAS_COLUMNS)
        return cls(
            frozenset((row["record"], row["field"], row["expected"]) for row in corrections),
            frozenset((row["council"], fold(row["published"])) for row in aliases),
        )


class Content:
    """The cells of one run as JSON values."""

    def __init__(self, published: Published, ordered: Queue, registers: Registers, settled: Settled) -> None:
        """`ordered` holds the cells of `published`; `registers` are those that the next run will use."""
        self._ordered, self._registers, self._settled = ordered, registers, settled
        self._plans: Mapping[str, Row] = {str(row["plan_id"]): row for row in published.plans}
        self._index = {plan: n for n, plan in enumerate(self._plans)}
        self._records = records(published)
        self._candidates = Candidates(published, registers)
        # A cell that is a doubtful title and nothing else can be given a meaning once for all; no person's name can.
        self._titles = {
            (str(row["plan_id"]), fold(str(row["published"] or "")))
            for row in published.rows["officers"]
            if row["lead_officer_id"] is None
        }

    def values(self) -> dict[str, object]:
        """All of them, under the names that the scripts know."""
        items = self._ordered.items
        groups = [n for n, (_, count) in enumerate(self._ordered.heads) for _ in range(count)]
        groups += [-1] * (len(items) - len(groups))
        fields = {(item.dataset, field.name): None for item in items for field in item.fields}
        flags = sorted({field.flag for item in items for field in item.fields if field.flag})
        reasons = {flag: self._registers.flags.get(flag, UNEXPLAINED) for flag in flags}
        return {
            "items": [self._item(item, group) for item, group in zip(items, groups, strict=True)],
            "groups": [
                {"flag": group.flag, "cause": group.cause, "todo": group.what_to_do, "cells": count}
                for group, count in self._ordered.heads
            ],
            "forms": {f"{dataset}.{name}": form_of(dataset, name)._asdict() for dataset, name in fields},
            "reasons": {flag: {"explanation": r.explanation, "todo": r.what_to_do} for flag, r in reasons.items()},
        }

    def _item(self, item: Item, group: int) -> dict[str, object]:
        title, officer = self._records.get((item.plan_id, item.dataset, item.record_id), (item.record_id, ""))
        return {
            "plan": self._index[item.plan_id],
            "dataset": item.dataset,
            "record": record_name(item.plan_id, item.record_id),
            "title": title,
            "officer": officer,
            "printed": item.published,
            "boxes": item.boxes,
            "reading": item.reading,
            "repairs": item.repairs,
            "group": group,
            "decided": item.flagged and all(self._is_decided(item, field) for field in item.fields if field.flag),
            # A misread letter is no other form of a title.
            "alias": (item.plan_id, fold(item.published or "")) in self._titles and item.reading != "ocr",
            "fields": [
                {
                    "name": field.name,
                    "value": field.value,
                    "sure": field.confidence,
                    "flag": field.flag,
                    "detail": field.detail,
                    "candidates": self._candidates.of(item, field) if field.flag else [],
                }
                for field in item.fields
            ],
        }

    def _is_decided(self, item: Item, field: FieldValue) -> bool:
        printed = item.published or ""
        if (record_name(item.plan_id, item.record_id), field.name, printed) in self._settled.corrections:
            return True
        council = str(self._plans[item.plan_id]["council_code"] or "")
        return field.name == "lead_officer" and (council, fold(printed)) in self._settled.aliases
