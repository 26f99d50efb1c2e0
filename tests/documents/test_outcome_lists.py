"""Outcomes listed beside a plan's table."""

from pathlib import Path

from extractors.document import read_document
from tests.quayside import BOLD, EDGES, HEADINGS, row, sheet_of

AIMS = ("Children are ready for school", "People live in warm homes,\nand in safe ones", "Our coast is cared for")


def test_codes_before_a_tab_that_were_read_as_a_table_are_outcomes(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    y = 60.0
    for n, aim in enumerate(AIMS, 1):
        sheet.text(40, y, f"WO{n}", size=10, font=BOLD)
        sheet.lines(110, y, aim, size=10, leading=12)
        y += 20 if "\n" not in aim else 32
    rows = [(*row(n), f"WO{n % 3 + 1}" if n else "WO1, WO3") for n in range(6)]
    sheet.table((*EDGES, 620.0), [150 + 20 * n for n in range(8)], [(*HEADINGS, "Objective"), *rows])
    plan = read_document(sheet.save()).plans[0]
    assert [(s.code, s.cell.text) for s in plan.outcomes] == [
        (f"WO{n}", aim.replace("\n", " ")) for n, aim in enumerate(AIMS, 1)
    ]
