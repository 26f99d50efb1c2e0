"""Several byte strings as one, and back: each behind its length, eight bytes long and big-endian."""

from collections.abc import Iterable

_LENGTH = 8


def join(parts: Iterable[bytes]) -> bytes:
    """The parts in their order as one byte string."""
    return b"".join(piece for part in parts for piece in (len(part).to_bytes(_LENGTH, "big"), part))


def split(packed: bytes) -> list[memoryview]:
    """The parts that `join` was given, without copying them."""
    view, at, parts = memoryview(packed), 0, list[memoryview]()
    while at < len(view):
        length = int.from_bytes(view[at : at + _LENGTH], "big")
        parts.append(view[at + _LENGTH : at + _LENGTH + length])
        at += _LENGTH + length
    return parts
