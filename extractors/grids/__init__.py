"""Grids on one page: where tables are, their rows and columns, and which glyph belongs to which cell.

- `grid`: the cells of one reading; `latticecells`: those between lines; `tagtable`: those of tags.
- `regions`, `gutters`, `alignment`, `justified`, `bodyrows`: tables, columns and rows told by where texts stand.
- `assign`: which glyph is of which cell; `partedruns`, `interleave`, `blanktops`: where texts run over edges.
- `pagetable`: a grid as rows of text; `fills`, `colours`, `struck`, `legible`: how its cells look.
- `heaps`, `offpage`, `runsout`: rows that may be several, or go on elsewhere.
"""
