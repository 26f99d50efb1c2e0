"""Whether a hyphen at a line's end belongs to the word, judged by the words of the document itself.

PDFium does not tell a printed hyphen from a soft one at a line's end, and many producers print a plain hyphen where
they broke a word, so the character alone decides nothing.
"""

import re
from collections.abc import Iterable

from extractors.text import SOFT_HYPHEN

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011'’][^\W\d_]+)*")
_LAST = re.compile(r"([^\W_]+(?:[-\u2010\u2011][^\W_]+)*)[-\u2010\u2011\u00ad]$")
_FIRST = re.compile(r"^[^\W_]+")
HYPHENS = "-\u2010\u2011\u00ad"


class Hyphens:
    """Joins lines with the document's own vocabulary as the judge."""

    def __init__(self, lines: Iterable[str]) -> None:
        """`lines`: every printed line of the document."""
        self._words: set[str] = set()
        for line in lines:
            words = _WORD.findall(line)
            self._words.update(w.lower().replace("\u2010", "-").replace("\u2011", "-") for w in words)

    def join(self, lines: Iterable[str]) -> str:
        """The lines as one text, single spaces between them; a word broken at a line's end is made whole."""
        out = ""
        for line in lines:
            if not line:
                continue
            out = self._append(out, line) if out else line
        return out.replace(SOFT_HYPHEN, "")

    def _append(self, out: str, line: str) -> str:
        last = _LAST.search(out)
        first = _FIRST.match(line)
        if not last or not first:
            return f"{out}{line}" if out[-1] in HYPHENS and len(out) > 1 and out[-2].isalnum() else f"{out} {line}"
        if out[-1] == SOFT_HYPHEN:
            return out[:-1] + line
        hyphened = f"{last[1]}-{first[0]}".lower()
        whole = f"{last[1]}{first[0]}".lower()
        if whole in self._words and hyphened not in self._words:
            return out[:-1] + line
        return out + line
