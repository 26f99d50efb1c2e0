"""Personal names in a release, the decisions that let them out, and settings that publish nothing."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from releases import PDF, council_plan, publish, set_officer, write_clean, write_source

DECISION = '[publish]\npersonal_names = { decision = "publish", by = "Data Protection Officer", on = 2026-01-15, reason = "A public register names them" }\n'  # noqa: E501


def load(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))


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
