"""Plans without rows: cards, labelled lines and sheets of labels and values, each of which is a record."""

from pathlib import Path

import pytest

from extractors.document import read_document
from tests.quayside import BOLD, EDGES, HEADINGS, row, rows_of, sheet_of, titles
from tests.sheets import Sheet, tables_of


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
        _, lead, due, rated = row(n)
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


@pytest.mark.parametrize(
    ("numbers", "parted"),
    [
        (("1.", "2.", "3.", "4."), True),
        (("A1", "A2", "B1", "B2"), True),
        (("1.1", "1.2", "2.1", "2.2"), True),
        (("1", "3", "2", "4"), True),  # down the left side and then down the right one
        (("20", "30", "20", "40"), False),  # `20 mph zones`
        (("Q1", "Q2", "Q3", "Q4"), False),
    ],
)
def test_numbers_that_go_up_before_the_titles_of_cards_are_codes(
    tmp_path: Path, numbers: tuple[str, ...], *, parted: bool
) -> None:
    sheet = sheet_of(tmp_path)
    for n, number in enumerate(numbers):
        x, y = 40.0 + 350 * (n % 2), 60.0 + 110 * (n // 2)
        sheet.text(x, y, f"{number} {row(n)[0]}", font=BOLD, size=11)
        for k, (label, value) in enumerate(zip(HEADINGS[1:], row(n)[1:], strict=True)):
            sheet.text(x, y + 16 + 13 * k, f"{label}: {value}")
    document = read_document(sheet.save())
    assert [p.ink.unplaced for p in document.plans] == [0]
    found = rows_of(document)
    codes = [r.fields["code"].text if "code" in r.fields else None for r in found]
    assert codes == ([number.strip(".") for number in numbers] if parted else [None] * 4)
    assert [r.fields["title"].text for r in found] == [
        row(n)[0] if parted else f"{number} {row(n)[0]}" for n, number in enumerate(numbers)
    ]


@pytest.mark.parametrize("above", [False, True])
def test_a_card_of_another_form_beside_cards_is_told(tmp_path: Path, *, above: bool) -> None:
    sheet = sheet_of(tmp_path)
    for n in range(4):
        write_card(sheet, 40.0 + 330 * (n % 2), 50.0 + 120 * (n // 2), n)
    sheet.text(40, 320, row(5)[0], font=BOLD, size=11)
    for k, (label, value) in enumerate(zip(("Owner", "Deadline", "RAG"), row(5)[1:], strict=True)):
        if above:
            sheet.text(40 + 150 * k, 336, label.upper(), size=6.5)
            sheet.text(40 + 150 * k, 347, value)
        else:
            sheet.text(40, 336 + 13 * k, f"{label}: {value}")
    document = read_document(sheet.save())
    assert len(rows_of(document)) == 4
    assert any("look like a record that stands in no table" in w for w in document.warnings)


def test_cards_of_two_forms_are_read_where_one_begins_a_little_further_right(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(760.0, 560.0))
    for n in range(4):
        write_card(sheet, 40.0 + 330 * (n % 2), 50.0 + 120 * (n // 2), n)
    for n in (4, 5):
        sheet.text(40, 240 + 80 * (n - 3), row(n)[0], font=BOLD, size=11)
        for k, (label, value) in enumerate(zip(("Owner", "Deadline", "RAG"), row(n)[1:], strict=True)):
            sheet.text(40, 256 + 80 * (n - 3) + 13 * k, f"{label}: {value}")
    found = rows_of(read_document(sheet.save()))
    assert [tuple(r.fields[f].text for f in FIELDS) for r in found] == [row(n) for n in range(6)]


@pytest.mark.parametrize(
    ("between", "place", "told", "updates", "flags"),
    [
        ("\nUpdate:", 0, range(4), 4, [None] * 4),
        ("\nLatest note:", 3, range(4), 4, [None] * 4),
        (". Update:", 0, range(0, 4, 2), 2, [None] * 4),
        ("\nUpdate:", 0, range(1), 0, ["likely_field", *[None] * 3]),
        ("\nNote:", 0, range(4), 0, [None] * 4),
    ],
)
def test_what_stands_behind_a_label_in_another_column_is_the_update(
    tmp_path: Path, between: str, place: int, told: range, updates: int, flags: list[str | None]
) -> None:
    sheet = sheet_of(tmp_path)
    rows = [list(row(n)) for n in range(4)]
    for n in told:
        rows[n][place] += f"{between} Bay {n} is\ndry so far."
    ys = [60.0, 80.0, *(80.0 + 44 * n for n in range(1, 5))]
    sheet.table((40.0, 280.0, 400.0, 480.0, 680.0), ys, [HEADINGS, *rows])
    found = rows_of(read_document(sheet.save()))
    said = [r.fields["update"].text if "update" in r.fields else "" for r in found]
    assert said == [f"Bay {n} is dry so far." if updates and n in told else "" for n in range(4)]
    assert [r.fields[FIELDS[place]].flag for r in found] == flags
    if updates:
        assert [r.fields[FIELDS[place]].text.rstrip(".") for r in found] == [row(n)[place] for n in range(4)]


FIELDS = ("title", "lead_officer", "delivery", "status")


def test_numbered_cards_go_on_over_the_page_and_a_last_one_stands_alone(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 420.0))
    y = 70.0
    for n in range(9):
        title, officer, due, status = row(n)
        said = [(f"Action {n + 1}", title), ("Lead officer", officer), ("Due date", due), ("Status", status)]
        for k, (label, value) in enumerate((*said, ("Latest update", f"Bay {n} goes on."))):
            if y > 385:  # page 1 ends in the middle of card 5, page 2 begins with its rest
                sheet.next_page()
                y = 50.0
            sheet.text(40, y, f"{label}: {value}", font=BOLD if k == 0 else "Helvetica")
            y += 14
        y += 14
    document = read_document(sheet.save())
    found = rows_of(document)
    assert [tuple(r.fields[f].text for f in FIELDS) for r in found] == [row(n) for n in range(9)]
    assert [r.fields["update"].text for r in found] == [f"Bay {n} goes on." for n in range(9)]
    assert document.warnings == ()
    assert not any(c.flag for r in found for c in r.fields.values())


def test_facts_on_one_line_are_those_of_the_title_above(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 420.0))
    for n in range(6):
        title, officer, due, status = row(n)
        if n % 3 == 0:
            sheet.text(40, 60 + 50 * n, f"Priority {n // 3 + 1}: Dry harbours", font=BOLD, size=12)
        sheet.text(40, 80 + 50 * n, title, font=BOLD)
        sheet.text(40, 94 + 50 * n, f"Lead officer: {officer}  |  By: {due}  |  Status: {status}")
    document = read_document(sheet.save())
    assert [tuple(r.fields[f].text for f in FIELDS) for r in rows_of(document)] == [row(n) for n in range(6)]
    assert [t.text for t in document.plans[0].themes] == ["Priority 1: Dry harbours", "Priority 2: Dry harbours"]


def test_facts_abreast_and_a_question_at_the_foot_are_those_of_one_card(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 620.0))
    for n in range(5):
        title, officer, due, status = row(n)
        y = 60.0 + 100 * n + (120 if n == 4 else 0)
        if n == 4:
            sheet.next_page()
            y = 60.0
        sheet.text(40, y, title, font=BOLD, size=11)
        first, _, rest = officer.partition(" ")
        for x, label, value in ((40, "Lead officer", first), (220, "Partners", "Yacht clubs"), (400, "Due date", due)):
            sheet.text(x, y + 18, f"{label}: {value}")
        sheet.text(40, y + 29, rest)
        sheet.text(40, y + 47, f"Latest update: Bay {n} goes on.")
        sheet.text(40, y + 70, "How are we doing?", font=BOLD)
        sheet.text(136, y + 70, status)
    document = read_document(sheet.save())
    assert [tuple(r.fields[f].text for f in FIELDS) for r in rows_of(document)] == [row(n) for n in range(5)]
    assert [r.fields["update"].text for r in rows_of(document)] == [f"Bay {n} goes on." for n in range(5)]
    assert [p.ink.unplaced for p in document.plans] == [0]


def test_cells_with_one_of_the_labels_that_others_have_are_parted_too(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    times = ["Start: May 2025\nEnd: March 2026", "Start: June 2025", "End: July 2026", "Start: May 2025\nEnd: May 2026"]
    rows = [(f"A{n}", row(n)[0], row(n)[1], told) for n, told in enumerate(times)]
    ys = [60.0, 80.0, *(80.0 + 34 * n for n in range(1, 5))]
    sheet.table((40.0, 80.0, 320.0, 460.0, 600.0), ys, [("Ref", "Action", "Lead officer", "Timeline"), *rows])
    found = rows_of(read_document(sheet.save()))
    said = [{n: r.fields[n].text for n in ("start", "delivery") if n in r.fields and r.fields[n].text} for r in found]
    assert said == [
        {"start": "May 2025", "delivery": "March 2026"},
        {"start": "June 2025"},
        {"delivery": "July 2026"},
        {"start": "May 2025", "delivery": "May 2026"},
    ]


def test_a_title_at_the_foot_of_a_page_is_that_of_the_facts_on_the_next(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    tops = [60 + 70 * n for n in range(4)]
    for n in range(9):
        title, officer, due, status = row(n)
        y = tops[n] if n < 4 else 380 if n == 4 else 50 + 70 * (n - 4)
        sheet.text(40, y, f"{n + 1}. {title}", font=BOLD, size=11)
        if n == 4:
            sheet.next_page()
            y = 30
        for k, line in enumerate((f"Lead officer: {officer}", f"Due date: {due}", f"Status: {status}")):
            sheet.text(40, y + 14 + 11 * k, line)
    document = read_document(sheet.save())
    assert [tuple(r.fields[f].text for f in FIELDS) for r in rows_of(document)] == [row(n) for n in range(9)]


def test_a_band_at_the_foot_of_a_page_is_no_part_of_the_card_on_the_next(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 420.0))
    for page in range(2):
        for n in range(2 * page, 2 * page + 2):
            title, officer, due, status = row(n)
            y = 70.0 + 100 * (n % 2)
            sheet.text(44, y, title, font=BOLD, size=11)
            said = (("Lead officer", officer), ("Due date", due), ("Status", status))
            for k, (label, value) in enumerate(said):
                sheet.text(44, y + 16 + 13 * k, f"{label}: {value}")
        if not page:
            sheet.fill(40, 370, 52, 395, "#5b2a86")
            sheet.fill(52, 370, 540, 395, "#c8b6dc")
            sheet.text(60, 387, "Cleaner harbours", size=14)
            sheet.next_page()
    document = read_document(sheet.save())
    assert [tuple(r.fields[f].text for f in FIELDS) for r in rows_of(document)] == [row(n) for n in range(4)]
