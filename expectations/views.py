"""The tables that are asked: all plans' rows side by side, each knowing its plan and its record.

One view per dataset, one per list column with a vocabulary (a row per item), one per reference (a row per value,
saying whether it resolves within its plan), and one of announced counts. Bringing relations into one column each is
what lets a single pass over all plans answer for every plan.
"""

from collections.abc import Mapping, Sequence
from typing import cast

import pandas as pd
import pyarrow as pa

from expectations.contract import Dataset, Reference, contract
from expectations.rules import ANNOUNCED, items_view, reference_view

Tables = Mapping[str, pa.Table]
_SEPARATOR = "\x1f"  # cannot stand in any text that the schema lets through
_RECORDS = ("deliverables", "actions", "kpis")


def build_views(plans: Mapping[int, Tables], announced: Mapping[int, Mapping[str, int]]) -> dict[str, pd.DataFrame]:
    """Views by name for `plans` (their tables, by the number of the plan in its run) and their announced counts.

    Every view has the columns `_plan` (that number) and `_record` (which record a row is about).
    """
    views: dict[str, pd.DataFrame] = {}
    for described in contract().values():
        views[described.name] = _base(described, plans)
        for field in described.fields:
            if field.is_list and field.vocabulary:
                rows = _items(described, field.name, plans)
                views[items_view(described.name, field.name)] = _frame(rows, "value")
        for reference in described.references:
            rows = _resolved(described, reference, plans)
            views[reference_view(described.name, reference.field)] = _frame(rows, "resolves")
    counts = [(plan, key, n, _count(plans[plan], key)) for plan, said in announced.items() for key, n in said.items()]
    views[ANNOUNCED] = pd.DataFrame(counts, columns=["_plan", "_record", "announced", "found"])
    return views


def flagged_fields(plans: Mapping[int, Tables]) -> set[tuple[int, str, str]]:
    """(plan, record, field) of every cell that carries a flag."""
    return {
        (plan, str(record), str(field))
        for plan, tables in plans.items()
        for record, field, flag in _columns(tables["cells"], "record_id", "field", "flag")
        if flag is not None
    }


def _base(described: Dataset, plans: Mapping[int, Tables]) -> pd.DataFrame:
    scalars = [f.name for f in described.fields if not f.is_list]
    table = pa.concat_tables([t[described.name].select(scalars) for t in plans.values()])
    frame = table.to_pandas()
    sizes = {plan: t[described.name].num_rows for plan, t in plans.items()}
    numbers = [plan for plan, size in sizes.items() for _ in range(size)]
    frame["_plan"] = pd.Series(numbers, dtype="int64")
    frame["_record"] = [r for t in plans.values() for r in _records(described, t[described.name])]
    if described.key:
        keys = ((str(p), *map(str, k)) for p, t in plans.items() for k in _columns(t[described.name], *described.key))
        frame["_key"] = pd.Series([_SEPARATOR.join(k) for k in keys], dtype="object")
    if described.name == "plans":
        sums = {plan: sum(t[d].num_rows for d in _RECORDS) for plan, t in plans.items()}
        frame["_records"] = pd.Series([sums[n] for n in numbers], dtype="int64")
    return frame


def _items(described: Dataset, field: str, plans: Mapping[int, Tables]) -> list[tuple[int, str, object]]:
    rows: list[tuple[int, str, object]] = []
    for plan, tables in plans.items():
        table = tables[described.name]
        for record, (items,) in zip(_records(described, table), _columns(table, field), strict=True):
            rows += [(plan, record, item) for item in cast("Sequence[object]", items or ())]
    return rows


def _resolved(described: Dataset, reference: Reference, plans: Mapping[int, Tables]) -> list[tuple[int, str, object]]:
    rows: list[tuple[int, str, object]] = []
    for plan, tables in plans.items():
        table = tables[described.name]
        targets = _targets(reference, tables)
        datasets = [reference.dataset] * table.num_rows
        if reference.dataset is None:
            datasets = [cast("str", d) for (d,) in _columns(table, "dataset")]
        values = (v for (v,) in _columns(table, reference.field))
        for record, to, value in zip(_records(described, table), datasets, values, strict=True):
            several = cast("Sequence[object]", value) if isinstance(value, list) else [value]
            rows += [(plan, record, v in targets.get(cast("str", to), ())) for v in several if v is not None]
    return rows


def _targets(reference: Reference, tables: Tables) -> dict[str, set[object]]:
    """What may be named, by dataset."""
    if reference.dataset is not None:
        return {reference.dataset: {v for (v,) in _columns(tables[reference.dataset], reference.to)}}
    named = {d.name: d.record for d in contract().values() if d.record}
    return {name: {v for (v,) in _columns(tables[name], column)} for name, column in named.items()}


def _records(described: Dataset, table: pa.Table) -> list[str]:
    """The name by which each row's record is known: its identifier, and in `cells` the field's record."""
    column = described.record or ("record_id" if "record_id" in described.columns else described.key[-1])
    return [str(v) for (v,) in _columns(table, column)]


def _columns(table: pa.Table, *names: str) -> list[tuple[object, ...]]:
    return list(zip(*(cast("list[object]", table.column(n).to_pylist()) for n in names), strict=True))


def _count(tables: Tables, key: str) -> int:
    """Records of a dataset (`actions`) or of those with a status (`actions:green`).

    An indicator is one record, however many quarters it has rows for. A report's actions have one status per quarter:
    those of the last quarter that any action reports count.
    """
    name, _, status = key.partition(":")
    if not status:
        return len({record for (record,) in _columns(tables[name], str(contract()[name].record))})
    if name != "actions":
        return sum(s == status for (s,) in _columns(tables[name], "status"))
    rows = _columns(tables["rag_status"], "quarter", "status")
    last = max((cast("str", q) for q, s in rows if s != "not_reported"), default=None)
    return sum(q == last and s == status for q, s in rows)


def _frame(rows: list[tuple[int, str, object]], column: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["_plan", "_record", column])
