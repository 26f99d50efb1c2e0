"""Second opinions: what counts as the same cell, what as a contradiction, and what both libraries really see."""

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.doubts import second
from extractors.doubts.second import OutsideCell, ask, cross_check, weigh
from extractors.page import Box
from extractors.table import Piece, PublishedDocument, PublishedPlan, PublishedRow, PublishedTable, TableCell
from tests.small_pdfs import grid_pdf

BOX = Box(10, 20, 110, 60)


def a_cell(text: str = "Open a library", *pieces: Piece) -> TableCell:
    return TableCell(0, text, pieces or (Piece(1, *BOX),))


def a_document(*cells: TableCell) -> PublishedDocument:
    rows = tuple(PublishedRow({"title": cell}, (("Notes", cell),)) for cell in cells)
    table = PublishedTable("deliverables", (), rows, (1,))
    return PublishedDocument(2, (PublishedPlan(1, 2, (table,)),))


def seen(text: str, box: Box = BOX, page: int = 1, reader: str = "pdfplumber") -> OutsideCell:
    return OutsideCell(reader, page, box, text)


def judged(cell: TableCell, *opinions: OutsideCell) -> TableCell:
    row = weigh(a_document(cell), opinions).plans[0].tables[0].rows[0]
    assert row.fields["title"] == row.other[0][1]
    return row.fields["title"]


def test_another_text_is_flagged_with_that_text() -> None:
    cell = judged(a_cell(), seen("Open a\nliberty"))
    assert cell.flag == "second_opinion"
    assert cell.flag_detail == "pdfplumber reads: Open a liberty"
    assert cell.text == "Open a library"


def test_a_text_that_is_not_seen_is_flagged() -> None:
    assert judged(a_cell(), seen(" ")).flag_detail == "pdfplumber reads: (nothing)"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Open a library", "Open\na  library "),
        ("office files", "o\ufb03ce \ufb01les"),
        ("regeneration", "regen\xaderation"),
        ("regeneration", "regen-\neration"),
        ("well-being", "well-\nbeing"),
        ("", ""),
    ],
    ids=["white space", "ligatures", "soft hyphen", "hyphen of a line break", "hyphen of a word", "both empty"],
)
def test_what_is_printed_alike_agrees(ours: str, theirs: str) -> None:
    assert judged(a_cell(ours), seen(theirs)).flag is None


def test_a_hyphen_at_the_end_of_a_cell_is_no_line_break() -> None:
    assert judged(a_cell("Phase 1"), seen("Phase 1-")).flag == "second_opinion"


def test_cells_elsewhere_have_no_say() -> None:
    elsewhere = [seen("x", Box(10, 60, 110, 100)), seen("x", page=2), seen("x", Box(10, 20, 210, 60))]
    assert judged(a_cell(), *elsewhere).flag is None


def test_edges_may_differ_by_a_rulings_width() -> None:
    assert judged(a_cell(), seen("x", Box(11, 21, 109, 59))).flag == "second_opinion"


def test_one_reader_that_agrees_outweighs_one_that_does_not() -> None:
    assert judged(a_cell(), seen("x"), seen("Open a library", reader="Camelot")).flag is None
    assert (
        judged(a_cell(), seen("x"), seen("y", reader="Camelot")).flag_detail == "Camelot reads: y; pdfplumber reads: x"
    )


def test_a_doubt_of_our_own_stays() -> None:
    doubted = replace(a_cell(), flag="overlap", flag_detail="two texts")
    assert judged(doubted, seen("x")) == doubted


def test_a_split_cell_is_compared_whole() -> None:
    cell = a_cell("Open a library", Piece(1, *BOX), Piece(2, *BOX))
    assert judged(cell, seen("Open a"), seen("library", page=2)).flag is None
    assert judged(cell, seen("Open a"), seen("liberty", page=2)).flag == "second_opinion"
    assert judged(cell, seen("Open a")).flag is None


@pytest.mark.parametrize("text", ["(cid:12)pen a library", "\ufffdpen a library"])
def test_a_font_that_the_reader_cannot_decode_is_no_opinion(text: str) -> None:
    assert judged(a_cell(), seen(text)).flag is None


TEXTS = (("Deliverable", "Outcome", "Lead"), ("Mend the\nharbour wall", "1.1", "Head of Ports"))


@pytest.mark.parametrize(
    ("crop", "readers"),
    [((0.0, 0.0), {"pdfplumber", "Camelot"}), ((20.0, 30.0), {"pdfplumber"})],
    ids=["whole page", "cropped page"],
)
def test_cells_are_seen_where_the_page_shows_them(tmp_path: Path, crop: tuple[float, float], readers: set[str]) -> None:
    cells, problems = ask(grid_pdf(tmp_path / "grid.pdf", TEXTS, crop=crop), [1])
    assert problems == []
    assert {c.reader for c in cells} == readers
    for reader in readers:
        found = {" ".join(c.text.split()): c.box for c in cells if c.reader == reader}
        assert set(found) == {"Deliverable", "Outcome", "Lead", "Mend the harbour wall", "1.1", "Head of Ports"}
        expected = (150 - crop[0], 90 - crop[1], 250 - crop[0], 130 - crop[1])
        assert found["1.1"] == pytest.approx(expected, abs=1.5)


def test_camelot_has_no_say_on_turned_pages(tmp_path: Path) -> None:
    cells, _ = ask(grid_pdf(tmp_path / "grid.pdf", TEXTS, turn=90), [1])
    assert {c.reader for c in cells} == {"pdfplumber"}


def test_a_cell_of_ours_that_is_wrong_is_found_in_a_real_pdf(tmp_path: Path) -> None:
    pdf = grid_pdf(tmp_path / "grid.pdf", TEXTS)
    right = a_cell("1.1", Piece(1, 150, 90, 250, 130))
    wrong = a_cell("Mend the harbour", Piece(1, 50, 90, 150, 130))
    rows = cross_check(a_document(right, wrong), pdf).plans[0].tables[0].rows
    assert [row.fields["title"].flag for row in rows] == [None, "second_opinion"]
    assert "Mend the harbour wall" in str(rows[1].fields["title"].flag_detail)


def test_a_reader_that_fails_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import camelot

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("out of\nink")

    monkeypatch.setattr(camelot, "read_pdf", fail)
    pdf = grid_pdf(tmp_path / "grid.pdf", TEXTS)
    checked = cross_check(a_document(a_cell("wrong", Piece(1, 150, 90, 250, 130))), pdf)
    assert checked.warnings == ("page 1: Camelot gives no second opinion: RuntimeError: out of ink",)
    assert checked.plans[0].tables[0].rows[0].fields["title"].flag == "second_opinion"


def test_without_cells_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert second.pages_with_cells(PublishedDocument(1, ())) == ()
    assert ask(Path("no.pdf"), ()) == ([], [])
