"""Output folders of runs, made from plans that a test writes by hand, without reading a PDF."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.contract import DATASETS
from expectations.schema import to_arrow
from extractors.table import PublishedPlan
from normalise.corrections import Corrections
from normalise.document import normalise_plan
from normalise.records import PlanRecords
from normalise.registers import load_registers
from normalise.source import Source
from pipeline.outputs.manifest import NAME


def records(plan: PublishedPlan, pdf: Path | None = None, **facts: str | None) -> PlanRecords:
    """The plan as normalised, lifted from `pdf` (or from a file that is not there)."""
    sha256 = hashlib.sha256(pdf.read_bytes()).hexdigest() if pdf else "0" * 64
    usual = {"council_name": "Cheshire East Council", "title": "Test plan", "financial_year": "2025/26"}
    source = Source(pdf.name if pdf else "absent.pdf", sha256, 3, **(usual | facts))  # type: ignore[arg-type]
    return normalise_plan(plan, source, load_registers(), Corrections())


def made_run(folder: Path, plans: Sequence[PlanRecords]) -> Path:
    """Writes the datasets of the plans and a manifest into `folder`, as a run does; returns it."""
    folder.mkdir(parents=True)
    listed: list[dict[str, object]] = []
    for name in DATASETS:
        table = pa.concat_tables([to_arrow(name, plan.datasets[name]) for plan in plans])
        file = folder / f"{name}.parquet"
        pq.write_table(table, file)
        listed.append({"name": name, "rows": table.num_rows, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()})
    (folder / NAME).write_text(json.dumps({"run": {}, "documents": [], "datasets": listed}), encoding="utf-8")
    return folder
