"""Files that want something done: scripts, programs, attachments, things fetched from elsewhere; and locked ones."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from tests.hostile.objects import packed, page, stream, words


def actions(trap: Path, address: str) -> Iterator[tuple[str, bytes]]:
    """Every action that a PDF can ask for: each would leave a mark at the path `trap` or call `address` if it ran."""
    content = words(b"please open")
    path = str(trap).encode()
    url = address.encode()
    script = b"(app.launchURL\\('%b'\\); this.exportDataObject\\({cName:'a', nLaunch:2}\\);)" % url
    wanted = {
        "javascript": b"<< /S /JavaScript /JS %b >>" % script,
        "javascript-stream": b"<< /S /JavaScript /JS 7 0 R >>",
        "launch": b"<< /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) /P (/c echo > %b) >> /Unix << /F (touch %b) >> >>"
        % (path, path),
        "goto-remote": b"<< /S /GoToR /F (%b) /D [0 /Fit] >>" % path,
        "uri": b"<< /S /URI /URI (%b) >>" % url,
        "submit": b"<< /S /SubmitForm /F << /FS /URL /F (%b) >> >>" % url,
        "import": b"<< /S /ImportData /F (%b) >>" % path,
        "chain": b"<< /S /URI /URI (%b) /Next 6 0 R >>" % url,
        "media": b"<< /S /Rendition /OP 0 /R << /S /MR /C << /S /MCD /D << /FS /URL /F (%b) >> >> >> >>" % url,
    }
    more = {7: stream(script)}
    for name, action in wanted.items():
        opened = page(content, catalog=b"/OpenAction 6 0 R", more={6: action, **more})
        yield f"action-{name}-on-opening", opened
        events = b"/AA << /O 6 0 R /C 6 0 R >> /Annots [<< /Subtype /Link /Rect [0 0 595 842] /A 6 0 R /AA << /PV 6 0 R >> >>]"
        yield f"action-{name}-on-the-page", page(content, entries=events, more={6: action, **more})
    remote = b"/F << /FS /URL /F (%b) >> /FFilter /FlateDecode" % url
    yield "content-elsewhere", page(more={4: stream(b"", remote)})
    local = stream(b"", b"/F (/etc/passwd)")
    yield "content-is-a-file-here", page(more={4: local})
    image = b"/Type /XObject /Subtype /Image /Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace /DeviceGray "
    shown = b"q 90 0 0 90 0 0 cm /X Do Q"
    yield "image-elsewhere", page(shown, resources=b"/XObject << /X 6 0 R >>", more={6: stream(b"", image + remote)})
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Ref << /F (%b) /Page 0 >>" % path
    yield "form-elsewhere", page(b"/X Do", resources=b"/XObject << /X 6 0 R >>", more={6: stream(b"", form)})
    attached = b"/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >> /AF [6 0 R]"
    file = {
        6: b"<< /Type /Filespec /F (../../../%b) /EF << /F 7 0 R >> >>" % path,
        7: packed(b"#!/bin/sh\ntouch " + path),
    }
    yield "attachment-with-a-path", page(content, catalog=attached, more=file)
    yield "collection-of-attachments", page(content, catalog=attached + b" /Collection << /View /T >>", more=file)
    xfa = b"/AcroForm << /Fields [] /XFA [(template) 6 0 R] /NeedAppearances true >>"
    entity = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    yield "form-of-xml", page(content, catalog=xfa, more={6: stream(entity)})
    yield (
        "metadata-of-xml",
        page(content, catalog=b"/Metadata 6 0 R", more={6: stream(entity, b"/Type /Metadata /Subtype /XML")}),
    )
    field = b"<< /FT /Tx /T (a) /V (x) /Kids [6 0 R] /Parent 6 0 R /AA << /C << /S /JavaScript /JS %b >> >> >>" % script
    yield "fields-loop", page(content, catalog=b"/AcroForm << /Fields [6 0 R] >>", more={6: field})


def locked(good: bytes) -> Iterator[tuple[str, bytes]]:
    """`good` encrypted in every way there is: with a password to open it, and with one only to change it."""
    ways = {
        "rc4-40": {"R": 2, "aes": False},
        "rc4-128": {"R": 3, "aes": False},
        "aes-128": {"R": 4, "aes": True},
        "aes-256": {"R": 6, "aes": True},
    }
    for name, way in ways.items():
        for kind, passwords in {"to-open": ("secret", "owner"), "to-change": ("", "owner")}.items():
            out = io.BytesIO()
            with pikepdf.open(io.BytesIO(good)) as document:
                wanted = pikepdf.Encryption(user=passwords[0], owner=passwords[1], metadata=way["R"] > 3, **way)
                document.save(out, encryption=wanted, static_id=True)
            yield f"locked-{name}-{kind}", out.getvalue()
    yield (
        "locked-by-nobody-knows-what",
        page(words(b"x"), more={6: b"<< /Filter /Unheard /V 9 /R 9 /O (x) /U (y) /P -1 >>"}).replace(
            b"/Root", b"/Encrypt 6 0 R /Root"
        ),
    )
    yield "locked-by-itself", page(words(b"x")).replace(b"/Root", b"/Encrypt 4 0 R /Root")


def strangers() -> Iterator[tuple[str, bytes]]:
    """Files that only their names call PDFs."""
    yield "stranger-empty", b""
    yield "stranger-one-byte", b"%"
    yield "stranger-web-page", b"<!doctype html><title>Sign in</title><script>alert(1)</script>"
    yield "stranger-zip", b"PK\x03\x04" + b"\0" * 500
    yield "stranger-png", b"\x89PNG\r\n\x1a\n" + b"\0" * 500
    yield "stranger-text", b"Delivery plan\n" * 50
    yield "stranger-zeros", bytes(100_000)
    yield "stranger-postscript", b"%!PS-Adobe-3.0\n(%stdin) (r) file run\n"
    yield "stranger-program", b"\x7fELF" + b"\xff" * 5000
    yield "stranger-mentions-pdf", b"#!/bin/sh\n# %PDF-1.4\nexit 1\n"
    yield "stranger-header-too-late", b" " * 5000 + b"%PDF-1.4\n"
    yield "stranger-bits-as-header", b"%PDF-" + bytes(range(256)) * 40
    yield "stranger-utf-16", "%PDF-1.4\n".encode("utf-16")
