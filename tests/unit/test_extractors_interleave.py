"""Lines that run out of their row above or below go back to it; what may be parted in two ways is flagged."""

from collections.abc import Sequence
from pathlib import Path

from extractors.pdf.pdfium import read_pages
from extractors.readings.sight import see
from tests.sheets import Sheet, only_table, texts

XS = (50.0, 120.0, 350.0, 500.0)
TOP, HEIGHT, LEADING = 50.0, 44.0, 10.5


def plan(file: Path, cells: Sequence[tuple[str, float]], *, by_line: bool = False) -> Path:
    """A table of fixed rows: codes in the first column, texts (with the baseline of their first line) in the second,
    a post in the third. `by_line` writes the second column in one go from top to bottom."""
    sheet = Sheet(file)
    count = len(cells)
    sheet.grid(XS, [TOP + HEIGHT * r for r in range(count + 1)])
    written: list[tuple[float, str]] = []
    for r, (words, y) in enumerate(cells):
        sheet.text(XS[0] + 4, TOP + HEIGHT * r + 24, f"A{r + 1}")
        lines = [(y + LEADING * n, line) for n, line in enumerate(words.split("\n"))]
        written += lines
        if not by_line:
            for at, line in lines:
                sheet.text(XS[1] + 4, at, line)
        sheet.text(XS[2] + 4, TOP + HEIGHT * r + 24, "Head of Ports")
    for at, line in sorted(written) if by_line else ():
        sheet.text(XS[1] + 4, at, line)
    return sheet.save()


def row(n: int, line: float = 0) -> float:
    """The baseline of a row's line, the first at the top of the row."""
    return TOP + HEIGHT * n + 12 + LEADING * line


CALM = ("Mend the wall of the harbour\nand the steps beside it", "Open a library in the town\nand one in the village")
FIVE = "\n".join(
    (
        "Plant four hundred oaks",
        "along the river, the lane",
        "and the railway, and care",
        "for them until they stand",
        "on their own roots.",
    )
)


def test_lines_below_the_row_go_back_to_it(tmp_path: Path) -> None:
    cells = [(CALM[0], row(0)), (FIVE, row(1)), ("Mow the green.", row(2, 2)), (CALM[1], row(3))]
    table = only_table(plan(tmp_path / "below.pdf", cells))
    assert [r[1] for r in texts(table)] == [" ".join(w.split()) for w, _ in cells]
    assert "interleaved_rows" in table.rows[1].cells[1].repairs
    assert table.rows[1].cells[1].flag is None
    assert table.rows[0].cells[1].repairs == ()


def test_lines_above_the_row_go_back_to_it(tmp_path: Path) -> None:
    cells = [(CALM[0], row(0)), ("Mow the green.", row(1)), (FIVE, row(2, -1)), (CALM[1], row(3))]
    assert [r[1] for r in texts(only_table(plan(tmp_path / "above.pdf", cells)))] == [
        " ".join(w.split()) for w, _ in cells
    ]


def test_the_order_of_writing_parts_lines_that_keep_one_leading(tmp_path: Path) -> None:
    """The overrunning lines meet the next cell's at exactly their own leading; only the stream tells them apart."""
    meet = row(1) + 5 * LEADING
    cells = [(CALM[0], row(0)), (FIVE, row(1)), ("Mow the green\nin May and in June", meet)]
    cells += [(CALM[n % 2], row(n)) for n in (3, 4, 5)]
    table = only_table(plan(tmp_path / "stream.pdf", cells))
    assert [r[1] for r in texts(table)] == [" ".join(w.split()) for w, _ in cells]


def test_where_nothing_parts_the_lines_the_cells_are_flagged(tmp_path: Path) -> None:
    """Written top to bottom at one leading, the lines of two rows may be parted in two ways."""
    meet = row(1) + 5 * LEADING
    cells = [(CALM[0], row(0)), (FIVE, row(1)), ("Mow the green\nin May and in June", meet), (CALM[1], row(3))]
    table = only_table(plan(tmp_path / "ambiguous.pdf", cells, by_line=True))
    wanted = [" ".join(w.split()) for w, _ in cells]
    for r in (1, 2):
        cell = table.rows[r].cells[1]
        assert cell.text == wanted[r] or cell.flag == "interleaved_rows", cell.text
    assert any(table.rows[r].cells[1].flag == "interleaved_rows" for r in (1, 2))


def test_rows_that_hold_their_text_are_left_alone(tmp_path: Path) -> None:
    cells = [(CALM[0], row(0)), (CALM[1], row(1)), (CALM[0], row(2)), (CALM[1], row(3))]
    grid = see(read_pages(plan(tmp_path / "calm.pdf", cells))[0]).grids[0]
    assert {(c.repairs, c.flag) for c in grid.cells} == {((), None)}
