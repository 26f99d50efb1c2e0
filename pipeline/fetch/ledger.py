"""What is remembered of the files that were fetched into a folder, so that they need not be fetched again.

A hidden file in the folder, `.planlift-fetch.json`. Losing it costs one download of everything: what counts is in the
sidecars.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import cast

from pipeline.files.saving import replace

NAME = ".planlift-fetch.json"


@dataclass(frozen=True)
class Entry:
    """A file as it was fetched: from where, its SHA-256 in hexadecimal, the day (ISO 8601, UTC), its validators."""

    url: str
    sha256: str
    accessed: str
    etag: str = ""
    last_modified: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """The header fields that ask for the file only if it has changed (RFC 9110, section 13.1)."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


class Ledger:
    """The entries of a folder by the names of its files."""

    def __init__(self, folder: Path) -> None:
        """Begin with those that were written before; what cannot be read, or is of another form, is no entry."""
        self._file = folder / NAME
        self._entries: dict[str, Entry] = {}
        try:
            content = json.loads(self._file.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return
        if isinstance(content, dict):
            for name, told in cast("dict[str, object]", content).items():
                if (entry := _entry(told)) is not None:
                    self._entries[name] = entry

    def get(self, name: str) -> Entry | None:
        """The entry of the file `name`, None where there is none."""
        return self._entries.get(name)

    def put(self, name: str, entry: Entry) -> None:
        """Remember `entry`, on disk when this returns. Raises OSError."""
        if self._entries.get(name) == entry:
            return
        self._entries[name] = entry
        content = {key: asdict(self._entries[key]) for key in sorted(self._entries)}
        replace(self._file, (json.dumps(content, indent=1) + "\n").encode())


def _entry(told: object) -> Entry | None:
    names = {field.name for field in fields(Entry)}
    if not isinstance(told, Mapping) or set(cast("Mapping[str, object]", told)) != names:
        return None
    values = cast("Mapping[str, object]", told)
    return Entry(**cast("dict[str, str]", values)) if all(isinstance(v, str) for v in values.values()) else None
