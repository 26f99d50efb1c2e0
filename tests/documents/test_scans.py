"""Pages that are pictures give the rows that the same pages give as text, or flag what they do not."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image

from extractors.document import read_document
from extractors.pdf.pdfium import read_pages
from extractors.picture.pictures import is_picture
from extractors.table import PublishedDocument, TableCell

RAW = Path(__file__).parents[2] / "data" / "raw"
REPORT = RAW / "harrowmere-progress-report-2025-26-q2.pdf"
# The last page of the sample report: its measures, with a heading over them and statuses in colour.
PAGE = 7
Pixels = NDArray[np.uint8]


def one_page(folder: Path) -> Path:
    """The page as text, in a document of its own."""
    path = folder / "text.pdf"
    with pdfium.PdfDocument(REPORT) as source, pdfium.PdfDocument.new() as target:
        target.import_pages(source, [PAGE])
        target.save(path)
    return path


def scanned(text: Path, change: Callable[[Pixels], Pixels]) -> Path:
    """The same page as a picture, changed as a scanner might."""
    with pdfium.PdfDocument(text) as document:
        pixels = document[0].render(scale=200 / 72, rev_byteorder=True).to_numpy()[:, :, :3]
    path = text.with_name("scan.pdf")
    Image.fromarray(np.ascontiguousarray(change(np.ascontiguousarray(pixels)))).save(path, resolution=200, quality=80)
    return path


def rows(document: PublishedDocument) -> list[dict[str, TableCell]]:
    return [row.fields for plan in document.plans for table in plan.tables for row in table.rows]


def upside_down(pixels: Pixels) -> Pixels:
    return np.rot90(pixels, 2)


def test_a_page_scanned_upside_down_gives_the_rows_of_the_printed_one_or_flags_what_it_does_not(tmp_path: Path) -> None:
    text = one_page(tmp_path)
    printed, read = rows(read_document(text)), rows(read_document(scanned(text, upside_down)))
    assert len(read) == len(printed)
    for ours, theirs in zip(read, printed, strict=True):
        for field, cell in theirs.items():
            assert ours[field].text == cell.text or ours[field].flag, field
            assert ours[field].reading == "ocr"
    cells = [
        (ours[f].text == c.text, ours[f].flag)
        for ours, theirs in zip(read, printed, strict=True)
        for f, c in theirs.items()
    ]
    assert sum(right for right, _ in cells) >= 0.97 * len(cells)
    assert sum(flag is not None for _, flag in cells) <= 0.08 * len(cells)


def test_a_page_of_text_is_no_picture_and_its_picture_is_one(tmp_path: Path) -> None:
    text = one_page(tmp_path)
    assert not is_picture(read_pages(text)[0])
    assert is_picture(read_pages(scanned(text, lambda pixels: pixels))[0])


def test_text_is_read_without_loading_what_pictures_need() -> None:
    code = (
        "import sys; from pathlib import Path; from extractors.document import read_document; "
        f"read_document(Path({str(REPORT)!r})); print(sorted({{'onnxruntime', 'cv2'}} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=RAW.parents[1])
    assert told.stdout.strip() == "[]"


def test_a_scan_without_colours_says_that_they_are_lost_and_gives_its_legend_no_shades_of_grey(tmp_path: Path) -> None:
    text = one_page(tmp_path)

    def grey(pixels: Pixels) -> Pixels:
        return np.repeat(pixels.mean(axis=2, keepdims=True).astype(np.uint8), 3, axis=2)

    read = read_document(scanned(text, grey))
    assert any("without colours" in warning for warning in read.warnings)
    assert not any("without colours" in warning for warning in read_document(text).warnings)
    assert {entry.fill for plan in read.plans for entry in plan.legend} <= {None}


def test_a_scan_whose_table_is_not_found_says_how_much_text_was_left_out(tmp_path: Path) -> None:
    text = one_page(tmp_path)
    heard = {"kept": read_document(scanned(text, lambda pixels: pixels)).warnings}
    # Without its headings no table of a plan is known.
    heard["lost"] = read_document(scanned(text, _without_headings)).warnings
    told = {name: any("no table of a plan" in w for w in warnings) for name, warnings in heard.items()}
    assert told == {"kept": False, "lost": True}


def _without_headings(pixels: Pixels) -> Pixels:
    turned = pixels.copy()
    turned[: turned.shape[0] // 3] = 255
    return turned
