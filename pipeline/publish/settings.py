"""What the publisher says of a release: its title, who answers for it, where it will be found.

A TOML file, every line of which is optional:

    name = "harrowmere-plans"               # identifier, in small letters, digits and hyphens
    title = "Harrowmere's plans and their progress"
    description = "..."
    keywords = ["council plan"]
    themes = ["http://id.esd.org.uk/function/..."]
    frequency = "quarterly"                 # annual, biannual, quarterly, monthly, weekly, irregular
    base_url = "https://data.example.org/plans/"   # where the release folder will be on the web

    [publisher]
    name = "Harrowmere Borough Council"
    url = "https://www.harrowmere.example.org/"

    [contact]
    name = "Open data team"
    email = "data@harrowmere.example.org"
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from extractors.errors import NO_TOML, PlanliftError
from normalise.records import Row
from pipeline.errors import WRONG_USAGE

_DEFAULTS = Path(__file__).with_name("defaults.toml")
_TEXTS = ("name", "title", "description", "frequency", "base_url")
_LISTS = ("keywords", "themes")
_AGENTS = {"publisher": ("name", "url", "email"), "contact": ("name", "url", "email")}


class BadSettings(PlanliftError):
    """The settings of a release cannot be used as they are."""

    exit_code = WRONG_USAGE
    reason = "bad_settings"


@dataclass(frozen=True)
class Agent:
    """An organisation, team or person to turn to."""

    name: str
    url: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Settings:
    """What a release says of itself. `base_url` ends with a slash; `interval` is how often one comes, in ISO 8601.

    `notes` say in a line each what the publisher has not stated and a portal may ask for.
    """

    name: str
    title: str
    description: str
    keywords: tuple[str, ...]
    themes: tuple[str, ...]
    frequency: str
    interval: str
    base_url: str | None
    publisher: Agent
    contact: Agent
    notes: tuple[str, ...]


def read_settings(file: Path | None, plans: Sequence[Row]) -> Settings:
    """The settings in `file` (None: there is none), completed by what `plans` tell. Raises BadSettings."""
    defaults = tomllib.loads(_DEFAULTS.read_text("utf-8"))
    given = _read(file) if file else {}
    councils = _in_words(sorted({str(plan["council_name"]) for plan in plans if plan["council_name"]}))
    texts = {key: str(given.get(key) or defaults.get(key, "")).replace("{councils}", councils) for key in _TEXTS}
    where = str(file) if file else _DEFAULTS.name
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", texts["name"]):
        raise BadSettings(f"name is {texts['name']!r}", where=where, fix="use small letters, digits, dots and hyphens")
    if texts["frequency"] not in defaults["frequencies"]:
        raise BadSettings(f"frequency is {texts['frequency']!r}", where=where, fix=_one_of(defaults["frequencies"]))
    if texts["base_url"] and urlsplit(texts["base_url"]).scheme not in ("http", "https"):
        raise BadSettings(f"base_url is {texts['base_url']!r}", where=where, fix="give an http or https address")
    publisher = _agent(given.get("publisher"), Agent(councils, _site(plans)))
    contact = _agent(given.get("contact"), publisher)
    lists = {key: tuple(cast("list[str]", given.get(key, defaults[key]))) for key in _LISTS}
    return Settings(
        name=texts["name"],
        title=texts["title"],
        description=texts["description"],
        keywords=lists["keywords"],
        themes=lists["themes"],
        frequency=texts["frequency"],
        interval=defaults["frequencies"][texts["frequency"]],
        base_url=texts["base_url"].rstrip("/") + "/" if texts["base_url"] else None,
        publisher=publisher,
        contact=contact,
        notes=tuple(_missing(given)),
    )


def _missing(given: Mapping[str, object]) -> list[str]:
    notes: list[str] = []
    if "base_url" not in given:
        notes.append("the settings state no base_url, so catalogues have relative addresses, which portals refuse")
    if "publisher" not in given:
        notes.append("the settings state no publisher, so the councils themselves are named as such")
    if "email" not in cast("Mapping[str, object]", given.get("contact", {})):
        notes.append("the settings state no e-mail address for contact, which portals ask for")
    return notes


def _read(file: Path) -> dict[str, object]:
    try:
        given = tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, *NO_TOML) as error:
        raise BadSettings(f"cannot be read: {error}", where=str(file), fix="mend it, or publish without it") from error
    known = {*_TEXTS, *_LISTS, *_AGENTS}
    if unknown := sorted(given.keys() - known):
        raise BadSettings(f"`{unknown[0]}` is not a known key", where=str(file), fix=_one_of(known))
    for key, value in given.items():
        if key in _TEXTS and not isinstance(value, str):
            raise BadSettings(f"`{key}` is no text", where=str(file), fix="put it in quotes")
        if key in _LISTS and not _are_texts(value):
            raise BadSettings(f"`{key}` is no list of texts", where=str(file), fix='write ["one", "two"]')
        if key in _AGENTS:
            _check_agent(file, key, value)
    return given


def _check_agent(file: Path, key: str, value: object) -> None:
    if not isinstance(value, dict) or not _are_texts(list(cast("dict[str, object]", value).values())):
        raise BadSettings(f"`{key}` is no table of texts", where=str(file), fix=f"write [{key}] and its lines")
    if unknown := sorted(cast("dict[str, object]", value).keys() - set(_AGENTS[key])):
        raise BadSettings(f"[{key}] has an unknown key `{unknown[0]}`", where=str(file), fix=_one_of(_AGENTS[key]))


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in cast("list[object]", value))


def _agent(given: object, otherwise: Agent) -> Agent:
    """The agent that the settings state; what they leave out is that of `otherwise`, except an address to write to."""
    if given is None:
        return otherwise
    said = cast("dict[str, str]", given)
    return Agent(said.get("name") or otherwise.name, said.get("url") or otherwise.url, said.get("email"))


def _site(plans: Sequence[Row]) -> str | None:
    """The web site that all plans come from, None where they come from several or none is stated."""
    parts = {urlsplit(str(plan["source_url"]))[:2] for plan in plans if plan["source_url"]}
    scheme, host = parts.pop() if len(parts) == 1 else ("", "")
    return f"{scheme}://{host}/" if host else None


def _in_words(names: Sequence[str]) -> str:
    if not names:
        return "councils"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _one_of(known: object) -> str:
    return "use one of " + ", ".join(sorted(cast("Sequence[str]", known)))
