"""Pages a second of reading scans, beside OCRmyPDF on the same pages in the same run.

    python benchmarks/scans.py [PDF]... [--pages N] [--dpi N]

Without a PDF, the sample plans are turned into scans first (200 dpi, leaning by 0.6 degrees, noise). Each program reads
a file of at most `--pages` pages in processes of its own, start-up included, one file after the other. Prints pages,
seconds of processor time (which other work on the machine hardly changes) and pages a second for both, and how many
times as many pages Planlift reads. What they give differs:
OCRmyPDF lays words over the picture, Planlift also finds lines, cells and colours and weighs each letter.

OCRmyPDF is none of Planlift's dependencies: `apt-get install tesseract-ocr ghostscript` and `pip install ocrmypdf`.
Exit status 0 when both could be measured, 1 otherwise.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

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


def seconds(command: Sequence[str]) -> float:
    """The processor time of `command` and of the processes that it starts."""
    began = os.times()
    one = os.environ | {"OMP_THREAD_LIMIT": "1", "PYTHONPATH": str(ROOT)}
    subprocess.run(command, check=True, env=one, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    ended = os.times()
    return ended.children_user + ended.children_system - began.children_user - began.children_system


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
        ours = sum(seconds([sys.executable, "-c", READ, str(file)]) for file in files)
        print(f"{'':10} {'pages':>6} {'seconds':>8} {'pages/s':>8}")
        print(f"{'planlift':10} {pages:6d} {ours:8.1f} {pages / ours:8.2f}")
        if not given.ocrmypdf:
            print("ocrmypdf is not installed: apt-get install tesseract-ocr ghostscript, pip install ocrmypdf")
            return 1
        laid = [given.ocrmypdf, "--quiet", "--jobs", "1", "--force-ocr", "--deskew"]
        theirs = sum(seconds([*laid, str(file), str(folder / "laid.pdf")]) for file in files)
        print(f"{'ocrmypdf':10} {pages:6d} {theirs:8.1f} {pages / theirs:8.2f}")
        print(f"planlift reads {theirs / ours:.2f} times as many pages a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
