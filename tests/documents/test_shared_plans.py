"""The shared plans as published: every row and every cell equals the truth, nothing is left over, little is flagged.

The truth is for tests alone; no code of the product reads it.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractors.document import read_document
from extractors.table import PublishedDocument, PublishedRow, TableCell

PLANS = Path(__file__).resolve().parents[3] / "shared" / "plans"
FILES = sorted(f.name for f in PLANS.glob("*.pdf") if ".scan." not in f.name)
# A flag is for a person's time: at most this part of the cells may ask for it.
FLAGGED = 0.01
# The published field for each name in the truth.
FIELDS = {
    "deliverables": {
        "title": "title",
        "outcomes": "outcome_codes",
        "start": "start",
        "delivery": "delivery",
        "lead_officer": "lead_officer",
        "strategic_link": "strategic_link",
        "update": "update",
    },
    "actions": {
        "code": "code",
        "priority": "outcome_code",
        "action": "title",
        "lead_officer": "lead_officer",
        "committees": "committees",
        "due": "delivery",
        "update": "update",
    },
    "kpis": {"ref": "code", "indicator": "title", "target": "target", "q1_actual": "value_q1", "q2_actual": "value_q2"},
}
QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "•": " ", "\u00ad": None} | dict.fromkeys("–—‐‑−", "-"))


def folded(text: str | None) -> str:
    """A text without what two printings of it may differ in: quotes, dashes, white space, space beside - and /."""
    plain = " ".join(unicodedata.normalize("NFKC", text or "").translate(QUOTES).split())
    return re.sub(r" ?([-/]) ?", r"\1", plain)


def codes(text: str) -> list[str]:
    return [c for c in re.split(r"[,;/\s]+", text) if c]


def same(wanted: Any, cell: TableCell) -> bool:
    if isinstance(wanted, list):
        return codes(cell.text) == [str(c) for c in wanted]
    return folded(wanted) == folded(cell.text)


def status(wanted: dict[str, Any], quarter: str) -> str:
    """What a status cell prints: its words where the truth gives them, else the letter; nothing for a later quarter."""
    if f"{quarter}_text" in wanted:
        return wanted[f"{quarter}_text"] or ""
    letter = wanted[quarter]
    return "" if letter in (None, "scheduled") else letter


def differences(kind: str, wanted: dict[str, Any], row: PublishedRow) -> Iterator[str]:
    for name, field in FIELDS[kind].items():
        # the truth of a plan without such a column holds null
        cell = row.fields.get(field, TableCell(-1, ""))
        if name in wanted and not same(wanted[name], cell):
            yield f"{field}: {cell.text!r} for {wanted[name]!r}"
    for quarter in ("q1", "q2", "q3", "q4"):
        if kind == "actions" and (quarter in wanted or f"{quarter}_text" in wanted):
            cell, text = row.fields[f"rag_{quarter}"], status(wanted, quarter)
            if folded(text) != folded(cell.text) and not (cell.fill and not cell.text):
                yield f"rag_{quarter}: {cell.text!r} for {text!r}"


def truth_of(file: str) -> dict[str, Any]:
    truth = json.loads((PLANS / "truth" / f"{file.split('.')[0]}.json").read_text(encoding="utf-8"))
    rows = truth.pop("rows", [])
    if rows:
        truth["actions" if "action" in rows[0] else "deliverables"] = rows
    return truth


def rows_of(document: PublishedDocument, kind: str) -> list[PublishedRow]:
    return [r for p in document.plans for t in p.tables if t.kind == kind for r in t.rows]


@pytest.fixture(scope="module", params=FILES or [None])
def plan(request: pytest.FixtureRequest) -> tuple[dict[str, Any], PublishedDocument]:
    """The truth of one shared plan, and what is read off its PDF."""
    if request.param is None:
        pytest.skip("needs the shared plans, which stand beside the repository and are not part of it")
    return truth_of(request.param), read_document(PLANS / request.param)


def test_every_published_row_is_right(plan: tuple[dict[str, Any], PublishedDocument]) -> None:
    truth, document = plan
    compared = 0
    for kind in FIELDS:
        wanted, found = truth.get(kind) or [], rows_of(document, kind)
        assert len(found) == len(wanted)
        for want, row in zip(wanted, found, strict=True):
            assert list(differences(kind, want, row)) == []
            compared += 1
    assert compared > 0


def test_every_outcome_is_right(plan: tuple[dict[str, Any], PublishedDocument]) -> None:
    truth, document = plan
    stated: dict[str, str] = {}
    for key in ("outcomes", "priorities"):
        given = truth.get(key) or {}
        pairs = given.items() if isinstance(given, dict) else ((o["code"], o["text"]) for o in given)
        stated |= {code: folded(text) for code, text in pairs}
    found = {o.code: folded(o.cell.text) for p in document.plans for o in p.outcomes}
    assert found == stated


def test_every_glyph_is_placed(plan: tuple[dict[str, Any], PublishedDocument]) -> None:
    assert [p.ink.unplaced for p in plan[1].plans] == [0] * len(plan[1].plans)


def test_hardly_any_cell_is_flagged(plan: tuple[dict[str, Any], PublishedDocument]) -> None:
    cells = [c for p in plan[1].plans for t in p.tables for r in t.rows for c in r.fields.values()]
    flagged = [(c.flag, c.flag_detail, c.text[:60]) for c in cells if c.flag]
    assert len(flagged) <= FLAGGED * len(cells), flagged
