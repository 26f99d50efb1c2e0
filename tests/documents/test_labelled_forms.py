"""Forms of labelled cells, one for each record, however much of them is drawn and wherever a page ends."""

from itertools import pairwise
from pathlib import Path

import pytest
import typst

from extractors.document import read_document
from extractors.table import PublishedDocument
from tests.quayside import BOLD, row, rows_of, sheet_of
from tests.sheets import Sheet

FIELDS = ("title", "lead_officer", "delivery", "status")
LABELS = ("Lead officer", "Due date", "Status")
PAINT = "#cfe3f5"


def told_by(document: PublishedDocument) -> list[tuple[str, ...]]:
    """What the records of a document say, field by field."""
    return [tuple(r.fields[f].text if f in r.fields else "" for f in FIELDS) for r in rows_of(document)]


def write_pairs(sheet: Sheet, y: float, pairs: list[tuple[str, str]], *, painted: bool) -> float:
    """Bold labels, each with its value beside it and nothing drawn but, where `painted`, the labels; the next y."""
    for label, value in pairs:
        if painted:
            sheet.fill(40, y - 11, 130, y + 3, PAINT)
        sheet.text(44, y, label, font=BOLD)
        sheet.text(138, y, value)
        y += 14
    return y


@pytest.mark.parametrize("painted", [True, False])
@pytest.mark.parametrize("cut", [1, 2, 3])
def test_numbered_labels_beside_their_values_are_forms_that_a_page_may_part(
    tmp_path: Path, cut: int, *, painted: bool
) -> None:
    sheet = sheet_of(tmp_path, size=(500.0, 420.0))
    y = 70.0
    for n in range(6):
        title, *facts = row(n)
        pairs = [(f"Action {n + 1}", title), *zip(LABELS, facts, strict=True)]
        if n != 3:
            y = write_pairs(sheet, y, pairs, painted=painted)
            continue
        write_pairs(sheet, y, pairs[:cut], painted=painted)
        sheet.next_page()
        y = write_pairs(sheet, 50.0, pairs[cut:], painted=painted)
    assert told_by(read_document(sheet.save())) == [row(n) for n in range(6)]


@pytest.mark.parametrize("apart", [True, False])
def test_one_row_of_known_labels_over_rows_is_no_form(tmp_path: Path, *, apart: bool) -> None:
    sheet = sheet_of(tmp_path)
    for part in range(3):
        top = 70.0 + 100 * part
        sheet.fill(40, top, 560, top + (16 if apart else 34), PAINT)
        for x0, x1 in pairwise((40, 266, 376, 476, 560) if apart else ()):
            sheet.fill(x0, top + 16, x1, top + 34, PAINT)
        sheet.text(44, top + 12, f"Priority {part + 1}: Safer harbours", font=BOLD)
        for x, head in zip((44, 270, 380, 480), ("Action", *LABELS), strict=True):
            sheet.text(x, top + 28, head, font=BOLD)
        for n in range(3 * part, 3 * part + 3):
            for x, text in zip((44, 270, 380, 480), row(n), strict=True):
                sheet.text(x, top + 46 + 15 * (n % 3), text)
    assert told_by(read_document(sheet.save())) == [row(n) for n in range(9)]


@pytest.mark.parametrize("one", [True, False])
def test_tagged_cells_that_begin_with_their_labels_are_those_of_the_title_above(tmp_path: Path, *, one: bool) -> None:
    forms = [
        f"table.cell(colspan: 3)[*{title}*], [Lead: {officer}], [Due: {due}], [Status: {status}]"
        for title, officer, due, status in map(row, range(9))
    ]
    forms = [f"#table(columns: 3, {cells})" for cells in ([", ".join(forms)] if one else forms)]
    page = '#set page(width: 700pt, height: 420pt, margin: 30pt)\n#set text(size: 9pt, font: "Libertinus Serif")\n'
    (tmp_path / "plan.typ").write_text(page + "= Quayside Council: delivery plan 2025/26\n" + "\n\n".join(forms))
    typst.compile(tmp_path / "plan.typ", tmp_path / "plan.pdf")
    assert told_by(read_document(tmp_path / "plan.pdf")) == [row(n) for n in range(9)]


def test_a_title_over_the_first_of_the_forms_is_read_where_only_labelled_cells_are_drawn(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    xs, y = (40.0, 130.0, 300.0, 390.0, 560.0), 70.0
    for n in range(4):
        title, officer, due, status = row(n)
        sheet.text(44, y, title, font=BOLD)
        facts = [("Lead officer", officer, "Due date", due), ("Status", status, "Update", f"Bay {n} is dry.")]
        for k, texts in enumerate(facts):
            top = y + 5 + 18 * k
            for x in (xs[0], xs[2]):
                sheet.fill(x, top, x + 90, top + 18, PAINT)
            for x, text, font in zip(xs, texts, (BOLD, "Helvetica") * 2, strict=False):
                sheet.text(x + 4, top + 12, text, font=font)
        y += 54
    assert told_by(read_document(sheet.save())) == [row(n) for n in range(4)]


def test_a_title_at_the_foot_of_a_page_is_that_of_the_labels_on_the_next(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(500.0, 420.0))
    y = 70.0
    for n in range(7):
        title, *facts = row(n)
        sheet.text(44, y, title, font=BOLD, size=11)
        if n == 4:
            sheet.next_page()
            y = 36.0
        y = write_pairs(sheet, y + 16, list(zip(LABELS, facts, strict=True)), painted=False) + 14
    assert told_by(read_document(sheet.save())) == [row(n) for n in range(7)]


def test_ruled_forms_with_blank_cells_behind_their_titles_are_a_record_each(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    for n in range(4):
        title, officer, due, status = row(n)
        top = 60.0 + 80 * n
        facts = [("Lead officer", officer, "Due date", due), ("Status", status, "Update", f"Bay {n} is dry.")]
        xs = (40.0, 250.0, 380.0, 450.0, 560.0)
        sheet.table(xs, (top, top + 20, top + 40, top + 60), [(title, "", "", ""), *facts])
    assert told_by(read_document(sheet.save())) == [row(n) for n in range(4)]


def test_the_paint_behind_a_label_is_no_sign_of_the_value_beside_it(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(500.0, 420.0))
    y = 70.0
    for n in range(4):
        title, *facts = row(n)
        y = write_pairs(sheet, y, [(f"Action {n + 1}", title), *zip(LABELS, facts, strict=True)], painted=True)
    statuses = [r.fields["status"] for r in rows_of(read_document(sheet.save()))]
    assert [s.fill for s in statuses] == [None] * 4


@pytest.mark.parametrize("cut", [1, 2])
def test_ruled_forms_keep_the_cells_that_their_lines_draw_where_a_page_parts_one(tmp_path: Path, cut: int) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 420.0))
    xs, y = (40.0, 120.0, 300.0, 380.0, 560.0), 60.0
    for n in range(6):
        title, officer, due, status = row(n)
        rows = [
            ("Action", title),
            ("Lead officer", officer, "Due date", due),
            ("Status", status, "Update", f"Bay {n}."),
        ]
        for k, texts in enumerate(rows):
            if n == 4 and k == cut:
                sheet.next_page()
                y = 40.0
            sheet.grid(xs[:2] + xs[4:] if len(texts) == 2 else xs, (y, y + 22))
            for m, text in enumerate(texts):
                sheet.text(xs[m] + 4, y + 14, text, font=BOLD if m % 2 == 0 else "Helvetica")
            y += 22
    found = rows_of(read_document(sheet.save()))
    assert [tuple(r.fields[f].text for f in (*FIELDS, "update")) for r in found] == [
        (*row(n), f"Bay {n}.") for n in range(6)
    ]


def test_facts_abreast_at_other_places_and_the_text_below_are_those_of_one_card(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    for n in range(4):
        title, officer, due, status = row(n)
        y = 70.0 + 70 * n
        sheet.text(44, y, title, font=BOLD, size=12)
        x = 44.0
        for label, value in (("Lead officer:", officer), ("Due date:", due), ("Status:", status)):
            sheet.text(x, y + 18, label, font=BOLD)
            sheet.text(x + 62, y + 18, value)
            x += 62 + 5 * len(value) + 30
        sheet.text(44, y + 36, f"Bay {n} is dry, and the next is in hand.")
    document = read_document(sheet.save())
    assert told_by(document) == [row(n) for n in range(4)]
    assert [[c.text for _, c in r.other] for r in rows_of(document)] == [
        [f"Bay {n} is dry, and the next is in hand."] for n in range(4)
    ]
    assert [[c.flag for c in r.fields.values()] for r in rows_of(document)] == [[None] * len(FIELDS)] * 4


def test_a_value_that_begins_like_a_label_is_that_of_the_label_in_the_cell_before(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 500.0))
    leads = ("Head of Ports", "Fleet Manager", "Strategic Lead: Climate", "Head of Ports")
    for n in range(4):
        title, _, due, status = row(n)
        facts = [("Lead officer:", leads[n]), ("Due date:", due), ("Status:", status)]
        ys = [60.0 + 90 * n + 20 * k for k in range(5)]
        sheet.grid((40.0, 400.0), ys[:2])
        sheet.text(44, ys[0] + 12, title, font=BOLD)
        sheet.table((40.0, 140.0, 400.0), ys[1:], facts)
    assert told_by(read_document(sheet.save())) == [(row(n)[0], leads[n], *row(n)[2:]) for n in range(4)]


def test_forms_with_labels_at_the_left_and_above_are_a_record_each(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 400.0))
    xs, officers = (40.0, 150.0, 290.0, 400.0, 560.0), ("Corporate Director, Ports", "Head of Fleet")
    forms = [(title, officers[n % 2], due, status) for n in range(4) for title, _, due, status in [row(n)]]
    for n, (title, officer, due, status) in enumerate(forms):
        if n:
            sheet.next_page()
        sheet.table((40.0, 560.0), (60.0, 80.0), [(title,)])
        facts = [
            ("Accountable officer", officer, "Portfolio holder", "Councillor Moss"),
            ("Overall rating", status, "Finish", due),
            ("Start", "1 May 2025", "Next milestone", f"Ask the yard about bay {n}"),
        ]
        sheet.table(xs, (80.0, 100.0, 120.0, 140.0), facts)
        sheet.table((40.0, 560.0), (140.0, 160.0, 220.0), [("Progress this quarter",), (f"Bay {n} goes on.",)])
    found = rows_of(read_document(sheet.save()))
    assert [tuple(r.fields[f].text for f in FIELDS) for r in found] == forms
    assert [r.fields["update"].text for r in found] == [f"Bay {n} goes on." for n in range(4)]


def test_the_ink_of_forms_that_are_tagged_as_tables_counts_once(tmp_path: Path) -> None:
    forms = [
        f"""#table(columns: 4, [*Action*], table.cell(colspan: 3)[{title}],
        [*Lead officer*], [{officer}], [*Due date*], [{due}], [*Status*], [{status}], [*Update*], [Done at bay {n}.])"""
        for n, (title, officer, due, status) in enumerate(map(row, range(4)))
    ]
    page = '#set page(width: 700pt, height: 420pt, margin: 30pt)\n#set text(size: 9pt, font: "Libertinus Serif")\n'
    (tmp_path / "plan.typ").write_text(page + "= Quayside Council: delivery plan 2025/26\n" + "\n\n".join(forms))
    typst.compile(tmp_path / "plan.typ", tmp_path / "plan.pdf")
    assert read_document(tmp_path / "plan.pdf").plans[0].ink.unplaced == 0


def test_forms_of_which_the_first_and_the_third_end_alike_are_three(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    for n in range(4):
        title, officer, due, status = row(n)
        top, more = 60.0 + 80 * n, 12.0 * (n % 2)
        ys = [top, top + 20, top + 40, top + 60]
        xs = (40.0, 120.0, 260.0 + more, 330.0 + more, 450.0 + more)
        facts = [("Lead officer", officer, "Due date", due), ("Status", status, "Update", f"Done at bay {n}.")]
        sheet.table(xs, ys, [("Action", title), *facts])
    document = read_document(sheet.save())
    assert [tuple(r.fields[f].text for f in FIELDS) for r in rows_of(document)] == [row(n) for n in range(4)]


def test_forms_with_rules_at_head_and_foot_alone_are_a_record_each(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    for n in range(5):
        title, officer, due, status = row(n)
        top = 50.0 + 62 * n
        for y in (top, top + 18, top + 52):
            sheet.line(40, y, 720, y)
        sheet.text(44, top + 12, title, font=BOLD)
        facts = (("Lead officer", officer, "Due date", due), ("Status", status, "Update", f"Bay {n} is dry."))
        for y, own in zip((top + 30, top + 46), facts, strict=True):
            for k, (x, text) in enumerate(zip((44, 150, 360, 450), own, strict=True)):
                sheet.text(x, y, text, font="Helvetica" if k % 2 else BOLD)
    assert told_by(read_document(sheet.save())) == [row(n) for n in range(5)]
