"""Rules typed with dashes are lines, whatever stands beside them."""

import numpy as np

from extractors.grids.regions import text_rules
from extractors.printed.chunks import Chunk, ChunkLine


def chunk(text: str, x: float, baseline: float) -> Chunk:
    width = 6.0 * len(text)
    return Chunk(np.arange(len(text)), text, x, x + width, baseline - 8, baseline + 2, baseline, 9.0, bold=False)


def test_a_rule_is_taken_out_of_a_line_and_the_words_beside_it_stay() -> None:
    mixed = ChunkLine((chunk("-" * 16, 40, 100), chunk("Inventory", 180, 100), chunk("-" * 12, 340, 100)))
    plain = ChunkLine((chunk("Brass bell", 40, 114), chunk("Harbour master", 180, 114)))
    kept, rules = text_rules([mixed, ChunkLine((chunk("=" * 30, 40, 107),)), plain])
    assert [[c.text for c in line.chunks] for line in kept] == [["Inventory"], ["Brass bell", "Harbour master"]]
    assert [(rule.at, rule.start, rule.end) for rule in rules] == [(97, 40, 136), (97, 340, 412), (104, 40, 220)]
