"""What a run is made of: all of it known, hashed, and under licences that go with the project's own."""

import csv
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

# What MIT-licensed code may be used with and passed on beside, unchanged: permissive licences, and the Mozilla Public
# License 2.0, which asks for its own files only.
ACCEPTED = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0",
    "Zlib",
}


def packages(root: Path) -> set[tuple[str, str]]:
    lock = (root / "requirements" / "run.txt").read_text("utf-8")
    return set(re.findall(r"^([a-zA-Z0-9._-]+)==(\S+)", lock, re.MULTILINE))


def test_the_licence_of_every_package_of_a_run_is_listed_and_accepted(root: Path) -> None:
    with (root / "requirements" / "licences.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    names = [row["package"] for row in rows]
    assert names == sorted(set(names))
    missing = {name for name, _ in packages(root)} - set(names)
    assert not missing, "requirements/licences.csv: look up the licences of these and add them"
    for row in rows:
        terms = re.split(r" (?:AND|OR) ", row["licence"])
        assert set(terms) <= ACCEPTED, row


def test_the_bill_of_materials_lists_every_package_with_its_hashes(root: Path, tmp_path: Path) -> None:
    made: list[bytes] = []
    for name in ("one.json", "two.json"):
        subprocess.run([sys.executable, root / "dev.py", "sbom", tmp_path / name], check=True, cwd=tmp_path)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    bill = json.loads(made[0])
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == project["version"]
    assert {(c["name"], c["version"]) for c in bill["components"]} == packages(root)
    assert len({c["bom-ref"] for c in bill["components"]}) == len(bill["components"])
    for component in bill["components"]:
        (files,) = component["externalReferences"]
        assert files["hashes"]
        assert all(re.fullmatch("[0-9a-f]{64}", one["content"]) for one in files["hashes"])
        assert component["licenses"]
    lock = (root / "requirements" / "run.txt").read_text("utf-8")
    listed = [one["content"] for c in bill["components"] for one in c["externalReferences"][0]["hashes"]]
    assert sorted(listed) == sorted(re.findall(r"sha256:([0-9a-f]{64})", lock))
