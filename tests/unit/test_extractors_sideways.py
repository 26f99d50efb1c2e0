"""Spreadsheets too wide for their page: the columns go on on other pages, with the same rows."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from extractors.document import read_document
from extractors.joining.sideways import put_together
from extractors.pdf.pdfium import read_pages
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
    assert [t.pages for t in tables_of(sheet.save())] == [(1,), (2,)]


EVIDENCE: Rows = (("Evidence",), ("Minutes",), ("A count",), ("Photographs",), ("A log",), ("A bill",))


def printed(file: Path) -> list[tuple[str, ...]]:
    """The texts of the rows of the only table of the plan, what no heading rule knows last."""
    (plan,) = read_document(file).plans
    (table,) = plan.tables
    return [(*(c.text for c in r.fields.values()), *(c.text for _, c in r.other)) for r in table.rows]


def test_a_part_of_one_column_is_kept(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "column.pdf")
    for xs, rows in ((LEFT, NAMES), (RIGHT, DATES), ((40.0, 300.0), EVIDENCE)):
        sheet.table(xs, tops(HEIGHTS), rows)
        sheet.next_page()
    both = [(*a, *b, *c) for a, b, c in zip(NAMES[1:], DATES[1:], EVIDENCE[1:], strict=True)]
    assert [set(r) for r in printed(sheet.save())] == [set(r) for r in both]


@pytest.mark.parametrize("across_first", [False, True])
def test_parts_without_lines_are_put_together_in_either_order(tmp_path: Path, across_first: bool) -> None:
    orders = {True: [(0, 0), (0, 1), (1, 0), (1, 1)], False: [(0, 0), (1, 0), (0, 1), (1, 1)]}
    sheet = Sheet(tmp_path / "plain.pdf")
    for page, part in orders[across_first]:
        heights = (24.0, 14.0, 35.0, 14.0, 46.0, 14.0) if page else HEIGHTS
        sheet.fill_in((LEFT, RIGHT)[part], tops(heights), (NAMES, DATES)[part])
        sheet.next_page()
    _, sheets, _ = put_together(read_pages(sheet.save()))
    pages = [tuple(s.page for s in sheet.strips) for sheet in sheets]
    assert pages == ([(1, 2), (3, 4)] if across_first else [(1, 3), (2, 4)])


def test_rows_of_one_height_need_headings_on_both_parts(tmp_path: Path) -> None:
    even = [50.0 + 20 * n for n in range(7)]
    for headed in (True, False):
        sheet = Sheet(tmp_path / f"even-{headed}.pdf")
        sheet.fill_in(LEFT, even, NAMES)
        sheet.next_page()
        sheet.fill_in(RIGHT, even, DATES if headed else [("Sunny", "Gentle"), *DATES[1:]])
        put, sheets, _ = put_together(read_pages(sheet.save()))
        assert (len(put), len(sheets)) == ((1, 1) if headed else (2, 0))


def test_a_title_that_runs_over_the_edge_is_read_once(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "title.pdf")
    title = "Harbour plan 2025/26: what the council will do for its quays, its greens and its libraries this year"
    for x, xs, rows in ((400.0, LEFT, NAMES), (-160.0, RIGHT, DATES)):
        sheet.text(x, 30, title)
        sheet.table(xs, [y + 20 for y in tops((20.0,) * 6)], rows)
        sheet.next_page()
    (page,), (_,), _ = put_together(read_pages(sheet.save()))
    assert page.glyphs.string(np.arange(len(page.glyphs))).count("Harbour") == 1


def test_parts_that_do_not_fit_are_named(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "odd.pdf")
    sheet.table(LEFT, tops(HEIGHTS), NAMES)
    sheet.next_page()
    sheet.text(40, 60, "A page that stands between the parts.")
    sheet.next_page()
    sheet.table(RIGHT, tops(HEIGHTS), DATES)
    assert "pages 1 and 3" in " ".join(read_document(sheet.save()).warnings)


def test_pages_of_prose_on_one_grid_of_lines_are_no_sheet(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "prose.pdf")
    for page, words in enumerate(("the quay is old and", "boards meet to talk of")):
        for n, y in enumerate(tops((11.0, 11.0, 20.0, 11.0, 30.0, 11.0, 11.0, 22.0))):
            sheet.text(40, y, f"{n} {words} it is repaired in the {page + n}th year by those who care for it")
        sheet.next_page()
    put, sheets, warnings = put_together(read_pages(sheet.save()))
    assert (len(put), sheets, warnings) == (2, [], [])


def test_pages_of_one_table_on_the_lines_of_the_page_before_are_no_sheet(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plain.pdf")
    for n, y in enumerate(tops((11.0,) * 20)):
        for x in (40, 200, 360):
            sheet.text(x, y, f"Outcome {n} of what matters")
    for page, skipped in enumerate(((3, 4, 9), (5, 11, 12), (2, 6, 7))):
        sheet.next_page()
        for x, heading in zip((60, 250, 400), ("Action", "Lead officer", "Update"), strict=True):
            sheet.text(x, 50, heading, font="Helvetica-Bold")
        for n, y in enumerate(tops((11.0,) * 14)[2:]):
            if n not in skipped:
                for x, text in zip(
                    (60, 250, 400), (f"Mend bay {page}{n}", "Head of Ports", "Bids are in"), strict=True
                ):
                    sheet.text(x, y, text)
    put, sheets, _ = put_together(read_pages(sheet.save()))
    assert (len(put), sheets) == (4, [])


def pages_of_sheets(file: Path) -> list[tuple[int, ...]]:
    _, sheets, _ = put_together(read_pages(file))
    return [tuple(s.page for s in sheet.strips) for sheet in sheets]


def test_columns_as_wide_as_the_page_are_parts_of_their_own(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "columns.pdf")
    notes: Rows = (("Notes",), ("Signed",), ("Open",), ("Late",), ("Paid",), ("Sent",))
    for xs, rows in ((LEFT, NAMES), ((40.0, 560.0), EVIDENCE), ((40.0, 560.0), notes)):
        sheet.table(xs, tops(HEIGHTS), rows)
        sheet.next_page()
    assert pages_of_sheets(sheet.save()) == [(1, 2, 3)]


def test_a_title_page_and_a_last_part_that_is_a_page_short_belong_to_the_sheet(tmp_path: Path) -> None:
    other = (30.0, 24.0, 41.0, 33.0, 52.0, 26.0)
    sheet = Sheet(tmp_path / "short.pdf")
    for part, (xs, rows) in enumerate(((LEFT, NAMES), (RIGHT, DATES), ((40.0, 300.0), EVIDENCE))):
        sheet.text(40 - 600 * part, 30, "Quayside Council: what we will do, who does it and by when, on all pages here")
        sheet.next_page()
        for heights in (HEIGHTS, other)[: 2 if part < 2 else 1]:
            sheet.table(xs, tops(heights), rows)
            sheet.next_page()
    assert pages_of_sheets(sheet.save()) == [(1, 4, 7), (2, 5, 8), (3, 6)]
