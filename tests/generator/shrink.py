"""Makes a failing spec smaller: fields go back to their plain values as long as the failure stays."""

import dataclasses
from collections.abc import Callable

from tests.generator.spec import MORE, VARIANTS, WIDE, WIDER, Spec, sensible


def shrink(spec: Spec, fails: Callable[[Spec], bool]) -> Spec:
    """The plainest spec found that still fails, trying each field once; `fails` tells whether a spec fails."""
    plain = {f.name: f.default for f in dataclasses.fields(Spec)}
    for name in (*VARIANTS, *MORE, *WIDE, *WIDER, "quarters"):
        if getattr(spec, name) == plain[name]:
            continue
        simpler = sensible(dataclasses.replace(spec, **{name: plain[name]}))
        if simpler != spec and fails(simpler):
            spec = simpler
    for rows in (3, 6):
        fewer = dataclasses.replace(spec, rows=rows)
        if rows < spec.rows and fails(fewer):
            return fewer
    return spec
