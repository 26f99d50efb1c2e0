"""The structure tree of one page (PDF 32000-1, 14.7) as PDFium sees it.

PDFium shows every child's place even where the child has no content on this page, so a node's path of child indices
is the same from every page. That tells a row or table that goes on over a page break without opening the catalogue.
"""

from ctypes import byref, c_float, c_ulong, c_void_p, cast, create_string_buffer
from typing import Any

import pypdfium2.raw as raw

from extractors.page import TagNode
from extractors.pdf import pdfium_calls as calls

# Deeper trees than this are not tables but an attack or an accident; Word nests about 12 levels.
MAX_DEPTH = 60
MAX_NODES = 200_000
# The type of a node is read into this; PDF's own types have at most 10 letters, of two bytes each.
_name = create_string_buffer(64)


def read_tags(page: Any) -> tuple[TagNode, ...]:
    """The parts of the structure tree that have content on `page`; empty for an untagged page."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return ()
    try:
        budget = [MAX_NODES]
        nodes: list[TagNode] = []
        handle = calls.Handle(cast(tree, c_void_p).value)
        for i in range(raw.FPDF_StructTree_CountChildren(tree)):
            element = calls.tag_root(handle, i)
            if element:
                nodes.append(_node(element, (i,), budget))
        return tuple(nodes)
    finally:
        raw.FPDF_StructTree_Close(tree)


def _node(element: calls.Handle, path: tuple[int, ...], budget: list[int]) -> TagNode:
    kind = _type(element)
    count = max(calls.tag_children(element), 0)
    mcids: list[int] = []
    children: list[TagNode] = []
    for i in range(count):
        mcid = calls.tag_mcid(element, i)
        if mcid >= 0:
            mcids.append(mcid)
        elif len(path) < MAX_DEPTH and budget[0] > 0:
            child = calls.tag_child(element, i)
            if child:
                budget[0] -= 1
                children.append(_node(child, (*path, i), budget))
    col_span, row_span = _spans(element) if kind in ("TD", "TH") else (1, 1)
    return TagNode(kind, path, tuple(mcids), tuple(children), col_span, row_span, count)


def _type(element: calls.Handle) -> str:
    length = calls.tag_type(element, _name, c_ulong(len(_name)))
    if length <= 2:
        return ""
    if length > len(_name):
        longer = create_string_buffer(length)
        calls.tag_type(element, longer, c_ulong(length))
        return longer.raw[: length - 2].decode("utf-16-le", "replace")
    return _name.raw[: length - 2].decode("utf-16-le", "replace")


def _spans(element: calls.Handle) -> tuple[int, int]:
    """ColSpan and RowSpan of a table cell (PDF 32000-1, table 349); 1 where nothing is said."""
    spans = {b"ColSpan": 1, b"RowSpan": 1}
    for i in range(max(calls.tag_attributes(element), 0)):
        attribute = calls.tag_attribute(element, i)
        if not attribute:
            continue
        for name in spans:
            value = calls.tag_value(attribute, name)
            number = c_float()
            if value and calls.tag_number(value, byref(number)):
                spans[name] = max(1, min(int(number.value), 1000))
    return spans[b"ColSpan"], spans[b"RowSpan"]
