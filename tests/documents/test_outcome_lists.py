"""Outcomes listed beside a plan's table."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.table import PublishedPlan
from tests.quayside import BOLD, EDGES, HEADINGS, row, sheet_of
from tests.sheets import Sheet

AIMS = ("Children are ready for school", "People live in warm homes,\nand in safe ones", "Our coast is cared for")


def test_codes_before_a_tab_that_were_read_as_a_table_are_outcomes(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    y = 60.0
    for n, aim in enumerate(AIMS, 1):
        sheet.text(40, y, f"WO{n}", size=10, font=BOLD)
        sheet.lines(110, y, aim, size=10, leading=12)
        y += 20 if "\n" not in aim else 32
    rows = [(*row(n), f"WO{n % 3 + 1}" if n else "WO1, WO3") for n in range(6)]
    sheet.table((*EDGES, 620.0), [150 + 20 * n for n in range(8)], [(*HEADINGS, "Objective"), *rows])
    plan = read_document(sheet.save()).plans[0]
    assert [(s.code, s.cell.text) for s in plan.outcomes] == [
        (f"WO{n}", aim.replace("\n", " ")) for n, aim in enumerate(AIMS, 1)
    ]


THEMES = ("Priority 1: Young people", "Priority 2: Our coast")
NAMES = {"PE1": "Children are ready for school", "PE2": "Young people find work", "PL1": "Beaches are clean"}


def plan(sheet: Sheet, codes: Sequence[str]) -> PublishedPlan:
    """The plan whose first page is drawn, with a table of six actions for these outcomes on the next."""
    sheet.next_page()
    rows = [(*row(n), codes[n % len(codes)]) for n in range(6)]
    sheet.table((*EDGES, 620.0), [60 + 20 * n for n in range(8)], [(*HEADINGS, "Outcome"), *rows])
    return read_document(sheet.save()).plans[0]


def test_points_set_further_right_are_under_the_theme_above_them(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    for y, theme, codes in ((60, THEMES[0], ("PE1", "PE2")), (160, THEMES[1], ("PL1",))):
        sheet.text(40, y, theme, size=12, font=BOLD)
        for n, code in enumerate(codes, 1):
            sheet.text(70, y + 24 * n, f"• {code} {NAMES[code]}", size=10)
    assert [(s.code, s.cell.text, s.theme) for s in plan(sheet, list(NAMES)).outcomes] == [
        (code, name, THEMES[code == "PL1"]) for code, name in NAMES.items()
    ]


def test_a_table_of_codes_and_texts_under_bands_of_themes_states_outcomes(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    band = (40.0, 400.0)
    for y, theme, codes in ((60.0, THEMES[0], ("PE1", "PE2")), (120.0, THEMES[1], ("PL1",))):
        sheet.table(band, [y, y + 20], [(theme,)])
        rows = [(f"Outcome {code}", NAMES[code]) for code in codes]
        sheet.table((40.0, 120.0, 400.0), [y + 20 * n for n in range(1, len(rows) + 2)], rows)
    found = plan(sheet, list(NAMES)).outcomes
    assert [(s.code, s.cell.text, s.theme) for s in found] == [
        (code, name, THEMES[code == "PL1"]) for code, name in NAMES.items()
    ]


@pytest.mark.parametrize(("word", "flag"), [("Outcome", None), ("Point", "likely_field")])
def test_numbers_behind_another_word_than_the_heading_of_the_column_are_doubtful(
    tmp_path: Path, word: str, flag: str | None
) -> None:
    sheet = sheet_of(tmp_path)
    texts = ["Young people find work", "Beaches are clean"]
    for n, text in enumerate(texts, 1):
        sheet.text(40, 60 * n, f"Priority {n}: Theme {n}", size=12, font=BOLD)
        sheet.text(40, 60 * n + 24, f"{word} {n}: {text}", size=10)
    found = plan(sheet, ["1", "2"]).outcomes
    assert [(s.code, s.cell.flag) for s in found] == [("1", flag), ("2", flag)]
    assert flag or [s.cell.text for s in found] == texts
