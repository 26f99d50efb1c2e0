"""Small raised figures, marks of notes and powers, are never glued to what they stand behind as plain ones."""

from datetime import date
from pathlib import Path

import pytest

from extractors.document import read_document
from normalise.number import read_figure
from normalise.periods.period import read_period
from normalise.registers import load_registers
from tests.quayside import EDGES, HEADINGS, row, rows_of, sheet_of, titles
from tests.sheets import Sheet


def raised(tmp_path: Path, mark: str, *, size: float = 6, rise: float = 3) -> Sheet:
    """A plan whose second title has a mark right behind its last figure."""
    sheet = sheet_of(tmp_path)
    sheet.table(EDGES, [60 + 20 * k for k in range(7)], [HEADINGS, *(row(n) for n in range(5))])
    end = EDGES[0] + 4 + sheet.canvas.stringWidth(row(1)[0], "Helvetica", 9)
    sheet.text(end, 60 + 20 * 2 + 12 - rise, mark, size=size)
    return sheet


@pytest.mark.parametrize(("mark", "printed"), [("2", "²"), ("12", "¹²"), ("1,3", "¹,³")])
def test_a_raised_figure_is_the_character_for_one(tmp_path: Path, mark: str, printed: str) -> None:
    document = read_document(raised(tmp_path, mark).save())
    assert titles(document)[1] == row(1)[0] + printed
    assert [p.ink.unplaced for p in document.plans] == [0]
    assert not any(c.flag for r in rows_of(document) for c in r.cells)


@pytest.mark.parametrize(("size", "rise"), [(9.0, 0.0), (9.0, 3.0), (6.0, 0.0)])
def test_figures_as_large_or_as_low_as_their_line_stay(tmp_path: Path, size: float, rise: float) -> None:
    assert titles(read_document(raised(tmp_path, "2", size=size, rise=rise).save()))[1].isascii()


def test_a_mark_changes_no_date_and_no_value() -> None:
    registers = load_registers()
    assert read_period("June 2026²", "end", "2025/26", registers.periods).last == date(2026, 6, 30)
    assert read_figure("45.5¹", registers.numbers).number == 45.5
    assert read_figure("3 km²", registers.numbers).number == 3


def test_a_mark_raised_by_half_a_size_stays_on_its_line(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    rows = [(f"{row(n)[0]}\nand mend the steps", *row(n)[1:]) for n in range(5)]
    sheet.table(EDGES, [60 + 32 * k for k in range(7)], [HEADINGS, *rows])
    end = EDGES[0] + 4 + sheet.canvas.stringWidth("and mend the steps", "Helvetica", 9)
    sheet.text(end, 60 + 32 * 2 + 12 + 11 - 4.3, "2", size=5.8)
    assert titles(read_document(sheet.save()))[1] == f"{row(1)[0]} and mend the steps²"
