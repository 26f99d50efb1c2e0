"""Runs of the command whose surroundings fail, each for real: killed, told to stop, out of disk, memory or turn."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kills import Bytes, published
from tests.small_pdfs import ROWS, plan_pdf
from tests.struck_readers import struck

ROOT = Path(__file__).parents[2]


def start(folder: Path, *arguments: object, **more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "cache"), **more}
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "run", *map(str, arguments), "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env=environment,
        start_new_session=True,
    )


def run(folder: Path, *arguments: object, **more: str) -> tuple[int, str]:
    """The exit code and what was said on standard error."""
    process = start(folder, *arguments, **more)
    _, errors = process.communicate(timeout=300)
    assert "Traceback" not in errors
    return process.returncode, errors


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Bytes]:
    """A folder with a plan in `old` and two in `new`, a cache that knows the first, and its outputs: in `clean`."""
    folder = tmp_path_factory.mktemp("faults")
    for name, plans in {"old": 1, "new": 2}.items():
        (folder / name).mkdir()
        for n in range(plans):
            plan_pdf(folder / name / f"{name}{n}.pdf", [(f"{row[0]} {name} {n}", *row[1:]) for row in ROWS], pages=8)
            (folder / name / f"{name}{n}.toml").write_text(f'council = "Council {name} {n}"\n')
    code, errors = run(folder, "old", "--out", "clean")
    assert code == 0, errors
    return folder, published(folder / "clean")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of four megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"needs to mount a file system, which is refused here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_kills_at_random_moments_cost_nothing() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.kills", "--kills", "8"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("8 kills: ")


def test_a_full_disk_and_then_a_read_only_one(sets: tuple[Path, Bytes], small_disk: Path) -> None:
    folder, sound = sets
    out = small_disk / "clean"
    shutil.copytree(folder / "clean", out)
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
        while True:
            stream.write(bytes(4096))
    # The cache is on the full disk as well.
    code, errors = run(folder, "new", "--out", out, XDG_CACHE_HOME=str(small_disk / "cache"))
    assert code == 1
    assert errors.splitlines()[-1].startswith("planlift: ")
    assert "no space left on device" in errors.splitlines()[-1]
    assert published(out) == sound
    filler.unlink()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    code, errors = run(folder, "new", "--out", out)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert code == 1
    assert errors.count("\n") == 1
    assert "read-only file system" in errors
    assert published(out) == sound
    code, errors = run(folder, "new", "--out", out)
    assert code == 0, errors
    assert sorted(path.name for path in small_disk.iterdir() if path.name != "cache") == ["clean"]
    assert len(json.loads((out / "manifest.json").read_text("utf-8"))["documents"]) == 2


@pytest.mark.parametrize(
    ("told", "name"),
    [(("tables", "--json"), "tables.json"), (("inspect", "--page", "1", "--png"), "page.png")],
)
def test_a_full_disk_leaves_the_file_that_was_there(
    sets: tuple[Path, Bytes], small_disk: Path, told: tuple[str, ...], name: str
) -> None:
    folder, _ = sets
    (small_disk / name).write_text("of yesterday")
    (small_disk / "fill").write_bytes(bytes(4_000_000))
    with contextlib.suppress(OSError), (small_disk / "rest").open("wb", buffering=0) as rest:
        while True:
            rest.write(bytes(4096))
    command, *more = told
    ended = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", command, "old/old0.pdf", *more, str(small_disk / name)],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
        check=False,
    )
    assert ended.returncode == 1
    assert f"{name}: cannot be written: No space left on device (choose another place)" in ended.stderr
    assert (small_disk / name).read_text() == "of yesterday"
    assert {file.name for file in small_disk.iterdir()} == {name, "fill", "rest"}


def test_two_runs_at_once(sets: tuple[Path, Bytes], tmp_path: Path) -> None:
    folder, _ = sets
    out = tmp_path / "clean"
    first, second = (start(folder, "new", "--out", out, "--no-cache") for _ in range(2))
    ends = {process.returncode for process in (first, second) if process.communicate(timeout=300)}
    assert ends == {0, 4}
    assert [path.name for path in tmp_path.iterdir()] == ["clean"]
    assert len(json.loads((out / "manifest.json").read_text("utf-8"))["documents"]) == 2


@pytest.mark.parametrize("everybody", [False, True], ids=["the command", "its readers too"])
def test_a_run_that_is_told_to_stop_clears_up(sets: tuple[Path, Bytes], tmp_path: Path, everybody: bool) -> None:
    folder, sound = sets
    out = tmp_path / "clean"
    shutil.copytree(folder / "clean", out)
    process = start(folder, "new", "--out", out, "--no-cache")
    assert process.stderr is not None
    while "[1/2]" not in process.stderr.readline():
        pass
    (os.killpg if everybody else os.kill)(process.pid, signal.SIGTERM)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert errors.splitlines()[-1] == "planlift: interrupted; earlier outputs are as they were"
    assert "Traceback" not in errors
    assert published(out) == sound
    assert [path.name for path in tmp_path.iterdir()] == ["clean"]


def test_a_reader_that_gets_no_memory_costs_its_document_one_run(sets: tuple[Path, Bytes], tmp_path: Path) -> None:
    folder, _ = sets
    # The system refuses memory to whoever opens one of the plans.
    out, cache = tmp_path / "clean", str(tmp_path / "cache")
    paths = struck(tmp_path, "new1.pdf", "raise MemoryError")
    code, errors = run(folder, "new", "--out", out, PYTHONPATH=paths, XDG_CACHE_HOME=cache)
    assert code == 1
    assert "error: new1.pdf: left out (no memory)" in errors
    verdicts = {d["file"]: d["verdict"] for d in json.loads((out / "manifest.json").read_text("utf-8"))["documents"]}
    assert verdicts == {"new0.pdf": "published", "new1.pdf": "rejected"}
    assert run(folder, "new", "--out", out, XDG_CACHE_HOME=cache)[0] == 0
