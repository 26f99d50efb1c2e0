"""Tasks run here or in processes with the same results, and a task that kills its process costs only itself."""

import contextlib
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from pipeline import executors


def double(number: int) -> int:
    executors.tell_page(f"item {number}", 1, 2)
    return number * 2


def crash_on_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2


def crash_first_time(path: str) -> str:
    marker = Path(path)
    if not marker.exists():
        marker.touch()
        os._exit(1)
    return "done"


def refuse(number: int) -> int:
    raise ValueError(number)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_and_pages_come_from_either_kind(jobs: int) -> None:
    pages: list[tuple[str, int, int]] = []

    def opener(wanted: int) -> contextlib.AbstractContextManager[executors.Executor]:
        kind = executors.serial(note) if jobs == 1 else executors.processes(wanted, note)
        return kind

    def note(item: str, page: int, count: int) -> None:
        pages.append((item, page, count))

    results = dict(executors.each([1, 2, 3], double, opener, jobs))
    assert results == {0: 2, 1: 4, 2: 6}
    assert sorted(pages) == [(f"item {n}", 1, 2) for n in (1, 2, 3)]


def test_a_task_that_kills_its_process_costs_only_itself() -> None:
    results = dict(executors.each([1, 2, 3, 4, 5], crash_on_three, lambda n: executors.processes(n, None), 2))
    assert isinstance(results.pop(2), executors.BrokenProcessPool)
    assert results == {0: 2, 1: 4, 3: 8, 4: 10}


def test_a_task_that_dies_once_is_tried_again(tmp_path: Path) -> None:
    marker = str(tmp_path / "tried")
    results = dict(executors.each([marker], crash_first_time, lambda n: executors.processes(n, None), 2))
    assert results == {0: "done"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_task_raises_is_raised(jobs: int) -> None:
    opener = (lambda n: executors.serial(None)) if jobs == 1 else (lambda n: executors.processes(n, None))
    with pytest.raises(ValueError, match="7"):
        list(executors.each([7], refuse, opener, jobs))


def test_nobody_hears_of_pages_afterwards() -> None:
    heard: list[int] = []
    with executors.serial(lambda item, page, pages: heard.append(page)):
        executors.tell_page("a", 1, 1)
    executors.tell_page("a", 2, 2)
    assert heard == [1]


def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent("""
        import os, signal
        from pipeline import executors

        if __name__ == "__main__":
            with executors.processes(1, None) as pool:
                print(pool.submit(os.getpid).result(), flush=True)
                os.kill(os.getpid(), signal.SIGKILL)
        """)
    )
    root = Path(__file__).parents[2]
    # The child holds the pipe of stdout open, so `run` returns only once it has ended as well.
    ended = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
        timeout=60,
    )
    assert ended.returncode == -signal.SIGKILL
    assert ended.stdout.strip().isdigit()
