"""Makes the sample plans in data/raw from the content files beside this script, each with its sidecar.

    python data/raw/sources/make_samples.py [--to FOLDER]

The same content gives the same bytes with the locked versions of Typst and ReportLab: neither writes the time of day.
"""

import argparse
import hashlib
import json
import tomllib
from pathlib import Path

import progress_report
import reportlab
import typst

HERE = Path(__file__).resolve().parent
DELIVERY_PLAN = "harrowmere-delivery-plan-2025-26.pdf"
PROGRESS_REPORT = "harrowmere-progress-report-2025-26-q2.pdf"

_SHARED = {
    "council": "Harrowmere Borough Council",
    "licence": "OGL-UK-3.0",
    "date_accessed": "2025-11-17",
}
_SIDECARS = {
    DELIVERY_PLAN: {
        "title": "Delivery Plan 2025/26",
        "url": "https://www.harrowmere.example.org/plans/delivery-plan-2025-26.pdf",
        "plan_type": "delivery_plan",
        "financial_year": "2025/26",
    },
    PROGRESS_REPORT: {
        "title": "Harrowmere Borough Plan: progress report, Quarter 2 2025/26",
        "url": "https://www.harrowmere.example.org/plans/progress-2025-26-q2.pdf",
        "plan_type": "progress_report",
        "financial_year": "2025/26",
        "quarter": "2025/26 Q2",
    },
}


def set_delivery_plan() -> bytes:
    """The delivery plan as a tagged PDF, in a font that comes with ReportLab, whatever the system has installed."""
    fonts = Path(reportlab.__file__).parent / "fonts"
    return typst.compile(HERE / "delivery_plan.typ", format="pdf", font_paths=[fonts], ignore_system_fonts=True)


def draw_progress_report() -> bytes:
    """The progress report as a PDF without tags."""
    return progress_report.draw(tomllib.loads((HERE / "progress-report.toml").read_text(encoding="utf-8")))


def sidecar(name: str, pdf: bytes) -> str:
    """The sidecar of a sample: where its PDF would have come from, and the hash of its bytes."""
    entries = _SHARED | _SIDECARS[name] | {"sha256": hashlib.sha256(pdf).hexdigest()}
    # A TOML basic string and a JSON string are written alike.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entries.items()]
    return "\n".join(["# An invented council; see sources/ for how this plan is made.", *lines, ""])


def make(folder: Path) -> None:
    """Writes both samples and their sidecars into `folder`."""
    for name, pdf in ((DELIVERY_PLAN, set_delivery_plan()), (PROGRESS_REPORT, draw_progress_report())):
        (folder / name).write_bytes(pdf)
        (folder / name).with_suffix(".toml").write_text(sidecar(name, pdf), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make the sample plans and their sidecars.")
    parser.add_argument("--to", type=Path, default=HERE.parent, help="folder to write to (default: data/raw)")
    make(parser.parse_args().to)
