"""A Dask cluster on this machine, each part of it a process as its users start them."""

import os
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# A lost scheduler is waited for no longer than this.
ENVIRONMENT = {
    "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}{os.pathsep}{ROOT / 'tests' / 'unit'}",
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s",
    # As docs/running-a-batch.md advises.
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
    "DASK_DISTRIBUTED__WORKER__MEMORY__MONITOR_INTERVAL": "1s",
}


class Cluster:
    """A scheduler with its `address`, and its workers."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "scheduler.json"
        self._folder = folder
        self.scheduler = self._start("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard")
        self.workers: list[subprocess.Popen[bytes]] = []
        self.address = self._address()

    def add_worker(self) -> subprocess.Popen[bytes]:
        """Start one more worker, of one thread and with the nanny that restarts it."""
        local = self._folder / f"worker-{len(self.workers)}"
        worker = self._start("worker", "--nthreads", "1", "--no-dashboard", "--local-directory", str(local))
        self.workers.append(worker)
        return worker

    def stop(self) -> None:
        """End every process of the cluster."""
        for process in (*self.workers, self.scheduler):
            process.terminate()
        for process in (*self.workers, self.scheduler):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, part: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", part, "--scheduler-file", str(self._file), *arguments]
        log = (self._folder / f"{part}.log").open("ab")
        with log:
            return subprocess.Popen(command, env={**os.environ, **ENVIRONMENT}, stdout=log, stderr=log)

    def _address(self) -> str:
        import json

        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                return str(json.loads(self._file.read_text())["address"])
            except (OSError, ValueError):
                time.sleep(0.1)
        raise TimeoutError((self._folder / "scheduler.log").read_text())


@contextmanager
def running(folder: Path, workers: int) -> Generator[Cluster]:
    """A cluster with so many workers, stopped on the way out."""
    cluster = Cluster(folder)
    try:
        for _ in range(workers):
            cluster.add_worker()
        yield cluster
    finally:
        cluster.stop()
