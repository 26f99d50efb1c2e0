import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.files.lock import LockHeld, hold
from pipeline.files.swap import OutputError

HOLDER = (
    "import sys; from pathlib import Path; from pipeline.files.lock import hold\nwith hold(Path(sys.argv[1])):\n    "
)


def holder(root: Path, out: Path, then: str) -> subprocess.Popen[str]:
    code = HOLDER + "print('held', flush=True)\n    " + then
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-c", code, str(out)], cwd=root, stdin=pipe, stdout=pipe, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_refused_until_the_first_is_killed(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "clean"
    with holder(root, out, "sys.stdin.read()") as process:
        with pytest.raises(LockHeld, match="another run") as caught, hold(out):
            pass
        assert caught.value.exit_code == 4
        process.send_signal(signal.SIGKILL)
        process.wait()
    with hold(out):
        pass


def test_a_worker_that_outlives_a_killed_run_does_not_keep_the_lock(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "clean"
    fork = (
        "import os, time\n    if not os.fork():\n        print(os.getpid(), flush=True); time.sleep(60)\n"
        "    sys.stdin.read()"
    )
    with holder(root, out, fork) as process:
        assert process.stdout
        orphan = int(process.stdout.readline())
        try:
            process.send_signal(signal.SIGKILL)
            process.wait()
            with hold(out):
                pass
        finally:
            os.kill(orphan, signal.SIGKILL)


def test_nothing_is_left_behind_and_folders_are_locked_one_by_one(tmp_path: Path) -> None:
    with hold(tmp_path / "a" / "clean"), hold(tmp_path / "b" / "clean"):
        assert any((tmp_path / "a").iterdir())
    assert list((tmp_path / "a").iterdir()) == []


def test_two_names_of_one_folder_share_a_lock(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    with hold(tmp_path / "real"), pytest.raises(LockHeld), hold(tmp_path / "link"):
        pass


def test_a_parent_that_is_no_folder_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="give another --out"), hold(tmp_path / "file" / "clean"):
        pass


def test_links_in_a_circle_are_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OutputError), hold(tmp_path / "a" / "clean"):
        pass


def test_a_lock_file_that_another_run_removed_meanwhile_guards_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, locked = tmp_path / ".clean.planlift-lock", fcntl.flock

    def late(descriptor: int, how: int) -> None:
        if not (tmp_path / "once").exists():
            (tmp_path / "once").touch()
            path.unlink()  # what the run before does on its way out, between our opening and our locking
        locked(descriptor, how)

    monkeypatch.setattr("fcntl.flock", late)
    with hold(tmp_path / "clean"):
        monkeypatch.undo()
        with pytest.raises(LockHeld), hold(tmp_path / "clean"):
            pass
