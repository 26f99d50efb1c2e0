"""Fit what a confidence means to judged cells, and draw its reliability curve on documents that the fit has not seen.

    python benchmarks/confidence.py [--random 1200] [--scans 150] [--jobs 2] [--cache DIR] [--write]

Lifts every plan of `../shared/plans`, random plans, and scans of random plans, judges every cell by the truth, and
fits `extractors/confidence/sureness.toml` (see `benchmarks/fitting.py`). The curve is cross-validated: each document's
cells are weighed by a fit to the others, renderings of one document taken as one. The threshold below which a cell is
flagged is the lowest from 0.9 on at which 99.9% of the cells above it are right and at most 5% of the right cells are
flagged, for text and for scans alike.

`--write` renews extractors/confidence/sureness.toml, docs/confidence.svg, the tables in docs/confidence.md, and
benchmarks/scans.csv, by which a test holds scans to the bar. `--cache` keeps what was found in each document in a
folder and uses it again whatever has changed since: remove the folder after a change of the engine. Exit status 0 when
the bar holds, 1 otherwise.
"""

import argparse
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple, cast

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.evidence import ROOT, Evidence, add_arguments, gathered
from benchmarks.fitting import OF_CONFIDENCE, Model, fit
from benchmarks.kept import keep
from benchmarks.reliability import Weighed, curve, draw, sure_and_right, table
from extractors.confidence.company import Company
from extractors.confidence.fitted import FILE, Fitted

FOLDS = 5
CANDIDATES = (0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99)
# Of the cells that are said to be sure so many must be right; of the right ones so many may be flagged.
PROMISED, BEARABLE = 0.999, 0.05
SOURCES = {"text": "Text", "scan": "Scans"}
SVG, PAGE = ROOT / "docs" / "confidence.svg", ROOT / "docs" / "confidence.md"


def weigh(cells: Sequence[Evidence], known: Fitted) -> list[Weighed]:
    """The confidence of each cell and whether it would be flagged, with the parameters `known`."""
    weighed: list[Weighed] = []
    for c in cells:
        flag = None if c.flag in OF_CONFIDENCE else c.flag
        confidence = known.confidence(c.reading, cast("Company", c.company), c.repairs, flag, c.chance)
        weighed.append(Weighed(confidence, c.right, flag is not None or confidence < known.threshold))
    return weighed


class Fold(NamedTuple):
    """Cells of some documents, and what was fitted to all others."""

    cells: Sequence[Evidence]
    model: Model


def folds_of(cells: Sequence[Evidence]) -> list[Fold]:
    """The cells in folds, every document whole."""
    folds: defaultdict[int, list[Evidence]] = defaultdict(list)
    fold_of = {name: n % FOLDS for n, name in enumerate(sorted({_original(c.document) for c in cells}))}
    for c in cells:
        folds[fold_of[_original(c.document)]].append(c)
    return [Fold(mine, fit([c for m in folds if m != n for c in folds[m]])) for n, mine in sorted(folds.items())]


def held_out(folds: Sequence[Fold], settings: dict[str, Any]) -> dict[str, list[Weighed]]:
    """Every cell weighed by a fit to other documents, by source."""
    found: dict[str, list[Weighed]] = {source: [] for source in SOURCES}
    for fold in folds:
        known = Fitted.of({**settings, **_capped(fold.model, settings["threshold"])})
        for source, weighed in found.items():
            weighed += weigh([c for c in fold.cells if c.source == source], known)
    return found


def _original(document: str) -> str:
    """Renderings of one plan (`plan.word.pdf`, `plan.scan.pdf`) share their text."""
    return document.split(".")[0]


def _capped(model: Model, threshold: float) -> Model:
    """A flagged cell is never as sure as one without a flag has to be."""
    rows = cast("list[dict[str, Any]]", model["flag"])
    below = round(threshold - 0.01, 4)
    flags = [{**row, "confidence": min(row["confidence"], below)} for row in rows]
    return {**model, "flag": [*flags, *({"flag": name, "confidence": below} for name in OF_CONFIDENCE)]}


def choose(cells: Sequence[Evidence], settings: dict[str, Any]) -> tuple[float, dict[str, list[Weighed]], bool]:
    """The threshold, the cells weighed with it, and whether the bar holds there."""
    folds = folds_of(cells)
    for threshold in CANDIDATES:
        weighed = held_out(folds, {**settings, "threshold": threshold})
        if all(_kept(mine, threshold) for mine in weighed.values() if mine):
            return threshold, weighed, True
    return CANDIDATES[0], held_out(folds, {**settings, "threshold": CANDIDATES[0]}), False


def _kept(mine: Sequence[Weighed], threshold: float) -> bool:
    """Whether what is said to be sure is right, and not much of what is right is flagged."""
    count, right = sure_and_right(mine, threshold)
    flagged = [c.flagged for c in mine if c.right]
    return right >= PROMISED * count and sum(flagged) <= BEARABLE * len(flagged)


def write_model(model: Model, threshold: float, company: dict[str, Any], told: str) -> None:
    """Renew `extractors/confidence/sureness.toml`."""
    lines = [
        "# How often cells of each evidence are right: a cell is as sure as its weakest evidence, and flagged below",
        "# the threshold. Written by `python benchmarks/confidence.py --write`; docs/confidence.md explains it and has",
        "# the curve from which the threshold was chosen. Each confidence is a lower bound that the sample supports.",
        *wrap(told, 120, initial_indent="# ", subsequent_indent="# "),
        f"threshold = {threshold}",
        f"correlation = {model['correlation']}",
        "",
        "# When a column has a habit that a cell can break: set by hand, and judged by the rows of `place` below.",
        "[company]",
        *(f"{name} = {_toml(value)}" for name, value in company.items()),
    ]
    for name in ("place", "repair", "flag", "letters"):
        for row in cast("list[dict[str, object]]", model[name]):
            lines += ["", f"[[{name}]]", *(f"{key} = {_toml(value)}" for key, value in row.items())]
    FILE.write_text("\n".join(lines) + "\n", "utf-8")


def _toml(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in cast("list[object]", value)) + "]"
    return f'"{value}"' if isinstance(value, str) else repr(value)


def write_page(weighed: dict[str, list[Weighed]], told: str, result: str, *, holds: bool) -> None:
    """Renew the drawing and, between its marks, what the page in docs says in figures."""
    curves = {source: curve(mine) for source, mine in weighed.items() if mine}
    SVG.write_text(draw([(SOURCES[source], bands) for source, bands in curves.items()]), "utf-8")
    verdict = (
        "The bar holds." if holds else "The bar does not hold everywhere, so the threshold is the lowest there is."
    )
    parts = [f"{told} {verdict} Held out:", "\n".join(f"- {line}" for line in result.splitlines())]
    for source, bands in curves.items():
        parts += [f"**{SOURCES[source]}**", table(bands)]
    block = "<!-- figures -->\n\n" + "\n\n".join(parts) + "\n\n<!-- end of figures -->"
    page = PAGE.read_text("utf-8")
    PAGE.write_text(
        re.sub(r"<!-- figures -->.*<!-- end of figures -->", lambda _: block, page, flags=re.DOTALL), "utf-8"
    )


def told_of(cells: Sequence[Evidence]) -> str:
    """What the cells are of, in one line."""
    parts: list[str] = []
    for corpus, source, name in (
        ("shared", "text", "shared plans as text"), ("shared", "scan", "as scans"),
        ("random", "text", "random plans as text"), ("random", "scan", "as scans"),
    ):  # fmt: skip
        mine = [c for c in cells if (c.corpus, c.source) == (corpus, source)]
        parts.append(f"{len({c.document for c in mine}):,} {name} ({len(mine):,} cells)")
    return "Fitted to " + ", ".join(parts) + "."


def summary(weighed: dict[str, list[Weighed]], threshold: float) -> str:
    """What the curve comes to, a line for each source."""
    lines: list[str] = []
    for source, mine in weighed.items():
        count, right = sure_and_right(mine, threshold)
        false = sum(c.flagged for c in mine if c.right)
        silent = sum(not c.flagged for c in mine if not c.right)
        every = sum(c.right for c in mine)
        if mine:
            lines.append(
                f"{SOURCES[source]}: {right:,} of {count:,} cells at {threshold:g} and above are right "
                f"({right / max(count, 1):.3%}); {silent:,} wrong without a flag; "
                f"{false:,} of {every:,} right cells flagged ({false / max(every, 1):.2%})."
            )
    return "\n".join(lines)


def main() -> int:
    """Gather, fit, draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, texts=1200, scans=150)
    parser.add_argument("--write", action="store_true", help="renew the parameters and the page in docs")
    given = parser.parse_args()
    cells = list(gathered(given))
    company = tomllib.loads(FILE.read_text("utf-8"))["company"]
    threshold, weighed, holds = choose(cells, {"company": company})
    told, result = told_of(cells), summary(weighed, threshold)
    for source, mine in weighed.items():
        print(f"\n{SOURCES[source]}\n{table(curve(mine))}")
    print(f"\n{told}\nThreshold {threshold:g}, held out:\n{result}")
    if given.write:
        write_model(_capped(fit(cells), threshold), threshold, company, told)
        keep(cells)
        write_page(weighed, told, result, holds=holds)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
