"""From judged plans to the files of a run: datasets, what was held back, and the manifest.

Everything is built in a folder beside the output folder, put on disk, and swapped in as a whole (`files/swap.py`). The
bytes of the datasets depend on the plans alone: not on the clock, the machine, or the order of the documents. No more
than one piece of the run is in memory at a time.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from expectations.contract import DATASETS
from expectations.gate import Enforced
from expectations.schema import arrow_schema
from expectations.verdict import PlanVerdict
from normalise.records import Row
from pipeline.files.csvtext import write_csv
from pipeline.files.rowgroups import Joined
from pipeline.files.swap import beside, output_error, real, recover, swap_in, sync
from pipeline.outputs import manifest, package
from pipeline.outputs.earlier import FILES, keep, worth_keeping
from pipeline.outputs.foreign import refuse_foreign
from pipeline.outputs.pieces import heading, ordered, parquet, rows_of
from pipeline.outputs.warned import NAME as WARNINGS
from pipeline.outputs.warned import Warned, write_warnings
from pipeline.outputs.worklist import write_worklist

HELD_BACK = "held_back"
REASONS = "reasons.json"
_OURS = {manifest.NAME, WARNINGS, HELD_BACK, *FILES}


@dataclass(frozen=True)
class HeldBack:
    """A plan that must not go out: why, its rows that fit their schemas, and by dataset those that do not."""

    verdict: PlanVerdict
    plan: Enforced
    misfits: Mapping[str, Sequence[Row]] = field(default_factory=dict[str, Sequence[Row]])


def publish_run(
    out: Path,
    pieces: Iterable[bytes],
    held: Iterable[HeldBack],
    documents: Sequence[manifest.DocumentEntry],
    run: Mapping[str, object],
    warned: Sequence[Warned] = (),
) -> bool:
    """Write the outputs of a run and put them in the place of the folder `out` in one step.

    `pieces` and `held` are taken one by one, in the order of their plans; `run` goes into the manifest as it is and
    must hold JSON values only; `warned` is what no flag tells. The caller holds the lock (`lock.hold`). Files in `out`
    that Planlift did not write stay. Where no plan may be published and an earlier run published some, its datasets
    stay as they are beside the new manifest (`earlier.py`); returns whether they did, and the manifest says so in
    `run.datasets_kept`.

    Raises OutputError if something cannot be written, or if `out` is a folder with other contents than a run's; the
    last good outputs are then as they were.
    """
    target = real(out)
    staging = beside(target, "staging")
    try:
        recover(target)
        refuse_foreign(target)
        staging.mkdir(parents=True)
        written: Sequence[manifest.DatasetEntry] = _write_datasets(staging, pieces)
        listed = [] if any(entry.rows for entry in written) else worth_keeping(target)
        if listed:
            written = keep(target, staging, listed)
        taken: set[str] = set()
        for one in held:
            _hold_back(staging / HELD_BACK / _slug(one.verdict, taken), one)
        told = {**run, "datasets_kept": bool(listed)}
        (staging / manifest.NAME).write_bytes(manifest.render(told, documents, written))
        write_warnings(staging, warned)
        _carry_over(target, staging)
        _sync_tree(staging)
        swap_in(staging, target)
        return bool(listed)
    except OSError as problem:
        raise output_error(problem, target) from problem
    finally:
        # After a failure, or Ctrl-C; what cannot be removed now, the next run's `recover` removes or reports.
        shutil.rmtree(staging, ignore_errors=True)


class _Dataset:
    """The two files of a dataset that are being written."""

    def __init__(self, name: str, table: BinaryIO, text: BinaryIO) -> None:
        self.name = name
        self._table, self._text = _Hashed(table), text
        self._joined = Joined(self._table, parquet(arrow_schema(name).empty_table()))
        self._text.write(heading(name))

    def add(self, table: bytes, records: bytes) -> None:
        """Append the rows of a piece."""
        if records:
            self._joined.add(table)
            self._text.write(records)

    def close(self) -> manifest.DatasetEntry:
        """Write what stands at the end; returns what the manifest says of the dataset."""
        self._joined.close()
        return manifest.DatasetEntry(self.name, self._joined.rows, self._table.sha256.hexdigest())


class _Hashed:
    """Passes bytes on to a file and takes their SHA-256 on the way."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Write `data`; returns its length."""
        self.sha256.update(data)
        return self._stream.write(data)


def _write_datasets(folder: Path, pieces: Iterable[bytes]) -> list[manifest.DatasetEntry]:
    """Every dataset of the published plans, and the descriptor of all."""
    with ExitStack() as files:
        opened = [
            _Dataset(
                name, *(files.enter_context((folder / f"{name}.{form}").open("wb")) for form in ("parquet", "csv"))
            )
            for name in DATASETS
        ]
        for piece in pieces:
            rows = rows_of(piece)
            for one in opened:
                one.add(*rows[one.name])
        entries = [one.close() for one in opened]
    (folder / package.NAME).write_text(package.render(), "utf-8")
    write_worklist(folder)
    return entries


def _hold_back(folder: Path, held: HeldBack) -> None:
    """Keep the rows of a held-back plan: in the usual forms where they fit the schema, else as JSON as they are."""
    folder.mkdir(parents=True)
    verdict = held.verdict
    for name, rows in sorted(held.plan.tables.items()):
        table = ordered(name, [rows])
        (folder / f"{name}.parquet").write_bytes(parquet(table))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            write_csv(name, table, stream)
    for name, misfits in sorted(held.misfits.items()):
        # The name of an unknown dataset comes from the plan and must not lead out of the folder.
        (folder / f"{_plain(name)}.json").write_text(_json(misfits), "utf-8")
    findings = {"reasons": [asdict(f) for f in verdict.reasons], "warnings": [asdict(f) for f in verdict.warnings]}
    told = {"plan_id": verdict.plan_id, "source_file": verdict.source_file, **findings}
    (folder / REASONS).write_text(_json(told), "utf-8")


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
