"""Action plans and trackers as officers make them in Word and Excel: what their headings stand for, known or not."""

from pathlib import Path

import pytest

from extractors.document import read_document
from tests.quayside import BOLD, rows_of
from tests.trackers import draw, sheet_of, texts


def test_the_number_of_a_note_is_no_part_of_a_heading(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Ref", "Action", "Lead officer", "Status", "Notes¹")
    body = [
        (f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "On track", f"Bids came in for bay {n}.")
        for n in range(5)
    ]
    draw(sheet, [heads, *body])
    assert texts(read_document(sheet.save()), "update") == [row[4] for row in body]


def test_sentences_under_an_unknown_heading_are_told_where_a_rated_table_has_no_updates(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Ref", "Action", "Lead officer", "Status", "What came of it")
    body = [
        (f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "On track", f"Bids for bay {n}\ncame in last week.")
        for n in range(5)
    ]
    draw(sheet, [heads, *body])
    document = read_document(sheet.save())
    told = [c.flag for r in rows_of(document) for h, c in r.other if h == "What came of it"]
    assert told == ["likely_field", None, None, None, None]
    assert [(r.fields["update"].text, r.fields["update"].flag) for r in rows_of(document)] == [("", "likely_field")] * 5
    assert any("What came of it" in w for w in document.warnings)


def test_what_each_row_is_to_bring_about_and_for_whom_is_neither_theme_nor_officer(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Ref", "Action", "Who will benefit", "Due", "Intended outcome")
    body = [
        (f"A{n}", f"Mend the sea wall at bay {n}", f"people of ward {n}", "March 2026", f"Dry homes in {ward}")
        for n, ward in enumerate(("Eastbay", "Westbay", "Northbay", "Southbay", "Midbay", "Oldbay"))
    ]
    draw(sheet, [heads, *body])
    document = read_document(sheet.save())
    assert [[c.text for _, c in r.other] for r in rows_of(document)] == [[row[2], row[4]] for row in body]
    assert [r.theme for r in rows_of(document)] == [None] * len(body)


def test_targets_of_actions_are_dates_and_quarters_to_come_no_statuses(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Task", "Success criteria", "Responsible", "Target", "RAG")
    edges = (40.0, 200.0, 320.0, 440.0, 510.0, 580.0)
    body = [(f"Mend the sea wall at bay {n}", "Fewer floods", "Head of Ports", "Q3 25/26", "Green") for n in range(5)]
    draw(sheet, [heads, *body], edges=edges)
    sheet.next_page()
    edges = (40.0, 200.0, 260.0, 320.0, 380.0, 440.0, 500.0, 560.0)
    sheet.text(40, 40, "Indicators", size=12, font=BOLD)
    draw(sheet, [("Measure", "Target", "Q1", "Q2", "Q3", "Q4", "RAG"), *(
        (f"Walls mended in ward {n}", "80%", f"{n}1%", f"{n}4%", "", "", "Amber") for n in range(5)
    )], edges=edges)  # fmt: skip
    document = read_document(sheet.save())
    actions, measures = document.plans[0].tables
    assert [r.fields["delivery"].text for r in actions.rows] == ["Q3 25/26"] * 5
    assert [r.fields["status"].text for r in measures.rows] == ["Amber"] * 5


def test_what_was_done_leaves_flagged_updates_without_ratings_too(tmp_path: Path) -> None:
    heads = ("Ref", "Action", "Lead officer", "Due", "What came of it")
    for said, flags in (("have been opened.", ["likely_field"] * 5), ("will be opened.", [])):
        sheet = sheet_of(tmp_path)
        body = [
            (f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "May 2026", f"Bids for bay {n}\n{said}")
            for n in range(5)
        ]
        draw(sheet, [heads, *body])
        found = rows_of(read_document(sheet.save()))
        assert [c.flag for r in found if (c := r.fields.get("update"))] == flags


def test_of_two_columns_of_officers_the_one_that_was_not_taken_is_told(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Project", "Sponsor", "Project manager", "Due", "Status")
    edges = (40.0, 200.0, 320.0, 430.0, 500.0, 580.0)
    body = [
        (f"Mend the sea wall at bay {n}", "Director of Place", "Head of Ports", "May 2026", "On track")
        for n in range(4)
    ]
    draw(sheet, [heads, *body], edges=edges)
    document = read_document(sheet.save())
    assert texts(document, "lead_officer") == ["Head of Ports"] * 4
    assert any("'Sponsor' names officers as well" in w for w in document.warnings)


def test_initials_that_come_again_under_an_unknown_heading_leave_flagged_officers(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Ref", "Action", "Desk", "Due", "Status")
    body = [(f"A{n}", f"Mend the sea wall at bay {n}", ("HoP", "EHM")[n % 2], "May 2026", "On track") for n in range(6)]
    draw(sheet, [heads, *body])
    found = [r.fields["lead_officer"] for r in rows_of(read_document(sheet.save()))]
    assert [(c.text, c.flag) for c in found] == [("", "likely_field")] * 6


def test_updates_of_two_months_are_kept_apart_and_figures_are_no_updates(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Action", "Lead officer", "Progress", "Update July 2025", "Update October 2025")
    edges = (40.0, 180.0, 270.0, 330.0, 455.0, 580.0)
    body = [
        (f"Mend the sea wall at bay {n}", "Head of Ports", f"{n}5%", f"Bids asked for bay {n}.", f"Work began at {n}.")
        for n in range(5)
    ]
    draw(sheet, [heads, *body], edges=edges)
    found = rows_of(read_document(sheet.save()))
    assert [(r.fields["update_q2"].text, r.fields["update_q3"].text) for r in found] == [row[3:] for row in body]
    assert [c.text for r in found for h, c in r.other if h == "Progress"] == [row[2] for row in body]


def test_pages_with_the_same_rows_under_unknown_headings_are_told(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("ID", "Project", "Owner", "Deadline", "Status")
    body = [(f"T{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "31/03/2026", "Green") for n in range(8)]
    draw(sheet, [heads, *body])
    sheet.next_page()
    draw(sheet, [("Zeal", "Vim"), *((f"zeal {n}", f"vim {n}") for n in range(8))], edges=(40.0, 200.0, 580.0))
    assert any("parts of one sheet" in w for w in read_document(sheet.save()).warnings)


def test_titles_under_an_unknown_heading_are_told_by_differing_from_row_to_row(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Zeal", "How we will do it", "By when", "Who", "How we will measure it")
    edges = (40.0, 200.0, 320.0, 400.0, 480.0, 580.0)
    how = ("Working group", "Grant bids", "Review")
    body = [
        (f"Mend the sea wall at bay {n}", how[n % 3], "May 2026", "Head of Ports", "Fewer floods") for n in range(9)
    ]
    draw(sheet, [heads, *body], edges=edges)
    assert texts(read_document(sheet.save()), "title") == [row[0] for row in body]


def test_times_and_names_under_unknown_headings_are_told_where_a_table_lacks_them(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Action", "Zeal", "Vim", "Status", "Progress")
    edges = (40.0, 200.0, 280.0, 380.0, 450.0, 580.0)
    body = [
        (
            f"Mend the sea wall at bay {n}",
            f"Year {n} or 2030",
            f"A. Bell (HoS {n})",
            "On track",
            f"Bids for {n} are in.",
        )
        for n in range(6)
    ]
    draw(sheet, [heads, *body], edges=edges)
    document = read_document(sheet.save())
    told = [w for w in document.warnings if "no rule knows the heading" in w]
    assert [w[w.index("the heading") :].split(",")[0] for w in told] == ["the heading 'Zeal'", "the heading 'Vim'"]


def test_a_heading_of_codes_and_titles_heads_titles_that_begin_with_their_codes(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Aim", "Action code & title", "Assigned to", "Due date", "Latest note")
    body = [
        (
            "Safe ports",
            f"IP{n:02d} Mend the sea wall at bay {n}",
            "Head of Ports",
            "March 2026",
            f"Bids came in on {n} May.",
        )
        for n in range(1, 7)
    ]
    draw(sheet, [heads, *body])
    document = read_document(sheet.save())
    assert [t.endswith(f"Mend the sea wall at bay {n}") for n, t in enumerate(texts(document, "title"), 1)] == [
        True
    ] * 6
    assert texts(document, "update") == [row[4] for row in body]


@pytest.mark.parametrize("parted", ["\nLead: {}", ". Lead: {}", "\nLead: {}\nTarget date: June 2026"])
def test_officers_and_dates_told_behind_labels_within_titles_are_fields(tmp_path: Path, parted: str) -> None:
    officers = ["Head of Ports", "Director of Place", "Fleet Manager"]
    told = [f"Mend bay {n}{parted.format(officers[n % 3])}" for n in range(6)]
    sheet = sheet_of(tmp_path)
    ys = [60 + 40 * n for n in range(8)]
    rows = [
        ("Ref", "Action and lead", "Status", "Latest note"),
        *((f"A{n}", t, "On track", "Bids are in.") for n, t in enumerate(told)),
    ]
    for n, row in enumerate(rows):
        for x, text in zip((40, 90, 330, 430), row, strict=True):
            sheet.lines(x + 4, ys[n] + 11, text, leading=10, size=8)
    sheet.grid((40.0, 90.0, 330.0, 430.0, 580.0), ys)
    document = read_document(sheet.save())
    assert [t.rstrip(".") for t in texts(document, "title")] == [f"Mend bay {n}" for n in range(6)]
    assert texts(document, "lead_officer") == [officers[n % 3] for n in range(6)]
    assert texts(document, "delivery") == ["June 2026" if "date" in parted else "[none]"] * 6


def test_a_label_in_one_title_is_part_of_it(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    titles = ["Mend bay 0. Lead: by example", *(f"Mend bay {n}" for n in range(1, 6))]
    draw(
        sheet,
        [
            ("Ref", "Action", "Due date", "Status", "Latest note"),
            *((f"A{n}", t, "June 2026", "On track", "Bids are in.") for n, t in enumerate(titles)),
        ],
    )
    assert texts(read_document(sheet.save()), "title") == titles
