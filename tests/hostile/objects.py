"""A PDF from its objects, with nothing checked: what a library for making PDFs would refuse to write."""

import zlib
from collections.abc import Mapping

A4 = b"[0 0 595 842]"
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(data: bytes, entries: bytes = b"", *, length: int | bytes | None = None) -> bytes:
    """A stream object; `length` is what it says of its own length, the truth unless given."""
    told = len(data) if length is None else length
    return b"<< /Length %b %b >>\nstream\n%b\nendstream" % (
        str(told).encode() if isinstance(told, int) else told,
        entries,
        data,
    )


def packed(data: bytes, entries: bytes = b"") -> bytes:
    """A stream compressed once."""
    return stream(zlib.compress(data), b"/Filter /FlateDecode " + entries)


def zeros(length: int, times: int = 1) -> bytes:
    """So many zero bytes compressed so many times; never held in memory as a whole."""
    pack = zlib.compressobj(1)
    chunk = bytes(1 << 20)
    data = b"".join([pack.compress(chunk) for _ in range(length >> 20)] + [pack.flush()])
    for _ in range(times - 1):
        data = zlib.compress(data)
    return data


def pdf(objects: Mapping[int, bytes], *, trailer: bytes = b"", root: int = 1, xref: bytes | None = None) -> bytes:
    """A file with these objects by number; `xref` stands in the place of the true cross-reference table."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets: dict[int, int] = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    if xref is None:
        size = max(objects) + 1
        lines = [b"0000000000 65535 f \n"]
        lines += [
            b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 00000 f \n" for n in range(1, size)
        ]
        xref = b"xref\n0 %d\n" % size + b"".join(lines)
    out += xref
    out += b"trailer\n<< /Size %d /Root %d 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        max(objects) + 1,
        root,
        trailer,
        start,
    )
    return bytes(out)


def page(
    content: bytes = b"",
    *,
    media: bytes = A4,
    entries: bytes = b"",
    resources: bytes = b"/Font << /F1 5 0 R >>",
    catalog: bytes = b"",
    more: Mapping[int, bytes] | None = None,
    trailer: bytes = b"",
) -> bytes:
    """One page: catalogue 1, page tree 2, page 3, content 4, font 5; `more` adds objects or replaces these."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox %b /Contents 4 0 R /Resources << %b >> %b >>"
        % (media, resources, entries),
        4: stream(content),
        5: HELVETICA,
    }
    return pdf({**objects, **(more or {})}, trailer=trailer)


def words(text: bytes, x: float = 72, y: float = 700, size: float = 10) -> bytes:
    """The operators that write `text`, which must hold no brackets or backslashes."""
    return b"BT /F1 %g Tf %g %g Td (%b) Tj ET\n" % (size, x, y, text)
