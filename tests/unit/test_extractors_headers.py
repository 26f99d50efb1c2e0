"""Which rows are headings and which are bands, by words, by looks and by spans."""

from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.document import read_document
from tests.sheets import Sheet, only_table, tables_of, texts

XS = (50.0, 220.0, 320.0, 420.0, 550.0)
PLAN = ("Deliverable", "Start date", "Delivery date", "Lead officer")
BODY = (
    ("Mend the harbour wall", "Q1 2025/26", "Q3 2025/26", "Head of Ports"),
    ("Plant four hundred oaks", "Q2 2025/26", "Q4 2025/26", "Head of Parks"),
)


def ys(rows: int, top: float = 50.0, height: float = 26.0) -> list[float]:
    return [top + height * r for r in range(rows + 1)]


def drawn(file: Path, *rows: tuple[str, ...]) -> Path:
    sheet = Sheet(file)
    sheet.table(XS, ys(len(rows)), rows)
    return sheet.save()


def test_known_words_make_a_heading_row(tmp_path: Path) -> None:
    table = only_table(drawn(tmp_path / "words.pdf", PLAN, *BODY))
    assert [r.header for r in table.rows] == [True, False, False]


def test_a_table_without_headings_has_none(tmp_path: Path) -> None:
    assert only_table(drawn(tmp_path / "none.pdf", *BODY, *BODY)).header_rows == 0


def test_values_are_no_headings_however_they_look(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "values.pdf")
    sheet.grid(XS, ys(3))
    for x, words in zip(XS, ("1.1", "Q1 2025/26", "31/03/2026", "A12"), strict=False):
        sheet.text(x + 4, 62, words, font="Helvetica-Bold")
    sheet.fill_in(XS, ys(3)[1:], BODY)
    assert only_table(sheet.save()).header_rows == 0


def test_labels_with_their_values_are_no_headings(tmp_path: Path) -> None:
    rows = [
        ("Lead: Director of Place", "Due: March 2026", "Status: On track"),
        ("Lead: Head of Ports", "Due: May", "Status: Late"),
    ]
    table = only_table(drawn(tmp_path / "a.pdf", *rows, *rows))
    assert [r.header for r in table.rows] == [False] * 4


def test_bold_words_that_nobody_knows_are_headings_over_plain_ones(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "bold.pdf")
    sheet.grid(XS, ys(3))
    for x, words in zip(XS, ("Vessel", "Berth", "Draught", "Harbour pilot"), strict=False):
        sheet.text(x + 4, 62, words, font="Helvetica-Bold")
    sheet.fill_in(XS, ys(3)[1:], (("Kittiwake", "four", "shallow", "Ann"), ("Fulmar", "nine", "deep", "Ben")))
    assert only_table(sheet.save()).header_rows == 1


def test_quarters_over_figures_are_headings_and_no_dates(tmp_path: Path) -> None:
    def read(*values: tuple[str, ...]) -> int:
        sheet = Sheet(tmp_path / "quarters.pdf")
        sheet.grid(XS, ys(4))
        for x, words in zip(XS, ("What we measure", "Baseline", "Q1 2025/26", "Q2 2025/26"), strict=False):
            sheet.text(x + 4, 62, words, font="Helvetica-Bold")
        sheet.fill_in(XS, ys(4)[1:], values)
        return only_table(sheet.save()).header_rows

    assert read(("Bins", "4%", "5%", "6%"), ("Roads", "40", "51", "62"), ("Boats", "1", "2", "3")) == 1
    dates = ("Bins", "4%", "Q3 2025/26", "Q4 2026/27")
    assert read(dates, dates, dates) == 0


def spanning(sheet: Sheet) -> None:
    """Two heading rows: the first column's heading stands in both, the last two columns share one above."""
    for y in ys(4):
        sheet.line(XS[1] if y == ys(4)[1] else XS[0], y, XS[-1], y)
    for x in XS:
        sheet.line(x, ys(4)[1] if x == XS[3] else ys(4)[0], x, ys(4)[-1])
    sheet.fill_in(XS, ys(4), (("Action", "Lead officer", "Status 2025/26", ""), ("", "", "Q1", "Q2")))
    sheet.fill_in(
        XS, ys(4)[2:], (("Mend the wall", "Head of Ports", "G", "A"), ("Plant oaks", "Head of Parks", "R", "G"))
    )


def group_above(sheet: Sheet) -> None:
    """A row of group headings, each over two columns, with the columns' own below."""
    for y in ys(4):
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS:
        sheet.line(x, ys(4)[1] if x in (XS[1], XS[3]) else ys(4)[0], x, ys(4)[-1])
    sheet.fill_in(XS, ys(4), (("What and who", "", "Status 2025/26", ""), ("Action", "Lead officer", "Q1", "Q2")))
    sheet.fill_in(
        XS, ys(4)[2:], (("Mend the wall", "Head of Ports", "G", "A"), ("Plant oaks", "Head of Parks", "R", "G"))
    )


@pytest.mark.parametrize("draw", [spanning, group_above])
def test_headings_may_take_two_rows(tmp_path: Path, draw: Callable[[Sheet], None]) -> None:
    sheet = Sheet(tmp_path / "two.pdf")
    draw(sheet)
    table = only_table(sheet.save())
    assert [r.header for r in table.rows] == [True, True, False, False]
    assert texts(table)[2:] == [["Mend the wall", "Head of Ports", "G", "A"], ["Plant oaks", "Head of Parks", "R", "G"]]
    assert table.kind == "actions"


def test_a_band_above_the_headings_is_the_theme_of_the_rows(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "above.pdf")
    edges = ys(4)
    for y in edges:
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS:
        sheet.line(x, edges[0] if x in (XS[0], XS[-1]) else edges[1], x, edges[-1])
    sheet.fill_in(XS, edges, (("Theme 1: Homes and places", "", "", ""), PLAN, *BODY))
    rows = read_document(sheet.save()).plans[0].tables[0].rows
    assert [r.theme.text if r.theme else None for r in rows] == ["Theme 1: Homes and places"] * 2
    assert [r.fields["title"].text for r in rows] == [BODY[0][0], BODY[1][0]]


def test_a_single_text_over_a_row_of_headings_is_a_band_though_its_row_is_ruled(tmp_path: Path) -> None:
    table = only_table(drawn(tmp_path / "ruled.pdf", ("Homes and places", "", "", ""), PLAN, *BODY))
    assert [(r.header, r.band) for r in table.rows] == [(False, True), (True, False), (False, False), (False, False)]


def test_words_below_a_spanning_heading_are_headings_though_nobody_knows_them(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "covered.pdf")
    edges = ys(4)
    for y in edges:
        sheet.line(XS[2] if y == edges[1] else XS[0], y, XS[-1], y)
    for x in XS:
        sheet.line(x, edges[1] if x == XS[3] else edges[0], x, edges[-1])
    sheet.fill_in(
        XS, edges, (("Action", "Lead officer", "Status 2025/26", ""), ("", "", "at first sight", "looked into"))
    )
    sheet.fill_in(
        XS, edges[2:], (("Mend the wall", "Head of Ports", "G", "A"), ("Plant oaks", "Head of Parks", "R", "G"))
    )
    assert only_table(sheet.save()).header_rows == 2


def test_a_band_between_rows_is_a_band(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "between.pdf")
    edges = ys(4)
    for y in edges:
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS:
        for r in range(4):
            if r != 2 or x in (XS[0], XS[-1]):
                sheet.line(x, edges[r], x, edges[r + 1])
    sheet.fill_in(XS, edges, (PLAN, BODY[0], ("Theme 2: Green spaces", "", "", ""), BODY[1]))
    table = only_table(sheet.save())
    assert [(r.header, r.band) for r in table.rows] == [(True, False), (False, False), (False, True), (False, False)]


def test_a_row_with_one_filled_cell_among_spans_is_no_band(tmp_path: Path) -> None:
    table = only_table(drawn(tmp_path / "sparse.pdf", PLAN, BODY[0], ("Survey the quay again", "", "", ""), BODY[1]))
    assert [r.band for r in table.rows] == [False] * 4


def test_other_headings_further_down_begin_a_table_of_their_own(tmp_path: Path) -> None:
    measures = ("Measure", "Target", "Q1 actual", "Direction of travel")
    file = drawn(tmp_path / "stacked.pdf", PLAN, *BODY, measures, ("Berths in use", "90", "88", "up"))
    found = tables_of(file)
    assert [texts(t)[0] for t in found] == [list(PLAN), list(measures)]
    assert [t.kind for t in found] == ["deliverables", "kpis"]


@pytest.mark.parametrize(("painted", "bands"), [("#d9e2ec", [1, 4]), (None, [])])
def test_a_short_bold_word_in_a_row_painted_like_no_other_is_a_band(
    tmp_path: Path, painted: str | None, bands: list[int]
) -> None:
    sheet = Sheet(tmp_path / "band.pdf")
    for n in (1, 4):
        sheet.fill(XS[0], ys(7)[n], XS[-1], ys(7)[n + 1], painted or "#ffffff")
        sheet.text(54, ys(7)[n] + 12, ("Housing", "Roads")[n > 1], font="Helvetica-Bold")
    body = [(f"Mend wall {n}", "Q1 2025/26", "Q3 2025/26", "Head of Ports") for n in range(4)]
    sheet.table(XS, ys(7), [PLAN, ("",), *body[:2], ("",), *body[2:]])
    assert [n for n, r in enumerate(only_table(sheet.save()).rows) if r.band] == bands
