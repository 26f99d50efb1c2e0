"""The tagged reading: what the structure tree says of cells, and where it contradicts the page.

- `tagged`: its cells; `spans`, `blankcolumns`: those over several rows, and columns that show nothing.
- `places`, `notes`: tags that do not stand where their cells do, and notes tagged in cells.
"""
