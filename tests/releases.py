"""The outputs of a run without the run, and the command that publishes them, for the tests of releases."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from plan_rows import Plan, plan

from expectations.contract import DATASETS
from expectations.schema import to_arrow
from pipeline.cli import main
from pipeline.outputs import manifest

PDF = b"%PDF-1.7 stands in for a plan; only its bytes count"
# Where and by whom a release is published.
SETTINGS = """
name = "harrowmere-plans"
title = "Plans of Harrowmere"
base_url = "https://data.example.org/plans"
[publisher]
name = "Harrowmere Borough Council"
url = "https://www.example.org/"
[contact]
name = "Open data team"
email = "data@example.org"
"""
FACTS: dict[str, str] = {
    "council_name": "Cheshire East Council",
    "council_code": "CHE",
    "gss_code": "E06000049",
    "source_url": "https://www.example.org/plan.pdf",
    "source_sha256": hashlib.sha256(PDF).hexdigest(),
    "quarter": "2025/26 Q2",
}


def council_plan(plan_id: str = "cheshire-east/plan/2025-26", **facts: Any) -> Plan:
    """The plan of the other tests as one of a council that has codes."""
    made = plan(plan_id)
    made.datasets["plans"][0] |= {**FACTS, **facts}
    return made


def set_officer(given: Plan, cell: str, title: str | None, *, action: int = 0, detail: str | None = None) -> Plan:
    """`given` with another officer for one action, and the provenance of that cell."""
    row = given.datasets["actions"][action]
    row |= {"lead_officer_published": cell, "lead_officer": title, "lead_officer_id": "x/y" if title else None}
    model = given.datasets["cells"][0]
    about = {"dataset": "actions", "record_id": row["action_id"], "published": cell}
    given.datasets["cells"] += [
        {**model, **about, "field": "lead_officer_published", "value": cell},
        {**model, **about, "field": "lead_officer", "value": title, "flag": "x", "flag_detail": detail},
    ]
    return given


def write_clean(folder: Path, *plans: Plan) -> Path:
    """`folder` as a run leaves it that has published `plans`."""
    folder.mkdir(parents=True, exist_ok=True)
    entries: list[manifest.DatasetEntry] = []
    for name in DATASETS:
        table = to_arrow(name, [row for each in plans for row in each.datasets[name]])
        pq.write_table(table, folder / f"{name}.parquet")
        entries.append(manifest.DatasetEntry(name, table.num_rows, "0" * 64))
    (folder / manifest.NAME).write_bytes(manifest.render({}, [], entries))
    return folder


def write_source(folder: Path, sidecar: str = "") -> Path:
    """`folder` with the PDF that the plan is lifted from, and what the TOML beside it says."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.pdf").write_bytes(PDF)
    if sidecar:
        (folder / "plan.toml").write_text(sidecar, "utf-8")
    return folder


def publish(clean: Path, to: Path | str, *more: str | Path) -> int:
    """The exit code of `planlift publish`, which finds no settings or sources but those it is given."""
    sources = [] if "--sources" in more else ["--sources", str(clean.parent / "none")]
    return main(["publish", str(clean), "--to", str(to), *sources, *map(str, more)])


def publish_elsewhere(root: Path, *arguments: str | Path, code: str = "", **environment: str) -> int:
    """The exit code of `planlift publish` in a process of its own, after the Python statements `code`."""
    script = f"import sys; from pipeline.cli import main\n{code}\nsys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", script, "publish", *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(root)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode


def contents(folder: Path) -> Mapping[str, bytes]:
    """Every file in and below `folder` by its path."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
