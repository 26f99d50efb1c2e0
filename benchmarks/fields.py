"""How well each sort of field is read: codes, quarters, officers, statuses, numbers and long text, as text and scanned.

    python benchmarks/fields.py [--random 100] [--scans 60] [--jobs 2] [--cache DIR]

Over the documents of `benchmarks/confidence.py`, whose cache it shares: cells, part right, wrong without a flag, wrong
with one, part of the right cells flagged, and the character error rate (edits by characters printed). Cells are
compared as published. Exit status 0 when no cell is wrong without a flag, 1 otherwise.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.confidence import SOURCES, weigh
from benchmarks.evidence import Evidence, add_arguments, gathered
from extractors.confidence.fitted import fitted

SORTS = {
    "codes": ("code", "outcome_code", "outcome_codes", "committees"),
    "quarters": ("start", "delivery"),
    "officers": ("lead_officer",),
    "statuses": ("status", "rag_q1", "rag_q2", "rag_q3", "rag_q4", "direction"),
    "numbers": ("target", "value_q1", "value_q2", "value_q3", "value_q4", "unit", "tier"),
    "long text": ("title", "update", "strategic_link", "outcome", "other"),
}
_SORT_OF = {field: sort for sort, fields in SORTS.items() for field in fields}


def line(name: str, cells: list[Evidence]) -> str:
    """The figures of some cells as a line of the table."""
    weighed = weigh(cells, fitted())
    right = [w for w in weighed if w.right]
    silent = sum(not w.right and not w.flagged for w in weighed)
    false = sum(w.flagged for w in right)
    rate = sum(c.edits for c in cells) / max(sum(c.printed for c in cells), 1)
    return (
        f"{name:22}{len(cells):9,}{len(right) / len(cells):10.3%}{silent:8,}{len(cells) - len(right) - silent:9,}"
        f"{false / max(len(right), 1):13.2%}{rate:9.3%}"
    )


def main() -> int:
    """Read, and print a line for each sort of field."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, texts=100, scans=60)
    given = parser.parse_args()
    found: defaultdict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    for cell in gathered(given):
        found[cell.corpus, cell.source, _SORT_OF.get(cell.field, "long text")].append(cell)
    print(f"{'':22}{'cells':>9}{'right':>10}{'silent':>8}{'flagged':>9}{'false flags':>13}{'CER':>9}")
    for corpus, source in dict.fromkeys((corpus, source) for corpus, source, _ in found):
        print(f"{corpus} plans, {SOURCES[source].lower()}")
        for sort in SORTS:
            if mine := found.get((corpus, source, sort)):
                print(line(f"  {sort}", mine))
    every = [c for cells in found.values() for c in cells]
    return 1 if any(not w.right and not w.flagged for w in weigh(every, fitted())) else 0


if __name__ == "__main__":
    sys.exit(main())
