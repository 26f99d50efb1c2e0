"""Reads the register files into the rules that the value modules take."""

import csv
import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

from extractors.errors import PlanliftError
from normalise.about.announced import AnnouncedRules
from normalise.about.council import Council, CouncilRegister
from normalise.about.metadata import MetadataRules
from normalise.commented import without_comments
from normalise.flags import flag_reasons
from normalise.number import NumberRules
from normalise.periods.periodforms import PeriodRules
from normalise.posts.officer import Alias, OfficerLimits, OfficerRules, Post
from normalise.references.codes import CodeRules
from normalise.references.committee import CommitteeRegister, form
from normalise.references.theme import ThemeRules
from normalise.registers.known import DatedPost, Registers
from normalise.statuses.colour import Hue, Hues
from normalise.statuses.phrases import Around, Phrase
from normalise.statuses.rules import ColourLimits, Question, StatusRules
from normalise.text import fold

FOLDER = Path(__file__).parent
Rows = list[dict[str, str]]
T = TypeVar("T")


class BadRegister(PlanliftError):
    """A register file that is missing or does not hold what it must."""

    reason = "bad_register"


def load_registers(folder: Path | None = None) -> Registers:
    """The registers of `folder`, or those that come with Planlift.

    Raises BadRegister, naming file and place, where one is missing, unreadable or wrong.
    """
    place = folder or FOLDER
    read = _Reader(place)
    return Registers(
        fingerprint=_fingerprint(place),
        councils=read.made("councils.csv", _councils),
        committees=read.made("committees.csv", _committees),
        posts=read.made("officers.csv", _posts),
        aliases=read.made("officer_aliases.csv", _aliases),
        officers=read.made("officers.toml", _officers),
        periods=read.made("periods.toml", _periods),
        statuses=_statuses(read),
        numbers=read.made("numbers.toml", _numbers),
        themes=read.made("themes.toml", _themes),
        metadata=read.made("metadata.toml", _metadata),
        announced=read.made("announced.toml", _announced),
        codes=read.made("codes.toml", lambda data: CodeRules(**cast("dict[str, Any]", data))),
        flags=read.made("flags.csv", lambda rows: flag_reasons(cast("Rows", rows))),
    )


def _fingerprint(folder: Path) -> str:
    """sha256 over the names and contents of the register files, in the order of their names."""
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.suffix in (".csv", ".toml"):
            content = file.read_bytes()
            digest.update(f"{file.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


class _Reader:
    """Reads register files and turns what is wrong with one into BadRegister."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def made(self, name: str, make: Callable[[object], T]) -> T:
        """What `make` makes of the file `name`: of its rows (CSV, without comment lines) or of its tables (TOML)."""
        file = self.folder / name
        try:
            text = file.read_text(encoding="utf-8")
            if file.suffix == ".toml":
                return make(tomllib.loads(text))
            lines = [line for line in without_comments(text.splitlines()) if line.strip()]
            rows = list(csv.DictReader(lines, strict=True))
            if any(None in row or None in row.values() for row in rows):
                raise ValueError("a row has more or fewer columns than the heading")
            return make(rows)
        except OSError as error:
            raise BadRegister(f"cannot be read: {error.strerror}", where=str(file), fix="restore the file") from error
        except KeyError as error:
            raise BadRegister(
                f"has no {error}", where=str(file), fix="compare it with the file it came from"
            ) from error
        except (ValueError, TypeError, csv.Error) as error:
            raise BadRegister(f"is not as it must be: {error}", where=str(file), fix="mend the file") from error


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text.strip() else None


def _rows(data: object) -> Rows:
    return cast("Rows", data)


def _table(data: object, key: str) -> dict[str, object]:
    return cast("dict[str, dict[str, object]]", data)[key]


def _list(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in cast("list[object]", value))


def _councils(data: object) -> CouncilRegister:
    councils = tuple(Council(r["name"], r["code"] or None, r["gss_code"] or None) for r in _rows(data))
    forms: dict[str, Council] = {}
    for row, council in zip(_rows(data), councils, strict=True):
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            if forms.setdefault(fold(name), council) != council:
                raise ValueError(f"{name} names two councils")
    return CouncilRegister(forms)


def _committees(data: object) -> CommitteeRegister:
    forms: dict[str, dict[str, str]] = {}
    for r in _rows(data):
        for name in (r["code"], r["name"], *filter(None, r["aliases"].split(";"))):
            forms.setdefault(r["council"], {})[form(name)] = r["code"]
    return CommitteeRegister(forms)


def _posts(data: object) -> tuple[DatedPost, ...]:
    return tuple(
        DatedPost(r["council"], Post(r["title"], r["portfolio"] or None), _day(r["valid_from"]), _day(r["valid_to"]))
        for r in _rows(data)
    )


def _aliases(data: object) -> tuple[tuple[str, Alias], ...]:
    return tuple(
        (r["council"], Alias(r["published"], r["title"], _day(r["valid_from"]), _day(r["valid_to"])))
        for r in _rows(data)
    )


def _officers(data: object) -> OfficerRules:
    words, limits = _table(data, "words"), cast("dict[str, float]", _table(data, "limits"))
    grades = cast("dict[str, list[dict[str, object]]]", data)["grades"]
    return OfficerRules(
        OfficerLimits(**limits),
        frozenset(_list(words["empty"])),
        _list(words["between"]),
        frozenset(_list(words["service"])),
        _list(words["service_endings"]),
        frozenset(_list(words["units"])),
        {k: str(v) for k, v in _table(data, "abbreviations").items()},
        {f: str(g["name"]) for g in grades for f in _list(g["forms"])},
        frozenset(str(g["name"]) for g in grades if g.get("alone")),
    )


def _periods(data: object) -> PeriodRules:
    seasons = cast("dict[str, list[int]]", _table(data, "seasons"))
    return PeriodRules(
        {k: _list(v) for k, v in _table(data, "words").items()},
        cast("dict[str, int]", _table(data, "ordinals")),
        cast("dict[str, int]", _table(data, "months")),
        {k: (v[0], v[1]) for k, v in seasons.items()},
        cast("dict[str, str]", _table(data, "confusables")),
    )


def _statuses(read: _Reader) -> StatusRules:
    phrases = read.made(
        "status_words.csv", lambda rows: {fold(r["phrase"]): Phrase(r["status"], r["kind"]) for r in _rows(rows)}
    )

    def rules(data: object) -> StatusRules:
        background = cast("dict[str, float]", _table(data, "background"))
        hues = dict(_table(data, "hues"))
        limits = (cast("float", hues.pop("chroma")), cast("float", hues.pop("certainty")))
        questions = cast("dict[str, list[dict[str, object]]]", data)["questions"]
        words = {answer: _list(forms) for answer, forms in _table(data, "answers").items()}
        angles = (Hue(status, *cast("list[float]", ends)) for status, ends in hues.items())
        return StatusRules(
            phrases,
            ColourLimits(**cast("dict[str, float]", _table(data, "legend"))),
            Hues(*limits, tuple(angles)),
            cast("float", _table(data, "grey")["chroma"]),
            background["lightness"],
            background["chroma"],
            tuple(_question(q, words) for q in questions),
            _around({k: _list(v) for k, v in _table(data, "around").items()}),
        )

    return read.made("status.toml", rules)


def _around(words: Mapping[str, Sequence[str]]) -> Around:
    before, after = ("|".join(re.escape(fold(w)) for w in words[side]) for side in ("before", "after"))
    return Around(re.compile(rf"(?:(?:{before})[\s,:]*(?!\w))+"), re.compile(rf"\s*,?\s*(?:{after})(?!\w)"))


def _question(data: Mapping[str, object], words: Mapping[str, Sequence[str]]) -> Question:
    asks = "|".join(re.escape(fold(a)) for a in _list(data["asks"]))
    answers = {fold(form): str(data[answer]) for answer, forms in words.items() if answer in data for form in forms}
    return Question(re.compile(rf"(?<!\w)(?:{asks})(?!\w)"), answers)


def _numbers(data: object) -> NumberRules:
    directions = {fold(form): d for d, forms in _table(data, "directions").items() for form in _list(forms)}
    return NumberRules(
        cast("dict[str, float]", _table(data, "multipliers")),
        cast("dict[str, str]", _table(data, "units")),
        frozenset(_list(_table(data, "words")["nothing"])),
        _list(_table(data, "words")["months"]),
        _list(_table(data, "words")["when"]),
        _list(_table(data, "words")["denials"]),
        directions,
    )


def _themes(data: object) -> ThemeRules:
    words = _list(cast("dict[str, object]", data)["words"])
    return ThemeRules(words, cast("dict[str, str]", _table(data, "numbers")))


def _metadata(data: object) -> MetadataRules:
    council, period, title = (_table(data, key) for key in ("council", "period", "title"))
    return MetadataRules(
        frozenset(_list(council["generic"])),
        frozenset(_list(council["joining"])),
        _list(period["as_at"]),
        cast("dict[str, int]", period["reports"]),
        cast("int", period["first_pages"]),
        cast("float", title["same_size"]),
        cast("int", title["longest"]),
    )


def _announced(data: object) -> AnnouncedRules:
    nouns, words, patterns = (_table(data, key) for key in ("nouns", "words", "patterns"))
    return AnnouncedRules(
        {dataset: _list(names) for dataset, names in nouns.items()},
        _list(words["whole"]),
        _list(words["part"]),
        _list(patterns["totals"]),
        _list(patterns["headlines"]),
        str(patterns["part"]),
        cast("dict[str, int]", _table(data, "numbers")),
    )
