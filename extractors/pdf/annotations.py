"""What lies on a page as annotations: links, and text that was filled in or typed over the page."""

from ctypes import byref, c_int, c_ulong, create_string_buffer
from typing import Any, NamedTuple, cast

import pypdfium2.raw as raw

# Fields of forms and typed text are the page's own words; marks, stamps and notes are what readers left on them.
_TEXTS = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT)


class Annotated(NamedTuple):
    """A web link, and where it lies in the page's own space: left, bottom, right and top."""

    rectangle: tuple[float, float, float, float]
    url: str


def read_links(document: Any, page: Any) -> list[Annotated]:
    """Web links of the page; other actions are never looked at."""
    links: list[Annotated] = []
    position = c_int(0)
    link = raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, byref(position), byref(link)):
        action = cast("Any", raw.FPDFLink_GetAction(link))
        if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
            continue
        length = raw.FPDFAction_GetURIPath(document, action, None, 0)
        buffer = create_string_buffer(max(int(length), 1))
        raw.FPDFAction_GetURIPath(document, action, buffer, c_ulong(length))
        rect = raw.FS_RECTF()
        if raw.FPDFLink_GetAnnotRect(link, byref(rect)):
            links.append(
                Annotated((rect.left, rect.bottom, rect.right, rect.top), buffer.value.decode("utf-8", "replace"))
            )
    return links


def print_typed_text(page: Any) -> bool:
    """Make what is typed on a page (of the opened document alone) a part of what it prints.

    True where there was something: the page has to be loaded again to show it.
    """
    kinds = [_kind(page, place) for place in range(max(raw.FPDFPage_GetAnnotCount(page), 0))]
    if not any(kind in _TEXTS for kind in kinds):
        return False
    page.render(scale=0.1, draw_annots=True)  # which gives fields that were filled in without a look their look
    for place in reversed([n for n, kind in enumerate(kinds) if kind not in _TEXTS]):
        raw.FPDFPage_RemoveAnnot(page, place)
    return raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS


def _kind(page: Any, place: int) -> int:
    annotation = raw.FPDFPage_GetAnnot(page, place)
    if not annotation:
        return raw.FPDF_ANNOT_UNKNOWN
    try:
        return int(raw.FPDFAnnot_GetSubtype(annotation))
    finally:
        raw.FPDFPage_CloseAnnot(annotation)
