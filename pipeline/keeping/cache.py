"""Documents that were read before, kept so that a run over unchanged PDFs reads none of them.

A document is kept under the SHA-256 of its bytes, of the code and the libraries that read it, and of the directions
beside it. What is kept is the text as published: changed registers or corrections need no new reading.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import extractors
from extractors.table import PublishedDocument
from pipeline.keeping.fingerprint import READERS, source_files, version_of
from pipeline.keeping.shelf import Shelf

# So many bytes of readings are kept however few documents a run has: thousands of them, some hundred kilobytes each.
ROOM = 1_000_000_000


@dataclass(frozen=True)
class Reading:
    """A document as read, and the seconds that the reading took when it was done."""

    document: PublishedDocument
    seconds: float


class Cache(Shelf[Reading]):
    """The readings of whole documents."""

    def __init__(self, folder: Path | None) -> None:
        """Without a folder nothing is kept."""
        super().__init__(folder, Reading)

    def tidy(self, used: int = 0) -> None:
        """Drop the readings that were not used for longest; those of a run that has `used` so many stay."""
        self.prune(2 * used, ROOM)


def reading_key(sha256: str, *, directions: str, cross_check: bool, limits: object) -> str:
    """The name under which the reading of the PDF with this SHA-256 is kept, in hexadecimal.

    `limits` is whatever a document is refused by: a reading from a time of wider ones must not stand for a refusal.
    """
    parts = (sha256, code_version(), directions, "cross-check" if cross_check else "", repr(limits))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1)
def code_version() -> str:
    """A hash over the reader's source and data files and the releases of the libraries it reads with."""
    return version_of(source_files(Path(extractors.__file__).parent), READERS)
