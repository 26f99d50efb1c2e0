"""Headings of several columns in one painted cell, and columns that a heading over them does not name."""

from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.table import PublishedRow
from tests.quayside import BOLD, rows_of, sheet_of

XS = (40.0, 80.0, 130.0, 330.0, 450.0, 530.0, 600.0, 720.0)
HEADS = ("", "", "What we will do", "Lead officer", "Q1 RAG", "Q2 RAG", "Update")


def rows(tmp_path: Path, first: list[str], *, parted: bool = False) -> list[PublishedRow]:
    """The records of a table of which the first column holds these texts; one line parts the headings, or none."""
    sheet = sheet_of(tmp_path, size=(760.0, 420.0))
    ys = [60.0 + 24 * n for n in range(len(first) + 2)]
    for x, text in zip(XS, HEADS, strict=False):
        sheet.text(x + 4, ys[0] + 14, text, font=BOLD, size=8)
    body = [
        (text, f"A{n}.{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "G", "A", f"Bay {n} is dry now.")
        for n, text in enumerate(first, 1)
    ]
    for y in ys:
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS if parted else (XS[0], XS[3], XS[-1]):
        sheet.line(x, ys[0], x, ys[1])
    sheet.table(XS, ys[1:], body)
    return rows_of(read_document(sheet.save()))


@pytest.mark.parametrize("parted", [False, True])
def test_each_heading_in_one_wide_cell_stands_over_its_column(tmp_path: Path, *, parted: bool) -> None:
    read = rows(tmp_path, ["P1.1", "", "P1.2", "", "P1.3", ""], parted=parted)
    assert len(read) == 6
    assert {tuple(r.fields[f].text for f in ("lead_officer", "rag_q1", "rag_q2")) for r in read} == {
        ("Head of Ports", "G", "A")
    }
    assert [r.fields["update"].text for r in read] == [f"Bay {n} is dry now." for n in range(1, 7)]


def test_codes_beside_other_texts_in_a_column_of_no_field_leave_flagged_outcomes(tmp_path: Path) -> None:
    texts = ["P1.1", "Mend it", "P1.2", "Paint it", "P1.3", "P1.4 Sell it", "Keep it", "Move it"]
    found = [r.fields.get("outcome_code") for r in rows(tmp_path, texts)]
    assert [(c.text, c.flag) for c in found if c] == [("", "likely_field")] * 8
