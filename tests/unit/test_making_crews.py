"""Who reads the documents of a run judges its plans, where there are many; where there are few, others do."""

import os
from pathlib import Path

import pytest

from pipeline import executors, making
from pipeline.order import Order

BOUNDS = executors.Bounds(60, 0, 2000)


def where(_number: int) -> int:
    return os.getpid()


def unheard(*_report: object) -> None:
    """Listen to no page."""


@pytest.mark.parametrize(("documents", "stay"), [(making.SMALL + 1, True), (1, False)])
def test_those_who_read_many_documents_stay_to_judge(
    documents: int, stay: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_warm", lambda: None)
    with making.Crews(Order(("in",), Path("out"), jobs=1), BOUNDS) as crews:
        with crews.readers(documents, unheard) as crew:
            readers = dict(executors.each([1], where, crew))
        with crews.judges(20) as crew:
            judges = dict(executors.each([1], where, crew))
    assert (readers == judges) is stay
    assert readers != {0: os.getpid()} != judges
