"""Titles of cards that look like a label and its value: `Libraries: Move the reading room`."""

from pathlib import Path

from extractors.document import read_document
from tests.quayside import BOLD, row, rows_of, sheet_of

NAMES = ("Libraries", "Sea walls", "Customer programme", "Sea walls", "Fleet", "Quays")


def test_a_title_with_a_colon_in_other_letters_than_the_labels_is_no_label(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    whole: list[str] = []
    for n, name in enumerate(NAMES):
        x, y = 40.0 + 330 * (n % 2), 50.0 + 110 * (n // 2)
        _, officer, due, status = row(n)
        lines = (f"{name}: Mend the wall at bay {n}", *(("and the steps that lead down to it",) if n < 3 else ()))
        whole.append(" ".join(lines))
        for k, text in enumerate(lines):
            sheet.text(x, y + 12 * k, text, font=BOLD)
        facts = (f"Lead officer: {officer}", f"Due date: {due}", f"Status: {status}", f"Update: Bay {n} is dry.")
        for k, text in enumerate(facts, len(lines)):
            sheet.text(x, y + 13 * k, text)
    found = rows_of(read_document(sheet.save()))
    assert sorted(r.fields["title"].text for r in found) == sorted(whole)
    assert sorted(r.fields["lead_officer"].text for r in found) == sorted(row(n)[1] for n in range(len(NAMES)))
