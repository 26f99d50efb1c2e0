"""Random plans, rendered to real PDFs by several producers, come back as printed or with a flag."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.generator.readback import read_back
from tests.generator.score import Tally
from tests.generator.shrink import shrink
from tests.generator.spec import Spec, random_spec

# A fixed set on every machine: `benchmarks/random_plans.py` is there to go looking for new failures.
SETTINGS = settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # `shrink` makes a failing spec smaller in fewer steps, and in the plan's own terms
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def specs() -> st.SearchStrategy[Spec]:
    return st.randoms(use_true_random=False).map(random_spec)


def read(spec: Spec, folder: Path) -> Tally:
    return read_back(spec, folder / "plan.pdf")


@SETTINGS
@given(spec=specs())
def test_nothing_is_silently_wrong_lost_or_invented(spec: Spec, tmp_path: Path) -> None:
    if read(spec, tmp_path).failed:
        least = shrink(spec, lambda s: read(s, tmp_path).failed)
        wrong = [w for w in read(least, tmp_path).wrong if w.what not in ("flagged", "false_flag")]
        pytest.fail(f"{least}\n" + "\n".join(str(w) for w in wrong[:8]))


@pytest.mark.parametrize("kind", ["deliverables", "actions", "kpis"])
@pytest.mark.parametrize("producer", ["drawn", "platypus", "fpdf2", "typst"])
def test_plain_plans_are_read_exactly(kind: str, producer: str, tmp_path: Path) -> None:
    tally = read(Spec(seed=len(kind + producer), kind=kind, producer=producer), tmp_path)  # type: ignore[arg-type]
    assert tally.exact, "\n".join(str(w) for w in tally.wrong[:8])


def test_a_spec_is_drawn_the_same_from_the_same_seed() -> None:
    assert random_spec(Random(5)) == random_spec(Random(5))  # noqa: S311
    assert random_spec(Random(5)) != random_spec(Random(6))  # noqa: S311
