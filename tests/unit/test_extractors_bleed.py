"""Text that runs over its cell's edge goes to the cell in which it began, however the producer writes."""

from pathlib import Path

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.sheets import Sheet, only_table, texts

XS = (50.0, 200.0, 330.0, 460.0)
YS = (50.0, 80.0, 110.0, 140.0, 170.0)
ROWS = (
    ("Action", "Lead officer", "Notes"),
    ("Mend the harbour wall", "Head of Ports", "In hand"),
    ("Plant four hundred oaks", "Head of Parks", "Later"),
    ("Open a library in the town", "Head of Books", "Soon"),
)


def with_row(place: int, *row: str) -> tuple[tuple[str, ...], ...]:
    return (*ROWS[:place], row, *ROWS[place + 1 :])


def test_text_that_runs_into_an_empty_neighbour_stays_whole(tmp_path: Path) -> None:
    rows = with_row(2, "Plant four hundred oaks along the river and the lane", "", "Later")
    assert stringWidth(rows[2][0], "Helvetica", 9) > XS[1] - XS[0] + 20
    sheet = Sheet(tmp_path / "empty.pdf")
    sheet.table(XS, YS, rows)
    table = only_table(sheet.save())
    assert texts(table) == [list(r) for r in rows]
    assert [c.repairs for c in table.rows[2].cells] == [("column_bleed",), (), ()]


def test_text_that_runs_over_its_neighbours_letters_stays_whole(tmp_path: Path) -> None:
    rows = with_row(2, "Plant four hundred oaks along the river and", "Head of Parks", "Later")
    assert stringWidth(rows[2][0], "Helvetica", 9) > XS[1] - XS[0] + 10
    sheet = Sheet(tmp_path / "overlap.pdf")
    sheet.table(XS, YS, rows)
    assert texts(only_table(sheet.save())) == [list(r) for r in rows]


def test_text_that_begins_left_of_its_column_goes_where_it_is_aligned(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "right.pdf")
    sheet.grid(XS, YS)
    for r, row in enumerate(ROWS):
        for c, words in enumerate(row[:2]):
            sheet.text(XS[c] + 4, YS[r] + 12, words)
    notes = ["Notes", "In hand", "Waiting for word of the county's pilot", "Soon"]
    assert stringWidth(notes[2], "Helvetica", 9) > XS[3] - XS[2] + 10
    for r, words in enumerate(notes):
        sheet.canvas.drawRightString(XS[3] - 4, 400 - YS[r] - 12, words)
    assert [r[2] for r in texts(only_table(sheet.save()))] == notes


def test_a_line_written_across_the_whole_page_is_parted_at_the_edges(tmp_path: Path) -> None:
    """Some producers write a printed line in one go and move over the gaps inside it."""
    sheet = Sheet(tmp_path / "across.pdf")
    sheet.grid(XS, YS)
    for r, row in enumerate(ROWS):
        line = sheet.canvas.beginText(XS[0] + 4, 400 - YS[r] - 12)
        line.setFont("Helvetica", 9)
        for c, words in enumerate(row):
            if c:
                line.setTextOrigin(XS[c] + 4, 400 - YS[r] - 12)
            line.textOut(words)
        sheet.canvas.drawText(line)
    assert texts(only_table(sheet.save())) == [list(r) for r in ROWS]


def test_cells_full_to_their_edges_are_parted_where_the_next_text_begins(tmp_path: Path) -> None:
    """A text that ends where the next cell's begins runs on into it without a gap."""
    sheet = Sheet(tmp_path / "full.pdf")
    sheet.grid(XS, YS)
    words = "Mend the harbour wall"
    while stringWidth(words, "Helvetica", 9) < XS[1] - XS[0] - 2:
        words += "s"
    rows = with_row(1, words, "Head of Ports", "In hand")
    sheet.fill_in(XS, YS, rows)
    assert texts(only_table(sheet.save())) == [list(r) for r in rows]


def test_a_cell_whose_text_stays_inside_has_no_repair(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "inside.pdf")
    sheet.table(XS, YS, ROWS)
    assert {c.repairs for r in only_table(sheet.save()).rows for c in r.cells} == {()}


def test_words_joined_by_slashes_are_broken_without_a_hyphen_where_the_column_ends(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "slashes.pdf")
    rows = [("Action", "Update"), ("Fund groups", "We paid for new\nprojects/groups/eve\nnts in every town")]
    sheet.table((40, 120, 210), (40, 60, 110), rows)
    assert texts(only_table(sheet.save()))[1] == ["Fund groups", "We paid for new projects/groups/events in every town"]
