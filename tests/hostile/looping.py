"""Structures that lead back to themselves, go down without end, or claim to be larger than the world."""

from collections.abc import Iterator

from tests.hostile.objects import A4, HELVETICA, packed, page, pdf, stream, words, zeros

_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox %b >>" % A4


def trees() -> Iterator[tuple[str, bytes]]:
    """Page trees, outlines, names and tags that do not end, and pages that are none."""
    yield "pages-own-child", pdf({1: _CATALOG, 2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"})
    yield (
        "pages-grandchild-is-parent",
        pdf(
            {
                1: _CATALOG,
                2: b"<< /Type /Pages /Kids [3 0 R] /Count 5 >>",
                3: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 4 0 R] /Count 4 >>",
                4: _PAGE,
            }
        ),
    )
    yield "page-twice", pdf({1: _CATALOG, 2: b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>", 3: _PAGE})
    yield "page-its-own-parent", page(words(b"alone"), entries=b"/Parent 3 0 R")
    yield "pages-is-the-catalog", pdf({1: b"<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] /Count 3 >>"})
    yield "kids-no-array", pdf({1: _CATALOG, 2: b"<< /Type /Pages /Kids 7 /Count 1 >>"})
    yield "kids-null", pdf({1: _CATALOG, 2: b"<< /Type /Pages /Kids [null 9 0 R (x) 3] /Count 4 >>"})
    for told in (b"-1", b"0", b"1000000", b"2147483647", b"4294967296", b"1e9", b"(many)"):
        count = pdf({1: _CATALOG, 2: b"<< /Type /Pages /Kids [3 0 R] /Count %b >>" % told, 3: _PAGE})
        yield f"count-{told.decode().strip('()')}", count
    yield (
        "pages-deep",
        pdf(
            {1: _CATALOG}
            | {n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 1) for n in range(2, 3000)}
            | {3000: _PAGE}
        ),
    )
    many = 10_000
    kids = b" ".join(b"%d 0 R" % n for n in range(3, 3 + many))
    yield (
        "ten-thousand-pages",
        pdf(
            {1: _CATALOG, 2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, many)}
            | dict.fromkeys(range(3, 3 + many), _PAGE)
        ),
    )
    item = b"<< /Title (x) /Parent 6 0 R /Next 7 0 R /Prev 7 0 R /First 6 0 R /Last 7 0 R >>"
    outlines = b"<< /First 7 0 R /Last 7 0 R /Count 9999 >>"
    yield "outlines-loop", page(words(b"loop"), catalog=b"/Outlines 6 0 R", more={6: outlines, 7: item})
    tree = b"<< /Kids [6 0 R] /Limits [(a) (z)] >>"
    yield "names-loop", page(words(b"loop"), catalog=b"/Names << /Dests 6 0 R >>", more={6: tree})
    tags = b"/StructTreeRoot 6 0 R /MarkInfo << /Marked true >>"
    root = b"<< /Type /StructTreeRoot /K 7 0 R /ParentTree << /Nums [0 [7 0 R]] >> >>"
    marked = b"/Table << /MCID 0 >> BDC\n" + words(b"loop") + b"EMC\n"
    for name, element in {
        "own-child": b"<< /Type /StructElem /S /Table /P 6 0 R /K [7 0 R 0] /Pg 3 0 R >>",
        "root-is-child": b"<< /Type /StructElem /S /Table /P 6 0 R /K [6 0 R << /Type /MCR /Pg 3 0 R /MCID 0 >>] >>",
        "wild": b"<< /Type /StructElem /S 7 /P 7 0 R /K [-1 99999999 (x) null << >> [[[]]]] /Pg 99 0 R >>",
        "spans": b"<< /Type /StructElem /S /TD /P 6 0 R /K 0 /Pg 3 0 R /A << /O /Table /ColSpan 2147483647 /RowSpan -3 >> >>",
    }.items():
        yield f"tags-{name}", page(marked, catalog=tags, entries=b"/StructParents 0", more={6: root, 7: element})
    deep = {
        n: b"<< /Type /StructElem /S /Div /P %d 0 R /K %d 0 R /Pg 3 0 R >>" % (n - 1, n + 1) for n in range(7, 4000)
    }
    last = {4000: b"<< /Type /StructElem /S /P /P 3999 0 R /K 0 /Pg 3 0 R >>"}
    yield "tags-deep", page(marked, catalog=tags, entries=b"/StructParents 0", more={6: root, **deep, **last})
    wide = b"<< /Type /StructElem /S /Table /P 6 0 R /Pg 3 0 R /K [%b] >>" % (b"7 0 R " * 20_000)
    yield "tags-wide-loop", page(marked, catalog=tags, entries=b"/StructParents 0", more={6: root, 7: wide})


def syntax() -> Iterator[tuple[str, bytes]]:
    """Objects that hold themselves, deep nests, and values where others should stand."""
    yield "arrays-deep", page(words(b"deep"), entries=b"/Odd " + b"[" * 50_000 + b"]" * 50_000)
    yield "dictionaries-deep", page(words(b"deep"), entries=b"/Odd " + b"<</A" * 20_000 + b" 1 " + b">>" * 20_000)
    yield "arrays-open", page(words(b"open"), entries=b"/Odd " + b"[" * 50_000)
    yield "string-open", page(words(b"open"), entries=b"/Odd (" + b"(" * 10_000)
    yield "name-long", page(words(b"long"), entries=b"/Odd /" + b"N" * 200_000)
    yield "reference-to-itself", page(words(b"self"), more={5: b"5 0 R"})
    yield "references-in-a-ring", page(words(b"ring"), more={5: b"6 0 R", 6: b"7 0 R", 7: b"5 0 R"})
    yield "length-refers-to-itself", page(more={4: stream(words(b"x"), length=b"4 0 R")})
    yield "length-refers-nowhere", page(more={4: stream(words(b"x"), length=b"99 0 R")})
    yield "content-is-the-page", page(entries=b"/Contents 3 0 R")
    yield (
        "content-many-times",
        page(entries=b"/Contents [%b]" % (b"4 0 R " * 5000), more={4: stream(words(b"again") * 3)}),
    )
    yield "content-missing", page(entries=b"/Contents 99 0 R")
    yield "resources-missing", page(words(b"bare"), resources=b"")
    yield "catalog-missing", pdf({2: b"<< /Type /Pages /Kids [] /Count 0 >>"})
    yield "no-objects-at-all", b"%PDF-1.4\n%%EOF\n"
    yield "only-a-header", b"%PDF-1.7\n"
    yield "no-pages", pdf({1: _CATALOG, 2: b"<< /Type /Pages /Kids [] /Count 0 >>"})
    stm = b"6 0 7 10 " + b"<< /Type /Font >> 8 0 R"
    yield (
        "object-stream-in-itself",
        page(words(b"x"), more={5: packed(stm, b"/Type /ObjStm /N 2 /First 9 /Extends 5 0 R")}),
    )
    yield (
        "object-stream-wild",
        page(words(b"x"), more={6: packed(b"\xff" * 500, b"/Type /ObjStm /N 99999999 /First -4")}),
    )
    yield (
        "predictor-wild",
        page(
            more={
                4: packed(
                    words(b"x"), b"/DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 99 /BitsPerComponent 64 >>"
                )
            }
        ),
    )
    for name in (
        b"ASCIIHexDecode",
        b"ASCII85Decode",
        b"LZWDecode",
        b"RunLengthDecode",
        b"JBIG2Decode",
        b"JPXDecode",
        b"No",
    ):
        rubbish = stream(b"\xff\x00zz~>" * 300, b"/Filter /" + name)
        yield f"filter-{name.decode()}-rubbish", page(more={4: rubbish})
    yield "filters-a-hundred", page(more={4: stream(words(b"x"), b"/Filter [%b]" % (b"/ASCIIHexDecode " * 100))})


def bombs() -> Iterator[tuple[str, bytes]]:
    """A few kilobytes that become gigabytes when they are unpacked."""
    once, twice = zeros(256 << 20), zeros(512 << 20, 2)
    flate, flate2 = b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]"
    yield "bomb-content", page(more={4: stream(once, flate)})
    yield "bomb-content-twice-packed", page(more={4: stream(twice, flate2)})
    yield "bomb-content-many-times", page(entries=b"/Contents [%b]" % (b"4 0 R " * 40), more={4: stream(once, flate)})
    unicode = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    yield "bomb-to-unicode", page(words(b"bomb"), more={5: unicode, 6: stream(twice, flate2)})
    described = b"<< /Type /Font /Subtype /TrueType /BaseFont /Bomb /FontDescriptor 6 0 R >>"
    descriptor = b"<< /Type /FontDescriptor /FontName /Bomb /Flags 4 /FontFile2 7 0 R >>"
    yield "bomb-font", page(words(b"bomb"), more={5: described, 6: descriptor, 7: stream(twice, flate2)})
    attached = b"/Names << /EmbeddedFiles << /Names [(bomb) << /F (bomb) /EF << /F 6 0 R >> >>] >> >>"
    yield (
        "bomb-attachment",
        page(words(b"bomb"), catalog=attached, more={6: stream(twice, flate2 + b" /Type /EmbeddedFile")}),
    )
    yield "bomb-metadata", page(words(b"bomb"), catalog=b"/Metadata 6 0 R", more={6: stream(twice, flate2)})
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
    doubling = {
        n: stream(b"/X%d Do " % (n + 1) * 10, form + b"/Resources << /XObject << /X%d %d 0 R >> >>" % (n + 1, n + 1))
        for n in range(6, 16)
    }
    leaf = {16: stream(words(b"laugh"), form + b"/Resources << /Font << /F1 5 0 R >> >>")}
    yield (
        "bomb-forms-ten-to-the-ten",
        page(b"/X6 Do", resources=b"/XObject << /X6 6 0 R >>", more={5: HELVETICA, **doubling, **leaf}),
    )
