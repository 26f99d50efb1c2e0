"""What is no Parquet file of the kind that is to be joined is refused."""

import io

import pyarrow as pa
import pytest

from pipeline.files.rowgroups import Joined, NotParquet
from pipeline.outputs.pieces import parquet

NUMBERS = pa.table({"number": [1, 2, 3]})


def test_files_of_another_schema_are_refused() -> None:
    joined = Joined(io.BytesIO(), parquet(NUMBERS))
    with pytest.raises(NotParquet, match="differ"):
        joined.add(parquet(pa.table({"number": ["1"]})))


@pytest.mark.parametrize("spoil", [lambda file: b"", lambda file: file[:-1], lambda file: file[:-12] + file[-8:]])
def test_what_is_cut_short_is_refused(spoil: object) -> None:
    joined = Joined(io.BytesIO(), parquet(NUMBERS))
    with pytest.raises(NotParquet):
        joined.add(spoil(parquet(NUMBERS)))  # type: ignore[operator]
