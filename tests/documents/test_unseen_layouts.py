"""Layouts that plans of further councils showed: what parts rows, what joins them, and what is no row at all."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
import typst

from extractors.document import read_document
from extractors.table import PublishedDocument, PublishedRow
from tests.sheets import Sheet

PAGE = (600.0, 400.0)
EDGES = (40.0, 80.0, 260.0, 380.0, 470.0, 560.0)
HEADINGS = ("Ref", "Action", "Lead officer", "Due date", "Status")
BOLD = "Helvetica-Bold"


def actions(first: int, count: int) -> list[tuple[str, ...]]:
    officers, statuses = ("Head of Ports", "Director of Place", "Fleet Manager"), ("On track", "Delayed", "Complete")
    return [
        (f"A{n}", f"Mend the sea wall at bay {n}", officers[n % 3], f"{n % 27 + 1:02d}/06/2026", statuses[n % 3])
        for n in range(first, first + count)
    ]


def sheet_of(tmp_path: Path, *, size: tuple[float, float] = PAGE) -> Sheet:
    sheet = Sheet(tmp_path / "plan.pdf", size)
    sheet.text(40, 30, "Quayside Council: delivery plan 2025/26", size=15)
    return sheet


def write(sheet: Sheet, y: float, row: Sequence[str], *, font: str = "Helvetica") -> None:
    for x, text in zip(EDGES, row, strict=False):
        for n, line in enumerate(text.split("\n")):
            sheet.text(x + 4, y + 12 + 11 * n, line, font=font)


def rows_of(document: PublishedDocument) -> list[PublishedRow]:
    return [r for p in document.plans for t in p.tables for r in t.rows]


def titles(document: PublishedDocument) -> list[str]:
    return [r.fields["title"].text for r in rows_of(document)]


def test_a_legend_that_touches_the_table_is_parted_from_it(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    rows = actions(1, 5)
    sheet.table(EDGES, [60 + 20 * n for n in range(7)], [HEADINGS, *rows])
    sheet.table((40, 320, 560), [180, 200, 220, 240], [("", "Overdue"), ("", "On track"), ("", "Completed")])
    assert titles(read_document(sheet.save())) == [r[1] for r in rows]


def test_a_piece_without_the_columns_that_every_row_fills_goes_on_with_the_row_above(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Aim", "Action", "Lead officer", "Q1", "Update")
    edges = (40.0, 90.0, 240.0, 330.0, 360.0, 560.0)
    update = "The work goes on.\nA report went out."
    body = [
        ("A safer\ncoast" if n == 0 else "", f"Mend the sea wall\nat bay {n}", "Head of\nPorts", "", update)
        for n in range(6)
    ]
    sheet.table(edges, [60, 80, *(80 + 40 * n for n in range(1, 5))], [heads, *body[:4]])
    sheet.next_page()
    sheet.table(edges, [60, 80, 110, 150, 190], [heads, ("", "", "", "", "Funding is agreed."), *body[4:]])
    document = read_document(sheet.save())
    assert len(rows_of(document)) == 6
    whole = rows_of(document)[3].fields["update"]
    assert whole.text == "The work goes on. A report went out. Funding is agreed."
    assert whole.flag == "split_unsure"


def test_painted_statuses_part_the_rows_between_two_rules(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    rows = actions(1, 6)
    colours = ("#c8102e", "#f2a900", "#00843d")
    for y in (60, 78, 78 + 13.5 * 6):
        sheet.line(EDGES[0], y, EDGES[-1], y)
    for n in range(6):
        sheet.fill(EDGES[4], 78 + 13.5 * n, EDGES[5], 78 + 13.5 * (n + 1), colours[n % 3])
    write(sheet, 62, HEADINGS, font=BOLD)
    for n, row in enumerate(rows):
        write(sheet, 77 + 13.5 * n, row)
    assert titles(read_document(sheet.save())) == [r[1] for r in rows]


def test_shading_of_paragraphs_in_the_colour_of_their_cell_parts_nothing(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    rows = [(r[0], f"{r[1]}\nwith partners", *r[2:]) for r in actions(1, 5)]
    ys = [60, 80, *(80 + 34 * n for n in range(1, 6))]
    for n, (top, bottom) in enumerate(pairwise(ys)):
        colour = "#d3dfee" if n % 2 else "#a7bfde"
        for left, right in pairwise(EDGES):
            sheet.fill(left, top, right, bottom, colour)
            for line in range(2 if n else 1):
                sheet.fill(left + 5, top + 2 + 13 * line, right - 5, top + 15 + 13 * line, colour)
    for y, row in zip(ys, [HEADINGS, *rows], strict=False):
        write(sheet, y, row)
    document = read_document(sheet.save())
    assert titles(document) == [r[1].replace("\n", " ") for r in rows]
    assert [len(t.columns) for t in document.plans[0].tables] == [5]


def test_amounts_under_an_unknown_heading_are_no_codes(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Ref", "Action", "Lead officer", "Due date", "Carbon saving (tonnes)")
    rows = [(*r[:4], str(k)) for r, k in zip(actions(1, 6), (420, 12, 35, 12, 7, 35), strict=True)]
    sheet.table(EDGES, [60 + 20 * n for n in range(8)], [heads, *rows])
    found = rows_of(read_document(sheet.save()))
    assert all("outcome_codes" not in r.fields for r in found)
    assert [dict(r.other)["Carbon saving (tonnes)"].text for r in found if dict(r.other)] == [r[4] for r in rows]


@pytest.mark.parametrize("rated", [False, True])
def test_words_under_quarters_are_milestones_unless_colours_rate_them(tmp_path: Path, *, rated: bool) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Project", "Project lead", "Q1", "Q2", "Q3")
    edges = (40.0, 200.0, 290.0, 380.0, 470.0, 560.0)
    steps = ("Scope agreed", "Contract let", "Site survey", "Cabinet report")
    rows = [
        (f"Mend the sea wall at bay {n}", "Head of Ports", *(steps[(n + k) % 4] for k in range(3))) for n in range(6)
    ]
    if rated:
        for n in range(6):
            for k in (2, 3, 4):
                colour = ("#00843d", "#f2a900", "#c8102e")[(n + k) % 3]
                sheet.fill(edges[k], 80 + 20 * n, edges[k + 1], 100 + 20 * n, colour)
    sheet.table(edges, [60 + 20 * n for n in range(8)], [heads, *rows])
    document = read_document(sheet.save())
    assert [t.kind for p in document.plans for t in p.tables] == ["actions" if rated else "deliverables"]
    assert titles(document) == [r[0] for r in rows]
    if not rated:
        assert [c.text for _, c in rows_of(document)[1].other] == list(rows[1][2:])


def test_what_each_quarter_plans_is_a_milestone_though_the_last_says_complete_in_every_row(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Project", "Project lead", "Q1 milestone", "Q2 milestone", "Q3 milestone", "Q4 milestone")
    edges = (40.0, 180.0, 260.0, 340.0, 420.0, 500.0, 560.0)
    steps = ("Scope agreed", "Contract let", "Site survey")
    rows = [(f"Mend the sea wall at bay {n}", "Head of Ports", *steps, "Complete") for n in range(6)]
    sheet.table(edges, [60 + 20 * n for n in range(8)], [heads, *rows])
    document = read_document(sheet.save())
    assert [t.kind for p in document.plans for t in p.tables] == ["deliverables"]
    found = rows_of(document)
    assert all("delivery" not in r.fields and "status" not in r.fields for r in found)
    assert [c.text for _, c in found[1].other] == list(rows[1][2:])


def test_a_running_foot_right_under_a_table_is_no_row(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600, 300))
    rows = actions(1, 22)
    for page, first in enumerate((0, 11)):
        if page:
            sheet.next_page()
        write(sheet, 60, HEADINGS, font=BOLD)
        for n, row in enumerate(rows[first : first + 11]):
            write(sheet, 78 + 18 * n, row)
        sheet.text(40, 283, f"Quayside Council | Delivery plan | {page + 1}", size=9)
    document = read_document(sheet.save())
    assert titles(document) == [r[1] for r in rows]


def test_a_last_row_alone_on_its_page_is_read(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600, 300))
    rows = actions(1, 9)
    write(sheet, 60, HEADINGS, font=BOLD)
    for n, row in enumerate(rows[:8]):
        write(sheet, 82 + 24 * n, row)
    for n in range(9):
        sheet.line(EDGES[0], 80 + 24 * n, EDGES[-1], 80 + 24 * n)
    sheet.next_page()
    write(sheet, 40, rows[8])
    sheet.line(EDGES[0], 62, EDGES[-1], 62)
    assert titles(read_document(sheet.save())) == [r[1] for r in rows]


def test_headings_left_alone_at_the_foot_of_a_page_head_the_rows_on_the_next(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600, 300))
    rows = actions(1, 6)
    write(sheet, 255, HEADINGS, font=BOLD)
    sheet.next_page()
    for n, row in enumerate(rows):
        write(sheet, 40 + 20 * n, row)
    document = read_document(sheet.save())
    assert titles(document) == [r[1] for r in rows]
    assert [c.heading for t in document.plans[0].tables for c in t.columns] == list(HEADINGS)
    assert all(p.ink.unplaced == 0 for p in document.plans)


@pytest.mark.parametrize("column", ["blank", "code"])
def test_bold_headings_over_an_unpainted_first_row_take_none_of_it(tmp_path: Path, column: str) -> None:
    sheet = sheet_of(tmp_path)
    rows = actions(1, 7)
    for n in (1, 3, 5):
        sheet.fill(EDGES[0], 80 + 20 * n, EDGES[-1], 100 + 20 * n, "#eef1f6")
    write(sheet, 68, HEADINGS if column == "code" else ("", *HEADINGS[1:]), font=BOLD)
    for n, row in enumerate(rows):
        write(sheet, 80 + 20 * n, row)
    document = read_document(sheet.save())
    assert titles(document) == [r[1] for r in rows]
    assert [c.heading for c in document.plans[0].tables[0].columns][1:] == list(HEADINGS[1:])


def test_a_span_that_a_page_break_parts_stands_for_the_rows_after_it(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Objective", "Action", "Lead officer", "Due date", "Status")

    def page(spans: Sequence[tuple[str, int]], rows: Sequence[tuple[str, ...]]) -> None:
        ys = [60.0 + 20 * n for n in range(len(rows) + 2)]
        sheet.grid(EDGES[1:], ys)
        sheet.line(EDGES[0], ys[0], EDGES[0], ys[-1])
        write(sheet, ys[0], heads)
        at = 1
        for y in (ys[0], ys[1], ys[-1]):
            sheet.line(EDGES[0], y, EDGES[1], y)
        for text, count in spans:
            sheet.text(EDGES[0] + 4, ys[at] + 12, text)
            at += count
            sheet.line(EDGES[0], ys[at], EDGES[1], ys[at])
        for y, row in zip(ys[1:], rows, strict=False):
            write(sheet, y, ("", *row[1:]))

    rows = actions(1, 9)
    page([("Coast", 3), ("Towns", 2)], rows[:5])
    sheet.next_page()
    page([("", 2), ("Hills", 2)], rows[5:])
    found = rows_of(read_document(sheet.save()))
    told = [(r.theme.text if r.theme else {h: c.text for h, c in r.other}.get("Objective")) for r in found]
    assert told == ["Coast"] * 3 + ["Towns"] * 4 + ["Hills"] * 2


def test_a_larger_text_right_over_the_headings_is_none_of_them(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    rows = actions(1, 6)
    sheet.text(84, 70, "Aim 1: A safer coast", size=12, font=BOLD)
    write(sheet, 70, HEADINGS, font=BOLD)
    for n, row in enumerate(rows):
        write(sheet, 90 + 22 * n, row)
    for n in range(7):
        sheet.line(EDGES[0], 88 + 22 * n, EDGES[-1], 88 + 22 * n)
    document = read_document(sheet.save())
    assert [c.heading for c in document.plans[0].tables[0].columns] == list(HEADINGS)
    assert {r.theme and r.theme.text for r in rows_of(document)} == {"Aim 1: A safer coast"}


def test_a_tagged_table_under_a_zebra_lattice_is_read_once(tmp_path: Path) -> None:
    rows = actions(1, 9)

    def table(heads: Sequence[str], body: Sequence[Sequence[str]]) -> str:
        cells = "".join(f"[{text.replace('/', chr(92) + '/')}]," for row in (heads, *body) for text in row)
        fill = 'fill: (_, y) => if calc.odd(y) { rgb("#e4ecf2") }'
        return f"[#table(columns: {len(heads)}, stroke: none, {fill}, {cells})]"

    beside = table(("Ward", "Electors", "Turnout"), [(f"Bay {n}", f"{n}400", f"{30 + n}") for n in range(9)])
    source = tmp_path / "plan.typ"
    source.write_text(
        '#set page(paper: "a3", flipped: true)\n#set text(size: 9pt)\n= Quayside Council: delivery plan 2025\\/26\n'
        f"#grid(columns: (2fr, 1fr), gutter: 1pt, {table(HEADINGS, rows)}, {beside})\n"
    )
    typst.compile(str(source), output=str(tmp_path / "plan.pdf"))
    document = read_document(tmp_path / "plan.pdf")
    assert titles(document) == [r[1] for r in rows]
    assert [p.ink.unplaced for p in document.plans] == [0]


def test_a_heading_over_one_table_is_none_of_the_next_pages(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600, 842))
    for y, name, first in ((80, "A safer coast", 1), (420, "Towns for all", 5)):
        sheet.text(40, y, name, size=13, font=BOLD)
        sheet.table(EDGES, [y + 10 + 20 * n for n in range(6)], [HEADINGS, *actions(first, 4)])
    sheet.next_page()
    sheet.table(EDGES[:5], [60 + 20 * n for n in range(5)], [HEADINGS[:4], *(r[:4] for r in actions(9, 3))])
    themes = [r.theme and r.theme.text for r in rows_of(read_document(sheet.save()))]
    assert themes[:8] == ["A safer coast"] * 4 + ["Towns for all"] * 4


def test_a_code_run_into_the_title_is_flagged_where_other_tables_have_a_column_of_codes(
    tmp_path: Path,
) -> None:
    sheet = sheet_of(tmp_path)
    sheet.table(EDGES, [60 + 20 * n for n in range(10)], [HEADINGS, *actions(1, 8)])
    sheet.next_page()
    rows = [(f"{ref} {title}", *rest) for ref, title, *rest in actions(9, 2)]
    sheet.table(EDGES[1:], [60 + 20 * n for n in range(4)], [HEADINGS[1:], *rows])
    found = rows_of(read_document(sheet.save()))
    assert [r.fields["title"].flag for r in found] == [None] * 8 + ["lost_column"] * 2
