"""What a list of sources must be, and what the command tells of a fetch."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from pipeline.fetch.errors import BadSources
from pipeline.files.lock import hold
from tests.fetching import Place
from tests.web_site import Reply, Site

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('url = "https://a.example/get?id=12"', "state `file`"),
        ('url = "https://a.example/a.pdf"\nfile = "../a.pdf"', "state `file`"),
        ('url = "https://a.example/a.pdf"\nfile = ".hidden.pdf"', "state `file`"),
        ('url = "https://a.example/a.pdf"\nfile = "a\\u0000.pdf"', "state `file`"),
        (f'url = "https://a.example/a.pdf"\nfile = "{"a" * 250}.pdf"', "state `file`"),
        ('url = "ftp://a.example/a.pdf"', "no http or https"),
        ('url = "file:///etc/a.pdf"', "no http or https"),
        ('url = "https://me:secret@a.example/a.pdf"', "user name or password"),
        ('url = "https://[a.example/a.pdf"', "no web address"),
        ('url = "https://a.example/a.pdf"\nlisence = "OGL"', "`lisence` is not known"),
        ('title = "A"', "`url` is missing"),
        ('url = 7', "`url` is no text"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_used_says_why(entry: str, words: str, place: Place) -> None:
    place.describe(entry)
    with pytest.raises(BadSources, match="source 1") as told:
        place.fetch()
    assert words in str(told.value)


def test_two_sources_cannot_become_one_file(place: Place) -> None:
    place.describe('url = "https://a.example/plan.pdf"', 'url = "https://b.example/PLAN.pdf"')
    with pytest.raises(BadSources, match="sources 1 and 2"):
        place.fetch()


@pytest.mark.parametrize("line", ["max_mb = 0", 'attempts = "3"', "attempts = true", "agent = 1", 'contact = "é\\n"'])
def test_manners_that_cannot_be_kept_say_why(line: str, place: Place) -> None:
    place.listing.write_text(f"[fetch]\n{line}\n")
    with pytest.raises(BadSources, match=line.split()[0]):
        place.fetch()


def planlift(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_the_command_tells_by_exit_code_log_and_summary(
    site: Site, place: Place, editions: tuple[bytes, bytes], tmp_path: Path
) -> None:
    brief = tmp_path / "brief.txt"
    command = ("fetch", "--sources", place.listing, "--out", place.raw, "--summary", brief)
    place.describe(f'url = "{site.put("/a.pdf", Reply(editions[0]))}"', f'url = "{site.address}/gone.pdf"')
    told = planlift(*command)
    assert told.returncode == 1
    lines = told.stdout.splitlines()
    assert lines[0].startswith("a.pdf: new, ")
    assert lines[1].startswith("error: gone.pdf: not fetched: the server answered 404")
    sent = brief.read_text("utf-8").splitlines()
    assert sent[0] == "Planlift fetch: 1 failed, 1 new"
    assert sent[2].startswith("gone.pdf: not fetched")
    place.describe(f'url = "{site.address}/a.pdf"')
    with hold(place.raw):
        told = planlift(*command, "--log", "json")
    assert told.returncode == 4
    schema = json.loads((ROOT / "docs" / "log.schema.json").read_text("utf-8"))
    (event,) = [json.loads(line) for line in told.stderr.splitlines()]
    jsonschema.validate(event, schema)
    assert (event["event"], event["exit_code"], event["reason"]) == ("ended", 4, "lock_held")
    assert brief.read_text("utf-8").startswith("Planlift fetch: failed\n")
    told = planlift(*command, "--log", "json")
    events = [json.loads(line) for line in told.stderr.splitlines()]
    for event in events:
        jsonschema.validate(event, schema)
    assert [(e["event"], e.get("outcome"), e.get("exit_code")) for e in events] == [
        ("source", "unchanged", None),
        ("ended", None, 0),
    ]
    assert told.stdout == ""


@pytest.mark.parametrize(("content", "code"), [("[[source]]\nurl = 1\n", 2), ("", 3), (None, 2)])
def test_a_list_without_use_ends_with_its_code(content: str | None, code: int, place: Place) -> None:
    if content is not None:
        place.listing.write_text(content)
    told = planlift("fetch", "--sources", place.listing, "--out", place.raw)
    assert told.returncode == code
    assert told.stderr.startswith("planlift: ")
    assert "Traceback" not in told.stderr
    assert not place.raw.exists()
