"""Texts that run on into the blank cell beside them."""

import pytest

from extractors.doubts.ranover import with_run_over
from tests.doubted import published


@pytest.mark.parametrize(
    ("officer", "committee", "doubted"),
    [
        ("Head of Libraries CPC", "", {"lead_officer", "committees"}),
        ("Head of Libraries", "", set()),
        ("Head of Libraries CPC", "CPC", set()),
        ("Head of Libraries XYZ", "", set()),
    ],
    ids=["run over", "blank", "own value", "no value of the column"],
)
def test_a_text_that_ends_with_a_code_of_the_blank_cell_beside_it(
    officer: str, committee: str, doubted: set[str]
) -> None:
    rows = [{"title": f"Mend wall {n}", "lead_officer": "Head of Ports", "committees": "CPC"} for n in range(4)]
    rows.append({"title": "Open the library", "lead_officer": officer, "committees": committee})
    fields = with_run_over([published(rows)])[0].rows[-1].fields
    assert {name for name, cell in fields.items() if cell.flag == "column_bleed"} == doubted


def test_a_word_that_a_sentence_may_end_with_says_nothing() -> None:
    rows = [{"title": f"Mend wall {n}", "status": "green"} for n in range(4)]
    rows.append({"title": "Make the parks green", "status": ""})
    assert not any(c.flag for c in with_run_over([published(rows)])[0].rows[-1].fields.values())
