"""Texts that begin with a status under one heading: `Green – the contract was signed`."""

from pathlib import Path

import pytest

from extractors.document import read_document
from tests.quayside import rows_of
from tests.trackers import draw, sheet_of

SAID = (
    "Green – the wall stands.",
    "Amber – the crane is late.",
    "Red - no bids came.",
    "Green",
    "Amber – see above it.",
)


@pytest.mark.parametrize(
    ("heading", "own", "statuses"),
    [
        ("RAG and commentary", "May 2026", [s.split()[0] for s in SAID]),
        ("Latest update", "May 2026", [s.split()[0] for s in SAID]),
        ("Latest update", "On track", ["On track"] * 5),
    ],
)
def test_a_status_that_begins_each_text_is_a_field_of_its_own(
    tmp_path: Path, heading: str, own: str, statuses: list[str]
) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("No.", "Action", "Lead officer", "By when" if own == "May 2026" else "Status", heading)
    draw(sheet, [heads, *((f"A{n}", f"Mend wall {n}", "Head of Ports", own, said) for n, said in enumerate(SAID))])
    document = read_document(sheet.save())
    found = rows_of(document)
    assert [r.fields["status"].text for r in found] == statuses
    whole = [s.partition(" ")[2].lstrip("–- ") for s in SAID] if own == "May 2026" else list(SAID)
    assert [r.fields["update"].text for r in found] == whole
    assert [p.ink.unplaced for p in document.plans] == [0]


def test_texts_of_which_some_begin_with_no_status_are_left_whole(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    said = (*SAID[:3], "The wall – such as it is – stands.")
    heads = ("No.", "Action", "Lead officer", "By when", "Latest update")
    draw(sheet, [heads, *((f"A{n}", f"Mend wall {n}", "Head of Ports", "May 2026", s) for n, s in enumerate(said))])
    found = rows_of(read_document(sheet.save()))
    assert [r.fields["update"].text for r in found] == list(said)
