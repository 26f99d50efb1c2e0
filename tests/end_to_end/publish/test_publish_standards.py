"""What is in a release, and what validators of each standard say of it."""

import hashlib
import json
import re
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frictionless
import pyarrow.parquet as pq
import pytest
import rdflib
from csvw import CSVW
from rdflib.namespace import DCTERMS, FOAF, RDF
from releases import PDF, contents

from expectations.contract import DATASETS, dataset

RELEASED = (*DATASETS, "periods")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SDO = rdflib.Namespace("https://schema.org/")
OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def load(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))


def test_a_release_holds_data_descriptions_and_checksums(releases: Path) -> None:
    data = {f"{name}.{form}" for name in RELEASED for form in ("csv", "parquet", "csv-metadata.json")}
    described = {"datapackage.json", "csv-metadata.json", "schema-org.jsonld", "dcat.jsonld", "ckan.json", "index.html"}
    others = {"ATTRIBUTION.txt", "release.json", "SHA256SUMS"}
    assert {path.name for path in (releases / "1.0.0").iterdir()} == data | described | others
    assert {path.name for path in releases.iterdir()} == {"1.0.0", "latest", "latest.json", "dcat.jsonld"}
    assert contents(releases / "latest") == contents(releases / "1.0.0")


def test_checksums_cover_every_file_and_hold(releases: Path) -> None:
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    checked = subprocess.run(check, cwd=releases / "1.0.0", capture_output=True, text=True, check=True)
    assert len(checked.stdout.splitlines()) == len(contents(releases / "1.0.0")) - 1


@pytest.mark.parametrize("descriptor", ["1.0.0/datapackage.json", "latest.json"])
def test_frictionless_finds_the_package_valid(releases: Path, descriptor: str) -> None:
    package = load(releases / descriptor)
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["version"] == "1.0.0"
    assert package["licenses"][0]["path"] == OGL
    assert len(package["resources"]) == 2 * len(RELEASED)
    report = frictionless.validate(str(releases / descriptor))
    assert report.valid, report.flatten(["name", "type", "note"])


@pytest.mark.parametrize(
    ("name", "old", "new", "error"),
    [
        ("rag_status.csv", "harrowmere/a2", "harrowmere/zz", "foreign-key"),
        ("rag_status.csv", "2025/26 Q2", "2031/32 Q2", "foreign-key"),
        ("actions.csv", ",2,1.1,", ",two,1.1,", "type-error"),
        ("kpis.csv", ",red,", ",mauve,", "constraint-error"),
        ("outcomes.csv", "Outcome 1.1", "Outcome 9.9", "hash-count"),
    ],
)
def test_frictionless_rejects_a_planted_error(
    broken: Callable[[str, str, str], Path], name: str, old: str, new: str, error: str
) -> None:
    folder = broken(name, old, new)
    about = load(folder / "datapackage.json")
    about["resources"] = [r for r in about["resources"] if r["format"] == "csv"]
    (folder / "datapackage.json").write_text(json.dumps(about), "utf-8")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert error in {kind for (kind,) in report.flatten(["type"])}


def csvw_accepts(file: Path) -> bool:
    """What `csvwvalidate` says; it finds errors by counting warnings, and raises some."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        try:
            return CSVW(str(file), validate=True).is_valid
        except ValueError:
            return False


@pytest.mark.parametrize("name", RELEASED)
def test_csvw_accepts_each_csv_and_rejects_a_planted_error(
    releases: Path, broken: Callable[[str, str, str], Path], name: str
) -> None:
    assert load(releases / "1.0.0" / f"{name}.csv-metadata.json")["url"] == f"{name}.csv"
    assert csvw_accepts(releases / "1.0.0" / f"{name}.csv")
    # Every dataset but `periods` has a plan in every row; `periods` has days.
    old, new = ("2025-04-01", "1 April") if name == "periods" else ("\ncheshire-east/plan/2025-26", "\n")
    if name == "officers":
        old, new = "cheshire-east/plan/2025-26", ""
    assert not csvw_accepts(broken(f"{name}.csv", old, new) / f"{name}.csv")


def test_csvw_accepts_the_group_and_rejects_a_reference_that_leads_nowhere(
    releases: Path, broken: Callable[[str, str, str], Path]
) -> None:
    assert csvw_accepts(releases / "1.0.0" / "csv-metadata.json")
    assert not csvw_accepts(broken("rag_status.csv", "harrowmere/a2", "harrowmere/zz") / "csv-metadata.json")


@pytest.mark.parametrize("name", RELEASED)
def test_parquet_carries_descriptions_licence_and_the_hashes_of_its_sources(releases: Path, name: str) -> None:
    schema = pq.read_schema(releases / "latest" / f"{name}.parquet")
    for field in dataset(name).fields:
        assert schema.field(field.name).metadata[b"description"].decode() == field.description
    about = {key.decode(): value.decode() for key, value in schema.metadata.items()}
    assert about["licence"] == OGL
    assert json.loads(about["sources"]) == [
        {
            "plan_id": "cheshire-east/plan/2025-26",
            "council_code": "CHE",
            "gss_code": "E06000049",
            "source_url": "https://www.example.org/plan.pdf",
            "source_sha256": hashlib.sha256(PDF).hexdigest(),
            "licence": OGL,
        }
    ]


def test_every_source_has_its_attribution(releases: Path) -> None:
    words = (
        "Cheshire East Council, Harrowmere Plan, https://www.example.org/plan.pdf. "
        "Contains public sector information licensed under the Open Government Licence v3.0."
    )
    assert words in (releases / "latest" / "ATTRIBUTION.txt").read_text("utf-8").splitlines()
    assert load(releases / "latest" / "release.json")["sources"][0]["attribution"] == words
    assert load(releases / "latest" / "datapackage.json")["sources"][0]["title"] == words


@pytest.mark.parametrize("file", ["dcat.jsonld", "1.0.0/dcat.jsonld"])
def test_dcat_has_what_data_gov_uk_asks_for(releases: Path, file: str) -> None:
    """Mandatory in its guidance: title, description, identifier, licence, publisher; a download for every file."""
    graph = rdflib.Graph().parse(releases / file, format="json-ld")
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    (about,) = graph.objects(catalogue, DCAT.dataset)
    for term in (DCTERMS.title, DCTERMS.description, DCTERMS.identifier):
        assert isinstance(graph.value(about, term), rdflib.Literal)
    assert graph.value(about, DCTERMS.license) == rdflib.URIRef(OGL)
    assert str(graph.value(graph.value(about, DCTERMS.publisher), FOAF.name)) == "Harrowmere Borough Council"
    area = rdflib.URIRef("http://statistics.data.gov.uk/id/statistical-geography/E06000049")
    assert graph.value(about, DCTERMS.spatial) == area
    assert str(graph.value(about, DCTERMS.temporal)) == "2025-04-01/2026-03-31"
    files = list(graph.objects(about, DCAT.distribution))
    downloads = {str(graph.value(file, DCAT.downloadURL)) for file in files}
    assert downloads == {f"https://data.example.org/plans/1.0.0/{n}.{f}" for n in RELEASED for f in ("csv", "parquet")}


def test_the_catalogue_reads_as_data_json_too(releases: Path) -> None:
    (about,) = load(releases / "dcat.jsonld")["dataset"]
    for key in ("title", "description", "identifier", "license"):
        assert isinstance(about[key], str)
        assert about[key]
    assert about["publisher"]["name"] == "Harrowmere Borough Council"
    assert about["frequency"] == "R/P3M"
    assert about["modified"] == "2026-01-15"


def test_ckan_has_what_a_portal_asks_for(releases: Path) -> None:
    package = load(releases / "latest" / "ckan.json")
    assert re.fullmatch(r"[a-z0-9_-]{2,100}", package["name"])
    assert package["title"]
    assert package["notes"]
    assert package["owner_org"] == "harrowmere-borough-council"
    assert package["license_id"] == "uk-ogl"
    extras = {extra["key"]: extra["value"] for extra in package["extras"]}
    assert extras["contact-email"] == "data@example.org"
    assert extras["gss_codes"] == "E06000049"
    assert all(resource["url"].startswith("https://data.example.org/plans/1.0.0/") for resource in package["resources"])
    assert len({resource["url"] for resource in package["resources"]}) == 2 * len(RELEASED) + 1
    assert all(re.fullmatch(r"[\w .-]{2,100}", tag["name"]) for tag in package["tags"])


def test_schema_org_describes_the_dataset(releases: Path) -> None:
    about = load(releases / "latest" / "schema-org.jsonld")
    graph = rdflib.Graph().parse(data=json.dumps({**about, "@context": {"@vocab": str(SDO)}}), format="json-ld")
    (found,) = graph.subjects(RDF.type, SDO.Dataset)
    assert len(list(graph.objects(found, SDO.distribution))) == 2 * len(RELEASED)
    assert about["license"] == [OGL]
    assert about["temporalCoverage"] == "2025-04-01/2026-03-31"
    assert about["spatialCoverage"][0]["identifier"][1]["value"] == "E06000049"
