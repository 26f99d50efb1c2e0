"""How common English words are, from pyspellchecker's word list: asked only where a document's own words do not tell."""

from functools import lru_cache


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, int]:
    # Loading takes 0.2 s, so only documents with an undecided word break pay for it.
    from spellchecker import SpellChecker

    return dict(SpellChecker(language="en").word_frequency.dictionary)


def frequency(word: str) -> int:
    """How often `word` (lower case) stands in the list's corpus; 0 for a word that it does not know."""
    return _frequencies().get(word, 0)
