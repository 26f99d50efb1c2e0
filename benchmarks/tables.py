"""Measure `planlift tables` on the public corpora: ICDAR-2013, page breaks of council documents, multi-page tables.

    python benchmarks/tables.py [--shared ../shared] [--json DIR]

Prints, per corpus, the scorer's figures and the seconds that reading took. `--json` keeps what was read. Documents of
the multi-page set that are pictures take long and are read only with `--pictures`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extractors.errors import PlanliftError  # noqa: E402 - the path comes first
from pipeline.inspection.tables import read, save  # noqa: E402


def main() -> int:
    """Read the corpora, score them, print the figures."""
    parser = argparse.ArgumentParser(description="Measure the reading of tables on public corpora.")
    parser.add_argument(
        "--shared", type=Path, default=ROOT.parent / "shared", help="the folder with tables/ and score/"
    )
    parser.add_argument("--json", type=Path, metavar="DIR", help="keep what was read here")
    parser.add_argument("--pictures", action="store_true", help="read the scanned documents too")
    args = parser.parse_args()
    corpora = args.shared / "tables"
    if not corpora.is_dir():
        print(f"no corpora at {corpora}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.json or Path(scratch)
        for name in ("icdar", "council", "stitch"):
            _measure(name, corpora / name, folder / name, args.shared / "score" / "score_tables.py", args.pictures)
    return 0


def _measure(name: str, corpus: Path, out: Path, scorer: Path, pictures: bool) -> None:
    out.mkdir(parents=True, exist_ok=True)
    files = sorted(corpus.glob("*.pdf"))
    if name == "stitch" and not pictures:
        truth = json.loads((corpus / "stitch_truth.json").read_text(encoding="utf-8"))
        files = [f for f in files if truth.get(f.name, {}).get("text_layer")]
    pages, start = 0, time.perf_counter()
    for file in files:
        try:
            found = read(file)
        except PlanliftError as error:
            print(error, file=sys.stderr)
            continue
        pages += found.pages
        save(found, out / f"{file.stem}.json")
    seconds = time.perf_counter() - start
    print(f"{name}: {len(files)} documents, {pages} pages, {seconds:.1f} s, {pages / max(seconds, 1e-9):.1f} a second")
    arguments = {
        "icdar": ["icdar", str(out), str(corpus)],
        "council": ["boundaries", str(out), str(corpus / "labels.json"), str(corpus)],
        "stitch": ["stitch", str(out), str(corpus), *([] if pictures else ["--text-layer"])],
    }[name]
    subprocess.run([sys.executable, str(scorer), *arguments], check=False)  # noqa: S603 - the scorer beside the corpora


if __name__ == "__main__":
    sys.exit(main())
