"""Headings over several columns, in painted cells, or in one cell that nothing parts."""
