"""A document as published: from the cache where it was read before, else from its pages."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from extractors.pdf.limits import PageLimits
from extractors.progress import Progress
from extractors.table import PublishedDocument
from pipeline.document.looks import together
from pipeline.given.sources import Sidecar, directions_fingerprint, unchanged
from pipeline.keeping.cache import Cache, Reading, reading_key
from pipeline.keeping.pagecache import PageCache


class Shared(NamedTuple):
    """How the looking at a document's pictures is shared.

    `most` as in `read_pictures`; `looks` is what others have seen (`looks.look`), which took them `seconds`.
    """

    most: int | None = None
    looks: Sequence[bytes] = ()
    seconds: float = 0.0


ALONE = Shared()


def read(
    pdf: Path,
    sha256: str,
    sidecar: Sidecar | None,
    *,
    folder: Path | None,
    limits: PageLimits,
    cross_check: bool,
    page_done: Progress | None = None,
    shared: Shared = ALONE,
) -> tuple[Reading, bool]:
    """What `pdf`, whose bytes have this SHA-256, publishes, and whether that was kept from an earlier run.

    `folder` is where readings are kept, None to keep none. Raises DocumentError: LimitExceeded among them,
    and UnreadableFile where the bytes change meanwhile; ManyPictures where others are to look at some.
    """
    cache = Cache(folder)
    key = reading_key(sha256, directions=directions_fingerprint(sidecar), cross_check=cross_check, limits=limits)
    if (kept := cache.get(key)) is not None:
        return kept, True
    began = time.perf_counter()
    with unchanged(pdf, sha256):
        document = read_published(pdf, sidecar, page_done, shelf=PageCache(folder), limits=limits, shared=shared)
        if cross_check:
            from extractors.doubts import second

            document = second.cross_check(document, pdf, progress=page_done)
    # Kept to a hundredth, which is also what the manifest says, so that a kept reading tells the same.
    reading = Reading(document, round(shared.seconds + time.perf_counter() - began, 2))
    cache.put(key, reading)
    return reading, False


def read_published(
    pdf: Path,
    sidecar: Sidecar | None,
    page_done: Progress | None,
    *,
    shelf: PageCache | None = None,
    limits: PageLimits | None = None,
    shared: Shared = ALONE,
) -> PublishedDocument:
    """The document that `pdf` publishes, read with the directions beside it. Raises DocumentError.

    What is seen on scanned pages is taken from the shelf and kept there.
    """
    from extractors.document import read_document

    overrides = sidecar.path if sidecar and sidecar.directions else None
    return read_document(
        pdf,
        overrides=overrides,
        progress=page_done,
        shelf=shelf,
        limits=limits,
        most_pictures=shared.most,
        looks=together(shared.looks) if shared.looks else None,
    )
