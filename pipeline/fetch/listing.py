"""`sources.toml`: which plans to fetch, from where, and how to behave; `docs/fetching-plans.md` explains it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

from extractors.errors import NO_TOML
from extractors.printable import printable
from pipeline.fetch.errors import BadSources

_MANNERS = Path(__file__).with_name("manners.toml")
# What a source may state of its plan; all of it goes into the sidecar, see pipeline/given/sources.py.
FACTS = ("council", "title", "url", "licence", "financial_year", "quarter", "plan_type")
_NEEDED = ("council", "url", "licence")
# Names that every usual file system takes, short enough for a prefix and a suffix of ours (most allow 255 bytes).
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Manners:
    """The settings as `manners.toml` explains them: sizes in megabytes, times in seconds, hosts in small letters."""

    contact: str
    max_mb: float
    silence_seconds: float
    download_seconds: float
    pause_seconds: float
    attempts: int
    first_wait: float
    longest_wait: float
    redirects: int
    private_hosts: frozenset[str]


@dataclass(frozen=True)
class Source:
    """A plan to fetch: its address, the name of the file that it becomes, and what is stated of it by key."""

    url: str
    file: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Listing:
    """What `sources.toml` says."""

    sources: tuple[Source, ...]
    manners: Manners


def read_listing(file: Path) -> Listing:
    """The listing in `file`. Raises BadSources naming the first entry that cannot be used."""
    try:
        content = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        fix = "see docs/fetching-plans.md for how to write one, or name another with --sources"
        raise BadSources(f"cannot be read: {error.strerror}", where=str(file), fix=fix) from error
    except NO_TOML as error:
        raise BadSources(f"is no TOML: {error}", where=str(file), fix="correct that line") from error
    if unknown := sorted(content.keys() - {"fetch", "source"}):
        raise BadSources(f"`{unknown[0]}` is not known here", where=str(file), fix="write [fetch] and [[source]]")
    manners = _manners(file, content.get("fetch", {}))
    entries = content.get("source", [])
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in cast("list[object]", entries)):
        raise BadSources("`source` is no list", where=str(file), fix="begin each source with [[source]]")
    sources: list[Source] = []
    for number, entry in enumerate(cast("list[dict[str, object]]", entries), start=1):
        sources.append(_source(f"{file}, source {number}", entry))
    _check_unique(file, sources)
    return Listing(tuple(sources), manners)


def _manners(file: Path, given: object) -> Manners:
    where = f"{file}, [fetch]"
    if not isinstance(given, dict):
        raise BadSources("is no table", where=where, fix="write [fetch] and its lines")
    settings = tomllib.loads(_MANNERS.read_text("utf-8"))
    for key, value in cast("dict[str, object]", given).items():
        if key not in settings:
            raise BadSources(f"`{key}` is not known", where=where, fix=f"use {', '.join(settings)}")
        settings[key] = _setting(where, key, value, settings[key])
    hosts = frozenset(str(host).lower() for host in settings.pop("private_hosts"))
    return Manners(**settings, private_hosts=hosts)


def _setting(where: str, key: str, value: object, usual: object) -> object:
    """`value` where it is of the kind of the `usual` one. Raises BadSources."""
    if isinstance(usual, list):
        if isinstance(value, list) and all(isinstance(item, str) for item in cast("list[object]", value)):
            return cast("list[str]", value)
        raise BadSources(f"`{key}` is no list of hosts", where=where, fix='write ["intranet.example.org"]')
    if isinstance(usual, str):
        # A header cannot hold anything else.
        if isinstance(value, str) and value.isascii() and value.isprintable():
            return value.strip()
        raise BadSources(f"`{key}` is no plain text", where=where, fix="write an e-mail or web address in quotes")
    least = 1 if key in ("attempts", "max_mb") else 0
    whole = key in ("attempts", "redirects")
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or not least <= value < 1e6:
        kind = "whole number" if whole else "number"
        raise BadSources(f"`{key}` is no {kind} from {least}", where=where, fix=f"the usual one is {usual}")
    return value


def _source(where: str, entry: Mapping[str, object]) -> Source:
    known = (*FACTS, "file")
    for key, value in entry.items():
        if key not in known:
            raise BadSources(f"`{key}` is not known", where=where, fix=f"use {', '.join(known)}")
        if not isinstance(value, str) or not value.strip():
            raise BadSources(f"`{key}` is no text", where=where, fix="put something in quotes, or leave the line out")
    for key in _NEEDED:
        if key not in entry:
            raise BadSources(f"`{key}` is missing", where=where, fix="every source states council, url and licence")
    facts = {key: str(entry[key]).strip() for key in FACTS if key in entry}
    _check_url(where, facts["url"])
    file = str(entry["file"]).strip() if "file" in entry else _name_in(facts["url"])
    if not _is_safe(file):
        fix = "state `file`, a plain name that ends in .pdf, without folders"
        raise BadSources(f"{file!r} cannot be the name of the file", where=where, fix=fix)
    return Source(facts["url"], file, facts)


def _check_url(where: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (reading it is what checks it)
    except ValueError as error:
        raise BadSources(f"`url` is no web address: {error}", where=where, fix="copy it from the browser") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or not url.isprintable() or " " in url:
        raise BadSources("`url` is no http or https address", where=where, fix="copy it from the browser")
    if parts.username is not None:
        fix = "take them out: addresses are published with the data"
        raise BadSources("`url` holds a user name or password", where=where, fix=fix)


def _name_in(url: str) -> str:
    """The last part of the address, without what a file name should not hold."""
    last = unquote(urlsplit(url).path.rsplit("/", 1)[-1])
    return re.sub(r"[^A-Za-z0-9._-]+", "-", last).lstrip(".-")


def _is_safe(name: str) -> bool:
    plain = not _FORBIDDEN.search(name) and printable(name) == name and not name.startswith((".", "-"))
    return plain and name.lower().endswith(".pdf") and len(name) > len(".pdf") and len(name.encode()) <= _LONGEST_NAME


def _check_unique(file: Path, sources: list[Source]) -> None:
    """Two sources cannot share a file, also not where the file system takes capitals for small letters."""
    seen: dict[str, int] = {}
    for number, source in enumerate(sources, start=1):
        first = seen.setdefault(source.file.casefold(), number)
        if first != number:
            fix = "state another `file` for one of them"
            raise BadSources(f"sources {first} and {number} both become {source.file}", where=str(file), fix=fix)
