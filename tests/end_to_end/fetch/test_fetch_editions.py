"""`planlift fetch` where plans are new, unchanged, changed, and where an earlier fetch was killed."""

import hashlib
from collections.abc import Callable

import pytest

from pipeline.fetch import collect as collecting
from tests.fetching import PDF, Place
from tests.web_site import Reply, Site


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
