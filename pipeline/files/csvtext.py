"""CSV that every reader splits alike and no spreadsheet executes.

RFC 4180: UTF-8 without a byte order mark, CRLF between records, quotes only where a value needs them. Null is
nothing; text is never empty, so the two cannot be confused. Items of a list are joined by `; `, lists of structs are
JSON, dates ISO 8601. A list without items is written as nothing, like null: Parquet keeps the two apart.
Text that a spreadsheet would take for a formula gets a leading apostrophe (`normalise/spreadsheet.py`); numbers and
dates are never touched.
"""

import csv
import json
from datetime import date
from typing import Any, TextIO, cast

import pyarrow as pa

from expectations.contract import Field, dataset
from normalise.spreadsheet import made_safe

LIST_SEPARATOR = "; "


def write_csv(name: str, table: pa.Table, stream: TextIO) -> None:
    """Write `table` of dataset `name` to `stream`, which must be opened with newline=""."""
    write_heading(name, stream)
    write_rows(name, table, stream)


def write_heading(name: str, stream: TextIO) -> None:
    """Write the first record of the CSV of dataset `name`, its columns."""
    _writer(stream).writerow(dataset(name).columns)


def write_rows(name: str, table: pa.Table, stream: TextIO) -> None:
    """Write the records of `table` of dataset `name`."""
    fields = dataset(name).fields
    writer = _writer(stream)
    columns = [cast("list[object]", table.column(f.name).to_pylist()) for f in fields]
    for values in zip(*columns, strict=True):
        writer.writerow([csv_value(f, v) for f, v in zip(fields, values, strict=True)])


def _writer(stream: TextIO) -> Any:
    return csv.writer(stream, lineterminator="\r\n")


def csv_value(field: Field, value: object) -> str:
    """`value` of `field` as it stands in CSV, before quoting."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return repr(value)
    if not isinstance(value, list):
        return made_safe(str(value))
    if field.members:
        return json.dumps(value, ensure_ascii=False)
    return made_safe(LIST_SEPARATOR.join(str(item) for item in cast("list[object]", value)))
