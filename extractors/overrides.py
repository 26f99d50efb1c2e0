"""The small TOML beside a PDF that overrules what headings were taken for.

    [headings]
    "Who's on it" = "lead_officer"
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from extractors.errors import PlanliftError

FIELDS = (
    "title", "code", "outcome_code", "outcome_codes", "start", "delivery", "lead_officer", "committees", "strategic_link",
    "status", "update", "rag", "indicator", "tier", "unit", "target", "value", "direction", "other",
)  # fmt: skip


class BadOverrides(PlanliftError):
    """The file beside the PDF cannot be used as it stands."""

    exit_code = 2
    reason = "bad_overrides"


@dataclass(frozen=True)
class Overrides:
    """Heading -> field, as a person wrote it."""

    fields: dict[str, str] = field(default_factory=dict)


def read_overrides(path: Path | None) -> Overrides:
    """The overrides in `path`; none where there is no file. Raises BadOverrides naming the key that is wrong."""
    if path is None or not path.exists():
        return Overrides()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadOverrides(f"is not valid TOML: {error}", where=path.name, fix="mend the file or remove it") from error
    headings = content.get("headings", {})
    for heading, name in headings.items():
        if name not in FIELDS:
            raise BadOverrides(f"'{heading}' is given to '{name}', which is no field", where=path.name, fix="use one of " + ", ".join(FIELDS))
    return Overrides(dict(headings))
