"""Releases as they go out: what is in them, what validators of each standard say, how their versions follow."""

import hashlib
import json
import re
import shutil
import signal
import subprocess
import warnings
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import frictionless
import pyarrow.parquet as pq
import pytest
import rdflib
from csvw import CSVW
from rdflib.namespace import DCTERMS, FOAF, RDF
from releases import PDF, contents, council_plan, publish, publish_elsewhere, set_officer, write_clean, write_source

from expectations.contract import DATASETS, dataset
from pipeline.lock import hold

RELEASED = (*DATASETS, "periods")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SDO = rdflib.Namespace("https://schema.org/")
SETTINGS = """
name = "harrowmere-plans"
title = "Plans of Harrowmere"
base_url = "https://data.example.org/plans"
[publisher]
name = "Harrowmere Borough Council"
url = "https://www.example.org/"
[contact]
name = "Open data team"
email = "data@example.org"
"""
DECISION = '[publish]\npersonal_names = { decision = "publish", by = "Data Protection Officer", on = 2026-01-15, reason = "A public register names them" }\n'  # noqa: E501
OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clean(tmp_path_factory.mktemp("run") / "clean", council_plan())


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory, clean: Path) -> Path:
    """The first release of one plan, with settings."""
    folder = tmp_path_factory.mktemp("releases")
    (folder / "publish.toml").write_text(SETTINGS, "utf-8")
    to = folder / "out"
    assert publish(clean, to, "--settings", folder / "publish.toml", "--issued", "2026-01-15") == 0
    return to


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, clean: Path) -> Path:
    """The same without settings, to be copied."""
    to = tmp_path_factory.mktemp("plain") / "out"
    assert publish(clean, to) == 0
    return to


@pytest.fixture
def to(plain: Path, tmp_path: Path) -> Path:
    """A place of its own with that release."""
    return Path(shutil.copytree(plain, tmp_path / "to"))


@pytest.fixture
def broken(releases: Path, tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Makes a copy of the release in which one file has other words, and gives the folder."""

    def make(name: str, old: str, new: str) -> Path:
        folder = tmp_path / "broken"
        shutil.copytree(releases / "1.0.0", folder)
        text = (folder / name).read_bytes().decode("utf-8")
        assert old in text
        (folder / name).write_bytes(text.replace(old, new, 1).encode("utf-8"))
        return folder

    return make


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


class _Page(HTMLParser):
    """What a page is made of: its headings in order, its tables, and whatever it would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: set[str] = set()
        self.inner: list[str] = []
        self.loaded: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        self.ids |= {str(given["id"])} if "id" in given else set()
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag in ("link", "img", "iframe", "object", "embed") or "src" in given:
            self.loaded.append(tag)
        if str(given.get("href", "")).startswith("#"):
            self.inner.append(str(given["href"])[1:])


def test_the_data_dictionary_stands_alone_and_is_accessible(releases: Path) -> None:
    text = (releases / "latest" / "index.html").read_text("utf-8")
    page = _Page(text)
    assert page.loaded == []
    assert "@import" not in text
    assert "url(" not in text
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert set(page.inner) <= page.ids
    tables = sum(tag == "table" for tag, _ in page.tags)
    assert tables == sum(tag == "caption" for tag, _ in page.tags) >= len(RELEASED)
    assert all(given.get("scope") in ("col", "row") for tag, given in page.tags if tag == "th")
    assert ("html", {"lang": "en-GB"}) in page.tags
    for name in RELEASED:
        assert all(f"<code>{column}</code>" in text for column in dataset(name).columns)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2, from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_the_data_dictionary_has_contrast_in_light_and_dark(releases: Path) -> None:
    text = (releases / "latest" / "index.html").read_text("utf-8")
    palettes = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", each)) for each in re.findall(r":root \{([^}]+)\}", text)]
    assert len(palettes) == 2
    for palette in palettes:
        for ground in ("paper", "soft"):
            assert contrast(palette["ink"], palette[ground]) >= 7
            assert contrast(palette["link"], palette[ground]) >= 4.5


def test_text_of_a_plan_is_no_markup_in_the_dictionary(tmp_path: Path) -> None:
    odd = council_plan(title="</script><script>alert(1)</script><b>", council_name="<i>Council</i>")
    assert publish(write_clean(tmp_path / "clean", odd), tmp_path / "to") == 0
    page = _Page((tmp_path / "to" / "latest" / "index.html").read_text("utf-8"))
    assert [given for tag, given in page.tags if tag == "script"] == [{"type": "application/ld+json"}]
    assert not {"b", "i"} & {tag for tag, _ in page.tags}


def test_equal_inputs_give_equal_bytes(clean: Path, plain: Path, tmp_path: Path) -> None:
    assert publish(clean, tmp_path / "again") == 0
    assert contents(tmp_path / "again") == contents(plain)


def test_versions_follow_what_has_changed(to: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clean = tmp_path / "clean"
    first = contents(to / "1.0.0")
    assert publish(write_clean(clean, council_plan()), to) == 0
    assert "Nothing has changed since 1.0.0" in capsys.readouterr().out

    corrected = council_plan()
    corrected.datasets["deliverables"][0]["title"] = "Quay 1: mend it well"
    assert publish(write_clean(clean, corrected), to) == 0
    more = council_plan("cheshire-east/plan/2026-27", financial_year="2026/27")
    assert publish(write_clean(clean, corrected, more), to) == 0
    assert load(to / "latest.json")["version"] == "1.1.0"
    unchanged = "outcomes.parquet"
    assert contents(to / "1.0.1")[unchanged] == first[unchanged]

    before = contents(to)
    assert publish(write_clean(clean, more), to) == 1
    told = capsys.readouterr().err
    assert "the plan cheshire-east/plan/2025-26 is gone" in told
    assert "--allow-major to release 2.0.0" in told
    assert contents(to) == before
    assert publish(clean, to, "--allow-major") == 0
    record = load(to / "latest" / "release.json")
    assert (record["version"], record["previous"]) == ("2.0.0", "1.1.0")
    assert record["changes"][0]["what"] == "the plan cheshire-east/plan/2025-26 is gone"
    assert sorted(p.name for p in to.iterdir() if p.is_dir()) == ["1.0.0", "1.0.1", "1.1.0", "2.0.0", "latest"]
    assert contents(to / "1.0.0") == first


def test_other_descriptions_alone_are_a_patch(clean: Path, to: Path, tmp_path: Path) -> None:
    (tmp_path / "publish.toml").write_text(SETTINGS, "utf-8")
    assert publish(clean, to, "--settings", tmp_path / "publish.toml", "--issued", "2026-02-01") == 0
    record = load(to / "latest" / "release.json")
    assert (record["version"], record["issued"]) == ("1.0.1", "2026-02-01")


def test_a_new_date_alone_makes_no_release(clean: Path, to: Path) -> None:
    before = contents(to)
    assert publish(clean, to, "--issued", "2026-02-15") == 0
    assert contents(to) == before


def test_a_folder_without_checksums_is_no_release(clean: Path, to: Path) -> None:
    (to / "1.0.1").mkdir()
    (to / "1.0.1" / "plans.csv").write_text("half of it", "utf-8")
    (to / ".1.0.7.planlift-staging").mkdir()
    assert publish(clean, to) == 0
    assert load(to / "latest.json")["version"] == "1.0.0"
    (to / "latest.json").unlink()
    assert publish(clean, to) == 0
    assert load(to / "latest.json")["version"] == "1.0.0"
    assert not (to / ".1.0.7.planlift-staging").exists()


def test_a_place_that_cannot_be_written_is_told_in_a_line(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "to").write_text("a file", "utf-8")
    assert publish(clean, tmp_path / "to") == 1
    assert "--to" in capsys.readouterr().err


def test_one_publication_at_a_time(clean: Path, to: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with hold(to):
        assert publish(clean, to) == 4
    assert "give another --to" in capsys.readouterr().err


def test_a_damaged_release_is_not_built_upon(to: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = to / "1.0.0" / "kpis.parquet"
    file.write_bytes(file.read_bytes()[:-1])
    other = council_plan()
    other.datasets["kpis"].clear()
    assert publish(write_clean(tmp_path / "clean", other), to) == 1
    assert "1.0.0/kpis.parquet: is not the file that was published" in capsys.readouterr().err


@pytest.mark.parametrize(
    "moment",
    [
        "import pipeline.publish.places as places; places.sync = kill",  # while files are copied
        "from pathlib import Path; Path.replace = kill",  # before the files that name the newest release do
    ],
)
def test_a_killed_publication_leaves_the_last_release(root: Path, to: Path, tmp_path: Path, moment: str) -> None:
    before = contents(to)
    less = council_plan()
    less.datasets["kpis"].clear()
    after = write_clean(tmp_path / "clean", less)
    code = f"import os; kill = lambda *_: os.kill(os.getpid(), {int(signal.SIGKILL)}); {moment}"
    assert publish_elsewhere(root, after, "--to", to, code=code) == -signal.SIGKILL
    left = contents(to)
    assert left["latest.json"] == before["latest.json"]
    assert contents(to / "1.0.0") == {n.removeprefix("1.0.0/"): d for n, d in before.items() if n.startswith("1.0.0/")}
    assert contents(to / "latest") in (contents(to / "1.0.0"), contents(to / "1.0.1"))
    assert publish(after, to) == 0
    assert load(to / "latest.json")["version"] == "1.0.1"
    assert contents(to / "latest") == contents(to / "1.0.1")
    assert not [p for p in to.iterdir() if p.name.startswith(".")]


def named(clean: Path) -> Path:
    return write_clean(clean, set_officer(council_plan(), "Ann Bishop, Head of Quays", "Head of Quays"))


def everything(folder: Path) -> str:
    """All that a release says, its Parquet files read."""
    tables = [repr(pq.read_table(p).to_pylist()) for p in sorted(folder.rglob("*.parquet"))]
    return "\n".join([*tables, *(p.read_bytes().decode("utf-8", "replace") for p in folder.rglob("*") if p.is_file())])


def test_personal_names_stay_out_and_the_release_says_so(tmp_path: Path) -> None:
    assert publish(named(tmp_path / "clean"), tmp_path / "to", "--sources", write_source(tmp_path / "raw")) == 0
    told = everything(tmp_path / "to")
    assert "Bishop" not in told
    rows = pq.read_table(tmp_path / "to" / "latest" / "actions.parquet").to_pylist()
    assert rows[0]["lead_officer_published"] == rows[0]["lead_officer"] == "Head of Quays"
    record = load(tmp_path / "to" / "latest" / "release.json")
    assert record["sources"][0]["personal_names"] == "withheld"
    assert {(w["dataset"], w["field"], w["rows"]) for w in record["withheld"]} == {
        ("actions", "lead_officer_published", 1),
        ("cells", "published", 2),
        ("cells", "value", 1),
    }
    page = (tmp_path / "to" / "latest" / "index.html").read_text("utf-8")
    assert "<code>actions.lead_officer_published</code>" in page


def test_a_recorded_decision_lets_names_go_out(tmp_path: Path) -> None:
    sources = write_source(tmp_path / "raw", DECISION)
    assert publish(named(tmp_path / "clean"), tmp_path / "to", "--sources", sources) == 0
    rows = pq.read_table(tmp_path / "to" / "latest" / "actions.parquet").to_pylist()
    assert rows[0]["lead_officer_published"] == "Ann Bishop, Head of Quays"
    source = load(tmp_path / "to" / "latest" / "release.json")["sources"][0]
    assert source["personal_names"] == "published"
    assert source["decision"] == {
        "by": "Data Protection Officer",
        "on": "2026-01-15",
        "reason": "A public register names them",
    }


def test_a_decision_holds_for_the_very_pdf(tmp_path: Path) -> None:
    sources = write_source(tmp_path / "raw", DECISION)
    (sources / "plan.pdf").write_bytes(PDF + b" of another edition")
    assert publish(named(tmp_path / "clean"), tmp_path / "to", "--sources", sources) == 0
    assert "Bishop" not in everything(tmp_path / "to")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('by = "Data Protection Officer", ', "", "must hold decision, by, on, reason"),
        ('decision = "publish"', 'decision = "yes"', "must be publish or withhold"),
        ("on = 2026-01-15", 'on = "soon"', "is no date"),
        ('reason = "A public register names them"', 'reason = " "', "must not be empty"),
        ("personal_names", "names", "unknown key"),
    ],
)
def test_an_incomplete_decision_publishes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, problem: str
) -> None:
    sources = write_source(tmp_path / "raw", DECISION.replace(old, new))
    assert publish(named(tmp_path / "clean"), tmp_path / "to", "--sources", sources) == 2
    assert problem in capsys.readouterr().err
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ('name = "Our Plans"', "name is 'Our Plans'"),
        ('base_url = "data.example.org"', "give an http or https address"),
        ('frequency = "often"', "annual"),
        ('titel = "x"', "`titel` is not a known key"),
        ("keywords = 1", "no list of texts"),
        ('[contact]\nmail = "x"', "unknown key `mail`"),
        ("name = ", "cannot be read"),
    ],
)
def test_wrong_settings_publish_nothing(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: str, problem: str
) -> None:
    (tmp_path / "publish.toml").write_text(settings, "utf-8")
    assert publish(clean, tmp_path / "to", "--settings", tmp_path / "publish.toml") == 2
    assert problem in capsys.readouterr().err
    assert not (tmp_path / "to").exists()


def test_a_run_without_a_plan_makes_no_release(tmp_path: Path) -> None:
    assert publish(write_clean(tmp_path / "clean"), tmp_path / "to") == 3
    assert publish(tmp_path, tmp_path / "to") == 2
    assert not (tmp_path / "to").exists()


def test_what_a_portal_will_miss_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = council_plan(licence=None, gss_code=None)
    assert publish(write_clean(tmp_path / "clean", bare), tmp_path / "to") == 0
    told = capsys.readouterr().err
    for problem in ("no base_url", "no e-mail address", "no licence is stated", "no GSS code"):
        assert problem in told
    assert load(tmp_path / "to" / "latest" / "ckan.json")["license_id"] == "notspecified"
