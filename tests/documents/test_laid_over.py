"""Cells with a picture in place of their text, a shape or a reader's mark laid over them, or a stroke for a ground."""

from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from extractors.document import read_document
from tests.quayside import EDGES, HEADINGS, row, rows_of, sheet_of
from tests.sheets import Sheet

ROWS, LEFT, RIGHT, HIGH = 4, 460.0, 540.0, 24.0


def plan(tmp_path: Path, statuses: dict[int, str]) -> Sheet:
    """A plan of four rows, with another text for the status of some."""
    sheet = sheet_of(tmp_path)
    rows = [(*row(n)[:3], statuses.get(n, row(n)[3])) for n in range(ROWS)]
    sheet.table(EDGES, [60 + HIGH * n for n in range(ROWS + 2)], [HEADINGS, *rows])
    return sheet


def statuses(file: Path) -> list[tuple[str, str | None]]:
    """What is read of the statuses, and their flags."""
    return [(r.fields["status"].text, r.fields["status"].flag) for r in rows_of(read_document(file))]


def test_a_picture_in_an_empty_cell_flags_it(tmp_path: Path) -> None:
    sheet = plan(tmp_path, {1: "", 2: ""})
    lettered = Image.new("L", (60, 16), 255)
    lettered.paste(0, (8, 4, 40, 7))
    sheet.canvas.drawImage(ImageReader(lettered), LEFT + 3, sheet.size[1] - 60 - 3 * HIGH + 4, 60, 16)
    expected: list[tuple[str, str | None]] = [(row(n)[3], None) for n in range(ROWS)]
    expected[1:3] = [("", "unread_ink"), ("", None)]
    assert statuses(sheet.save()) == expected


@pytest.mark.parametrize(
    ("kind", "keys", "flag"),
    [
        ("/Square", {"/IC": [1, 1, 1]}, "covered"),
        ("/Square", {}, None),  # an outline around a cell hides nothing
        ("/Square", {"/IC": [1, 1, 1], "/F": 2}, None),  # nobody is shown it
        ("/StrikeOut", {}, "struck_through"),
        ("/Highlight", {}, None),
    ],
)
def test_a_mark_that_hides_or_strikes_out_words_flags_their_cell(
    tmp_path: Path, kind: str, keys: dict[str, object], flag: str | None
) -> None:
    file = plan(tmp_path, {}).save()
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        bottom = 420 - 60 - 3 * HIGH
        mark = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name(kind), "/F": 4, **keys}
        mark["/Rect"] = [LEFT + 2, bottom + 4, RIGHT - 2, bottom + HIGH - 3]
        pdf.pages[0].obj["/Annots"] = pdf.make_indirect([pdf.make_indirect(pikepdf.Dictionary(mark))])
        pdf.save(file)
    assert [told for _, told in statuses(file)] == [None, flag, None, None]


def test_a_stroke_as_thick_as_a_row_is_the_ground_of_its_cell(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    colours = ("#00b050", "#ffc000", "#ff0000", "#00b050")
    for n, colour in enumerate(colours, 1):
        sheet.canvas.setStrokeColor(colour)
        sheet.line(LEFT, 60 + HIGH * (n + 0.5), RIGHT, 60 + HIGH * (n + 0.5), width=HIGH)
    sheet.canvas.setStrokeColor("#000000")
    rows = [(*row(n)[:3], "") for n in range(ROWS)]
    sheet.table(EDGES, [60 + HIGH * n for n in range(ROWS + 2)], [HEADINGS, *rows])
    assert tuple(r.fields["status"].fill for r in rows_of(read_document(sheet.save()))) == colours
