"""`planlift` as its users meet it: a process with arguments, streams, files and an exit code."""

import json
import os
import pty
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from pipeline.outputs.warned import read_warnings
from tests import trackers
from tests.small_pdfs import ROWS, plan_pdf, prose_pdf
from tests.struck_readers import struck

ROOT = Path(__file__).parents[2]
HEAVY = ("pandas", "pyarrow", "great_expectations", "pypdfium2", "rich", "numpy", "pdfplumber", "camelot")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "COLUMNS", "NO_COLOR"))}
    return {**kept, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path / "home"), **more}


def planlift(tmp_path: Path, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "home").mkdir(exist_ok=True)
    return subprocess.run(
        command(*arguments),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=environment(tmp_path, **more),
        timeout=300,
        check=False,
    )


def manifest(out: Path) -> dict[str, dict[str, object]]:
    return {d["file"]: d for d in json.loads((out / "manifest.json").read_text("utf-8"))["documents"]}


def test_what_may_be_lost_reaches_the_outputs_and_stays_when_the_plan_is_not_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    sheet = trackers.sheet_of(folder)
    heads = ("Ref", "Action", "Lead officer", "Due", "Status")
    body = [(f"A{n}", f"Mend the sea wall at bay {n}", "Head of Ports", "March 2026", "On track") for n in range(6)]
    trackers.draw(sheet, [heads, *body])
    sheet.next_page()
    trackers.draw(sheet, [heads[:2], ("A6", "Mend the sea wall at bay 6")], edges=trackers.EDGES[:3])
    name = sheet.save().name
    first = planlift(tmp_path, "run", folder, "--out", "out")
    assert first.returncode == 0, first.stderr
    entry = manifest(tmp_path / "out")[name]
    assert (entry["verdict"], entry["flagged"]) == ("published_with_flags", 0)
    assert str(entry["reason"]).endswith("1 warning in warnings.csv")
    assert f"{name}: page 2: a table under headings of the plan was left alone" in first.stdout
    told = [w for w in read_warnings(tmp_path / "out") if w.origin == "reading"]
    assert [w.text.split(":")[0] for w in told] == ["page 2"]
    plan_pdf(folder / "another.pdf")
    again = planlift(tmp_path, "run", folder, "--out", "out")
    assert f"{name}: 2 pages, 1 plan, unchanged since it was last read" in again.stderr
    assert [w for w in read_warnings(tmp_path / "out") if w.origin == "reading"] == told


def test_help_and_version_answer_without_anything_heavy(tmp_path: Path) -> None:
    told = planlift(tmp_path, "--help")
    assert told.returncode == 0
    for word in ("run", "inspect", "tables", "data/raw", "130"):
        assert word in told.stdout
    assert planlift(tmp_path, "--version").stdout.startswith("planlift ")
    probe = f"import sys, pipeline.cli; print([m for m in {HEAVY!r} if m in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, env=environment(tmp_path)
    )
    assert loaded.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("lift",),
        ("run", "--jobs", "0"),
        ("run", "--jobs", "two"),
        ("inspect", "a.pdf"),
        ("tables",),
        ("compare", "old", "new", "--confirmed", "editoins.csv"),
    ],
    ids=["nothing", "unknown", "no process", "a word", "no page", "no PDF", "no decisions"],
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    told = planlift(tmp_path, *arguments)
    assert told.returncode == 2
    assert "usage:" in told.stderr
    assert "Traceback" not in told.stderr


def test_every_kind_of_input_is_answered_for(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    good = plan_pdf(folder / "good.pdf")
    whole = good.read_bytes()
    (folder / "deep").mkdir()
    (folder / "deep" / "twin.PDF").write_bytes(whole)
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "web.pdf").write_bytes(b"<html>sign in</html>")
    (folder / "cut.pdf").write_bytes(whole[:600])
    plan_pdf(folder / "locked.pdf", password="secret")  # noqa: S106
    prose_pdf(folder / "letter.pdf")
    plan_pdf(folder / "odd.pdf", ROWS[:2])
    (folder / "odd.toml").write_text("council = ")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    told = planlift(tmp_path, "run", folder, good, "gone.pdf", "--out", "out", "--jobs", "2")
    assert told.returncode == 1, told.stderr
    entries = manifest(tmp_path / "out")
    verdicts = {name: str(entry["verdict"]) for name, entry in entries.items()}
    assert verdicts == {
        "deep/twin.PDF": "published",
        "good.pdf": "published",
        "empty.pdf": "rejected",
        "web.pdf": "rejected",
        "cut.pdf": "rejected",
        "locked.pdf": "rejected",
        "odd.pdf": "rejected",
        "gone.pdf": "rejected",
        "letter.pdf": "no_plan_found",
    }
    assert entries["good.pdf"]["plans"] == entries["deep/twin.PDF"]["plans"] != []
    lines = told.stdout.partition("Left out\n")[2].splitlines()
    for name, word in {
        "empty.pdf": "0 bytes",
        "web.pdf": "not a PDF",
        "cut.pdf": "damaged",
        "locked.pdf": "encrypted",
        "odd.pdf": "odd.toml",
        "gone.pdf": "no such file",
        "letter.pdf": "no table",
    }.items():
        (line,) = [line for line in lines if line.startswith(f"  {name}: ")]
        assert f"error: {name}: left out (" in told.stderr
        assert word in line
        assert line.endswith(")"), "what to do stands at the end"
    assert told.stderr.count("same file") == 1
    assert "Traceback" not in told.stderr
    assert "Deliverables" in told.stdout
    deliverables = (tmp_path / "out" / "deliverables.csv").read_text("utf-8")
    assert all(row[0] in deliverables for row in ROWS)


def test_a_second_run_reads_nothing_and_writes_the_same(tmp_path: Path) -> None:
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    plan_pdf(raw / "plan.pdf")
    first = planlift(tmp_path, "run")
    assert first.returncode == 0, first.stderr
    before = {file.name: file.read_bytes() for file in (tmp_path / "data" / "clean").iterdir()}
    again = planlift(tmp_path, "run")
    assert "nothing has changed since the last run" in again.stderr
    assert "nothing has changed" not in first.stderr
    assert again.stdout.splitlines()[-3:] == first.stdout.splitlines()[-3:]
    assert {file.name: file.read_bytes() for file in (tmp_path / "data" / "clean").iterdir()} == before
    fresh = planlift(tmp_path, "run", "--no-cache", "--out", "other", "--cross-check")
    assert fresh.returncode == 0
    assert "unchanged" not in fresh.stderr
    assert (tmp_path / "other" / "cells.csv").read_bytes() == before["cells.csv"]


def test_a_home_that_cannot_be_used_costs_only_time(tmp_path: Path) -> None:
    plan_pdf(tmp_path / "plan.pdf")
    told = planlift(tmp_path, "run", "plan.pdf", "--out", "out", HOME="/proc/nowhere")
    assert told.returncode == 0, told.stderr
    assert told.stderr.count("nothing is kept") == 1


def test_nothing_to_read_leaves_outputs_alone(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    told = planlift(tmp_path, "run", "none", "--out", "out")
    assert told.returncode == 3
    assert told.stderr == "planlift: none: no PDF found (name a PDF, or a folder that holds some)\n"
    assert not (tmp_path / "out").exists()
    assert planlift(tmp_path, "run").returncode == 3


def test_a_run_that_can_publish_nothing_leaves_the_last_good_datasets(tmp_path: Path) -> None:
    plan_pdf(tmp_path / "plan.pdf")
    assert planlift(tmp_path, "run", "plan.pdf", "--out", "out").returncode == 0
    good = (tmp_path / "out" / "deliverables.csv").read_bytes()
    prose_pdf(tmp_path / "plan.pdf")
    told = planlift(tmp_path, "run", "plan.pdf", "--out", "out")
    assert told.returncode == 1
    assert "the datasets of the last good run are as they were" in told.stdout
    assert (tmp_path / "out" / "deliverables.csv").read_bytes() == good
    assert manifest(tmp_path / "out")["plan.pdf"]["verdict"] == "no_plan_found"


def test_a_folder_of_others_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    plan_pdf(tmp_path / "plan.pdf")
    told = planlift(tmp_path, "run", "plan.pdf", "--out", ".")
    assert told.returncode == 1
    assert "holds files that Planlift did not write, such as home" in told.stderr
    assert "reading" not in told.stderr


def test_another_run_holds_the_lock(tmp_path: Path) -> None:
    from pipeline.files.lock import hold

    plan_pdf(tmp_path / "plan.pdf")
    with hold(tmp_path / "out"):
        told = planlift(tmp_path, "run", "plan.pdf", "--out", "out")
    assert told.returncode == 4
    assert told.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupted_run_ends_in_one_line(tmp_path: Path, jobs: int) -> None:
    for number in range(6):
        plan_pdf(tmp_path / f"plan{number}.pdf", [(f"{row[0]} {number}", *row[1:]) for row in ROWS], pages=30)
    process = subprocess.Popen(
        command("run", tmp_path, "--out", tmp_path / "out", "--jobs", jobs),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env=environment(tmp_path),
        start_new_session=True,
    )
    assert process.stderr is not None
    while "[1/6]" not in process.stderr.readline():
        pass
    # As a terminal does: the signal goes to every process of the command.
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert errors.splitlines()[-1] == "planlift: interrupted; earlier outputs are as they were"
    assert "Traceback" not in errors
    assert not (tmp_path / "out").exists()


def test_a_document_that_kills_its_reader_is_rejected(tmp_path: Path) -> None:
    plan_pdf(tmp_path / "good.pdf")
    plan_pdf(tmp_path / "deadly.pdf", ROWS[:1])
    paths = struck(tmp_path, "deadly.pdf", "os._exit(9)")
    told = planlift(tmp_path, "run", "deadly.pdf", "good.pdf", "--out", "out", "--jobs", "2", PYTHONPATH=paths)
    assert told.returncode == 1, told.stderr
    entries = manifest(tmp_path / "out")
    assert entries["good.pdf"]["verdict"] == "published"
    assert entries["deadly.pdf"]["verdict"] == "rejected"
    assert "died" in str(entries["deadly.pdf"]["reason"])


def test_a_terminal_gets_a_bar_and_a_file_plain_lines(tmp_path: Path) -> None:
    plan_pdf(tmp_path / "plan.pdf")
    master, slave = pty.openpty()
    seen = bytearray()

    def drain() -> None:
        while True:
            try:
                chunk = os.read(master, 4096)
            except OSError:
                return
            if not chunk:
                return
            seen.extend(chunk)

    reader = threading.Thread(target=drain)
    reader.start()
    ended = subprocess.run(
        command("run", "plan.pdf", "--out", "out"),
        stdout=subprocess.PIPE,
        stderr=slave,
        text=True,
        cwd=tmp_path,
        env=environment(tmp_path, TERM="xterm-256color", HOME=str(tmp_path)),
        timeout=300,
        check=False,
    )
    os.close(slave)
    reader.join()
    os.close(master)
    assert ended.returncode == 0
    shown = seen.decode("utf-8", "replace")
    assert "\x1b[" in shown
    assert "0/1 document" in shown
    assert "\x1b" not in ended.stdout
    assert "manifest.json" in ended.stdout


def test_inspect_tells_and_draws(tmp_path: Path) -> None:
    plan_pdf(tmp_path / "plan.pdf")
    told = planlift(tmp_path, "inspect", "plan.pdf", "--page", "1", "--png", "page.png")
    assert told.returncode == 0, told.stderr
    assert "4 rows x 5 columns" in told.stdout
    assert "-> lead_officer" in told.stdout
    with Image.open(tmp_path / "page.png") as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or []}
    assert (0x00, 0x7A, 0x5E) in colours, "the ruled grid is outlined in its colour"
    wrong = planlift(tmp_path, "inspect", "plan.pdf", "--page", "2")
    assert wrong.returncode == 2
    assert "its pages are 1 to 1" in wrong.stderr


def test_inspect_helps_where_no_plan_is_found(tmp_path: Path) -> None:
    prose_pdf(tmp_path / "letter.pdf")
    told = planlift(tmp_path, "inspect", "letter.pdf", "--page", "1")
    assert told.returncode == 0, told.stderr
    assert "nothing here looks like a table" in told.stdout


def test_tables_lists_and_saves(tmp_path: Path) -> None:
    plan_pdf(tmp_path / "plan.pdf")
    told = planlift(tmp_path, "tables", "plan.pdf", "--json", "tables.json")
    assert told.returncode == 0, told.stderr
    assert "1 table" in told.stdout
    saved = json.loads((tmp_path / "tables.json").read_text("utf-8"))
    texts = [[cell["text"] for cell in row["cells"]] for row in saved["tables"][0]["rows"]]
    assert texts[1:] == [list(row) for row in ROWS]
    assert planlift(tmp_path, "tables", "gone.pdf").returncode == 1
    assert "choose another place" in planlift(tmp_path, "tables", "plan.pdf", "--json", "no/t.json").stderr


def in_shell(tmp_path: Path, line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S602 (the shell's pipes and redirections are what this is about)
        line,
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment(tmp_path),
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("where", ["/dev/full", "&-"])
def test_output_that_leads_nowhere_ends_in_one_line_or_in_none(tmp_path: Path, where: str) -> None:
    plan_pdf(tmp_path / "plan.pdf")
    ended = in_shell(tmp_path, f"{sys.executable} -m pipeline.cli tables plan.pdf >{where}")
    told = "planlift: standard output: No space left on device" if where == "/dev/full" else ""
    assert (ended.returncode, ended.stderr.partition(" (")[0].strip()) == (1 if told else 0, told)


def test_letters_that_the_terminal_lacks_are_written_as_escapes(tmp_path: Path) -> None:
    plan_pdf(tmp_path / "plan.pdf", [("Trees in Ynys Môn…", *ROWS[0][1:])])
    told = planlift(tmp_path, "tables", "plan.pdf", PYTHONIOENCODING="ascii")
    assert (told.returncode, told.stderr) == (0, "")
    assert "M\\xf4n" in told.stdout


def test_a_reader_that_stops_listening_is_no_fault(tmp_path: Path) -> None:
    plan_pdf(tmp_path / "plan.pdf")
    ended = in_shell(tmp_path, f"{sys.executable} -m pipeline.cli tables plan.pdf | true; exit ${{PIPESTATUS[0]}}")
    assert ended.stderr == ""


def test_a_correction_of_a_record_that_is_gone_is_told_of(tmp_path: Path) -> None:
    plan_pdf(tmp_path / "plan.pdf")
    (tmp_path / "data").mkdir()
    heading = "record,field,expected,corrected,reason,who,when"
    (tmp_path / "plan.toml").write_text('council = "Testshire Council"\n')
    line = "testshire/no-such-thing,title,Old,New,a slip,A. Clerk,2026-01-15"
    (tmp_path / "data" / "corrections.csv").write_text(f"{heading}\n{line}\n")
    told = planlift(tmp_path, "run", "plan.pdf", "--out", "out")
    assert "warning: data/corrections.csv, testshire/no-such-thing title: no plan of the run has that record" in (
        told.stderr
    )
