"""How common English words are, by pyspellchecker's list: asked only where a document's own words do not tell."""

from functools import lru_cache

# The list follows American spelling; these endings and stems make it answer for British words.
BRITISH = (
    ("programme", "program"), ("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ise", "ize"),
    ("yse", "yze"), ("our", "or"), ("centre", "center"), ("metre", "meter"), ("theatre", "theater"),
    ("lling", "ling"), ("lled", "led"),
    ("licence", "license"), ("defence", "defense"), ("catalogue", "catalog"), ("enrol", "enroll"), ("grey", "gray"),
)  # fmt: skip


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, int]:
    # Loading takes 0.2 s, so only documents with an undecided word break pay for it.
    from spellchecker import SpellChecker

    return dict(SpellChecker(language="en").word_frequency.dictionary)


def frequency(word: str) -> int:
    """How often `word` (lower case) stands in the list's corpus; 0 for a word that it does not know."""
    known = _frequencies()
    return max(
        known.get(word, 0), *(known.get(word.replace(ours, theirs), 0) for ours, theirs in BRITISH if ours in word), 0
    )
