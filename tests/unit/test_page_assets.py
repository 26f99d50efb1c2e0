"""Self-contained pages: data ends no block, nothing runs that is not named, libraries are as they were released."""

import base64
import hashlib
import html
import json
import re
import tomllib
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from small_pdfs import grid_pdf

from extractors.pdf.pdfium import read_pages
from pipeline.pages import document
from pipeline.pages.document import as_json, render
from pipeline.pages.originals import find_originals
from pipeline.pages.pictures import LONGER_SIDE, draw_page


@given(st.text() | st.sampled_from(["</script>", "<!--", "]]>", "\u2028", "\ud800", "&lt;"]))
def test_any_text_comes_back_from_its_block_and_ends_none(text: str) -> None:
    written = as_json({"text": text})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written)["text"] == text.encode("utf-8", "replace").decode("utf-8")


def test_the_policy_names_every_script_and_style_and_nothing_else() -> None:
    page = render(
        "<title>", "<p>body</p>", styles=["p{}"], scripts=["let a=1;"], data={"data": ["</script>"]}, sends=False
    ).decode("utf-8")
    assert "<title>&lt;title&gt;</title>" in page
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert found is not None
    policy = html.unescape(found[1])
    digest = base64.b64encode(hashlib.sha256(b"let a=1;").digest()).decode()
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert f"script-src 'sha256-{digest}'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.count("</script>") == 2


def test_a_script_that_would_end_its_element_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be embedded"):
        render("t", "", styles=[], scripts=["let a = '</SCRIPT>'"], data={})


def test_libraries_of_others_are_as_they_were_released_and_come_with_their_terms() -> None:
    folder = Path(document.__file__).parent / "vendor"
    listed = tomllib.loads((folder / "vendor.toml").read_text(encoding="utf-8"))["file"]
    assert {path.name for path in folder.glob("*.js")} == {entry["name"] for entry in listed}
    for entry in listed:
        assert hashlib.sha256((folder / entry["name"]).read_bytes()).hexdigest() == entry["sha256"]
        assert all("copyright notice" in (folder / name).read_text(encoding="utf-8") for name in entry["terms"])


@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize("crop", [(0, 0), (20, 10)])
def test_a_page_is_drawn_as_its_cells_see_it(tmp_path: Path, turn: int, crop: tuple[int, int]) -> None:
    pdf = grid_pdf(tmp_path / "grid.pdf", [["a", "b"]], crop=crop, turn=turn)
    page = draw_page(pdf, 1, scanned=False)
    assert page is not None
    (read,) = read_pages(pdf)
    assert (page.width, page.height) == pytest.approx((read.width, read.height))
    picture = Image.open(BytesIO(page.webp)).convert("L")
    assert max(picture.size) == LONGER_SIDE
    scale = picture.size[0] / page.width
    # Where the reader sees a line of the grid, the picture is dark, and three points beside it is not.
    lines = [ruling for ruling in read.rulings if not ruling.horizontal]
    assert lines
    for line in lines:
        x, y = line.at, (line.start + line.end) / 2
        if 3 < x < page.width - 3:
            dark = min(picture.getpixel((round(x * scale) + by, round((y + 2) * scale))) for by in (-2, -1, 0, 1, 2))
            assert dark < 140 < picture.getpixel((round((x + 3) * scale), round((y + 2) * scale)))


def test_a_scan_is_drawn_upright(tmp_path: Path) -> None:
    pdf = grid_pdf(tmp_path / "grid.pdf", [["a", "b"]])
    with pdfium.PdfDocument(pdf) as opened:
        picture = opened[0].render(scale=150 / 72).to_pil().convert("RGB")
    picture.rotate(2, fillcolor="white").save(tmp_path / "scan.pdf", resolution=150)
    page = draw_page(tmp_path / "scan.pdf", 1, scanned=True)
    assert page is not None
    drawn = Image.open(BytesIO(page.webp)).convert("L")
    scale = drawn.size[0] / page.width
    # The ruling at the top of the grid, from 50 to 250 points: level to within two points.
    rows = [
        min(range(round(40 * scale), round(60 * scale)), key=lambda y, at=x: drawn.getpixel((round(at * scale), y)))
        for x in (80, 220)
    ]
    assert abs(rows[0] - rows[1]) <= 2 * scale


def test_a_page_that_does_not_exist_is_left_out(tmp_path: Path) -> None:
    pdf = grid_pdf(tmp_path / "grid.pdf", [["a"]])
    assert draw_page(pdf, 7, scanned=False) is None


def test_a_pdf_is_found_by_its_bytes_whatever_it_is_called(tmp_path: Path) -> None:
    pdf = grid_pdf(tmp_path / "renamed.pdf", [["a"]])
    plan = {
        "plan_id": "p",
        "source_file": "plan.pdf",
        "source_sha256": hashlib.sha256(pdf.read_bytes()).hexdigest(),
    }
    assert find_originals([plan], [tmp_path])["p"].path == pdf
    other = find_originals([plan | {"source_sha256": "0" * 64, "source_file": "renamed.pdf"}], [tmp_path])["p"]
    assert (other.path, "has changed" in other.problem) == (None, True)
    gone = find_originals([plan | {"source_sha256": "0" * 64}], [tmp_path])["p"]
    assert "was not found" in gone.problem
