"""All hostile files in two folders: those that can hold no plan, and those that were plans before they came to harm."""

from collections.abc import Iterator
from pathlib import Path

from tests.hostile import acting, damaged, drawing, looping, texts
from tests.small_pdfs import plan_pdf


def without_plans(trap: Path, address: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of files from which nothing can be published; for the arguments see `acting.actions`."""
    yield from looping.trees()
    yield from looping.syntax()
    yield from looping.bombs()
    yield from drawing.crowds()
    yield from drawing.boxes()
    yield from drawing.numbers()
    yield from drawing.fonts()
    yield from drawing.images()
    yield from acting.actions(trap, address)
    yield from acting.strangers()


def once_plans(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of plans that were damaged, locked or written with ill will; `folder` is for the making."""
    good = plan_pdf(folder / "good.pdf").read_bytes()
    streams, web = damaged.in_object_streams(good), damaged.linearized(good)
    for name, form in (("table", good), ("streams", streams), ("web", web)):
        yield from damaged.truncations(name, form)
        yield from damaged.overwritten(name, form)
    yield from damaged.misled("table", good)
    yield from acting.locked(good)
    yield from texts.sayings(folder)


def write(folder: Path, files: Iterator[tuple[str, bytes]]) -> list[str]:
    """Write the files as PDFs into `folder`, which is made; returns the names of the files. No two names are equal."""
    folder.mkdir()
    names: list[str] = []
    for name, data in files:
        file = folder / f"{name}.pdf"
        with file.open("xb") as stream:
            stream.write(data)
        names.append(file.name)
    return names
