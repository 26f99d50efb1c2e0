"""Pages a second of reading scans, beside OCRmyPDF on the same pages in the same run.

    python benchmarks/scans.py [PDF]... [--pages N] [--dpi N]

Without a PDF, the sample plans are turned into scans first (200 dpi, leaning by 0.6 degrees, noise). Each program reads
a file of at most `--pages` pages in processes of its own, start-up included, one file after the other. Prints pages,
seconds of processor time (which other work on the machine hardly changes), pages for each of them, seconds on the clock
and the peak memory of the largest process for both, and how many times as
many pages Planlift reads. What they give differs:
OCRmyPDF lays words over the picture, Planlift also finds lines, cells and colours and weighs each letter.

OCRmyPDF is none of Planlift's dependencies: `apt-get install tesseract-ocr ghostscript` and `pip install ocrmypdf`.
Exit status 0 when both could be measured, 1 otherwise.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import pypdfium2 as pdfium  # noqa: E402

from tests.scanner import Binder, Scan  # noqa: E402

READ = (
    "import sys; from pathlib import Path; from extractors.document import read_document; "
    "read_document(Path(sys.argv[1]))"
)


def scans(given: Sequence[Path], folder: Path, pages: int, dpi: int) -> list[Path]:
    """The files to read, none with more than `pages` pages."""
    made: list[Path] = []
    for n, pdf in enumerate(given or sorted((ROOT / "data" / "raw").glob("*.pdf"))):
        with pdfium.PdfDocument(pdf) as document:
            numbers = list(range(1, min(len(document), pages) + 1))
        binder = Binder()
        if given:
            binder.add(pdf, numbers)
        else:
            for number in numbers:
                binder.scan(pdf, number, Scan(dpi=dpi, skew=0.6, noise=3), seed=number)
        made.append(binder.save(folder / f"{n}.pdf"))
    return made


class Cost(NamedTuple):
    """What a program took for some files: seconds of processor time and on the clock, megabytes at its peak."""

    cpu: float
    wall: float
    peak: float


def cost(commands: Iterable[Sequence[str]]) -> Cost:
    """What the commands take, one after the other, with the processes that they start."""
    one = os.environ | {"OMP_THREAD_LIMIT": "1", "PYTHONPATH": str(ROOT)}
    began, began_wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    peak = 0.0
    for command in commands:
        started = subprocess.Popen(command, env=one, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode:
            raise subprocess.CalledProcessError(started.returncode, list(command))
        peak = max(peak, used.ru_maxrss / 1024)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime
    return Cost(cpu, time.perf_counter() - began_wall, peak)


def told(name: str, pages: int, took: Cost) -> str:
    """A line of the table."""
    return f"{name:10} {pages:6d} {took.cpu:8.1f} {pages / took.cpu:8.2f} {took.wall:8.1f} {took.peak:8.0f}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="PDF")
    parser.add_argument("--pages", type=int, default=4, metavar="N", help="pages of each file")
    parser.add_argument("--dpi", type=int, default=200, metavar="N", help="resolution of scans made of the samples")
    parser.add_argument(
        "--ocrmypdf", default=shutil.which("ocrmypdf"), metavar="FILE", help="the program, if not found"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = scans(given.files, folder, given.pages, given.dpi)
        pages = 0
        for file in files:
            with pdfium.PdfDocument(file) as document:
                pages += len(document)
        ours = cost([sys.executable, "-c", READ, str(file)] for file in files)
        print(f"{'':10} {'pages':>6} {'cpu s':>8} {'pages/s':>8} {'clock s':>8} {'peak MB':>8}")
        print(told("planlift", pages, ours))
        if not given.ocrmypdf:
            print("ocrmypdf is not installed: apt-get install tesseract-ocr ghostscript, pip install ocrmypdf")
            return 1
        laid = [given.ocrmypdf, "--quiet", "--jobs", "1", "--force-ocr", "--deskew"]
        theirs = cost([*laid, str(file), str(folder / "laid.pdf")] for file in files)
        print(told("ocrmypdf", pages, theirs))
        print(f"planlift reads {theirs.cpu / ours.cpu:.2f} times as many pages in a second of processor time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
