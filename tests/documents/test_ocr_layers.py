"""A text layer that a recogniser left over a scan is compared with what the picture shows."""

import pytest

from extractors.document import read_document
from extractors.pdf.pdfium import read_pages
from extractors.picture.pictures import is_picture
from extractors.table import TableCell
from tests.scanner import Binder, Scan, misread
from tests.small_pdfs import ROWS, plan_pdf

FIELDS = ("title", "outcome_codes", "start", "delivery", "lead_officer")
# What a poor recogniser makes of some words: no words at all, another code, another quarter.
WRONG = {"harbour": "harb0ur", "trees": "trccs", "1.2": "1.7", "Q4": "Q1"}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, TableCell]]:
    folder = tmp_path_factory.mktemp("layer")
    text = plan_pdf(folder / "text.pdf")
    layered = Binder().scan(text, 1, Scan(noise=4), layer=misread(WRONG)).save(folder / "layer.pdf")
    page = read_pages(layered)[0]
    assert is_picture(page)
    assert page.layer
    assert "harb0ur" in "".join(page.layer.text)
    return [row.fields for plan in read_document(layered).plans for table in plan.tables for row in table.rows]


def test_every_cell_holds_what_the_picture_shows(read: list[dict[str, TableCell]]) -> None:
    assert [[record[field].text for field in FIELDS] for record in read] == [list(row) for row in ROWS]
    assert {c.reading for record in read for c in record.values()} == {"ocr"}


def test_where_evidence_does_not_decide_both_readings_are_given(read: list[dict[str, TableCell]]) -> None:
    code, quarter = read[1]["outcome_codes"], read[1]["delivery"]
    assert (code.flag, quarter.flag) == ("layer_differs", "layer_differs")
    assert "'1.2'" in str(code.flag_detail)
    assert "'1.7'" in str(code.flag_detail)
    assert "'Q1'" in str(quarter.flag_detail)


def test_a_layer_that_saw_no_words_casts_no_doubt(read: list[dict[str, TableCell]]) -> None:
    assert [record["title"].flag for record in read] == [None, None, None]
