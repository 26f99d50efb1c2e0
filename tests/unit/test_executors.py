"""Tasks run here or in processes with the same results, and a task that kills its process costs only itself."""

import gc
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import psutil
import pytest

from pipeline import executors
from pipeline.executors import reporting


def double(number: int) -> int:
    executors.tell_page(f"item {number}", 1, 2)
    return number * 2


def collector(number: int) -> tuple[int, int]:
    return gc.get_threshold()[0], gc.get_freeze_count()


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


def answer_half(number: int) -> int:
    """Die as a process does that is killed while it writes a long answer: its length is out, the rest is not."""
    listener = reporting._listener
    assert listener is not None
    pipe = listener.__closure__[0].cell_contents  # type: ignore[attr-defined]
    os.write(pipe.fileno(), (1_000_000).to_bytes(4, "big") + b"half")
    os._exit(1)


class Awkward(Exception):
    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def awkward(number: int) -> int:
    raise Awkward("a", "b")


def sleep_for_ever() -> None:
    threading.Event().wait()


def refuse(number: int) -> int:
    raise ValueError(number)


def wait_for(go: str, here: str) -> str:
    """Say which process this is, and wait for a file."""
    Path(here).write_text(str(os.getpid()))
    while not Path(go).exists():
        time.sleep(0.05)
    return "done"


def misbehave(how: str) -> str:
    """Take for ever, or more and more memory, or do as one is told."""
    if how == "sleep":
        sleep_for_ever()
    kept: list[bytes] = []
    while how == "grow":
        kept.append(b"x" * 10_000_000)
    return "done"


def read_slowly(pages: int) -> str:
    if pages:
        executors.tell_page("a document", 0, pages)
    time.sleep(6)
    return "done"


def doze_or_toil(how: str) -> str:
    """Let five seconds pass without doing anything, or toil for ever."""
    if how == "doze":
        time.sleep(5)
    while how == "toil":
        pass
    return "done"


def memory_left_behind(megabytes: int) -> int:
    """The process that ran the task, which has grown by so much."""
    grown.append(b"x" * (megabytes * 1_000_000))
    return os.getpid()


grown: list[bytes] = []


def opened(jobs: int, listener: executors.PageListener | None = None) -> AbstractContextManager[executors.Crew]:
    return executors.serial(listener) if jobs == 1 else executors.processes(jobs, listener)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_and_pages_come_from_either_kind(jobs: int) -> None:
    pages: list[tuple[str, int, int, int]] = []
    with opened(jobs, lambda *report: pages.append(report)) as crew:
        results = dict(executors.each([1, 2, 3], double, crew))
    assert results == {0: 2, 1: 4, 2: 6}
    assert sorted(pages) == [(f"item {n}", 1, 2, 0) for n in (1, 2, 3)]


def test_a_task_that_kills_its_process_costs_only_itself() -> None:
    with opened(2) as crew:
        results = dict(executors.each([1, 2, 3, 4, 5], crash_on_three, crew))
    assert isinstance(results.pop(2), executors.WorkerDied)
    assert results == {0: 2, 1: 4, 3: 8, 4: 10}


def test_the_collector_comes_seldom_and_passes_over_what_the_first_task_imported() -> None:
    with executors.processes(1) as crew:
        told = [answer for _, answer in executors.each([1, 2], collector, crew)]
    assert [answer[0] > gc.get_threshold()[0] for answer in told if isinstance(answer, tuple)] == [True, True]
    assert [answer[1] > 0 for answer in told if isinstance(answer, tuple)] == [False, True]


def test_a_task_that_dies_once_is_tried_again(tmp_path: Path) -> None:
    with opened(2) as crew:
        results = dict(executors.each([str(tmp_path / "tried")], crash_first_time, crew))
    assert results == {0: "done"}


def test_a_death_in_the_middle_of_an_answer_is_noticed() -> None:
    with opened(2) as crew:
        results = dict(executors.each([1], answer_half, crew))
    assert isinstance(results[0], executors.WorkerDied)


def test_an_answer_that_cannot_be_unpickled_fails_alone() -> None:
    with opened(2) as crew, pytest.raises(TypeError):
        list(executors.each([1], awkward, crew))


def test_the_way_out_of_an_error_waits_for_nobody() -> None:
    tasks: list[Future[None]] = []

    def interrupted() -> None:
        with executors.processes(2) as crew:
            tasks.extend(crew.executor.submit(sleep_for_ever) for _ in range(4))
            while not tasks[1].running():
                pass
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [type(task.exception()) for task in tasks[:2]] == [executors.WorkerDied] * 2
    assert [task.cancelled() for task in tasks[2:]] == [True, True]


def test_a_task_that_goes_beyond_its_bounds_is_stopped_and_the_others_go_on() -> None:
    with executors.processes(2, None, executors.Bounds(5, 0, 300, patience=1)) as crew:
        results = dict(executors.each(["sleep", "work", "grow", "work"], misbehave, crew))
    assert isinstance(results[0], executors.OutOfTime)
    assert results[0].seconds == 5
    assert isinstance(results[2], executors.OutOfMemory)
    assert results[1] == results[3] == "done"


def test_every_page_adds_to_the_time_of_a_task() -> None:
    with executors.processes(2, None, executors.Bounds(4, 30, 300, patience=1)) as crew:
        results = dict(executors.each([0, 20], read_slowly, crew))
    assert isinstance(results[0], executors.OutOfTime)
    assert results[1] == "done"


def test_a_task_that_has_to_wait_for_the_processor_is_not_charged_for_it() -> None:
    with executors.processes(2, None, executors.Bounds(3, 0, 300)) as crew:
        results = dict(executors.each(["doze", "toil"], doze_or_toil, crew))
    assert results[0] == "done"
    assert isinstance(results[1], executors.OutOfTime)


def test_what_one_task_leaves_behind_is_not_charged_to_the_next() -> None:
    with executors.processes(1, None, executors.Bounds(60, 0, 400)) as crew:
        small, large, after = dict(executors.each([1, 250, 1], memory_left_behind, crew)).values()
    assert small == large != after


def test_a_crew_that_is_released_stays_and_is_held_to_no_bounds() -> None:
    with executors.processes(1, None, executors.Bounds(60, 0, 150)) as crew:
        before = dict(executors.each([1], memory_left_behind, crew))
        crew.release()
        after = dict(executors.each([250, 1], memory_left_behind, crew))
    assert {*before.values()} == {*after.values()}


def test_a_process_that_has_nothing_to_do_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["pipeline.executors.processes"], "_IDLE", 0.2)
    with executors.processes(1) as crew:
        first = psutil.Process(crew.executor.submit(os.getpid).result())
        first.wait(30)
        assert crew.executor.submit(os.getpid).result() != first.pid


def test_a_process_that_is_free_does_the_next_task() -> None:
    with executors.processes(3) as crew:
        assert len({crew.executor.submit(os.getpid).result() for _ in range(4)}) == 1


def test_no_more_items_are_taken_than_can_be_worked_at() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(6):
            taken.append(number)
            yield number

    with executors.serial() as crew:
        for index, _ in executors.each(items(), double, crew):
            assert taken == list(range(index + 1))


@pytest.mark.parametrize(("processors", "meanwhile"), [(1, 1), (2, 1), (3, 2), (16, 4)])
def test_a_processor_is_spared_for_as_long_as_it_is_needed(
    processors: int, meanwhile: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    tasks = [threading.Event() for _ in range(6)]
    begun: list[int] = []

    def begin(number: int) -> int:
        begun.append(number)
        assert tasks[number].wait(10)
        return number

    needed = threading.Event()
    needed.set()
    with ThreadPoolExecutor(6) as pool:
        crew = executors.sparing(executors.Crew(pool, lambda: 4), needed.is_set)
        results = executors.each(range(6), begin, crew)
        tasks[0].set()
        assert next(results) == (0, 0)
        # So many were given out at first, and no more since.
        assert len(begun) <= meanwhile
        needed.clear()
        for task in tasks:
            task.set()
        assert sorted(results) == [(n, n) for n in range(1, 6)]
        assert crew.at_once() == 4


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_task_raises_is_raised(jobs: int) -> None:
    with pytest.raises(ValueError, match="7"), opened(jobs) as crew:
        list(executors.each([7], refuse, crew))


def test_nobody_hears_of_pages_afterwards() -> None:
    heard: list[int] = []
    with executors.serial(lambda item, page, pages, pictures: heard.append(page)):
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
            with executors.processes(1) as crew:
                print(crew.executor.submit(os.getpid).result(), flush=True)
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
