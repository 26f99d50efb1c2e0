"""The parts that a cell of one column holds: a title with its description, a programme with its workstream."""

import re

from normalise.nothing import names_nothing
from normalise.text import clean

# Where a programme ends and its workstream begins: `Transformation: Service Delivery (Place)`.
_PARTS = re.compile(r"\s*[:;]\s*|\s+[–—-]\s+")


def split_title(title: str | None) -> tuple[str | None, str | None]:
    """Name and description: what stands before and after the first colon; no colon, no parts."""
    head, colon, tail = (title or "").partition(":")
    if not colon:
        return None, None
    return head.strip() or None, tail.strip() or None


def split_link(link: str | None) -> tuple[str | None, str | None]:
    """Programme and workstream of a strategic link: what stands before and after its first colon, semicolon or dash."""
    told = clean(link or "")
    if names_nothing(told):
        return None, None
    parts = _PARTS.split(told, maxsplit=1)
    return parts[0] or None, parts[1] or None if len(parts) > 1 else None
