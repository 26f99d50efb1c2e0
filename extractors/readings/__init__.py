"""Ways to see a grid in a page, which `sight` asks in turn: tags, lines, cards, and texts alone.

- `pages`: a page set in columns, taken apart before all else.
- `ruled`, `stack`, `lattice`: grids from lines and paint; `pills`, `shading`: paint that parts no cells; `openends`:
  columns without any line across.
- `frames`, with the lines that `tablelines` finds: tables that headings alone announce; `zebra`: painted rows.
- `rows`, `softcolumns`, `heads`, `labels`: the rows, columns, headings and outcomes of a lattice that no line parts;
  `shared`: columns over all pages of a table.
- `tags`: cells from the structure tree.
- `cards`: records of labels and values.
- `borderless`: tables without any line or known heading.
- `overlaps`, `undivided`, `parted`: cells that may hold more than one.
"""
