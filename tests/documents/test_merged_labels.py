"""Outcomes over several rows in a column that no line parts: at the top of their rows, in the middle, at the foot."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.table import PublishedRow
from tests.quayside import rows_of
from tests.sheets import Sheet

ROW = 30.0
HEADINGS = {"outcome": "Outcome", "title": "Action", "lead": "Lead officer", "date": "Due date"}
WIDTHS = {"outcome": 120.0, "title": 200.0, "lead": 110.0, "date": 90.0}
GROUPS = (("1.1 Busy quays", 3), ("1.2 Clean water", 2), ("1.3 Safe boats", 1), ("1.4 Warm homes", 4))


def places(order: Sequence[str]) -> dict[str, tuple[float, float]]:
    """The sides of each column."""
    edges = [40.0]
    for name in order:
        edges.append(edges[-1] + WIDTHS[name])
    return {name: (edges[n], edges[n + 1]) for n, name in enumerate(order)}


def plan(file: Path, order: Sequence[str], at: str, drawn: str, groups: Sequence[tuple[str, int]] = GROUPS) -> Path:
    """A plan with `order` of columns; `drawn` are stripes or rules, both of which leave out the outcomes, or none."""
    sheet, sides, top = Sheet(file, (600, 500)), places(order), 84.0
    sheet.fill(40, 60, 560, top, "#c9d6e8")
    for name, heading in HEADINGS.items():
        sheet.text(sides[name][0] + 4, 75, heading, font="Helvetica-Bold")
    number = 0
    for label, count in groups:
        foot = top + count * ROW
        y = {"top": top + 13, "middle": (top + foot) / 2 + 3, "foot": foot - 5}[at]
        lines = label.split("\n")
        up = {"top": 0.0, "middle": 5.5, "foot": 11.0}[at] * (len(lines) - 1)
        for k, line in enumerate(lines):
            sheet.text(sides["outcome"][0] + 4, y + 11 * k - up, line)
        for n in range(count):
            row = top + n * ROW
            texts = {"title": f"Mend quay {number}\nand all its steps", "lead": "Head of Ports", "date": "March 2026"}
            for name, text in texts.items():
                if drawn == "stripes" and number % 2:
                    sheet.fill(sides[name][0], row, sides[name][1], row + ROW, "#eef2f6")
                if drawn == "rules":
                    sheet.line(sides[name][0], row + ROW, sides[name][1], row + ROW)
                for line, part in enumerate(text.split("\n")):
                    sheet.text(sides[name][0] + 4, row + 13 + 12 * line, part)
            number += 1
        top = foot
        if drawn == "rules":
            sheet.line(*sides["outcome"][:1], top, sides["outcome"][1], top)
    return sheet.save()


def outcomes(rows: Sequence[PublishedRow]) -> list[str]:
    return [r.fields["outcome_codes"].text for r in rows]


def wanted(groups: Sequence[tuple[str, int]] = GROUPS) -> list[str]:
    return [label for label, count in groups for _ in range(count)]


@pytest.mark.parametrize("at", ["top", "middle", "foot"])
@pytest.mark.parametrize("order", [("outcome", "title", "lead", "date"), ("title", "outcome", "lead", "date")])
def test_labels_beside_stripes_stand_for_the_rows_that_their_places_tell(
    tmp_path: Path, order: Sequence[str], at: str
) -> None:
    rows = rows_of(read_document(plan(tmp_path / "plan.pdf", order, at, "stripes")))
    assert outcomes(rows) == wanted()
    assert not any(r.fields["outcome_codes"].flag for r in rows)


def test_rows_of_a_label_that_nothing_tells_are_flagged(tmp_path: Path) -> None:
    groups = (("1.1 Busy quays", 3), ("1.2 Clean water", 3), ("1.3 Safe boats", 3))
    file = plan(tmp_path / "plan.pdf", ("outcome", "title", "lead", "date"), "middle", "stripes", groups)
    assert not any(r.fields["outcome_codes"].flag for r in rows_of(read_document(file)))
    moved = (("1.1 Busy quays", 3), ("", 1), ("1.2 Clean water", 2), ("1.3 Safe boats", 3))
    file = plan(tmp_path / "moved.pdf", ("outcome", "title", "lead", "date"), "middle", "stripes", moved)
    rows = rows_of(read_document(file))
    assert all(r.fields["outcome_codes"].flag == "several_rows" for r in rows)


@pytest.mark.parametrize("order", [("title", "lead", "date", "outcome"), ("title", "outcome", "lead", "date")])
def test_rules_that_leave_out_labels_at_the_right_or_within_part_the_rows_of_one_table(
    tmp_path: Path, order: Sequence[str]
) -> None:
    rows = rows_of(read_document(plan(tmp_path / "plan.pdf", order, "top", "rules")))
    assert outcomes(rows) == wanted()
    assert [r.fields["title"].text for r in rows] == [f"Mend quay {n} and all its steps" for n in range(10)]
    assert not any(c.flag for r in rows for c in r.cells)


@pytest.mark.parametrize("last", [True, False])
def test_a_label_beside_the_last_row_of_its_group_alone_is_that_of_the_rows_above_and_flagged(
    tmp_path: Path, last: bool
) -> None:
    """Ten of 36 cells of such a column were blank without a flag."""
    sheet = Sheet(tmp_path / "plan.pdf", (600, 500))
    names = ["", "", "1.1 Busy quays", "", "1.2 Clean water", "", "", "1.3 Warm homes", *([] if last else [""])]
    rows = [(name, f"Mend quay {n}", "Head of Ports", "March 2026") for n, name in enumerate(names)]
    xs, ys = (40, 160, 320, 440, 540), [60 + 26 * n for n in range(len(rows) + 2)]
    sheet.grid(xs, ys)
    sheet.fill_in(xs[:-1], ys[:-1], [("Outcome", "Action", "Lead officer", "Due date"), *rows])
    found = [r.fields["outcome_codes"] for r in rows_of(read_document(sheet.save()))]
    blank = [n for n, name in enumerate(names) if not name]
    assert [n for n, c in enumerate(found) if c.flag == "several_rows"] == blank
    below = ["1.1 Busy quays"] * 3 + ["1.2 Clean water"] * 2 + ["1.3 Warm homes"] * 3
    assert [c.text for c in found] == (below if last else names)


def test_an_outcome_that_begins_in_the_lower_half_of_a_row_is_its_own(tmp_path: Path) -> None:
    """A page ends in the middle of a row; the outcome of the rows before stands beside its upper half as well."""
    sheet, xs = Sheet(tmp_path / "plan.pdf", (600, 300)), (40, 70, 300, 420, 560)
    heads = ("Ref", "Action", "Lead officer", "Outcome")
    rows = [(f"A{n}", f"Mend quay {n} and all its steps", "Head of Ports", "") for n in range(8)]
    tops = [60 + 26 * n for n in range(7)]

    def lines(ys: list[int], whole: set[int]) -> None:
        for n, y in enumerate(ys):
            sheet.line(40, y, 560 if n in whole else 420, y)
        for x in xs:
            sheet.line(x, ys[0], x, ys[-1])

    lines(tops, {0, 1, 6})
    sheet.fill_in(xs[:-1], tops[:-1], [heads, (*rows[0][:3], "1.1 Busy quays"), *rows[1:5]])
    sheet.next_page()
    tops = [40 + 26 * n for n in range(6)]
    lines(tops, {0, 1, 4, 5})
    rest = [heads, ("", "down to the lowest tide", "", "1.2 Clean water"), *rows[5:7], (*rows[7][:3], "1.3 Warm homes")]
    sheet.fill_in(xs[:-1], tops[:-1], rest)
    found = rows_of(read_document(sheet.save()))
    assert found[4].fields["title"].text == "Mend quay 4 and all its steps down to the lowest tide"
    assert outcomes(found) == ["1.1 Busy quays"] * 4 + ["1.2 Clean water"] * 3 + ["1.3 Warm homes"]
    assert not any(r.fields["outcome_codes"].flag for r in found)


@pytest.mark.parametrize("at", ["middle", "foot"])
@pytest.mark.parametrize("order", [("outcome", "title", "lead", "date"), ("title", "lead", "date", "outcome")])
def test_labels_level_with_the_white_between_rows_do_not_hide_it(tmp_path: Path, order: Sequence[str], at: str) -> None:
    """Nothing is drawn below the headings, and labels stand beside two rows each."""
    groups = (("1.1 Busy\nquays", 2), ("1.2 Clean\nwater", 4), ("1.3 Safe boats", 1), ("1.4 Warm\nhomes", 2))
    rows = rows_of(read_document(plan(tmp_path / "plan.pdf", order, "middle", "none", groups)))
    assert [r.fields["title"].text for r in rows] == [f"Mend quay {n} and all its steps" for n in range(9)]
    assert outcomes(rows) == [" ".join(label.split()) for label in wanted(groups)]


def test_a_label_with_more_lines_than_its_last_row_is_whole(tmp_path: Path) -> None:
    """Its last lines stand alone below the texts of the table's last row, bold as a heading of what comes next is."""
    sheet = Sheet(tmp_path / "plan.pdf", (600, 500))
    for x, text in zip((44, 84, 204, 364, 474), ("Ref", *HEADINGS.values()), strict=True):
        sheet.text(x, 75, text, font="Helvetica-Bold")
    labels = {
        0: ("1.1 Busy quays",),
        2: ("1.2 Clean water",),
        4: ("1.3 Warm homes", "for all who live", "in the county"),
    }
    for n in range(5):
        for x, text in ((44, f"A{n}"), (204, f"Mend quay {n}"), (364, "Head of Ports"), (474, "March 2026")):
            sheet.text(x, 97 + 26 * n, text)
        for k, line in enumerate(labels.get(n, ())):
            sheet.text(84, 97 + 26 * n + 11 * k, line, font="Helvetica-Bold")
    rows = rows_of(read_document(sheet.save()))
    assert outcomes(rows)[4:] == ["1.3 Warm homes for all who live in the county"]


def test_a_table_that_begins_without_an_outcome_has_its_first_rows_flagged(tmp_path: Path) -> None:
    sheet, xs = Sheet(tmp_path / "plan.pdf", (600, 300)), (40, 160, 320, 440, 560)
    heads = ("Outcome", "Action", "Lead officer", "Due date")
    names = ("", "", "1.2 Clean water", "", "1.3 Warm homes", "")
    rows = [(name, f"Mend quay {n}", "Head of Ports", "March 2026") for n, name in enumerate(names)]
    tops = [60 + 26 * n for n in range(len(rows) + 2)]
    for n, y in enumerate(tops):
        sheet.line(160 if n in (2, 4, 6) else 40, y, 560, y)
    for x in xs:
        sheet.line(x, tops[0], x, tops[-1])
    sheet.fill_in(xs[:-1], tops[:-1], [heads, *rows])
    found = [r.fields["outcome_codes"] for r in rows_of(read_document(sheet.save()))]
    assert [c.text for c in found] == ["", "", *["1.2 Clean water"] * 2, *["1.3 Warm homes"] * 2]
    assert [c.flag for c in found] == ["several_rows", "several_rows", None, None, None, None]
