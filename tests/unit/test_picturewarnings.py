"""What a picture without colours cannot tell of statuses is flagged."""

from types import SimpleNamespace
from typing import Any

import pytest

from extractors.doubts.picturewarnings import without_lost_colours
from extractors.page import Box
from extractors.table import Piece, PublishedRow, PublishedTable, Reading, TableCell


def flags(texts: tuple[str, str], *, colourless: bool = True, reading: Reading = "ocr") -> list[str | None]:
    """The flags of two rows' statuses in a table of a scan."""
    cells = [TableCell(1, text, (Piece(1, 0, 0, 9, 9),), reading=reading) for text in texts]
    rows = tuple(PublishedRow({"title": TableCell(0, "Mend the wall"), "rag_q1": cell}) for cell in cells)
    page: Any = SimpleNamespace(number=1, scanned=(Box(0, 0, 300, 300),), colourless=colourless)
    table = without_lost_colours([PublishedTable("actions", (), rows, (1,))], [page])[0]
    assert all(row.fields["title"].flag is None for row in table.rows)
    return [row.fields["rag_q1"].flag for row in table.rows]


def test_where_only_colours_told_a_grey_scan_tells_no_status() -> None:
    assert flags(("", "")) == ["grey_scan", "grey_scan"]


@pytest.mark.parametrize(
    ("texts", "more"),
    [(("G", ""), {}), (("", ""), {"colourless": False}), (("", ""), {"reading": "ruled"})],
)
def test_letters_colours_or_text_beside_the_picture_tell_it(texts: tuple[str, str], more: dict[str, Any]) -> None:
    assert flags(texts, **more) == [None, None]
