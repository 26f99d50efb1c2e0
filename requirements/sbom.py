"""The bill of materials of a run, as CycloneDX 1.6 JSON: every locked package with its hashes and its licence.

    python3 dev.py sbom [FILE]

Made from `run.txt` and `licences.csv` beside this file and from pyproject.toml, so the same lock gives the same bytes;
with the standard library, since it has to work before anything is installed. A package that the lock has in two
versions, for different Pythons, is listed twice. The format: https://cyclonedx.org/docs/1.6/json/
"""

import csv
import json
import re
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
# `name==version ; marker \`, then a line `--hash=sha256:... \` for each file of the release.
_PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+))?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def locked(lock: str) -> list[dict[str, Any]]:
    """The packages of a lock file's text in its order: `name`, `version`, `marker` ("" where always), `hashes`."""
    found: list[dict[str, Any]] = []
    for line in lock.splitlines():
        if package := _PACKAGE.match(line):
            name, version, marker = package.groups()
            found.append({"name": name, "version": version, "marker": (marker or "").strip(), "hashes": []})
        elif digest := _HASH.search(line):
            found[-1]["hashes"].append(digest[1])
    return found


def licences(table: str) -> dict[str, str]:
    """The SPDX expression of each package in the text of `licences.csv`."""
    return {row["package"]: row["licence"] for row in csv.DictReader(table.splitlines())}


def bill(lock: str, table: str, project: dict[str, Any]) -> dict[str, Any]:
    """The bill of the `[project]` table of pyproject.toml. Raises KeyError for a package without a known licence."""
    known = licences(table)
    me = f"pkg:pypi/{project['name']}@{project['version']}"
    components = [_component(package, known[package["name"].lower()]) for package in locked(lock)]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        # A bill has a number of its own; drawn from the contents, it changes when they do.
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([me, components], sort_keys=True))}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": me,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
                "licenses": [{"expression": project["license"]}],
                "purl": me,
            }
        },
        "components": components,
        "dependencies": [{"ref": me, "dependsOn": [component["bom-ref"] for component in components]}],
    }


def _component(package: dict[str, Any], licence: str) -> dict[str, Any]:
    purl = f"pkg:pypi/{package['name'].lower()}@{package['version']}"
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl,
        "name": package["name"],
        "version": package["version"],
        "licenses": [{"expression": licence}],
        "purl": purl,
        # One digest for each file of the release: a component's own `hashes` would be those of a single file.
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{package['name']}/{package['version']}/#files",
                "hashes": [{"alg": "SHA-256", "content": digest} for digest in package["hashes"]],
            }
        ],
    }
    if package["marker"]:
        component["properties"] = [{"name": "planlift:marker", "value": package["marker"]}]
    return component


def main(file: str) -> None:
    """Write the bill into `file`."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    made = bill((HERE / "run.txt").read_text("utf-8"), (HERE / "licences.csv").read_text("utf-8"), project)
    Path(file).write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
