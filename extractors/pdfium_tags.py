"""The structure tree of one page (PDF 32000-1, 14.7) as PDFium sees it.

PDFium shows every child's place even where the child has no content on this page, so a node's path of child indices
is the same from every page. That tells a row or table that goes on over a page break without opening the catalogue.
"""

from ctypes import c_float, create_string_buffer
from typing import Any

import pypdfium2.raw as raw

from extractors.page import TagNode

# Deeper trees than this are not tables but an attack or an accident; Word nests about 12 levels.
MAX_DEPTH = 60
MAX_NODES = 200_000


def read_tags(page: Any) -> tuple[TagNode, ...]:
    """The parts of the structure tree that have content on `page`; empty for an untagged page."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return ()
    try:
        budget = [MAX_NODES]
        nodes: list[TagNode] = []
        for i in range(raw.FPDF_StructTree_CountChildren(tree)):
            element = raw.FPDF_StructTree_GetChildAtIndex(tree, i)
            if element:
                nodes.append(_node(element, (i,), budget))
        return tuple(nodes)
    finally:
        raw.FPDF_StructTree_Close(tree)


def _node(element: Any, path: tuple[int, ...], budget: list[int]) -> TagNode:
    kind = _type(element)
    count = max(raw.FPDF_StructElement_CountChildren(element), 0)
    mcids: list[int] = []
    children: list[TagNode] = []
    for i in range(count):
        mcid = raw.FPDF_StructElement_GetChildMarkedContentID(element, i)
        if mcid >= 0:
            mcids.append(mcid)
        elif len(path) < MAX_DEPTH and budget[0] > 0:
            child = raw.FPDF_StructElement_GetChildAtIndex(element, i)
            if child:
                budget[0] -= 1
                children.append(_node(child, (*path, i), budget))
    col_span, row_span = _spans(element) if kind in ("TD", "TH") else (1, 1)
    return TagNode(kind, path, tuple(mcids), tuple(children), col_span, row_span, count)


def _type(element: Any) -> str:
    length = raw.FPDF_StructElement_GetType(element, None, 0)
    if length <= 2:
        return ""
    buffer = create_string_buffer(int(length))
    raw.FPDF_StructElement_GetType(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _spans(element: Any) -> tuple[int, int]:
    """ColSpan and RowSpan of a table cell (PDF 32000-1, table 349); 1 where nothing is said."""
    spans = {b"ColSpan": 1, b"RowSpan": 1}
    for i in range(max(raw.FPDF_StructElement_GetAttributeCount(element), 0)):
        attribute = raw.FPDF_StructElement_GetAttributeAtIndex(element, i)
        if not attribute:
            continue
        for name in spans:
            value = raw.FPDF_StructElement_Attr_GetValue(attribute, name)
            number = c_float()
            if value and raw.FPDF_StructElement_Attr_GetNumberValue(value, number):
                spans[name] = max(1, min(int(number.value), 1000))
    return spans[b"ColSpan"], spans[b"RowSpan"]
