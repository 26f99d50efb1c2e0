"""Steps that stand in rows beneath their record (`1.1`, `1.2`) and lack what every record has: no records, most likely.

Rows whose numbers go on from the record above and that have all that it has are records as well.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.table import RATINGS, PublishedRow, PublishedTable

FLAG = "out_of_place"
# So many steps, beneath so many records at least.
STEPS, RECORDS = 3, 2
# What a record has and its steps may lack.
_OWN = (*RATINGS, "lead_officer", "start", "delivery", "update", "outcome_codes", "outcome_code", "strategic_link")
_NUMBER = re.compile(r"(\d+(?:\.\d+)*)\.(\d+)(?:[.:)]?\s|$)")
_WHY = "its number goes on from the record above, and it lacks {} as all such rows do: it may be a step of that record"


def with_steps(tables: Sequence[PublishedTable]) -> tuple[list[PublishedTable], tuple[str, ...]]:
    """The tables with a flag on the titles of rows that are steps of the record above, and a warning for each."""
    found: list[PublishedTable] = []
    told: list[str] = []
    for table in tables:
        steps = _steps(table.rows)
        lacked = _lacked(table.rows, steps)
        if lacked:
            why = _WHY.format(f"the {lacked}")
            first = table.rows[min(steps)].fields
            name = next((first[n].text for n in ("title", "code") if n in first and first[n].text), "")
            told.append(
                table.warning(f"{len(steps)} rows such as {name[:60]!r} may be steps of the records above them")
            )
            rows = (r.flagged(FLAG, why, {"title"}) if n in steps else r for n, r in enumerate(table.rows))
            table = replace(table, rows=tuple(rows))
        found.append(table)
    return found, tuple(told)


def _steps(rows: Sequence[PublishedRow]) -> dict[int, int]:
    """The rows (by place) whose numbers count on beneath a record, each with the place of that record.

    None where any number does not.
    """
    steps: dict[int, int] = {}
    record = -1
    group, last = "", 0
    for n, row in enumerate(rows):
        match = _NUMBER.match(_number(row))
        if match is None:
            record, group, last = n, _number(row).split(" ")[0].rstrip(".:)"), 0
            continue
        begins = last == 0 and (not group[:1].isdigit() or group == match[1])
        if record < 0 or int(match[2]) != last + 1 or not (begins or group == match[1]):
            return {}
        steps[n], group, last = record, match[1], last + 1
    return steps if len(steps) >= STEPS and len(set(steps.values())) >= RECORDS else {}


def _number(row: PublishedRow) -> str:
    """What the row begins with: its code, or its title."""
    code = row.fields["code"].text if "code" in row.fields else ""
    return code or (row.fields["title"].text if "title" in row.fields else "")


def _lacked(rows: Sequence[PublishedRow], steps: dict[int, int]) -> str | None:
    """The first field that all records above steps have, and no step."""
    records = [rows[n] for n in sorted(set(steps.values()))]
    names = (n for n in _OWN if records and all(_fills(r, n) for r in records))
    return next((n for n in names if not any(_fills(rows[k], n) for k in steps)), None)


def _fills(row: PublishedRow, name: str) -> bool:
    cell = row.fields.get(name)
    return cell is not None and bool(cell.text or cell.fill)
