"""One plan of a run, with its rows at hand by dataset and what is known of each."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import cast

from normalise.corrections import RECORDS, record_name
from normalise.records import Row
from normalise.text import clean
from pipeline.compare.match import Item
from pipeline.outputs.published import Published

# Columns with the code, the name (where there is one apart from the text) and the text of the rows of each dataset.
_TOLD = {
    "themes": (None, None, "theme"),
    "outcomes": ("outcome_code", None, "outcome"),
    "deliverables": (None, "name", "title"),
    "actions": ("action_code", None, "title"),
    "kpis": ("kpi_code", None, "title"),
}
# Themes and outcomes first, since rows name them by their codes.
DATASETS = tuple(_TOLD)
# What says nothing about how an action stands.
SILENT = ("not_reported", "scheduled")


class Edition:
    """A plan: `row` is its row of `plans`, and `rows` the plan's rows of every dataset."""

    def __init__(self, row: Row, rows: Mapping[str, list[Row]]) -> None:
        self.row = row
        self.plan_id = str(row["plan_id"])
        self._rows = rows

    def rows(self, dataset: str) -> list[Row]:
        """The plan's rows of a dataset; `themes` are told by its outcomes, one row each."""
        return list(self._themes.values()) if dataset == "themes" else self._rows.get(dataset, [])

    def items(self, dataset: str) -> list[Item]:
        """The records of a dataset to be recognised in another edition, in the plan's order."""
        code, name, text = _TOLD[dataset]
        column = "theme_code" if dataset == "themes" else RECORDS[dataset]
        found: dict[str, Item] = {}
        for row in self.rows(dataset):
            key = str(row[column] or row[text])
            printed, called = (str(row[c]) if c and row[c] else None for c in (code, name))
            found.setdefault(key, Item(key, printed, called, clean(str(row[text] or "")), row))
        return list(found.values())

    @cached_property
    def _themes(self) -> Mapping[str, Row]:
        found: dict[str, Row] = {}
        for row in self.rows("outcomes"):
            if row["theme"]:
                key = str(row["theme_code"] or row["theme"])
                found.setdefault(key, {k: row[k] for k in ("theme_code", "theme", "page")})
        return found

    @cached_property
    def ratings(self) -> Mapping[str, Mapping[str, Row]]:
        """The rows of `rag_status` by action and quarter."""
        found: dict[str, dict[str, Row]] = {}
        for row in self.rows("rag_status"):
            found.setdefault(str(row["action_id"]), {})[str(row["quarter"])] = row
        return found

    @cached_property
    def values(self) -> Mapping[str, Mapping[str, Row]]:
        """The rows of `kpis` by indicator and quarter, "" for a value that belongs to none."""
        found: dict[str, dict[str, Row]] = {}
        for row in self.rows("kpis"):
            found.setdefault(str(row["kpi_id"]), {})[str(row["quarter"] or "")] = row
        return found

    @cached_property
    def as_of(self) -> str | None:
        """The quarter that the plan reports on: its own, or the last one for which it states how something stands."""
        if self.row["quarter"]:
            return str(self.row["quarter"])
        rated = [q for told in self.ratings.values() for q, row in told.items() if row["status"] not in SILENT]
        valued = [q for told in self.values.values() for q, row in told.items() if row["value"] is not None]
        return max([*rated, *valued], default=None) or None

    def flags(self, record: str, fields: Sequence[str]) -> list[str]:
        """Why values of a record are in doubt, if they are."""
        return sorted({reason for name in fields for reason in self._flags.get((record, name), ())})

    @cached_property
    def _flags(self) -> Mapping[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for row in self.rows("cells"):
            if row["flag"]:
                found.setdefault((str(row["record_id"]), str(row["field"])), set()).add(str(row["flag"]))
        return found


def editions(published: Published) -> dict[str, Edition]:
    """The plans of a run by their identifiers, in the run's order."""
    rows: dict[str, dict[str, list[Row]]] = {str(row["plan_id"]): {} for row in published.plans}
    for dataset, every in published.rows.items():
        for row in every:
            rows[str(row["plan_id"])].setdefault(dataset, []).append(row)
    return {str(row["plan_id"]): Edition(row, rows[str(row["plan_id"])]) for row in published.plans}


def record_names(plans: Iterable[Edition]) -> set[str]:
    """The names by which a person's decisions call the records of `plans`."""
    return {
        record_name(plan.plan_id, item.id) for plan in plans for dataset in DATASETS for item in plan.items(dataset)
    }


def pages(row: Row) -> list[int]:
    """The pages on which a row is printed."""
    told = row["pages"] if "pages" in row else [row.get("page")]
    return [page for page in cast("list[int | None]", told or []) if page is not None]
