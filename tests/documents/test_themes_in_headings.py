"""Headings of titles that name the theme or the outcome that the rows serve."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from extractors.document import read_document
from extractors.table import PublishedRow
from tests.quayside import rows_of, sheet_of

XS = (40.0, 330.0, 470.0, 580.0, 680.0)


def rows(tmp_path: Path, heads: Sequence[str]) -> list[PublishedRow]:
    """The records of two tables of three actions each, the column of titles headed otherwise in each."""
    sheet = sheet_of(tmp_path)
    for k, head in enumerate(heads):
        body = [(f"Mend the sea wall at bay {3 * k + n}", "Head of Ports", "June 2026", "On track") for n in range(3)]
        top = 60 + 120 * k
        sheet.table(XS, [top + 22 * n for n in range(5)], [(head, "Lead officer", "Due date", "Status"), *body])
    return rows_of(read_document(sheet.save()))


@pytest.mark.parametrize(
    "heads",
    [
        ("Priority 1: Healthy people", "Priority 2: Strong places"),
        ("1. Healthy people", "2. Strong places"),
        ("Healthy people", "Strong places"),
    ],
)
def test_headings_that_name_themes_stand_over_titles(tmp_path: Path, heads: Sequence[str]) -> None:
    read = rows(tmp_path, heads)
    assert [r.fields["title"].text for r in read] == [f"Mend the sea wall at bay {n}" for n in range(6)]
    assert [r.theme.text if r.theme else "" for r in read] == [head for head in heads for _ in range(3)]


def test_headings_that_name_outcomes_stand_over_titles(tmp_path: Path) -> None:
    read = rows(tmp_path, ("Outcome 1.1: Healthy people", "Outcome 1.2: Strong places"))
    assert [r.fields["outcome_codes"].text for r in read] == ["1.1"] * 3 + ["1.2"] * 3
    assert {r.theme for r in read} == {None}
    assert [r.fields["title"].text for r in read] == [f"Mend the sea wall at bay {n}" for n in range(6)]


@pytest.mark.parametrize("heads", [("Action", "Action"), ("Priority 1: Actions", "Priority 2: Actions")])
def test_headings_of_titles_are_no_themes_but_for_their_numbers(tmp_path: Path, heads: Sequence[str]) -> None:
    read = rows(tmp_path, heads)
    assert {r.theme.text for r in read if r.theme} == (set() if heads[0] == "Action" else set(heads))
