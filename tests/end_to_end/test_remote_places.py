"""PDFs on other storage than this machine's folders: file URLs, and an object store on the loopback."""

import io
from collections.abc import Generator
from pathlib import Path

import boto3
import fsspec
import pytest
from moto.server import ThreadedMotoServer

from extractors.errors import UnreadableFile
from pipeline.given.remote import at_hand, find_remote, remote_sha256
from pipeline.given.sources import Original, sha256_of
from pipeline.outputs.manifest import DocumentEntry
from pipeline.run.batch import run
from pipeline.run.order import Order
from pipeline.telling.progress import LogLines
from tests.small_pdfs import plan_pdf

SIDECAR = b'council = "Saltmere District Council"\ntitle = "The Plan"\nurl = "https://a.example"\nlicence = "OGL"\n'


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[str]:
    """The URL of a bucket with two PDFs, one with a sidecar, and a file that is none."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    store = boto3.client("s3")
    store.create_bucket(Bucket="plans", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    pdf = plan_pdf(tmp_path / "plan.pdf").read_bytes()
    store.put_object(Bucket="plans", Key="2025/saltmere/plan.pdf", Body=pdf)
    store.put_object(Bucket="plans", Key="2025/saltmere/plan.toml", Body=SIDECAR)
    store.put_object(Bucket="plans", Key="2025/web.PDF", Body=b"<html>")
    yield "s3://plans/2025"
    # All servers of a process share their buckets.
    for key in ("2025/saltmere/plan.pdf", "2025/saltmere/plan.toml", "2025/web.PDF"):
        store.delete_object(Bucket="plans", Key=key)
    store.delete_bucket(Bucket="plans")
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    server.stop()


def lift(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, DocumentEntry], str]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    stream = io.StringIO()
    outcome = run(Order((place,), tmp_path / "out", jobs=1), LogLines(stream))
    return {entry.file: entry for entry in outcome.entries}, stream.getvalue()


def test_a_bucket_is_read_like_a_folder(tmp_path: Path, bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entries, said = lift(tmp_path, bucket, monkeypatch)
    assert {name: entry.verdict for name, entry in entries.items()} == {
        "saltmere/plan.pdf": "published",
        "web.PDF": "rejected",
    }
    assert entries["saltmere/plan.pdf"].plans == ("saltmere/the-plan/2025-26",)
    assert entries["saltmere/plan.pdf"].sha256 == sha256_of(tmp_path / "plan.pdf")
    assert "not a PDF" in entries["web.PDF"].reason
    _, said = lift(tmp_path, bucket, monkeypatch)
    assert "nothing has changed" in said
    # The sidecar is part of what is read.
    boto3.client("s3").put_object(Bucket="plans", Key="2025/saltmere/plan.toml", Body=SIDECAR.replace(b"The", b"Our"))
    entries, _ = lift(tmp_path, bucket, monkeypatch)
    assert entries["saltmere/plan.pdf"].plans == ("saltmere/our-plan/2025-26",)


def test_a_place_that_is_not_there_is_answered_for(
    tmp_path: Path, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries, _ = lift(tmp_path, f"{bucket}/none.pdf", monkeypatch)
    assert entries["none.pdf"].verdict == "rejected"
    assert "none.pdf: cannot be opened" in entries["none.pdf"].reason


def test_file_urls_name_files_and_folders(tmp_path: Path) -> None:
    pdf = plan_pdf(tmp_path / "plan.pdf")
    (tmp_path / "._plan.pdf").touch()
    url = f"file://{tmp_path}"
    assert [(f.name, f.url) for f in find_remote(url)] == [("plan.pdf", f"{url}/plan.pdf")]
    assert [f.name for f in find_remote(f"{url}/plan.pdf")] == ["plan.pdf"]
    assert remote_sha256(f"{url}/plan.pdf") == sha256_of(pdf)


def test_a_document_that_changed_meanwhile_is_not_taken_for_what_it_was(tmp_path: Path) -> None:
    pdf = plan_pdf(tmp_path / "plan.pdf")
    original = Original(Path("plan.pdf"), "plan.pdf", sha256_of(pdf), f"file://{pdf}")
    with at_hand(original) as path:
        assert path.read_bytes() == pdf.read_bytes()
    assert not path.exists()
    pdf.write_bytes(b"%PDF-other")
    with pytest.raises(UnreadableFile, match="changed during the run"), at_hand(original):
        pass


def test_a_storage_that_nobody_knows_is_told() -> None:
    with pytest.raises(UnreadableFile, match="ValueError: Protocol not known"):
        find_remote("plans3://bucket")
