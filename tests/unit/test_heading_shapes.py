"""Headings that a recogniser has lost a space or a letter of still name their fields."""

import pytest

from extractors.headings.headings import match_heading


@pytest.mark.parametrize(
    ("heading", "field", "quarter"),
    [
        ("ActualQ1", "value", 1),
        ("Q1actual", "value", 1),
        ("Actuai Q2", "value", 2),
        ("RAGrating", "status", None),
        ("Directionoftravel", "direction", None),
        ("Key actlon", "title", None),
        ("Leadofficer", "lead_officer", None),
        ("Performance méasure", "indicator", None),
    ],
)
def test_a_heading_of_a_known_shape_is_known(heading: str, field: str, quarter: int | None) -> None:
    best = match_heading(heading)[0]
    assert (best.field, best.quarter) == (field, quarter)


def test_a_heading_of_no_known_shape_is_not() -> None:
    assert match_heading("Leadofflcersname") == ()
    assert match_heading("Wherewithal") == ()
