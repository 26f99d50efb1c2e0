"""How the reading of a document tells how far it is."""

from typing import Protocol


class Progress(Protocol):
    """Told while a document is read, perhaps from another thread."""

    def __call__(self, done: int, pages: int, pictures: int = 0, /) -> None:
        """`done` of `pages` are read; of the rest so many are pictures, which take seconds each."""
        ...
