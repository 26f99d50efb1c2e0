"""The data dictionary of a release, as a page that people read."""

import re
from html.parser import HTMLParser
from pathlib import Path

from releases import council_plan, publish, write_clean

from expectations.contract import DATASETS, dataset

RELEASED = (*DATASETS, "periods")


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
