"""What a reading of a document is worth, cell by cell, against the record of what is printed in it."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from extractors.table import PublishedDocument, PublishedRow, TableCell
from tests.generator.score import as_printed, as_read, fold, pair_rows
from tests.generator.truth import TrueCell, TrueRow, Truth

# Where the hand-checked truth files keep the fields of a row.
_FIELDS = {
    "deliverables": {
        "title": "title", "outcome_codes": "outcomes", "start": "start", "delivery": "delivery",
        "lead_officer": "lead_officer", "strategic_link": "strategic_link", "update": "update",
    },
    "actions": {
        "code": "code", "outcome_code": "priority", "title": "action", "lead_officer": "lead_officer",
        "committees": "committees", "delivery": "due", "update": "update",
    },
    "kpis": {
        "code": "ref", "title": "indicator", "tier": "tier", "target": "target",
        **{f"value_q{n}": f"q{n}_actual" for n in range(1, 5)}, "direction": "direction_symbol",
    },
}  # fmt: skip
_LISTS = ("outcome_codes", "committees")
_SEPARATORS = re.compile(r"[/,;\s]+")


@dataclass(frozen=True)
class JudgedCell:
    """One cell that was read: its field, what is printed there, and the cell; None where the field was not found.

    `printed` is None for a cell of a row that nobody printed.
    """

    kind: str
    field: str
    printed: str | None
    read: str
    cell: TableCell | None

    @property
    def right(self) -> bool:
        """Whether what was read is what is printed."""
        if self.printed is None:
            return False
        if self.field in _LISTS:
            return _parts(self.printed) == _parts(self.read)
        return self.printed == self.read


def judge(truths: Sequence[Truth], document: PublishedDocument, *, links: bool = True) -> Iterator[JudgedCell]:
    """Every cell of the plans' rows and outcomes, judged; `links` where hyperlinks are compared too.

    A row that was not found gives nothing, since it has no cell that claims anything; the cells of a row that nobody
    printed are all wrong. Where one table is printed and was taken for another kind, its cells are judged all the same.
    """
    rows: defaultdict[str, list[PublishedRow]] = defaultdict(list)
    for plan in document.plans:
        for table in plan.tables:
            rows[table.kind] += table.rows
    for truth in truths:
        kinds = [truth.kind] if len(truths) > 1 else _FIELDS
        mine = [row for kind in kinds for row in rows.pop(kind, [])]
        pairs = pair_rows(truth.rows, mine)
        for i, j in sorted(pairs.items()):
            yield from _row(truth, truth.rows[i], mine[j], links)
        yield from _invented(truth.kind, [row for j, row in enumerate(mine) if j not in pairs.values()])
        stated = {fold(o.code): o.cell for plan in document.plans for o in plan.outcomes}
        for code, text in truth.outcomes:
            if (cell := stated.get(fold(code))) is not None:
                yield _judged("outcomes", TrueCell("outcome", text), cell, links)
    for kind in _FIELDS:
        yield from _invented(kind, rows.get(kind, []))


def _row(truth: Truth, want: TrueRow, got: PublishedRow, links: bool) -> Iterator[JudgedCell]:
    for name, cell in want.fields.items():
        yield _judged(truth.kind, cell, got.fields.get(name), links)
    for heading, cell in want.other:
        read = next((c for h, c in got.other if fold(h) == fold(heading)), None)
        if read is not None:
            yield _judged(truth.kind, cell, read, links)


def _judged(kind: str, want: TrueCell, got: TableCell | None, links: bool) -> JudgedCell:
    told = got
    if not links:
        want = replace(want, link=None)
        told = got and replace(got, links=())
    return JudgedCell(kind, want.field, as_printed(want), as_read(want, told), got)


def _invented(kind: str, rows: Sequence[PublishedRow]) -> Iterator[JudgedCell]:
    for row in rows:
        for name, cell in row.fields.items():
            if cell.text:
                yield JudgedCell(kind, name, None, fold(cell.text), cell)


def _parts(text: str) -> list[str]:
    return [part for part in _SEPARATORS.split(text) if part]


def truths_of(file: Path) -> list[Truth]:
    """The truth of one document, a kind of table each, from a hand-checked file."""
    data = cast("dict[str, Any]", json.loads(file.read_text("utf-8")))
    stated = cast("list[dict[str, str]]", [*data.get("outcomes", []), *data.get("priorities", [])])
    outcomes = tuple((o["code"], o["text"]) for o in stated)
    found: list[Truth] = []
    for kind, fields in _FIELDS.items():
        if rows := data.get(kind):
            found.append(Truth(kind, tuple(_true_row(row, fields) for row in rows), outcomes))
            outcomes = ()
    return found


def _true_row(row: dict[str, Any], fields: dict[str, str]) -> TrueRow:
    cells = {
        name: TrueCell(name, ", ".join(row[key]) if isinstance(row[key], list) else row[key] or "")
        for name, key in fields.items()
        if key in row
    }
    # A quarter's letter; words are what is printed where the file has them, and a colour alone is no text.
    for n in range(1, 5):
        if f"q{n}" in row and "code" in cells and "title" in cells:
            text = row.get(f"q{n}_text", row[f"q{n}"])
            cells[f"rag_q{n}"] = TrueCell(f"rag_q{n}", "" if text in (None, "scheduled") else text)
    return TrueRow(cells)
