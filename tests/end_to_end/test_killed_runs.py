"""Runs that are killed, crowded out of disk space, or watched while they publish, each in a process of its own."""

import hashlib
import json
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.files.lock import hold

# Publishes the plans named on the command line; `arrange` may first set a trap that kills the process.
CHILD = """
import os, shutil, signal, sys
from pathlib import Path
import published_runs
import pipeline.outputs.store as store, pipeline.files.swap as swap
from pipeline.files.lock import hold
from plan_rows import plan

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def after(n, call):
    made = []
    def counted(*args, **kwargs):
        made.append(1)
        return die() if len(made) > n else call(*args, **kwargs)
    return counted

def publish(*names):
    with hold(out):
        published_runs.publish(out, [plan(n, n + ".pdf") for n in names])

out = Path(sys.argv[1])
"""
REPORT = """
from extractors.errors import PlanliftError
try:
    publish('new')
except PlanliftError as error:
    print(error, file=sys.stderr)
    sys.exit(error.exit_code)
"""
TRAPS = {
    "before anything is written": "store._Dataset = die",
    "half way through the datasets": "store.rows_of = after(1, store.rows_of)",
    "before the manifest": "store.manifest.render = die",
    "while syncing": "store.sync = after(5, store.sync)",
    "before the exchange": "store.swap_in = die",
    "in place of the exchange": "swap._exchange = die",
    "after the exchange": "swap.sync = die",
    "while the old set is removed": "swap.shutil.rmtree = die",
    "before stepping aside": "swap._exchange = lambda *_: False\nPath.rename = die",
    "between two renames": "swap._exchange = lambda *_: False\nPath.rename = after(1, Path.rename)",
    "after two renames": "swap._exchange = lambda *_: False\nPath.rename = after(2, Path.rename)\nswap.sync = die",
}


def child(root: Path, out: Path, code: str) -> subprocess.Popen[str]:
    path = f"import sys; sys.path[:0] = [{str(root)!r}, {str(root / 'tests')!r}]\n"
    program = path + CHILD + code
    return subprocess.Popen([sys.executable, "-c", program, str(out)], cwd=root, stderr=subprocess.PIPE, text=True)


def run(root: Path, out: Path, code: str) -> tuple[int, str]:
    process = child(root, out, code)
    _, errors = process.communicate()
    return process.returncode, errors


def whole(out: Path) -> list[str]:
    """The plans in `out`, once it is certain that every file belongs to one and the same run."""
    told = json.loads((out / "manifest.json").read_text("utf-8"))
    for entry in told["datasets"]:
        content = (out / f"{entry['name']}.parquet").read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
        assert (out / f"{entry['name']}.csv").exists()
    return [str(p) for p in pq.read_table(out / "plans.parquet").column("plan_id").to_pylist()]


@pytest.mark.parametrize("moment", TRAPS)
def test_a_killed_run_leaves_a_whole_set_and_the_next_one_clears_up(root: Path, tmp_path: Path, moment: str) -> None:
    out = tmp_path / "clean"
    assert run(root, out, "publish('old')") == (0, "")
    code, _ = run(root, out, TRAPS[moment] + "\npublish('new', 'newer')")
    assert code == -signal.SIGKILL
    if moment != "between two renames":
        new = moment in ("after the exchange", "while the old set is removed", "after two renames")
        assert whole(out) == (["new", "newer"] if new else ["old"])
    else:
        # The one moment at which the set stands under another name: the next run finds it, even one that fails.
        assert not out.exists()
        assert run(root, out, "store._write_datasets = lambda *_: sys.exit(9)\npublish('x')")[0] == 9
        assert whole(out) == ["old"]
    assert run(root, out, "publish('next')") == (0, "")
    assert whole(out) == ["next"]
    assert [p.name for p in tmp_path.iterdir()] == ["clean"]


def test_a_first_run_that_is_killed_leaves_no_half_set(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "clean"
    assert run(root, out, TRAPS["half way through the datasets"] + "\npublish('new', 'newer')")[0] == -signal.SIGKILL
    assert not out.exists()


def test_the_outputs_are_there_at_every_moment_of_many_runs(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "clean"
    assert run(root, out, "publish('old')") == (0, "")
    process = child(root, out, "for _ in range(15):\n    publish('a')\n    publish('b', 'c')")
    looks = 0
    while process.poll() is None:
        # One step of the kernel each: whichever set the name leads to at that moment has to be there.
        assert (out / "manifest.json").exists()
        assert (out / "plans.csv").exists()
        looks += 1
    assert process.communicate()[1] == ""
    assert process.returncode == 0
    assert looks


def test_a_full_disk_is_one_clear_error_and_the_old_set_stays(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "clean"
    assert run(root, out, "publish('old')") == (0, "")
    # A limit on the size of a file is refused by the same calls as a write to a full disk.
    code, errors = run(root, out, "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))\n" + REPORT)
    assert code == 1
    assert errors.count("\n") == 1
    assert "cannot be written: file too large" in errors
    assert whole(out) == ["old"]
    assert [p.name for p in tmp_path.iterdir()] == ["clean"]


def test_a_run_that_finds_the_lock_taken_touches_nothing(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "clean"
    assert run(root, out, "publish('old')") == (0, "")
    with hold(out):
        code, errors = run(root, out, REPORT)
    assert code == 4
    assert "another run is writing there" in errors
    assert whole(out) == ["old"]
