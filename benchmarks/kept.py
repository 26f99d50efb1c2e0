"""The judged cells of scans, kept beside the benchmarks so that a test can weigh them without reading a picture.

A row of `scans.csv` stands for all cells with the same evidence: `chance` is the recogniser's, cut to four places.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.evidence import Evidence

FILE = Path(__file__).with_name("scans.csv")
COLUMNS = ("reading", "company", "repairs", "flag", "chance", "right", "cells")


def keep(cells: Iterable[Evidence]) -> None:
    """Renew `scans.csv` with the cells that were read from scans."""
    counted = Counter(
        (c.reading, c.company, " ".join(c.repairs), c.flag or "", int(c.chance * 10_000) / 10_000, c.right)
        for c in cells
        if c.source == "scan"
    )
    with FILE.open("w", encoding="utf-8", newline="") as handle:
        rows = csv.writer(handle, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows((*key[:-1], "yes" if key[-1] else "no", count) for key, count in sorted(counted.items()))


def kept() -> list[Evidence]:
    """The cells that `scans.csv` stands for, each as often as it was seen; what is not kept of them is empty."""
    cells: list[Evidence] = []
    with FILE.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            cell = Evidence(
                "kept", "", "scan", "", "", row["right"] == "yes", row["reading"], row["company"],
                row["repairs"].split(), row["flag"] or None, float(row["chance"]), 0, 0,
            )  # fmt: skip
            cells += [cell] * int(row["cells"])
    return cells
