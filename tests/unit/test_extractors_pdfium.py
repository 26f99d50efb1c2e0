"""Reading with PDFium in bulk gives what asking it for one glyph after the other gives."""

import threading
from ctypes import byref
from itertools import repeat
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from extractors.pdf import pdfium_calls as calls
from extractors.pdf.pdfium import open_document, read_pages
from extractors.pdf.pdfium_text import _characters
from extractors.printed.text import lines_of, lines_of_each

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "data" / "raw").glob("*.pdf"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_glyphs_stand_where_pdfium_says_one_by_one(path: Path) -> None:
    document = pdfium.PdfDocument(path)
    rect = raw.FS_RECTF()
    for read, page in zip(read_pages(path), document, strict=True):
        text, height = page.get_textpage(), page.get_height()
        told: set[tuple[str, float, float, float, float]] = set()
        for i in range(text.count_chars()):
            raw.FPDFText_GetLooseCharBox(text, i, byref(rect))
            code = raw.FPDFText_GetUnicode(text, i)
            edges = (rect.left, height - rect.top, rect.right, height - rect.bottom)
            told.add(("-" if code == 2 else chr(code), *(round(v, 2) for v in edges)))
        g = read.glyphs
        boxes = zip(g.x0.tolist(), g.top.tolist(), g.x1.tolist(), g.bottom.tolist(), strict=True)
        ours = {(t, *(round(v, 2) for v in box)) for t, box in zip(g.text, boxes, strict=True)}
        assert ours <= told
        assert {t for t in told if t[0].strip()} <= ours
    document.close()


def test_results_that_fill_the_buffer_many_times_stay_apart() -> None:
    document = pdfium.PdfDocument(SAMPLES[0])
    text = document[0].get_textpage()
    page, one = calls.handle_of(text), raw.FS_RECTF()
    places = [i % text.count_chars() for i in range(2 * calls.SLOTS)]
    boxes = calls.written(calls.loose_box, (repeat(page), places), len(places), np.float32, each=4)
    for n in (0, calls.SLOTS // 2 - 1, calls.SLOTS // 2, calls.SLOTS, len(places) - 1):
        raw.FPDFText_GetLooseCharBox(text, places[n], byref(one))
        assert boxes[n].tolist() == [one.left, one.top, one.right, one.bottom]
    document.close()


def test_characters_in_two_halves_are_one_glyph_and_line_end_hyphens_are_hyphens() -> None:
    units = np.array([0x61, 0xD83D, 0xDE00, 0x02, 0xFFFE, 0x62])
    codes, places = _characters(units)
    assert [chr(c) for c in codes] == ["a", "\N{GRINNING FACE}", "-", "-", "b"]
    assert places.tolist() == [0, 2, 3, 4, 5]


def test_lines_of_many_cells_are_those_of_each_cell_alone() -> None:
    page = read_pages(SAMPLES[1])[0]
    cells = np.array_split(np.argsort(page.glyphs.x_mid, kind="stable"), 7)
    together = [[(ln.text, ln.box) for ln in lines] for lines in lines_of_each(page.glyphs, cells)]
    alone = [[(ln.text, ln.box) for ln in lines_of(page.glyphs, c.copy())] for c in cells]
    assert together == alone
    assert sum(map(len, together)) > 20


def test_pdfium_is_asked_by_one_thread_at_a_time() -> None:
    inside = threading.Semaphore(0)

    def ask() -> None:
        with open_document(SAMPLES[0]):
            inside.release()

    other = threading.Thread(target=ask)
    with open_document(SAMPLES[0]), open_document(SAMPLES[0]):  # the thread that has it may open more
        other.start()
        assert not inside.acquire(timeout=0.3)
    other.join()
    assert inside.acquire(blocking=False)
