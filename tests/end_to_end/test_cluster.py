"""Runs on a Dask cluster whose scheduler and workers are processes of their own, and what becomes of them."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path

import psutil
import pytest
from plan_rows import plan
from published_runs import publish

from pipeline import executors
from tests.dask_cluster import Cluster, running
from tests.scanner import Binder, Scan
from tests.small_pdfs import ROWS, plan_pdf
from tests.unit import test_executors as tasks

ROOT = Path(__file__).parents[2]
BOUNDS = executors.Bounds(60, 1, 500)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Generator[Cluster]:
    with running(tmp_path_factory.mktemp("cluster"), 2) as started:
        yield started


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "pipeline.cli", "run", *map(str, arguments)]


def environment(home: Path) -> dict[str, str]:
    home.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return {**kept, "PYTHONPATH": str(ROOT), "HOME": str(home), "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s"}


def outputs(out: Path) -> dict[str, object]:
    """Every file of a run; of the manifest all but the seconds that a document took."""
    found: dict[str, object] = {f.name: f.read_bytes() for f in out.iterdir() if f.name != "manifest.json"}
    told = json.loads((out / "manifest.json").read_text("utf-8"))
    for document in told["documents"]:
        del document["seconds"]
    return {**found, "manifest.json": told}


def test_one_process_several_and_a_cluster_give_the_same_bytes(cluster: Cluster, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    for number in range(3):
        plan_pdf(folder / f"plan{number}.pdf", [(f"{row[0]} {number}", *row[1:]) for row in ROWS])
    (folder / "web.pdf").write_bytes(b"<html>")
    binder = Binder()
    for _ in range(3):  # more pictures than one process looks at where there are several
        binder.scan(plan_pdf(tmp_path / "source.pdf", ROWS[:1]), 1, Scan(dpi=120))
    binder.save(folder / "scan.pdf")
    kinds = {"one": ("--jobs", 1), "two": ("--jobs", 2), "dask": ("--scheduler", cluster.address)}
    for name, kind in kinds.items():
        ended = subprocess.run(
            command(folder, "--out", tmp_path / name, *kind),
            cwd=tmp_path, env=environment(tmp_path / f"home-{name}"), capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert ended.returncode == 1, ended.stderr
        assert "5/5" in ended.stderr
        assert "Traceback" not in ended.stderr
    assert outputs(tmp_path / "one") == outputs(tmp_path / "two") == outputs(tmp_path / "dask")
    assert json.loads((tmp_path / "dask" / "manifest.json").read_text("utf-8"))["datasets"][0]["rows"] == 4


def test_pages_are_told_and_a_deadly_task_costs_only_itself(cluster: Cluster) -> None:
    pages: list[tuple[str, int, int, int]] = []
    all_told = threading.Event()

    def hear(*report: object) -> None:
        pages.append(report)  # type: ignore[arg-type]
        if len(pages) == 3:
            all_told.set()

    with executors.cluster(cluster.address, hear, BOUNDS) as crew:
        assert dict(executors.each([1, 2, 3], tasks.double, crew)) == {0: 2, 1: 4, 2: 6}
        assert all_told.wait(30)
        results = dict(executors.each([2, 3, 4], tasks.crash_on_three, crew))
    assert sorted(pages) == [(f"item {n}", 1, 2, 0) for n in (1, 2, 3)]
    assert isinstance(results.pop(1), executors.WorkerDied)
    assert results == {0: 4, 2: 8}


def test_limits_hold_on_a_cluster(cluster: Cluster) -> None:
    with executors.cluster(cluster.address, None, executors.Bounds(8, 0, 300, patience=1)) as crew:
        results = dict(executors.each(["sleep", "grow", "work"], tasks.misbehave, crew))
    assert isinstance(results[0], executors.OutOfTime)
    assert isinstance(results[1], executors.OutOfMemory)
    assert results[2] == "done"


def test_a_dask_worker_that_dies_costs_nothing(cluster: Cluster, tmp_path: Path) -> None:
    with executors.cluster(cluster.address, None, BOUNDS) as crew:
        first = crew.executor.submit(tasks.wait_for, str(tmp_path / "go"), str(tmp_path / "here"))
        while not (tmp_path / "here").exists():
            time.sleep(0.05)
        reader = psutil.Process(int((tmp_path / "here").read_text()))
        worker = reader.parent()
        assert worker is not None
        worker.kill()
        # The process that was at the task ends with the worker that started it.
        reader.wait(30)
        (tmp_path / "go").touch()
        assert first.result(timeout=60) == "done"


def test_what_a_task_raises_comes_back(cluster: Cluster) -> None:
    with pytest.raises(ValueError, match="7"), executors.cluster(cluster.address) as crew:
        list(executors.each([7], tasks.refuse, crew))


def test_an_address_where_nobody_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["pipeline.executors.cluster"], "PATIENCE", 1.0)
    with pytest.raises(executors.ClusterLost, match="no Dask scheduler"), executors.cluster("tcp://127.0.0.1:9"):
        pass


def test_a_scheduler_that_goes_away_ends_the_run_and_leaves_the_outputs(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(out, [plan()])
    before = outputs(out)
    run = {"cwd": tmp_path, "env": environment(tmp_path / "home"), "text": True}
    for number in range(8):
        plan_pdf(tmp_path / f"plan{number}.pdf", [(f"{row[0]} {number}", *row[1:]) for row in ROWS], pages=20)
    with running(tmp_path, 1) as cluster:
        process = subprocess.Popen(
            command(tmp_path, "--out", out, "--scheduler", cluster.address), stderr=subprocess.PIPE, **run
        )
        assert process.stderr is not None
        while "[1/8]" not in process.stderr.readline():
            assert process.poll() is None
        cluster.scheduler.send_signal(signal.SIGKILL)
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 1, errors
    assert "the connection to the Dask scheduler is lost" in errors.splitlines()[-1]
    assert "Traceback" not in errors, errors
    assert outputs(out) == before
