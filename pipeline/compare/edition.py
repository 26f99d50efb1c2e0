"""One plan of a run, with its rows at hand by dataset and what is known of each."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import cast

from normalise.corrections import RECORDS
from normalise.records import Row
from normalise.text import clean
from pipeline.compare.match import Item
from pipeline.published import Published

# Columns with the code, the name (where there is one apart from the text) and the text of the rows of each dataset.
_TOLD = {
    "themes": (None, None, "theme"),
    "outcomes": ("outcome_code", None, "outcome"),
    "deliverables": (None, "name", "title"),
    "actions": ("action_code", None, "title"),
    "kpis": ("kpi_code", None, "title"),
}
# What says nothing about how an action stands.
SILENT = ("not_reported", "scheduled")


class Edition:
    """A plan: `row` is its row of `plans`."""

    def __init__(self, row: Row, published: Published) -> None:
        self.row = row
        self.plan_id = str(row["plan_id"])
        self._published = published

    def rows(self, dataset: str) -> list[Row]:
        """The plan's rows of a dataset; `themes` are told by its outcomes, one row each."""
        if dataset == "themes":
            return list(self._themes.values())
        return [row for row in self._published.rows[dataset] if row["plan_id"] == self.plan_id]

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
        for row in self._published.rows["cells"]:
            if row["flag"] and row["plan_id"] == self.plan_id:
                found.setdefault((str(row["record_id"]), str(row["field"])), set()).add(str(row["flag"]))
        return found


def pages(row: Row) -> list[int]:
    """The pages on which a row is printed."""
    told = row["pages"] if "pages" in row else [row.get("page")]
    return [page for page in cast("list[int | None]", told or []) if page is not None]
