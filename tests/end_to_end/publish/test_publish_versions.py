"""How the versions of releases follow, and what is left of one that was cut short."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest
from releases import SETTINGS, contents, council_plan, publish, publish_elsewhere, write_clean

from pipeline.files.lock import hold
from pipeline.outputs.warned import Warned, write_warnings


def load(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))


def test_equal_inputs_give_equal_bytes(clean: Path, plain: Path, tmp_path: Path) -> None:
    assert publish(clean, tmp_path / "again") == 0
    assert contents(tmp_path / "again") == contents(plain)


def test_versions_follow_what_has_changed(to: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clean = tmp_path / "clean"
    first = contents(to / "1.0.0")
    assert publish(write_clean(clean, council_plan()), to) == 0
    assert "Nothing has changed since 1.0.0" in capsys.readouterr().out

    corrected = council_plan()
    corrected.datasets["deliverables"][0]["title"] = "Quay 1: mend it well"
    assert publish(write_clean(clean, corrected), to) == 0
    more = council_plan("cheshire-east/plan/2026-27", financial_year="2026/27")
    assert publish(write_clean(clean, corrected, more), to) == 0
    assert load(to / "latest.json")["version"] == "1.1.0"
    unchanged = "outcomes.parquet"
    assert contents(to / "1.0.1")[unchanged] == first[unchanged]

    before = contents(to)
    assert publish(write_clean(clean, more), to) == 1
    told = capsys.readouterr().err
    assert "the plan cheshire-east/plan/2025-26 is gone" in told
    assert "--allow-major to release 2.0.0" in told
    assert contents(to) == before
    assert publish(clean, to, "--allow-major") == 0
    record = load(to / "latest" / "release.json")
    assert (record["version"], record["previous"]) == ("2.0.0", "1.1.0")
    assert record["changes"][0]["what"] == "the plan cheshire-east/plan/2025-26 is gone"
    assert sorted(p.name for p in to.iterdir() if p.is_dir()) == ["1.0.0", "1.0.1", "1.1.0", "2.0.0", "latest"]
    assert contents(to / "1.0.0") == first


def test_what_may_be_missing_from_a_plan_is_told_to_who_publishes_it_and_counted(
    to: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clean = write_clean(tmp_path / "clean", council_plan())
    lost = Warned(str(council_plan().datasets["plans"][0]["source_file"]), "", "reading", "page 2: look for Ann Bishop")
    write_warnings(clean, [lost, Warned(lost.file, "", "source", "council inferred")])
    assert publish(clean, to) == 0
    assert "plan/2025-26: 1 warning tells of what may be missing from it" in capsys.readouterr().err
    text = (to / "latest" / "release.json").read_text("utf-8")
    assert json.loads(text)["sources"][0]["warnings"] == 1
    assert "Bishop" not in text


def test_other_descriptions_alone_are_a_patch(clean: Path, to: Path, tmp_path: Path) -> None:
    (tmp_path / "publish.toml").write_text(SETTINGS, "utf-8")
    assert publish(clean, to, "--settings", tmp_path / "publish.toml", "--issued", "2026-02-01") == 0
    record = load(to / "latest" / "release.json")
    assert (record["version"], record["issued"]) == ("1.0.1", "2026-02-01")


def test_a_new_date_alone_makes_no_release(clean: Path, to: Path) -> None:
    before = contents(to)
    assert publish(clean, to, "--issued", "2026-02-15") == 0
    assert contents(to) == before


def test_a_folder_without_checksums_is_no_release(clean: Path, to: Path) -> None:
    (to / "1.0.1").mkdir()
    (to / "1.0.1" / "plans.csv").write_text("half of it", "utf-8")
    (to / ".1.0.7.planlift-staging").mkdir()
    assert publish(clean, to) == 0
    assert load(to / "latest.json")["version"] == "1.0.0"
    (to / "latest.json").unlink()
    assert publish(clean, to) == 0
    assert load(to / "latest.json")["version"] == "1.0.0"
    assert not (to / ".1.0.7.planlift-staging").exists()


def test_a_place_that_cannot_be_written_is_told_in_a_line(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "to").write_text("a file", "utf-8")
    assert publish(clean, tmp_path / "to") == 1
    assert "--to" in capsys.readouterr().err


def test_one_publication_at_a_time(clean: Path, to: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with hold(to):
        assert publish(clean, to) == 4
    assert "give another --to" in capsys.readouterr().err


def test_a_damaged_release_is_not_built_upon(to: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = to / "1.0.0" / "kpis.parquet"
    file.write_bytes(file.read_bytes()[:-1])
    other = council_plan()
    other.datasets["kpis"].clear()
    assert publish(write_clean(tmp_path / "clean", other), to) == 1
    assert "1.0.0/kpis.parquet: is not the file that was published" in capsys.readouterr().err


@pytest.mark.parametrize(
    "moment",
    [
        "import pipeline.publish.places as places; places.sync = kill",  # while files are copied
        "from pathlib import Path; Path.replace = kill",  # before the files that name the newest release do
    ],
)
def test_a_killed_publication_leaves_the_last_release(root: Path, to: Path, tmp_path: Path, moment: str) -> None:
    before = contents(to)
    less = council_plan()
    less.datasets["kpis"].clear()
    after = write_clean(tmp_path / "clean", less)
    code = f"import os; kill = lambda *_: os.kill(os.getpid(), {int(signal.SIGKILL)}); {moment}"
    assert publish_elsewhere(root, after, "--to", to, code=code) == -signal.SIGKILL
    left = contents(to)
    assert left["latest.json"] == before["latest.json"]
    assert contents(to / "1.0.0") == {n.removeprefix("1.0.0/"): d for n, d in before.items() if n.startswith("1.0.0/")}
    assert contents(to / "latest") in (contents(to / "1.0.0"), contents(to / "1.0.1"))
    assert publish(after, to) == 0
    assert load(to / "latest.json")["version"] == "1.0.1"
    assert contents(to / "latest") == contents(to / "1.0.1")
    assert not [p for p in to.iterdir() if p.name.startswith(".")]
