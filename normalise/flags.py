"""The reasons for which a cell is flagged, as `registers/flags.csv` explains them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class FlagReason(NamedTuple):
    """Why a cell is flagged and what a person does about it.

    `shared` names what cells with this flag have in common where one decision settles them all: columns of `cells`,
    or `council` for the first part of `plan_id`.
    """

    explanation: str
    what_to_do: str
    shared: tuple[str, ...]


# Outputs of another version may hold a reason that this one does not know.
UNEXPLAINED = FlagReason("This version knows no such reason.", "Compare the cell with the page.", ("plan_id", "page"))


def flag_reasons(rows: Sequence[Mapping[str, str]]) -> Mapping[str, FlagReason]:
    """The reasons by their codes, from the rows of `flags.csv`."""
    return {r["reason"]: FlagReason(r["explanation"], r["what_to_do"], tuple(r["shared"].split())) for r in rows}
