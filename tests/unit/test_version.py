"""A worker with other code than the command that gives it work does none of it."""

import pickle
import re
from importlib import metadata
from pathlib import Path

import pytest

from normalise.corrections import Corrections
from pipeline.document.lift import Settings, lift
from pipeline.document.parcel import contents
from pipeline.errors import OtherVersion
from pipeline.given.sources import Original
from pipeline.keeping.version import release, run_version
from pipeline.limits import load_limits
from pipeline.outputs.pieces import verdicts_of
from pipeline.run.lots import Lot, judge_lot

MISSING = Original(Path("no.pdf"), "no.pdf", "ab" * 32)


def test_other_code_is_refused_wherever_a_worker_begins() -> None:
    with pytest.raises(OtherVersion) as caught:
        lift(MISSING, Settings(Corrections(), load_limits(), "another", elsewhere=True))
    there = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 (made by this test)
    assert str(there) == str(caught.value)
    with pytest.raises(OtherVersion):
        judge_lot(Lot((), {}, "another"))


def test_the_same_code_works_and_a_process_of_the_command_is_not_asked() -> None:
    for settings in (
        Settings(Corrections(), load_limits(), run_version(), elsewhere=True),
        Settings(Corrections(), load_limits(), "another"),
    ):
        parcel = lift(MISSING, settings)
        assert isinstance(parcel, bytes)
        trouble = contents(parcel).trouble
        assert trouble is not None
        assert trouble.reason == "missing"
    assert verdicts_of(judge_lot(Lot((), {}, run_version()))) == ()


def test_a_checkout_that_is_not_installed_has_the_version_of_its_project(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", absent)
    assert re.fullmatch(r"\d+\.\d+\.\d+", release())
