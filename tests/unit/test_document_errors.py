from pathlib import Path

import pytest

from extractors.errors import UnreadableFile
from extractors.pdf.prepared import prepared
from pipeline.given.remote import remote_sha256
from pipeline.given.sources import sha256_of, unchanged


def test_what_to_do_fits_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"it is a folder \(name the PDF itself\)"):
        sha256_of(tmp_path)
    with pytest.raises(UnreadableFile, match="cannot be opened: Is a directory"):
        prepared(tmp_path)
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"one")
    with pytest.raises(UnreadableFile, match=r"\(run again once nothing writes to it\)"), unchanged(file, "0" * 64):
        pass
    with pytest.raises(UnreadableFile, match=r"\(check its address, the credentials and the network\)"):
        remote_sha256("file:///no/such/plan.pdf")
