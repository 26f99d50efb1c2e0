"""Links in cells: the words of each, whether its rectangles follow each other or stand apart."""

from pathlib import Path

from extractors.table import Link
from tests.sheets import Sheet, only_table

MAP, NOTE = "https://example.org/map", "https://example.org/note"


def test_words_apart_with_one_address_are_links_of_their_own_and_lines_that_follow_are_one(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "links.pdf")
    lines = ("See map and note, then", "map again: the long map", "of the coast")
    sheet.table((40, 200, 400), (60, 80, 130), [("Action", "Comment"), ("Mend the wall", "\n".join(lines))])

    def link(line: int, words: str, url: str) -> None:
        before, width = lines[line].index(words), sheet.canvas.stringWidth
        x0 = 204 + width(lines[line][:before], "Helvetica", 9)
        y = 400 - 80 - 12 - 11 * line
        sheet.canvas.linkURL(url, (x0, y - 2, x0 + width(words, "Helvetica", 9), y + 8))

    link(1, "the long map", MAP)
    link(0, "map", MAP)
    link(0, "note", NOTE)
    link(2, "of the coast", MAP)
    link(1, "map", MAP)
    cell = only_table(sheet.save()).rows[1].cells[1]
    assert cell.links == (
        Link("map", MAP),
        Link("note", NOTE),
        Link("map", MAP),
        Link("the long map of the coast", MAP),
    )
