"""Action plans and trackers as officers make them in Word and Excel: what their columns and rows are."""

from collections.abc import Sequence
from pathlib import Path

from extractors.document import read_document
from tests.quayside import BOLD, rows_of
from tests.trackers import EDGES, draw, sheet_of, texts


def test_single_codes_under_a_heading_of_their_own_are_no_outcomes(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("ID", "Project", "Owner", "Cost code", "Deadline")
    body = [
        (f"T{n}", f"Mend the sea wall at bay {n}", "Head of Ports", f"PB-{317 + 41 * n}", "31/03/2026")
        for n in range(8)
    ]
    draw(sheet, [heads, *body])
    document = read_document(sheet.save())
    assert [r.other[0][1].text for r in rows_of(document)] == [row[3] for row in body]
    assert texts(document, "outcome_codes") == ["[none]"] * 8


def test_codes_that_count_the_rows_of_each_project_are_no_outcomes(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("M/S", "Milestone", "Responsible", "Start date", "Forecast date")
    body = [
        (f"M{k}", f"Mend the sea wall at bay {n}{k}", "Head of Ports", "01/04/2025", "31/03/2026")
        for n in (1, 2, 3)
        for k in range(1, 4 + n % 2)
    ]
    draw(sheet, [heads, *body])
    document = read_document(sheet.save())
    assert texts(document, "outcome_codes") == ["[none]"] * len(body)
    assert [dict(r.other)["M/S"].text for r in rows_of(document)] == [row[0] for row in body]


def test_priorities_of_which_some_name_years_and_counts_are_themes(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Priority", "Action", "Lead officer", "Due", "Status")
    named = ("A top 10 harbour", "Net zero by 2030", "1,000 new berths", "Growing our own")
    body = [
        (name, f"Mend the sea wall at bay {n}{k}", "Head of Ports", "March 2026", "On track")
        for n, name in enumerate(named)
        for k in range(3)
    ]
    draw(sheet, [heads, *body])
    found = rows_of(read_document(sheet.save()))
    assert [r.theme.text if r.theme else None for r in found] == [row[0] for row in body]


def test_lists_of_steps_beside_actions_are_not_their_titles(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("No.", "Objective / action", "Milestones", "Due", "Responsible officer")
    steps = "• Brief by June 2025\n• On site in May 2026"
    body = [
        (f"{n}.{k}", f"Mend the sea wall at bay {n}{k}", steps, "Q4 2025/26", "Head of Ports")
        for n in (1, 2)
        for k in (1, 2, 3)
    ]
    body.insert(3, ("2.", "Keep every harbour open", "", "", ""))
    draw(sheet, [heads, *body], merged=4)
    document = read_document(sheet.save())
    assert texts(document, "title") == [row[1] for row in body if row[0] != "2."]
    assert [r.theme.text if r.theme else None for r in rows_of(document)[3:]] == ["2. Keep every harbour open"] * 3


def test_letters_with_a_line_through_them_are_flagged_and_underlined_ones_are_not(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Ref", "Action", "Lead officer", "Due", "Status")
    body = [(f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "March 2026", "On track") for n in range(5)]
    draw(sheet, [heads, *body])
    base = 60 + 24 * 2 + 10
    sheet.line(344, base - 2.5, 388, base - 2.5)
    sheet.line(84, base + 1, 184, base + 1)
    found = {(n, f): c.flag for n, r in enumerate(rows_of(read_document(sheet.save()))) for f, c in r.fields.items()}
    assert {at: flag for at, flag in found.items() if flag} == {(1, "delivery"): "struck_through"}


def test_a_band_right_under_the_headings_leaves_them_headings(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Ref", "Project or service change", "Directorate / lead", "Jun-25", "Sep-25")
    body = [(f"A{n}", f"Mend the sea wall at bay {n}", "Ports / A. Bell", "G", "A") for n in range(5)]
    for n, text in ((1, "Growing coast"), (5, "Caring coast")):
        body.insert(n - 1, (text, "", "", "", ""))
    rows = [heads, *body]
    ys = [60 + 24 * n for n in range(len(rows) + 1)]
    for n, row in enumerate(rows):
        bold = n == 0 or not row[1]
        sheet.fill(EDGES[0], ys[n], EDGES[-1], ys[n + 1], "#c55a11" if n == 0 else "#fce4d6" if bold else "#ffffff")
        for x in EDGES if row[1] else (EDGES[0], EDGES[-1]):
            sheet.line(x, ys[n], x, ys[n + 1])
        for x, text in zip(EDGES, row, strict=False):
            sheet.text(x + 4, ys[n] + 12, text, font=BOLD if bold else "Helvetica", size=8)
    for y in ys:
        sheet.line(EDGES[0], y, EDGES[-1], y)
    document = read_document(sheet.save())
    assert texts(document, "title") == [row[1] for row in body if row[1]]


def test_pieces_of_a_row_that_each_lack_what_the_other_has_are_one_row(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Ref", "Action", "Lead officer", "Due", "How we will know")
    body = [(f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "March 2026", "Fewer floods") for n in range(9)]
    top = [heads, *body[:6], ("", "", "Head of Coast and", "March 2026", "")]
    draw(sheet, top)
    sheet.next_page()
    draw(sheet, [heads, ("A6", "Mend the sea wall at bay 6", "Countryside", "", "Fewer floods"), *body[7:]])
    document = read_document(sheet.save())
    assert len(rows_of(document)) == len(body)
    torn = rows_of(document)[6].fields
    assert [torn[f].text for f in ("code", "delivery", "lead_officer")] == [
        "A6",
        "March 2026",
        "Head of Coast and Countryside",
    ]


def test_a_table_under_headings_of_the_plan_that_was_left_alone_is_told(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Ref", "Action", "Lead officer", "Due", "Status")
    body = [(f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "March 2026", "On track") for n in range(6)]
    draw(sheet, [heads, *body])
    sheet.next_page()
    draw(sheet, [heads[:2], ("A6", "Mend the sea wall at bay 6")], edges=EDGES[:3])
    document = read_document(sheet.save())
    assert len(rows_of(document)) == 6
    assert any("look for lost rows: Ref | Action" in w for w in document.warnings)


def test_a_text_under_each_record_is_its_update(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Ref", "Project", "Owner", "Planned end", "RAG")
    facts = [(f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "March 2026", "Green") for n in range(4)]
    says = [f"Commentary: bids came in for bay {n}." for n in range(4)]
    edges, ys = EDGES, [60 + 20 * n for n in range(10)]
    for y in (ys[0], *ys[1::2]):
        sheet.line(edges[0], y, edges[-1], y)
    for n in range(4):
        sheet.line(edges[1], ys[2 * n + 2], edges[-1], ys[2 * n + 2])
    for x in edges:
        for n in range(9):
            if n % 2 or n == 0 or x in (*edges[:2], edges[-1]):
                sheet.line(x, ys[n], x, ys[n + 1])
    for n, row in enumerate([heads, *(r for pair in zip(facts, says, strict=True) for r in pair)]):
        cells = zip(edges, row, strict=False) if isinstance(row, tuple) else [(edges[1], row)]
        for x, text in cells:
            sheet.text(x + 4, ys[n] + 13, text, font=BOLD if n == 0 else "Helvetica", size=8)
    document = read_document(sheet.save())
    assert texts(document, "title") == [row[1] for row in facts]
    assert texts(document, "update") == [said.removeprefix("Commentary: ") for said in says]


def test_a_tick_in_quarters_is_when_work_is_done_even_with_gaps(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    edges = (40.0, 80.0, 250.0, 370.0, 420.0, 470.0, 520.0, 570.0)
    heads = ("Ref", "What we will do", "Lead", "Q1", "Q2", "Q3", "Q4")
    when = ("X.X.", "XX..", ".XX.", "X..X", "XXX.")
    body = [
        (f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", *(q.strip(".") for q in quarters))
        for n, quarters in enumerate(when)
    ]
    draw(sheet, [heads, *body], edges=edges)
    document = read_document(sheet.save())
    assert [t.kind for t in document.plans[0].tables] == ["deliverables"]
    assert list(zip(texts(document, "start"), texts(document, "delivery"), strict=True)) == [
        ("Q1", "Q3"), ("Q1", "Q2"), ("Q2", "Q3"), ("Q1", "Q4"), ("Q1", "Q3"),
    ]  # fmt: skip
    assert [r.fields["start"].flag for r in rows_of(document)] == ["out_of_place", None, None, "out_of_place", None]


def test_bold_texts_over_the_first_rule_are_headings_though_figures_stand_further_right(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    edges = (40.0, 240.0, 330.0, 420.0, 510.0)
    for x, text in zip(edges, ("Thing measured", "Goal", "Came out at (now)", "Verdict"), strict=False):
        sheet.text(x + 4, 70, text, font=BOLD, size=8)
    for n in range(6):
        sheet.line(40, 76 + 20 * n, 600, 76 + 20 * n)
        row = (f"Homes that are warm in bay {n}", f"{n}1%", f"{n}3%", ("On target", "Off target")[n % 2])
        for x, text, right in zip(edges, row, (0, 50, 50, 0), strict=False):
            sheet.text(x + 4 + right, 88 + 20 * n, text, size=8)
    sheet.line(40, 196, 600, 196)
    left = read_document(sheet.save()).left_alone
    assert [t.headings for t in left] == [("Thing measured", "Goal", "Came out at (now)", "Verdict")]


def test_two_cells_written_in_one_go_are_parted_where_a_line_is_drawn(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    heads = ("Ref", "Action", "Lead officer", "Change", "Status")
    body = [(f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "3%", "On track") for n in range(5)]
    body[2] = (*body[2][:3], "", "")
    draw(sheet, [heads, *body])
    # Helvetica of 8 points: `3%` is 11.6 wide and ends at the line at 430
    sheet.text(418.4, 60 + 24 * 3 + 10, "3%On track", size=8)
    document = read_document(sheet.save())
    assert texts(document, "status") == ["On track"] * 5
    assert [c.text for r in rows_of(document) for h, c in r.other if h == "Change"] == ["3%"] * 5


def test_the_rest_of_a_row_under_headings_that_are_repeated_is_no_heading(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    edges = (40.0, 200.0, 340.0, 460.0, 580.0)
    heads = [("Deliverable", "Lead", "Timescale", ""), ("", "", "Start", "Finish")]

    def table(rows: Sequence[Sequence[str]]) -> None:
        ys = [60 + 24 * n for n in range(len(rows) + 3)]
        sheet.fill(edges[0], ys[0], edges[-1], ys[2], "#bdd6ee")
        for n, y in enumerate(ys):
            sheet.line(edges[0] if n != 1 else edges[2], y, edges[-1], y)
        for x in edges:
            sheet.line(x, ys[0] if x != edges[3] else ys[1], x, ys[-1])
        for n, row in enumerate([*heads, *rows]):
            for x, text in zip(edges, row, strict=False):
                for k, line in enumerate(text.split("\n")):
                    sheet.text(x + 4, ys[n] + 10 + 10 * k, line, font=BOLD if n < 2 else "Helvetica", size=8)

    body = [(f"Mend the sea wall at bay {n}", "Head of Ports", "May 2025", "May 2026") for n in range(5)]
    table([*body[:4], ("Mend the sea wall at", "Head of Ports and", "May 2025", "May 2026")])
    sheet.next_page()
    table([("the old harbour", "Assistant Director", "", ""), body[4]])
    document = read_document(sheet.save())
    assert texts(document, "title")[4] == "Mend the sea wall at the old harbour"
    assert texts(document, "lead_officer")[4] == "Head of Ports and Assistant Director"


def test_a_third_part_of_a_wide_sheet_belongs_to_it_whatever_its_headings(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    ref, owners = [f"T{n}" for n in range(8)], ("Head of Ports", "Fleet Manager")
    parts = [
        [("ID", "Project"), *((r, f"Mend the sea wall at bay {n}") for n, r in enumerate(ref))],
        [("Owner", "Deadline"), *((owners[n % 2], "31/03/2026") for n in range(8))],
        [("Zeal", "Vim"), *((f"zeal of {r}", f"vim of {r}") for r in ref)],
    ]
    for n, rows in enumerate(parts):
        if n:
            sheet.next_page()
        draw(sheet, rows, edges=((40.0, 90.0, 580.0), (40.0, 300.0, 580.0), (40.0, 200.0, 580.0))[n])
    found = rows_of(read_document(sheet.save()))
    assert [[c.text for _, c in r.other] for r in found] == [[f"zeal of {r}", f"vim of {r}"] for r in ref]


def test_rows_that_no_white_parts_are_told_by_their_codes_on_a_page_that_goes_on(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    xs = (40, 90, 200, 300, 420, 500)
    for page, top in enumerate((60, 30)):
        if page:
            sheet.next_page()
            sheet.text(xs[1], top + 34, "by 2040")
        sheet.line(36, top, 560, top)
        for x, heading in zip(xs, ("Ref", "Project", "Committee", "Lead officer", "Due", "Status"), strict=True):
            sheet.text(x, top + 14, heading, font=BOLD)
        for k in range(5):
            y, n = top + 34 + 14 * page + 37 * k, 5 * page + k + 1
            project = f"Mend the sea wall\nat bay {n} and at\nthe old harbour"
            for x, text in zip(
                xs, (f"QC{n}", project, "Place", "Head of Ports;\nFleet Manager", "May 2026"), strict=False
            ):
                sheet.lines(x, y, text, leading=12)
            sheet.text(xs[-1], y, "On track" if n % 2 else "Delayed")
    sheet.line(36, 265, 560, 265)
    document = read_document(sheet.save())
    assert texts(document, "code") == [f"QC{n}" for n in range(1, 11)]
    assert texts(document, "title")[4] == "Mend the sea wall at bay 5 and at the old harbour by 2040"
