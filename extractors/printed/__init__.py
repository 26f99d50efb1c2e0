"""What is printed as a person reads it: lines, runs, chunks, paragraphs, words.

- `runs`: what was written in one go; `chunks`: stretches without a wide gap; `prose`: paragraphs outside tables.
- `text`, `hyphens`, `words`: from glyphs to words; `running`: lines that pages repeat.
- `geometry`: positions and spans.
"""
