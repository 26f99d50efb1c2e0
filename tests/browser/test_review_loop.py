"""From a scan to a corrected, published value: run, look, decide, run again, with the commands themselves."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pyarrow.parquet as pq
import pypdfium2 as pdfium
import pytest
from browsers import Open
from playwright.sync_api import expect
from small_pdfs import ROWS, plan_pdf

MOST_STEPS = 10
# One letter is missing in the title, as plans have it; the register knows the post that is meant.
PRINTED, MEANT = "Executive Director of Pace", "Executive Director of Place"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder as a user has it: a scanned plan in data/raw, whose council the register knows."""
    folder = tmp_path / "data" / "raw"
    folder.mkdir(parents=True)
    printed = plan_pdf(tmp_path / "printed.pdf", [(*ROWS[0][:4], PRINTED), *ROWS[1:]])
    with pdfium.PdfDocument(printed) as document:
        picture = document[0].render(scale=200 / 72).to_pil().convert("RGB")
    picture.save(folder / "scan.pdf", resolution=200, quality=85)
    (folder / "scan.toml").write_text('council = "Cheshire East Council"\nfinancial_year = "2025/26"\n')
    return tmp_path


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "import sys; from pipeline.cli import main; sys.exit(main())", *arguments]


def environment(project: Path, root: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(root), "XDG_CACHE_HOME": str(project / "cache"), "LOGNAME": "reviewer"}


def run(project: Path, root: Path) -> dict[str, object]:
    """`planlift run`, and the first deliverable that it publishes."""
    told = subprocess.run(
        command("run"),
        cwd=project,
        env=environment(project, root),
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return pq.read_table(project / "data" / "clean" / "deliverables.parquet").to_pylist()[0]


@pytest.fixture
def review(project: Path, root: Path) -> Generator[subprocess.Popen[str]]:
    """`planlift review --serve`, once there is something to review."""
    before = run(project, root)
    assert (before["lead_officer"], before["lead_officer_id"]) == (PRINTED, None)
    with subprocess.Popen(
        command("review", "--serve"),
        cwd=project,
        env=environment(project, root),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0


def test_a_value_of_a_scan_is_put_right_in_fewer_than_ten_clicks_or_keys(
    project: Path, root: Path, visit: Open, review: subprocess.Popen[str]
) -> None:
    assert review.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:\d+/\S+/", review.stdout.readline())
    assert found is not None
    steps = 0
    page = visit(found[0]).page
    opened = page.locator(".item.chosen")
    while PRINTED not in opened.inner_text():
        page.keyboard.press("n")
        steps += 1
    expect(opened.locator(".candidates")).to_contain_text(MEANT)
    page.keyboard.press("1")
    steps += 1
    expect(page.locator("#message")).to_have_text("Saved in data/corrections.csv. To publish it, run: planlift run")
    assert steps < MOST_STEPS
    after = run(project, root)
    assert (after["lead_officer"], after["lead_officer_published"]) == (MEANT, PRINTED)
    cells = pq.read_table(project / "data" / "clean" / "cells.parquet").to_pylist()
    (cell,) = [c for c in cells if c["record_id"] == after["deliverable_id"] and c["field"] == "lead_officer"]
    assert (cell["value"], cell["flag"], cell["repairs"][-1]) == (MEANT, None, "correction")
