"""What a release holds and says, before it is written in any form: the one source of all its descriptions."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, cast

import pyarrow as pa

from expectations.schema import schema_fingerprint
from normalise.records import Row
from pipeline.outputs.warned import Warned, doubts_about
from pipeline.publish.changes import Change
from pipeline.publish.decisions import Decision
from pipeline.publish.licences import Licence, licence
from pipeline.publish.settings import Settings
from pipeline.publish.version import Level, Version
from pipeline.publish.withhold import Withholding


@dataclass(frozen=True)
class DataFile:
    """A file of data: its dataset, its form (`csv`, `parquet`), its size in bytes and the SHA-256 of its bytes."""

    dataset: str
    form: str
    rows: int
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """Its name in the release folder."""
        return f"{self.dataset}.{self.form}"


@dataclass(frozen=True)
class Source:
    """A plan that the release was made from: its row of `plans`, its licence, the decision on its personal names.

    `warnings` counts what its run noticed that no flag tells. Their words stay behind: they may quote names.
    """

    plan: Row
    licence: Licence
    decision: Decision | None
    warnings: int = 0

    @property
    def attribution(self) -> str:
        """The words by which those who use the data name the plan's publisher."""
        council, title, url = (self.plan[key] for key in ("council_name", "title", "source_url"))
        named = ", ".join(str(part) for part in (council, title, url) if part)
        return f"{named}. {self.licence.attribution or self.licence.title + '.'}"


@dataclass(frozen=True)
class Content:
    """Everything about a release but its version: what the publisher says, sources, rows, files, what is withheld."""

    settings: Settings
    sources: tuple[Source, ...]
    tables: Mapping[str, pa.Table]
    files: tuple[DataFile, ...]
    withheld: tuple[Withholding, ...]

    @property
    def licences(self) -> list[Licence]:
        """The licences of the sources, each once."""
        return list(dict.fromkeys(source.licence for source in self.sources))

    @property
    def councils(self) -> list[tuple[str, str | None, str | None]]:
        """Name, local-authority code and GSS code of every council, each once."""
        keys = ("council_name", "council_code", "gss_code")
        rows = [tuple(s.plan[key] for key in keys) for s in self.sources if s.plan["council_name"]]
        return cast("list[tuple[str, str | None, str | None]]", sorted(dict.fromkeys(rows), key=str))

    @property
    def covers(self) -> tuple[date, date] | None:
        """First and last day of the financial years of the plans, None where none is known."""
        years = {source.plan["financial_year"] for source in self.sources}
        days = [(row["first_day"], row["last_day"]) for row in self.rows("periods") if row["period"] in years]
        return (min(first for first, _ in days), max(last for _, last in days)) if days else None

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of dataset `name`."""
        return self.tables[name].to_pylist()


@dataclass(frozen=True)
class Edition:
    """Which release this is: its version, the one before, what has changed since, and when the publisher issued it."""

    version: Version
    previous: Version | None = None
    changes: tuple[Change, ...] = ()
    issued: str | None = None

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> "Edition":
        """The edition that a `release.json` tells of. Raises KeyError, TypeError or ValueError where it tells none."""
        version = Version.parse(str(record["version"]))
        if version is None:
            raise ValueError(f"no version: {record['version']!r}")
        changes = tuple(Change(Level[c["level"].upper()], c["dataset"], c["what"]) for c in record["changes"])
        return cls(version, Version.parse(str(record["previous"])), changes, record["issued"])


@dataclass(frozen=True)
class Links:
    """How a document of the release names the release's files: by `prefix` and the file's name."""

    prefix: str

    @classmethod
    def to(cls, settings: Settings, edition: Edition, *, outside: bool) -> "Links":
        """From a document in the release folder or `outside`, beside it; absolute where its address is known."""
        if settings.base_url:
            return cls(f"{settings.base_url}{edition.version}/")
        return cls(f"{edition.version}/" if outside else "")

    def file(self, name: str) -> str:
        """The address of the file `name`."""
        return self.prefix + name


def sources_of(
    plans: Iterable[Row], decisions: Mapping[str, Decision], warned: Iterable[Warned] = ()
) -> tuple[Source, ...]:
    """The sources that `plans`, rows of that dataset, tell of, with what their run was `warned` of."""
    told = list(warned)
    return tuple(
        Source(p, licence(_text(p["licence"])), decisions.get(str(p["plan_id"])), len(doubts_about(told, p)))
        for p in plans
    )


def record(content: Content, edition: Edition) -> dict[str, object]:
    """`release.json`: what a release is, what has changed, what it was made from, and what was withheld from it."""
    return {
        "name": content.settings.name,
        "version": str(edition.version),
        "previous": str(edition.previous) if edition.previous else None,
        "issued": edition.issued,
        "schema_fingerprint": schema_fingerprint(),
        "changes": [{**asdict(change), "level": change.level.name.lower()} for change in edition.changes],
        "sources": [_source(source) for source in content.sources],
        "withheld": [asdict(each) for each in content.withheld],
        "files": [{"name": file.name, **asdict(file)} for file in content.files],
    }


def _source(source: Source) -> dict[str, object]:
    keys = (
        "plan_id",
        "council_name",
        "council_code",
        "gss_code",
        "title",
        "source_file",
        "source_url",
        "source_sha256",
    )
    decided = source.decision
    return {
        **{key: source.plan[key] for key in keys},
        "licence": source.licence.id or None,
        "licence_url": source.licence.url,
        "attribution": source.attribution,
        "personal_names": "published" if decided and decided.allows else "withheld",
        "warnings": source.warnings,
        "decision": {"by": decided.by, "on": decided.on.isoformat(), "reason": decided.reason} if decided else None,
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
