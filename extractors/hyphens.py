"""Whether a hyphen at a line's end belongs to the word, judged by the words of the document itself.

PDFium does not tell a printed hyphen from a soft one at a line's end, and many producers print a plain hyphen where
they broke a word, so the character alone decides nothing. `develop-` / `ment` is a broken word when `development`
stands elsewhere in the document and `ment` does not; `low-` / `carbon` keeps its hyphen.
"""

import re
from collections.abc import Iterable

from extractors.text import SOFT_HYPHEN

HYPHENS = "-\u2010\u2011\u00ad"
_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011'’][^\W_]+)*")
_LAST = re.compile(r"([^\W_]+(?:[-\u2010\u2011][^\W_]+)*)[-\u2010\u2011\u00ad]$")
_FIRST = re.compile(r"^[^\W_]+")
# A document breaks words on its own (automatic hyphenation) when at least so many line ends prove it.
PROOFS = 2


class Hyphens:
    """Joins lines with the document's own vocabulary as the judge."""

    def __init__(self, runs: Iterable[str]) -> None:
        """`runs`: the document's text, stretch by stretch in reading order."""
        runs = [r for r in runs if r.strip()]
        self._words: set[str] = set()
        for run in runs:
            words = _WORD.findall(run)
            self._words.update(w.lower().replace("\u2010", "-").replace("\u2011", "-") for w in words)
        pairs = [p for a, b in zip(runs, runs[1:], strict=False) if (p := _pair(a.strip(), b.strip()))]
        self._breaks_words = sum(self._is_broken(*p) for p in pairs) >= PROOFS

    def join(self, lines: Iterable[str]) -> str:
        """The lines as one text, single spaces between them; a word broken at a line's end is made whole."""
        out = ""
        for line in lines:
            if line:
                out = self._append(out, line) if out else line
        return out.replace(SOFT_HYPHEN, "")

    def doubt(self, lines: Iterable[str]) -> str | None:
        """A line end at which the hyphen may or may not belong to the word, both ways shown; None where all is plain."""
        lines = [line for line in lines if line]
        for a, b in zip(lines, lines[1:], strict=False):
            pair = _pair(a, b)
            if pair and a[-1] != SOFT_HYPHEN and self._breaks_words and not self._is_broken(*pair):
                whole, hyphened = "".join(pair), "-".join(pair)
                if hyphened not in self._words and not (pair[0] in self._words and pair[1] in self._words):
                    return f"'{hyphened}' or '{whole}'"
        return None

    def _append(self, out: str, line: str) -> str:
        pair = _pair(out, line)
        if pair is None:
            inside = out[-1] in HYPHENS and len(out) > 1 and out[-2].isalnum()
            return f"{out}{line}" if inside else f"{out} {line}"
        if out[-1] == SOFT_HYPHEN or self._is_broken(*pair):
            return out[:-1] + line
        if self._breaks_words and "-".join(pair) not in self._words and "".join(pair) in self._words:
            return out[:-1] + line
        return out + line

    def _is_broken(self, before: str, after: str) -> bool:
        """Whether the document proves that the word has no hyphen: it stands whole elsewhere, its second half never
        alone."""
        return before + after in self._words and f"{before}-{after}" not in self._words and after not in self._words


def _pair(above: str, below: str) -> tuple[str, str] | None:
    """The halves on both sides of a hyphen at the line's end, in lower case; None where there is no such hyphen."""
    last, first = _LAST.search(above), _FIRST.match(below)
    return (last[1].lower(), first[0].lower()) if last and first else None
