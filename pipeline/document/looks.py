"""What is seen in the pictures of some pages of a document, as bytes that pass between processes and machines."""

import time
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from extractors.pdf.limits import PageLimits
from extractors.progress import Progress
from pipeline.keeping.codec import decode, encode
from pipeline.keeping.pagecache import PageCache

if TYPE_CHECKING:
    from extractors.picture.pictures import Looks


class Looked(NamedTuple):
    """What was seen, packed, and what that took: seconds on the clock and seconds of a processor."""

    packed: bytes
    seconds: float
    effort: float


def look(
    pdf: Path, numbers: tuple[int, ...], folder: Path | None, limits: PageLimits, page_done: Progress | None = None
) -> Looked:
    """Look at the pictures on the pages `numbers` of `pdf`.

    `folder` is where the writing of pages is kept, None to keep none. Raises DocumentError as `reading.read` does.
    """
    from extractors.picture.pictures import look_at_pages

    began, used = time.perf_counter(), time.process_time()
    looks = look_at_pages(pdf, numbers, page_done, PageCache(folder), limits)
    # 20 to 60 kilobytes a page, a quarter of what they were.
    packed = zlib.compress(encode(tuple(looks.items())), 3)
    return Looked(packed, time.perf_counter() - began, time.process_time() - used)


def together(parts: Iterable[bytes]) -> "Looks":
    """What was seen in all of the parts."""
    from extractors.picture.look import Seen

    kind = cast("type[Any]", tuple[tuple[int, tuple[Seen | None, ...]], ...])
    return {number: looks for part in parts for number, looks in decode(kind, zlib.decompress(part))}
