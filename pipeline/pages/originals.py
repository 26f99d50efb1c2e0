"""The PDFs that plans were lifted from, found again by name and by the SHA-256 of their bytes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from normalise.records import Row
from pipeline.given.sources import find_pdfs, sha256_of


@dataclass(frozen=True)
class Original:
    """The PDF of a plan. `path` is None where it cannot be shown, and `problem` says why in a sentence."""

    path: Path | None
    problem: str = ""


def find_originals(plans: Iterable[Row], places: Sequence[Path]) -> dict[str, Original]:
    """The PDF of each plan by its `plan_id`, looked for in `places` (PDFs and folders).

    A file counts where its bytes have the SHA-256 that the plan was lifted from, whatever it is called now; a file of
    the right name with other bytes is told of and not used, since cells would lie in the wrong places. Raises
    UnreadableFile where a PDF of the folders cannot be read.
    """
    files = [file.path for file in find_pdfs(places).files if file.path.is_file()]
    by_name: dict[str, list[Path]] = {}
    for file in files:
        by_name.setdefault(file.name, []).append(file)
    hashes: dict[Path, str] = {}

    def has(file: Path, sha256: str) -> bool:
        if file not in hashes:
            hashes[file] = sha256_of(file)
        return hashes[file] == sha256

    found: dict[str, Original] = {}
    for plan in plans:
        name, sha256 = str(plan["source_file"] or ""), str(plan["source_sha256"] or "")
        named = by_name.get(name, [])
        path = next((file for file in [*named, *files] if has(file, sha256)), None)
        if path is not None:
            found[str(plan["plan_id"])] = Original(path)
        elif named:
            why = f"{name} has changed since this plan was lifted from it, so its pages are not shown: lift it again"
            found[str(plan["plan_id"])] = Original(None, why)
        else:
            where = ", ".join(str(place) for place in places)
            why = f"{name} was not found in {where}, so its pages are not shown: name its folder with --pdfs"
            found[str(plan["plan_id"])] = Original(None, why)
    return found
