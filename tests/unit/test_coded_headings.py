"""Codes with which headings begin."""

import pytest

from extractors.headings.codedheadings import coded_heading


@pytest.mark.parametrize(
    ("text", "word", "code", "title", "form"),
    [
        ("Outcome 1.1: Children do well", "outcome", "1.1", "Children do well", "9.9"),
        ("P1.12 Homes", "", "P1.12", "Homes", "A9.9"),
        ("Key Objective 1.a. Keep costs low", "key objective", "1.a", "Keep costs low", "9.A"),
        ("Strategic Objective SO2 - Jobs", "strategic objective", "SO2", "Jobs", "A9"),
        ("Our Priority 3 | Clean streets", "priority", "3", "Clean streets", "9"),
        ("Aim A – Jobs", "aim", "A", "Jobs", "A"),
        ("HP-01 A home for everyone", "", "HP-01", "A home for everyone", "A-9"),
        ("Outcome 2.3", "outcome", "2.3", "", "9.9"),
    ],
)
def test_a_code_and_what_stands_around_it(text: str, word: str, code: str, title: str, form: str) -> None:
    found = coded_heading(text)
    assert found is not None
    assert (found.word, found.code, found.title, found.form) == (word, code, title, form)


@pytest.mark.parametrize(
    "text",
    ["Q2 progress", "3 new schools", "Healthy people", "Aims for 2026", "2025/26 so far", "A new start", "1.1"],
)
def test_what_begins_with_no_code(text: str) -> None:
    assert coded_heading(text) is None
