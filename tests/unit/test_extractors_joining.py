"""Tables over pages: what makes two pages one table, two pieces one row, and what keeps them apart."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.table import Table
from tests.sheets import Rows, Sheet, only_table, tables_of, texts

XS = (50.0, 220.0, 320.0, 420.0, 550.0)
PLAN = ("Deliverable", "Start date", "Delivery date", "Lead officer")
BODY = (
    ("Mend the harbour wall", "Q1 2025/26", "Q3 2025/26", "Head of Ports"),
    ("Plant four hundred oaks", "Q2 2025/26", "Q4 2025/26", "Head of Parks"),
    ("Open a library", "Q1 2025/26", "Q2 2026/27", "Head of Books"),
    ("Mow the green", "Q3 2025/26", "Q4 2026/27", "Head of Parks"),
)


def put(sheet: Sheet, rows: Rows, *, xs: Sequence[float] = XS, top: float = 50.0, height: float = 30.0) -> None:
    ys = [top + height * r for r in range(len(rows) + 1)]
    sheet.table(xs, ys, rows)


def pages(file: Path, *tables: Rows, between: str = "") -> Path:
    """One table on each page; `between` is prose below the first."""
    sheet = Sheet(file)
    for n, rows in enumerate(tables):
        put(sheet, rows)
        if not n and between:
            sheet.text(50, 350, between)
        sheet.next_page()
    return sheet.save()


def body(table: Table) -> list[list[str]]:
    return [[c.text for c in r.cells] for r in table.rows if not r.header and not r.band]


def test_the_same_columns_under_repeated_headings_are_one_table(tmp_path: Path) -> None:
    table = only_table(pages(tmp_path / "repeated.pdf", (PLAN, *BODY[:2]), (PLAN, *BODY[2:])))
    assert texts(table) == [list(PLAN), *(list(r) for r in BODY)]
    assert table.pages == (1, 2)


def test_the_same_columns_without_headings_are_one_table(tmp_path: Path) -> None:
    table = only_table(pages(tmp_path / "bare.pdf", (PLAN, *BODY[:2]), BODY[2:]))
    assert texts(table) == [list(PLAN), *(list(r) for r in BODY)]


def test_a_table_that_stands_further_in_on_the_next_page_goes_on(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "shifted.pdf")
    put(sheet, (PLAN, *BODY[:2]))
    sheet.next_page()
    put(sheet, BODY[2:], xs=[x + 14 for x in XS])
    assert body(only_table(sheet.save())) == [list(r) for r in BODY]


def test_a_page_on_which_two_columns_are_one_cell_goes_on(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "fewer.pdf")
    put(sheet, (PLAN, *BODY[:2]))
    sheet.next_page()
    put(sheet, [("Open a library", "Ongoing", "Head of Books")], xs=(XS[0], XS[1], XS[3], XS[4]))
    table = only_table(sheet.save())
    assert table.columns == 4
    assert [(c.text, c.column, c.column_span) for c in table.rows[-1].cells] == [
        ("Open a library", 0, 1),
        ("Ongoing", 1, 2),
        ("Head of Books", 3, 1),
    ]


def test_other_headings_are_another_table(tmp_path: Path) -> None:
    other = ("Measure", "Target", "Q1 actual", "Direction of travel")
    file = pages(tmp_path / "other.pdf", (PLAN, *BODY[:2]), (other, ("Berths in use", "90", "88", "up")))
    assert [t.pages for t in tables_of(file)] == [(1,), (2,)]


def test_other_columns_are_another_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "columns.pdf")
    put(sheet, (PLAN, *BODY[:2]))
    sheet.next_page()
    put(sheet, BODY[2:], xs=(50, 150, 200, 300, 550))
    assert len(tables_of(sheet.save())) == 2


def test_prose_between_parts_two_tables(tmp_path: Path) -> None:
    prose = "The second list holds what we shall do in the years after."
    assert len(tables_of(pages(tmp_path / "prose.pdf", (PLAN, *BODY[:2]), BODY[2:], between=prose))) == 2


def test_furniture_between_parts_nothing(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "furniture.pdf")
    for n, rows in enumerate(((PLAN, *BODY[:2]), BODY[2:], ((BODY[0][0] + " again", *BODY[0][1:]),)), start=1):
        sheet.text(50, 25, "Saltmere District Council")
        put(sheet, rows)
        sheet.text(280, 390, f"Page {n}")
        sheet.next_page()
    assert only_table(sheet.save()).pages == (1, 2, 3)


def test_a_page_without_the_table_parts_it(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "gap.pdf")
    put(sheet, (PLAN, *BODY[:2]))
    sheet.next_page()
    sheet.text(50, 100, "A page of prose.")
    sheet.next_page()
    put(sheet, BODY[2:])
    assert len(tables_of(sheet.save())) == 2


FIRST_HALF = "Plant four hundred oaks along the\nriver and look after them until"
SECOND_HALF = "they stand on their own roots and\nshade the path."
# Rows whose title takes two lines, so that only the other columns tell rows apart.
LONG = tuple((f"{row[0]} before\nthe winter comes", *row[1:]) for row in BODY)
WHOLE = " ".join(f"{FIRST_HALF} {SECOND_HALF}".split())


def split(file: Path, above: tuple[str, ...], below: tuple[str, ...]) -> Table:
    """Rows, then `above` at the foot of the page, `below` at the head of the next, and rows again."""
    return only_table(pages(file, (PLAN, *LONG[:2], above), (below, *LONG[2:])))


KEYS = ("Q2 2025/26", "Q4 2025/26", "Head of Woods")
NONE = ("", "", "")


def test_a_piece_without_keys_goes_to_the_row_above(tmp_path: Path) -> None:
    table = split(tmp_path / "top.pdf", (FIRST_HALF, *KEYS), (SECOND_HALF, *NONE))
    assert body(table)[2] == [WHOLE, *KEYS]
    row = [r for r in table.rows if not r.header][2]
    assert (row.pages, row.cells[0].repairs, row.cells[0].flag) == ((1, 2), ("split_row",), None)
    assert [p.page for p in row.cells[0].pieces] == [1, 2]
    assert len(body(table)) == 5


def test_keys_centred_on_the_second_page_still_make_one_row(tmp_path: Path) -> None:
    table = split(tmp_path / "middle.pdf", (FIRST_HALF, *NONE), (SECOND_HALF, *KEYS))
    assert body(table)[2] == [WHOLE, *KEYS]
    assert len(body(table)) == 5


def flags(file: Path) -> list[str | None]:
    """The flag of every title that a plan publishes."""
    return [r.fields["title"].flag for p in read_document(file).plans for t in p.tables for r in t.rows]


def test_a_split_row_is_in_no_doubt_where_its_keys_or_its_sentence_tell(tmp_path: Path) -> None:
    for n, (above, below) in enumerate(
        (((FIRST_HALF, *KEYS), (SECOND_HALF, *NONE)), ((FIRST_HALF, *NONE), (SECOND_HALF, *KEYS)))
    ):
        file = pages(tmp_path / f"sure{n}.pdf", (PLAN, *LONG[:2], above), (below, *LONG[2:]))
        assert flags(file) == [None] * 5


def test_keys_on_both_sides_of_the_break_put_the_row_in_doubt(tmp_path: Path) -> None:
    above, below = (
        (FIRST_HALF, "Q2 2025/26", "", ""),
        ("They stand on their own roots and\nshade the path.", "", *KEYS[1:]),
    )
    file = pages(tmp_path / "doubt.pdf", (PLAN, *LONG[:2], above), (below, *LONG[2:]))
    assert flags(file) == [None, None, "split_unsure", None, None]


@pytest.mark.parametrize("before", ["", "as far as "])
def test_a_date_in_small_letters_below_the_break_is_no_rest_of_the_one_above(tmp_path: Path, before: str) -> None:
    body = [(*r[:2], before + r[2], *r[3:]) for r in BODY]
    late = ("Open a library", "Q1 2025/26", f"{before}end of March 2027", "Head of Books")
    assert flags(pages(tmp_path / "small.pdf", (PLAN, *body[:2]), (PLAN, late, body[3]))) == [None] * 4


def test_a_row_with_keys_of_its_own_is_a_new_row(tmp_path: Path) -> None:
    table = split(
        tmp_path / "new.pdf", ("Plant oaks", *KEYS), ("and beeches", "Q3 2025/26", "Q1 2026/27", "Head of Parks")
    )
    assert [r[0] for r in body(table)][2:4] == ["Plant oaks", "and beeches"]


def test_a_row_over_three_pages_is_one(tmp_path: Path) -> None:
    third = "They are watered in the summer."
    rows = ((PLAN, *LONG[:2], (FIRST_HALF, *KEYS)), (("they stand on their own roots\nand shade the path.", *NONE),))
    table = only_table(pages(tmp_path / "three.pdf", *rows, ((third, *NONE), *LONG[2:])))
    assert body(table)[2] == [f"{WHOLE} {third}", *KEYS]
    assert [r.pages for r in table.rows if not r.header][2] == (1, 2, 3)


def test_a_page_of_text_goes_to_the_row_whose_sentence_it_continues(tmp_path: Path) -> None:
    """Centred keys may stand on the page before the piece or on the one after it; the sentence decides."""
    middle = "Build a wall of stone that the sea\nwill not break and that"
    last = ("stands for a hundred years.", "Q1 2026/27", "Q4 2026/27", "Head of Walls")
    rows = ((PLAN, *LONG[:2], ("Plant oaks by the\nriver.", *KEYS)), ((middle, *NONE),), (last, *LONG[2:]))
    table = only_table(pages(tmp_path / "keyless.pdf", *rows))
    assert body(table)[2:4] == [
        ["Plant oaks by the river.", *KEYS],
        ["Build a wall of stone that the sea will not break and that stands for a hundred years.", *last[1:]],
    ]


def test_rows_of_text_alone_join_where_a_sentence_runs_on(tmp_path: Path) -> None:
    xs = (50.0, 300.0, 550.0)
    rows = ("We shall listen to those\nwho live by the water.", "They told us in spring\nwhat they want of us.")
    sheet = Sheet(tmp_path / "prose.pdf")
    put(sheet, (rows, ("We shall walk the streets\nwith those who", "Many came")), xs=xs)
    sheet.next_page()
    put(sheet, (("sweep them.", ""), ("We shall write it down\nand print it.", "All agreed\nto read it.")), xs=xs)
    assert body(only_table(sheet.save()))[1:] == [
        ["We shall walk the streets with those who sweep them.", "Many came"],
        ["We shall write it down and print it.", "All agreed to read it."],
    ]


@pytest.mark.parametrize("end", ["wall.", "wall!", "wall?"])
def test_rows_of_text_alone_stay_apart_after_a_full_stop(tmp_path: Path, end: str) -> None:
    xs = (50.0, 300.0, 550.0)
    sheet = Sheet(tmp_path / "apart.pdf")
    put(sheet, ((f"We shall mend the\n{end}", "They agreed\nto help."),), xs=xs)
    sheet.next_page()
    put(sheet, (("and plant\noaks.", "They asked\nfor more."),), xs=xs)
    assert [len(body(t)) for t in tables_of(sheet.save())] == [2]


def test_a_word_broken_at_the_page_break_is_made_whole(tmp_path: Path) -> None:
    table = split(tmp_path / "word.pdf", ("See to the develop-", *KEYS), ("ment of the quay.", *NONE))
    assert body(table)[2][0] == "See to the development of the quay."


def test_a_row_in_which_nothing_is_printed_is_dropped_and_spans_shrink(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "blank.pdf")
    ys = (50.0, 80.0, 110.0, 120.0, 150.0)
    for y in ys:
        sheet.line(XS[1] if y in ys[2:4] else XS[0], y, XS[-1], y)
    for x in XS:
        sheet.line(x, ys[0], x, ys[-1])
    sheet.fill_in(XS, ys, (PLAN, BODY[0]))
    sheet.fill_in(XS[1:], ys[3:], (BODY[1][1:],))
    table = only_table(sheet.save())
    assert len(table.rows) == 3
    assert table.rows[1].cells[0].row_span == 2
