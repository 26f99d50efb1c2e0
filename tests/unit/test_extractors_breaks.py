"""Page breaks at which the usual signs fail: joined where something else tells, flagged where nothing does."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.doubts.cutoff import with_cut_off
from extractors.doubts.doubts import with_doubts
from extractors.table import PublishedRow, PublishedTable, TableCell
from tests.sheets import Sheet, tables_of

XS = (50.0, 220.0, 320.0, 420.0, 550.0)
HEAD = ("Deliverable", "Start date", "Delivery date", "Lead officer")
SHORT = (
    ("Mend the harbour wall", "Q1 2025/26", "Q3 2025/26", "Head of Ports"),
    ("Plant four hundred oaks", "Q2 2025/26", "Q4 2025/26", "Head of Parks"),
    ("Open a library", "Q1 2025/26", "Q2 2026/27", "Head of Books"),
    ("Mow the green", "Q3 2025/26", "Q4 2026/27", "Head of Parks"),
)
LONG = tuple((f"{title} before\nthe winter comes", *rest) for title, *rest in SHORT)


def paged(file: Path, *pages: Sequence[Sequence[str]]) -> Path:
    sheet = Sheet(file)
    for rows in pages:
        sheet.table(XS, [50 + 30.0 * r for r in range(len(rows) + 1)], rows)
        sheet.next_page()
    return sheet.save()


def rows_of(file: Path) -> list[PublishedRow]:
    return [row for plan in read_document(file).plans for table in plan.tables for row in table.rows]


def flagged(rows: list[PublishedRow]) -> bool:
    return any(cell.flag for row in rows for cell in row.fields.values())


def test_a_row_of_which_only_the_officer_runs_on(tmp_path: Path) -> None:
    last = ("Plant more oaks\nby the river.", "Q2 2025/26", "Q4 2025/26", "Executive Director of")
    rows = rows_of(
        paged(tmp_path / "officer.pdf", (HEAD, *LONG[:2], last), (("", "", "", "Woods and Parks"), *LONG[2:]))
    )
    assert len(rows) == 5
    assert rows[2].fields["lead_officer"].text == "Executive Director of Woods and Parks"


def test_dates_that_wrap_over_the_break_are_joined_or_flagged(tmp_path: Path) -> None:
    last = ("Plant more oaks by the river\nand along the lane that", "Q2", "Q4", "Head of")
    first = ("leads to the quay.", "2025/26", "2025/26", "Woods")
    rows = rows_of(paged(tmp_path / "dates.pdf", (HEAD, *LONG[:2], last), (first, *LONG[2:])))
    assert flagged(rows) or rows[2].fields["start"].text == "Q2 2025/26"


def test_a_new_row_without_dates_is_not_joined_in_silence(tmp_path: Path) -> None:
    first = ("Write a new plan for\nthe years to come.", "", "", "")
    rows = rows_of(paged(tmp_path / "blank.pdf", (HEAD, *LONG), (first, *LONG)))
    assert flagged(rows) or len(rows) == 9


def test_keys_on_the_last_of_three_pages(tmp_path: Path) -> None:
    pieces = (
        ("Plant more oaks along the\nriver and look after", "", "", ""),
        ("them until they stand on\ntheir own and then", "", "", ""),
        ("shade the path.", "Q2 2025/26", "Q4 2025/26", "Head of Woods"),
    )
    pages = ((HEAD, *LONG[:2], pieces[0]), (pieces[1],), (pieces[2], *LONG[2:]))
    rows = rows_of(paged(tmp_path / "keys.pdf", *pages))
    assert len(rows) == 5
    assert rows[2].fields["title"].text.endswith("shade the path.")
    assert rows[2].fields["start"].text == "Q2 2025/26"


def test_headings_repeated_in_capitals_or_as_continued_are_the_same(tmp_path: Path) -> None:
    capitals = tuple(h.upper() for h in HEAD)
    continued = ("Deliverable (continued)", *HEAD[1:])
    for name, again in (("capitals", capitals), ("continued", continued)):
        assert len(tables_of(paged(tmp_path / f"{name}.pdf", (HEAD, *SHORT[:2]), (again, *SHORT[2:])))) == 1


def test_the_last_entry_of_a_legend_over_the_headings_is_no_theme(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "legend.pdf")
    ys = [50 + 20.0 * r for r in range(7)]
    for y, colour in zip(ys, ("#ff0000", "#ffc000", "#92d050"), strict=False):
        sheet.fill(XS[0], y, XS[1], y + 20, colour)
    legend = (("Red: off track", "", "", ""), ("Amber: at risk", "", "", ""), ("Green: on track", "", "", ""))
    sheet.table(XS, ys, (*legend, HEAD, *SHORT[:2]))
    rows = rows_of(sheet.save())
    assert [row.fields["title"].text for row in rows] == [title for title, *_ in SHORT[:2]]
    assert all(row.theme is None for row in rows)


def test_a_row_with_several_dates_under_each_other_is_flagged_as_a_whole() -> None:
    def row(start: str, *, title: str) -> PublishedRow:
        lines = tuple(start.split("\n"))
        return PublishedRow({"title": TableCell(0, title), "start": TableCell(1, " ".join(lines), lines=lines)})

    heaped, wrapped = with_doubts(
        "deliverables", [row("Q1 2025/26\nQ2 2025/26", title="A"), row("Q1\n2025/26", title="B")]
    )
    assert {cell.flag for cell in heaped.fields.values()} == {"several_rows"}
    assert {cell.flag for cell in wrapped.fields.values()} == {None}


@pytest.mark.parametrize(("statuses", "flag"), [("Green Amber Green", "several_rows"), ("Green Gwyrdd", None)])
def test_a_row_with_several_statuses_under_each_other_is_flagged_as_a_whole(statuses: str, flag: str | None) -> None:
    status = TableCell(1, statuses, lines=tuple(statuses.split()))
    (row,) = with_doubts("deliverables", [PublishedRow({"title": TableCell(0, "Mend the wall"), "status": status})])
    assert {cell.flag for cell in row.fields.values()} == {flag}


def test_a_heading_alone_at_the_foot_of_a_page_names_the_next_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "foot.pdf", size=(600, 600))
    sheet.text(50, 60, "Nature and Climate", font="Helvetica-Bold", size=14)
    sheet.table(XS, [90 + 30.0 * r for r in range(4)], (HEAD, *SHORT[:2]))
    sheet.text(50, 540, "Homes and Places", font="Helvetica-Bold", size=14)
    sheet.next_page()
    sheet.table(XS, [50 + 30.0 * r for r in range(4)], (HEAD, *SHORT[2:]))
    themes = [row.theme.text if row.theme else None for row in rows_of(sheet.save())]
    assert themes == ["Nature and Climate"] * 2 + ["Homes and Places"] * 2


def test_headings_of_columns_that_a_table_was_read_without_hide_no_theme(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "light.pdf", size=(600, 842))
    xs = (37.0, 122.0, 207.0, 292.0, 377.0, 462.0, 547.0)
    heads = ("", "What", "Who", "When", "Budget", "Where are we?")
    things = ("boat", "harbour", "oak", "library", "green")
    rows = [
        (f"1{'abcde'[n]}", f"Mend the\n{t}\nhere", "Cllr Penrose", "May 2026", "Grant", "Doing")
        for n, t in enumerate(things)
    ]
    sheet.text(42, 60, "1. Getting about", font="Helvetica-Bold", size=13)
    sheet.text(42, 77, "Councillors heard from residents at two drop-ins, which shaped the plan.", size=10)
    sheet.text(42, 90, "What we heard there is told in another report, and here is what we did.", size=10)
    for x, words in zip(xs, heads, strict=False):
        sheet.text(x + 5, 105, words, font="Helvetica-Bold", size=10)
    ys = [108.0 + 42 * r for r in range(6)]
    for top in ys[1:4:2]:
        for x0, x1 in pairwise(xs):
            sheet.fill(x0, top, x1, top + 42, "#eef1f6")
    sheet.fill_in([x + 3 for x in xs], ys, rows, size=10)
    sheet.text(42, 400, "2. Looking after the harbour", font="Helvetica-Bold", size=13)
    sheet.table(xs, [420 + 42.0 * r for r in range(5)], [heads, *[("2" + code[1:], *rest) for code, *rest in rows[:3]]])
    themes = {row.theme.text if row.theme else "" for row in rows_of(sheet.save())}
    assert themes == {"1. Getting about", "2. Looking after the harbour"}


def test_a_record_without_any_cell_for_its_title_is_flagged() -> None:
    stray = PublishedRow({"status": TableCell(0, "G")}, pages=(1,))
    (row,) = with_doubts("deliverables", [stray])
    assert row.fields["status"].flag == "no_title"


def test_a_lone_text_in_a_table_without_keys_may_be_a_piece_of_the_row_above() -> None:
    def row(title: str, officer: str, update: str) -> PublishedRow:
        texts = {"title": title, "lead_officer": officer, "update": update}
        return PublishedRow({name: TableCell(n, text) for n, (name, text) in enumerate(texts.items())})

    whole = [row(f"Plan {n}", "Head of Parks", "Begun") for n in range(5)]
    told = with_doubts("deliverables", [*whole[:3], row("with its partners", "", ""), *whole[3:]])
    assert [r.fields["title"].flag for r in told] == [None, None, *["several_rows"] * 3, None]
    assert [n for n, r in enumerate(told) if r.fields["update"].flag] == [3]  # its rest may hold what it lacks
    assert not any(c.flag for r in with_doubts("deliverables", whole) for c in r.fields.values())


def test_a_row_without_any_key_is_whole_where_it_has_a_title_and_a_value_of_its_own() -> None:
    def row(title: str, committee: str, rating: str) -> PublishedRow:
        texts = {"title": title, "committees": committee, "rag_q1": rating}
        return PublishedRow({name: TableCell(n, text) for n, (name, text) in enumerate(texts.items())})

    rated = [row(f"Plan {n}", "CPC", "G") for n in range(4)]
    for committee, title, flagged in (("CPC", "Mend", False), ("", "Mend", True), ("CPC", "its rest", True)):
        told = with_doubts("actions", [*rated[:2], row(title, committee, ""), *rated[2:]])
        assert bool(told[2].fields["title"].flag) is flagged


def test_lines_that_were_taken_for_rows_are_flagged_where_most_hold_no_key() -> None:
    def row(code: str, title: str) -> PublishedRow:
        return PublishedRow({"code": TableCell(0, code), "title": TableCell(1, title)})

    lines = [row(f"A{n}" if m == 0 else "", f"Line {m}") for n in range(4) for m in range(3)]
    assert all(r.fields["title"].flag == "several_rows" for r in with_doubts("deliverables", lines))


@pytest.mark.parametrize(
    ("end", "flag"), [("by the", "cut_off"), ("by then.", None), ("by then.²", None), ("then.2", None)]
)
def test_a_mark_of_a_footnote_ends_a_text_as_a_full_stop_does(end: str, flag: str | None) -> None:
    def row(last: str) -> PublishedRow:
        lines = ("Works have begun. All are done", f"on time and paid for {last}")
        return PublishedRow({"update": TableCell(0, " ".join(lines), lines=lines)})

    table = PublishedTable("actions", (), (*[row("by then.")] * 5, row(end)), (1,))
    assert with_cut_off([table])[0].rows[-1].fields["update"].flag == flag
