"""Spreadsheets too wide for their page: the columns go on on other pages, with the same rows."""

from collections.abc import Sequence
from pathlib import Path

from extractors.document import read_document
from extractors.table import PublishedRow
from tests.sheets import Rows, Sheet, tables_of

LEFT = (40.0, 120.0, 400.0)
RIGHT = (40.0, 200.0, 330.0)
HEIGHTS = (22.0, 30.0, 52.0, 41.0, 63.0, 35.0)
NAMES: Rows = (
    ("Ref", "Action"),
    ("P1", "Mend the harbour wall"),
    ("P2", "Plant four hundred oaks"),
    ("P3", "Open a library"),
    ("P4", "Mow the green"),
    ("P5", "Light the quay"),
)
DATES: Rows = (
    ("Lead officer", "Due date"),
    ("Head of Ports", "March 2026"),
    ("Head of Parks", "June 2026"),
    ("Head of Books", "May 2027"),
    ("Head of Parks", "July 2026"),
    ("Head of Ports", "August 2026"),
)


def tops(heights: Sequence[float]) -> list[float]:
    found = [50.0]
    for height in heights:
        found.append(found[-1] + height)
    return found


def lifted(file: Path, heights: Sequence[float]) -> list[PublishedRow]:
    """The rows of a sheet whose second part, on the second page, has rows of these heights."""
    sheet = Sheet(file)
    sheet.table(LEFT, tops(HEIGHTS), NAMES)
    sheet.next_page()
    sheet.table(RIGHT, tops(heights), DATES)
    sheet.save()
    return [row for plan in read_document(file).plans for table in plan.tables for row in table.rows]


def test_columns_on_another_page_belong_to_the_rows_that_are_as_high(tmp_path: Path) -> None:
    rows = lifted(tmp_path / "wide.pdf", HEIGHTS)
    names = ("code", "title", "lead_officer", "delivery")
    printed = [tuple(row.fields[n].text if n in row.fields else "" for n in names[1:]) for row in rows]
    assert printed == [(name[1], *date) for name, date in zip(NAMES[1:], DATES[1:], strict=True)]
    assert all(row.fields["delivery"].pieces[0].page == 2 for row in rows)


def test_rows_of_other_heights_are_another_table(tmp_path: Path) -> None:
    assert lifted(tmp_path / "other.pdf", (22.0, 35.0, 41.0, 52.0, 63.0, 30.0)) == []


def test_a_form_filled_in_on_every_page_is_a_table_each_time(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "forms.pdf")
    for posts in (("Head of Ports", "Head of Parks"), ("Head of Books", "Head of Roads")):
        labels = ("Project", "Aim", "Lead", "Deputy", "Budget", "Risks")
        answers = ("Quay", "Safety", *posts, "Low", "None")
        sheet.text(40, 30, f"The project of the {posts[0]} is described here, and signed below.")
        sheet.table(LEFT, tops(HEIGHTS), list(zip(labels, answers, strict=True)))
        sheet.text(40, 340, f"Signed by the {posts[0]} on behalf of the council.")
        sheet.next_page()
    assert {t.columns for t in tables_of(sheet.save())} == {2}
