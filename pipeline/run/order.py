"""What the user asks of a run, and what the run came to."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.outputs.manifest import DocumentEntry
from pipeline.run.judged import Judged


@dataclass(frozen=True)
class Order:
    """What the user asked for: places, which are paths or URLs, the folder for outputs, and who is to do the work.

    That is the Dask cluster whose scheduler has the address `scheduler`, or else `jobs` processes (None: one per
    processor). `limits` is a file of the user's own limits.
    """

    places: tuple[str, ...]
    out: Path
    jobs: int | None = None
    scheduler: str | None = None
    limits: Path | None = None
    cross_check: bool = False
    use_cache: bool = True


@dataclass(frozen=True)
class Outcome:
    """What a run came to: its documents as the manifest has them, and each with its plans as judged.

    `datasets_kept` says that nothing could be published and that the datasets of an earlier run are still in force.
    """

    entries: tuple[DocumentEntry, ...]
    documents: tuple[Judged, ...]
    datasets_kept: bool = False

    @property
    def all_published(self) -> bool:
        """Whether every file of the run gave a plan that is published."""
        return all(entry.verdict in ("published", "published_with_flags") for entry in self.entries)
