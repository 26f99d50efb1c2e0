"""Measure the pages of `planlift review` and `planlift report`: how long they take, how big and how quick they are.

    python benchmarks/pages.py [--rows 5000] [--repeat 5]

A plan of so many rows is made up and shown in a headless Chromium. Printed are the seconds to make each page, its
size, the milliseconds until it can be used, and for each way to filter the median and the worst over the repeats: from
the event until the page is laid out again.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browsers import find_chromium  # noqa: E402 - the path comes first
from made_runs import made_run, records  # noqa: E402
from normalise_plans import action, actions_table, cell, plan  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from pipeline.outputs.published import read_published  # noqa: E402
from pipeline.report.page import report_page  # noqa: E402
from pipeline.review import ways  # noqa: E402
from pipeline.review.page import review_page  # noqa: E402

# What a person does to filter: the input, the value, and which of the pages has it.
FILTERS = (
    ("review.html", "#filter-flag", ""),
    ("review.html", "#filter-officer", "Head of Service 7"),
    ("review.html", "#filter-flag", "unknown_status"),
    ("review.html", "#search", "trees of ward 42"),
    ("review.html", "#search", "no such words"),
    ("report.html", "#search", "trees of ward 42"),
)
_MEASURE = """([selector, value]) => {
  const input = document.querySelector(selector);
  const start = performance.now();
  input.value = value;
  input.dispatchEvent(new Event(input.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
  document.body.getBoundingClientRect();
  return performance.now() - start;
}"""


def main() -> int:
    """Make the pages, use them, print the figures."""
    parser = argparse.ArgumentParser(description="Measure the pages of a large run.")
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        print("needs Chromium: PLANLIFT_CHROMIUM may name one", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, options.rows)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for file in ("review.html", "report.html"):
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                start = time.perf_counter()
                page.goto((folder / file).as_uri())
                print(f"{file}: ready after {1000 * (time.perf_counter() - start):.0f} ms")
                measure(page, file, options.repeat)
            browser.close()
    return 0


def make(folder: Path, rows: int) -> None:
    """Write a run whose cells come to `rows`, and both pages of it."""
    each = 12
    table = actions_table(
        [
            action(
                f"A1.1.{n}",
                title=f"Plant the trees of ward {n}",
                lead_officer=f"Head of Service {n % 40}",
                rag_q1=cell("Q" if n % 25 == 0 else "G", 5),
            )
            for n in range(rows // each)
        ]
    )
    clean = made_run(folder / "clean", [records(plan(table))])
    published = read_published(clean)
    for file, made in (
        ("review.html", lambda: review_page(ways.task(clean, (folder,)))),
        ("report.html", lambda: report_page(published)),
    ):
        start = time.perf_counter()
        content = made()
        (folder / file).write_bytes(content)
        took = time.perf_counter() - start
        print(f"{file}: {len(published.rows['cells'])} cells, made in {took:.1f} s, {len(content) / 1e6:.2f} MB")


def measure(page: Page, file: str, repeat: int) -> None:
    """Print how long each filter of the page takes."""
    for where, selector, value in FILTERS:
        if where != file:
            continue
        took: list[float] = []
        for _ in range(repeat):
            page.evaluate(_MEASURE, [selector, "flagged" if selector == "#filter-flag" else ""])
            took.append(page.evaluate(_MEASURE, [selector, value]))
        print(f"  {selector} = {value!r}: {statistics.median(took):.0f} ms, worst {max(took):.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
