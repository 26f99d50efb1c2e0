"""The summary for an e-mail, and the log for programs."""

import io
import json
from pathlib import Path

import jsonschema
import pytest

from expectations.verdict import PlanVerdict
from pipeline.document.contents import PlanBrief
from pipeline.errors import CannotSave, UsageError
from pipeline.outputs.manifest import DocumentEntry
from pipeline.run.brief import Brief, briefed, run_brief
from pipeline.run.judged import Judged, JudgedPlan
from pipeline.run.order import Outcome
from pipeline.telling.log import JsonLog, JsonTeller

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "log.schema.json").read_text("utf-8"))
PUBLISHED = DocumentEntry("a.pdf", "0" * 64, "published", "all is well", ("a/plan",), 3, 40)
FLAGGED = DocumentEntry("b.pdf", "1" * 64, "published_with_flags", "2 cells are flagged", ("b/plan",), 3, 40, 2)
REJECTED = DocumentEntry("c\x1b.pdf", None, "rejected", "is empty (0 bytes)")


def test_what_needs_attention_is_told_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "brief.txt"
    with briefed(file, "run") as write:
        write(run_brief(Outcome((PUBLISHED, REJECTED, FLAGGED), ()), Path("out")))
    assert file.read_text("utf-8").splitlines() == [
        "Planlift run: 1 published, 1 published with flags, 1 rejected",
        "",
        "2 values are flagged; out/queue.csv lists what a person has to decide.",
        "c\\x1b.pdf: rejected: is empty (0 bytes)",
    ]


def test_warnings_of_what_no_flag_tells_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "brief.txt"
    plans = (JudgedPlan(PlanBrief("a/plan", "a.pdf", {}, 1, 0), PlanVerdict("a/plan", "a.pdf")),)
    warned = Judged("a.pdf", plans=plans, warnings=("page 2: look for lost rows",))
    with briefed(file, "run") as write:
        write(run_brief(Outcome((PUBLISHED,), (warned,)), Path("out")))
    assert file.read_text("utf-8").splitlines()[2:] == [
        "1 warning tells of what no flag can stand on; out/warnings.csv lists it."
    ]


def test_a_bad_night_still_fits_into_an_email(tmp_path: Path) -> None:
    file = tmp_path / "brief.txt"
    entries = tuple(DocumentEntry(f"{n}.pdf", None, "rejected", "x" * 900) for n in range(500))
    with briefed(file, "run") as write:
        write(run_brief(Outcome(entries, (), datasets_kept=True), Path("out")))
    lines = file.read_text("utf-8").splitlines()
    assert len(lines) <= 25
    assert max(map(len, lines)) <= 300
    assert "last good run" in lines[2]
    assert lines[-1] == "and 481 more, all of them in out/manifest.json"


def test_an_error_is_the_news_and_old_news_go(tmp_path: Path) -> None:
    file = tmp_path / "brief.txt"
    file.write_text("yesterday's")

    def fail() -> None:
        assert not file.exists()
        raise UsageError("is no list", where="sources.toml", fix="mend it")

    with pytest.raises(UsageError), briefed(file, "run"):
        fail()
    assert file.read_text("utf-8").splitlines()[::2] == ["Planlift run: failed", "sources.toml: is no list (mend it)"]


@pytest.mark.parametrize("name", ["", "no/such/folder.txt"])
def test_a_summary_that_cannot_be_written_ends_the_command_at_once(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotSave), briefed(tmp_path / name, "run"):
        pytest.fail("a job that nobody will hear of was begun")


def test_without_a_file_nothing_is_written() -> None:
    with briefed(None, "run") as write:
        write(Brief("nothing", []))


def test_every_event_of_a_run_has_the_form_of_the_schema() -> None:
    stream = io.StringIO()
    with JsonTeller(JsonLog(stream)) as teller:
        teller.begin(2)
        teller.page("a.pdf", 1, 3, 2)
        teller.page("a.pdf", 2, 3, 1)
        teller.warn("a.pdf: odd licence")
        teller.done("a.pdf", "3 pages, 1 plan")
        teller.failed("b\udcff.pdf", "empty", "b\udcff.pdf: is empty\n(0 bytes)")
        teller.stage("checking the data")
    lines = stream.getvalue().splitlines()
    events = [json.loads(line) for line in lines]
    for event in events:
        jsonschema.validate(event, SCHEMA)
    assert [event["event"] for event in events] == [
        "reading", "pictures", "warning", "document", "document_failed", "stage"
    ]  # fmt: skip
    assert events[4]["level"] == "error"
    assert (events[4]["file"], events[4]["reason"]) == ("b\udcff.pdf", "empty")
    assert all(line.isascii() for line in lines)
    jsonschema.validate(events[0] | {"event": "ended", "exit_code": 1}, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(events[0] | {"event": "ended"}, SCHEMA)
