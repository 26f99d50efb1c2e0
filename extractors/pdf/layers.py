"""Layers (optional content, ISO 32000-1, 8.11) that are off when a document is opened.

PDFium leaves them out of what it draws, but gives their text and lines all the same: withdrawn wording and other
editions would be read as if they were printed.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

import pikepdf

# Operators that paint: a path is then given up without a mark, everything else is left out.
_PATHS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s"))
_OTHERS = frozenset(("Tj", "TJ", "'", '"', "sh", "INLINE IMAGE"))


# What comes of objects that are not what they should be where they are followed.
UNFOLLOWED = (pikepdf.PikepdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, IndexError)


class Stripped(NamedTuple):
    """Whether a document has layers that are off, and the pages on which they could not be told from the others."""

    hidden: bool
    unfollowed: tuple[int, ...] = ()


def strip_hidden_layers(document: pikepdf.Pdf) -> Stripped:
    """Take what is on layers that are off out of the opened `document`."""
    off = _Off(document)
    unfollowed: list[int] = []
    for number, page in enumerate(document.pages if off.any else (), 1):
        try:
            off.strip_page(document, page)
        except UNFOLLOWED:
            unfollowed.append(number)
    return Stripped(off.any, tuple(unfollowed))


def resources_of(pages: Iterable[pikepdf.Page]) -> Iterator[Any]:
    """The resources of pages and of all forms that they draw, each once."""
    met: set[tuple[int, int]] = set()
    for page in pages:
        waiting: list[Any] = [page.resources]
        while waiting:
            one = waiting.pop()
            if not isinstance(one, pikepdf.Dictionary):
                continue
            yield one
            objects: Any = one.get("/XObject", pikepdf.Dictionary())
            for form in [objects[name] for name in objects]:
                if form.get("/Subtype") == "/Form" and form.objgen not in met:
                    met.add(form.objgen)
                    waiting.append(form.get("/Resources"))


def _shows_by_rule(resources: Any) -> bool:
    """Whether content with these resources is shown by more than that a layer is on."""
    named: Any = resources.get("/Properties", pikepdf.Dictionary())
    memberships = [layer for layer in (named[name] for name in named) if str(layer.get("/Type")) == "/OCMD"]
    return any("/VE" in m or str(m.get("/P")) in ("/AnyOff", "/AllOff") for m in memberships)


class _Off:
    """The layers of a document that are off."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        root: Any = document.Root
        layers: Any = root.get("/OCProperties", pikepdf.Dictionary())
        usual: Any = layers.get("/D", pikepdf.Dictionary())
        every: list[Any] = list(layers.get("/OCGs", []))
        if str(usual.get("/BaseState", "/ON")) == "/OFF":
            shown = {group.objgen for group in usual.get("/ON", [])}
            self.groups = {group.objgen for group in every} - shown
        else:
            self.groups: set[tuple[int, int]] = {group.objgen for group in usual.get("/OFF", [])}
        self._done: set[tuple[int, int]] = set()
        # what shows where a layer is off is hidden where none is
        self.any = bool(self.groups) or (bool(every) and any(map(_shows_by_rule, resources_of(document.pages))))

    def hides(self, layer: Any) -> bool:
        """Whether what belongs to `layer`, a group or a membership of several, is not shown."""
        if not isinstance(layer, pikepdf.Dictionary):
            return False
        if str(layer.get("/Type")) != "/OCMD":
            return layer.objgen in self.groups
        named: Any = layer.get("/OCGs", [])
        groups: list[Any] = [named] if isinstance(named, pikepdf.Dictionary) else list(named)
        states = [group.objgen not in self.groups for group in groups]
        if "/VE" in layer:
            return not self._holds(layer.get("/VE"))
        if not states:
            return False
        rules = {"/AllOn": all(states), "/AnyOff": not all(states), "/AllOff": not any(states)}
        return not rules.get(str(layer.get("/P", "/AnyOn")), any(states))

    def _holds(self, expression: Any) -> bool:
        """Whether a visibility expression (ISO 32000-1, 8.11.2.2) does: a group, or And, Or, Not and what they join."""
        if isinstance(expression, pikepdf.Dictionary):
            return expression.objgen not in self.groups
        rule, *parts = list(expression)
        held = [self._holds(part) for part in parts]
        return {"/And": all(held), "/Or": any(held), "/Not": not any(held)}[str(rule)]

    def strip_page(self, document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        """Take what is hidden off a page."""
        kept = self._shown(page, page.obj.get("/Resources", page.resources))
        if kept is not None:
            page.obj.Contents = document.make_stream(kept)
        notes = page.obj.get("/Annots")
        if notes is not None:
            page.obj.Annots = pikepdf.Array([n for n in cast("list[Any]", list(notes)) if not self.hides(n.get("/OC"))])

    def _shown(self, content: Any, resources: Any) -> bytes | None:
        """The instructions of a page or form without those that draw something hidden; None where none do."""
        named: Any = resources.get("/Properties", {})
        objects: Any = resources.get("/XObject", {})
        self._strip_forms(objects)
        kept: list[Any] = []
        open_marks: list[bool] = []
        changed = False
        for instruction in pikepdf.parse_content_stream(content):
            operands: list[Any] = list(cast("Any", instruction.operands))
            operator = instruction.operator
            name = str(operator)
            if name in ("BMC", "BDC"):
                open_marks.append(
                    name == "BDC" and str(operands[0]) == "/OC" and self.hides(named.get(str(operands[1])))
                )
            elif name == "EMC" and open_marks:
                open_marks.pop()
            hidden = any(open_marks)
            if name == "Do":
                hidden = hidden or self.hides(objects.get(str(operands[0]), pikepdf.Dictionary()).get("/OC"))
            if hidden and (name in _PATHS or name in _OTHERS or name == "Do"):
                changed = True
                if name in _PATHS:
                    kept.append(([], pikepdf.Operator("n")))
                continue
            kept.append((operands, operator))
        return pikepdf.unparse_content_stream(kept) if changed else None

    def _strip_forms(self, objects: Any) -> None:
        """Take what is hidden off the forms among the external objects of a page or form."""
        for form in [objects[name] for name in objects]:
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form" and form.objgen not in self._done:
                self._done.add(form.objgen)
                kept = self._shown(form, form.get("/Resources", pikepdf.Dictionary()))
                if kept is not None:
                    form.write(kept)
