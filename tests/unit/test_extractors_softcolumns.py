"""Columns that no line parts: seen in the texts of the page, or on a neighbouring page that shows them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from extractors.document import read_tables
from extractors.grids.alignment import align, edges_between
from extractors.pdf.pdfium import read_pages
from extractors.printed.runs import Run
from extractors.readings.ruled import read_ruled
from extractors.readings.shared import share_columns
from extractors.readings.softcolumns import soft_edges
from tests.sheets import Rows, Sheet, only_table, texts

XS = (50.0, 200.0, 330.0, 450.0)
END = 550.0
ROWS = (
    ("Action", "Lead officer", "Start date", "End date"),
    ("Mend the harbour wall", "Head of Ports", "Q1 2025/26", "Q4 2025/26"),
    ("Plant oaks", "Head of Parks", "Q2 2025/26", "Q4 2026/27"),
    ("Open a library", "Head of Books", "Q1 2025/26", "Q2 2026/27"),
    ("Mow the green", "Head of Parks", "Q3 2025/26", "Q1 2026/27"),
)


def rules_only(sheet: Sheet, rows: Rows, top: float = 50.0) -> None:
    """Horizontal rules over the whole width, and the texts between them."""
    for r in range(len(rows) + 1):
        sheet.line(XS[0], top + 26 * r, END, top + 26 * r)
    sheet.fill_in(XS, [top + 26 * r for r in range(len(rows))], rows)


def test_aligned_texts_between_rules_are_columns(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "rules.pdf")
    rules_only(sheet, ROWS)
    file = sheet.save()
    grid = read_ruled(read_pages(file)[0])[0]
    assert (len(grid.soft), grid.reading) == (3, "flow")
    assert all(a < x < b for a, x, b in zip(XS[:-1], grid.soft, XS[1:], strict=False) if x != grid.soft[-1])
    assert texts(only_table(file)) == [list(r) for r in ROWS]


def test_text_that_runs_over_an_undrawn_edge_stays_with_its_column(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "over.pdf")
    long = "Mend the harbour wall from the old"
    rows = (ROWS[0], (long, *ROWS[1][1:]), *ROWS[2:])
    rules_only(sheet, rows)
    assert texts(only_table(sheet.save())) == [list(r) for r in rows]


def test_a_column_ends_where_most_of_its_texts_end() -> None:
    def run(place: int, x0: float, x1: float) -> Run:
        y = 12.0 * (place % 10)
        return Run(place, np.array([place]), x0, x1, y, y + 9, y + 7, 9.0)

    left = [run(n, 10, 160 if n == 3 else 60) for n in range(10)]
    columns = align([*left, *(run(n, 100, 150) for n in range(10, 20))])
    assert [(c.x0, c.x1) for c in columns] == [(10, 60), (100, 150)]
    assert edges_between(columns) == [80]


def test_centred_and_right_aligned_columns_are_seen_as_well(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "aligned.pdf")
    for r in range(6):
        sheet.line(50, 50 + 26 * r, 500, 50 + 26 * r)
    rows = (
        ("Measure", "Unit", "Value"),
        ("Berths", "%", "9"),
        ("Trees", "number", "1,204"),
        ("Books", "thousand", "88.5"),
    )
    rows = (*rows, ("Visits", "%", "100"))
    sheet.canvas.setFont("Helvetica", 9)
    for r, (name, unit, value) in enumerate(rows):
        y = 400 - (66 + 26 * r)
        sheet.canvas.drawString(54, y, name)
        sheet.canvas.drawCentredString(280, y, unit)
        sheet.canvas.drawRightString(490, y, value)
    assert texts(only_table(sheet.save())) == [list(r) for r in rows]


def test_wrapped_prose_between_rules_is_one_column(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "prose.pdf")
    sheet.grid((50, 120, 500), (50, 90, 130, 170))
    sheet.fill_in(
        (50, 120),
        (50, 90, 130),
        (
            ("Code", "What was done in the quarter, as the officers have told it"),
            ("A1", "Surveyed the wall from end to end and let\nthe contract for the stones in May"),
            ("A2", "Bought the oaks; the holes are dug and the\nstakes are in the ground since June"),
        ),
    )
    assert read_ruled(read_pages(sheet.save())[0])[0].soft == ()


def two_pages(file: Path) -> Path:
    """The second page leaves the third column empty, so that nothing parts the second from the fourth."""
    sheet = Sheet(file)
    rules_only(sheet, ROWS)
    sheet.next_page()
    rules_only(sheet, [(f"{name} again", lead, "", "") for name, lead, *_ in ROWS[1:]], top=40)
    return sheet.save()


def test_a_page_that_shows_fewer_columns_takes_those_of_its_neighbour(tmp_path: Path) -> None:
    pages = read_pages(two_pages(tmp_path / "shared.pdf"))
    grids = {p.number: read_ruled(p) for p in pages}
    before = [len(grids[n][0].soft) for n in (1, 2)]
    share_columns(pages, grids)
    assert (before, [len(grids[n][0].soft) for n in (1, 2)]) == ([3, 1], [3, 3])
    assert grids[2][0].soft == pytest.approx(grids[1][0].soft, abs=0.5)


def test_a_table_with_shared_columns_joins_over_the_break(tmp_path: Path) -> None:
    found = read_tables(two_pages(tmp_path / "joined.pdf"))[1]
    assert [t.columns for t in found] == [4]
    assert texts(found[0])[-1] == ["Mow the green again", "Head of Parks", "", ""]


def test_a_grid_of_another_width_takes_no_columns(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "other.pdf")
    rules_only(sheet, ROWS)
    sheet.next_page()
    for r in range(5):
        sheet.line(50, 50 + 26 * r, 400, 50 + 26 * r)
    sheet.fill_in((50, 200), [50 + 26 * r for r in range(4)], [("Risk", "Owner"), *(r[:2] for r in ROWS[1:4])])
    pages = read_pages(sheet.save())
    grids = {p.number: read_ruled(p) for p in pages}
    share_columns(pages, grids)
    assert [len(grids[n][0].soft) for n in (1, 2)] == [3, 1]


@pytest.mark.parametrize(
    "posts",
    [
        ("Head of Housing\nand Communities", "Climate Change\nLead", "Strategic Director,\nResources"),
        # the same last word begins at one place in line after line
        ("Ranger Services\nManager", "Climate Services\nLead", "Strategic Services\nDirector"),
    ],
)
def test_the_wide_gaps_of_justified_lines_are_no_columns(tmp_path: Path, posts: Sequence[str]) -> None:
    sheet = Sheet(tmp_path / "justified.pdf")
    ys = (50.0, 70.0, *(104.0 + 34 * n for n in range(6)))
    sheet.grid((50.0, 260.0, 345.0), ys)
    sheet.fill_in((50.0, 260.0), ys[:1], [("Action", "Lead officer")])
    for n, y in enumerate(ys[1:-1]):
        sheet.text(54, y + 12, f"{ROWS[1 + n % 4][0]} in district {n + 1}")
        # the producer stretches the spaces of every line but a paragraph's last, in one text object
        for k, line in enumerate(posts[n % 3].split("\n")):
            slack = 77 - sheet.canvas.stringWidth(line, "Helvetica", 9)
            sheet.canvas.setFont("Helvetica", 9)
            spread = 0 if k else slack / line.count(" ")
            sheet.canvas.drawString(264, 400 - (y + 12 + 11 * k), line, wordSpace=spread)
    table = only_table(sheet.save())
    assert table.columns == 2
    assert {row[1] for row in texts(table)[1:]} == {p.replace("\n", " ") for p in posts}


def test_gaps_that_most_lines_of_their_column_run_over_part_nothing_beside_a_long_text() -> None:
    """Words of justified lines begin below each other here and there; the update beside them goes on line by line."""
    runs: list[Run] = []

    def write(text: str, x0: float, x1: float, y: float) -> None:
        runs.append(Run(len(runs), np.array([len(runs)]), x0, x1, y, y + 9, y + 7, 9.0))
        said.append(text)

    said: list[str] = []
    ys = [0.0, 20.0, *(20.0 + 40 * n for n in range(1, 7))]
    for n, top in enumerate(ys[:-1]):
        write("Ref" if n == 0 else f"A{n}", 10, 25, top)
        if n in (2, 5):
            write("Mend", 60, 82, top)
            write("masonry", 130, 165, top)
        else:
            write("Title" if n == 0 else "Mend the wall of the slip", 60, 85 if n == 0 else 165, top)
        for k in range(1, 3 if n else 1):
            write("and the quay", 60, 110, top + 12 * k)
        for k in range(3 if n else 1):
            write("Works began on the site in May", 200, 300, top + 12 * k)
    edges = soft_edges(runs, [0, 310], ys, lambda r: said[r.place])
    assert [round(x) for x in edges] == [42, 182]


def test_an_edge_of_a_table_under_the_same_headings_that_would_tear_texts_is_not_shared(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "headed.pdf")
    heads = ("Action", "Lead officer", "Update", "Notes")
    rules_only(sheet, (heads, *(("Mend it", f"Head {n}", "It is dry", "None") for n in range(5))))
    long = "It is as dry as a bone, and so are all quays"
    rules_only(sheet, (heads, *(("Mend it", f"Head {n}", long, "") for n in range(5))), top=230.0)
    page = read_pages(sheet.save())[0]
    grids = {1: read_ruled(page)}
    share_columns([page], grids)
    edge = grids[1][0].soft[-1]
    assert not any(abs(x - edge) < 5 for x in grids[1][1].soft)
