"""`planlift fetch` against a web server that answers badly."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fetching import LISTED, MANNERS, PDF, Place, sent_to
from tests.small_pdfs import plan_pdf
from tests.web_site import Reply, Site

PAGE = b"<!doctype html><title>Not found</title><p>Sorry, this plan has moved."


HTML = {"Content-Type": "text/html; charset=utf-8"}


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
    "redirect to a page": (lambda pdf: [sent_to("/sorry")], "not_a_pdf", "/sorry (text/html)"),
    "redirects in a circle": (lambda pdf: [sent_to("/new"), sent_to("/plan.pdf?1")], "bad_redirect", "leads"),
    "redirect to a file": (lambda pdf: [sent_to("file:///etc/passwd")], "bad_redirect", "file:///etc/passwd"),
    "redirect to nowhere": (lambda pdf: [Reply(status=302)], "bad_redirect", "no other web address"),
    "redirect inside": (
        lambda pdf: [sent_to("http://localhost:{port}/plan.pdf")],
        "private_address",
        "localhost has",
    ),
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
    site.put("/new", sent_to("/plan.pdf"))
    site.put("/plan.pdf?1", sent_to("/new"))
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
