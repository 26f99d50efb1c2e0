"""Rows of comments beneath records whose ratings are painted."""

from pathlib import Path

from extractors.document import read_document
from tests.quayside import row, rows_of, sheet_of

XS = (40.0, 80.0, 300.0, 440.0, 480.0, 520.0, 560.0)
RATED = {"G": "#8ce99a", "A": "#ffe066", "R": "#ff8787"}


def test_rows_of_comments_between_painted_ratings_are_what_is_said_of_the_record_above(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(620.0, 420.0))
    sheet.table(XS, (60, 80), [("Ref", "Objective", "Owner", "Q1", "Q2", "Q3")])
    said = ("The gap has been narrowed.", "Live.", "Trenches are dug as far as the pumping station.", "Done.", "Open.")
    for n, text in enumerate(said):
        top = 80.0 + 44 * n
        rated = ("G", "A", "R") if n % 2 else ("A", "G", "G")
        for left, right, letter in zip(XS[3:], XS[4:], rated, strict=False):
            sheet.fill(left, top, right, top + 22, RATED[letter])
        sheet.table(XS, (top, top + 22), [(f"F{n}", *row(n)[:2], *rated)])
        sheet.fill(XS[0], top + 22, XS[-1], top + 44, "#f1f3f5")
        sheet.table((XS[0], XS[-1]), (top + 22, top + 44), [(f"Comment: {text}",)])
    document = read_document(sheet.save())
    found = rows_of(document)
    assert [(r.fields["title"].text, r.fields["update"].text) for r in found] == [
        (row(n)[0], text) for n, text in enumerate(said)
    ]
    assert document.plans[0].ink.unplaced == 0
    assert not any(c.flag for r in found for c in r.fields.values())
