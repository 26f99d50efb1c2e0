"""Outcome statements and themes, in the forms in which plans print them."""

import numpy as np
import pytest

from extractors.page import Box
from extractors.plans.statements import code_patterns, outcome_statements, theme_of
from extractors.plans.tabbed import tabbed_statements
from extractors.printed.hyphens import Hyphens
from extractors.printed.prose import Paragraph, Segment

HYPHENS = Hyphens([])
NONE = np.array([], dtype=np.int64)


def paragraph(*lines: str, page: int = 1, bold: bool = False) -> Paragraph:
    """A paragraph of one line under the other."""
    box = Box(50, 100, 400, 112)
    return Paragraph(tuple(Segment(page, box, 110.0 + 14 * n, t, 11.0, bold, NONE) for n, t in enumerate(lines)))


def stated(used: list[str], *blocks: Paragraph) -> dict[str, str]:
    found = outcome_statements(blocks, code_patterns(used), HYPHENS)
    return {s.code: s.cell.text for s in found}


@pytest.mark.parametrize(
    ("used", "line", "code"),
    [
        ("1.1, 2.3", "1.1 Boats find shelter", "1.1"),
        ("1.1", "Outcome 1.1: Boats find shelter", "1.1"),
        ("P1.1", "• P1.1 – Boats find shelter", "P1.1"),
        ("HP2", "HP1) Boats find shelter", "HP1"),
        ("CP1-2", "CP1-1 Boats find shelter", "CP1-1"),
        ("3", "Outcome 1: Boats find shelter", "1"),
        ("3", "Priority 1 - Boats find shelter", "1"),
    ],
)
def test_a_statement_begins_with_its_code(used: str, line: str, code: str) -> None:
    assert stated([used], paragraph(line)) == {code: "Boats find shelter"}


def test_a_numbered_list_is_no_list_of_outcomes() -> None:
    assert stated(["1", "2"], paragraph("1. Open the agenda"), paragraph("2 Close the meeting")) == {}


def test_a_line_with_a_longer_code_is_another_outcomes() -> None:
    assert stated(["1.1"], paragraph("1.1.4 A footnote of the budget")) == {}


def test_a_statement_goes_on_over_lines_to_the_next_code() -> None:
    block = paragraph("1.1 Boats find shelter", "all through the year", "1.2 Everyone reads")
    assert stated(["1.1"], block) == {"1.1": "Boats find shelter all through the year", "1.2": "Everyone reads"}


def test_the_next_code_in_the_middle_of_a_line_begins_its_statement_where_no_line_does() -> None:
    run_on = paragraph("1.1 Boats find shelter 1.2 Everyone reads")
    assert stated(["1.1"], run_on) == {"1.1": "Boats find shelter", "1.2": "Everyone reads"}
    numbered = paragraph("Outcome 1 Boats find shelter Outcome 2 Everyone reads")
    assert stated(["2"], numbered) == {"1": "Boats find shelter", "2": "Everyone reads"}
    said = stated(["2"], paragraph("Outcome 2 Build 3 New Schools"), paragraph("Outcome 3 Mend the roads"))
    assert said == {"2": "Build 3 New Schools", "3": "Mend the roads"}
    said = stated(["1.3"], paragraph("1.3 Grow from 1.2 to 1.4 Million visits"), paragraph("1.4 Mend the roads"))
    assert said == {"1.3": "Grow from 1.2 to 1.4 Million visits", "1.4": "Mend the roads"}


@pytest.mark.parametrize(
    "line",
    [
        "Commitment 2: A green town",
        "Aim B - A green town",
        "Priority Two: A green town",
        "Our Ambition 3 A green town",
        "Improvement Objective 1 – A green town",
    ],
)
def test_themes(line: str) -> None:
    theme = theme_of(paragraph(line, bold=True), HYPHENS)
    assert theme is not None
    assert theme.text == line


@pytest.mark.parametrize("section", ["2 ", "2. ", "3.2.1 "])
def test_the_number_of_a_section_is_not_the_theme_s(section: str) -> None:
    theme = theme_of(paragraph(f"{section}Commitment 2: A green", "town"), HYPHENS)
    assert theme is not None
    assert theme.text == "Commitment 2: A green town"


@pytest.mark.parametrize(
    "line",
    [
        "A green town",
        "Priority deliverables",
        "Priority onebyone",
        "Work on priority 2",
        "4.2 Priority 2 is to make the town green",
        "4.2 Priority 2: the town has been made greener.",
    ],
)
def test_headings_that_are_no_themes(line: str) -> None:
    assert theme_of(paragraph(line, bold=True), HYPHENS) is None


def test_what_stands_level_with_a_code_further_right_is_its_statement() -> None:
    def at(x: float, y: float, text: str) -> Segment:
        return Segment(1, Box(x, y - 8, x + 6.0 * len(text), y + 2), y, text, 11.0, False, NONE)

    codes = [Paragraph((at(50, 100 + 20 * n, f"WO{n}"),)) for n in (1, 2, 3)]
    first = Paragraph((at(110, 120, "Boats find shelter"),))
    others = Paragraph((at(110, 140, "Harbours are dry"), at(110, 152, "and lit"), at(110, 160, "Nets are mended")))
    patterns = code_patterns(["WO1, WO2"])
    found = tabbed_statements([*codes, first, others], patterns)
    assert [[s.text for s in block.segments] for block in found] == [
        ["WO1 Boats find shelter"],
        ["WO2 Harbours are dry", "and lit"],
        ["WO3 Nets are mended"],
    ]
    assert not tabbed_statements([codes[0], first], patterns)
