"""From the gate's verdicts to the files of a run: datasets, what was held back, and the manifest.

Everything is built in a folder beside the output folder, put on disk, and swapped in as a whole (`swap.py`). The
bytes of the datasets depend on the plans alone: not on the clock, the machine, or the order of the documents.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.contract import DATASETS, dataset
from expectations.duplicates import PlanRows
from expectations.gate import GateResult, PlanVerdict
from expectations.schema import arrow_schema
from pipeline import manifest, package
from pipeline.csvtext import write_csv
from pipeline.earlier import FILES, keep, worth_keeping
from pipeline.swap import OutputError, beside, output_error, real, recover, swap_in, sync
from pipeline.worklist import write_worklist

HELD_BACK = "held_back"
_OURS = {manifest.NAME, HELD_BACK, *FILES}
# Files that keep an otherwise empty folder under version control say nothing about whose folder it is.
_PLACEHOLDERS = {".gitkeep", ".gitignore", ".gitattributes"}


def publish_run(
    out: Path,
    result: GateResult,
    plans: Sequence[PlanRows],
    documents: Sequence[manifest.DocumentEntry],
    run: Mapping[str, object],
) -> bool:
    """Write the outputs of a run and put them in the place of the folder `out` in one step.

    `result` must be the gate's answer to `plans`, in the same order; `run` goes into the manifest as it is and must
    hold JSON values only. The caller holds the lock (`lock.hold`). Files in `out` that Planlift did not write stay.
    Where no plan may be published and an earlier run published some, its datasets stay as they are beside the new
    manifest (`earlier.py`); returns whether they did, and the manifest says so in `run.datasets_kept`.

    Raises OutputError if something cannot be written, or if `out` is a folder with other contents than a run's; the
    last good outputs are then as they were.
    """
    target = real(out)
    staging = beside(target, "staging")
    try:
        recover(target)
        _refuse_foreign(target)
        staging.mkdir(parents=True)
        listed = [] if result.published else worth_keeping(target)
        written = keep(target, staging, listed) if listed else _write_datasets(staging, result)
        _hold_all_back(staging, result, plans)
        told = {**run, "datasets_kept": bool(listed)}
        (staging / manifest.NAME).write_bytes(manifest.render(told, documents, written))
        _carry_over(target, staging)
        _sync_tree(staging)
        swap_in(staging, target)
        return bool(listed)
    except OSError as problem:
        raise output_error(problem, target) from problem
    finally:
        # After a failure, or Ctrl-C; what cannot be removed now, the next run's `recover` removes or reports.
        shutil.rmtree(staging, ignore_errors=True)


def ordered(name: str, tables: Sequence[pa.Table]) -> pa.Table:
    """The tables of dataset `name`, one per plan, as one: plans as they come, rows within a plan as contracted.

    Rows that tie keep the order in which they were made.
    """
    order = [(c, "ascending") for c in dataset(name).order if c != "plan_id"]
    tables = [t.take(pa.array(_positions(t, [c for c, _ in order]), pa.int64())) if order else t for t in tables]
    return pa.concat_tables([arrow_schema(name).empty_table(), *tables])


def write_dataset(folder: Path, name: str, table: pa.Table) -> str:
    """Write `table` as `<name>.parquet` and `<name>.csv` into `folder`; returns the SHA-256 of the Parquet file."""
    path = folder / f"{name}.parquet"
    pq.write_table(table.combine_chunks(), path, compression="zstd", row_group_size=100_000)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        write_csv(name, table, stream)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_datasets(folder: Path, result: GateResult) -> list[manifest.DatasetEntry]:
    """Every dataset of the published plans, and the descriptor of all."""
    entries: list[manifest.DatasetEntry] = []
    for name in DATASETS:
        table = ordered(name, [v.tables[name] for v in result.published])
        entries.append(manifest.DatasetEntry(name, table.num_rows, write_dataset(folder, name, table)))
    (folder / package.NAME).write_text(package.render(), "utf-8")
    write_worklist(folder)
    return entries


def _hold_all_back(folder: Path, result: GateResult, plans: Sequence[PlanRows]) -> None:
    held = [(v, p) for v, p in zip(result.verdicts, plans, strict=True) if not v.passed]
    taken: set[str] = set()
    for verdict, plan in sorted(held, key=lambda pair: (pair[0].plan_id, pair[0].source_file)):
        _hold_back(folder / HELD_BACK / _slug(verdict, taken), verdict, plan)


def _hold_back(folder: Path, verdict: PlanVerdict, plan: PlanRows) -> None:
    """Keep the rows of a held-back plan: in the usual forms where they fit the schema, else as JSON as they are."""
    folder.mkdir(parents=True)
    for name, rows in sorted(plan.datasets.items()):
        if name in verdict.tables:
            write_dataset(folder, name, ordered(name, [verdict.tables[name]]))
        else:
            # The name of an unknown dataset comes from the plan and must not lead out of the folder.
            (folder / f"{_plain(name)}.json").write_text(_json(rows), "utf-8")
    findings = {"reasons": [asdict(f) for f in verdict.reasons], "warnings": [asdict(f) for f in verdict.warnings]}
    told = {"plan_id": verdict.plan_id, "source_file": verdict.source_file, **findings}
    (folder / "reasons.json").write_text(_json(told), "utf-8")


def _slug(verdict: PlanVerdict, taken: set[str]) -> str:
    """A folder name for the plan, unlike any in `taken`, to which it is added."""
    stem = _plain(verdict.plan_id)
    slug, n = stem, 1
    while slug in taken:
        n += 1
        slug = f"{stem}-{n}"
    taken.add(slug)
    return slug


def _plain(text: str) -> str:
    """`text` as one short component of a path, whatever it holds."""
    return re.sub(r"[^a-z0-9_~]+", "-", text.lower()).strip("-")[:100] or "unnamed"


def _json(value: object) -> str:
    """Indented JSON; half surrogate pairs, which no file can hold as UTF-8, stay escaped."""
    return json.dumps(value, indent=1, sort_keys=True, default=str) + "\n"


def _positions(table: pa.Table, columns: Sequence[str]) -> list[int]:
    keys = list(zip(*(table.column(c).to_pylist() for c in columns), strict=True))
    return sorted(range(table.num_rows), key=lambda i: keys[i])


def _refuse_foreign(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise OutputError("is a file", where=str(out), fix="give a folder as --out")
    if out.exists() and not manifest.written_by_planlift(out):
        foreign = sorted({p.name for p in out.iterdir()} - _PLACEHOLDERS)
        if foreign:
            what = f"holds files that Planlift did not write, such as {foreign[0]}"
            raise OutputError(what, where=str(out), fix="give an empty or a new folder as --out")


def _carry_over(out: Path, staging: Path) -> None:
    """Give the new folder what else stands in the old one, and its permissions."""
    if not out.exists():
        return
    for path in sorted(out.iterdir()):
        if path.name in _OURS:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, staging / path.name, symlinks=True)
        else:
            shutil.copy2(path, staging / path.name, follow_symlinks=False)
    staging.chmod(out.stat().st_mode & 0o7777)


def _sync_tree(folder: Path) -> None:
    for root, _, files in os.walk(folder):
        for name in files:
            if not (Path(root) / name).is_symlink():
                sync(Path(root) / name)
        sync(Path(root))
