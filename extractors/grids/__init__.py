"""Grids on one page: where tables are, their rows and columns, and which glyph belongs to which cell."""
