"""Who reads the documents of a run judges its plans, where there are many; where there are few, others do."""

import os
import sys
from pathlib import Path

import psutil
import pytest

from pipeline import executors
from pipeline.limits import load_limits
from pipeline.run import crews, making
from pipeline.run.order import Order

ORDER = Order(("in",), Path("out"), jobs=1)


def where(_number: int) -> int:
    return os.getpid()


def has_imported(module: str) -> bool:
    return module in sys.modules


def unheard(*_report: object) -> None:
    """Listen to no page."""


@pytest.fixture(autouse=True)
def _cold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "_warm", lambda: None)


@pytest.mark.parametrize(("documents", "stay"), [(making.SMALL + 1, True), (1, False)])
def test_those_who_read_many_documents_stay_to_judge(documents: int, stay: bool) -> None:
    with crews.Crews(ORDER, load_limits()) as both:
        with both.readers(making.SMALL, documents, unheard) as crew:
            readers = dict(executors.each([1], where, crew))
        with both.judges(1) as crew:
            judges = dict(executors.each([1], where, crew))
    assert (readers == judges) is stay
    assert readers != {0: os.getpid()} != judges


def test_who_reads_has_imported_what_that_takes_before_there_is_anything_to_read() -> None:
    with crews.Crews(ORDER, load_limits()) as both, both.readers(making.SMALL, 1, unheard) as crew:
        assert dict(executors.each(["extractors.document"], has_imported, crew)) == {0: True}


def test_who_was_to_read_ends_at_once_where_there_is_nothing_to_read() -> None:
    children = set(psutil.Process().children())
    with crews.Crews(ORDER, load_limits()):
        while not (begun := set(psutil.Process().children()) - children):
            pass
    assert not any(child.is_running() for child in begun)
