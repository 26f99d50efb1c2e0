import os
from pathlib import Path

import pytest

from pipeline.errors import CannotSave
from pipeline.files.saving import save
from pipeline.run.brief import Brief, briefed


def test_a_file_keeps_its_permissions_and_a_link_its_place(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    save(link, b"new")
    assert link.is_symlink()
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("new", 0o640)


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with briefed(pipe, "run") as write:
        write(Brief("news", ()))
    assert b"news" in os.read(reader, 100)
    os.close(reader)
    assert pipe.is_fifo()


def test_a_folder_is_no_place_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(CannotSave, match="Is a directory"):
        save(tmp_path, b"new")
    assert list(tmp_path.iterdir()) == []
