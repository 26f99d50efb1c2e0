"""What a second run reads, makes and writes again, when nothing or one thing has changed."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.run.batch import run
from pipeline.run.order import Order, Outcome
from pipeline.telling.progress import LogLines
from tests.small_pdfs import ROWS, plan_pdf

ROOT = Path(__file__).parents[2]
KEPT = "unchanged since it was last read"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def a_plan(folder: Path, number: int) -> Path:
    folder.mkdir(exist_ok=True)
    return plan_pdf(folder / f"plan{number}.pdf", [(f"{row[0]} {number}", *row[1:]) for row in ROWS])


def lift(folder: Path, out: Path, **more: object) -> tuple[Outcome, str]:
    stream = io.StringIO()
    outcome = run(Order((str(folder),), out, jobs=1, **more), LogLines(stream))  # type: ignore[arg-type]
    return outcome, stream.getvalue()


def contents(out: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in out.iterdir()}


def without_seconds(files: dict[str, bytes]) -> dict[str, object]:
    told = json.loads(files["manifest.json"])
    for document in told["documents"]:
        del document["seconds"]
    return {**files, "manifest.json": told}


def test_a_run_does_again_only_what_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = tmp_path / "plans", tmp_path / "out"
    for number in range(3):
        a_plan(folder, number)
    first, said = lift(folder, out)
    assert KEPT not in said
    files, numbers = contents(out), {file.name: file.stat().st_ino for file in out.iterdir()}

    # Nothing: the files are not even written again.
    again, said = lift(folder, out)
    assert "nothing has changed" in said
    assert again.entries == first.entries
    assert {file.name: file.stat().st_ino for file in out.iterdir()} == numbers

    # An output: everything is where it was put, and the same files are made of it.
    (out / "actions.csv").write_text("spoilt")
    _, said = lift(folder, out)
    assert said.count(KEPT) == 3
    assert contents(out) == files

    # The code or a register: plans are normalised and judged again, but no PDF is read.
    with monkeypatch.context() as changed:
        changed.setattr("pipeline.run.batch.run_version", lambda: "another")
        _, said = lift(folder, out)
    assert said.count(KEPT) == 3
    assert "nothing has changed" not in said
    assert contents(out) == files

    # One document more: it alone is read, and the outputs are those of a run that knows nothing of earlier ones.
    a_plan(folder, 3)
    _, said = lift(folder, out)
    assert said.count(KEPT) == 3
    assert f"plan3.pdf: 1 page, 1 plan, {KEPT}" not in said
    lift(folder, tmp_path / "fresh", use_cache=False)
    assert without_seconds(contents(out)) == without_seconds(contents(tmp_path / "fresh"))
    assert not [path for path in tmp_path.iterdir() if "planlift" in path.name]


def test_a_correction_makes_the_rows_of_its_document_alone_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder, out, parcels = tmp_path / "plans", tmp_path / "out", tmp_path / "cache" / "planlift" / "parcels"
    for number in range(3):
        a_plan(folder, number)
    lift(folder, out)
    files = contents(out)
    cells = list(csv.DictReader(io.StringIO(files["cells.csv"].decode("utf-8"))))
    (record,) = {cell["record_id"] for cell in cells if cell["published"] == "Plant four hundred street trees 1"}

    def correct(expected: str) -> tuple[Outcome, int]:
        """A run with one correction, and how many things it added to what is kept."""
        line = f"{record},title,{expected},Plant 400 trees,a slip,A. Clerk,2026-01-15"
        corrections.write_text(f"record,field,expected,corrected,reason,who,when\n{line}\n", "utf-8")
        before = set(parcels.iterdir())
        return lift(folder, out)[0], len(set(parcels.iterdir()) - before)

    corrections = tmp_path / "data" / "corrections.csv"
    corrections.parent.mkdir()
    # Its rows, the names of its records, and the piece with all three.
    outcome, made = correct("Plant four hundred street trees 1")
    assert (outcome.all_published, made) == (True, 3)
    assert contents(out)["deliverables.csv"].count(b"Plant 400 trees") == 1
    lift(folder, tmp_path / "fresh", use_cache=False)
    assert without_seconds(contents(out)) == without_seconds(contents(tmp_path / "fresh"))
    assert correct("Plant four hundred street trees 1")[1] == 0

    outcome, _ = correct("Plant five trees")
    assert [entry.verdict for entry in outcome.entries] == ["published", "rejected", "published"]
    corrections.unlink()
    lift(folder, out)
    assert contents(out) == files
    assert correct("Plant four hundred street trees 1")[1] == 0


def test_what_reads_checks_and_writes_is_not_even_imported_where_nothing_has_changed(tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "pipeline.cli", "run", a_plan(tmp_path / "plans", 0), "--out"]
    told = [
        subprocess.run([*command, tmp_path / "out"], cwd=ROOT, capture_output=True, text=True, check=True).stderr
        for _ in range(2)
    ]
    assert "nothing has changed" in told[1]
    heavy = ("numpy", "pyarrow", "pandas", "pypdfium2", "great_expectations", "psutil", "normalise.document")
    first, again = ({name for name in heavy if f" {name}\n" in lines} for lines in told)
    assert {"pyarrow", "psutil", "great_expectations"} <= first
    assert not again


def test_a_document_that_goes_beyond_a_limit_is_rejected_by_the_name_of_the_limit(tmp_path: Path) -> None:
    folder, out = tmp_path / "plans", tmp_path / "out"
    a_plan(folder, 1)
    (tmp_path / "limits.toml").write_text("memory_mb = 20")
    outcome, said = lift(folder, out, limits=tmp_path / "limits.toml")
    (entry,) = outcome.entries
    assert entry.verdict == "rejected"
    assert "more than 20 MB of memory (`memory_mb`)" in entry.reason
    assert "--limits" in entry.reason
    assert f"error: {entry.file}: left out (too large)" in said
    # The next run knows, and one with other limits tries again.
    _, said = lift(folder, out, limits=tmp_path / "limits.toml")
    assert "nothing has changed" in said
    assert lift(folder, out)[0].all_published


def test_a_document_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    folder, out = tmp_path / "plans", tmp_path / "out"
    a_plan(folder, 1)
    for limit, told in {
        "pages": "it has ",
        "glyphs": "page 1 has ",
        "objects": "page 1 has ",
        "pixels": "page 1 is 842 by 595 points",
    }.items():
        plan_pdf(folder / "plan1.pdf", pages=6)
        (tmp_path / "limits.toml").write_text(f"{limit} = 1")
        (entry,) = lift(folder, out, limits=tmp_path / "limits.toml")[0].entries
        assert entry.verdict == "rejected"
        assert f"plan1.pdf: goes beyond a limit: {told}" in entry.reason
        assert f"(`{limit}` is 1)" in entry.reason


def test_what_stands_beside_the_second_of_two_equal_files_is_told_of(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    first = a_plan(folder, 1)
    (folder / "twin.pdf").write_bytes(first.read_bytes())
    assert "TOML beside it" not in lift(folder, tmp_path / "out")[1]
    (folder / "twin.toml").write_text('title = "A plan of another name"')
    _, said = lift(folder, tmp_path / "out")
    note = "the TOML beside it is not read, since plan1.pdf has the same bytes"
    assert f"warning: twin.pdf: {note}" in said
    assert note in (tmp_path / "out" / "warnings.csv").read_text("utf-8")
    # Where both say the same, nothing is lost.
    (folder / "plan1.toml").write_text('title = "A plan of another name"')
    assert "TOML beside it" not in lift(folder, tmp_path / "out")[1]
