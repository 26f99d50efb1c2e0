"""The files of a release: its data, everything that describes them, and their checksums.

The bytes are a function of the content and the edition: no clock, no machine. Data files do not even hold the version,
so a dataset in which nothing has changed has the same checksum in the next release.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from expectations import csvw
from pipeline.files.csvtext import write_csv
from pipeline.outputs.package import NAME as DESCRIPTOR
from pipeline.publish.ckan import as_package
from pipeline.publish.content import Content, DataFile, Edition, Links, Source, record
from pipeline.publish.datapackage import descriptor
from pipeline.publish.dcat import as_catalogue
from pipeline.publish.dictionary import page
from pipeline.publish.schema_org import as_schema_org

RECORD = "release.json"
CHECKSUMS = "SHA256SUMS"
CATALOGUE = "dcat.jsonld"


def with_provenance(table: pa.Table, sources: tuple[Source, ...]) -> pa.Table:
    """`table` with licence, attribution and the hashes of its sources in the metadata that Parquet files carry."""
    told = [
        {key: source.plan[key] for key in ("plan_id", "council_code", "gss_code", "source_url", "source_sha256")}
        | {"licence": source.licence.url or source.licence.id}
        for source in sources
    ]
    licences = dict.fromkeys(source.licence.url or source.licence.title for source in sources)
    metadata = {
        **{key.decode(): text.decode() for key, text in (table.schema.metadata or {}).items()},
        "licence": "; ".join(licences),
        "attribution": "\n".join(dict.fromkeys(source.attribution for source in sources)),
        "sources": json.dumps(told, ensure_ascii=False),
    }
    return table.replace_schema_metadata(metadata)


def write_data(folder: Path, tables: Mapping[str, pa.Table]) -> tuple[DataFile, ...]:
    """Write every dataset into `folder` as CSV and Parquet. Raises OSError."""
    for name, table in tables.items():
        pq.write_table(table.combine_chunks(), folder / f"{name}.parquet", compression="zstd", row_group_size=100_000)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            write_csv(name, table, stream)
    return tuple(
        DataFile(name, form, table.num_rows, path.stat().st_size, sha256_of_bytes(path.read_bytes()))
        for name, table in tables.items()
        for form in ("csv", "parquet")
        for path in (folder / f"{name}.{form}",)
    )


def descriptions(content: Content, edition: Edition) -> dict[str, bytes]:
    """Everything in the release folder but the data and the checksums, by the name of the file."""
    inside = Links.to(content.settings, edition, outside=False)
    found = {
        DESCRIPTOR: _json(descriptor(content, edition)),
        RECORD: _json(record(content, edition)),
        "schema-org.jsonld": _json(as_schema_org(content, edition, inside)),
        CATALOGUE: _json(as_catalogue(content, edition, inside)),
        "ckan.json": _json(as_package(content, edition, inside)),
        "index.html": page(content, edition),
        "ATTRIBUTION.txt": _attribution(content),
    }
    for name in content.tables:
        alone = {"@context": csvw.CONTEXT, **_csvw_terms(content), **csvw.table(name, f"{name}.csv")}
        found[f"{name}.csv-metadata.json"] = _json(alone)
    group = [csvw.table(name, f"{name}.csv", linked=True) for name in content.tables]
    found["csv-metadata.json"] = _json({"@context": csvw.CONTEXT, **_csvw_terms(content), "tables": group})
    return found


def pointers(content: Content, edition: Edition) -> dict[str, bytes]:
    """What lies beside the release folders and leads into the newest one, in the order in which it must change.

    Each is one file, so that it changes as a whole wherever it lies: the catalogue for harvesters, and `latest.json`,
    a Data Package whose paths begin with the name of the folder.
    """
    latest = descriptor(content, edition, prefix=f"{edition.version}/")
    outside = Links.to(content.settings, edition, outside=True)
    return {CATALOGUE: _json(as_catalogue(content, edition, outside)), "latest.json": _json(latest)}


def checksums(content: Content, described: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of every file of a release, by its name, in the order of the names."""
    sums = {file.name: file.sha256 for file in content.files}
    sums |= {name: sha256_of_bytes(data) for name, data in described.items()}
    return dict(sorted(sums.items()))


def render_checksums(sums: Mapping[str, str]) -> bytes:
    """`sums` in the form that `sha256sum --check` reads."""
    return "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode()


def parse_checksums(text: bytes) -> dict[str, str]:
    """What `render_checksums` was given."""
    pairs = (line.split("  ", 1) for line in text.decode("utf-8").splitlines())
    return {name: digest for digest, name in pairs}


def sha256_of_bytes(data: bytes) -> str:
    """The SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _attribution(content: Content) -> bytes:
    lines = dict.fromkeys(source.attribution for source in content.sources)
    links = [f"{each.title}: {each.url}" for each in content.licences if each.url]
    return "\n".join([*lines, "", *links, ""]).encode()


def _csvw_terms(content: Content) -> dict[str, object]:
    """Who publishes under which licence, in the terms that CSVW takes over from Dublin Core."""
    licences = [{"@id": each.url} for each in content.licences if each.url]
    told: dict[str, object] = {"dc:publisher": content.settings.publisher.name}
    return {**told, "dc:license": licences[0] if len(licences) == 1 else licences} if licences else told


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
