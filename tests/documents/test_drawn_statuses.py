"""Statuses and times that are drawn, not written: colours, dots, ticks, bars over months."""

from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.lib.colors import HexColor

from extractors.document import read_document
from tests.quayside import EDGES, HEADINGS, STATUSES, row, rows_of, sheet_of
from tests.sheets import tables_of


def test_records_that_only_a_rating_tells_apart_are_flagged(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    sheet.grid(EDGES, (60, 80, 160))
    for y in (100, 120, 140):
        sheet.line(EDGES[3], y, EDGES[4], y)
    sheet.fill_in(EDGES, (60.0, 80.0), [HEADINGS, ("Mend the sea wall", "Head of Ports", "01/06/2026")])
    for n in range(4):
        sheet.text(EDGES[3] + 4, 92 + 20 * n, STATUSES[n % 3][0])
    found = rows_of(read_document(sheet.save()))
    assert found
    assert {c.flag for r in found for c in r.fields.values()} == {"several_rows"}


@pytest.mark.parametrize("mark", ["", "x"])
@pytest.mark.parametrize(
    "quarters", [[f"Q{q} 2025/26" for q in (1, 2, 3, 4)], ["Apr 25", "May 25", "Jun 25", "Jul 25"]]
)
def test_a_timeline_says_when_work_starts_and_ends_and_rates_nothing(
    tmp_path: Path, mark: str, quarters: list[str]
) -> None:
    sheet = sheet_of(tmp_path)
    edges = (40.0, 240.0, 340.0, 400.0, 460.0, 520.0, 580.0, 640.0)
    spans = [(0, 1), (1, 3), (2, 2), (3, 3), (1, 2), (0, 3)]
    for n, (first, last) in enumerate(spans):
        sheet.fill(edges[2 + first], 80 + 20 * n, edges[3 + last], 100 + 20 * n, "#2f75b5")
    rows = [
        (*row(n)[:2], *(mark if first <= q <= last else "" for q in range(4)), row(n)[3])
        for n, (first, last) in enumerate(spans)
    ]
    sheet.table(edges, [60 + 20 * n for n in range(8)], [("Action", "Lead officer", *quarters, "Status"), *rows])
    document = read_document(sheet.save())
    found = rows_of(document)
    assert [(r.fields["start"].text, r.fields["delivery"].text) for r in found] == [
        (quarters[first], quarters[last]) for first, last in spans
    ]
    assert not any(name.startswith("rag_") for r in found for name in r.fields)
    assert document.plans[0].ink.unplaced == 0


def test_a_bar_over_several_months_is_marked_in_all_of_them(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    edges = (40.0, 240.0, 340.0, 400.0, 460.0, 520.0, 580.0, 640.0)
    spans = [(0, 1), (1, 3), (2, 3), (1, 2), (0, 3)]
    months = ("Apr 25", "May 25", "Jun 25", "Jul 25")
    ys = [60.0 + 20 * n for n in range(7)]
    for n, (first, last) in enumerate(spans):
        sheet.fill(edges[2 + first], ys[n + 1], edges[3 + last], ys[n + 2], "#2f75b5")
    for y in ys:
        sheet.line(edges[0], y, edges[-1], y)
    for i, x in enumerate(edges):
        for n, (top, bottom) in enumerate(pairwise(ys)):
            if not n or not spans[n - 1][0] < i - 2 <= spans[n - 1][1]:
                sheet.line(x, top, x, bottom)
    sheet.fill_in(edges, ys, [("Action", "Lead officer", *months, "Status")])
    sheet.fill_in(edges, ys[1:], [(*row(n)[:2], "", "", "", "", row(n)[3]) for n in range(5)])
    found = rows_of(read_document(sheet.save()))
    assert [(r.fields["start"].text, r.fields["delivery"].text) for r in found] == [
        (months[first], months[last]) for first, last in spans
    ]


def test_colours_that_change_from_quarter_to_quarter_are_ratings(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    edges = (40.0, 240.0, 340.0, 400.0, 460.0, 520.0, 580.0)
    for n in range(6):
        for q in range(n % 3, 3):
            sheet.fill(edges[2 + q], 80 + 20 * n, edges[3 + q], 100 + 20 * n, STATUSES[(n + q) % 3][1])
    heads = ("Action", "Lead officer", "Q1", "Q2", "Q3", "Q4")
    sheet.table(edges, [60 + 20 * n for n in range(8)], [heads, *((*row(n)[:2], "", "", "", "") for n in range(6))])
    assert [r.fields["rag_q3"].fill for r in rows_of(read_document(sheet.save()))] == [
        STATUSES[(n + 2) % 3][1] for n in range(6)
    ]


def test_short_texts_on_colours_under_progress_are_statuses(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    words = ("Wobbly", "Bogged down", "Rolling")
    rows = [(*row(n)[:3], words[n % 3]) for n in range(4)]
    for n in range(4):
        sheet.fill(EDGES[3], 80 + 20 * n, EDGES[4], 100 + 20 * n, ("#ffb81c", "#c8102e", "#a7a8aa")[n % 3])
    sheet.table(EDGES, [60 + 20 * n for n in range(6)], [(*HEADINGS[:3], "Progress"), *rows])
    assert [r.fields["status"].text for r in rows_of(read_document(sheet.save()))] == [r[3] for r in rows]


def test_short_texts_under_progress_without_colours_are_told(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    rows = [(*row(n)[:3], ("Wobbly", "Bogged down", "Rolling")[n % 3]) for n in range(5)]
    sheet.table(EDGES, [60 + 20 * n for n in range(7)], [(*HEADINGS[:3], "Progress"), *rows])
    found = rows_of(read_document(sheet.save()))
    assert {r.fields["status"].flag for r in found} == {"likely_field"}


@pytest.mark.parametrize("shape", ["bar", "line", "dot", "sign"])
def test_colours_beside_the_rows_are_their_statuses(tmp_path: Path, shape: str) -> None:
    sheet = sheet_of(tmp_path)
    ys = [80.0 + 22 * n for n in range(7)]
    text_at = EDGES[0] + (20 if shape == "sign" else 0)  # a sign stands in the cell of the title, before it
    sheet.fill_in((text_at, *EDGES[1:]), [60, *ys], [HEADINGS[:3], *(row(n)[:3] for n in range(6))])
    for y in ys:
        sheet.line(EDGES[0], y, EDGES[3], y)
    for n, top in enumerate(ys[:-1]):
        _, colour = STATUSES[n % 2]
        if shape == "bar":
            sheet.fill(EDGES[0] - 8, top, EDGES[0] - 2, top + 22, colour)
        elif shape == "line":
            sheet.canvas.setStrokeColor(HexColor(colour))
            sheet.line(EDGES[0] + 1, top, EDGES[0] + 1, top + 22, width=4)
            sheet.canvas.setStrokeColor(HexColor("#000000"))
        else:
            sheet.canvas.setFillColor(HexColor(colour))
            sheet.canvas.circle(
                EDGES[0] + (10 if shape == "sign" else -16), sheet.size[1] - top - 11, 5, stroke=0, fill=1
            )
            sheet.canvas.setFillColor(HexColor("#000000"))
    sheet.text(EDGES[0], 240, "Green: on track. Amber: some delay.")
    statuses = [r.fields["status"] for r in rows_of(read_document(sheet.save()))]
    assert [c.fill for c in statuses] == [STATUSES[n % 2][1] for n in range(6)]
    assert not any(c.flag for c in statuses)


@pytest.mark.parametrize("twice", [False, True])
def test_a_tick_under_one_of_several_statuses_is_the_row_s(tmp_path: Path, *, twice: bool) -> None:
    sheet = sheet_of(tmp_path)
    edges = (40.0, 240.0, 340.0, 410.0, 480.0, 550.0, 620.0)
    steps = ("Not started", "On track", "Delayed", "Done")
    rows = [[*row(n)[:2], *("x" if k == n % 4 else "" for k in range(4))] for n in range(10)]
    rows[9][5] = "x" if twice else ""
    sheet.table(edges, [60 + 20 * n for n in range(12)], [("Action", "Lead officer", *steps), *rows])
    document = read_document(sheet.save())
    found = [r.fields["status"] for r in rows_of(document)]
    assert [c.text for c in found] == [steps[n % 4] for n in range(10)]
    assert [c.flag for c in found] == [*(None for _ in range(9)), "out_of_place" if twice else None]
    assert document.plans[0].ink.unplaced == 0


def test_a_square_behind_a_dot_parts_no_rows(tmp_path: Path) -> None:
    """Some writers clip a square to its circle: beside it nothing says that it is no cell."""
    sheet = sheet_of(tmp_path)
    for n in range(6):
        top = 80.0 + 20 * n
        if n % 2:
            sheet.fill(EDGES[0], top, EDGES[4], top + 20, "#f3f2f1")
        sheet.fill(EDGES[3] + 2, top + 6, EDGES[3] + 10, top + 14, STATUSES[(n + 1) % 3][1])
        sheet.fill_in(EDGES, (top + 1,), [row(n)[:3]])
        sheet.text(EDGES[3] + 14, top + 13, row(n)[3])
    for y in (80, 200):
        sheet.line(EDGES[0], y, EDGES[4], y)
    sheet.fill_in(EDGES, (62.0,), [HEADINGS])
    table = tables_of(sheet.save())[0]
    assert [len(r.cells) for r in table.rows if not r.header] == [4] * 6


def test_colours_beside_some_of_the_rows_are_told(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    sheet.table(EDGES[:4], [60 + 22 * n for n in range(8)], [HEADINGS[:3], *(row(n)[:3] for n in range(6))])
    for n in (0, 1, 3, 4):
        sheet.fill(EDGES[0] - 8, 82 + 22 * n, EDGES[0] - 2, 104 + 22 * n, STATUSES[n % 2][1])
    document = read_document(sheet.save())
    assert {r.fields["status"].flag for r in rows_of(document)} == {"likely_field"}
    assert any("colours beside 4 of its 6 records" in w for w in document.warnings)


@pytest.mark.parametrize("lit", [1, 2])
def test_of_lamps_side_by_side_the_one_that_is_lit_rates_its_row(tmp_path: Path, lit: int) -> None:
    sheet = sheet_of(tmp_path)
    heads = (*HEADINGS, "Done so far")
    edges = (40.0, 240.0, 380.0, 480.0, 560.0, 660.0)
    sheet.fill_in(edges, [60, *(80.0 + 24 * n for n in range(6))], [heads, *((*row(n)[:3], "", "") for n in range(6))])
    for n in range(7):
        sheet.line(edges[0], 78 + 24 * n, edges[-1], 78 + 24 * n)
    for n in range(6):
        top = 84.0 + 24 * n
        for k in range(3):
            colour = STATUSES[k][1] if k == n % 3 or (lit > 1 and k < 2 and n == 2) else "#dedede"
            sheet.canvas.setFillColor(HexColor(colour))
            sheet.canvas.circle(490 + 12 * k, sheet.size[1] - top - 5, 5, stroke=0, fill=1)
        sheet.fill(566, top, 626, top + 6, "#e0e0e0")
        sheet.fill(566, top, 576 + 6 * n, top + 6, "#1565c0")
        sheet.canvas.setFillColor(HexColor("#000000"))
        sheet.text(566, top + 15, f"{10 * n}%")
    document = read_document(sheet.save())
    found = [r.fields["status"] for r in rows_of(document)]
    assert [c.fill for c in found[:2]] == [STATUSES[0][1], STATUSES[1][1]]
    assert [c.flag for c in found] == ["several_colours" if lit > 1 and n == 2 else None for n in range(6)]
    assert document.plans[0].ink.unplaced == 0


def test_squares_under_a_heading_without_lines_are_a_column(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    edges = (40.0, 240.0, 380.0, 410.0, 440.0)
    heads = ("Action", "Lead officer", "Q1", "Q2", "Update")
    sheet.fill_in((*edges, 600.0), [60, *(80.0 + 24 * n for n in range(6))],
                  [heads, *((*row(n)[:2], "", "", "The work has begun.") for n in range(6))])  # fmt: skip
    sheet.line(40, 78, 600, 78)
    for n in range(6):
        for q in range(2):
            sheet.fill(edges[2 + q] + 4, 86 + 24 * n, edges[2 + q] + 14, 96 + 24 * n, STATUSES[(n + q) % 3][1])
    found = rows_of(read_document(sheet.save()))
    assert [r.fields["rag_q2"].fill for r in found] == [STATUSES[(n + 1) % 3][1] for n in range(6)]


def test_a_drawing_beside_a_row_parts_no_cells(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    for n in range(5):
        top = 82.0 + 60 * n
        sheet.line(40, top - 2, 660, top - 2)
        sheet.canvas.setFillColor(HexColor("#e8eef4"))
        sheet.canvas.roundRect(50, sheet.size[1] - top - 46, 44, 42, 6, stroke=0, fill=1)
        sheet.fill(60, top + 26, 84, top + 40, "#8899aa")
        sheet.canvas.setFillColor(HexColor("#000000"))
        sheet.fill_in((110, 330, 480, 580), [top], [("\n".join(row(n)[0].rsplit(" ", 1)), *row(n)[1:])])
    sheet.line(40, 380, 660, 380)
    sheet.fill_in((110, 330, 480, 580), [60], [HEADINGS])
    found = rows_of(read_document(sheet.save()))
    assert [r.fields["title"].text for r in found] == [row(n)[0] for n in range(5)]
    assert not any(c.flag for r in found for c in r.fields.values())
