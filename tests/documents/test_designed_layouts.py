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
from extractors.table import PlanColumn, PublishedDocument, PublishedRow, PublishedTable, TableCell
from tests.sheets import Sheet, tables_of

SIZE = (760.0, 420.0)
EDGES = (40.0, 250.0, 360.0, 460.0, 540.0)
BOLD = "Helvetica-Bold"
HEADINGS = ("Action", "Lead officer", "Due date", "Status")
OFFICERS = ("Head of Ports", "Director of Place", "Fleet Manager")
STATUSES = (("On track", "#43b02a"), ("Delayed", "#ffb81c"), ("Complete", "#0072ce"))


def row(n: int) -> tuple[str, ...]:
    return (
        f"Mend the sea wall at bay {n}",
        OFFICERS[n % 3],
        f"{n % 27 + 1:02d}/0{n % 8 + 1}/2026",
        STATUSES[(n + 1) % 3][0],
    )


def sheet_of(tmp_path: Path, *, size: tuple[float, float] = SIZE) -> Sheet:
    sheet = Sheet(tmp_path / "plan.pdf", size)
    sheet.text(40, 30, "Quayside Council: delivery plan 2025/26", size=15)
    return sheet


def rows_of(document: PublishedDocument) -> list[PublishedRow]:
    return [r for p in document.plans for t in p.tables for r in t.rows]


def titles(document: PublishedDocument) -> list[str]:
    return [r.fields["title"].text for r in rows_of(document)]


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


def write_card(sheet: Sheet, x: float, y: float, n: int) -> None:
    """A box with a title in white and lines of a bold label and a value, some of which run over to a second line."""
    title, officer, due, status = row(n)
    sheet.fill(x, y, x + 300, y + 110, "#f1f4f6")
    sheet.text(x + 8, y + 16, title, font=BOLD, size=11)
    update = (f"Bay {n} goes on", "as planned.") if n % 2 else (f"Bay {n} is done.",)
    lines = [("Lead officer", officer), ("Due date", due), ("Budget", f"£{n}2,000"), ("Status", status)]
    for k, (label, value) in enumerate((*lines, ("Latest update", update[0]), *(("", more) for more in update[1:]))):
        at = y + 36 + 13 * k
        if label:
            sheet.text(x + 8, at, f"{label}:", font=BOLD)
        sheet.text(x + 8 + (len(label) * 5.2 + 6 if label else 0), at, value)


def test_cards_with_the_same_labels_are_records(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    for n in range(6):
        write_card(sheet, 40.0 + 330 * (n % 2), 50.0 + 120 * (n // 2), n)
    found = rows_of(read_document(sheet.save()))
    fields = ("title", "lead_officer", "delivery", "status")
    assert [tuple(r.fields[f].text for f in fields) for r in found] == [row(n) for n in range(6)]
    assert [r.fields["update"].text for r in found] == [
        f"Bay {n} goes on as planned." if n % 2 else f"Bay {n} is done." for n in range(6)
    ]
    assert [[c.text for _, c in r.other] for r in found] == [[f"£{n}2,000"] for n in range(6)]
    assert not any(c.flag for r in found for c in r.fields.values())


def test_a_line_over_two_cards_flags_the_last_value_of_both(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    for n in range(6):
        write_card(sheet, 40.0 + 330 * (n % 2), 50.0 + 120 * (n // 2), n)
    sheet.text(
        60,
        50 + 36 + 13 * 5,
        "a line that runs on from this card over the gap to the one beside it and on into that, up to its middle",
    )
    flagged = [r.fields["update"].flag for r in rows_of(read_document(sheet.save()))]
    assert flagged == ["stray_row", "stray_row", *[None] * 4]


def test_cards_below_a_wide_table_are_read_as_well(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(760.0, 600.0))
    edges = (40.0, 300.0, 400.0, 500.0, 600.0, 720.0)
    heads = ("Indicator", "Q1 2025/26", "Q2 2025/26", "Target", "RAG")
    kpis = [(f"Bins emptied in week {n}", f"{n}1%", f"{n}2%", f"{n}5%", "Green") for n in range(4, 8)]
    sheet.table(edges, [60 + 45 * n for n in range(6)], [heads, *kpis])
    for n in range(4):
        x, y = 40.0 + 350 * (n % 2), 330.0 + 110 * (n // 2)
        title, lead, due, rated = row(n)
        sheet.text(x, y, title, size=11, font=BOLD)
        for k, line in enumerate((f"Lead officer: {lead}", f"Due: {due}", f"Status: {rated}")):
            sheet.text(x, y + 16 + 13 * k, line)
    found = titles(read_document(sheet.save()))
    assert found == [*(k[0] for k in kpis), *(row(n)[0] for n in range(4))]


def test_labelled_lines_in_no_table_are_told(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    sheet.table(EDGES, [60 + 20 * n for n in range(5)], [HEADINGS, *(row(n) for n in range(3))])
    for n in range(3, 6):
        title, lead, due, rated = row(n)
        sheet.text(40, 180 + 50 * (n - 3), f"{n}. {title}", font=BOLD)
        sheet.text(40, 193 + 50 * (n - 3), f"Lead: {lead} | Due: {due} | Status: {rated}")
    document = read_document(sheet.save())
    assert any("3 lines such as 'Lead: Head of Ports" in w for w in document.warnings)


def test_labels_in_tables_left_alone_are_told(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(760.0, 640.0))
    sheet.table(EDGES, [60 + 20 * n for n in range(5)], [HEADINGS, *(row(n) for n in range(3))])
    for n in range(3, 6):
        title, lead, due, _ = row(n)
        top = 180.0 + 140 * (n - 3)
        left = f"Lead officer\n{lead}\nTimescale\n{due}"
        sheet.table((40.0, 250.0, 560.0), (top, top + 60, top + 100), [(left, "We are in talks."), (title, "")])
    warnings = read_document(sheet.save()).warnings
    assert any("3 lines such as 'Lead officer'" in w for w in warnings), warnings


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


def test_lines_with_labels_beside_other_columns_are_no_cards(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Action", "Who and when", "Progress")
    rows = [
        (
            row(n)[0],
            f"Lead officer: {row(n)[1]}\nDue: {row(n)[2]}\nStatus: {row(n)[3]}",
            "The wall stands\nand holds.\nSo far.",
        )
        for n in range(5)
    ]
    sheet.table((40, 250, 500, 700), (60, 80, *(80 + 40 * n for n in range(1, 6))), [heads, *rows])
    assert len(tables_of(sheet.save())[0].rows) == 6


@pytest.mark.parametrize("titled", [False, True])
def test_sheets_of_labels_and_values_that_touch_are_a_record_each(tmp_path: Path, *, titled: bool) -> None:
    sheet = sheet_of(tmp_path)
    labels = (
        "Project name",
        "Reference",
        "Political sponsor",
        "Project manager",
        "Target date",
        "RAG status",
        "Progress",
    )
    y = 50.0
    for n in range(3):
        title, officer, due, status = row(n)
        rows = list(zip(labels, (title, f"QC{n}", "Cllr Moss", officer, due, status, "Work goes on."), strict=True))
        if titled:
            rows = rows[1:]
            sheet.grid((40, 540), (y, y + 16))
            sheet.text(44, y + 11, title, font=BOLD)
            y += 16
        sheet.table((40, 200, 540), [y + 16 * k for k in range(len(rows) + 1)], rows)
        y += 16 * len(rows)
    found = rows_of(read_document(sheet.save()))
    fields = ("title", "lead_officer", "delivery", "status")
    assert [tuple(r.fields[f].text for f in fields) for r in found] == [row(n) for n in range(3)]


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


def test_a_row_of_commentary_is_counted_once(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    y = 60.0
    sheet.table(EDGES, (y, y + 20), [HEADINGS])
    for n in range(4):
        y += 40
        sheet.table(EDGES, (y - 20, y), [row(n)])
        sheet.table((EDGES[0], EDGES[-1]), (y, y + 20), [(f"Update: the wall of bay {n} stands again.",)])
    document = read_document(sheet.save())
    assert [r.fields["update"].text[-9:] for r in rows_of(document)] == ["ds again."] * 4
    assert document.plans[0].ink.unplaced == 0


def write_stacked(sheet: Sheet, y: float, n: int) -> None:
    """A title over small labels over values, three abreast, and a label over a text of its own."""
    sheet.text(48, y, row(n)[0], font=BOLD, size=12)
    for x, label, value in zip((48, 260, 420), ("LEAD OFFICER", "DUE DATE", "STATUS"), row(n)[1:], strict=True):
        sheet.text(x, y + 18, label, size=6.5)
        sheet.text(x, y + 29, value)
    sheet.text(48, y + 44, "LATEST UPDATE", size=6.5)
    sheet.lines(48, y + 55, f"Bay {n} is dry,\nand stays so.")


def test_labels_above_their_values_make_records_where_they_come_again(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 700.0))
    for n in range(6):
        write_stacked(sheet, 70.0 + 95 * n, n)
    document = read_document(sheet.save())
    fields = ("title", "lead_officer", "delivery", "status")
    assert [tuple(r.fields[f].text for f in fields) for r in rows_of(document)] == [row(n) for n in range(6)]
    assert [r.fields["update"].text for r in rows_of(document)] == [f"Bay {n} is dry, and stays so." for n in range(6)]
    assert not any(c.flag for r in rows_of(document) for c in r.fields.values())


def test_headings_over_several_rows_are_no_labels_of_cards(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 700.0))
    for n in range(2):
        sheet.text(48, 70.0 + 200 * n, f"Part {n}", font=BOLD, size=12)
        for x, head in zip(EDGES, HEADINGS, strict=False):
            sheet.text(x, 90.0 + 200 * n, head, font=BOLD)
        for k in range(5):
            for x, words in zip(EDGES, row(5 * n + k), strict=False):
                sheet.text(x, 110.0 + 200 * n + 20 * k, words)
    assert titles(read_document(sheet.save())) == [row(n)[0] for n in range(10)]


@pytest.mark.parametrize("shape", ["bar", "line", "dot"])
def test_colours_beside_the_rows_are_their_statuses(tmp_path: Path, shape: str) -> None:
    sheet = sheet_of(tmp_path)
    ys = [80.0 + 22 * n for n in range(7)]
    sheet.fill_in(EDGES, [60, *ys], [HEADINGS[:3], *(row(n)[:3] for n in range(6))])
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
            sheet.canvas.circle(EDGES[0] - 16, sheet.size[1] - top - 11, 5, stroke=0, fill=1)
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


@pytest.mark.parametrize("bare", [False, True])
def test_labelled_lines_in_one_column_are_columns(tmp_path: Path, *, bare: bool) -> None:
    sheet = sheet_of(tmp_path)
    rows = [
        (title, f"Lead: {lead}\nDue: {due}\nRAG: {rated}", "Goes on." if bare else "The wall is up.")
        for title, lead, due, rated in map(row, range(5))
    ]
    ys = [60, 80, *(80 + 42 * n for n in range(1, 6))]
    sheet.table((40.0, 250.0, 400.0, 560.0), ys, [("Action", "" if bare else "Lead and timescale", "Progress"), *rows])
    document = read_document(sheet.save())
    names = ("title", "lead_officer", "delivery", "status")
    assert [tuple(r.fields[n].text for n in names) for r in rows_of(document)] == [row(n) for n in range(5)]
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


def test_colours_beside_some_of_the_rows_are_told(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    sheet.table(EDGES[:4], [60 + 22 * n for n in range(8)], [HEADINGS[:3], *(row(n)[:3] for n in range(6))])
    for n in (0, 1, 3, 4):
        sheet.fill(EDGES[0] - 8, 82 + 22 * n, EDGES[0] - 2, 104 + 22 * n, STATUSES[n % 2][1])
    document = read_document(sheet.save())
    assert {r.fields["status"].flag for r in rows_of(document)} == {"likely_field"}
    assert any("colours beside 4 of its 6 records" in w for w in document.warnings)


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
