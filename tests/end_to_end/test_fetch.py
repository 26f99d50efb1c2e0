"""`planlift fetch` against a web server on this machine that answers well, badly and with ill intent."""

import datetime
import hashlib
import ipaddress
import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from pipeline.fetch import collect as collecting
from pipeline.fetch.collect import Outcome, collect
from pipeline.fetch.errors import BadSources
from pipeline.fetch.listing import read_listing
from pipeline.lock import hold
from tests.small_pdfs import ROWS, plan_pdf
from tests.web_site import Reply, Site, serve

ROOT = Path(__file__).parents[2]
PDF = {"Content-Type": "application/pdf"}
# Quick, but for the settings under test.
MANNERS = 'private_hosts = ["127.0.0.1"]\npause_seconds = 0\nfirst_wait = 0\nattempts = 2\nsilence_seconds = 5\n'
LISTED = 'council = "Harrowmere Borough Council"\nlicence = "OGL-UK-3.0"\n'


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """Two editions of a plan."""
    folder = tmp_path_factory.mktemp("editions")
    return plan_pdf(folder / "a.pdf").read_bytes(), plan_pdf(folder / "b.pdf", ROWS[:2]).read_bytes()


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the day on which files are fetched."""

    def be(day: str) -> None:
        monkeypatch.setattr(collecting, "_today", lambda: day)

    be("2025-11-01")
    return be


class Place:
    """A folder with a list of sources and what is fetched by it."""

    def __init__(self, folder: Path) -> None:
        self.listing, self.raw, self.earlier = folder / "sources.toml", folder / "raw", folder / "earlier"

    def describe(self, *sources: str, manners: str = "") -> None:
        fetch = "[fetch]\n" + MANNERS + manners
        self.listing.write_text(fetch + "".join(f"[[source]]\n{LISTED}{source}\n" for source in sources))

    def fetch(self) -> list[Outcome]:
        return collect(read_listing(self.listing), self.raw, self.earlier, lambda outcome: None)

    def one(self) -> Outcome:
        (outcome,) = self.fetch()
        return outcome

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.raw.iterdir())}

    def facts(self) -> dict[str, object]:
        return tomllib.loads((self.raw / "plan.toml").read_text("utf-8"))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_new_plan_comes_with_its_sidecar(
    site: Site, place: Place, editions: tuple[bytes, bytes], today: Callable[[str], None]
) -> None:
    url = site.put("/plans/plan.pdf", Reply(editions[0], headers=PDF))
    place.describe(f'url = "{url}"\ntitle = "Delivery Plan"\nfinancial_year = "2025/26"')
    outcome = place.one()
    assert (outcome.kind, outcome.notes) == ("new", ())
    assert "1 page" in outcome.line
    assert place.files()["plan.pdf"] == editions[0]
    assert place.facts() == {
        "council": "Harrowmere Borough Council",
        "title": "Delivery Plan",
        "url": url,
        "licence": "OGL-UK-3.0",
        "date_accessed": "2025-11-01",
        "sha256": place.facts()["sha256"],
        "financial_year": "2025/26",
    }
    assert site.paths() == ["/robots.txt", "/plans/plan.pdf"]
    assert all(a.headers["User-Agent"].startswith("planlift/") for a in site.asked)


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified", ""])
def test_an_unchanged_plan_is_left_as_it_is(
    validator: str, site: Site, place: Place, editions: tuple[bytes, bytes], today: Callable[[str], None]
) -> None:
    value = '"one"' if validator == "ETag" else "Sat, 01 Nov 2025 09:00:00 GMT"
    reply = Reply(editions[0], headers={**PDF, **({validator: value} if validator else {})})
    place.describe(f'url = "{site.put("/plan.pdf", reply)}"')
    place.one()
    before, when = place.files(), (place.raw / "plan.pdf").stat()
    today("2025-12-01")
    assert place.one().kind == "unchanged"
    assert place.files() == before
    assert (place.raw / "plan.pdf").stat() == when
    asked = site.asked[-1].headers
    assert (asked.get("If-None-Match"), asked.get("If-Modified-Since")) == (
        value if validator == "ETag" else None,
        value if validator == "Last-Modified" else None,
    )


def test_a_file_that_was_altered_here_is_not_taken_for_unchanged(
    site: Site, place: Place, editions: tuple[bytes, bytes]
) -> None:
    place.describe(f'url = "{site.put("/plan.pdf", Reply(editions[0], headers={"ETag": "1"}))}"')
    place.one()
    (place.raw / "plan.pdf").write_bytes(editions[1])
    outcome = place.one()
    assert (outcome.kind, outcome.reason) == ("failed", "own_file")
    assert place.files()["plan.pdf"] == editions[1]


def test_a_changed_plan_replaces_the_old_one_and_what_was_said_of_it(
    site: Site, place: Place, editions: tuple[bytes, bytes], today: Callable[[str], None]
) -> None:
    url = site.put("/plan.pdf", Reply(editions[0], headers={"ETag": "1"}))
    place.describe(f'url = "{url}"\ntitle = "Delivery Plan"')
    place.one()
    beside = place.raw / "plan.toml"
    by_hand = '\n# Seen with the team.\n[headings]\n"Whose" = "lead_officer"\n'
    decision = '[publish]\npersonal_names = { decision = "publish", by = "DPO", on = 2025-11-02, reason = "asked" }\n'
    beside.write_text('quarter = "2025/26 Q2"\n' + beside.read_text("utf-8") + by_hand + decision, encoding="utf-8")
    today("2026-02-01")
    site.put("/plan.pdf", Reply(editions[1], headers={"ETag": "2"}))
    outcome = place.one()
    assert outcome.kind == "changed"
    assert place.files()["plan.pdf"] == editions[1]
    facts = place.facts()
    assert (facts["date_accessed"], facts["title"], facts["headings"]) == (
        "2026-02-01",
        "Delivery Plan",
        {"Whose": "lead_officer"},
    )
    assert "quarter" not in facts
    assert "publish" not in facts
    text = beside.read_text("utf-8")
    assert "# Seen with the team." in text
    assert "# personal_names" in text
    kept = place.earlier / f"plan.{hashlib.sha256(editions[0]).hexdigest()[:8]}.pdf"
    assert kept.read_bytes() == editions[0]
    assert 'quarter = "2025/26 Q2"' in kept.with_suffix(".toml").read_text("utf-8")
    assert any(str(kept) in note for note in outcome.notes)
    assert any("quarter" in note for note in outcome.notes)
    assert any("decide again" in note for note in outcome.notes)
    assert place.one().kind == "unchanged"


def test_the_list_may_be_corrected_without_a_download(
    site: Site, place: Place, editions: tuple[bytes, bytes], today: Callable[[str], None]
) -> None:
    url = site.put("/plan.pdf", Reply(editions[0], headers={"ETag": "1"}))
    place.describe(f'url = "{url}"\ntitle = "Plam"')
    place.one()
    today("2025-12-01")
    place.describe(f'url = "{url}"\ntitle = "Plan"')
    assert place.one().kind == "unchanged"
    assert (place.facts()["title"], place.facts()["date_accessed"]) == ("Plan", "2025-11-01")


def test_a_fetch_that_was_killed_before_the_sidecar_is_completed_by_the_next(
    site: Site, place: Place, editions: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    place.describe(f'url = "{site.put("/plan.pdf", Reply(editions[0], headers={"ETag": "1"}))}"')
    place.one()
    site.put("/plan.pdf", Reply(editions[1], headers={"ETag": "2"}))

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(collecting, "write_sidecar", killed)
        with pytest.raises(KeyboardInterrupt):
            place.one()
    old = place.facts()["sha256"]
    with (place.raw / "plan.toml").open("a") as beside:
        beside.write("[publish]\npersonal_names = {}\n")
    assert place.files()["plan.pdf"] == editions[1]
    assert place.one().kind == "unchanged"
    assert place.facts()["sha256"] != old
    assert "publish" not in place.facts()
    assert not any(name.endswith(".part") for name in place.files())


PAGE = b"<!doctype html><title>Not found</title><p>Sorry, this plan has moved."
HTML = {"Content-Type": "text/html; charset=utf-8"}


def _to(where: str) -> Reply:
    return Reply(status=302, headers={"Location": where})


def _cut(pdf: bytes) -> bytes:
    return pdf[: len(pdf) * 2 // 3]


BAD: dict[str, tuple[Callable[[bytes], list[Reply]], str, str]] = {
    "interrupted": (lambda pdf: [Reply(pdf, cut=700, reset=True)], "cut_short", "ended before the file did"),
    "shorter than announced": (lambda pdf: [Reply(pdf, cut=700)], "cut_short", "2 times"),
    "torn, and no length": (lambda pdf: [Reply(_cut(pdf), length="")], "not_a_pdf", "no end"),
    "500": (lambda pdf: [Reply(b"oops", 500)], "server_busy", "500"),
    "404": (lambda pdf: [Reply(PAGE, 404)], "refused", "404"),
    "a page at 200": (lambda pdf: [Reply(PAGE, headers=HTML)], "not_a_pdf", "text/html"),
    "a page that says PDF": (lambda pdf: [Reply(PAGE, headers=PDF)], "not_a_pdf", "is not a PDF"),
    "redirect to a page": (lambda pdf: [_to("/sorry")], "not_a_pdf", "/sorry (text/html)"),
    "redirects in a circle": (lambda pdf: [_to("/new"), _to("/plan.pdf?1")], "bad_redirect", "leads"),
    "redirect to a file": (lambda pdf: [_to("file:///etc/passwd")], "bad_redirect", "file:///etc/passwd"),
    "redirect to nowhere": (lambda pdf: [Reply(status=302)], "bad_redirect", "no other web address"),
    "redirect inside": (lambda pdf: [_to("http://localhost:{port}/plan.pdf")], "private_address", "localhost has"),
    "empty": (lambda pdf: [Reply(b"")], "not_a_pdf", "is empty"),
    "no content": (lambda pdf: [Reply(status=204, length="")], "refused", "204"),
    "uncalled-for 304": (lambda pdf: [Reply(status=304, length="")], "refused", "304"),
    "announced too large": (lambda pdf: [Reply(pdf, length="2000001", cut=9)], "too_large", "2 MB"),
    "is too large": (lambda pdf: [Reply(pdf + b" " * 2_000_000, length="")], "too_large", "`max_mb`"),
    "asks for a long rest": (
        lambda pdf: [Reply(status=429, headers={"Retry-After": "3600"})],
        "server_busy",
        "a rest of 3600 s",
    ),
    "a drip": (lambda pdf: [Reply(pdf, drip=0.01)], "too_slow", "`download_seconds` is 0.3"),
    "a dripping header": (lambda pdf: [Reply(pdf, drip=0.01, slow_header=True)], "too_slow", "`download_seconds`"),
    "silence": (lambda pdf: [Reply(pdf[:1] + pdf, drip=3, length="9")], "too_slow", "silent"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_answer_leaves_the_good_file(
    case: str, site: Site, place: Place, editions: tuple[bytes, bytes], today: Callable[[str], None]
) -> None:
    replies, reason, words = BAD[case]
    url = site.put("/plan.pdf", Reply(editions[0]))
    place.describe(f'url = "{url}"')
    place.one()
    before = place.files()
    today("2026-01-01")
    limits = {"silence": "download_seconds = 9\n", "a drip": "download_seconds = 0.3\n"}
    manners = limits.get(case, "download_seconds = 0.3\n" if "header" in case else "")
    quick = MANNERS.replace("silence_seconds = 5", f"silence_seconds = {0.2 if case == 'silence' else 5}")
    place.listing.write_text(f'[fetch]\n{quick}{manners}max_mb = 2\n[[source]]\n{LISTED}url = "{url}"\n')
    bad = [
        Reply(**{**vars(r), "headers": {n: v.format(port=site.port) for n, v in r.headers.items()}})
        for r in replies(editions[1])
    ]
    site.put("/plan.pdf", *bad)
    site.put("/sorry", Reply(PAGE, headers=HTML))
    site.put("/new", _to("/plan.pdf"))
    site.put("/plan.pdf?1", _to("/new"))
    outcome = place.one()
    assert (outcome.kind, outcome.reason) == ("failed", reason), outcome.line
    assert words in outcome.line
    assert "the file that is there stays" in outcome.line
    assert place.files() == before
    assert site.dripped == []


def test_an_encrypted_plan_is_no_plan(site: Site, place: Place, tmp_path: Path) -> None:
    locked = plan_pdf(tmp_path / "locked.pdf", password="secret").read_bytes()  # noqa: S106
    place.describe(f'url = "{site.put("/plan.pdf", Reply(locked, headers=PDF))}"')
    assert "is encrypted" in place.one().line
    assert list(place.files()) == []


def test_what_passes_is_tried_again(site: Site, place: Place, editions: tuple[bytes, bytes]) -> None:
    busy = Reply(b"busy", 503, headers={"Retry-After": "0"})
    good = Reply(editions[0])
    place.describe(
        f'url = "{site.put("/a.pdf", busy, good)}"',
        f'url = "{site.put("/b.pdf", Reply(editions[0], cut=700), good)}"',
    )
    assert [o.kind for o in place.fetch()] == ["new", "new"]
    assert place.files()["b.pdf"] == editions[0]


def test_a_redirect_leads_to_the_plan(site: Site, place: Place, editions: tuple[bytes, bytes]) -> None:
    url = site.put("/plan.pdf", Reply(status=301, headers={"Location": "/2025/real"}))
    site.put("/2025/real", Reply(editions[0]))
    place.describe(f'url = "{url}"')
    assert place.one().kind == "new"
    assert place.facts()["url"] == url


def test_a_site_is_asked_one_thing_at_a_time(site: Site, place: Place, editions: tuple[bytes, bytes]) -> None:
    urls = [site.put(f"/{name}.pdf", Reply(editions[0], drip=0.0001)) for name in "abc"]
    site.put("/robots.txt", Reply(b"User-agent: *\nCrawl-delay: 0.2\n"))
    place.describe(*(f'url = "{url}"' for url in urls))
    assert [o.kind for o in place.fetch()] == ["new"] * 3
    assert len(site.asked) == 4
    # The pause begins when an answer has been read, which is after its request came.
    assert all(after.begun - before.begun >= 0.2 for before, after in pairwise(site.asked))


def test_robots_are_obeyed(site: Site, place: Place, editions: tuple[bytes, bytes]) -> None:
    site.put("/robots.txt", Reply(b"User-agent: *\nDisallow:\n\nUser-agent: planlift\nDisallow: /private/*.pdf$\n"))
    place.describe(
        f'url = "{site.put("/private/a.pdf", Reply(editions[0]))}"',
        f'url = "{site.put("/b.pdf", Reply(editions[0]))}"',
        f'url = "{site.put("/c.pdf", _to("/private/a.pdf"))}"',
    )
    outcomes = place.fetch()
    assert [(o.kind, o.reason) for o in outcomes] == [("failed", "robots"), ("new", ""), ("failed", "robots")]
    assert "/private/a.pdf" not in site.paths()


def test_without_readable_robots_nothing_is_fetched(site: Site, place: Place, editions: tuple[bytes, bytes]) -> None:
    site.put("/robots.txt", Reply(status=503))
    place.describe(*(f'url = "{site.put(path, Reply(editions[0]))}"' for path in ("/a.pdf", "/b.pdf")))
    assert [o.reason for o in place.fetch()] == ["not_tried"] * 2
    assert site.paths() == ["/robots.txt"] * 2


def test_a_host_that_does_not_answer_is_not_tried_for_each_plan(place: Place) -> None:
    with serve() as gone:
        dead = gone.address
    place.describe(f'url = "{dead}/a.pdf"', f'url = "{dead}/b.pdf"')
    outcomes = place.fetch()
    assert [o.reason for o in outcomes] == ["not_tried"] * 2
    assert all("no connection" in o.line and "no earlier file" in o.line for o in outcomes)


def test_a_host_that_falls_silent_is_left_alone(site: Site, place: Place, editions: tuple[bytes, bytes]) -> None:
    silent = Reply(editions[0], drip=3, length="9")
    urls = [site.put("/a.pdf", silent), site.put("/b.pdf", Reply(editions[0]))]
    place.describe(*(f'url = "{url}"' for url in urls))
    text = place.listing.read_text("utf-8").replace("silence_seconds = 5", "silence_seconds = 0.2")
    place.listing.write_text(text, encoding="utf-8")
    assert [o.reason for o in place.fetch()] == ["too_slow", "not_tried"]
    assert site.paths() == ["/robots.txt", "/a.pdf", "/a.pdf"]


def test_a_dead_host_behind_a_redirect_is_not_held_against_the_site(
    site: Site, place: Place, editions: tuple[bytes, bytes]
) -> None:
    with serve() as gone:
        dead = gone.address
    site.put("/a.pdf", _to(f"{dead}/a.pdf"))
    site.put("/b.pdf", Reply(editions[0]))
    place.describe(f'url = "{site.address}/a.pdf"', f'url = "{site.address}/b.pdf"')
    lost, good = place.fetch()
    assert f"{dead}/robots.txt cannot be read" in lost.line
    assert good.kind == "new", good.line


def test_private_addresses_are_refused_before_anything_is_asked(site: Site, place: Place) -> None:
    place.listing.write_text(f'[[source]]\n{LISTED}url = "{site.put("/plan.pdf", Reply(b"secret"))}"\n')
    outcome = place.one()
    assert (outcome.kind, outcome.reason) == ("failed", "private_address")
    assert "private_hosts" in outcome.line
    assert site.asked == []


def test_a_name_that_the_server_suggests_is_not_taken(
    site: Site, place: Place, editions: tuple[bytes, bytes], tmp_path: Path
) -> None:
    evil = {"Content-Disposition": 'attachment; filename="../../evil.pdf"', **PDF}
    place.describe(f'url = "{site.put("/x/..%2F..%2Fup%20%E2%80%AE.pdf", Reply(editions[0], headers=evil))}"')
    assert place.one().kind == "new"
    assert sorted(path.name for path in tmp_path.rglob("*.pdf")) == ["up-.pdf"]
    assert (place.raw / "up-.pdf").exists()


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


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody else has signed, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a test")])
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start.replace(year=2099))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = tmp_path / "certificate.pem"
    file.write_bytes(signed.public_bytes(form[0]) + key.private_bytes(*form))
    return file


def test_certificates_are_checked_and_https_is_not_left(
    place: Place, certificate: Path, editions: tuple[bytes, bytes], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = site.put("/plan.pdf", Reply(editions[0]))
    with serve(certificate) as secure:
        place.describe(
            f'url = "{secure.put("/a.pdf", Reply(editions[0]))}"',
            f'url = "{secure.put("/b.pdf", Reply(status=302, headers={"Location": plain}))}"',
        )
        assert "certificate" in place.fetch()[0].line
        assert list(place.files()) == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        good, left = place.fetch()
    assert good.kind == "new", good.line
    assert left.reason == "bad_redirect"
    assert "/plan.pdf" not in site.paths()


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
