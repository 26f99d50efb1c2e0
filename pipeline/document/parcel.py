"""What became of one document, as bytes: small enough to pass between processes and machines, whole enough to keep.

A parcel is JSON, which tells what a run has to remember of the document, followed by the rows of its plans, which are
taken out again only when they are judged, and by the names of its records, for corrections. Rows are Arrow IPC streams;
those of a dataset that does not fit its schema are JSON.
"""

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from expectations.gate import Enforced
from expectations.schema import arrow_schema
from normalise.corrections import Named
from normalise.records import PlanRecords, Row
from pipeline.document.contents import Contents, FlagSeen, PlanBrief
from pipeline.files.packing import join, split
from pipeline.keeping.codec import decode, encode

# Threads take longer to wake than such a stream takes to unpack.
_ALONE = pa.ipc.IpcReadOptions(use_threads=False)


def pack(contents: Contents, plans: Sequence[tuple[PlanRecords, Enforced]] = (), named: Sequence[Named] = ()) -> bytes:
    """The parcel of a document with these plans; `contents.plans` is made from them.

    `named` are the records of the document: where a correction failed on it, they are all that is left of its plans.
    """
    rows: list[bytes] = []
    briefs: list[PlanBrief] = []
    for records, enforced in plans:
        # The contents stand in front of all rows.
        briefs.append(_brief(records, enforced, len(rows) + 1))
        for name, own in records.datasets.items():
            table = enforced.tables.get(name)
            rows.append(_json(own) if table is None else _ipc(table))
    return join([encode(replace(contents, plans=tuple(briefs))), *rows, _names(named)])


def contents(parcel: bytes) -> Contents:
    """What the parcel tells of its document. Raises WrongShape where it is of another version."""
    return decode(Contents, bytes(split(parcel)[0]))


def named(parcel: bytes) -> bytes:
    """The names of the document's records, as `records_named` takes them."""
    return bytes(split(parcel)[-1])


def records_named(names: bytes) -> list[Named]:
    """The records of a document, plan by plan."""
    return [Named(plan_id, frozenset(ids)) for plan_id, ids in json.loads(zlib.decompress(names))]


def unpack(parcel: bytes, brief: PlanBrief, plan_id: str) -> Enforced:
    """A plan of the parcel, under the id that it goes by in this run."""
    tables: dict[str, pa.Table] = {}
    misfit = _misfit(brief)
    for name, data in _stored(parcel, brief):
        if name not in misfit:
            table = pa.ipc.open_stream(pa.py_buffer(data), options=_ALONE).read_all()
            ids = pa.array([plan_id] * table.num_rows, pa.string())
            table = table.set_column(table.schema.get_field_index("plan_id"), "plan_id", ids)
            tables[name] = pa.Table.from_arrays(table.columns, schema=arrow_schema(name))
    return Enforced(plan_id, brief.source_file, tables, brief.misfits, brief.faults, brief.announced)


def misfits(parcel: bytes, brief: PlanBrief, plan_id: str) -> dict[str, list[Row]]:
    """The rows of a plan's datasets that do not fit their schema, under the id that the plan goes by in this run."""
    wrong = _misfit(brief)
    found: dict[str, list[Row]] = {
        name: json.loads(bytes(data)) for name, data in _stored(parcel, brief) if name in wrong
    }
    for row in (row for rows in found.values() for row in rows if row.get("plan_id") == brief.plan_id):
        row["plan_id"] = plan_id
    return found


def content(parcel: bytes, brief: PlanBrief) -> str:
    """Equal for plans that say the same, whatever their file is called and wherever it was downloaded from."""
    plan = unpack(parcel, brief, brief.plan_id)
    told: dict[str, object] = {name: table.to_pylist() for name, table in plan.tables.items()}
    told["plans"] = [{**row, "source_file": None, "source_url": None} for row in plan.tables["plans"].to_pylist()]
    written = json.dumps([told, misfits(parcel, brief, brief.plan_id)], sort_keys=True, default=str)
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def _brief(records: PlanRecords, enforced: Enforced, first: int) -> PlanBrief:
    flags: dict[str, FlagSeen] = {}
    told: set[tuple[str, ...]] = set()
    for cell in records.datasets.get("cells", []):
        reason = str(cell["flag"] or "")
        # A value whose cell a page break cuts has a row for each piece, and is one.
        value = (reason, str(cell["dataset"]), str(cell["record_id"]), str(cell["field"]))
        if reason and value not in told:
            told.add(value)
            seen = flags.get(reason) or FlagSeen(reason, 0, str(cell["field"]), int(str(cell["page"] or 0)))
            flags[reason] = replace(seen, cells=seen.cells + 1)
    plan = (records.datasets.get("plans") or [{}])[0]
    return PlanBrief(
        records.plan_id,
        enforced.source_file,
        {name: len(rows) for name, rows in records.datasets.items()},
        int(str(plan.get("cells") or 0)),
        int(str(plan.get("cells_flagged") or 0)),
        tuple(flags.values()),
        dict(records.announced),
        records.faults,
        enforced.misfits,
        first,
    )


def _names(named: Sequence[Named]) -> bytes:
    return zlib.compress(_json([(plan.plan_id, sorted(plan.records)) for plan in named]))


def _misfit(brief: PlanBrief) -> set[str]:
    return {finding.dataset for finding in brief.misfits}


def _stored(parcel: bytes, brief: PlanBrief) -> list[tuple[str, memoryview]]:
    return list(zip(brief.rows, split(parcel)[brief.first :], strict=False))


def _json(rows: object) -> bytes:
    # Half surrogate pairs, which no file can hold as UTF-8, stay escaped.
    return json.dumps(rows, default=str).encode("ascii")


def _ipc(table: pa.Table) -> bytes:
    # The contract's descriptions are the same in every parcel and would be most of a small one.
    plain = pa.Table.from_arrays(table.columns, names=table.column_names)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, plain.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(plain)
    return sink.getvalue().to_pybytes()
