"""What is broken in a document, or could not be followed, is told; what only another reader stumbles over is not."""

from pathlib import Path

import pytest

from extractors.doubts.pagewarnings import page_warnings
from extractors.pdf.pdfium import read_pages
from extractors.pdf.soundness import damage
from tests.hostile.objects import page, stream, words

HELLO = words(b"Mend the harbour wall")
# Strings and streams are plain; whoever opens an attachment is asked for a password (PDF 32000-1, 7.6.5).
SECRET = b"<%s>" % (b"5a" * 32)
ATTACHMENTS = (
    b"<< /Filter /Standard /V 4 /R 4 /Length 128 /P -4 /O %b /U %b /StmF /Identity /StrF /Identity /EFF /StdCF "
    b"/CF << /StdCF << /CFM /AESV2 /AuthEvent /EFOpen /Length 16 >> >> >>" % (SECRET, SECRET)
)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (page(HELLO), ()),
        (page(HELLO, more={4: stream(HELLO, b"/Filter /FlateDecode")}), ("what is drawn is broken: page 1",)),
        (page(HELLO)[: page(HELLO).index(b"xref")], ("its parts are not where it says, so some may be missing",)),
        (page(HELLO, more={6: ATTACHMENTS}, trailer=b"/Encrypt 6 0 R /ID [<01><01>]"), ()),
    ],
    ids=["whole", "a stream", "no list of objects", "secret attachments"],
)
def test_damage_is_told(tmp_path: Path, data: bytes, told: tuple[str, ...]) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(data)
    assert damage(file, read_pages(file)) == told


LAYERS = b"/OCProperties << /OCGs [7 0 R] /D << /OFF [7 0 R] >> >>"
LAYER = b"<< /Type /OCG /Name (Old) >>"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (page(HELLO), ""),
        (page(HELLO, catalog=LAYERS, more={7: LAYER}), ""),
        (
            page(HELLO, catalog=LAYERS, more={7: LAYER}, resources=b"/Properties 9 /XObject 9"),
            "page 1: what hides parts",
        ),
        (page(HELLO, catalog=b"/OCProperties 9"), "what hides parts"),
        (page(HELLO, more={6: ATTACHMENTS}, trailer=b"/Encrypt 6 0 R /ID [<01><01>]"), "what hides parts"),
    ],
    ids=["no layers", "a hidden layer", "a page whose layers are broken", "broken layers", "secret attachments"],
)
def test_layers_that_cannot_be_followed_are_told(tmp_path: Path, data: bytes, told: str) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(data)
    warnings = page_warnings(read_pages(file))
    assert [w[: len(told)] for w in warnings] == ([told] if told else [])
