"""Statuses shown by small pictures and by coloured dots, in PDFs drawn for the purpose."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader

from extractors.document import read_document
from extractors.pdf.pdfium import read_pages
from extractors.table import TableCell
from tests.sheets import Sheet

XS = (40.0, 240.0, 360.0, 470.0, 550.0)
ROWS = (
    ("Plant oaks on the common", "Head of Parks", "March 2026"),
    ("Open a second library", "Head of Books", "June 2026"),
    ("Mend the harbour wall", "Head of Ports", "May 2027"),
    ("Light the quay", "Head of Ports", "July 2026"),
)
RED, AMBER, GREEN, BLACK = "#d4351c", "#ffbf47", "#00703c", "#111111"


def disc(colour: str) -> ImageReader:
    """A round picture on a transparent ground."""
    picture = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((2, 2, 62, 62), fill=colour)
    return ImageReader(picture)


def plan(file: Path) -> tuple[Sheet, list[float]]:
    """A ruled plan whose column of statuses is still empty, and the tops of its rows."""
    sheet = Sheet(file)
    tops = [60.0 + 26 * n for n in range(len(ROWS) + 1)]
    sheet.grid(XS, [*tops, tops[-1] + 26])
    sheet.fill_in(XS, tops, [("Action", "Lead officer", "Due date", "Status"), *ROWS])
    return sheet, tops[1:]


def statuses(file: Path) -> list[TableCell]:
    (found,) = read_document(file).plans
    return [row.fields["status"] for row in found.tables[0].rows]


@pytest.mark.parametrize("size", [12, 10, 6])
def test_small_pictures_have_the_colour_that_they_show_and_are_no_grounds_of_cells(tmp_path: Path, size: int) -> None:
    sheet, tops = plan(tmp_path / "pictures.pdf")
    for n, (top, colour) in enumerate(zip(tops, (GREEN, AMBER, RED, GREEN), strict=True)):
        sheet.canvas.drawImage(disc(colour), 500 + n / 4, 400.2 - top - 19, size, size, mask="auto")
    cells = statuses(sheet.save())
    assert [c.fill for c in cells] == [GREEN, AMBER, RED, GREEN]
    assert not any(c.flag for c in cells)
    assert not read_pages(sheet.file)[0].fills


def test_a_picture_without_colour_asks_for_a_persons_eyes(tmp_path: Path) -> None:
    sheet, tops = plan(tmp_path / "black.pdf")
    for top, colour in zip(tops, (GREEN, AMBER, BLACK, RED), strict=True):
        sheet.canvas.drawImage(disc(colour), 500, 400 - top - 19, 12, 12, mask="auto")
    cells = statuses(sheet.save())
    assert [c.fill for c in cells] == [GREEN, AMBER, None, RED]
    assert [c.flag for c in cells] == [None, None, "unread_ink", None]


def test_a_dot_that_is_the_only_text_has_the_colour_of_its_ink(tmp_path: Path) -> None:
    sheet, tops = plan(tmp_path / "dots.pdf")
    for top, colour in zip(tops, (GREEN, AMBER, RED, BLACK), strict=True):
        sheet.canvas.setFillColor(HexColor(colour))
        sheet.text(500, top + 14, "l", font="ZapfDingbats")
    cells = statuses(sheet.save())
    assert all(c.text and not c.text.isalnum() for c in cells)
    assert [c.fill for c in cells] == [GREEN, AMBER, RED, None]


@pytest.mark.parametrize(
    ("letters", "signs", "flags"),
    [
        ("llll", "●●●●", [None] * 4),
        ("LKJJ", "☹😐☺☺", [None] * 4),
        ("lxll", "●\ufffd●●", [None, "unread_ink", None, None]),
    ],
)
def test_letters_of_a_font_of_signs_are_the_signs_that_they_print(
    tmp_path: Path, letters: str, signs: str, flags: list[str | None]
) -> None:
    sheet, tops = plan(tmp_path / "wingdings.pdf")
    for top, letter, colour in zip(tops, letters, (RED, AMBER, GREEN, GREEN), strict=True):
        sheet.canvas.setFillColor(HexColor(colour))
        sheet.text(500, top + 14, letter, font="Times-Italic")
    file = sheet.save()
    # a name of the same length leaves everything in the file where it is
    file.write_bytes(file.read_bytes().replace(b"/Times-Italic", b"/Wingdings-Re"))
    cells = statuses(file)
    assert "".join(c.text for c in cells) == signs
    assert [c.flag for c in cells] == flags
    assert [c.fill for c in cells if not c.flag] == [
        c for c, flag in zip((RED, AMBER, GREEN, GREEN), flags, strict=True) if not flag
    ]


def test_coloured_words_have_no_fill(tmp_path: Path) -> None:
    sheet, tops = plan(tmp_path / "words.pdf")
    sheet.canvas.setFillColor(HexColor(RED))
    for top, word in zip(tops, ("Late", "Late", "Done", "Done"), strict=True):
        sheet.text(480, top + 14, word)
    assert [c.fill for c in statuses(sheet.save())] == [None] * 4


def test_a_disc_that_is_spelled_out_beside_the_text_is_read(tmp_path: Path) -> None:
    sheet, tops = plan(tmp_path / "spelled.pdf")
    for top, half in zip(tops, ("DD34", "DFE1", "DFE2", "DD34"), strict=True):
        sheet.canvas.addLiteral(f"/Span << /ActualText <FEFFD83D{half}> >> BDC")
        sheet.text(500, top + 14, "l", font="ZapfDingbats")
        sheet.canvas.addLiteral("EMC")
    assert [c.text for c in statuses(sheet.save())] == ["🔴", "🟡", "🟢", "🔴"]


def test_a_colour_missing_beside_a_page_break_is_flagged(tmp_path: Path) -> None:
    heads = ("Action", "Lead officer", "Due date", "Status")
    rows = [(f"Mend the sea wall at bay {n}", "Head of Ports", f"{n + 1:02d}/06/2026") for n in range(12)]
    for bare, flag in ((6, "split_unsure"), (9, None)):
        sheet = Sheet(tmp_path / "break.pdf")
        for first in (0, 6):
            tops = [60.0 + 20 * n for n in range(8)]
            for n in range(6):
                if first + n != bare:
                    sheet.fill(XS[3], tops[n + 1], XS[4], tops[n + 2], (RED, AMBER, GREEN)[n % 3])
            sheet.table(XS, tops, [heads, *rows[first : first + 6]])
            sheet.next_page()
        assert [c.flag for c in statuses(sheet.save()) if not c.fill] == [flag]


def test_two_columns_of_statuses_that_no_heading_tells_apart_are_flagged(tmp_path: Path) -> None:
    edges = (*XS, 590.0)
    for heads, flag in ((("Our view of RAG", "Board view"), "out_of_place"), (("RAG", "Board view"), None)):
        sheet = Sheet(tmp_path / "rivals.pdf")
        rows = [(*row, ("G", "A", "R")[n % 3], ("A", "G", "R")[n % 3]) for n, row in enumerate(ROWS)]
        head = ("Action", "Lead officer", "Due date", *heads)
        sheet.table(edges, [60.0 + 26 * n for n in range(6)], [head, *rows])
        document = read_document(sheet.save())
        assert {r.fields["status"].flag for r in document.plans[0].tables[0].rows} == {flag}
        assert any("'Board view'" in w for w in document.warnings) == bool(flag)
