"""Writes the TOML beside a fetched PDF, and keeps in it what a person has written there."""

from collections.abc import Mapping
from pathlib import Path

import tomlkit

from pipeline.files.saving import replace
from pipeline.given.sources import FACTS

# A decision to publish personal names holds for the very file that it was made for (pipeline/publish/decisions.py).
_DECISIONS = "publish"


def write_sidecar(pdf: Path, facts: Mapping[str, str], *, changed: bool) -> list[str]:
    """Put `facts` into the sidecar of `pdf`; gives back what a person should know, one line each.

    Comments and directions for the reader stay. Where the PDF has `changed`, what was stated of the one before and is
    not stated of this one goes, and a decision on its personal names becomes a comment. Nothing is written where
    nothing is new. Raises OSError; a sidecar that is no TOML is to be found out before.
    """
    path = pdf.with_suffix(".toml")
    before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    content = tomlkit.parse(before)
    notes: list[str] = []
    if changed:
        stale = [key for key in FACTS if key in content and key not in facts]
        for key in stale:
            content.remove(key)
        if stale:
            notes.append(f"{path.name}: {', '.join(stale)} described the file before and was taken out")
        if _DECISIONS in content:
            decided = tomlkit.dumps({_DECISIONS: content[_DECISIONS]})
            content.remove(_DECISIONS)
            content.add(tomlkit.nl())
            content.add(tomlkit.comment("Decided for the file before:"))
            for line in decided.splitlines():
                content.add(tomlkit.comment(line))
            notes.append(f"{path.name}: the decision on personal names was for the file before; decide again")
    for key in FACTS:
        if key in facts and content.get(key) != facts[key]:
            content[key] = facts[key]
    after = tomlkit.dumps(content)
    if after != before:
        replace(path, after.encode())
    return notes
