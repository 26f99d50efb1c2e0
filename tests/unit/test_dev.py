"""Setting the project up: the right interpreter, an environment made once, and plain words where it cannot be."""

import ast
import importlib.util
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

NAME = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)( ; [^\\]+)?", re.MULTILINE)


@pytest.fixture
def dev(root: Path) -> ModuleType:
    """The script as a module of its own, so that a test may change what it knows."""
    spec = importlib.util.spec_from_file_location("dev_under_test", root / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Setup:
    """Stands in for the steps of the setup: remembers them, and fails at the one whose command holds `fails_at`."""

    def __init__(self, dev: ModuleType) -> None:
        self.dev = dev
        self.steps: list[str] = []
        self.fails_at: str | None = None

    def call(self, command: list[str], trouble: str) -> None:
        step = " ".join(command)
        self.steps.append(step)
        if self.fails_at and self.fails_at in step:
            raise self.dev.SetupError(trouble)
        if "venv" in command:
            # As `python -m venv --clear` does: whatever the folder held is gone.
            shutil.rmtree(self.dev.VENV, ignore_errors=True)
            self.dev.venv_python().parent.mkdir(parents=True)
            self.dev.venv_python().touch()


@pytest.fixture
def setup(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Setup:
    """A checkout with two locks and no environment yet."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text("one==1")
    (tmp_path / "requirements" / "dev.txt").write_text("one==1\ntwo==2")
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1"')
    fake = Setup(dev)
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "call", fake.call)
    monkeypatch.setattr(dev, "provide_browser", lambda: None)
    return fake


def test_an_old_interpreter_can_still_read_the_script(root: Path) -> None:
    # What it cannot parse, it cannot answer with a message.
    ast.parse((root / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize(
    ("version", "suits"),
    [((3, 10, 14), False), ((3, 11, 0), True), ((3, 12, 1), True), ((3, 13, 9), True), ((3, 14, 0), False)],
)
def test_the_interpreters_that_suit_are_those_of_the_project(
    dev: ModuleType, version: tuple[int, ...], suits: bool
) -> None:
    assert dev.suitable(version) is suits


def test_an_interpreter_that_is_too_old_is_told_what_to_install(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "suitable", lambda _: False)
    monkeypatch.setenv("PATH", "")
    assert dev.main(["run"]) == 1
    assert "needs Python 3.11 to 3.13" in capsys.readouterr().err


def test_a_launcher_that_starts_nothing_is_passed_over(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, code in (("python3.13", 127), ("python3.12", 0), ("python3.11", 0)):
        (tmp_path / name).write_text(f"#!/bin/sh\nexit {code}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert dev.find_interpreter() == str(tmp_path / "python3.12")


def test_the_environment_is_made_once(dev: ModuleType, setup: Setup) -> None:
    dev.prepare("run")
    made, hashed, project = setup.steps
    assert "venv --clear" in made
    assert "--require-hashes" in hashed
    assert "requirements/run.txt" in hashed
    assert "--no-deps --no-build-isolation --no-index --editable ." in project
    dev.prepare("run")
    assert len(setup.steps) == 3


@pytest.mark.parametrize(
    ("changed", "content"),
    [("requirements/run.txt", "another==3"), ("pyproject.toml", '[project]\nversion = "2"')],
)
def test_a_change_to_what_is_installed_makes_the_environment_anew(
    dev: ModuleType, setup: Setup, tmp_path: Path, changed: str, content: str
) -> None:
    dev.prepare("run")
    (tmp_path / changed).write_text(content)
    dev.prepare("run")
    assert [("venv" in step.split()) for step in setup.steps] == [True, False, False] * 2


def test_a_setting_of_the_checking_tools_leaves_the_environment_be(
    dev: ModuleType, setup: Setup, tmp_path: Path
) -> None:
    dev.prepare("run")
    with (tmp_path / "pyproject.toml").open("a") as settings:
        settings.write("\n[tool.ruff]\nline-length = 90\n")
    dev.prepare("run")
    assert len(setup.steps) == 3


def test_the_test_environment_serves_a_run_too(dev: ModuleType, setup: Setup) -> None:
    dev.prepare("dev")
    dev.prepare("run")
    assert len(setup.steps) == 3


def test_the_test_packages_are_added_to_an_environment_made_for_a_run(dev: ModuleType, setup: Setup) -> None:
    dev.prepare("run")
    dev.prepare("dev")
    assert sum("venv" in step.split() for step in setup.steps) == 1
    assert "requirements/dev.txt" in setup.steps[3]


def test_an_environment_without_its_interpreter_is_made_anew(dev: ModuleType, setup: Setup) -> None:
    dev.prepare("run")
    dev.venv_python().unlink()
    dev.prepare("run")
    assert sum("venv" in step.split() for step in setup.steps) == 2


@pytest.mark.parametrize(
    ("fails_at", "says"),
    [
        ("-m venv", "environment could not be made"),
        ("run.txt", "packages could not be installed"),
        ("editable", "Planlift itself"),
    ],
)
def test_a_setup_that_fails_says_so_and_is_tried_again(
    dev: ModuleType, setup: Setup, capsys: pytest.CaptureFixture[str], fails_at: str, says: str
) -> None:
    setup.fails_at = fails_at
    assert dev.main(["run"]) == 1
    assert says in capsys.readouterr().err
    assert not dev.is_current("run")


def test_a_command_that_is_unknown_is_a_usage_error(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["fly"]) == 2
    assert "run, test, check, lock" in capsys.readouterr().err


def test_what_was_run_gives_the_exit_code(dev: ModuleType, setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "module", lambda *_: 5)
    assert dev.main(["test"]) == 5


def test_one_failing_check_fails_them_all_but_stops_none(
    dev: ModuleType, setup: Setup, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def module(*arguments: str) -> int:
        ran.append(arguments[0])
        return int(arguments[0] == "basedpyright")

    monkeypatch.setattr(dev, "module", module)
    assert dev.main(["check"]) == 1
    assert ran == ["ruff", "ruff", "basedpyright", "pytest"]
    assert "failed: types" in capsys.readouterr().err


def pins(root: Path, lock: str) -> dict[tuple[str, str], str]:
    """The version of each package of a lock, by name and the systems that it is for."""
    text = (root / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    return {(name, where or ""): version for name, version, where in NAME.findall(text)}


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_every_package_of_a_lock_has_a_hash_and_none_a_host(root: Path, lock: str) -> None:
    text = (root / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    packages = re.split(r"^(?=[A-Za-z])", text, flags=re.MULTILINE)[1:]
    assert len(packages) == len(pins(root, lock))
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in text
    assert "index" not in text


def test_a_run_uses_the_versions_that_the_tests_saw(root: Path) -> None:
    tested = pins(root, "dev")
    assert pins(root, "run").items() <= tested.items()


def test_the_lock_holds_what_the_project_asks_for(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {re.split(r"[\[>=<]", each)[0] for each in project["project"]["dependencies"]}
    asked |= {re.split(r"[\[>=<]", each)[0] for each in project["build-system"]["requires"]}
    assert asked <= {name for name, _ in pins(root, "run")}


def test_the_first_two_commands_of_the_readme_are_the_run_and_what_ci_runs(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    first, second = re.findall(r"```sh\n(.*?)```", readme, flags=re.DOTALL)[:2]
    assert first == "python3 dev.py run\n"
    assert second == "python3 dev.py test\n"
    assert f"exec {second}" in (root / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("as_root", "failing", "ran"),
    [
        (True, (), ["tests/browsers.py"]),
        (True, ("browsers",), ["tests/browsers.py", "install"]),
        (True, ("browsers", "install"), ["tests/browsers.py", "install", "update", "install", "playwright"]),
        (False, ("browsers",), ["tests/browsers.py", "playwright"]),
    ],
)
def test_a_browser_is_looked_for_where_one_can_be_had(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, as_root: bool, failing: tuple[str, ...], ran: list[str]
) -> None:
    steps: list[str] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        told = " ".join(command)
        steps.append(next(word for word in ("tests/browsers.py", "playwright", "update", "install") if word in told))
        # Once the lists are there, what could not be installed before can be.
        fails = any(word in told for word in failing) and not (steps[-1] == "install" and "update" in steps[:-1])
        return subprocess.CompletedProcess(command, int(fails or (steps.count("install") == 2)))

    monkeypatch.setattr(dev.subprocess, "run", run)
    monkeypatch.setattr(dev.shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0 if as_root else 1000)
    monkeypatch.setenv("DEBIAN_FRONTEND", "noninteractive")
    dev.provide_browser()
    assert steps == ran
