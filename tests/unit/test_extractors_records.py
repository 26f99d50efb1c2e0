"""Records from the rows of a plan table: values that stand for several rows, bands, columns that nobody knows."""

import itertools
from pathlib import Path

from extractors.document import read_document
from extractors.doubts.doubts import with_doubts
from extractors.table import PublishedRow, TableCell
from tests.sheets import Sheet

XS = (50.0, 110.0, 170.0, 330.0, 450.0, 500.0, 550.0)
HEADINGS = ("Priority", "Ref", "Action", "Lead officer", "Q1", "Q2")


def action(n: int) -> tuple[str, ...]:
    return ("", f"A{n}", f"Mend wall number {n}\nbefore the storms", "Head of Ports", "G", "A")


def ruled(sheet: Sheet, codes: dict[int, tuple[str, int]], first: int, count: int, *, headings: bool = True) -> None:
    """`count` actions from number `first` on; `codes` maps a row to the priority that spans so many rows from it."""
    head = 1 if headings else 0
    ys = [50 + 30.0 * r for r in range(count + head + 1)]
    inside = {r + k for r, (_, rows) in codes.items() for k in range(1, rows)}
    for r, y in enumerate(ys):
        sheet.line(XS[1] if r - head in inside else XS[0], y, XS[-1], y)
    for x in XS:
        sheet.line(x, ys[0], x, ys[-1])
    rows = [(codes[r][0] if r in codes else "", *action(first + r)[1:]) for r in range(count)]
    sheet.fill_in(XS, ys, [HEADINGS, *rows] if headings else rows)


def rows_of(file: Path) -> tuple[PublishedRow, ...]:
    document = read_document(file)
    assert [t.kind for p in document.plans for t in p.tables] == ["actions"]
    assert document.plans[0].ink.unplaced == 0
    return document.plans[0].tables[0].rows


def priorities(rows: tuple[PublishedRow, ...]) -> list[str]:
    return [r.fields["outcome_code"].text for r in rows]


def test_a_value_that_spans_rows_stands_in_each_of_them(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "span.pdf")
    ruled(sheet, {0: ("1.1", 3), 3: ("1.2", 2)}, 1, 5)
    rows = rows_of(sheet.save())
    assert priorities(rows) == ["1.1"] * 3 + ["1.2"] * 2
    assert ["merged_cell" in r.fields["outcome_code"].repairs for r in rows] == [False, True, True, False, True]
    assert [r.fields["code"].text for r in rows] == ["A1", "A2", "A3", "A4", "A5"]


def test_a_span_goes_on_over_the_page_break(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "break.pdf")
    ruled(sheet, {0: ("1.1", 1), 1: ("1.2", 2)}, 1, 3)
    sheet.next_page()
    ruled(sheet, {0: ("", 2), 2: ("2.1", 1)}, 4, 3, headings=False)
    assert priorities(rows_of(sheet.save())) == ["1.1", "1.2", "1.2", "1.2", "1.2", "2.1"]


def test_a_value_printed_once_and_then_left_blank_is_carried_down(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "blank.pdf")
    ruled(sheet, {0: ("1.1", 1), 3: ("1.2", 1)}, 1, 6)
    assert priorities(rows_of(sheet.save())) == ["1.1"] * 3 + ["1.2"] * 3


def without_line(sheet: Sheet, ys: tuple[int, ...], x: float, y: int) -> None:
    """The lines of a table, but for the one at `y` in the column that begins at `x`: a cell spans two rows there."""
    for at in ys:
        for a, b in itertools.pairwise(XS):
            if (a, at) != (x, y):
                sheet.line(a, at, b, at)
    for edge in XS:
        sheet.line(edge, ys[0], edge, ys[-1])


OFFICERS = (("1.1", "A1", "Mend the wall\nof the harbour"), ("1.1", "A2", "Plant oaks\nby the river"))


def test_an_officer_whose_cell_spans_rows_leads_all_of_them(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "officer.pdf")
    ys = (50, 80, 110, 140, 170)
    without_line(sheet, ys, XS[3], 110)
    rows = [(*OFFICERS[0], "Head of Ports", "G", "A"), (*OFFICERS[1], "", "A", "A"), ("2.1", *action(3)[1:])]
    sheet.fill_in(XS, ys, [HEADINGS, *rows])
    found = rows_of(sheet.save())
    assert [r.fields["lead_officer"].text for r in found] == ["Head of Ports"] * 3
    assert [r.fields["lead_officer"].repairs for r in found] == [(), ("merged_cell",), ()]


def test_a_spanning_cell_goes_on_with_its_own_text_on_the_next_page(tmp_path: Path) -> None:
    """The last row of the page is split, and so is the cell of the officer that began in the row above."""
    sheet = Sheet(tmp_path / "pieces.pdf")
    ys = (50, 80, 110, 140)
    without_line(sheet, ys, XS[3], 110)
    sheet.fill_in(XS, ys, [HEADINGS, (*OFFICERS[0], "Head of Ports and", "G", "A"), (*OFFICERS[1], "", "A", "A")])
    sheet.next_page()
    sheet.table(XS, (50, 80, 110), (("", "", "and the lane.", "of Harbours", "", ""), ("2.1", *action(3)[1:])))
    found = rows_of(sheet.save())
    assert [r.fields["title"].text for r in found[:2]] == [
        "Mend the wall of the harbour",
        "Plant oaks by the river and the lane.",
    ]
    assert [r.fields["lead_officer"].text for r in found[:2]] == ["Head of Ports and of Harbours"] * 2


def test_an_empty_status_is_there_and_empty(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "status.pdf")
    ys = (50, 80, 110, 140)
    rows = (
        ("1.1", "A1", "Mend the wall", "Head of Ports", "G", ""),
        ("1.1", "A2", "Plant oaks", "Head of Parks", "", "A"),
    )
    sheet.table(XS, ys, (HEADINGS, *rows))
    found = rows_of(sheet.save())
    assert [(r.fields["rag_q1"].text, r.fields["rag_q2"].text) for r in found] == [("G", ""), ("", "A")]
    assert all(r.fields["rag_q2"].pieces for r in found)


def test_bands_are_the_theme_of_the_rows_below(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "bands.pdf")
    ys = [50 + 30.0 * r for r in range(6)]
    for y in ys:
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS:
        for r in range(5):
            if r not in (1, 3) or x in (XS[0], XS[-1]):
                sheet.line(x, ys[r], x, ys[r + 1])
    themes = [("Aim 1: Safe water", *[""] * 5), ("Aim 2: Green land", *[""] * 5)]
    sheet.fill_in(XS, ys, (HEADINGS, themes[0], ("1.1", *action(1)[1:]), themes[1], ("2.1", *action(2)[1:])))
    rows = rows_of(sheet.save())
    assert [r.theme.text if r.theme else None for r in rows] == ["Aim 1: Safe water", "Aim 2: Green land"]


def test_a_column_that_no_rule_knows_is_kept_beside_the_fields(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "other.pdf")
    xs = (50, 110, 260, 360, 400, 440, 550)
    headings = ("Ref", "Action", "Lead officer", "Q1", "Q2", "Weather that day")
    sheet.table(xs, (50, 80, 110), (headings, ("A1", "Mend the wall", "Head of Ports", "G", "A", "a fresh breeze")))
    (row,) = rows_of(sheet.save())
    assert [(heading, cell.text) for heading, cell in row.other] == [("Weather that day", "a fresh breeze")]


def test_a_row_whose_code_cell_holds_two_codes_is_flagged_in_every_cell() -> None:
    texts = {
        "code": "HC008 HC009",
        "title": "Open the hall Mend the wall",
        "lead_officer": "Head of Halls Head of Walls",
    }
    heaped = PublishedRow({name: TableCell(n, text) for n, (name, text) in enumerate(texts.items())})
    [told] = with_doubts("actions", [heaped])
    assert {cell.flag for cell in told.fields.values()} == {"several_rows"}
    [plain] = with_doubts("actions", [PublishedRow({**heaped.fields, "code": TableCell(0, "HC008")})])
    assert {cell.flag for cell in plain.fields.values()} == {None}


def test_a_code_that_a_narrow_column_broke_is_in_doubt_and_its_row_is_not() -> None:
    rows = [PublishedRow({"code": TableCell(0, c), "title": TableCell(1, "Mend it")}) for c in ("2.1 4", "2.3")]
    [told, _] = with_doubts("actions", rows)
    assert [cell.flag for cell in told.fields.values()] == ["word_break", None]
    assert told.fields["code"].flag_detail == "'2.1 4' or '2.14'"
    figures = PublishedRow({"code": TableCell(0, "4"), "title": TableCell(1, "Mend it")})
    [heaped, *_] = with_doubts("actions", [*rows, figures])
    assert {cell.flag for cell in heaped.fields.values()} == {"several_rows"}


def test_measures_without_keys_below_deliverables_are_no_pieces_of_them(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf", size=(760, 420))
    works = [(str(n), f"Mend the sea wall at bay {n}", "Head of Ports", f"0{n}/03/2026") for n in range(1, 4)]
    heads = ("No", "Action", "Lead officer", "Due date")
    sheet.table((40, 80, 350, 500, 600), [60 + 20 * n for n in range(5)], [heads, *works])
    measures = [(f"Berths let in basin {n}", f"{45 + n}%", f"{50 + n}%", f"{60 - n}%") for n in range(1, 4)]
    heads = ("Performance indicator", "Baseline March 2025", "Q2 2025/26", "Q3 2025/26")
    sheet.fill(40, 220, 600, 240, "#c9d7d3")
    sheet.table((40, 250, 400, 500, 600), [220 + 20 * n for n in range(5)], [heads, *measures])
    tables = read_document(sheet.save()).plans[0].tables
    assert [t.kind for t in tables] == ["deliverables", "kpis"]
    assert "several_rows" not in {c.flag for t in tables for r in t.rows for c in r.fields.values()}
