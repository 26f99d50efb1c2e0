"""Hundreds of hostile files in runs of the command: each costs its own row of the manifest and nothing else."""

import csv
import http.server
import json
import os
import subprocess
import sys
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.library import once_plans, without_plans, write
from tests.small_pdfs import ROWS, plan_pdf, prose_pdf
from tests.struck_readers import struck

ROOT = Path(__file__).parents[2]
VERDICTS = {"published", "published_with_flags", "held_back", "no_plan_found", "rejected"}
# Smaller than the usual ones, so that files that run into them do so soon.
LIMITS = "seconds = 15\nseconds_per_page = 3\nmemory_mb = 1000\n"

Entry = dict[str, Any]


def planlift(folder: Path, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    (folder / "limits.toml").write_text(LIMITS)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "cache"), **more}
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "run", *map(str, arguments), "--limits", "limits.toml", "--jobs", "2"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=environment,
        timeout=580,
        check=False,
    )


def manifest(out: Path) -> list[Entry]:
    entries: list[Entry] = json.loads((out / "manifest.json").read_text("utf-8"))["documents"]
    assert {entry["verdict"] for entry in entries} <= VERDICTS
    assert all("\n" not in entry["reason"] for entry in entries)
    # A fault of ours, or a reader that crashed, is none of the verdicts that a hostile file may get here.
    assert [e for e in entries if "Planlift failed" in e["reason"] or "the reader died" in e["reason"]] == []
    return entries


def by_name(entries: list[Entry]) -> dict[str, Entry]:
    return {str(entry["file"]): entry for entry in entries}


def datasets(out: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(out.iterdir()) if file.suffix in (".csv", ".parquet")}


def rows_of(out: Path, plans: set[str]) -> dict[str, list[dict[str, str]]]:
    """The rows of these plans in every dataset as CSV."""
    found: dict[str, list[dict[str, str]]] = {}
    for file in sorted(out.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            found[file.name] = [row for row in csv.DictReader(stream) if row.get("plan_id") in plans]
    return found


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with good plans in `good`, and the outputs of a run over them alone in `alone`."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "good").mkdir()
    for name, rows in {"one": ROWS, "two": ROWS[:2]}.items():
        file = plan_pdf(folder / "good" / f"{name}.pdf", rows, pages=2)
        file.with_suffix(".toml").write_text(f'council = "Harrowmere {name}"\ntitle = "Plan {name}"\n')
    told = planlift(folder, "good", "--out", "alone", "--no-cache")
    assert told.returncode == 0, told.stderr
    return folder


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and what it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_POST = do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()


def test_files_without_plans_change_nothing_about_the_others(good: Path, listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    trap = good / "trap"
    names = write(good / "bad", without_plans(trap, address))
    assert len(names) >= 150
    # Files that cannot be opened as one opens a file.
    os.mkfifo(good / "bad" / "pipe.pdf")
    (good / "bad" / "device.pdf").symlink_to("/dev/zero")
    (good / "bad" / "itself.pdf").symlink_to("itself.pdf")
    (good / "bad" / "nowhere.pdf").symlink_to("nothing-here.pdf")
    (good / "bad" / "up").symlink_to("..", target_is_directory=True)
    with (good / "bad" / "sparse.pdf").open("wb") as stream:
        stream.truncate(1 << 30)
    odd = ["pipe.pdf", "device.pdf", "itself.pdf", "nowhere.pdf", "sparse.pdf"]
    told = planlift(good, "good", "bad", "--out", "out", "--no-cache")
    assert told.returncode == 1, told.stderr
    assert "Traceback" not in told.stderr
    entries = manifest(good / "out")
    # Through the link upwards every file is met again, and read once.
    assert Counter(entry["file"] for entry in entries) == Counter([*names, *odd, "one.pdf", "two.pdf"])
    verdicts = {entry["file"]: entry["verdict"] for entry in entries}
    assert {name for name, verdict in verdicts.items() if verdict.startswith("published")} == {"one.pdf", "two.pdf"}
    assert all(verdicts[name] == "rejected" for name in odd)
    reasons = {entry["file"]: entry["reason"] for entry in entries}
    for name, word in {
        "ten-thousand-pages.pdf": "`pages`",
        "glyphs-200000.pdf": "`glyphs`",
        "segments-500000-stroked-each.pdf": "`objects`",
        "paper-07.pdf": "`pixels`",
        "bomb-content-many-times.pdf": "`memory_mb`",
        "stranger-web-page.pdf": "not a PDF",
        "stranger-empty.pdf": "0 bytes",
        "pipe.pdf": "a pipe",
        "device.pdf": "a device",
        "nowhere.pdf": "no such file",
    }.items():
        assert word in reasons[name], (name, reasons[name])
    both = datasets(good / "out"), datasets(good / "alone")
    told, alone = (set(files.pop("warnings.csv").splitlines()) for files in both)
    assert both[0] == both[1]
    assert alone <= told
    assert str(good).encode() not in b"".join(told)
    assert asked == []
    assert not trap.exists()


def test_damaged_plans_are_read_as_far_as_they_go_and_it_says_so(good: Path) -> None:
    names = write(good / "harmed", once_plans(good))
    assert len(names) >= 150
    told = planlift(good, "good", "harmed", "--out", "mixed", "--no-cache")
    assert told.returncode == 1, told.stderr
    assert "Traceback" not in told.stderr
    entries = by_name(manifest(good / "mixed"))
    assert set(entries) == {*names, "one.pdf", "two.pdf"}
    plans = {plan for name in ("one.pdf", "two.pdf") for plan in entries[name]["plans"]}
    assert plans
    assert rows_of(good / "mixed", plans) == rows_of(good / "alone", plans)
    # What is whole but for its last words, or whose objects must be looked for, loses nothing, and is told of.
    for name in ("cut-streams-before-startxref", "xref-table-garbage", "startxref-table-x", "lengths-table-zero"):
        entry = entries[f"{name}.pdf"]
        assert entry["verdict"] == "published_with_flags", entry
        assert "damaged, read as far as it goes" in entry["reason"], entry
        assert entry["cells"] == 30
    for name, entry in entries.items():
        if name.startswith("locked-") and name.endswith("to-open.pdf"):
            assert "is encrypted" in entry["reason"], entry
        if name.startswith("locked-") and name.endswith("to-change.pdf"):
            assert (entry["verdict"], entry["cells"]) == ("published", 30), entry
        if name.startswith("saying-"):
            assert entry["verdict"].startswith(("published", "held_back")), entry
    for file in (good / "mixed").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            values = [value for row in csv.reader(stream) for value in row if value]
        assert not [v for v in values if v[0] in "=+@\t\r" or (v[0] == "-" and not _is_number(v))], file


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


NAMES = (
    "-rf.pdf",
    "--help.pdf",
    "new\nline.pdf",
    "carriage\rreturn.pdf",
    "\x1b]0;title\x07\x1b[31mred.pdf",
    "\u202efdp.exe.pdf",
    "=1+1.pdf",
    "$(touch trap).pdf",
    "%s%n{0}{name}.pdf",
    "[bold red]shown.pdf",
    "..pdf",
    " .pdf",
    "a,b;c\"d'e.pdf",
    "\u00e9 e\u0301 \U0001f4a9.pdf",
    "x" * 251 + ".pdf",
    os.fsdecode(b"\xff\xfe.pdf"),
)


def test_names_of_files_do_no_harm(tmp_path: Path) -> None:
    folder = tmp_path / "named"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        plan_pdf(folder / name, [(f"{row[0]} {number}", *row[1:]) for row in ROWS])
    prose_pdf(folder / "letter\n\x1b[2J.pdf")
    before = sorted(path.name for path in tmp_path.iterdir())
    told = planlift(tmp_path, folder, "x" * 300, "--out", "out")
    assert told.returncode == 1, told.stderr
    entries = by_name(manifest(tmp_path / "out"))
    names = {entry.encode("utf-8", "backslashreplace") for entry in entries}
    assert len(entries) == len(NAMES) + 2
    assert {n.encode("utf-8", "backslashreplace") for n in NAMES if n.isascii()} <= names
    assert all(entries[name]["verdict"].startswith("published") for name in NAMES if name.isascii())
    for stream in (told.stderr, told.stdout):
        assert not [c for c in stream if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Cs")]
    assert sum("letter" in line for line in told.stderr.splitlines()) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted({*before, "out", "cache", "limits.toml"})


SIDECARS = {
    "climbs": 'council = "../../../../tmp/climbed"\ntitle = "../../.."\n',
    "absolute": 'council = "/etc"\ntitle = "/passwd"\n',
    "markup": 'council = "<script>alert(1)</script>"\ntitle = "=1+1"\n',
    "control": 'council = "A\\u0000B\\u001b[31m\\u202eC"\ntitle = "D\\r\\nE"\n',
    "long": f'council = "{"Long " * 400}"\ntitle = "{"Long " * 400}"\n',
    "odd-year": 'financial_year = "9999999999/x"\nquarter = "../Q9"\nplan_type = "rm -rf"\n',
    "deep": "x = " + "[" * 20_000 + "]" * 20_000,
    "digits": "x = " + "9" * 10_000,
    "bytes": "\x00",
}


def test_sidecars_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    for number, (name, text) in enumerate(SIDECARS.items()):
        plan_pdf(tmp_path / "plans" / f"{name}.pdf", [(f"{row[0]} {number}", *row[1:]) for row in ROWS])
        (tmp_path / "plans" / f"{name}.toml").write_text(text)
    told = planlift(tmp_path, "plans", "--out", "out")
    assert told.returncode == 1, told.stderr
    assert "Traceback" not in told.stderr
    entries = by_name(manifest(tmp_path / "out"))
    assert len(entries) == len(SIDECARS)
    for entry in entries.values():
        for plan in entry["plans"]:
            assert set(plan) <= set("abcdefghijklmnopqrstuvwxyz0123456789-/~"), plan
            assert not plan.startswith("/")
            assert ".." not in plan
    assert {name for name, entry in entries.items() if "the TOML beside it" in entry["reason"]} == {
        "deep.pdf",
        "digits.pdf",
        "bytes.pdf",
    }
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cache", "limits.toml", "out", "plans"]


def test_a_file_that_changes_while_it_is_read_is_rejected_and_not_remembered(tmp_path: Path) -> None:
    plan_pdf(tmp_path / "moving.pdf")
    plan_pdf(tmp_path / "still.pdf", ROWS[:2])
    # The reader's own process adds to the file when it is about to read it, as a download that goes on would.
    adds = "os.truncate('moving.pdf', os.stat('moving.pdf').st_size + 1)"
    paths = struck(tmp_path, "moving.pdf", adds)
    told = planlift(tmp_path, "moving.pdf", "still.pdf", "--out", "out", PYTHONPATH=paths)
    assert told.returncode == 1, told.stderr
    entries = by_name(manifest(tmp_path / "out"))
    assert entries["still.pdf"]["verdict"] == "published"
    assert entries["moving.pdf"]["verdict"] == "rejected"
    assert "it changed during the run" in entries["moving.pdf"]["reason"]
    assert planlift(tmp_path, "moving.pdf", "still.pdf", "--out", "out").returncode == 0
