"""Good files that have come to harm: cut off, overwritten, written twice, their cross-references lost."""

import io
import random
import re
from collections.abc import Iterator

import pikepdf

# What a damaged byte may have become.
_NUMBERS = (b"0", b"-1", b"2147483648", b"99999999999999999999", b"1e308", b"null", b"[]")


def truncations(name: str, good: bytes) -> Iterator[tuple[str, bytes]]:
    """`good` cut off at every kind of place: in the header, between and inside objects, streams, table and trailer."""
    n = len(good)
    marks = {
        "header": 5,
        "after-header": good.index(b"\n") + 1,
        "in-first-object": good.index(b" obj") + 8,
        "in-stream": good.index(b"stream") + 20,
        "after-stream": good.index(b"endstream") + 9,
        "before-end-of-object": good.index(b"endobj"),
        "before-startxref": good.rindex(b"startxref"),
        "in-startxref": good.rindex(b"startxref") + 4,
        "before-end-of-file": good.rindex(b"%%EOF"),
    }
    if b"\nxref" in good:
        marks |= {"before-xref": good.index(b"\nxref"), "in-xref": good.index(b"\nxref") + 40}
        marks["in-trailer"] = good.rindex(b"trailer") + 12
    for mark, at in marks.items():
        yield f"cut-{name}-{mark}", good[:at]
    for tenth in range(1, 10):
        yield f"cut-{name}-{tenth}0-percent", good[: n * tenth // 10]
    yield f"cut-{name}-last-byte", good[:-1]
    yield f"cut-{name}-front", good[n // 20 :]
    yield f"cut-{name}-middle", good[: n // 3] + good[n // 2 :]


def overwritten(name: str, good: bytes) -> Iterator[tuple[str, bytes]]:
    """Bits turned over, bytes zeroed, parts doubled or swapped, numbers changed: the same ones every time."""
    for seed in range(4):
        dice = random.Random(seed)  # noqa: S311 (damage, not secrets)
        n = len(good)
        bits = bytearray(good)
        for _ in range(10 ** (seed + 1) // 5):
            bits[dice.randrange(n)] ^= 1 << dice.randrange(8)
        yield f"bits-{name}-{seed}", bytes(bits)
        at, length = dice.randrange(n), dice.choice((16, 200, n // 5))
        yield f"zeroed-{name}-{seed}", good[:at] + bytes(len(good[at : at + length])) + good[at + length :]
        yield f"doubled-{name}-{seed}", good[: at + length] + good[at:]
        other = dice.randrange(n)
        a, b = sorted((at, other))
        yield (
            f"swapped-{name}-{seed}",
            good[:a] + good[b : b + 50] + good[a + 50 : b] + good[a : a + 50] + good[b + 50 :],
        )
        found = list(re.finditer(rb"(?<![\w.])\d+(?![\w.])", good))
        changed = good
        for match in sorted(dice.sample(found, min(len(found), 8)), key=lambda m: -m.start()):
            changed = changed[: match.start()] + dice.choice(_NUMBERS) + changed[match.end() :]
        yield f"numbers-{name}-{seed}", changed


def misled(name: str, good: bytes) -> Iterator[tuple[str, bytes]]:
    """Cross-references that lead nowhere, for a file with a classic table."""
    start = good.rindex(b"startxref")
    table, trailer = good.index(b"\nxref") + 1, good.rindex(b"trailer")

    def pointing(to: bytes) -> bytes:
        return good[:start] + b"startxref\n" + to + b"\n%%EOF\n"

    for told in (b"0", b"-5", b"999999999", b"18446744073709551616", b"x", b""):
        yield f"startxref-{name}-{told.decode() or 'none'}", pointing(told)
    yield f"xref-{name}-garbage", good[:table] + b"xref\n0 9999999\n" + b"\xff" * 400 + good[trailer:]
    yield f"xref-{name}-all-zero", good[:table] + re.sub(rb"\d{10} 00000 n", b"0000000000 00000 n", good[table:])
    yield f"xref-{name}-all-the-same", good[:table] + re.sub(rb"\d{10} 00000 n", b"0000000017 00000 n", good[table:])
    yield f"xref-{name}-all-free", good[:table] + good[table:].replace(b" n", b" f")
    loop = good[:trailer] + good[trailer:].replace(b"<<", b"<< /Prev %d" % table, 1)
    yield f"xref-{name}-before-itself", loop
    yield f"xref-{name}-before-at-end", good[:trailer] + good[trailer:].replace(b"<<", b"<< /Prev 999999", 1)
    yield f"trailer-{name}-without-root", good[:trailer] + good[trailer:].replace(b"/Root", b"/Toor")
    yield f"trailer-{name}-huge-size", good[:trailer] + re.sub(rb"/Size \d+", b"/Size 2147483647", good[trailer:])
    yield f"trailer-{name}-no-size", good[:trailer] + re.sub(rb"/Size \d+", b"", good[trailer:])
    yield f"lengths-{name}-zero", re.sub(rb"/Length \d+", b"/Length 0", good)
    yield f"lengths-{name}-huge", re.sub(rb"/Length \d+", b"/Length 99999999", good)
    yield f"lengths-{name}-negative", re.sub(rb"/Length \d+", b"/Length -7", good)
    yield f"twice-{name}", good + good
    yield f"junk-{name}-before", b"\0junk\n" * 20 + good
    yield f"junk-{name}-far-before", b"\0junk\n" * 400 + good
    yield f"junk-{name}-after", good + b"\xff" * 5000
    yield f"line-ends-{name}", good.replace(b"\n", b"\r\n")
    yield f"version-{name}", good.replace(b"%PDF-1.", b"%PDF-9.", 1)


def in_object_streams(good: bytes) -> bytes:
    """The same document with its objects in compressed object streams, and no classic table."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, static_id=True)
    return out.getvalue()


def linearized(good: bytes) -> bytes:
    """The same document ordered for the web, with two cross-reference tables and hints."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as document:
        document.save(out, linearize=True, static_id=True)
    return out.getvalue()
