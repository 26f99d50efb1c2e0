"""The objects of a page in drawing order, those of its forms among them, and where they stand on the displayed page."""

from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as raw

from extractors.page import Box, Floats, Ints
from extractors.pdf import pdfium_calls as calls

# What is looked at of a page's objects.
KINDS = (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING)
MAX_FORM_DEPTH = 12
# A page beyond this many drawn objects is a drawing (a map, a CAD plan), not a table.
MAX_OBJECTS = 60_000


class Transform(NamedTuple):
    """An affine transform: x' = a*x + c*y + e, y' = b*x + d*y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def apply(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """The transformed points."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The upright box around a transformed rectangle."""
        a, b, c, d, e, f = self
        corners = ((x0, y0), (x1, y1), (x0, y1), (x1, y0))
        xs, ys = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))


class Listed:
    """Objects of one kind in drawing order, with their drawing orders, marked contents, and the forms around them."""

    def __init__(self) -> None:
        self.handles: list[calls.Handle] = []
        self.orders: list[int] = []
        self.mcids: list[int] = []
        self.around: list[Transform] = []

    def transforms(self) -> Floats:
        """A row for each object: the six numbers of the transform from its own space to the displayed page."""
        return _transforms(self.handles, np.array(self.around, dtype=np.float64).reshape(-1, 6))


class Objects(NamedTuple):
    """A page's objects by their kind."""

    texts: Listed
    paths: Listed
    images: Listed
    shadings: Listed


def list_objects(page: Any, transform: Transform) -> Objects:
    """The objects of `page`; `transform` leads from its space to the displayed page."""
    handle = calls.handle_of(page)
    walk = _Walk()
    every = map(calls.object_at, repeat(handle), range(calls.count_objects(handle)))
    walk.through([h for h in every if h], transform)
    return Objects(*walk.kinds.values())


class _Walk:
    """Lists a page's objects, and those of its forms."""

    def __init__(self) -> None:
        self.kinds = {k: Listed() for k in KINDS}
        self.order = 0

    def through(self, handles: list[calls.Handle], around: Transform, depth: int = 0, mcid: int = -1) -> None:
        """List the objects `handles` of the page or of a form, and those of the forms among them."""
        n = len(handles)
        kinds = np.fromiter(map(calls.kind_of, handles), dtype=np.int64, count=n)
        own = np.fromiter(map(calls.marked_content, handles), dtype=np.int64, count=n)
        mcids = np.where(own >= 0, own, mcid)
        start = 0
        for form in np.flatnonzero(kinds == raw.FPDF_PAGEOBJ_FORM).tolist():
            self._list(handles[start:form], kinds[start:form], mcids[start:form], around)
            self.order += 1
            if self.order <= MAX_OBJECTS and depth < MAX_FORM_DEPTH:
                inside = list(
                    map(calls.form_object_at, repeat(handles[form]), range(calls.count_form_objects(handles[form])))
                )
                inner = Transform(*_transforms([handles[form]], np.array([around])).tolist()[0])
                self.through(inside, inner, depth + 1, int(mcids[form]))
            start = form + 1
        self._list(handles[start:], kinds[start:], mcids[start:], around)

    def _list(self, handles: list[calls.Handle], kinds: Ints, mcids: Ints, around: Transform) -> None:
        """List objects without forms among them."""
        room = max(0, MAX_OBJECTS - self.order)
        for kind, listed in self.kinds.items():
            mine = np.flatnonzero(kinds[:room] == kind)
            listed.handles.extend(map(handles.__getitem__, mine.tolist()))
            listed.orders.extend((mine + self.order + 1).tolist())
            listed.mcids.extend(mcids[mine].tolist())
            listed.around.extend(repeat(around, len(mine)))
        self.order += len(handles)


def _transforms(handles: list[calls.Handle], around: Floats) -> Floats:
    """A row for each object: the transforms `around` them applied to what their own matrices have transformed."""
    own = calls.written(calls.matrix_of, (handles,), len(handles), np.float32, each=6).astype(np.float64)
    a, b, c, d, e, f = own.T
    ta, tb, tc, td, te, tf = around.T
    columns = (ta * a + tc * b, tb * a + td * b, ta * c + tc * d, tb * c + td * d)
    return np.column_stack([*columns, ta * e + tc * f + te, tb * e + td * f + tf])
