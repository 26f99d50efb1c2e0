"""Which PDFs are found, and what their sidecars say."""

import os
from pathlib import Path

import pytest

from extractors.errors import MissingFile, UnreadableFile
from pipeline.errors import BadSidecar
from pipeline.given.sources import describe_source, directions_fingerprint, find_pdfs, read_sidecar, sha256_of

SHA = "0" * 64


def a_pdf(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def names(*places: Path) -> list[str]:
    return [file.name for file in find_pdfs(places).files]


def test_folders_are_searched_in_order_whatever_the_case(tmp_path: Path) -> None:
    for name in ("b.pdf", "a/z.PDF", "a/notes.txt", "c.Pdf", "c.toml", "._b.pdf"):
        a_pdf(tmp_path / name, name)
    assert names(tmp_path) == ["a/z.PDF", "b.pdf", "c.Pdf"]


def test_a_folder_called_like_a_pdf_is_a_folder(tmp_path: Path) -> None:
    a_pdf(tmp_path / "odd.pdf" / "inner.pdf")
    assert names(tmp_path) == ["odd.pdf/inner.pdf"]


def test_links_that_go_round_end(tmp_path: Path) -> None:
    a_pdf(tmp_path / "a" / "plan.pdf")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["a/plan.pdf"]


def test_a_linked_folder_is_searched(tmp_path: Path) -> None:
    a_pdf(tmp_path / "elsewhere" / "plan.pdf")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert names(tmp_path / "in") == ["link/plan.pdf"]


def test_a_file_named_twice_is_read_once_and_said(tmp_path: Path) -> None:
    plan = a_pdf(tmp_path / "plan.pdf")
    (tmp_path / "other.pdf").hardlink_to(plan)
    found = find_pdfs([plan, tmp_path, tmp_path / "." / "plan.pdf"])
    assert [file.name for file in found.files] == ["plan.pdf"]
    assert len(found.notes) == 3
    assert all("same file" in note for note in found.notes)


def test_a_missing_file_is_passed_on_once(tmp_path: Path) -> None:
    missing = tmp_path / "no.pdf"
    found = find_pdfs([missing, missing])
    assert [file.path for file in found.files] == [missing]


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    found = find_pdfs([tmp_path])
    assert found.files == ()
    assert str(tmp_path) in found.notes[0]


def test_sha256(tmp_path: Path) -> None:
    file = a_pdf(tmp_path / "a.pdf", "abc")
    # The digest of "abc" is the first example of FIPS 180-2.
    assert sha256_of(file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    with pytest.raises(MissingFile):
        sha256_of(tmp_path / "b.pdf")
    with pytest.raises(UnreadableFile):
        sha256_of(tmp_path)


def with_sidecar(tmp_path: Path, text: str) -> Path:
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    return a_pdf(tmp_path / "plan.pdf")


def test_the_sidecar_states_the_source(tmp_path: Path) -> None:
    pdf = with_sidecar(
        tmp_path,
        'council = "Aldermoor Council"\ntitle = "Plan"\nurl = "https://example.org"\nlicence = "OGL"\n'
        f'date_accessed = 2025-06-01\nsha256 = "{SHA}"\nfinancial_year = "2025/26"\nquarter = "Q2"\n'
        'plan_type = "progress_report"\n',
    )
    source, warnings = describe_source(pdf, SHA, 7, read_sidecar(pdf))
    assert warnings == ()
    assert (source.file, source.sha256, source.page_count) == ("plan.pdf", SHA, 7)
    assert (source.council_name, source.title, source.url) == ("Aldermoor Council", "Plan", "https://example.org")
    assert (source.licence, source.plan_type) == ("OGL", "progress_report")
    assert (source.financial_year, source.quarter) == ("2025/26", "Q2")


def test_another_editions_sidecar_is_warned_of(tmp_path: Path) -> None:
    pdf = with_sidecar(tmp_path, f'council = "A"\ntitle = "B"\nurl = "C"\nlicence = "D"\nsha256 = "{"1" * 64}"\n')
    _, warnings = describe_source(pdf, SHA, 1, read_sidecar(pdf))
    assert len(warnings) == 1
    assert "sha256" in warnings[0]
    assert SHA in warnings[0]


def test_what_is_not_stated_is_said(tmp_path: Path) -> None:
    pdf = a_pdf(tmp_path / "plan.pdf")
    source, warnings = describe_source(pdf, SHA, 1, read_sidecar(pdf))
    assert source.council_name is None
    assert len(warnings) == 1
    assert "plan.toml" in warnings[0]
    assert "licence" in warnings[0]


def test_a_blank_fact_is_no_fact(tmp_path: Path) -> None:
    pdf = with_sidecar(tmp_path, 'council = " "\n')
    source, _ = describe_source(pdf, SHA, 1, read_sidecar(pdf))
    assert source.council_name is None


def test_a_misspelt_key_is_warned_of(tmp_path: Path) -> None:
    sidecar = read_sidecar(with_sidecar(tmp_path, 'license = "OGL"\n'))
    assert sidecar is not None
    assert "`license`" in sidecar.warnings[0]


@pytest.mark.parametrize("text", ["council = ", "council = 3", "title = true", "\x00"])
def test_a_sidecar_that_cannot_be_used_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadSidecar, match=r"plan\.pdf: .*plan\.toml"):
        read_sidecar(with_sidecar(tmp_path, text))


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    sidecar = read_sidecar(with_sidecar(tmp_path, '\ufeffcouncil = "A"\n'))
    assert sidecar is not None
    assert sidecar.facts == {"council": "A"}


def test_only_directions_change_the_reading(tmp_path: Path) -> None:
    plain = directions_fingerprint(read_sidecar(with_sidecar(tmp_path, 'title = "A"\n')))
    assert plain == directions_fingerprint(read_sidecar(with_sidecar(tmp_path, 'title = "B"\n'))) == ""
    one = directions_fingerprint(read_sidecar(with_sidecar(tmp_path, '[headings]\n"Task" = "title"\n')))
    two = directions_fingerprint(read_sidecar(with_sidecar(tmp_path, '[headings]\n"Job" = "title"\n')))
    assert len({plain, one, two}) == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every folder")
def test_a_closed_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    assert "cannot be opened" in find_pdfs([tmp_path]).notes[0]
