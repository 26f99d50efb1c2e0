"""A plan printed and read back."""

from pathlib import Path

from extractors.document import read_document
from tests.generator.render import render
from tests.generator.score import Tally, score
from tests.generator.spec import Spec


def read_back(spec: Spec, path: Path) -> Tally:
    """Print the plan of a spec to `path`, read it, and count what came out as it was printed."""
    truth = render(spec, path)
    return score(truth, read_document(path))
