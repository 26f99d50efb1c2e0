"""The sample plans: made again they come out the same, and they hold what they are there to show."""

import hashlib
import re
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

PLAN = "harrowmere-delivery-plan-2025-26"
REPORT = "harrowmere-progress-report-2025-26-q2"


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders, each with the samples made afresh by a process of its own."""
    folders = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")
    script = root / "data" / "raw" / "sources" / "make_samples.py"
    for folder in folders:
        subprocess.run([sys.executable, script, "--to", folder], check=True)
    return folders


def pages(path: Path) -> list[str]:
    """The text of each page, white space collapsed."""
    with pypdfium2.PdfDocument(path) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def squeezed(text: str) -> str:
    """The text without its white space, in which a line break cannot hide a word."""
    return "".join(text.split())


def content(raw: Path, name: str) -> dict:
    return tomllib.loads((raw / "sources" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [PLAN, REPORT])
def test_made_twice_gives_the_same_bytes(made: tuple[Path, Path], name: str) -> None:
    first, second = ((folder / f"{name}.pdf").read_bytes() for folder in made)
    assert first == second


@pytest.mark.parametrize("name", [PLAN, REPORT])
def test_the_committed_pdf_says_what_the_content_says(made: tuple[Path, Path], raw: Path, name: str) -> None:
    assert pages(raw / f"{name}.pdf") == pages(made[0] / f"{name}.pdf")


@pytest.mark.parametrize("name", [PLAN, REPORT])
def test_the_sidecar_names_its_source_and_the_hash_of_the_pdf(raw: Path, name: str) -> None:
    sidecar = tomllib.loads((raw / f"{name}.toml").read_text(encoding="utf-8"))
    assert sidecar["sha256"] == hashlib.sha256((raw / f"{name}.pdf").read_bytes()).hexdigest()
    assert {"council", "title", "licence", "date_accessed", "financial_year"} <= sidecar.keys()
    assert re.match(r"https://[a-z.]+\.example\.org/", sidecar["url"])


def test_only_the_delivery_plan_is_tagged(raw: Path) -> None:
    def tagged(name: str) -> bool:
        with pypdfium2.PdfDocument(raw / f"{name}.pdf") as document:
            return bool(pdfium.FPDFCatalog_IsTagged(document.raw))

    assert (tagged(PLAN), tagged(REPORT)) == (True, False)


def test_every_cell_of_the_delivery_plan_is_printed(raw: Path) -> None:
    printed = squeezed("".join(pages(raw / f"{PLAN}.pdf")))
    plan = content(raw, "delivery-plan.toml")
    deliverables = [row for theme in plan["theme"] for row in theme["deliverables"]]
    assert len(deliverables) == 36
    # The announced total is what a reader of the plan can check a lift against.
    assert f"There are {len(deliverables)} priority deliverables" in " ".join(pages(raw / f"{PLAN}.pdf"))
    for title, *short in deliverables:
        start = squeezed(title)[:30]
        assert printed.count(start) == 1, title
        for value in short:
            assert squeezed(value) in printed, value


def test_delivery_plan_rows_split_over_pages_under_a_repeated_heading(raw: Path) -> None:
    text = pages(raw / f"{PLAN}.pdf")
    plan = content(raw, "delivery-plan.toml")
    heading = "Priority deliverable Outcomes Start date Delivery date Lead officer Strategic link"
    assert sum(heading in page for page in text) > len(plan["theme"])
    assert split_over_pages(text, [row[0] for theme in plan["theme"] for row in theme["deliverables"]]) >= 3


def test_every_action_and_indicator_of_the_report_is_printed(raw: Path) -> None:
    text = pages(raw / f"{REPORT}.pdf")
    printed = squeezed("".join(text))
    report = content(raw, "progress-report.toml")
    actions = [row for group in report["group"] for row in group["actions"]]
    assert len(actions) >= 30
    for ref, action, officer, committees, *_ in actions:
        assert printed.count(ref) == 1
        assert all(squeezed(value) in printed for value in (action, officer, committees))
    arrows = {"up": "\u2191", "down": "\u2193", "level": "\u2192"}
    for *cells, direction, status in report["kpis"]["rows"]:
        assert " ".join([*cells, arrows[direction], status]) in text[-1]


def test_the_report_announces_what_its_actions_add_up_to(raw: Path) -> None:
    report = content(raw, "progress-report.toml")
    at_q2 = [row[5].rstrip("!") for group in report["group"] for row in group["actions"]]
    announced = (
        f"The report covers {len(at_q2)} actions. At the end of Quarter 2, {at_q2.count('C')} actions are complete, "
        f"{at_q2.count('G')} are green, {at_q2.count('A')} are amber, {at_q2.count('R')} are red and "
        f"{at_q2.count('S')} are scheduled. One action was not rated"
    )
    assert at_q2.count("") == 1
    assert announced in pages(raw / f"{REPORT}.pdf")[1]


def test_report_rows_split_over_pages(raw: Path) -> None:
    report = content(raw, "progress-report.toml")
    updates = [re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", row[6]) for group in report["group"] for row in group["actions"]]
    assert split_over_pages(pages(raw / f"{REPORT}.pdf"), updates) >= 2


def test_the_report_has_cells_that_only_a_colour_fills(raw: Path) -> None:
    report = content(raw, "progress-report.toml")
    actions = [row for group in report["group"] for row in group["actions"]]
    statuses = [status for row in actions for status in row[4:6]]
    lettered = [status for status in statuses if status and not status.endswith("!")]
    bare = [status for status in statuses if status.endswith("!")]
    assert len(bare) >= 4

    fills = {status["fill"] for status in report["status"]}
    drawn = sum(count for fill, count in filled_boxes(raw / f"{REPORT}.pdf", 30, 40).items() if fill in fills)
    # One box for each rated cell, and one more for each of the two cells of the two rows that a page break splits.
    assert drawn == len(lettered) + len(bare) + 4

    letters = {status["key"] for status in report["status"]}
    sentences = [text for row in actions for text in (*row[:4], row[6])] + [aim["name"] for aim in report["aim"]]
    in_sentences = [word for text in sentences for word in text.split() if word in letters]
    tables = " ".join(page for page in pages(raw / f"{REPORT}.pdf") if report["actions_heading"] in page)
    printed = [word for word in tables.split() if word in letters]
    assert sorted(printed) == sorted(lettered + in_sentences)


def test_links_of_the_report_are_live(raw: Path) -> None:
    report = (raw / "sources" / "progress-report.toml").read_text(encoding="utf-8")
    written = re.findall(r"\]\((https://[^)]+)\)", report)
    live = []
    with pypdfium2.PdfDocument(raw / f"{REPORT}.pdf") as document:
        for page in document:
            for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
                annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
                action = pdfium.FPDFLink_GetAction(pdfium.FPDFAnnot_GetLink(annotation))
                size = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
                buffer = (pdfium.c_char * size)()
                pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, size)
                live.append(buffer.value.decode())
                pdfium.FPDFPage_CloseAnnot(annotation)
    assert len(written) >= 4
    assert set(live) == set(written)


def split_over_pages(text: list[str], cells: list[str]) -> int:
    """How many of the cells begin on one page and end on the next."""
    return sum(
        squeezed(cell)[:25] in squeezed(before)
        and squeezed(cell)[-20:] in squeezed(after)
        and squeezed(cell)[-20:] not in squeezed(before)
        for cell in cells
        for before, after in pairwise(text)
    )


def filled_boxes(path: Path, narrowest: float, widest: float) -> dict[str, int]:
    """How many filled paths of a width between the two (points) there are of each colour."""
    counts: dict[str, int] = {}
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
                left, _, right, _ = item.get_bounds()
                fill, stroke = pdfium.c_int(), pdfium.c_int()
                pdfium.FPDFPath_GetDrawMode(item.raw, fill, stroke)
                if not fill.value or not narrowest <= right - left <= widest:
                    continue
                rgba = [pdfium.c_uint() for _ in range(4)]
                pdfium.FPDFPageObj_GetFillColor(item.raw, *rgba)
                colour = "#{:02x}{:02x}{:02x}".format(*(part.value for part in rgba[:3]))
                counts[colour] = counts.get(colour, 0) + 1
    return counts
