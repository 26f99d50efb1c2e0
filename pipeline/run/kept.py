"""Where the parcel of a document is kept, so that a changed correction makes only the parcels that it names again.

What a parcel depends on besides corrections is its file's key. One to which none was applied lies under that key; one
with corrections under a key that stands for these too, and the names of its records beside it, to tell which
corrections a later run has for them.
"""

from normalise.corrections import Corrections, Named
from pipeline.document.parcel import named, records_named
from pipeline.keeping.stock import Stock, key_of
from pipeline.run.inputs import Known


class Parcels:
    """The parcels of documents in a stock, with the corrections of a run applied."""

    def __init__(self, stock: Stock, corrections: Corrections) -> None:
        """`corrections` are all of the run's."""
        self._stock, self._corrections = stock, corrections
        self._records: list[Named] = []

    def find(self, file: Known) -> tuple[str, bytes] | None:
        """The parcel of a file and its key, None where it has to be made."""
        plain = self._stock.get(file.key)
        if not self._corrections.rows:
            return None if plain is None else (file.key, plain)
        names = self._stock.get(_names(file.key)) if plain is None else named(plain)
        if names is None:
            return None
        key = self._key(file.key, names)
        parcel = plain if key == file.key else self._stock.get(key)
        return None if parcel is None else (key, parcel)

    def keep(self, file: Known, parcel: bytes) -> str:
        """Keep the parcel of a file; returns its key. Raises OutputError where no disk takes it."""
        names = named(parcel)
        key = self._key(file.key, names)
        if key != file.key:
            self._stock.put(_names(file.key), names)
        self._stock.put(key, parcel)
        return key

    def unmet(self) -> list[str]:
        """In words, the corrections of plans that were found or kept here, none of which has the record."""
        return self._corrections.unmet(self._records)

    def _key(self, key: str, names: bytes) -> str:
        """The key of a parcel whose records have these names."""
        if not self._corrections.rows:
            return key
        records = records_named(names)
        self._records += records
        mine = self._corrections.naming(records).rows
        return key_of(("corrected", key, *map(repr, mine))) if mine else key


def _names(key: str) -> str:
    return key_of(("names", key))
