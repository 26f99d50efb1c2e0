"""From a spec to a PDF and its truth, whichever producer the spec names."""

from importlib import import_module
from pathlib import Path

from tests.generator.content import build
from tests.generator.producers import Printed
from tests.generator.spec import Spec
from tests.generator.truth import Truth, record


def render(spec: Spec, path: Path) -> Truth:
    """Write the PDF to `path` and give the record of what is printed in it; the same spec gives the same bytes."""
    plan = build(spec)
    producer = import_module(f"tests.generator.producers.{spec.producer}")
    printed: Printed = producer.render(plan, spec, path)
    return record(plan, printed.ambiguous, printed.split)
