"""The rows of a few plans as they stand in the files of a run: made once, then copied.

A piece holds one small Parquet file and the CSV records of each dataset. The datasets of a run are its pieces, joined
in the order of their plans (`files/rowgroups.py`), so a run in which one plan is new makes one piece.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.contract import DATASETS, dataset
from expectations.gate import Enforced
from expectations.schema import arrow_schema
from expectations.verdict import PlanVerdict
from pipeline.files.csvtext import write_heading, write_rows
from pipeline.files.packing import join, split
from pipeline.keeping.codec import decode, encode

_ROWS_IN_GROUP = 100_000
_ZSTD = pa.Codec("zstd")
_LENGTH = 8


@dataclass(frozen=True)
class Told:
    """What is said of the plans of a piece, held back or not, in their order."""

    verdicts: tuple[PlanVerdict, ...]


def make_piece(plans: Sequence[Enforced], verdicts: Sequence[PlanVerdict]) -> bytes:
    """The piece of `plans`: what is said of all of them, and the rows of those that are published, in their order."""
    out = [plan for plan, verdict in zip(plans, verdicts, strict=True) if verdict.published]
    parts = [encode(Told(tuple(verdicts)))]
    for name in DATASETS:
        table = ordered(name, [plan.tables[name] for plan in out])
        parts += [parquet(table), _packed(_records(name, table))]
    return join(parts)


def verdicts_of(piece: bytes) -> tuple[PlanVerdict, ...]:
    """What is said of the plans of a piece. Raises WrongShape where it is of another version."""
    return decode(Told, bytes(split(piece)[0])).verdicts


def rows_of(piece: bytes) -> dict[str, tuple[bytes, bytes]]:
    """The Parquet file and the CSV records (in UTF-8) of each dataset."""
    _, *parts = split(piece)
    return {name: (bytes(parts[2 * i]), _unpacked(parts[2 * i + 1])) for i, name in enumerate(DATASETS)}


def heading(name: str) -> bytes:
    """The first record of the CSV of dataset `name`, in UTF-8."""
    text = io.StringIO(newline="")
    write_heading(name, text)
    return text.getvalue().encode("utf-8")


def ordered(name: str, tables: Sequence[pa.Table]) -> pa.Table:
    """The tables of dataset `name`, one per plan, as one: plans as they come, rows within a plan as contracted.

    Rows that tie keep the order in which they were made.
    """
    order = [(c, "ascending") for c in dataset(name).order if c != "plan_id"]
    tables = [t.take(pa.array(_positions(t, [c for c, _ in order]), pa.int64())) if order else t for t in tables]
    return pa.concat_tables([arrow_schema(name).empty_table(), *tables])


def parquet(table: pa.Table) -> bytes:
    """`table` as a Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(table.combine_chunks(), sink, compression="zstd", row_group_size=_ROWS_IN_GROUP)
    return sink.getvalue().to_pybytes()


def _positions(table: pa.Table, columns: Sequence[str]) -> list[int]:
    keys = list(zip(*(table.column(c).to_pylist() for c in columns), strict=True))
    return sorted(range(table.num_rows), key=lambda i: keys[i])


def _records(name: str, table: pa.Table) -> bytes:
    text = io.StringIO(newline="")
    write_rows(name, table, text)
    return text.getvalue().encode("utf-8")


def _packed(data: bytes) -> bytes:
    # CSV says everything in full: it shrinks to a thirtieth.
    return len(data).to_bytes(_LENGTH, "big") + _ZSTD.compress(data, asbytes=True)


def _unpacked(packed: memoryview) -> bytes:
    return _ZSTD.decompress(packed[_LENGTH:], int.from_bytes(packed[:_LENGTH], "big"), asbytes=True)
