"""A row that a page break cuts, and a text over several rows that begins or goes on in it."""

from extractors.headings.shapes import CODE
from extractors.printed.words import stops_short
from extractors.table import TableCell

FLAG, OPEN = "several_rows", "the page begins with it, and it may go on with the text of the rows before"


def begins_below(above: TableCell, piece: TableCell) -> TableCell | None:
    """The text of the lower half of a row as a cell of its own below `above`, which began in an earlier row.

    None where it goes on with that: in lower case, or after a word that ends no text. Unless both begin with codes it
    may do so all the same, and is flagged. Seven rows had the outcomes of two groups.
    """
    if not (above.text and piece.text) or piece.text[0].islower() or stops_short(above.text):
        return None
    coded = all(CODE.match(c.text.split()[0]) and any(map(str.isdigit, c.text.split()[0])) for c in (above, piece))
    return piece if coded else piece.flagged(FLAG, OPEN)
