"""From judged cells to confidences: lower bounds for classes of evidence, never above what the sample supports.

Errors come in heaps: a table that is misread has many wrong cells. A class of evidence therefore counts for as many
cells as would tell as much if they were independent (Kish's design effect, with the correlation of errors within a
document estimated over all cells), and its confidence is the one-sided 95% lower bound (Clopper and Pearson) of its
part right. A weaker level of evidence has a bound of its own only where it is plainly worse than the stronger ones;
otherwise they are one class. So confidence never rises as evidence weakens.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, cast, get_args

from scipy import optimize, stats

from benchmarks.evidence import Evidence
from extractors.confidence.company import Company

BOUND = 0.95
# Two classes are one unless chance alone would make them differ so much more rarely than this: 0.05, shared among the
# some 30 comparisons of a fit. Uncorrected, two wrong cells of one random plan flagged 54 right cells of shared plans.
APART = 0.05 / 30
# For a corpus without an error to estimate the correlation within a document by: above the 0.10 to 0.17 of fits so far.
USUAL_CORRELATION = 0.2
READINGS = ("tagged", "ruled", "flow", "ocr")
COMPANIES = get_args(Company)
STEPS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999)
# Flags that only say that a confidence is low.
OF_CONFIDENCE = ("ocr_doubt", "weak_evidence")

# SciPy's own types say too little.
_stats, _optimize = cast("Any", stats), cast("Any", optimize)

Cells = Sequence[Evidence]
Model = dict[str, object]


def correlation(cells: Cells) -> float:
    """How much likelier a cell is to be wrong where another of its document is (0 to 1), by the method of moments."""
    sizes, wrong = _by_document(cells)
    part = wrong.total() / max(sizes.total(), 1)
    pairs = sum(n * (n - 1) for n in sizes.values())
    if not part or not pairs:
        return USUAL_CORRELATION
    spread = sum((wrong[d] - part * n) ** 2 - n * part * (1 - part) for d, n in sizes.items())
    return min(max(spread / (part * (1 - part) * pairs), 0.0), 1.0)


def bound(cells: Cells, rho: float) -> float:
    """The lower bound of the part right, given the correlation `rho` of errors within a document; 0 for no cell."""
    count, wrong = _effective(cells, rho)
    right = count - wrong
    return float(_stats.beta.ppf(1 - BOUND, right, wrong + 1)) if right > 0 else 0.0


def fit(cells: Cells) -> Model:
    """The parameters of `confidence/sureness.toml`, its threshold and limits apart: rows with their counts."""
    plain = [c for c in cells if c.flag is None or c.flag in OF_CONFIDENCE]
    rho = correlation(plain)
    written = [c for c in plain if c.reading != "ocr" or c.flag != "ocr_doubt"]
    fitting = [c for c in written if c.company == "fits"]
    return {
        "correlation": round(rho, 3),
        "place": [
            {"reading": reading, "company": company, **row}
            for reading in READINGS
            for company, row in _levels(
                [(name, [c for c in written if (c.reading, c.company) == (reading, name)]) for name in COMPANIES], rho
            )
        ],
        "repair": _repairs(fitting, rho),
        "flag": _flags(cells, rho),
        "letters": _letters([c for c in plain if c.reading == "ocr"], rho),
    }


def _levels(levels: Sequence[tuple[str, Cells]], rho: float) -> list[tuple[str, dict[str, object]]]:
    """Levels of evidence from the strongest to the weakest: those that do not plainly differ share one bound."""
    groups: list[tuple[list[str], list[Evidence]]] = []
    for name, mine in levels:
        if groups and not _worse(mine, groups[-1][1], rho):
            groups[-1][0].append(name)
            groups[-1][1].extend(mine)
        else:
            groups.append(([name], list(mine)))
    rows: list[tuple[str, dict[str, object]]] = []
    least = 0.0
    for names, together in reversed(groups):
        # What holds of weaker evidence holds of stronger.
        least = max(least, bound(together, rho))
        own = dict(levels)
        rows[:0] = [(name, _row(own[name], least)) for name in names]
    return rows


def _repairs(fitting: Cells, rho: float) -> list[dict[str, object]]:
    """Each way of mending beside the cells that nothing was mended in."""
    untouched = [c for c in fitting if not c.repairs]
    found: list[dict[str, object]] = []
    for name in sorted({repair for c in fitting for repair in c.repairs}):
        mended = [c for c in fitting if name in c.repairs]
        worse = _worse(mended, untouched, rho)
        found.append({"repair": name, **_row(mended, bound(mended if worse else [*untouched, *mended], rho))})
    return found


def _flags(cells: Cells, rho: float) -> list[dict[str, object]]:
    """Each flag that says more than that a confidence is low; those that do not plainly differ from all are as all."""
    flagged = [c for c in cells if c.flag and c.flag not in OF_CONFIDENCE]
    found: list[dict[str, object]] = []
    for name in sorted({c.flag for c in flagged if c.flag}):
        mine = [c for c in flagged if c.flag == name]
        found.append({"flag": name, **_row(mine, bound(mine if _worse(mine, flagged, rho) else flagged, rho))})
    return found


def _letters(cells: Cells, rho: float) -> list[dict[str, object]]:
    """Confidence in steps of the recogniser's chance: isotonic regression over the steps that hold any cell."""
    steps = [
        (low, [c for c in cells if low <= c.chance < high]) for low, high in zip(STEPS, (*STEPS[1:], 2), strict=True)
    ]
    steps = [(low, mine) for low, mine in steps if mine]
    if not steps:
        return [{"from": 0.0, "cells": 0, "documents": 0, "wrong": 0, "confidence": 0.0}]
    fitted = _optimize.isotonic_regression(
        [_right(mine) for _, mine in steps], weights=[len(mine) for _, mine in steps]
    )
    rows: list[dict[str, object]] = []
    least = 0.0
    for first, after in zip(fitted.blocks[:-1], fitted.blocks[1:], strict=True):
        block = [c for _, mine in steps[first:after] for c in mine]
        least = max(least, bound(block, rho))
        rows.append({"from": steps[first][0] if rows else 0.0, **_row(block, least)})
    return rows


def _worse(some: Cells, others: Cells, rho: float) -> bool:
    """Whether `some` are right plainly more rarely than `others`, both counted as independent cells."""
    if not some or not others:
        return False
    (n, wrong), (m, amiss) = _effective(some, rho), _effective(others, rho)
    counts = [[round(wrong), round(n - wrong)], [round(amiss), round(m - amiss)]]
    return bool(_stats.fisher_exact(counts, alternative="greater").pvalue < APART)


def _effective(cells: Cells, rho: float) -> tuple[float, float]:
    """How many independent cells tell as much, and how many of these are wrong."""
    if not cells:
        return 0.0, 0.0
    sizes, wrong = _by_document(cells)
    design = 1 + (sum(n * n for n in sizes.values()) / len(cells) - 1) * rho
    return len(cells) / design, wrong.total() / design


def _by_document(cells: Cells) -> tuple[Counter[str], Counter[str]]:
    return Counter(c.document for c in cells), Counter(c.document for c in cells if not c.right)


def _right(cells: Cells) -> float:
    return sum(c.right for c in cells) / len(cells)


def _row(cells: Cells, confidence: float) -> dict[str, object]:
    sizes, wrong = _by_document(cells)
    kept = int(confidence * 10_000) / 10_000  # rounded down: never above the bound
    return {"cells": len(cells), "documents": len(sizes), "wrong": wrong.total(), "confidence": kept}
