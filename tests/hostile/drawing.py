"""Pages that draw too much, too large, nothing that makes sense, or themselves."""

from collections.abc import Iterator

from tests.hostile.objects import HELVETICA, packed, page, stream, words, zeros

_WILD = (b"NaN", b"-1e38", b"1e38", b"99999999999999999999", b"-0", b"--5", b"1.2.3", b"1e-40", b"(x)")


def crowds() -> Iterator[tuple[str, bytes]]:
    """More on one page than anybody could read."""
    line = b"abcdefghij" * 10
    spread = b"".join(words(line, x=n // 400 * 100, y=n % 400 * 2, size=1) for n in range(2000))
    yield "glyphs-200000", page(more={4: packed(spread)})
    yield "glyphs-200000-on-one-spot", page(more={4: packed(words(line) * 2000)})
    segments = b"".join(b"%d %d m %d %d l\n" % (x % 595, x % 842, (x * 7) % 595, (x * 13) % 842) for x in range(5000))
    yield "segments-500000-in-one-path", page(more={4: packed(segments * 100 + b"S\n")})
    yield "segments-500000-stroked-each", page(more={4: packed(segments.replace(b"l\n", b"l S\n") * 100)})
    lattice = b"".join(b"%g 0 m %g 842 l S 0 %g m 595 %g l S\n" % (n / 2, n / 2, n / 1.5, n / 1.5) for n in range(1000))
    yield "lattice-1000-by-1000", page(words(b"lost in a lattice") + lattice)
    cells = b"".join(b"%d %d 4 4 re f\n" % (x * 5, y * 5) for x in range(119) for y in range(168))
    yield "cells-20000-filled", page(words(b"mosaic") + cells)
    yield "states-pushed-100000", page(b"q " * 100_000 + words(b"deep"))
    yield "states-popped-100000", page(b"Q " * 100_000 + words(b"shallow"))
    yield "marked-content-deep", page(b"/Span BMC " * 50_000 + words(b"marked"))
    curves = b"0 0 m " + b"1e9 -1e9 5 5 1e-9 7 c " * 30_000 + b"f*\n"
    yield "curves-30000", page(curves + words(b"curved"))
    yield "clips-5000", page(b"0 0 500 500 re W n " * 5000 + words(b"clipped"))
    yield "dashes-tiny", page(b"[0.0001 0.0001] 0 d 0 0 m 595 842 l S " * 50 + words(b"dashed"))


def boxes() -> Iterator[tuple[str, bytes]]:
    """Paper of no size, of all sizes, and turned."""
    content = words(b"where am I") + b"50 600 200 100 re S\n"
    for number, media in enumerate(
        (
            b"[0 0 0 0]",
            b"[0 0 -595 -842]",
            b"[595 842 0 0]",
            b"[0 0 1e9 1e9]",
            b"[0 0 99999999999999999999 1]",
            b"[NaN NaN NaN NaN]",
            b"[0 0 0.0001 0.0001]",
            b"[0 0 200000 200000]",
            b"[-1e38 -1e38 1e38 1e38]",
            b"[0 0 595]",
            b"[]",
            b"null",
            b"[(a) (b) (c) (d)]",
            b"[0 0 14400 3]",
            b"3 0 R",
        )
    ):
        yield f"paper-{number:02}", page(content, media=media)
    for entry in (b"/CropBox [900 900 901 901]", b"/CropBox [0 0 0 0]", b"/CropBox [NaN 0 1 1]", b"/Rotate 45"):
        yield f"paper-{entry[1:8].decode().strip()}-{len(entry)}", page(content, entries=entry)
    for unit in (b"0", b"-1", b"1e9", b"0.000001", b"75000", b"NaN"):
        yield f"user-unit-{unit.decode()}", page(content, entries=b"/UserUnit " + unit)
    for turn in (b"2147483647", b"-90", b"91", b"(x)"):
        yield f"turned-{turn.decode().strip('()')}", page(content, entries=b"/Rotate " + turn)


def numbers() -> Iterator[tuple[str, bytes]]:
    """Operators with operands that are no numbers, or too large to be."""
    for number, wild in enumerate(_WILD):
        yield f"matrix-{number}", page(b"%b 0 0 %b 0 0 cm " % (wild, wild) + words(b"where") + b"0 0 10 10 re S\n")
        text = b"BT /F1 %b Tf %b Tc %b Tw %b Tz %b TL %b Ts 1 0 0 1 %b %b Tm (wild) Tj T* (x) Tj ET" % ((wild,) * 8)
        yield f"text-state-{number}", page(text)
        lines = b"%b w %b %b m %b 100 l S %b %b %b %b re f\n" % ((wild,) * 8)
        yield f"lines-{number}", page(lines + words(b"beside"))
    yield "matrix-of-nothing", page(b"0 0 0 0 0 0 cm " + words(b"flat"))
    yield "font-size-nothing", page(words(b"nothing", size=0))
    yield "font-size-huge", page(words(b"huge", size=1e7))
    yield "operators-none", page(bytes(range(256)) * 200)
    yield "inline-image-open", page(words(b"x") + b"BI /W 99999 /H 99999 /BPC 8 /CS /RGB ID " + b"\0" * 500)


def fonts() -> Iterator[tuple[str, bytes]]:
    """Fonts that hold rubbish, claim the impossible, or tell nobody their letters."""
    identity = b"<< /Type /Font /Subtype /Type0 /BaseFont /Blind /Encoding /Identity-H /DescendantFonts [6 0 R] %b >>"
    child = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Blind /CIDSystemInfo << /Registry (A) /Ordering (I) /Supplement 0 >> %b >>"
    text = b"BT /F1 10 Tf 72 700 Td <000100020003004100420043> Tj ET\n"
    yield "no-to-unicode", page(text, more={5: identity % b"", 6: child % b""})
    cmap = b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> %b endbfrange endcmap"
    for name, to in {
        "surrogates": b"<d800>",
        "nul": b"<0000>",
        "bidi": b"<202e>",
        "long": b"<" + b"0041" * 5000 + b">",
    }.items():
        fonts = {5: identity % b"/ToUnicode 7 0 R", 6: child % b"", 7: stream(cmap % to)}
        yield f"to-unicode-{name}", page(text, more=fonts)
    loop = {5: identity % b"/ToUnicode 7 0 R", 6: child % b"", 7: stream(b"x", b"/UseCMap 7 0 R")}
    yield "to-unicode-uses-itself", page(text, more=loop)
    yield "font-its-own-child", page(text, more={5: (identity % b"").replace(b"6 0 R", b"5 0 R")})
    yield (
        "font-widths-wild",
        page(
            words(b"wide"),
            more={5: HELVETICA[:-2] + b"/FirstChar -5 /LastChar 2147483647 /Widths [1e38 NaN -1000 (x)] >>"},
        ),
    )
    descriptor = b"<< /Type /FontDescriptor /FontName /Bad /Flags 4 /FontBBox [1e9 1e9 -1e9 -1e9] /Ascent 1e38 /FontFile2 7 0 R >>"
    truetype = b"<< /Type /Font /Subtype /TrueType /BaseFont /Bad /FontDescriptor 6 0 R >>"
    for name, data in {
        "rubbish": b"\xff" * 3000,
        "empty": b"",
        "tables-65535": b"\0\1\0\0\xff\xff" + b"glyf\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff" * 300,
    }.items():
        yield f"font-file-{name}", page(words(b"bad"), more={5: truetype, 6: descriptor, 7: stream(data)})
    glyph = b"/CharProcs << /a 6 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [1000]"
    type3 = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix %b %b /Resources << /Font << /F1 5 0 R >> >> >>"
    drawing = stream(b"1000 0 d0 BT /F1 1 Tf (a) Tj ET")
    yield "type3-draws-itself", page(words(b"aaa"), more={5: type3 % (b"[.001 0 0 .001 0 0]", glyph), 6: drawing})
    yield "type3-flat", page(words(b"aaa"), more={5: type3 % (b"[0 0 0 0 0 0]", glyph), 6: drawing})


def images() -> Iterator[tuple[str, bytes]]:
    """Pictures and forms that unpack without end or draw themselves."""
    entries = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d /ColorSpace %b "
    # Only where a picture fills the page is it looked at for text.
    fill, show = b"q 595 0 0 842 0 0 cm /X Do Q\n", b"q 90 0 0 90 0 0 cm /X Do Q\n" + words(b"beside")
    has = b"/XObject << /X 6 0 R >> /Font << /F1 5 0 R >>"
    side = 60_000
    bits = stream(zeros(side * side // 8), entries % (side, side, 1, b"/DeviceGray") + b"/Filter /FlateDecode")
    yield "image-60000-bits", page(fill, resources=has, more={6: bits})
    empty = stream(b"", entries % (side, side, 8, b"/DeviceRGB") + b"/Filter /FlateDecode")
    yield "image-60000-without-data", page(show, resources=has, more={6: empty})
    for name, (wide, high, depth) in {
        "negative": (-5, -5, 8),
        "nothing": (0, 0, 8),
        "overflow": (2147483647, 2147483647, 16),
        "thin": (1, 10_000_000, 1),
        "depth": (10, 10, 255),
    }.items():
        wrong = stream(b"\xaa" * 500, entries % (wide, high, depth, b"/DeviceCMYK"))
        yield f"image-{name}", page(show, resources=has, more={6: wrong})
    indexed = b"[/Indexed /DeviceRGB 2147483647 (abc)]"
    yield (
        "image-palette-huge",
        page(show, resources=has, more={6: stream(b"\xff" * 100, entries % (10, 10, 8, indexed))}),
    )
    masked = stream(b"\xff" * 100, entries % (10, 10, 8, b"/DeviceGray") + b"/SMask 6 0 R /Mask 6 0 R")
    yield "image-masks-itself", page(show, resources=has, more={6: masked})
    for kind in (b"DCTDecode", b"JPXDecode", b"CCITTFaxDecode", b"JBIG2Decode"):
        rubbish = stream(
            b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\3" + b"\x5a" * 900,
            entries % (65535, 65535, 8, b"/DeviceRGB") + b"/Filter /" + kind,
        )
        yield f"image-{kind.decode()}-rubbish", page(show, resources=has, more={6: rubbish})
    many = b"".join(b"q 9 0 0 9 %d %d cm /X Do Q\n" % (n % 600, n % 800) for n in range(3000))
    yield (
        "image-3000-times",
        page(many, resources=has, more={6: stream(b"\x80" * 100, entries % (10, 10, 8, b"/DeviceGray"))}),
    )
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 6 0 R /Y 7 0 R >> >> "
    yield "form-draws-itself", page(b"/X Do", resources=has, more={6: stream(b"/X Do /X Do", form)})
    yield (
        "forms-draw-each-other",
        page(b"/X Do", resources=has, more={6: stream(b"/Y Do", form), 7: stream(b"/X Do", form)}),
    )
    pattern = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0 /YStep 0 /Resources << /Pattern << /P 6 0 R >> >>"
    yield (
        "pattern-paints-itself",
        page(
            b"/Pattern cs /P scn 0 0 595 842 re f",
            resources=b"/Pattern << /P 6 0 R >>",
            more={6: stream(b"/Pattern cs /P scn 0 0 1 1 re f", pattern)},
        ),
    )
    shade = b"<< /ShadingType 1 /ColorSpace /DeviceRGB /Domain [0 1e9 0 1e9] /Function 7 0 R >>"
    function = b"<< /FunctionType 3 /Domain [0 1] /Functions [7 0 R 7 0 R] /Bounds [0.5] /Encode [0 1 0 1] >>"
    yield "function-calls-itself", page(b"/S sh", resources=b"/Shading << /S 6 0 R >>", more={6: shade, 7: function})
    group = b"/Group << /S /Transparency >> /ExtGState << /G << /SMask << /S /Luminosity /G 6 0 R >> >> >>"
    yield (
        "soft-mask-is-itself",
        page(b"/X Do", resources=has, more={6: stream(b"/G gs 0 0 9 9 re f /X Do", form + group)}),
    )
