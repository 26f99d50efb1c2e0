"""Joining Parquet files of one schema into one file without reading a value.

A Parquet file is a row of column chunks and a footer that says where each of them is. Chunks can be copied as they are;
of the footer only the offsets change. A run over thousands of plans, one of which is
new, so copies bytes instead of encoding every plan again. Arrow can do this in C++ and Rust, but not from Python.

Source: the Parquet format (parquet.thrift) and the compact protocol of Apache Thrift (thrift-compact-protocol.md). What
comes out is, byte for byte, what Arrow's own writer gives where it is handed the same row groups one by one.
"""

from collections.abc import Iterator
from typing import Protocol

MAGIC = b"PAR1"
# FileMetaData: the fields that are made anew.
_NUM_ROWS, _ROW_GROUPS = 3, 4
# Every field that is an offset into the file. (Arrow numbers the row groups of encrypted files only: these are none.)
_OFFSETS = {
    ("row_group", 5),
    ("column_chunk", 2),
    ("column_chunk", 4),
    ("column_chunk", 6),
    ("column_metadata", 9),
    ("column_metadata", 10),
    ("column_metadata", 11),
    ("column_metadata", 14),
}
# Where the structs with such fields are.
_INSIDE = {("row_group", 1): "column_chunk", ("column_chunk", 3): "column_metadata"}
# Types of the compact protocol. The value of a truth field is its type; numbers of fixed width are bytes and doubles.
_STOP, _TRUE, _FALSE, _I16, _I32, _I64, _BINARY, _LIST, _STRUCT = 0, 1, 2, 4, 5, 6, 8, 9, 12
_FIXED = {_TRUE: 0, _FALSE: 0, 3: 1, 7: 8}


class NotParquet(ValueError):
    """The bytes are no Parquet file of the kind that is to be joined."""


class Sink(Protocol):
    """Where a file is written to."""

    def write(self, data: bytes, /) -> int:
        """Write `data`; returns its length."""
        ...


class Joined:
    """A Parquet file that is being written: the row groups of other files, one after the other."""

    def __init__(self, sink: Sink, like: bytes) -> None:
        """Write to `sink`; `like` is a Parquet file whose schema, metadata and writer all others share."""
        self._sink = sink
        self._shared = _Footer(like, 0).others
        self._at = sink.write(MAGIC)
        self._groups: list[bytes] = []
        self.rows = 0

    def add(self, file: bytes) -> None:
        """Append the row groups of the Parquet file `file`. Raises NotParquet where it is of another schema."""
        footer = _Footer(file, self._at - len(MAGIC))
        if footer.others != self._shared:
            raise NotParquet("the files differ in schema, metadata or writer")
        self._at += self._sink.write(file[len(MAGIC) : footer.begin])
        self._groups += footer.groups
        self.rows += footer.rows

    def close(self) -> None:
        """Write the footer; the sink stays open."""
        fields = dict(self._shared)
        fields[_NUM_ROWS] = (_I64, _zigzag(self.rows))
        fields[_ROW_GROUPS] = (_LIST, _list_header(len(self._groups)) + b"".join(self._groups))
        footer, last = bytearray(), 0
        for number, (kind, content) in sorted(fields.items()):
            footer.append((number - last) << 4 | kind)
            footer += content
            last = number
        footer.append(_STOP)
        self._sink.write(bytes(footer) + len(footer).to_bytes(4, "little") + MAGIC)


class _Footer:
    """The footer of a file: its row groups as they read once they are moved, and its other fields as they are.

    Offsets grow by `shift` bytes.
    """

    def __init__(self, file: bytes, shift: int) -> None:
        if file[:4] != MAGIC or file[-4:] != MAGIC:
            raise NotParquet("the bytes do not begin and end as a Parquet file does")
        self.begin = len(file) - 8 - int.from_bytes(file[-8:-4], "little")
        self.rows = 0
        self.groups: list[bytes] = []
        self.others: dict[int, tuple[int, bytes]] = {}
        reader = _Reader(file, self.begin)
        try:
            for number, kind, _ in reader.fields():
                begin = reader.at
                if number == _NUM_ROWS:
                    self.rows = reader.signed()
                elif number == _ROW_GROUPS:
                    self.groups += [_moved(reader, "row_group", shift) for _ in range(reader.list_header()[0])]
                else:
                    reader.skip(kind)
                    self.others[number] = (kind, file[begin : reader.at])
        except IndexError as error:
            raise NotParquet("the footer is cut short") from error


def _moved(reader: "_Reader", struct: str, shift: int) -> bytes:
    """The struct at which the reader stands, its offsets grown by `shift`."""
    out = bytearray()
    for number, kind, header in reader.fields():
        out += header
        place, begin = (struct, number), reader.at
        if place in _OFFSETS:
            # Every chunk lies behind the magic bytes; 0 says that a field which is no longer used has no value.
            offset = reader.signed()
            out += _zigzag(offset + shift if offset else 0)
        elif place not in _INSIDE:
            reader.skip(kind)
            out += reader.data[begin : reader.at]
        elif kind == _LIST:
            size, _ = reader.list_header()
            out += reader.data[begin : reader.at]
            for _ in range(size):
                out += _moved(reader, _INSIDE[place], shift)
        else:
            out += _moved(reader, _INSIDE[place], shift)
    out.append(_STOP)
    return bytes(out)


class _Reader:
    """Reads Thrift's compact protocol from `data`; `at` is where it stands. Raises IndexError behind the end."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def fields(self) -> Iterator[tuple[int, int, bytes]]:
        """Number, type and header of each field of a struct; the caller takes the value before it asks for the next."""
        number = 0
        while True:
            begin = self.at
            byte = self._byte()
            if byte == _STOP:
                return
            number = number + (byte >> 4) if byte >> 4 else self.signed()
            yield number, byte & 15, self.data[begin : self.at]

    def signed(self) -> int:
        """An integer of any width."""
        value = self._varint()
        return (value >> 1) ^ -(value & 1)

    def list_header(self) -> tuple[int, int]:
        """How many items a list has, and their type."""
        byte = self._byte()
        return (self._varint() if byte >> 4 == 15 else byte >> 4), byte & 15

    def skip(self, kind: int) -> None:
        """Pass over a value."""
        if kind in (_I16, _I32, _I64):
            self._varint()
        elif kind == _BINARY:
            size = self._varint()
            self.at += size
        elif kind == _STRUCT:
            for _, inner, _ in self.fields():
                self.skip(inner)
        elif kind == _LIST:
            size, inner = self.list_header()
            for _ in range(size):
                self.skip_item(inner)
        elif kind in _FIXED:
            self.at += _FIXED[kind]
        else:
            raise NotParquet(f"type {kind} stands in no Parquet footer")

    def skip_item(self, kind: int) -> None:
        """Pass over an item of a list, where truth values are bytes."""
        if kind in (_TRUE, _FALSE):
            self.at += 1
        else:
            self.skip(kind)

    def _byte(self) -> int:
        byte = self.data[self.at]
        self.at += 1
        return byte

    def _varint(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _zigzag(value: int) -> bytes:
    """A number that is not negative as the compact protocol writes a signed one."""
    return _varint(value << 1)


def _list_header(size: int) -> bytes:
    return bytes([size << 4 | _STRUCT]) if size < 15 else bytes([15 << 4 | _STRUCT]) + _varint(size)
