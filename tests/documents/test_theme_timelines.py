"""Timelines of designed plans: years over their quarters, bars in a colour of each theme."""

from pathlib import Path

from extractors.document import read_document
from extractors.table import PublishedRow
from tests.quayside import row, rows_of, sheet_of

EDGES = (40.0, 240.0, 340.0, *(340.0 + 40 * n for n in range(1, 9)))
TEAL, BROWN = "#00796b", "#5d4037"
# the first and the last quarter of each row's bar
BARS = ((0, 5), (1, 2), (2, 4), (4, 6), (0, 6), (3, 5), (1, 3))


def years_over_quarters(tmp_path: Path, colours: list[str], bars: tuple[tuple[int, int], ...]) -> list[PublishedRow]:
    """The records of a table whose years stand over four quarters each, a bar in the colour of every row."""
    sheet = sheet_of(tmp_path)
    for n, ((first, last), colour) in enumerate(zip(bars, colours, strict=True)):
        sheet.fill(EDGES[2 + first], 100 + 20 * n, EDGES[3 + last], 120 + 20 * n, colour)
    for y in (60.0, *(100.0 + 20 * n for n in range(len(bars) + 1))):
        sheet.line(EDGES[0], y, EDGES[-1], y)
    sheet.line(EDGES[2], 80, EDGES[-1], 80)
    for n, x in enumerate(EDGES):
        sheet.line(x, 60 if n in (0, 1, 2, 6, 10) else 80, x, 100 + 20 * len(bars))
    sheet.fill_in(EDGES, (70.0,), [("Milestone", "Delivery lead")])
    sheet.fill_in((EDGES[2], EDGES[6]), (62.0,), [("2025/26", "2026/27")])
    sheet.fill_in(EDGES[2:], (82.0,), [[f"Q{n % 4 + 1}" for n in range(8)]])
    sheet.fill_in(EDGES, [101 + 20 * n for n in range(len(bars))], [row(n)[:2] for n in range(len(bars))])
    return rows_of(read_document(sheet.save()))


def test_years_over_quarters_are_headings_and_bars_in_colours_of_themes_no_ratings(tmp_path: Path) -> None:
    found = years_over_quarters(tmp_path, [TEAL] * 4 + [BROWN] * 3, BARS)
    quarters = [f"{year} Q{q}" for year in ("2025/26", "2026/27") for q in (1, 2, 3, 4)]
    assert [(r.fields["title"].text, r.fields["start"].text, r.fields["delivery"].text) for r in found] == [
        (row(n)[0], quarters[first], quarters[last]) for n, (first, last) in enumerate(BARS)
    ]


def test_ratings_in_rows_sorted_by_them_are_no_bars_of_themes(tmp_path: Path) -> None:
    bars = tuple((first, 2) for first in (0, 1, 2, 0, 1, 2, 0))
    found = years_over_quarters(tmp_path, ["#00a650"] * 4 + ["#e03c31"] * 3, bars)
    assert [r.fields["title"].text for r in found] == [row(n)[0] for n in range(7)]
    assert not any("start" in r.fields for r in found)


def test_ticks_beside_a_measure_of_success_show_when_the_work_takes_place(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    edges = (*(40.0, 240.0, 340.0), *(340.0 + 40 * n for n in range(1, 5)), 660.0)
    heads = ("Action", "Lead officer", "Q1", "Q2", "Q3", "Q4", "Success measure")
    spans = ((1, 2), (0, 3), (3, 3), (2, 3), (0, 0))
    rows = [
        (*row(n)[:2], *("x" if a <= q <= z else "" for q in range(4)), f"No flood at bay {n}")
        for n, (a, z) in enumerate(spans)
    ]
    sheet.table(edges, [60 + 20 * k for k in range(len(rows) + 2)], [heads, *rows])
    found = rows_of(read_document(sheet.save()))
    assert [(r.fields["start"].text, r.fields["delivery"].text) for r in found] == [
        (f"Q{a + 1}", f"Q{z + 1}") for a, z in spans
    ]
