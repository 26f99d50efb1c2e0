"""Tables with a rule above the headings, one below them and one at the foot, as LaTeX's booktabs draws them."""

from itertools import pairwise
from pathlib import Path

import pytest

from extractors.document import read_document
from tests.quayside import BOLD, HEADINGS, row
from tests.sheets import Sheet, tables_of, texts

XS = (40.0, 70.0, 250.0, 360.0, 460.0, 560.0)
PITCH, CLEAR = 15, 9


def write_table(sheet: Sheet, top: float, heads: tuple[str, ...], rows: list[tuple[str, ...]], *, cells: bool) -> float:
    """A table from `top` down with three rules, drawn cell by cell or in one go each; where its foot is."""
    foot = top + 18 + PITCH * len(rows) + 3
    for y in (top, top + 18, foot):
        for x0, x1 in pairwise(XS if cells else (XS[0], XS[-1])):
            sheet.line(x0, y, x1, y)
    for x, head in zip(XS, heads, strict=False):
        sheet.text(x + 2, top + 12, head, font=BOLD)
    for n, own in enumerate(rows):
        for x, text in zip(XS, own, strict=False):
            sheet.text(x + 2, top + 30 + PITCH * n, text)
    return foot


@pytest.mark.parametrize("cells", [True, False])
def test_rows_of_one_line_are_rows_between_the_rules(tmp_path: Path, *, cells: bool) -> None:
    sheet = Sheet(tmp_path / "plan.pdf")
    rows = [(f"D{n}", *row(n)) for n in range(1, 10)]
    write_table(sheet, 60, ("Ref", *HEADINGS), rows, cells=cells)
    found = tables_of(sheet.save())
    assert [texts(t) for t in found] == [[["Ref", *HEADINGS], *map(list, rows)]]


@pytest.mark.parametrize("cells", [True, False])
def test_tables_right_under_each_other_are_one_each(tmp_path: Path, *, cells: bool) -> None:
    sheet = Sheet(tmp_path / "plan.pdf")
    top, tables = 60.0, [[(f"D{n}", *row(n)) for n in range(3 * part, 3 * part + 3)] for part in range(3)]
    for part, rows in enumerate(tables):
        heads = ("Ref", f"Outcome {part + 1}.1 Safer harbours", *HEADINGS[1:])
        top = write_table(sheet, top, heads, rows, cells=cells) + CLEAR
    found = [texts(t)[1:] for t in tables_of(sheet.save())]
    assert [own for rows in found for own in rows if own[0] != "Ref"] == [list(own) for rows in tables for own in rows]


def test_a_table_under_a_title_of_its_own_is_another_whatever_its_headings(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf")
    rows = [(f"D{n}", *row(n)) for n in range(1, 6)]
    foot = write_table(sheet, 60, ("Ref", *HEADINGS), rows, cells=False)
    sheet.text(XS[0], foot + 20, "Appendix", font=BOLD)
    risks = [(f"R{n}", f"Gales keep the crane {n} idle", "4", "3", "Reserve days") for n in range(1, 4)]
    heads = ("No.", "What may go wrong", "Odds", "Harm", "Mitigation")
    write_table(sheet, foot + 30, heads, risks, cells=False)
    found = [texts(t) for t in tables_of(sheet.save())]
    assert found == [[["Ref", *HEADINGS], *map(list, rows)], [list(heads), *map(list, risks)]]


def test_the_first_rule_of_the_next_table_closes_no_row_of_the_one_above_it(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf")
    top, rows = 40.0, [(f"D{n}", *row(n)) for n in range(9)]
    for part in range(3):
        sheet.text(XS[0] + 2, top + 12, f"Priority {part + 1}: A safer harbour {part + 1}", font=BOLD)
        for y in (top, top + 18, top + 42 + 3 * PITCH):
            sheet.line(XS[0], y, XS[-1], y)
        for n, own in enumerate([("Ref", *HEADINGS), *rows[3 * part : 3 * part + 3]]):
            for x, text in zip(XS, own, strict=False):
                sheet.text(x + 2, top + 32 + PITCH * n, text, font="Helvetica" if n else BOLD)
        top += 42 + 3 * PITCH + CLEAR
    found = [own for t in tables_of(sheet.save()) for own in texts(t) if own[0] != "Ref"]
    assert found == [list(own) for own in rows]


def test_a_full_cell_and_the_next_written_in_one_go_are_two(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf")
    rows = [(f"D{n}", *row(n)) for n in range(1, 10)]
    title = "Mend both walls of the old quay at bay 4111"  # ends a little more than a word space before the next column
    whole = {3, 7}
    drawn = [(r[0], "", "", *r[3:]) if n in whole else r for n, r in enumerate(rows)]
    write_table(sheet, 60, ("Ref", *HEADINGS), drawn, cells=False)
    for n in whole:
        y = sheet.size[1] - (60 + 30 + PITCH * n)
        gap = 1000 * (XS[2] - XS[1] - sheet.canvas.stringWidth(title, "Helvetica", 9)) / 9
        sheet.canvas.addLiteral(f"BT 1 0 0 1 {XS[1] + 2} {y} Tm [({title}) {-gap:.1f} ({rows[n][2]})] TJ ET")
    expected = [(r[0], title, *r[2:]) if n in whole else r for n, r in enumerate(rows)]
    assert [texts(t)[1:] for t in tables_of(sheet.save())] == [[*map(list, expected)]]


def test_headings_of_quarters_written_in_one_go_are_apart_from_the_heading_over_them(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf")
    xs = (40.0, 70.0, 250.0, 360.0, 377.0, 394.0, 411.0, 560.0)
    foot = 96 + PITCH * 8
    for y in (60, 92, foot):
        sheet.line(xs[0], y, xs[-1], y)
    for x, head in zip((*xs[:4], xs[6]), ("Ref", "Action", "Lead officer", "Status", "Commentary"), strict=True):
        sheet.text(x + 2, 72, head, font=BOLD)
    sheet.canvas.addLiteral(f"BT 1 0 0 1 {xs[3] + 2} {sheet.size[1] - 86} Tm [(Q1) -556 (Q2) -556 (Q3)] TJ ET")
    rows = [(f"A{n}", *row(n)[:2], *"GAR", f"Bay {n} is dry.") for n in range(8)]
    for n, own in enumerate(rows):
        for x, text in zip(xs, own, strict=False):
            sheet.text(x + (4 if len(text) == 1 else 2), 104 + PITCH * n, text)
    table = tables_of(sheet.save())[0]
    assert [c.text for c in table.rows[0].cells if c.text] == ["Ref", "Action", "Lead officer", "Status", "Commentary"]


def test_columns_hardly_wider_apart_than_words_are_told_where_lines_are_written_in_one_go(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf")
    service = "Harbour services"
    rows = [(f"D{n}", service, *row(n)) for n in range(1, 10)]
    heads = ("Ref", "Service", "Responsible officer", "Action", "Due date", "Status")
    rows = [(ref, s, officer, action, *rest) for ref, s, action, officer, *rest in rows]
    close = XS[1] + 2 + sheet.canvas.stringWidth(service, "Helvetica", 9) + 0.6 * 9
    xs = (XS[0] + 2, XS[1] + 2, close, 240.0, 400.0, 480.0)
    for y in (60, 78, 78 + PITCH * len(rows) + 6):
        sheet.line(XS[0], y, XS[-1], y)
    for n, (own, font) in enumerate([(heads, BOLD), *((r, "Helvetica") for r in rows)]):
        y = sheet.size[1] - (72 + 18 * bool(n) + PITCH * max(n - 1, 0))
        widths = [sheet.canvas.stringWidth(t, font, 9) for t in own]
        gaps = [1000 * (b - a - w) / 9 for (a, b), w in zip(pairwise(xs), widths, strict=False)]
        line = " ".join(f"({t}) {-gap:.0f}" for t, gap in zip(own, [*gaps, 0], strict=True))
        sheet.canvas.setFont(font, 9)
        sheet.canvas.addLiteral(f"BT 1 0 0 1 {xs[0]} {y} Tm [{line}] TJ ET")
    assert [texts(t) for t in tables_of(sheet.save())] == [[list(heads), *map(list, rows)]]


@pytest.mark.parametrize("bullet", ["\u2022 ", ""])
def test_rows_whose_every_cell_goes_over_lines_begin_where_all_columns_begin_a_text(
    tmp_path: Path, bullet: str
) -> None:
    sheet = Sheet(tmp_path / "plan.pdf")
    heads = ("Improvement action", "Lead partner", "Timescale", "RAG", "What we have done")
    xs = (40.0, 180.0, 290.0, 360.0, 430.0, 600.0)
    own = [
        (
            f"Mend the sea wall at bay {n}\nand the steps",
            "Head of Ports\nand Harbours",
            "June\n2026",
            "Not yet\nstarted",
        )
        for n in range(4)
    ]
    rows = [(*r, f"{bullet}The tender for bay {n}\nwas let.\n{bullet}Work begins soon.") for n, r in enumerate(own)]
    for y in (60, 78, 84 + 36 * len(rows)):
        sheet.line(xs[0], y, xs[-1], y)
    for x, head in zip(xs, heads, strict=False):
        sheet.text(x + 2, 72, head, font=BOLD)
    for n, cells in enumerate(rows):
        for x, text in zip(xs, cells, strict=False):
            sheet.lines(x + 2, 90 + 36 * n, text, leading=12)
    (found,) = tables_of(sheet.save())
    assert texts(found)[1:] == [[t.replace("\n", " ") for t in r] for r in rows]


def test_ticks_of_a_row_are_under_one_of_several_headings_below_one_over_them_all(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf")
    xs = (40.0, 70.0, 250.0, 360.0, 385.0, 420.0)
    rated = ("Red", "Amber", "Green")
    foot = 100 + PITCH * 9
    for y in (60, 92, foot):
        sheet.line(40, y, 460, y)
    for x, head in zip(xs, ("Ref", "Action", "Lead officer", "Status"), strict=False):
        sheet.text(x + 2, 72, head, font=BOLD)
    for x, head in zip(xs[3:], rated, strict=True):
        sheet.text(x + 2, 86, head, font=BOLD)
    rows = [(f"A{n + 1}", *row(n)[:2], *("•" if n % 3 == k else "" for k in range(3))) for n in range(9)]
    for n, own in enumerate(rows):
        for x, text in zip(xs, own, strict=True):
            sheet.text(x + 2, 104 + PITCH * n, text)
    document = read_document(sheet.save())
    statuses = [r.fields["status"].text for p in document.plans for t in p.tables for r in t.rows]
    assert statuses == [rated[n % 3] for n in range(9)]
