"""Rows beneath a record that are numbered as its steps."""

from pathlib import Path

import pytest

from extractors.document import read_document
from tests.quayside import EDGES, HEADINGS, OFFICERS, row, rows_of, sheet_of


@pytest.mark.parametrize(
    ("rated", "first", "flag"),
    [
        (False, 1, "out_of_place"),
        (True, 1, None),  # rows that have all that others have are records
        (False, 2, None),  # numbers that do not count on from a record are no steps of it
    ],
)
def test_steps_beneath_records_are_flagged_where_they_lack_what_records_have(
    tmp_path: Path, *, rated: bool, first: int, flag: str | None
) -> None:
    sheet = sheet_of(tmp_path)
    rows: list[tuple[str, ...]] = []
    for n in range(1, 4):
        rows.append(row(n))
        rows += [
            (f"{n}.{k} Survey part {k} of the wall", OFFICERS[k % 3], f"1{k}/06/2026", "On track" if rated else "")
            for k in (first, first + 1)
        ]
    sheet.table(EDGES, [60.0 + 24 * n for n in range(len(rows) + 2)], [HEADINGS, *rows])
    document = read_document(sheet.save())
    assert [r.fields["title"].flag for r in rows_of(document)] == [None, flag, flag] * 3
    assert any("may be steps" in w for w in document.warnings) == bool(flag)
