"""A document with many pictures is looked at in parts, which come to what one task makes of it, or to one failure."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from normalise.corrections import Corrections
from pipeline import executors
from pipeline.document.contents import Trouble
from pipeline.document.lift import Division, Settings, lift
from pipeline.document.looks import Looked
from pipeline.document.parcel import contents
from pipeline.files.packing import split
from pipeline.given.sources import Original, sha256_of
from pipeline.keeping.stock import Stock
from pipeline.limits import load_limits
from pipeline.run.division import PageCount, Part, read_divided
from tests.scanner import Binder, Scan
from tests.small_pdfs import ROWS, plan_pdf

SETTINGS = Settings(Corrections(), replace(load_limits(), pictures_at_once=2, seconds=10, seconds_per_page=10), "")
Answer = Looked | Trouble | executors.Stopped | bytes


class Answers(Executor):
    """Gives for each task what a function says of it, and keeps the tasks."""

    def __init__(self, answer: Callable[[Any], Answer]) -> None:
        self.tasks: list[Any] = []
        self._answer = answer

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ARG002 (no task is done)
        self.tasks.append(args[0])
        future: Future[Any] = Future()
        answer = self._answer(args[0])
        if isinstance(answer, executors.Stopped):
            future.set_exception(answer)
        else:
            future.set_result(answer)
        return future


def a_file(name: str) -> Original:
    return Original(Path(name), name, name.encode().hex())


def divided(answer: Callable[[Any], Answer], folder: Path) -> tuple[dict[int, bytes | executors.Stopped], list[Any]]:
    """What becomes of the documents a (six of its eight pages are pictures) and b (three), and the tasks."""
    crew = executors.Crew(Answers(answer), lambda: 1)
    both = {4: (a_file("a"), Division(8, (1, 2, 3, 4, 6, 8))), 7: (a_file("b"), Division(3, (1, 2, 3)))}
    with Stock(None, folder / "spool") as stock:
        told = dict(read_divided(both, SETTINGS, stock, crew, counted()[1]))
    return told, crew.executor.tasks  # type: ignore[attr-defined]


def counted() -> tuple[list[tuple[str, int, int, int]], PageCount]:
    """A count, and what it tells."""
    heard: list[tuple[str, int, int, int]] = []

    def hear(document: str, page: int, pages: int, pictures: int, /) -> None:
        heard.append((document, page, pages, pictures))

    return heard, PageCount(hear)


def test_parts_are_looked_at_first_and_each_document_is_put_together_of_its_own(tmp_path: Path) -> None:
    def answer(task: Any) -> Answer:
        return Looked(repr(task.numbers).encode(), 2.0, 1.0) if isinstance(task, Part) else task.original.name.encode()

    told, tasks = divided(answer, tmp_path)
    assert told == {4: b"a", 7: b"b"}
    assert [task.numbers for task in tasks[:5]] == [(1, 2), (3, 4), (6, 8), (1, 2), (3,)]
    assert [(task.looks, task.seconds) for task in tasks[5:]] == [
        ((b"(1, 2)", b"(3, 4)", b"(6, 8)"), 6.0),
        ((b"(1, 2)", b"(3,)"), 4.0),
    ]


@pytest.mark.parametrize("how", ["dies", "trouble", "time"])
def test_a_part_that_fails_costs_its_document_alone_and_its_other_parts_are_left_out(tmp_path: Path, how: str) -> None:
    def answer(task: Any) -> Answer:
        if not isinstance(task, Part):
            return b"parcel"
        if task.place == 7 or task.numbers == (1, 2):
            # A document of eight pages may take 90 s: the first two parts may together take no more.
            return Looked(b"", 1.0, 5.0 if task.place == 7 else 60.0)
        return {"dies": executors.WorkerDied(), "trouble": Trouble("damaged", "a: is cut"), "time": Looked(b"", 1, 31)}[
            how
        ]

    told, tasks = divided(answer, tmp_path)
    assert told.pop(7) == b"parcel"
    (failed,) = told.values()
    if how == "trouble":
        assert isinstance(failed, bytes)
        assert contents(failed).trouble == Trouble("damaged", "a: is cut")
    else:
        assert type(failed) is (executors.WorkerDied if how == "dies" else executors.OutOfTime)
    numbers = [task.numbers for task in tasks if isinstance(task, Part) and task.place == 4]
    # A process that dies may have been unlucky.
    assert numbers == [(1, 2), (3, 4), (3, 4)] if how == "dies" else [(1, 2), (3, 4)]


def test_the_pages_of_parts_are_told_as_those_of_their_document() -> None:
    heard, count = counted()
    parts = [Part(0, a_file("a"), numbers) for numbers in ((1, 2), (4, 5))]
    for part in parts:
        count.expect(part, 6)
    count("another", 1, 2, 1)
    count(parts[0].name, 0, 2, 2)
    count(parts[1].name, 1, 2, 1)
    count(parts[0].name, 2, 2, 0)
    assert heard == [("another", 1, 2, 1), ("a", 2, 6, 4), ("a", 3, 6, 3), ("a", 5, 6, 1)]


def test_a_scan_that_is_divided_comes_to_the_same_rows(tmp_path: Path) -> None:
    binder = Binder()
    for n in (0, 1):
        binder.scan(plan_pdf(tmp_path / f"source{n}.pdf", ROWS[n : n + 1]), 1, Scan(dpi=120))
    scan = binder.save(tmp_path / "scan.pdf")
    original = Original(scan, "scan.pdf", sha256_of(scan))
    limits = replace(load_limits(), pictures_at_once=1)
    (tmp_path / "cache").mkdir()
    settings = Settings(Corrections(), limits, "", cache=tmp_path / "cache", most_pictures=1)
    division = lift(original, settings)
    assert isinstance(division, Division)
    assert division == (2, (1, 2))
    heard, count = counted()
    with executors.serial(count) as crew, Stock(None, tmp_path / "spool") as stock:
        ((_, parcel),) = read_divided({0: (original, division)}, settings, stock, crew, count)
    assert ("scan.pdf", 1, 2, 1) in heard
    assert isinstance(parcel, bytes)
    told = contents(parcel)
    assert told.plans[0].rows["deliverables"] == 2
    for file in (tmp_path / "cache").glob("*.gz"):
        file.unlink()
    whole = lift(original, replace(settings, most_pictures=None))
    assert isinstance(whole, bytes)
    assert replace(contents(whole), seconds=told.seconds) == told
    assert split(whole)[1:] == split(parcel)[1:]
