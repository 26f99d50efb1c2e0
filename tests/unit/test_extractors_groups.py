"""Tables with horizontal rules only: rows in groups that one label names, and quarters still to come."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.sheets import Sheet, only_table, tables_of, texts

XS = (40.0, 130.0, 290.0, 400.0, 440.0, 480.0)
END = 590.0
HEADINGS = ("Ambition", "Action", "Owner", "Q1", "Q2", "Comments")
ACTIONS = (
    ("Plant oaks on the common", "Head of Parks", "G", "Planted in May."),
    ("Mow the village greens", "Head of Parks", "A", "Mower on order."),
    ("Open a second library", "Head of Books", "G", "Doors opened."),
    ("Mend the harbour wall", "Head of Ports", "R", "Tender failed."),
    ("Light the quay", "Head of Ports", "G", "Lamps are up."),
)
GROUPS = (("A greener town", 2), ("A livelier town", 3))


def grouped(sheet: Sheet, top: float, *, ruled_above: bool, headings: Sequence[str] = HEADINGS) -> None:
    """The table from `top` on, its label column ruled only between groups."""
    if ruled_above:
        sheet.line(XS[0], top, END, top)
    sheet.fill_in(XS, [top], [headings])
    y = top + 20
    sheet.line(XS[0], y, END, y)
    rows = iter(ACTIONS)
    for label, count in GROUPS:
        sheet.fill_in(XS, [y], [(label,)])
        for n in range(count):
            title, owner, first, comment = next(rows)
            sheet.fill_in(XS, [y], [("", title, owner, first, "", comment)])
            y += 24
            sheet.line(XS[0] if n == count - 1 else XS[1], y, END, y)


def assert_whole(file: Path) -> None:
    table = only_table(file)
    assert texts(table)[0] == list(HEADINGS)
    assert [[c for c in row if c][-4:] for row in texts(table)[1:]] == [list(a) for a in ACTIONS]
    labels = [row.cells[0] for row in table.rows[1:] if row.cells[0].column == 0]
    assert [(c.text, c.row_span) for c in labels] == list(GROUPS)


def test_shorter_rules_part_the_rows_of_a_group(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "groups.pdf")
    grouped(sheet, 50, ruled_above=True)
    assert_whole(sheet.save())


def test_a_heading_without_anything_under_it_has_its_own_column(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "unruled.pdf")
    grouped(sheet, 50, ruled_above=False)
    assert_whole(sheet.save())


def test_rules_beside_running_text_stay_apart(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "prose.pdf")
    sheet.line(40, 40, END, 40)
    for n in range(4):
        sheet.text(
            40, 60 + 12 * n, "The council will review how its services meet the needs of residents, and report on it."
        )
    for n in range(4):
        sheet.line(300, 130 + 24 * n, END, 130 + 24 * n)
        if n < 3:
            sheet.fill_in((300, 460), [130 + 24 * n], [(("Homes", "Roads", "Parks")[n], ("120", "85", "40")[n])])
    sheet.line(40, 380, END, 380)
    found = [texts(t) for t in tables_of(sheet.save())]
    assert found == [[["Homes", "120"], ["Roads", "85"], ["Parks", "40"]]]


@pytest.mark.parametrize(("below", "rows"), [("1.4", 4), ("1.9", 3)])
def test_the_next_code_below_the_last_rule_of_two_columns_begins_a_row(tmp_path: Path, below: str, rows: int) -> None:
    sheet = Sheet(tmp_path / "codes.pdf")
    codes = [("1.1", "Greener towns"), ("1.2", "Busier harbours"), ("1.3", "Safer roads")]
    for n in range(4):
        sheet.line(40, 50 + 20 * n, END, 50 + 20 * n)
    sheet.fill(40, 30, END, 50, "#cfd8e6")
    sheet.fill_in((40, 130), [32, 50, 70, 90, 110], [("Ref", "Outcome"), *codes, (below, "Cleaner beaches")])
    found = texts(only_table(sheet.save()))
    assert [row[0] for row in found[1:]] == ["1.1", "1.2", "1.3", "1.4"][:rows]
