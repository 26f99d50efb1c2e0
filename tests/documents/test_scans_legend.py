"""A legend of coloured squares, each with a letter in it, in a scan with colours and in one without."""

from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.table import LegendEntry
from tests.scanner import Binder, Scan
from tests.sheets import Sheet

XS = (40.0, 90.0, 300.0, 430.0, 500.0)
HEADINGS = ("Ref", "Action", "Lead officer", "Q1 status")
LEGEND = (("R", "Off track", "#e06666"), ("A", "At risk", "#f6b26b"), ("G", "On track", "#93c47d"))
STATUSES = ("G", "A", "B")


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sheet = Sheet(tmp_path_factory.mktemp("legend") / "text.pdf", (540, 240))
    sheet.text(40, 60, "Key:")
    for n, (letter, words, colour) in enumerate(LEGEND):
        left = 66 + 90 * n
        sheet.fill(left, 50, left + 14, 64, colour)
        sheet.text(left + 4, 60, letter)
        sheet.text(left + 19, 60, words)
    rows = [(f"A{n}", f"Mend wall number {n}", "Head of Ports", s) for n, s in enumerate(STATUSES, start=1)]
    sheet.table(XS, [90.0 + 22 * n for n in range(5)], [HEADINGS, *rows])
    return sheet.save()


def _read(text: Path, scan: Scan) -> tuple[list[LegendEntry], tuple[str, ...]]:
    document = read_document(Binder().scan(text, 1, scan).save(text.with_name(f"{scan.colours}.pdf")))
    return [entry for plan in document.plans for entry in plan.legend], document.warnings


def test_squares_with_letters_are_found_where_the_line_of_words_runs_over_them(text: Path) -> None:
    legend, warnings = _read(text, Scan(dpi=150))
    assert {entry.label.removeprefix("Key: ") for entry in legend} == {
        f"{letter} {words}" for letter, words, _ in LEGEND
    }
    for entry in legend:
        printed = next(colour for _, words, colour in LEGEND if words in entry.label)
        assert all(abs(int(printed[i : i + 2], 16) - int(str(entry.fill)[i : i + 2], 16)) < 12 for i in (1, 3, 5))
    assert any("lacks B, which a status has" in warning for warning in warnings)


def test_without_colours_the_words_are_left_and_flagged(text: Path) -> None:
    legend, _ = _read(text, Scan(dpi=150, colours="grey"))
    assert {words for _, words, _ in LEGEND} <= {" ".join(entry.label.split()[-2:]) for entry in legend}
    assert {(entry.fill, entry.flag) for entry in legend} == {(None, "grey_scan")}
