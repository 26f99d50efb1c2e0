"""How a task tells from inside which page it has done, wherever it runs."""

import contextlib
from collections.abc import Callable, Generator

# (which item, page, pages, how many of the rest are pictures, which take seconds each)
PageListener = Callable[[str, int, int, int], None]

# Set in every process that reads, so that a task need not carry its way to report along.
_listener: PageListener | None = None


def tell_page(item: str, page: int, pages: int, pictures: int = 0, /) -> None:
    """Report from inside a task that `page` of `pages` of `item` is read; goes nowhere where nobody listens.

    `pictures` of the pages that are left are pictures.
    """
    if _listener is not None:
        _listener(item, page, pages, pictures)


@contextlib.contextmanager
def listening(listener: PageListener | None) -> Generator[None]:
    """What tasks of this process tell within the block goes to `listener`."""
    global _listener
    before, _listener = _listener, listener
    try:
        yield
    finally:
        _listener = before
