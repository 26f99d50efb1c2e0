"""Which characters are taken for which in pictures of text, as `confusions.csv` lists them."""

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple


class Confusions(NamedTuple):
    """For each character as read those that may be printed: of the same shape, or nearly so."""

    alike: dict[str, str]
    near: dict[str, str]


@lru_cache(maxsize=1)
def confusions() -> Confusions:
    """What the table holds."""
    alike: dict[str, str] = {}
    near: dict[str, str] = {}
    with Path(__file__).with_name("confusions.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(line for line in handle if not line.startswith("#")):
            kind = alike if row["kind"] == "alike" else near
            kind[row["read"]] = kind.get(row["read"], "") + row["printed"]
    return Confusions(alike, near)


def is_misreading(read: str, printed: str) -> bool:
    """Whether `read` is `printed` but for characters that are listed for each other; spaces do not count."""
    one, other = "".join(read.split()), "".join(printed.split())
    if len(one) != len(other):
        return False
    known = confusions()
    return all(
        a == b or b in known.alike.get(a, "") or b in known.near.get(a, "") for a, b in zip(one, other, strict=True)
    )
