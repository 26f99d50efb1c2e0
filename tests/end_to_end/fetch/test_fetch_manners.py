"""How `planlift fetch` behaves towards the sites that it asks, and what it does not let them do."""

import datetime
import ipaddress
from itertools import pairwise
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.fetching import LISTED, PDF, Place, sent_to
from tests.web_site import Reply, Site, serve


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
        f'url = "{site.put("/c.pdf", sent_to("/private/a.pdf"))}"',
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
    site.put("/a.pdf", sent_to(f"{dead}/a.pdf"))
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
