"""Outcomes that a plan states in columns of its tables alone, and names there beside codes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.table import PublishedPlan
from tests.sheets import Sheet

NAMES = {"1.1": "Children do well", "1.2": "Adults live well", "2.1": "Homes for all", "2.2": "Busy towns"}
THEMES = {"1": "Healthy people", "2": "Strong places"}
XS = (30.0, 110.0, 250.0, 420.0, 530.0, 610.0)
Columns = tuple[tuple[str, ...], Callable[[str], tuple[str, ...]]]
WAYS: dict[str, Columns] = {
    "one cell": (("Outcome", "Notes"), lambda c: (f"{c} {NAMES[c]}", "None")),
    "worded": (("Council Plan outcome", "Notes"), lambda c: (f"Outcome {c}: {NAMES[c]}", "None")),
    "two columns": (("Outcome no.", "Outcome"), lambda c: (c, NAMES[c])),
    "beside a theme": (("Strategic priority", "Objective"), lambda c: (THEMES[c[0]], f"{c} {NAMES[c]}")),
}


def plan(file: Path, columns: Columns, title: str = "") -> PublishedPlan:
    """A plan of eight actions, two for each outcome; the last names its outcome `title`, if that is given."""
    heads, cells = columns
    rows = [(*heads, "Action", "Lead officer", "Status")]
    for n, code in enumerate(code for code in NAMES for _ in (1, 2)):
        rows.append((*cells(code), f"Mend the sea wall at bay {n}", "Head of Ports", "On track"))
    if title:
        rows[-1] = (title, *rows[-1][1:])
    sheet = Sheet(file, (640, 420))
    sheet.text(30, 30, "Quayside Council: delivery plan 2025/26", size=15)
    sheet.table(XS, [60 + 22 * n for n in range(len(rows) + 1)], rows)
    return read_document(sheet.save()).plans[0]


@pytest.mark.parametrize("way", WAYS)
def test_a_code_and_its_name_in_a_column_state_an_outcome(tmp_path: Path, way: str) -> None:
    read = plan(tmp_path / "plan.pdf", WAYS[way])
    rows = [r for t in read.tables for r in t.rows]
    assert {o.code: o.cell.text for o in read.outcomes} == NAMES
    assert [next(c for c in NAMES if c in r.fields["outcome_codes"].text) for r in rows] == [
        c for c in NAMES for _ in (1, 2)
    ]
    themes = [THEMES[c[0]] for c in NAMES for _ in (1, 2)] if way == "beside a theme" else [""] * 8
    assert [r.theme.text if r.theme else "" for r in rows] == themes


def test_a_code_with_two_names_is_flagged(tmp_path: Path) -> None:
    read = plan(tmp_path / "plan.pdf", WAYS["one cell"], "2.2 Busy ports")
    flags = {o.code: (o.cell.flag, o.cell.flag_detail) for o in read.outcomes}
    assert flags == dict.fromkeys(("1.1", "1.2", "2.1"), (None, None)) | {
        "2.2": ("stated_twice", "also stated as: Busy ports")
    }


HEADS = ("Strategic outcome", "Key action", "Lead officer", "Timescale")
EDGES = (40.0, 150.0, 400.0, 500.0, 600.0)


def body(first: int, count: int) -> list[tuple[str, ...]]:
    return [(f"Mend the sea wall at bay {n}", "Head of Ports", "June 2026") for n in range(first, first + count)]


def test_an_outcome_in_the_first_row_alone_stands_for_the_others_and_is_flagged(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf", (640, 420))
    sheet.text(30, 30, "Quayside Council: delivery plan 2025/26", size=15)
    rows = [("3.1 Busy towns" if not n else "", *row) for n, row in enumerate(body(0, 4))]
    sheet.table(EDGES, [60 + 24 * n for n in range(6)], [HEADS, *rows])
    found = [r.fields["outcome_codes"] for t in read_document(sheet.save()).plans[0].tables for r in t.rows]
    assert [(c.text, c.flag) for c in found] == [("3.1 Busy towns", None)] + [("3.1 Busy towns", "several_rows")] * 3


def merged(sheet: Sheet, top: float, groups: list[tuple[int, str, float]]) -> None:
    """Ruled rows of which each group has one cell for its outcome, printed so many points down from `top`."""
    sheet.grid(EDGES[1:], [top + 24 * n for n in range(sum(g[0] for g in groups) + 2)])
    sheet.fill_in(EDGES, [top], [HEADS])
    row = 1
    for count, outcome, at in groups:
        sheet.grid(EDGES[:2], [top + 24 * row, top + 24 * (row + count)])
        sheet.lines(44, top + at, outcome)
        for n in range(row, row + count):
            cells = ("", f"Mend wall {top:.0f}-{n} of the harbour", "Head of Ports", "March 2027")
            sheet.fill_in(EDGES, [top + 24 * n], [cells])
        row += count


@pytest.mark.parametrize(("above", "below"), [(2, 3), (1, 1)])
def test_rows_at_a_page_s_end_have_the_outcome_that_stands_below_the_break(
    tmp_path: Path, above: int, below: int
) -> None:
    """A spreadsheet prints the label of merged rows in their middle: the first two had the outcome above them."""
    sheet = Sheet(tmp_path / "merged.pdf", (640, 260))
    sheet.text(40, 20, "Quayside Council: delivery plan 2026/27", size=14)
    merged(sheet, 40, [(3, "Busy harbours", 66), (3, "Clean water", 138), (above, "", 0)])
    sheet.next_page()
    merged(sheet, 20, [(below, "Safe roads", 38), (2, "Warm homes", 38 + 24 * below)])
    (read,) = read_document(sheet.save()).plans
    found = [r.theme.text if r.theme else "" for t in read.tables for r in t.rows]
    outcomes = {"Busy harbours": 3, "Clean water": 3, "Safe roads": above + below, "Warm homes": 2}
    assert found == [name for name, count in outcomes.items() for _ in range(count)]


def test_an_officer_beside_the_name_of_each_group_leads_all_of_its_rows(tmp_path: Path) -> None:
    """Cells that span the rows of a group span none where each page prints one or two of these."""
    sheet = Sheet(tmp_path / "led.pdf", (640, 420))
    sheet.text(40, 30, "Quayside Council: delivery plan 2026/27", size=14)
    groups = [("Busy harbours", "Head of Ports", 3), ("Clean water", "Head of Water", 2), ("Safe roads", "Mayor", 3)]
    rows = [
        (name if not n else "", f"Mend {name} {n}", officer if not n else "", "March 2027")
        for name, officer, count in groups
        for n in range(count)
    ]
    sheet.table(EDGES, [60 + 22 * n for n in range(len(rows) + 2)], [HEADS, *rows])
    (read,) = read_document(sheet.save()).plans
    found = [(r.theme.text if r.theme else "", r.fields["lead_officer"]) for t in read.tables for r in t.rows]
    assert [(name, officer.text) for name, officer in found] == [(g[0], g[1]) for g in groups for _ in range(g[2])]
    assert not any(officer.flag for _, officer in found)
