"""Measure Planlift beside other readers of tables, on the same PDFs, in one run; and how soon it starts.

    python benchmarks/extraction.py PDF... [--truth DIR] [--readers NAME,NAME] [--repeats N] [--start N]

Prints for every PDF and reader the CPU seconds (which other work on the machine disturbs least), how many times those
of Planlift and those of reading the glyphs with PDFium in the same process they are, the peak memory in MiB, and, where
`--truth` holds `NAME.json` for `NAME.VARIANT.pdf`, how many texts of the plan's rows came out exactly right. `--start
N` also times N starts of the command beside those of Python and Great Expectations alone.

Readers that are not installed are left out, with the way to install them. None of them is needed to work on Planlift.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.readers import PACKAGES, READERS
from normalise.text import clean

READER = Path(__file__).with_name("readers.py")
# The keys under which a truth file holds rows.
ROWS = ("rows", "deliverables", "actions", "kpis")


def main() -> int:
    """Run the benchmark and print its figures."""
    args = _arguments().parse_args()
    chosen = args.readers.split(",") if args.readers else [name for name in READERS if name != "glyphs"]
    if unknown := [name for name in chosen if name not in READERS]:
        print(f"no such reader: {', '.join(unknown)}; there are {', '.join(READERS)}", file=sys.stderr)
        return 2
    chosen = ["planlift", *(name for name in chosen if name != "planlift" and _installed(name))]
    for pdf in args.pdfs:
        _measure(pdf, chosen, args.repeats, _truth(args.truth, pdf))
    if args.start:
        _starts(args.pdfs, args.start)
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure Planlift beside other readers of tables.")
    parser.add_argument("pdfs", nargs="+", type=Path, metavar="PDF", help="PDFs to read")
    parser.add_argument("--truth", type=Path, metavar="DIR", help="what the PDFs' rows say, to count right cells")
    parser.add_argument("--readers", metavar="NAME,NAME", help=f"only these of {', '.join(READERS)}")
    parser.add_argument("--repeats", type=int, default=3, metavar="N", help="readings of which the fastest counts")
    parser.add_argument("--start", type=int, default=0, metavar="N", help="also time N starts of the command")
    return parser


def _installed(name: str) -> bool:
    package = PACKAGES.get(name)
    if package is None or find_spec(package) is not None:
        return True
    print(f"{name} is left out: pip install {'camelot-py' if package == 'camelot' else package}")
    return False


def _measure(pdf: Path, readers: list[str], repeats: int, truth: Counter[str]) -> None:
    print(f"\n{pdf.name}\n{'':16}{'seconds':>9}{'of planlift':>12}{'of glyphs':>11}{'peak MiB':>10}{'right':>14}")
    ours = 0.0
    for name in readers:
        told = subprocess.run(  # noqa: S603 - this interpreter, with the script beside this one
            [sys.executable, str(READER), name, str(repeats), str(pdf)], capture_output=True, text=True, check=False
        )
        if told.returncode:
            print(f"{name:16} failed: {(told.stderr.strip().splitlines() or ['no word why'])[-1]}")
            continue
        found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
        seconds = found["seconds"]
        ours = ours or seconds
        right = (truth & Counter(map(clean, found["cells"]))).total()
        score = f"{right}/{truth.total()}" if truth else "-"
        print(
            f"{name:16}{seconds:9.3f}{seconds / ours:12.1f}{seconds / found['floor']:11.1f}"
            f"{found['peak']:10.0f}{score:>14}",
            flush=True,
        )


def _truth(folder: Path | None, pdf: Path) -> Counter[str]:
    """The texts of the rows of a plan, with how often each is printed; empty where nothing is known."""
    file = folder / f"{pdf.stem.rpartition('.')[0] or pdf.stem}.json" if folder else None
    if file is None or not file.exists():
        return Counter()
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = [row for key in ROWS for row in told.get(key) or ()]
    return Counter(clean(value) for row in rows for value in row.values() if isinstance(value, str) and value)


def _starts(pdfs: list[Path], times: int) -> None:
    """Time the command beside the least that its parts can take, in turn, whole processes from outside."""
    python = [sys.executable, "-c"]
    command = [sys.executable, "-m", "pipeline.cli"]
    print(f"\n{'':44}{'seconds':>9}{'ratio':>8}{'CPU s':>8}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as out:
        run = [*command, "run", *map(str, pdfs), "--no-cache", "--out", out]
        for what, ours, least in (
            ("planlift --help : python -c pass", [*command, "--help"], [*python, "pass"]),
            ("planlift run : import great_expectations", run, [*python, "import great_expectations"]),
        ):
            pairs = [(_cost(ours), _cost(least)) for _ in range(times)]
            wall, cpu = (median(a[n] for a, _ in pairs) for n in (0, 1))
            ratios = [median(a[n] / b[n] for a, b in pairs) for n in (0, 1)]
            print(f"{what:44}{wall:9.2f}{ratios[0]:8.2f}{cpu:8.2f}{ratios[1]:8.2f}", flush=True)


def _cost(command: list[str]) -> tuple[float, float]:
    """The wall and CPU seconds of a command and the processes that it waited for."""
    before = os.times()
    subprocess.run(  # noqa: S603 - commands of this file
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, cwd=READER.parents[1]
    )
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return after.elapsed - before.elapsed, spent


if __name__ == "__main__":
    sys.exit(main())
