"""`queue.csv`: the decisions that the flags of a run wait for, a line each, worst first; made from its `cells.parquet`.

Behind them stand the columns whose headings no rule knows: nothing in them is in doubt, but a field may be missing.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from normalise.records import Row
from normalise.spreadsheet import made_safe
from pipeline.outputs.queue import OTHER, UNKNOWN_HEADING, FlagGroup, groups, unknown_headings

if TYPE_CHECKING:
    import pyarrow.compute as pc

NAME = "queue.csv"
_CELLS = "cells.parquet"
# What a correction of the first cell needs is among them: record, field and the published text.
COLUMNS = (
    "cells", "flag", "cause", "plans", "confidence", "plan_id", "record", "field", "published", "value", "page",
    "flag_detail", "what_to_do",
)  # fmt: skip


def write_worklist(folder: Path) -> None:
    """Write the queue of the run whose datasets stand in `folder`. Raises OSError."""
    # Takes half a second to import, pandas included, which a run that finds nothing new does not need.
    import pyarrow.compute as pc

    cells = list(_cells(folder, ~pc.is_null(pc.field("flag")) | pc.starts_with(pc.field("field"), OTHER)))
    flagged, kept = groups(cells), unknown_headings(cells)
    with (folder / NAME).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows(_line(group) for group in (*flagged, *kept))


def decisions(folder: Path, shown: int) -> list[str]:
    """The first `shown` decisions of the run in `folder` in words, and how many there are; nothing where none waits."""
    try:
        with (folder / NAME).open(encoding="utf-8", newline="") as stream:
            rows = [row for row in csv.DictReader(stream) if row["flag"] != UNKNOWN_HEADING]
    except FileNotFoundError:  # nothing was ever published here
        return []
    lines = [
        f"{_times(int(row['cells']), 'value')}, {row['flag']}, {row['cause']} "
        f"({row['field']}{' on page ' + row['page'] if row['page'] else ''} of {row['plan_id']}): {row['what_to_do']}"
        for row in rows[:shown]
    ]
    if rows:
        values = sum(int(row["cells"]) for row in rows)
        lines.append(f"{_times(len(rows), 'decision')} in all for {_times(values, 'flagged value')}: {folder / NAME}")
    return lines


def _cells(folder: Path, wanted: "pc.Expression") -> Iterator[Row]:
    import pyarrow.dataset as ds

    # The reader would read ahead as many row groups as it can, and hold them: 600 MB for 3,000 plans.
    ahead: dict[str, Any] = {"batch_readahead": 0, "fragment_readahead": 1, "use_threads": False}
    for batch in ds.dataset(folder / _CELLS).to_batches(filter=wanted, **ahead):
        yield from cast("list[Row]", batch.to_pylist())


def _line(group: FlagGroup) -> list[str]:
    first = group.example
    told: tuple[object, ...] = (
        len(group.members), group.flag, group.cause, "; ".join(group.plans), group.confidence, first["plan_id"],
        first["record_id"], first["field"], first["published"], first["value"], first["page"], first["flag_detail"],
        group.what_to_do,
    )  # fmt: skip
    return ["" if value is None else made_safe(value) if isinstance(value, str) else str(value) for value in told]


def _times(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
