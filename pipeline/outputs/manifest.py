"""The manifest: what a run was given, what became of each document, and what it wrote.

Everything in it is a function of the inputs except a document's `seconds`, which the design asks for; a document
that comes from the cache keeps the seconds of the run that read it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from expectations.contract import DATASETS

NAME = "manifest.json"
Verdict = Literal["published", "published_with_flags", "held_back", "no_plan_found", "rejected"]


@dataclass(frozen=True)
class DocumentEntry:
    """What became of one file of the run.

    `reason` says why in one line; `plans` are the identifiers of its plans; `cells` and `flagged` are counts over
    all of them; `seconds` is how long reading it took. `sha256` is None for a file that could not be opened.
    """

    file: str
    sha256: str | None
    verdict: Verdict
    reason: str
    plans: tuple[str, ...] = ()
    pages: int = 0
    cells: int = 0
    flagged: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class DatasetEntry:
    """One dataset as written; `sha256` is that of its Parquet file."""

    name: str
    rows: int
    sha256: str


def render(run: Mapping[str, object], documents: Sequence[DocumentEntry], datasets: Sequence[DatasetEntry]) -> bytes:
    """The manifest as UTF-8: documents in the order of their names, datasets in that of the contract."""
    listed = sorted(documents, key=lambda d: (d.file, d.sha256 or ""))
    content = {
        "run": dict(run),
        "documents": [{**vars(d), "seconds": round(d.seconds, 2)} for d in listed],
        "datasets": [vars(d) for d in datasets],
    }
    # A file name may hold bytes that are no text; as half surrogate pairs they can only be written escaped.
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def written_by_planlift(folder: Path) -> bool:
    """Whether `folder` holds the manifest of a run, the sign by which Planlift knows its own outputs."""
    return bool(datasets_of(folder))


def datasets_of(folder: Path) -> list[DatasetEntry]:
    """The datasets as the manifest in `folder` lists them, none where it holds no manifest of a run."""
    try:
        content = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return []
    if not isinstance(content, dict):
        return []
    listed = cast("dict[str, object]", content).get("datasets")
    if not isinstance(listed, list) or "documents" not in content or "run" not in content:
        return []
    found = [cast("dict[str, object]", d) for d in cast("list[object]", listed) if isinstance(d, dict)]
    if [d.get("name") for d in found] != list(DATASETS):
        return []
    rows = [d.get("rows") for d in found]
    counts = [n if isinstance(n, int) else 0 for n in rows]
    return [DatasetEntry(str(d["name"]), n, str(d.get("sha256"))) for d, n in zip(found, counts, strict=True)]
