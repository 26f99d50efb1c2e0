import errno
import io
import json
import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import published_runs
import pyarrow.parquet as pq
import pytest
from plan_rows import Plan, plan

from expectations.contract import DATASETS
from expectations.schema import arrow_schema, to_arrow
from pipeline.files.swap import OutputError, beside, output_error, swap_in
from pipeline.outputs.manifest import DocumentEntry
from pipeline.outputs.published import NoOutputs, read_reviewed

ENTRY = DocumentEntry("plan.pdf", "ab" * 32, "published", "", ["harrowmere/plan/2025-26"], 4, 12, 0, 1.234)


def publish(out: Path, *plans: Plan, entries: tuple[DocumentEntry, ...] = (ENTRY,)) -> bool:
    return published_runs.publish(out, plans, entries)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def refuse(number: int) -> Any:
    def refusing(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return refusing


def test_every_dataset_is_written_twice_with_manifest_and_descriptor(tmp_path: Path) -> None:
    publish(tmp_path / "clean", plan())
    files = {f"{d}.{form}" for d in DATASETS for form in ("csv", "parquet")}
    others = {"manifest.json", "datapackage.json", "queue.csv", "warnings.csv"}
    assert {p.name for p in (tmp_path / "clean").iterdir()} == files | others
    assert [p.name for p in tmp_path.iterdir()] == ["clean"]


def test_plans_are_sorted_and_rows_within_them(tmp_path: Path) -> None:
    first, second = plan("b/b", "b.pdf"), plan("a/a", "a.pdf")
    first.datasets["actions"].reverse()
    publish(tmp_path / "clean", first, second)
    table = pq.read_table(tmp_path / "clean" / "actions.parquet").to_pylist()
    assert [(r["plan_id"], r["sequence"]) for r in table] == [("a/a", 1), ("a/a", 2), ("b/b", 1), ("b/b", 2)]


def test_bytes_depend_on_the_plans_alone(tmp_path: Path) -> None:
    publish(tmp_path / "one", plan("b/b", "b.pdf"), plan("a/a", "a.pdf"))
    publish(tmp_path / "two", plan("a/a", "a.pdf"), plan("b/b", "b.pdf"))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_pieces_are_joined_to_what_arrow_writes_for_the_same_row_groups(tmp_path: Path) -> None:
    plans = [plan(f"a/{number:02}", f"{number}.pdf") for number in range(20)]
    publish(tmp_path / "clean", *plans)
    for name in DATASETS:
        written = io.BytesIO()
        with pq.ParquetWriter(written, arrow_schema(name), compression="zstd") as writer:
            for one in plans:
                writer.write_table(to_arrow(name, one.datasets[name]))
        assert (tmp_path / "clean" / f"{name}.parquet").read_bytes() == written.getvalue()


def test_parquet_carries_descriptions_and_zstd(tmp_path: Path) -> None:
    publish(tmp_path / "clean", plan())
    file = pq.ParquetFile(tmp_path / "clean" / "cells.parquet")
    assert file.schema_arrow.field("x0").metadata == {b"description": b"Left edge.", b"unit": b"points"}
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_a_run_that_publishes_nothing_still_writes_every_dataset(tmp_path: Path) -> None:
    publish(tmp_path / "clean", entries=())
    for name in DATASETS:
        assert pq.read_table(tmp_path / "clean" / f"{name}.parquet").num_rows == 0
        assert (tmp_path / "clean" / f"{name}.csv").read_bytes().count(b"\r\n") == 1


def test_held_back_rows_are_kept_apart_with_their_reasons(tmp_path: Path) -> None:
    bad = plan("../../etc/Passwd", "bad.pdf")
    bad.datasets["plans"][0]["glyphs_unplaced"] = 2
    worse = plan("worse", "worse.pdf")
    worse.datasets["kpis"][0]["target"] = "ninety"
    worse.datasets["../../up"] = []
    publish(tmp_path / "clean", plan(), bad, worse)
    out = tmp_path / "clean"
    assert pq.read_table(out / "plans.parquet").column("plan_id").to_pylist() == ["harrowmere/plan/2025-26"]
    assert sorted(p.name for p in (out / "held_back").iterdir()) == ["etc-passwd", "worse"]
    reasons = json.loads((out / "held_back" / "etc-passwd" / "reasons.json").read_text())
    assert [r["rule"] for r in reasons["reasons"]] == ["glyphs_unplaced"]
    assert pq.read_table(out / "held_back" / "etc-passwd" / "actions.parquet").num_rows == 2
    assert json.loads((out / "held_back" / "worse" / "kpis.json").read_text())[0]["target"] == "ninety"
    assert (out / "held_back" / "worse" / "up.json").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["clean"]


def test_the_manifest_names_every_document_and_dataset(tmp_path: Path) -> None:
    odd = DocumentEntry("\udcff.pdf", None, "rejected", "it is empty (0 bytes)")
    publish(tmp_path / "clean", plan(), entries=(odd, ENTRY))
    told = json.loads((tmp_path / "clean" / "manifest.json").read_bytes())
    assert list(told) == ["run", "documents", "datasets"]
    assert [d["file"] for d in told["documents"]] == ["plan.pdf", "\udcff.pdf"]
    assert told["documents"][0]["seconds"] == 1.23
    assert [(d["name"], d["rows"]) for d in told["datasets"]][:3] == [
        ("plans", 1),
        ("outcomes", 2),
        ("deliverables", 2),
    ]


def test_a_new_run_replaces_an_old_one_and_keeps_what_it_did_not_write(tmp_path: Path) -> None:
    out = tmp_path / "clean"
    bad = plan()
    bad.datasets["plans"][0]["glyphs_unplaced"] = 2
    publish(out, bad)
    (out / "notes.txt").write_text("mine")
    (out / "work").mkdir()
    (out / "work" / "draft.txt").write_text("mine too")
    out.chmod(0o750)
    publish(out, plan())
    assert not (out / "held_back").exists()
    assert (out / "notes.txt").read_text() == "mine"
    assert (out / "work" / "draft.txt").read_text() == "mine too"
    assert out.stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("manifest", [None, "[]", "{}", "no json", '{"run": {}, "documents": [], "datasets": [1]}'])
def test_a_folder_with_other_contents_is_refused(tmp_path: Path, manifest: str | None) -> None:
    out = tmp_path / "home"
    out.mkdir()
    (out / "thesis.doc").write_text("years of work")
    if manifest is not None:
        (out / "manifest.json").write_text(manifest)
    before = contents(out)
    with pytest.raises(OutputError, match="did not write"):
        publish(out, plan())
    assert contents(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["home"]


def test_an_empty_folder_and_one_kept_for_version_control_are_welcome(tmp_path: Path) -> None:
    out = tmp_path / "clean"
    out.mkdir()
    (out / ".gitkeep").touch()
    publish(out, plan())
    assert (out / ".gitkeep").exists()
    assert (out / "plans.csv").exists()


def test_a_file_as_output_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "clean").write_text("x")
    with pytest.raises(OutputError, match="is a file"):
        publish(tmp_path / "clean", plan())
    assert (tmp_path / "clean").read_text() == "x"


def test_a_link_to_the_output_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "clean").symlink_to("disk")
    publish(tmp_path / "clean", plan())
    assert (tmp_path / "clean").is_symlink()
    assert (tmp_path / "disk" / "plans.csv").exists()


@pytest.mark.parametrize(
    ("where", "number", "fix"),
    [
        ("pipeline.outputs.store.rows_of", errno.ENOSPC, "free some space"),
        ("pipeline.outputs.store.sync", errno.EROFS, "can be written"),
        ("pipeline.files.swap._exchange", errno.EBUSY, "mount point"),
    ],
)
def test_a_refusal_by_the_system_leaves_the_last_outputs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, number: int, fix: str
) -> None:
    out = tmp_path / "clean"
    publish(out, plan())
    before = contents(out)
    monkeypatch.setattr(where, refuse(number))
    with pytest.raises(OutputError, match=fix):
        publish(out, plan("other/plan", "other.pdf"))
    assert contents(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["clean"]


def test_where_the_system_cannot_exchange_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.files.swap._exchange", lambda *_: False)
    publish(tmp_path / "clean", plan())
    publish(tmp_path / "clean", plan("other/plan", "other.pdf"))
    assert pq.read_table(tmp_path / "clean" / "plans.parquet").column("plan_id").to_pylist() == ["other/plan"]
    assert [p.name for p in tmp_path.iterdir()] == ["clean"]


def faulty() -> Plan:
    odd = plan()
    odd.datasets["plans"][0]["glyphs_unplaced"] = 3
    return odd


def test_a_run_that_publishes_nothing_keeps_the_datasets_of_the_last_good_one(tmp_path: Path) -> None:
    out = tmp_path / "clean"
    assert not publish(out, plan())
    good = contents(out)
    assert publish(out, faulty(), entries=(replace(ENTRY, verdict="held_back", reason="ink is missing"),))
    now = contents(out)
    assert {name: data for name, data in now.items() if name in good and name != "manifest.json"} == {
        name: data for name, data in good.items() if name != "manifest.json"
    }
    told, before = (json.loads(files["manifest.json"]) for files in (now, good))
    assert (told["run"]["datasets_kept"], before["run"]["datasets_kept"]) == (True, False)
    assert told["datasets"] == before["datasets"]
    assert [d["verdict"] for d in told["documents"]] == ["held_back"]
    assert "held_back/harrowmere-plan-2025-26/reasons.json" in now


def test_datasets_stay_kept_over_several_runs_until_one_is_good_again(tmp_path: Path) -> None:
    out = tmp_path / "clean"
    publish(out, plan())
    good = contents(out)
    assert publish(out, entries=())
    assert publish(out, faulty())
    assert not publish(out, plan())
    assert contents(out) == good


@pytest.mark.parametrize("spoil", [None, "actions.csv"])
def test_nothing_is_kept_where_there_is_nothing_whole_to_keep(tmp_path: Path, spoil: str | None) -> None:
    out = tmp_path / "clean"
    if spoil:
        publish(out, plan())
        (out / spoil).unlink()
    assert not publish(out, faulty())
    assert pq.read_table(out / "plans.parquet").num_rows == 0


@pytest.mark.parametrize("text", ["{}", "no JSON", '{"reasons": [1]}', "[]"])
def test_reasons_that_no_run_wrote_are_told_of(tmp_path: Path, text: str) -> None:
    (tmp_path / "reasons.json").write_text(text)
    with pytest.raises(NoOutputs, match=r"reasons\.json: does not tell why"):
        read_reviewed(tmp_path)


def test_a_folder_of_the_users_own_that_may_not_be_written_to_holds_no_run_up() -> None:
    with tempfile.TemporaryDirectory() as name:
        # As a user whom permissions hold for, in a folder that is that user's.
        out = Path(name, "clean")
        for folder in (out, beside(out, "staging")):
            (folder / "notes").mkdir(parents=True)
            (folder / "notes" / "mine.txt").write_text(folder.name)
            (folder / "notes").chmod(0o555)
        for path in (Path(name), *Path(name).rglob("*")):
            os.chown(path, *((65534, 65534) if os.geteuid() == 0 else (-1, -1)))
        if (child := os.fork()) == 0:
            code = 1
            try:
                if os.geteuid() == 0:
                    os.setuid(65534)
                swap_in(beside(out, "staging"), out)
                code = 0
            finally:
                os._exit(code)
        assert os.waitpid(child, 0)[1] == 0
        assert [path.name for path in Path(name).iterdir()] == ["clean"]
        assert (out / "notes" / "mine.txt").read_text() == ".clean.planlift-staging"
        (out / "notes").chmod(0o755)


def test_a_copy_that_is_refused_is_told_of_in_one_line(tmp_path: Path) -> None:
    told = [("a/b", "c/b", "[Errno 28] No space left on device: 'a/b' -> 'c/b'"), ("a/d", "c/d", "[Errno 28] ...")]
    error = output_error(shutil.Error(told), tmp_path)
    assert str(error).startswith("c/b: cannot be written: no space left on device (free some space")


@pytest.mark.parametrize("content", [b"no list\n1\n", b"\xff"])
def test_a_list_of_warnings_that_no_run_wrote_is_told_of(tmp_path: Path, content: bytes) -> None:
    publish(tmp_path / "clean", plan())
    (tmp_path / "clean" / "warnings.csv").write_bytes(content)
    with pytest.raises(NoOutputs, match=r"warnings\.csv: does not tell"):
        read_reviewed(tmp_path / "clean")
