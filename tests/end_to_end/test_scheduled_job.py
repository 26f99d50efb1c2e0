"""The scheduled job as `deploy/` has it: which steps run, what they leave behind, and what is sent."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.small_pdfs import plan_pdf
from tests.web_site import Reply, serve

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def script(file: Path, *lines: str) -> Path:
    file.write_text("\n".join(("#!/bin/sh", *lines, "")))
    file.chmod(0o755)
    return file


def start(name: str, folder: Path, **environment: object) -> subprocess.CompletedProcess[str]:
    told = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    told |= {key: str(value) for key, value in environment.items()}
    return subprocess.run([str(DEPLOY / name)], cwd=folder, env=told, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("codes", "steps", "code"),
    [
        ((0, 0, 0), ["fetch", "run", "publish"], 0),
        ((1, 0, 0), ["fetch", "run", "publish"], 1),
        ((0, 1, 0), ["fetch", "run", "publish"], 1),
        ((1, 1, 2), ["fetch", "run", "publish"], 1),
        ((0, 0, 2), ["fetch", "run", "publish"], 2),
        ((2, 0, 0), ["fetch"], 2),
        ((4, 0, 0), ["fetch"], 4),
        ((1, 4, 0), ["fetch", "run"], 1),
        ((0, 3, 0), ["fetch", "run"], 3),
    ],
)
def test_a_step_that_has_left_something_out_does_not_stop_the_job(
    codes: tuple[int, int, int], steps: list[str], code: int, tmp_path: Path
) -> None:
    ends = " ".join(f"{step}) exit {end};;" for step, end in zip(("fetch", "run", "publish"), codes, strict=True))
    stub = script(tmp_path / "planlift", f'echo "$1" >>{tmp_path}/steps', f'case "$1" in {ends} esac')
    done = start("planlift-job", tmp_path, PLANLIFT=stub)
    assert (tmp_path / "steps").read_text().split() == steps
    assert done.returncode == code
    # None of the three has written a summary, so those that failed are given one.
    failed = {step for step, end in zip(("fetch", "run", "publish"), codes, strict=True) if end and step in steps}
    assert {summary.stem for summary in (tmp_path / "summaries").iterdir()} == failed


def test_from_the_web_to_a_release_and_an_email(tmp_path: Path) -> None:
    stub = script(tmp_path / "planlift", f'exec {sys.executable} -m pipeline.cli "$@"')
    plan = plan_pdf(tmp_path / "made.pdf").read_bytes()
    listing = tmp_path / "data" / "sources.toml"
    listing.parent.mkdir()
    with serve() as site:
        url = site.put("/plan.pdf", Reply(plan))
        sources = "".join(
            f'[[source]]\ncouncil = "Saltmere District Council"\nurl = "{address}"\nlicence = "OGL-UK-3.0"\n'
            for address in (url, f"{site.address}/gone.pdf")
        )
        listing.write_text(f'[fetch]\nprivate_hosts = ["127.0.0.1"]\npause_seconds = 0\n{sources}')
        done = start("planlift-job", tmp_path, PLANLIFT=stub)
    assert done.returncode == 1, done.stderr
    assert (tmp_path / "releases" / "1.0.0" / "deliverables.csv").is_file()
    schema = json.loads((ROOT / "docs" / "log.schema.json").read_text("utf-8"))
    events = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    for event in events:
        jsonschema.validate(event, schema)
    kinds = [event["event"] for event in events]
    assert kinds.count("source") == 2
    assert kinds.count("document") == 1
    assert [event["exit_code"] for event in events if event["event"] == "ended"] == [1, 0]
    assert (tmp_path / "summaries" / "run.txt").read_text("utf-8").startswith("Planlift run: 1 published")
    sendmail = script(tmp_path / "sendmail", f"cat >{tmp_path}/sent")
    done = start("planlift-mail", tmp_path, PLANLIFT_SENDMAIL=sendmail, PLANLIFT_MAIL_TO="data@harrowmere.example.org")
    assert done.returncode == 0, done.stderr
    header, _, body = (tmp_path / "sent").read_text("utf-8").partition("\n\n")
    assert "To: data@harrowmere.example.org" in header
    assert "Subject: Planlift fetch: 1 failed, 1 new" in header
    assert "gone.pdf: not fetched: the server answered 404" in body
    assert "Planlift run: 1 published" in body
    assert len(body.splitlines()) < 60


def test_an_email_is_sent_where_no_step_could_say_anything(tmp_path: Path) -> None:
    sendmail = script(tmp_path / "sendmail", f"cat >{tmp_path}/sent")
    done = start("planlift-mail", tmp_path, PLANLIFT_SENDMAIL=sendmail, PLANLIFT_MAIL_TO="data@harrowmere.example.org")
    assert done.returncode == 0, done.stderr
    assert "Subject: Planlift: the job ended without a word" in (tmp_path / "sent").read_text("utf-8")
    assert start("planlift-mail", tmp_path, PLANLIFT_SENDMAIL=sendmail).returncode != 0


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd-analyze, which checks units and is not on this machine")
    units: list[Path] = []
    for unit in sorted((*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer"))):
        units.append(tmp_path / unit.name)
        # The programs are where the units say only once they are installed.
        units[-1].write_text(unit.read_text("utf-8").replace("/opt/planlift", str(ROOT)), encoding="utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, units)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    assert "Unknown" not in checked.stderr
