"""Words on a ground in their own colour: what is well inside paint of the same colour is not seen."""

import pytest

from extractors.page import Box, Fill, Ruling
from extractors.pdf import pieces
from extractors.pdf.pieces import Piece, unseen

GROUND, PALE = "#ddeeff", "#ffffff"


@pytest.mark.parametrize("at_once", [1, 1000])
def test_the_ground_painted_last_under_a_piece_tells_however_many_are_compared_at_once(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(pieces, "AT_ONCE", at_once)
    grounds = [Fill(Box(0, 0, 200, 40), GROUND, 1), Fill(Box(0, 20, 200, 40), PALE, 2)]
    lines = [Ruling(True, y, 20, 80, 1, GROUND) for y in (10, 30, 60)]
    own = [Piece(Box(20, r.at, 80, r.at + 1), GROUND, 3, r) for r in lines]
    assert unseen(own, grounds) == {id(lines[0])}
