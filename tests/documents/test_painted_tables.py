"""Tables of designed plans: painted headings and painted ratings, and not a line."""

from itertools import pairwise
from pathlib import Path

import pytest

from extractors.document import read_document
from tests.quayside import STATUSES, rows_of, sheet_of
from tests.sheets import Sheet

GROUND, COLOURS = "#005a70", ("#5cb85c", "#f0ad4e", "#d9534f")
WORDS = ("Green", "Amber", "Red")


def head(sheet: Sheet, xs: tuple[float, ...], top: float, bottom: float, texts: tuple[str, ...]) -> None:
    """A row of painted headings."""
    for a, b in pairwise(xs):
        sheet.fill(a, top, b, bottom, GROUND)
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.fill_in(xs, (top,), [texts])
    sheet.canvas.setFillColorRGB(0, 0, 0)


@pytest.mark.parametrize(
    ("colours", "bare"), [(COLOURS, None), (COLOURS, 3), (("#5cb85c", "#00b0f0", "#5cb85c"), None)]
)
def test_colours_of_several_columns_part_the_rows_of_all(
    tmp_path: Path, colours: tuple[str, ...], bare: int | None
) -> None:
    sheet = sheet_of(tmp_path)
    xs = (40.0, 80.0, 280.0, 380.0, 410.0, 440.0, 470.0, 650.0)
    for a, b in ((0, 1), (1, 2), (2, 3), (6, 7)):
        sheet.fill(xs[a], 60, xs[b], 94, GROUND)
    head(sheet, (xs[3], xs[6]), 60, 77, ("RAG rating",))
    head(sheet, xs[3:7], 77, 94, ("Q1", "Q2", "Q3"))
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.fill_in(xs, (60.0,), [("Ref", "Action", "Lead officer", "", "", "", "Progress")])
    sheet.canvas.setFillColorRGB(0, 0, 0)
    for n in range(8):
        top = 94.0 + 20 * n
        for k in (3, 4, 5) if n != bare else (4, 5):
            sheet.fill(xs[k], top, xs[k + 1], top + 20, colours[(n + k) % 3])
        sheet.fill_in(
            xs, (top,), [(f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "", "", "", f"Step {n} is done")]
        )
    found = rows_of(read_document(sheet.save()))
    assert [r.fields["code"].text for r in found] == [f"A{n}" for n in range(8)]
    assert [r.fields["rag_q1"].fill for r in found] == [colours[n % 3] if n != bare else None for n in range(8)]
    assert bare is not None or not any(c.flag for r in found for c in r.cells)


def test_colours_of_several_columns_part_two_rows_of_which_one_text_leaves_no_white(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    xs = (40.0, 80.0, 280.0, 310.0, 340.0, 370.0, 600.0)
    for page, count in enumerate((6, 2)):
        head(sheet, xs, 60, 77, ("Ref", "Action and lead", "Q1", "Q2", "Q3", "Update"))
        for n in range(6 * page, 6 * page + count):
            top = 77.0 + 34 * (n % 6)
            for k in (2, 3, 4):
                sheet.fill(xs[k], top, xs[k + 1], top + 34, COLOURS[(n + k) % 3])
                sheet.text(xs[k] + 10, top + 20, WORDS[(n + k) % 3][0])
            sheet.text(44, top + 20, f"A{n + 1}")
            sheet.lines(84, top + 9, f"Mend the sea wall at bay {n}\nbeside the old harbour\nLead: Head of Ports")
            sheet.text(374, top + 20, f"Step {n} is done")
        if not page:
            sheet.next_page()
    found = rows_of(read_document(sheet.save()))
    assert [r.fields["code"].text for r in found] == [f"A{n + 1}" for n in range(8)]
    assert {r.fields["lead_officer"].text for r in found} == {"Head of Ports"}


def test_a_ground_that_its_word_fills_is_a_cell_where_others_of_its_column_leave_room(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    xs = (40.0, 80.0, 300.0, 420.0, 452.0, 600.0)
    head(sheet, xs, 60, 77, ("Ref", "Action", "Lead officer", "RAG", "Update"))
    for n in range(8):
        top, k = 77.0 + 17 * n, (0, 1, 0, 2, 0, 2, 0, 1)[n]
        sheet.fill(xs[3], top, xs[4], top + 17, COLOURS[k])
        sheet.fill_in(
            xs, (top,), [(f"A{n + 1}", f"Mend the sea wall at bay {n}", "Head of Ports", WORDS[k], "Under way")]
        )
    found = rows_of(read_document(sheet.save()))
    assert [r.fields["code"].text for r in found] == [f"A{n + 1}" for n in range(8)]
    assert [r.fields["status"].text for r in found] == [WORDS[k] for k in (0, 1, 0, 2, 0, 2, 0, 1)]


def test_a_painted_heading_over_several_columns_stands_over_all_of_them(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    xs = (40.0, 80.0, 260.0, 330.0, 400.0, 450.0, 520.0, 590.0, 640.0)
    for a, b in ((0, 1), (1, 2)):
        sheet.fill(xs[a], 60, xs[b], 94, GROUND)
    head(sheet, (xs[2], xs[5], xs[8]), 60, 77, ("Quarter 1", "Quarter 2"))
    head(sheet, xs[2:], 77, 94, ("Target", "Actual", "RAG") * 2)
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.fill_in(xs, (60.0,), [("Ref", "Indicator")])
    sheet.canvas.setFillColorRGB(0, 0, 0)
    for n in range(6):
        top = 94.0 + 20 * n
        for k in (4, 7):
            sheet.fill(xs[k], top, xs[k + 1], top + 20, COLOURS[(n + k) % 3])
        row = (f"K{n}", f"Boats mended in dock {n}", "90", f"{50 + n}", WORDS[(n + 4) % 3], "90", f"{70 + n}")
        sheet.fill_in(xs, (top,), [(*row, WORDS[(n + 7) % 3])])
    found = rows_of(read_document(sheet.save()))
    assert [(r.fields["value_q1"].text, r.fields["value_q2"].text) for r in found] == [
        (f"{50 + n}", f"{70 + n}") for n in range(6)
    ]


def test_a_lead_printed_once_beside_each_priority_is_that_of_its_rows(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    xs = (40.0, 150.0, 380.0, 500.0, 590.0, 680.0)
    head(sheet, xs, 60, 77, ("Priority", "Action", "Lead officer", "Timescale", "Status"))
    groups, leads = ("Healthy people", "Strong places", "Open council"), ("Head of Ports", "Director of Place", "Clerk")
    for n in range(9):
        own = (groups[n // 3], leads[n // 3]) if n % 3 == 0 else ("", "")
        row = (own[0], f"Mend the sea wall at bay {n}", own[1], "June 2026", ("On track", "Delayed", "Complete")[n % 3])
        sheet.fill_in(xs, (77.0 + 20 * n,), [row])
    found = rows_of(read_document(sheet.save()))
    assert [r.fields["lead_officer"].text for r in found] == [leads[n // 3] for n in range(9)]
    assert [r.theme.text if r.theme else "" for r in found] == [groups[n // 3] for n in range(9)]


def test_words_beside_painted_cells_with_the_names_of_colours_say_what_these_stand_for(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    for n, (name, means) in enumerate((("Blue", "On hold"), ("Green", "Complete"), ("Amber", "At risk"))):
        sheet.fill(40, 40 + 17 * n, 140, 57 + 17 * n, ("#4a90d9", *COLOURS)[n])
        sheet.fill_in((40.0, 140.0), (40.0 + 17 * n,), [(name, means)])
    xs = (40.0, 80.0, 300.0, 420.0, 500.0, 560.0)
    head(sheet, xs, 110, 127, ("Ref", "Action", "Lead officer", "Due", "RAG"))
    for n in range(6):
        top, k = 127.0 + 17 * n, n % 3
        sheet.fill(xs[4], top, xs[5], top + 17, ("#4a90d9", *COLOURS)[k])
        row = (f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "June 2026", ("Blue", "Green", "Amber")[k])
        sheet.fill_in(xs, (top,), [row])
    (plan,) = read_document(sheet.save()).plans
    assert [e.label for e in plan.legend] == ["Blue: On hold", "Green: Complete", "Amber: At risk"]
    assert len(plan.tables[0].rows) == 6


def test_titles_and_leads_that_a_text_below_them_runs_under_are_flagged(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    xs = (40.0, 80.0, 300.0, 420.0, 520.0, 600.0)
    head(sheet, xs, 60, 77, ("Ref", "Deliverable", "Lead officer", "Due", "Status"))
    for n in range(6):
        top = 77.0 + 40 * n
        row = (f"D{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "June 2026", STATUSES[n % 3][0])
        sheet.fill_in(xs, (top,), [row])
        sheet.text(
            84, top + 32, f"Progress: the team at bay {n} has begun and now waits for an answer of its partners."
        )
    found = rows_of(read_document(sheet.save()))
    assert {r.fields["title"].flag for r in found} == {"merged_cells"}
