"""A folder of byte strings under keys, each of which is trusted only as long as it is whole and in its place."""

import hashlib
import os
import tempfile
from pathlib import Path

_DIGEST_LENGTH = 32


class Depot:
    """A folder of files, one for each key; keys are text that can stand in a file's name."""

    def __init__(self, folder: Path, suffix: str = "") -> None:
        """The files are called by their key with `suffix`; the folder is made with the first of them."""
        self.folder, self.suffix = folder, suffix

    def get(self, key: str) -> bytes | None:
        """What lies under `key`; None where there is nothing, or nothing that can be trusted."""
        file = self._file(key)
        try:
            data = file.read_bytes()
            digest, content = data[:_DIGEST_LENGTH], data[_DIGEST_LENGTH:]
            # A file cut short by a full disk, or put there under another name, must not pass for what was kept.
            if digest != _digest(key, content):
                return None
            os.utime(file)
        except OSError:
            return None
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep `content` under `key`, whole or not at all. Raises OSError where the folder refuses it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_digest(key, content) + content)
            Path(name).replace(self._file(key))
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def prune(self, keep: int, room: int = 0) -> None:
        """Drop what was not used for longest.

        `keep` files stay, and as many more as take no more than `room` bytes with them. Raises OSError.
        """
        with os.scandir(self.folder) as entries:
            aged = [(status.st_mtime, e.path, status.st_size) for e in entries if e.is_file() and (status := e.stat())]
        held = 0
        for number, (_, path, size) in enumerate(sorted(aged, reverse=True)):
            held += size
            if number >= keep and held > room:
                Path(path).unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}{self.suffix}"


def _digest(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode("ascii") + content).digest()
