"""Two editions of small plans that a test makes by hand, as the outputs of two runs."""

from pathlib import Path

from made_runs import made_run, records

from extractors.table import PublishedPlan
from normalise.records import PlanRecords
from pipeline.outputs.published import Published, read_published

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> =SUM(A1)"


def run_of(folder: Path, *plans: PlanRecords) -> Published:
    """What is read back from the outputs of a run of `plans`, which are written into `folder`."""
    return read_published(made_run(folder, plans))


def delivery_plan(published: PublishedPlan, year: str, **facts: str) -> PlanRecords:
    """A delivery plan of `year`, of the series `test-plan`."""
    return records(published, financial_year=year, **facts)


def report(published: PublishedPlan, quarter: str, **facts: str) -> PlanRecords:
    """A report on `quarter`, of the series `test-report`."""
    return records(
        published, quarter=quarter, financial_year=quarter.split()[0], plan_type="progress_report",
        **{"title": "Test report", **facts},
    )  # fmt: skip
