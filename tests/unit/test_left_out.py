"""Text left of a table on a page where the table begins further right than on its others."""

from types import SimpleNamespace
from typing import Any

import pytest

from extractors.doubts.leftout import with_left_out
from extractors.layout import Published
from extractors.page import Box
from extractors.table import Piece, PublishedRow, PublishedTable, TableCell


def row(page: int, n: int) -> PublishedRow:
    title = TableCell(1, f"Mend bay {n}", (Piece(page, 150, 40 + 24 * n, 400, 64 + 24 * n),))
    return PublishedRow({"outcome_codes": TableCell(0, "2.1"), "title": title}, pages=(page,))


def part(page: int, x0: float) -> Any:
    return SimpleNamespace(page=page, grid=SimpleNamespace(box=Box(x0, 40, 600, 136)))


@pytest.mark.parametrize(
    ("further", "x0", "flagged"), [(110.0, 44.0, [2, 3]), (4.0, 44.0, []), (110.0, 300.0, []), (110.0, 10.0, [])]
)
def test_outcomes_from_a_text_beside_the_table_on_are_flagged(further: float, x0: float, flagged: list[int]) -> None:
    line = SimpleNamespace(box=Box(x0, 92, x0 + 80, 102), text="2.2 Warm homes")
    seen: Any = SimpleNamespace(loose={2: [line]}, furniture=set())
    table: Any = SimpleNamespace(table=SimpleNamespace(parts=[part(1, 40), part(2, 40 + further)]))
    rows = (*(row(1, n) for n in range(4)), *(row(2, n) for n in range(4)))
    (found,) = with_left_out(seen, [Published(table, PublishedTable("deliverables", (), rows, (1, 2)))])
    told = [r.fields["outcome_codes"].flag for r in found.table.rows]
    assert told == [None] * 4 + ["lost_column" if n in flagged else None for n in range(4)]
