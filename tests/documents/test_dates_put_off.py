"""Two or three dates in every row, of which one holds: what was agreed at first, what stands now, what happened."""

from pathlib import Path

import pytest

from extractors.document import read_document
from tests.quayside import row, rows_of, sheet_of

DATES = {"first": "31/03/2026", "now": "30/09/2026", "done": "15/04/2026", "start": "01/04/2025"}
ROWS = 6


def deliveries(tmp_path: Path, heads: dict[str, str], *, put_off: int = ROWS) -> list[tuple[str, str | None]]:
    """What was read of when each row is due, and its flag; `heads` says which of its dates stands under each heading.

    So many rows were `put_off`: the others have no date of `now`.
    """
    sheet = sheet_of(tmp_path)
    rows = [
        (row(n)[0], row(n)[1], *(DATES[d] if d != "now" or n < put_off else "" for d in heads.values()), row(n)[3])
        for n in range(ROWS)
    ]
    edges = (40.0, 230.0, *(330.0 + 100 * n for n in range(len(heads) + 2)))
    sheet.table(edges, [60.0 + 24 * n for n in range(ROWS + 2)], [("Action", "Lead officer", *heads, "Status"), *rows])
    cells = [r.fields.get("delivery") for r in rows_of(read_document(sheet.save()))]
    return [(c.text, c.flag) if c else ("", None) for c in cells]


@pytest.mark.parametrize(
    ("heads", "due"),
    [
        ({"Baseline": "first", "Target": "now", "Actual": "done"}, "now"),
        ({"Target": "first", "Actual": "done"}, "first"),
        ({"Actual completion": "done", "Planned completion": "first"}, "first"),
        ({"Start": "start", "Forecast end": "now", "Baseline end": "first"}, "now"),
        ({"Current date": "now", "Original date": "first"}, "now"),
        ({"Revised target": "now", "Original target": "first"}, "now"),
    ],
)
def test_the_date_that_holds_is_when_a_row_is_due(tmp_path: Path, heads: dict[str, str], due: str) -> None:
    assert deliveries(tmp_path, heads) == [(DATES[due], None)] * ROWS


@pytest.mark.parametrize("own", ["Due date", "Original date"])
def test_rows_that_were_put_off_are_flagged_where_others_are_not(tmp_path: Path, own: str) -> None:
    found = deliveries(tmp_path, {own: "first", "Revised date": "now"}, put_off=2)
    assert found == [(DATES["first"], "out_of_place")] * 2 + [(DATES["first"], None)] * 4


def test_a_revised_date_beside_one_that_does_not_say_when_it_was_agreed_is_flagged(tmp_path: Path) -> None:
    assert (
        deliveries(tmp_path, {"Revised due date": "now", "Due date": "first"}) == [("30/09/2026", "out_of_place")] * 6
    )
