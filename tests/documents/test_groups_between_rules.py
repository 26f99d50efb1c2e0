"""Rules between groups of rows alone: white parts the rows, a name stands beside each group."""

from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.table import PublishedRow
from tests.sheets import Sheet

XS = (40.0, 150.0, 330.0, 430.0, 500.0, 580.0, 760.0)


def records(sheet: Sheet) -> list[PublishedRow]:
    """The records of the one plan on a sheet."""
    (plan,) = read_document(sheet.save()).plans
    return [r for t in plan.tables for r in t.rows]


def row(sheet: Sheet, y: float, n: int, first: tuple[float, str]) -> None:
    """A row of three lines whose texts begin at `y`; `first` is the text of the second column and where it begins."""
    sheet.lines(*(first[0], y), first[1])
    sheet.lines(XS[2] + 2, y, "Head of Ports and\nHarbours")
    sheet.lines(XS[3] + 2, y, ("March 2027", "June 2026")[n % 2])
    sheet.lines(XS[4] + 2, y, ("On track", "At risk", "Delayed")[n % 3])
    sheet.lines(XS[5] + 2, y, f"Tenders for wall {n} are in\nand were read by all\nof the board of the port.")


def test_rows_of_groups_that_begin_with_codes_times_and_statuses_are_rows(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "groups.pdf", (800, 420))
    sheet.line(36, 38, 760, 38)
    sheet.line(36, 56, 760, 56)
    for x, words in zip(XS, ("Workstream", "Action", "SRO", "Due date", "RAG", "Progress"), strict=False):
        sheet.text(x + 2, 50, words, font="Helvetica-Bold")
    sheet.text(XS[1] - 28, 50, "No.", font="Helvetica-Bold")
    for n in range(7):
        y = 70.0 + 46 * n
        if n in (0, 3, 5):
            sheet.lines(42, y, ("Money", "Culture", "Commerce")[(0, 3, 5).index(n)])
        sheet.text(XS[1] - 28, y, f"W{n + 1}")
        row(sheet, y, n, (XS[1] + 2, f"Mend wall number {n} of\nthe old harbour"))
        if n in (2, 4, 6):
            sheet.line(36, y + 33, 760, y + 33)
    found = records(sheet)
    assert [r.fields["title"].text for r in found] == [f"Mend wall number {n} of the old harbour" for n in range(7)]
    names = [text.text for r in found for heading, text in r.other if heading == "Workstream"]
    assert names == ["Money"] * 3 + ["Culture"] * 2 + ["Commerce"] * 2


def test_a_name_in_the_middle_of_its_group_is_each_row_s(tmp_path: Path) -> None:
    """The rule that ends a group begins beside the names, as an office program prints it, and a page parts a group."""
    sheet = Sheet(tmp_path / "merged.pdf", (800, 330))
    for page, groups in enumerate(
        ([(3, "Safe\nroads", 62), (2, "Clean water", 4)], [(1, "", 0), (3, "Warm homes", 50)])
    ):
        for x0, x1, words in zip(
            XS, XS[1:], ("Objective", "Action", "Lead", "Deadline", "RAG", "Update"), strict=False
        ):
            sheet.fill(x0, 40, x1, 56, "#dde6ee")
            sheet.text(x0 + 2, 51, words, font="Helvetica-Bold")
        n = 0
        for count, name, at in groups:
            sheet.lines(42, 70 + 46 * n + at, name)
            for k in range(n, n + count):
                row(sheet, 70.0 + 46 * k, k, (XS[1] + 2, f"Mend wall {page}-{k} of\nthe old harbour"))
            n += count
            sheet.line(XS[1], 70 + 46 * n - 12, XS[-1], 70 + 46 * n - 12)
        if not page:
            sheet.next_page()
    found = records(sheet)
    assert [r.theme.text if r.theme else "" for r in found] == ["Safe roads"] * 3 + ["Clean water"] * 3 + [
        "Warm homes"
    ] * 3
    assert len({r.fields["title"].text for r in found}) == 9


def test_a_name_that_no_rule_parts_from_the_rows_above_it_is_none_of_theirs(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "down.pdf", (800, 260))
    for page, names in enumerate((("Safe roads", "", ""), ("", "Warm homes", "", ""))):
        for x0, x1, words in zip(XS, XS[1:], ("Priority", "Action", "Lead", "Deadline", "RAG", "Update"), strict=False):
            sheet.fill(x0, 40, x1, 56, "#dde6ee")
            sheet.text(x0 + 2, 51, words, font="Helvetica-Bold")
        for n, name in enumerate(names):
            sheet.text(42, 70 + 46 * n, name)
            row(sheet, 70.0 + 46 * n, n, (XS[1] + 2, f"Mend wall {page}-{n} of\nthe old harbour"))
        sheet.grid(XS, [40, 250])
        if not page:
            sheet.next_page()
    assert [r.theme.text if r.theme else "" for r in records(sheet)] == ["Safe roads"] * 4 + ["Warm homes"] * 3


def test_rows_in_the_shade_of_their_group_are_rows_though_their_cells_do_not_begin_level(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "shades.pdf", (800, 420))
    sheet.fill(40, 40, 760, 58, "#203040")
    sheet.canvas.setFillColorRGB(1, 1, 1)
    for x, words in zip(XS, ("Priority", "What we will deliver", "Lead", "Starts", "Ends", "Measure"), strict=False):
        sheet.text(x + 2, 52, words, font="Helvetica-Bold")
    n = 0
    for g, (count, name) in enumerate(((4, "Warm\nhomes"), (3, "Safe roads"), (2, "Clean water"))):
        top = 58 + 34 * n
        sheet.fill(40, top, 760, top + 34 * count, ("#f2f5f8", "#dce4ec")[g % 2])
        sheet.lines(42, top + 17 * count, name)
        for _ in range(count):
            y = 58 + 34 * n + 20
            sheet.text(XS[1] + 2, y, f"Mend wall number {n}")
            sheet.text(XS[2] + 2, y, ("Head of Ports", "Housing")[n % 2])
            sheet.text(XS[3] + 2, y, "Apr 2026")
            sheet.text(XS[4] + 2, y, "Mar 2027")
            sheet.lines(
                XS[5] + 2, y - 5 * (n % 2), ("All walls stand", "No wall falls in the\nfirst year of its use")[n % 2]
            )
            n += 1
    found = records(sheet)
    assert [r.fields["title"].text for r in found] == [f"Mend wall number {n}" for n in range(9)]
    themes = [r.theme.text if r.theme else "" for r in found]
    assert themes == ["Warm homes"] * 4 + ["Safe roads"] * 3 + ["Clean water"] * 2


@pytest.mark.parametrize(("ruled", "flag"), [((1, 3, 4), None), ((3, 4), "merged_cells")])
def test_rules_in_columns_beside_those_that_span_the_rows_part_these(
    tmp_path: Path, ruled: tuple[int, ...], flag: str | None
) -> None:
    sheet = Sheet(tmp_path / "spans.pdf", (800, 330))
    xs, heads = (40.0, 150.0, 330.0, 460.0, 580.0, 700.0), ("Priority", "Action", "Lead officer", "Due date", "RAG")
    for x0, x1, words in zip(xs, xs[1:], heads, strict=False):
        sheet.fill(x0, 40, x1, 56, "#dde6ee")
        sheet.text(x0 + 2, 51, words, font="Helvetica-Bold")
    for n in range(9):
        y = 56.0 + 18 * n
        texts = (f"Aim {'ABC'[n // 3]}", f"Mend wall number {n}", "Head of Ports", "March 2027", "At risk")
        for c, words in enumerate(texts):
            if n % 3 == 0 or c not in (0, 2):
                sheet.text(xs[c] + 2, y + 12, words)
            if n % 3 == 2 or c in ruled:
                sheet.line(xs[c], y + 18, xs[c + 1], y + 18)
    found = records(sheet)
    assert {r.fields["lead_officer"].text for r in found} == {"Head of Ports"}
    assert [r.fields["title"].flag for r in found] == [flag] * 9
    right = [r.fields["title"].text for r in found] == [f"Mend wall number {n}" for n in range(9)]
    assert right == (flag is None)
