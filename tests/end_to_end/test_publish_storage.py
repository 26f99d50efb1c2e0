"""Releases in object storage, against an S3-compatible server on this machine."""

import asyncio
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import s3fs
from moto.server import ThreadedMotoServer
from releases import contents, council_plan, publish, write_clean


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(address: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """An empty bucket; the command finds the server and its credentials where S3 clients look for them."""
    settings = {"ENDPOINT_URL": address, "ACCESS_KEY_ID": "k", "SECRET_ACCESS_KEY": "s", "DEFAULT_REGION": "us-east-1"}
    for name, value in settings.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    s3fs.S3FileSystem.clear_instance_cache()
    name = request.node.name.replace("_", "-").partition("[")[0][:60]
    files = storage()
    if files.exists(name):
        files.rm(name, recursive=True)
    files.mkdir(name)
    return f"s3://{name}/plans"


def storage() -> Any:
    return s3fs.S3FileSystem(use_listings_cache=False)


def stored(url: str) -> dict[str, str]:
    """The MD5 of every object below `url` by its path, which is what S3 calls the tag of an object sent in one go."""
    root = url.removeprefix("s3://")
    found = storage().find(root, detail=True)
    return {path.removeprefix(root + "/"): str(about["ETag"]).strip('"') for path, about in found.items()}


def load(url: str) -> Any:
    return json.loads(storage().cat_file(url))


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return write_clean(tmp_path / "one" / "clean", council_plan())


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    corrected = council_plan()
    corrected.datasets["kpis"][0]["value"] = 12.5
    return write_clean(tmp_path / "two" / "clean", corrected)


def test_object_storage_gets_what_a_folder_gets(bucket: str, clean: Path, tmp_path: Path) -> None:
    assert publish(clean, bucket) == 0
    assert publish(clean, tmp_path / "to") == 0
    found = stored(bucket)
    assert found == {
        name: hashlib.md5(data, usedforsecurity=False).hexdigest()
        for name, data in contents(tmp_path / "to").items()
        if not name.startswith("latest/")
    }
    assert publish(clean, bucket) == 0
    assert stored(bucket) == found


def failing_at(lost: str, method: Any) -> Any:
    """A way to write objects by which the network goes at the object `lost`, once those sent with it have arrived."""

    async def write(files: Any, *arguments: Any, **options: Any) -> Any:
        if any(str(each).endswith(lost) for each in arguments):
            await asyncio.sleep(0.5)
            raise ConnectionError("the network is gone")
        return await method(files, *arguments, **options)

    return write


def test_an_interrupted_upload_leaves_the_last_release(
    bucket: str, clean: Path, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The network goes at one of the files, at the checksums, and at what names the newest release."""
    assert publish(clean, bucket) == 0
    before = stored(bucket)
    for lost in ("1.0.1/kpis.csv", "1.0.1/SHA256SUMS", "plans/dcat.jsonld"):
        with monkeypatch.context() as patched:
            for method in ("_put_file", "_pipe_file"):
                patched.setattr(s3fs.S3FileSystem, method, failing_at(lost, getattr(s3fs.S3FileSystem, method)))
            s3fs.S3FileSystem.clear_instance_cache()
            assert publish(changed, bucket) == 1
        s3fs.S3FileSystem.clear_instance_cache()
        left = stored(bucket)
        assert ("1.0.1/SHA256SUMS" in left) == (lost == "plans/dcat.jsonld")
        assert {name: left[name] for name in before} == before
    assert publish(changed, bucket) == 0
    now = stored(bucket)
    released = {name for name in before if "/" in name}
    assert {name: now[name] for name in released} == {name: before[name] for name in released}
    assert len(now) == len(before) + len(released)
    latest = load(f"{bucket}/latest.json")
    assert latest["version"] == "1.0.1"
    assert load(f"{bucket}/1.0.1/release.json")["previous"] == "1.0.0"
    paths = {resource["name"]: resource["path"] for resource in latest["resources"]}
    table = pq.read_table(io.BytesIO(storage().cat_file(f"{bucket}/{paths['kpis-parquet']}")))
    assert table.column("value").to_pylist() == [12.5]


def test_storage_that_cannot_be_reached_is_told_in_a_line(
    clean: Path, bucket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(clean, "s3://no-such-bucket-anywhere/plans") == 1
    told = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("note")]
    assert len(told) == 1
    assert told[0].startswith("planlift: s3://no-such-bucket-anywhere/plans: cannot write")


def test_an_unknown_protocol_is_refused(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish(clean, "tape://reel/plans") == 1
    assert "tape" in capsys.readouterr().err
