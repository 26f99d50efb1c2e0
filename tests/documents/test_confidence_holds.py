"""What is said to be sure is right: cells at the threshold and above, on shared plans and on random ones."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from benchmarks.confidence import BEARABLE, PROMISED, weigh
from benchmarks.evidence import SHARED
from benchmarks.judging import JudgedCell, judge, truths_of
from benchmarks.kept import kept
from benchmarks.reliability import sure_and_right
from extractors.confidence.fitted import fitted
from extractors.document import read_document
from tests.generator.render import render
from tests.generator.spec import random_spec

# One rendering of each plan, of different producers; the benchmark reads them all.
PLANS = ("delivery-plan-2025-26.chrome", "fictional-plan.word", "plan-2024-25-q3.bleed")
# Not among the plans that the fit has seen.
SEEDS = range(90_000, 90_030)


def sure(cells: list[JudgedCell]) -> list[JudgedCell]:
    return [c for c in cells if c.cell is not None and c.cell.confidence >= fitted().threshold]


def hold(cells: list[JudgedCell]) -> None:
    told = sure(cells)
    wrong = [c for c in told if not c.right]
    assert len(told) > 0.95 * len(cells)
    assert len(wrong) <= (1 - PROMISED) * len(told), wrong[:5]
    assert not [c for c in told if c.cell and c.cell.flag]
    assert not [c for c in cells if c.cell and c.cell.confidence < fitted().threshold and not c.cell.flag]


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the folder `shared` beside the repository")
def test_sure_cells_of_shared_plans_are_right() -> None:
    cells: list[JudgedCell] = []
    for name in PLANS:
        truths = truths_of(SHARED / "truth" / f"{name.split('.')[0]}.json")
        cells += judge(truths, read_document(SHARED / f"{name}.pdf"), links=False)
    assert len(cells) > 1000
    hold(cells)


def test_sure_cells_of_random_plans_are_right(tmp_path: Path) -> None:
    cells: list[JudgedCell] = []
    for seed in SEEDS:
        truth = render(random_spec(Random(seed)), tmp_path / "plan.pdf")  # noqa: S311
        cells += judge([truth], read_document(tmp_path / "plan.pdf"))
    assert len(cells) > 2000
    hold(cells)


def test_sure_cells_of_kept_scans_are_right_and_few_right_ones_are_flagged() -> None:
    cells = weigh(kept(), fitted())
    told, right = sure_and_right(cells, fitted().threshold)
    assert told > 3000
    assert right >= PROMISED * told
    flagged = [c.flagged for c in cells if c.right]
    assert sum(flagged) <= BEARABLE * len(flagged)


def test_a_fit_that_trusts_every_letter_does_not_hold_on_the_kept_scans() -> None:
    trusting = replace(fitted(), letters=((0.0, 1.0),))
    told, right = sure_and_right(weigh(kept(), trusting), trusting.threshold)
    assert right < PROMISED * told
