"""Layouts of designed plans: notes beside a table, colours that part rows, two languages, registers beside a plan."""

from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.lib.colors import HexColor

from extractors.document import read_document
from extractors.doubts.misheaded import with_misheaded
from extractors.grids.grid import Grid
from extractors.grids.pagetable import PageTable, RowStyle
from extractors.headings.headers import count_header_rows
from extractors.page import Box
from extractors.table import PlanColumn, PublishedRow, PublishedTable, TableCell
from tests.quayside import BOLD, EDGES, HEADINGS, OFFICERS, SIZE, STATUSES, row, rows_of, sheet_of, titles


def test_a_note_beside_the_rows_makes_no_headings_of_them(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    rows = [row(n) for n in range(5)]
    ys = [76.0, 96.0, *(96.0 + 26 * n for n in range(1, 6))]
    sheet.table(EDGES, ys, [HEADINGS, *rows])
    for y in (86, ys[-1]):
        sheet.line(EDGES[-1], y, 700, y)
    sheet.line(700, 86, 700, ys[-1])
    sheet.lines(546, 100, '"The new wall keeps\nus dry." A resident', size=11)
    assert titles(read_document(sheet.save())) == [r[0] for r in rows]


def test_the_colours_of_one_column_part_the_rows_of_all_columns(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    for a, b in pairwise(EDGES):
        sheet.fill(a, 60, b - (3 if a < EDGES[1] else 0), 80, "#9fb9c9")
    sheet.fill_in(EDGES, (60.0,), [HEADINGS])
    for n in range(6):
        top = 80.0 + 22.5 * n
        sheet.fill(EDGES[3], top, EDGES[4], top + 22.5, STATUSES[(n + 1) % 3][1])
        sheet.fill_in(EDGES, (top - 1,), [[f"{text}\nand the rest" for text in row(n)]])
    assert titles(read_document(sheet.save())) == [f"{row(n)[0]} and the rest" for n in range(6)]


def test_a_date_in_two_languages_is_one_date(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    months = (("Mawrth", "March"), ("Rhagfyr", "December"), ("Ionawr", "January"))
    rows = [(*row(n)[:2], "\n".join(f"{m} 2026" for m in months[n % 3]), row(n)[3]) for n in range(5)]
    sheet.table(EDGES, (60, 80, *(80 + 32 * n for n in range(1, 6))), [HEADINGS, *rows])
    found = rows_of(read_document(sheet.save()))
    assert [r.fields["delivery"].text for r in found] == [r[2].replace("\n", " ") for r in rows]
    assert not any(c.flag for r in found for c in r.fields.values())


def test_a_register_of_contracts_with_values_and_owners_is_no_plan(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    edges = (40, 90, 230, 320, 390, 460, 540, 700)
    heads = ("Contract ref", "Contract title", "Supplier", "Start date", "End date", "Total value", "Contract owner")
    rows = [
        (
            f"QC{n:03d}",
            f"Lifts in tower {n} of nine",
            "Ferrum plc",
            "01/04/2024",
            "31/03/2027",
            f"£{n}4,000",
            OFFICERS[n % 3],
        )
        for n in range(1, 7)
    ]
    sheet.table(edges, [60 + 20 * n for n in range(8)], [heads, *rows])
    document = read_document(sheet.save())
    assert document.plans == ()
    assert "contracts" in document.left_alone[0].reason


def test_a_table_that_may_be_a_plan_s_under_headings_nobody_knows_is_told(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    sheet.table(EDGES, [60 + 20 * n for n in range(5)], [HEADINGS, *(row(n) for n in range(3))])
    rows = [(f"Widen the lock at mile {n} of the canal", OFFICERS[n % 3], f"{n}0 per cent") for n in range(4)]
    ys = [200.0 + 20 * n for n in range(6)]
    sheet.table(EDGES[:4], ys, [(), *rows])
    for x, word in zip(EDGES, ("Zorvle", "Quib", "Mentrop"), strict=False):
        sheet.text(x + 4, ys[0] + 12, word, font=BOLD)
    warnings = read_document(sheet.save()).warnings
    assert any("whose values may be a plan's was left alone" in w for w in warnings), warnings


def test_a_target_over_dates_is_when_the_work_is_due(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    rows = [row(n) for n in range(5)]
    sheet.table(EDGES, [60 + 20 * n for n in range(7)], [("Action", "Lead", "Target", "RAG"), *rows])
    assert [r.fields["delivery"].text for r in rows_of(read_document(sheet.save()))] == [r[2] for r in rows]


def test_dates_under_a_heading_that_means_something_else_are_told(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    rows = [row(n) for n in range(5)]
    sheet.table(EDGES, [60 + 20 * n for n in range(7)], [("Action", "Lead", "Portfolio holder", "RAG"), *rows])
    document = read_document(sheet.save())
    assert {r.fields["delivery"].flag for r in rows_of(document)} == {"likely_field"}
    assert any("01/01/2026" in w for w in document.warnings)


def test_a_row_of_a_post_a_quarter_and_a_rating_begins_no_table(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    rows = [(row(n)[0], "Procurement Lead", f"Q{n % 4 + 1} 2025-26", "Not on track") for n in range(6)]
    sheet.table(EDGES, [60 + 20 * n for n in range(8)], [("Our actions", "Owner", "By", "Progress"), *rows])
    assert titles(read_document(sheet.save())) == [r[0] for r in rows]


def test_a_text_turned_over_all_rows_of_a_column_without_heading_doubts_no_titles(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    edges = (20.0, *EDGES)
    rows = [row(n) for n in range(5)]
    sheet.table(EDGES, [60 + 20 * n for n in range(7)], [HEADINGS, *rows])
    sheet.grid(edges[:2], (60, 80, 180))
    sheet.canvas.saveState()
    sheet.canvas.translate(33, SIZE[1] - 170)
    sheet.canvas.rotate(90)
    sheet.canvas.drawString(0, 0, "A safer coast")
    sheet.canvas.restoreState()
    found = rows_of(read_document(sheet.save()))
    assert [r.fields["title"].text for r in found] == [r[0] for r in rows]
    assert not any(c.flag for r in found for c in r.fields.values())


def test_actions_beside_indicators_with_level_rows_are_two_tables(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(860.0, 420.0))
    sheet.fill(30, 20, 830, 60, "#0b2545")
    left, right = (40.0, 240.0, 350.0, 420.0), (480.0, 650.0, 710.0, 770.0)
    for xs, heads in ((left, ("Project", "Lead", "Due", "RAG")), (right, ("Indicator", "Target", "Q2 2025/26", "RAG"))):
        for x, head in zip(xs, heads, strict=True):
            sheet.text(x, 90, head, font=BOLD)
    colours = [STATUSES[(n + 1) % 3][1] for n in range(6)]
    for n in range(6):
        y = 110.0 + 18 * n
        for x, words in zip(
            (*left, *right), (*row(n)[:3], "", f"Calls answered at desk {n}", "90%", f"8{n}%"), strict=False
        ):
            if words:
                sheet.text(x, y, words)
        for x in (left[3] + 8, right[3] + 8):
            sheet.canvas.setFillColor(HexColor(colours[n]))
            sheet.canvas.circle(x, sheet.size[1] - y + 3, 5, stroke=0, fill=1)
            sheet.canvas.setFillColor(HexColor("#000000"))
    document = read_document(sheet.save())
    kinds = {t.kind: t.rows for p in document.plans for t in p.tables}
    assert [r.fields["title"].text for r in kinds["deliverables"]] == [row(n)[0] for n in range(6)]
    assert [r.fields["status"].fill for r in kinds["deliverables"]] == colours
    assert [r.fields["value_q2"].text for r in kinds["kpis"]] == [f"8{n}%" for n in range(6)]
    assert not document.warnings


def test_a_heading_that_is_a_status_elsewhere_is_one_where_the_row_looks_like_headings(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    rows = [(row(n)[0], row(n)[1], f"July 20{20 + n}", f"Bay {n} is dry again.") for n in range(4)]
    sheet.fill(EDGES[0], 60, EDGES[-1], 80, "#c3d4e0")
    sheet.grid(EDGES, [60 + 20 * n for n in range(6)])
    for x, text in zip(EDGES, ("What we did", "Lead", "Completed", "Good it did"), strict=False):
        sheet.text(x + 4, 72, text, font=BOLD)
    sheet.fill_in(EDGES, [80 + 20 * n for n in range(4)], rows)
    found = rows_of(read_document(sheet.save()))
    assert [(r.fields["title"].text, r.fields["delivery"].text) for r in found] == [(r[0], r[2]) for r in rows]


def test_pages_of_the_same_tables_are_no_parts_of_one_sheet(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    ys = (60.0, 80.0, 106.0, 126.0, 152.0, 172.0)
    for page, name in enumerate(("Social services", "Education")):
        sheet.text(40, 50, name, font=BOLD)
        edges = [EDGES[0], *(x + 7 * page for x in EDGES[1:-1]), EDGES[-1] + 3 * page]
        sheet.table(edges, ys, [HEADINGS, *(row(5 * page + n) for n in range(4))])
        sheet.next_page()
    document = read_document(sheet.save())
    assert titles(document) == [row(5 * page + n)[0] for page in range(2) for n in range(4)]
    assert not any(c.flag for r in rows_of(document) for c in r.fields.values())


@pytest.mark.parametrize(
    ("below", "told", "flag"),
    [
        ((1, 1, 1, 1), "1111", None),
        ((2, 2, 2, 1), "1111", None),  # the last row of dates went with the page
        ((0, 1, 0, 0), "0100", "likely_field"),  # no pattern, but a sentence is no theme
    ],
)
def test_a_row_of_commentary_is_counted_once(
    tmp_path: Path, below: tuple[int, ...], told: str, flag: str | None
) -> None:
    sheet = sheet_of(tmp_path)
    y = 60.0
    sheet.table(EDGES, (y, y + 20), [HEADINGS])
    for n, count in enumerate(below):
        y += 20
        sheet.table(EDGES, (y, y + 20), [row(n)])
        for text in (f"Update: the wall of bay {n} now stands again.", "Last updated: 14-Oct-2025")[:count]:
            y += 20
            sheet.table((EDGES[0], EDGES[-1]), (y, y + 20), [(text,)])
    document = read_document(sheet.save())
    updates = [r.fields.get("update") for r in rows_of(document)]
    assert [c.text[-9:] if c else "" for c in updates] == ["ds again." if t == "1" else "" for t in told]
    assert {c.flag for c in updates if c} == {flag}
    assert document.plans[0].ink.unplaced == 0


@pytest.mark.parametrize(("label", "field"), [("Comment", "update"), ("Mitigation", None)])
def test_a_label_before_rows_of_commentary_names_what_they_say(tmp_path: Path, label: str, field: str | None) -> None:
    sheet = sheet_of(tmp_path)
    y = 60.0
    sheet.table(EDGES, (y, y + 20), [HEADINGS])
    said = [f"The wall of bay {n} now stands again." for n in range(4)]
    for n, text in enumerate(said):
        y += 20
        sheet.table(EDGES, (y, y + 20), [row(n)])
        y += 20
        sheet.table((*EDGES[:2], EDGES[-1]), (y, y + 20), [(label, text)])
    document = read_document(sheet.save())
    found = rows_of(document)
    assert [r.fields["title"].text for r in found] == [row(n)[0] for n in range(4)]
    told = [r.fields[field].text if field else dict(r.other)[label].text for r in found]
    assert told == said
    assert document.plans[0].ink.unplaced == 0


@pytest.mark.parametrize(
    ("groups", "field", "flag"),
    [
        (("Head of Ports", "Director of Place"), "lead_officer", None),
        (("On track", "Delayed"), "status", None),
        (("Quarter 1 2025/26", "Quarter 2 2025/26"), "delivery", "likely_field"),
        (("Safe harbours", "Head of Ports"), None, None),
    ],
)
def test_what_stands_over_groups_of_rows_is_a_field_where_the_table_lacks_it(
    tmp_path: Path, groups: tuple[str, str], field: str | None, flag: str | None
) -> None:
    sheet = sheet_of(tmp_path)
    names = ("title", "lead_officer", "delivery", "status")
    kept = [n for n, name in enumerate(names) if name != field]
    edges = EDGES[: len(kept) + 1]
    ys = [60 + 20 * n for n in range(10)]
    rows = [HEADINGS, *(row(n) for n in range(8))]
    told = [[r[k] for k in kept] for r in rows]
    told[1], told[5] = [groups[0]], [groups[1]]
    for y in ys:
        sheet.line(edges[0], y, edges[-1], y)
    for x in edges:
        for n, (top, bottom) in enumerate(pairwise(ys)):
            if x in (edges[0], edges[-1]) or n not in (1, 5):
                sheet.line(x, top, x, bottom)
    sheet.fill_in(edges, ys, told)
    document = read_document(sheet.save())
    found = rows_of(document)
    assert [r.theme.text if r.theme else None for r in found] == (
        [None] * 6 if field else [groups[n // 3] for n in range(6)]
    )
    if field:
        assert [(r.fields[field].text, r.fields[field].flag) for r in found] == [
            (groups[n // 3], flag) for n in range(6)
        ]
    assert document.plans[0].ink.unplaced == 0


def test_painted_headings_most_of_which_nobody_knows_are_headings(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    edges = (*EDGES[:4], 700.0)
    sheet.fill(edges[0], 60, edges[-1], 82, "#0b3954")
    sheet.canvas.setFillColor(HexColor("#ffffff"))
    sheet.fill_in(edges, (63.0,), [("Piece of work", "Lead", "Hoped for", "What is new")])
    sheet.canvas.setFillColor(HexColor("#000000"))
    for n in range(5):
        sheet.fill_in(edges, (92.0 + 32 * n,), [(*row(n)[:3], f"The bids for bay {n} are in.")])
        for x0, x1 in pairwise(edges):
            sheet.line(x0, 114 + 32 * n, x1, 114 + 32 * n, width=1)
    assert titles(read_document(sheet.save())) == [row(n)[0] for n in range(5)]


def test_posts_where_headings_stand_are_those_of_a_row() -> None:
    """Below headings in a table of their own, the first row of the rest stands where headings do."""
    texts = [(row(n)[0], f"{OFFICERS[n % 3]} Lead", "■▲●"[n % 3]) for n in range(4)]
    rows = [{c: TableCell(c, text) for c, text in enumerate(own)} for own in texts]
    styles = [RowStyle(False, n == 0, None, n, n + 1) for n in range(4)]
    grid = Grid(1, "flow", Box(0, 0, 30, 4), (0, 10, 20, 30), (0, 1, 2, 3, 4), [])
    assert count_header_rows(PageTable(1, grid, rows, styles)) == 0
    headed = [{c: TableCell(c, text) for c, text in enumerate(("Work", "Lead officer", ""))}, *rows[1:]]
    assert count_header_rows(PageTable(1, grid, headed, styles)) == 1


def test_sentences_as_statuses_are_flagged() -> None:
    told = "The board met twice and named a bidder for the work."
    table = PublishedTable(
        "deliverables",
        (PlanColumn(0, "Title", "title", ""), PlanColumn(1, "Getting back on track", "status", "")),
        tuple(PublishedRow({"title": TableCell(0, row(n)[0]), "status": TableCell(1, told)}) for n in range(4)),
        (1,),
    )
    found, warnings = with_misheaded([table])
    assert {r.fields["status"].flag for r in found[0].rows} == {"out_of_place"}
    assert "sentences" in warnings[0]


def test_a_few_texts_that_come_again_as_titles_are_flagged() -> None:
    texts = ("Going well", "Closed", "Going well", "Some issues", "Going well", "Closed", "Going well", "Some issues")
    table = PublishedTable(
        "deliverables",
        (PlanColumn(0, "Position", "title", ""),),
        tuple(PublishedRow({"title": TableCell(0, text)}) for text in texts),
        (1,),
    )
    found, warnings = with_misheaded([table])
    assert {r.fields["title"].flag for r in found[0].rows} == {"out_of_place"}
    assert "a few short texts" in warnings[0]


def test_titles_that_are_sums_are_flagged() -> None:
    """Where no heading names a title, the column of the longest texts is taken."""
    rows = tuple(PublishedRow({"title": TableCell(0, f"£{n}40,000")}) for n in range(1, 6))
    table = PublishedTable("deliverables", (PlanColumn(0, "Total value", "title", ""),), rows, (1,))
    found, warnings = with_misheaded([table])
    assert {r.fields["title"].flag for r in found[0].rows} == {"out_of_place"}
    assert "amounts" in warnings[0]


def test_headings_that_end_with_values_of_their_columns_flag_the_table(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    first, *rows = [row(n) for n in range(6)]
    heads = [f"{head}\n{text}" for head, text in zip(HEADINGS, (first[0], *rows[2][1:]), strict=True)]
    sheet.table(EDGES, (60, 92, *(92 + 20 * n for n in range(1, 6))), [heads, *rows])
    document = read_document(sheet.save())
    assert {c.flag for r in rows_of(document) for c in r.fields.values()} == {"lost_column"}
    assert any("may be a row's" in w for w in document.warnings)
